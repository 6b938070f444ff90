"""Panels that float on the map: title, zoom buttons, scale bar with attribution."""

from __future__ import annotations

import math
from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QToolButton, QWidget

from wargame.gui import icons
from wargame.gui.theme import Theme

SHADOW = 4  # pixels around the panel that hold its shadow
SCALE_WIDTH = 84.0  # the scale bar is never longer
DOT = "  \u00b7  "


class Overlay(QFrame):
    """A panel on the map with rounded corners and a soft shadow; it stops the mouse."""

    def __init__(self, parent: QWidget) -> None:
        """Lie on `parent`, unthemed."""
        super().__init__(parent)
        self._theme: Theme | None = None
        self._back = QPixmap()
        self.setAttribute(Qt.WidgetAttribute.WA_NoMousePropagation)
        self.setCursor(Qt.CursorShape.ArrowCursor)

    def restyle(self, theme: Theme) -> None:
        """Take colours and fonts from `theme`."""
        self._theme = theme
        self._back = QPixmap()
        self.update()

    def body(self) -> QRectF:
        """Return the panel without its shadow, in its own coordinates."""
        return QRectF(self.rect()).adjusted(SHADOW, SHADOW, -SHADOW, -SHADOW)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Copy shadow and panel, drawn once per size."""
        if self._theme is None:
            return
        ratio = self.devicePixelRatioF()
        if self._back.size() != self.size() * ratio:
            self._back = self._draw_back(self._theme, ratio)
        painter = QPainter(self)
        painter.drawPixmap(0, 0, self._back)
        painter.end()

    def _draw_back(self, theme: Theme, ratio: float) -> QPixmap:
        pixmap = QPixmap(self.size() * ratio)
        pixmap.setDevicePixelRatio(ratio)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        radius = theme.number("radius.overlay")
        painter.setPen(Qt.PenStyle.NoPen)
        shade = QColor(0, 0, 0)
        shade.setAlphaF(theme.number("shadow.overlay.opacity") * 0.3)
        painter.setBrush(shade)
        for grow in (3.0, 2.0, 1.0):
            box = self.body().adjusted(-grow, -grow + 1.0, grow, grow + 1.0)
            painter.drawRoundedRect(box, radius + grow, radius + grow)
        painter.setPen(QPen(theme.color("border"), 1.0))
        painter.setBrush(theme.color("panel"))
        painter.drawRoundedRect(self.body().adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)
        painter.end()
        return pixmap


class FoldingOverlay(Overlay):
    """A panel with a head, a button that folds, and a body that folds away."""

    folded = Signal(bool)  # by a person: away or not
    subject = ""  # what is folded, in words

    def __init__(self, parent: QWidget) -> None:
        """Make button and body; the panel lays them out."""
        super().__init__(parent)
        self._button = QToolButton(self)
        self._button.setAutoRaise(True)
        self._button.setStyleSheet("padding: 0")
        self._button.setToolTip(f"Fold or unfold {self.subject}")
        self._button.clicked.connect(self.fold)
        self._body = QWidget(self)

    @property
    def is_folded(self) -> bool:
        """Say whether only the head shows."""
        return self._body.isHidden()

    def button(self) -> QToolButton:
        """Return the button that folds."""
        return self._button

    def fold(self) -> None:
        """Fold the body away, or show it again, because a person wants it."""
        self.set_folded(not self.is_folded)
        self.folded.emit(self.is_folded)

    def set_folded(self, away: bool) -> None:
        """Show only the head if `away`."""
        self._hide_parts(away)
        self._chevron()
        self.refit()

    def _hide_parts(self, away: bool) -> None:
        self._body.setHidden(away)

    def size_if(self, *, folded: bool) -> QSize:
        """Return the size that the panel has or would have."""
        now = self.is_folded
        self._hide_parts(folded)
        self._relayout()
        size = self.sizeHint()
        if now != folded:
            self._hide_parts(now)
            self._relayout()
        return size

    def refit(self) -> None:
        """Take the size that the parts shown need."""
        self._relayout()
        self.resize(self.sizeHint())

    def _relayout(self) -> None:
        for layout in (self._body.layout(), self.layout()):
            if layout is not None:
                layout.invalidate()
                layout.activate()

    def _chevron(self) -> None:
        theme = self._theme
        self._button.setAccessibleName(
            f"Unfold {self.subject}" if self.is_folded else f"Fold {self.subject}"
        )
        if theme is not None:
            name = "chevron-right" if self.is_folded else "chevron-down"
            self._button.setIcon(icons.icon(name, theme, "text2"))
            side = theme.length("size.hit_min")
            self._button.setFixedSize(side, side)


def tint(label: QLabel, theme: Theme, color: str, role: str) -> None:
    """Give a label a colour and a font by their tokens, with a style sheet or without."""
    label.setProperty("tone", color)
    palette = label.palette()
    palette.setColor(label.foregroundRole(), theme.color(color))
    label.setPalette(palette)
    label.setFont(theme.font(role))


class TitleOverlay(Overlay):
    """What the map shows, in a few words."""

    def __init__(self, parent: QWidget) -> None:
        """Start hidden: without a title there is nothing to show."""
        super().__init__(parent)
        self._title, self._note = QLabel(self), QLabel(self)
        row = QHBoxLayout(self)
        row.setContentsMargins(SHADOW + 12, SHADOW + 6, SHADOW + 12, SHADOW + 6)
        row.setSpacing(10)
        row.addWidget(self._title)
        row.addWidget(self._note)
        self.hide()

    def restyle(self, theme: Theme) -> None:
        """Take colours and fonts from `theme`."""
        super().restyle(theme)
        tint(self._title, theme, "text", "section")
        tint(self._note, theme, "text2", "secondary")

    def set_text(self, title: str, note: str) -> None:
        """Show a title and a smaller note; both empty hides the panel."""
        self._title.setText(title)
        self._note.setText(note)
        self._note.setVisible(bool(note))
        self.setVisible(bool(title or note))


class ZoomOverlay(Overlay):
    """Buttons to zoom in, zoom out and see the whole map."""

    BUTTONS = (
        ("zoom-in", "Zoom in", "Zoom in (+)"),
        ("zoom-out", "Zoom out", "Zoom out (\u2212)"),
        ("maximize", "Show all of Ukraine", "Show all of Ukraine (Home)"),
    )

    def __init__(self, parent: QWidget) -> None:
        """Make the three buttons."""
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(SHADOW + 3, SHADOW + 3, SHADOW + 3, SHADOW + 3)
        row.setSpacing(1)
        self.buttons: dict[str, QToolButton] = {}
        for kind, name, tip in self.BUTTONS:
            button = QToolButton(self)
            button.setAutoRaise(True)
            button.setStyleSheet("padding: 0")
            button.setAccessibleName(name)
            button.setToolTip(tip)
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            self.buttons[kind] = button
            row.addWidget(button)

    def restyle(self, theme: Theme) -> None:
        """Take colours from `theme`."""
        super().restyle(theme)
        side, icon = theme.length("size.button"), theme.length("size.icon.toolbar")
        for kind, button in self.buttons.items():
            button.setIcon(icons.icon(kind, theme))
            button.setIconSize(QSize(icon, icon))
            button.setFixedSize(side, side)


def nice_length(metres: float) -> float:
    """Return the largest of 1, 2, 5 times a power of ten that is not above `metres`."""
    if not metres > 0 or not math.isfinite(metres):
        return 1.0
    power = 10.0 ** math.floor(math.log10(metres))
    return max(step * power for step in (1.0, 2.0, 5.0) if step * power <= metres * 1.0000001)


class ScaleOverlay(Overlay):
    """A scale bar and where the map comes from; in as many lines as the room asks for."""

    def __init__(self, parent: QWidget) -> None:
        """Show no scale until one is set."""
        super().__init__(parent)
        self._parts: tuple[str, ...] = ()
        self._metres = 100_000.0
        self._pixels = 50.0
        self._scale = 0.0
        self._lines: tuple[str, ...] = ("",)
        self.setAccessibleName("Scale and sources of the map")

    def set_attribution(self, *parts: str) -> None:
        """Show these words after the scale bar."""
        self._parts = tuple(part for part in parts if part)

    def set_scale(self, metres_per_pixel: float) -> None:
        """Fit the bar to a scale; it is painted with the map, which has just changed."""
        if metres_per_pixel == self._scale:
            return
        self._scale = metres_per_pixel
        self._metres = nice_length(SCALE_WIDTH * metres_per_pixel)
        self._pixels = self._metres / metres_per_pixel
        self.setAccessibleDescription(f"The bar is {self.label()} long. {'. '.join(self._parts)}")

    def label(self) -> str:
        """Return the length of the bar in words."""
        if self._metres >= 1000:
            return f"{self._metres / 1000:,.0f} km"
        return f"{self._metres:,.0f} m"

    def lines(self) -> tuple[str, ...]:
        """Return the sources, one text per line; the first stands beside the bar."""
        return self._lines

    def fit(self, room: float) -> None:
        """Take as few lines as `room` pixels of width allow."""
        if self._theme is None:
            return
        lines: list[str] = []
        for part in self._parts:
            longer = (*lines[:-1], DOT.join((lines[-1], part))) if lines else (part,)
            if lines and self._width_of(longer) > room:
                longer = (*lines, part)
            lines = list(longer)
        self._lines = tuple(lines) or ("",)
        height = self._theme.px(20) * len(self.lines()) + 4
        self.resize(int(self._width()) + 2 * SHADOW, height + 2 * SHADOW)
        self.update()

    def _bar_room(self) -> float:
        return SCALE_WIDTH + 66.0 * (self._theme.scale if self._theme else 1.0)

    def _width(self) -> float:
        if self._theme is None:
            return 0.0
        return self._width_of(self._lines)

    def _width_of(self, lines: Sequence[str]) -> float:
        if self._theme is None:
            return 0.0
        metrics = QFontMetricsF(self._theme.font("caption"))
        widths = [metrics.horizontalAdvance(text) for text in lines]
        widths[0] += self._bar_room()
        return max(widths) + 26.0

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the bar, its length and the sources."""
        super().paintEvent(event)
        if self._theme is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        body, lines = self.body(), self.lines()
        step = (body.height() - 4) / len(lines)
        left, base = body.left() + 12.5, round(body.top() + 2 + step / 2) + 3.5
        right = left + self._pixels
        painter.setPen(QPen(self._theme.color("text"), 1.3))
        corners = ((left, base - 5), (left, base), (right, base), (right, base - 5))
        painter.drawPolyline([QPointF(x, y) for x, y in corners])
        painter.setFont(self._theme.font("caption"))
        painter.setPen(self._theme.color("text2"))
        box = QRectF(right + 7, body.top() + 2, 80, step)
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, self.label())
        for index, text in enumerate(lines):
            box = QRectF(body.left(), body.top() + 2 + index * step, body.width() - 12, step)
            painter.drawText(box, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, text)
        painter.end()
