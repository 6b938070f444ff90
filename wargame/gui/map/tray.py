"""The tray of frozen conflicts: an inset per region, drawn from the map's own layers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QFontMetricsF, QPainter, QPainterPath, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import (
    QAbstractButton,
    QBoxLayout,
    QHBoxLayout,
    QLabel,
    QVBoxLayout,
    QWidget,
)

from wargame.app.records import RegionFigure
from wargame.gui import icons
from wargame.gui.map.insets import InsetArtist
from wargame.gui.map.overlays import SHADOW, FoldingOverlay, tint
from wargame.gui.map.regions import MEMORY, Region, flare_words, region_words, thousands
from wargame.gui.theme import Theme

LARGE, SMALL = QSize(176, 76), QSize(150, 64)  # logical pixels of a picture
ROW = QSize(48, 34)  # of a picture with its words beside it, one below another
WORDS = 50  # logical pixels below it
LATER_MS = 120  # after the last change, so that turns played fast are not held up
SIDE, STACK = 8, 3  # pixels between insets side by side, and one below another
EDGE = SHADOW + 10  # from the edge of the tray to its insets
NOTE = "flare-up: within a year, in this model"


class Inset(QAbstractButton):
    """One region: a picture, its name and state, how likely a flare-up is, troops."""

    def __init__(self, parent: QWidget, region: Region) -> None:
        """Show `region`; figures and picture follow."""
        super().__init__(parent)
        self.region = region
        self.figure: RegionFigure | None = None
        self.picture = QPixmap()
        self._theme: Theme | None = None
        self._beside = False  # the words stand beside the picture
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setAccessibleName(region.name)

    def restyle(self, theme: Theme, size: QSize) -> None:
        """Take colours and fonts from `theme`; `size` is that of the picture at 100 %."""
        self._theme, self._beside = theme, False
        self.setFixedSize(theme.px(size.width()), theme.px(size.height() + WORDS))
        self.set_figure(self.figure)

    def restyle_row(self, theme: Theme, width: int) -> None:
        """Be `width` pixels wide and low, with two lines of words beside a small picture."""
        self._theme, self._beside = theme, True
        self.setFixedSize(width, theme.px(ROW.height()))
        self.set_figure(self.figure)

    def set_figure(self, figure: RegionFigure | None) -> None:
        """Say what the model knows about the region."""
        self.figure = figure
        if figure is not None and self._theme is not None:
            self.setAccessibleDescription(region_words(figure, self.region, self._theme))
            self.setToolTip("Show on the map")
        self.update()

    def set_picture(self, picture: QPixmap) -> None:
        """Show a picture drawn for `picture_size`."""
        self.picture = picture
        self.update()

    def picture_size(self) -> QSize:
        """Return the size of the picture in logical pixels."""
        if self._beside and self._theme is not None:
            return QSize(self._theme.px(ROW.width()), self.height() - 2)
        return QSize(self.width() - 2, max(self.height() - self._words_height(), 1))

    def _words_height(self) -> int:
        return self._theme.px(WORDS) if self._theme else WORDS

    def lines(self) -> tuple[str, str, str]:
        """Return what is written beneath the picture."""
        figure, theme = self.figure, self._theme
        if figure is None or theme is None:
            return self.region.name, self.region.parent, ""
        troops = f"{self.region.parent} \u00b7 {thousands(figure.troops_k)} troops"
        if figure.flared:
            return self.region.name, troops, "Flared up: armed incident"
        return self.region.name, troops, f"Flare-up: {flare_words(figure, theme)}"

    def paintEvent(self, event: QPaintEvent) -> None:
        """Copy the picture, write the words, draw the edge: accent where chosen."""
        theme = self._theme
        if theme is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        body = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        radius = theme.number("radius.card")
        shape = QPainterPath()
        shape.addRoundedRect(body, radius, radius)
        painter.fillPath(shape, theme.color("sunken" if self.underMouse() else "panel"))
        painter.save()
        painter.setClipPath(shape)
        painter.drawPixmap(1, 1, self.picture)
        painter.restore()
        painter.setPen(QPen(theme.color("border"), 1.0))
        if self._beside:
            side = 1 + self.picture_size().width()
            painter.drawLine(side, 1, side, self.height() - 1)
            self._write(painter, theme, QRectF(side, 0, self.width() - side, self.height()))
        else:
            base = self.height() - self._words_height()
            painter.drawLine(1, base, self.width() - 1, base)
            self._write(painter, theme, QRectF(0, base, self.width(), self.height() - base))
        flared = self.figure is not None and self.figure.flared
        edge = "accent" if self.isChecked() else "bad" if flared else "border"
        painter.setPen(QPen(theme.color(edge), 2.0 if edge != "border" else 1.0))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(body.adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)
        painter.end()

    def _write(self, painter: QPainter, theme: Theme, room: QRectF) -> None:
        """Write the lines one below another; beside the picture there is no room for the second."""
        flared = self.figure is not None and self.figure.flared
        lines = list(zip(self.lines(), ("text", "text2", "text2"), strict=True))
        if self._beside:
            del lines[1]
        if flared:
            lines[-1] = (lines[-1][0], "bad")
        row, left = (room.height() - theme.px(4)) / len(lines), theme.px(8)
        for index, (text, tone) in enumerate(lines):
            painter.setFont(theme.font("caption" if index else "section"))
            painter.setPen(theme.color(tone))
            top = room.top() + theme.px(2) + index * row
            box = QRectF(room.left() + left, top, room.width() - 1.5 * left, row)
            if tone == "bad":
                sign = icons.pixmap("triangle-alert", theme, "bad", 12)
                painter.drawPixmap(int(box.left()), int(box.center().y() - theme.px(6)), sign)
                box.setLeft(box.left() + theme.px(16))
            flag = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
            elided = QFontMetricsF(painter.font()).elidedText(
                text, Qt.TextElideMode.ElideRight, box.width()
            )
            painter.drawText(box, flag, elided)


class Tray(FoldingOverlay):
    """The insets side by side; it folds to its head. Pictures are drawn while nothing else is."""

    chosen = Signal(str)  # name of the region
    subject = "the frozen conflicts"

    def __init__(self, parent: QWidget, artist: InsetArtist, regions: Mapping[str, Region]) -> None:
        """List `regions`; hidden until figures are known."""
        super().__init__(parent)
        self._artist = artist
        self._compact = False
        self._column = 0  # pixels: the width as a column of low rows; 0: side by side
        self._order: tuple[str, ...] = ()
        self._title, self._note = QLabel("Frozen conflicts", self), QLabel(self)
        self.insets = {name: Inset(self._body, region) for name, region in regions.items()}
        self._later = QTimer(self, singleShot=True, interval=LATER_MS)
        self._later.timeout.connect(self._draw_one)
        self._lay_out()
        self.setAccessibleName("Frozen conflicts")
        self.hide()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(self._title)
        head.addWidget(self._note, 1, Qt.AlignmentFlag.AlignRight)
        head.addWidget(self._button)
        row = QHBoxLayout(self._body)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SIDE)
        for inset in self.insets.values():
            inset.clicked.connect(self._tell)
            row.addWidget(inset)
        column = QVBoxLayout(self)
        column.setContentsMargins(EDGE, SHADOW + 4, EDGE, SHADOW + 9)
        column.setSpacing(4)
        column.addLayout(head)
        column.addWidget(self._body)

    def restyle(self, theme: Theme) -> None:
        """Take colours and fonts from `theme`; pictures follow."""
        super().restyle(theme)
        tint(self._title, theme, "text", "section")
        tint(self._note, theme, "text3", "caption")
        self._dress_insets(theme)
        self._chevron()
        self.refit()
        self.redraw()

    def _dress_insets(self, theme: Theme) -> None:
        for inset in self.insets.values():
            if self._column:
                inset.restyle_row(theme, self._column - 2 * EDGE)
            else:
                inset.restyle(theme, SMALL if self._compact else LARGE)

    def set_regions(self, figures: Sequence[RegionFigure]) -> None:
        """Write figures beneath the insets; those of regions not on the map stay out."""
        known = {figure.name: figure for figure in figures}
        for name, inset in self.insets.items():
            inset.set_figure(known.get(name))
            inset.setVisible(name in known)
        order = tuple(figure.name for figure in figures if figure.name in self.insets)
        row = self._body.layout()
        if order != self._order and isinstance(row, QHBoxLayout):
            self._order = order
            for name in order:
                row.addWidget(self.insets[name])
            self._chain()
        memory = all(MEMORY in figure.sources for figure in figures)
        self._note.setText(f"{NOTE} \u00b7 troops: {MEMORY}" if memory else NOTE)
        self.refit()

    def note(self) -> str:
        """Return what is said of all insets at once."""
        return self._note.text()

    def has_figures(self) -> bool:
        """Say whether there is anything to show."""
        return any(inset.figure is not None for inset in self.insets.values())

    def select(self, name: str) -> None:
        """Mark one inset as chosen; none for an empty name."""
        for key, inset in self.insets.items():
            inset.setChecked(key == name)

    def set_folded(self, away: bool) -> None:
        """Show only the head if `away`."""
        super().set_folded(away)
        self.redraw()

    def set_compact(self, compact: bool) -> None:
        """Make the insets small where the map is narrow."""
        if compact != self._compact and self._theme is not None:
            self._compact = compact
            self.restyle(self._theme)

    def set_column(self, width: int) -> None:
        """Put the insets one below another in a tray `width` pixels wide; 0: side by side."""
        row, theme = self._body.layout(), self._theme
        if width == self._column or theme is None or not isinstance(row, QBoxLayout):
            return
        self._column = width
        way = QBoxLayout.Direction.TopToBottom if width else QBoxLayout.Direction.LeftToRight
        row.setDirection(way)
        row.setSpacing(STACK if width else SIDE)
        self._note.setHidden(bool(width) or self.is_folded)
        self._dress_insets(theme)
        self.refit()
        self.redraw()

    @property
    def is_column(self) -> bool:
        """Say whether its insets stand one below another."""
        return bool(self._column)

    def column_size(self, width: int) -> QSize:
        """Return the size that the tray would have as a column `width` pixels wide."""
        theme = self._theme
        if theme is None:
            return self.size()
        rows = len(self._order)
        inner = rows * theme.px(ROW.height()) + max(rows - 1, 0) * STACK
        return QSize(width, inner + theme.length("size.hit_min") + 2 * SHADOW + 4 + 4 + 9)

    def _hide_parts(self, away: bool) -> None:
        super()._hide_parts(away)
        self._note.setHidden(away or bool(self._column))

    def redraw(self) -> None:
        """Draw the pictures again soon, those that are out of date."""
        if not self.is_folded and self._theme is not None:
            self._later.start()

    def _chain(self) -> None:
        """Let Tab go from the fold button through the insets in their order.

        A layout is not asked for its items: Qt's Python binding keeps what it hands out after Qt
        has deleted it, and takes the next part made at that place in memory for it (it crashed).
        """
        last: QWidget = self._button
        for name in self._order:
            QWidget.setTabOrder(last, self.insets[name])
            last = self.insets[name]

    def for_paper(self) -> None:
        """Show every picture at once and nothing to fold; one that would be folded is left out."""
        self._button.hide()
        self.setHidden(self.is_folded)
        theme = self._theme
        if theme is None:
            return
        for inset in self.insets.values():
            wanted = self._artist.draw(inset.region, inset.picture_size(), theme)
            if wanted is not None:
                inset.set_picture(wanted)

    def _draw_one(self) -> None:
        """Draw one picture that is out of date, then wait for the next turn of the event loop."""
        theme = self._theme
        if theme is None or self.is_folded or not self.isVisible():
            return
        if self._artist.busy():
            self._later.start()
            return
        for inset in self.insets.values():
            if inset.figure is None:
                continue
            wanted = self._artist.draw(inset.region, inset.picture_size(), theme)
            if wanted is not None:
                inset.set_picture(wanted)
                QTimer.singleShot(0, self, self._draw_one)
                return

    def _tell(self) -> None:
        inset = self.sender()
        if isinstance(inset, Inset):
            self.select(inset.region.name)
            self.chosen.emit(inset.region.name)
