"""One decision card as a button: title, cost, a line of words, and why it may not be laid."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from PySide6.QtCore import QPoint, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QMenu, QSizePolicy, QWidget

from wargame.app.records import CardView
from wargame.gui.theme import Theme
from wargame.gui.words import plain

HEIGHT = 64  # px: a title and two lines
PAD = 9
LAID = "Laid, hidden until revealed"
JOINT = "Needs {count} seats"
NUMBERS = {2: "two", 3: "three"}


class Place(Protocol):
    """What a card that names a sector tells of it: its name and its stability, which are public."""

    @property
    def name(self) -> str: ...  # noqa: D102
    @property
    def stability(self) -> float: ...  # noqa: D102


Places = Mapping[str, Place]  # by the sector's id


def standing(card: CardView, sectors: Places) -> str:
    """How the card stands, in words: laid, refused and why, or what it asks for; else empty."""
    if card.laid:
        where = sectors.get(card.sector)
        return f"Laid face down: {where.name}" if where is not None else LAID
    if card.refusal:
        return f"Not now: {card.refusal}"
    if card.seats_needed > 1:
        return JOINT.format(count=NUMBERS.get(card.seats_needed, str(card.seats_needed)))
    return "Names a sector" if card.targets else ""


def price(card: CardView) -> str:
    """The political capital that the card costs."""
    return f"costs {card.cost}" if card.cost else "free"


class CardButton(QAbstractButton):
    """A card of one seat; pressed in while it is laid, out of reach while it is refused.

    `laid(card, sector)` and `taken_back(card)` ask for it; a card that names a sector asks which.
    """

    laid = Signal(str, str)
    taken_back = Signal(str)

    def __init__(self, card: CardView, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.card = card
        self._theme = theme
        self._sectors: Places = {}
        self.state = ""
        self.menu: QMenu | None = None  # of sectors, while it is asked for one
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.clicked.connect(self._clicked)

    def set_theme(self, theme: Theme) -> None:
        """From now on the card wears `theme`."""
        self._theme = theme
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Three lines high."""
        return QSize(self._theme.px(240), self._theme.px(HEIGHT))

    def show_card(self, card: CardView, sectors: Places) -> None:
        """The card stands as `card` says."""
        self.card, self._sectors = card, sectors
        self.state = standing(card, sectors)
        self.setChecked(card.laid)
        self.setEnabled(card.laid or not card.refusal)
        end = f" {self.state}." if self.state else ""
        self.setAccessibleName(f"{card.title}, {price(card)}. {card.words}{end}")
        self.setToolTip(f"{card.title}, {price(card)}\n{card.words}\n{self.state}".rstrip())
        self.update()

    @Slot()
    def _clicked(self) -> None:
        self.setChecked(self.card.laid)  # until the session has answered
        if self.card.laid:
            self.taken_back.emit(self.card.id)
        elif self.card.targets:
            self._ask_sector()
        else:
            self.laid.emit(self.card.id, "")

    def _ask_sector(self) -> None:
        """A menu of sectors opens below the card."""
        if self.menu is not None:
            self.menu.deleteLater()
        self.menu = QMenu(self)
        self.menu.setFont(self._theme.font("control"))
        for sector in self.card.targets:
            figure = self._sectors.get(sector)
            words = sector if figure is None else f"{figure.name}\t{plain(figure.stability, 0)}"
            self.menu.addAction(words).setData(sector)
        self.menu.triggered.connect(self._sector_named)
        self.menu.popup(self.mapToGlobal(QPoint(0, self.height())))

    @Slot(object)
    def _sector_named(self, action: object) -> None:
        sector = getattr(action, "data", str)()
        self.laid.emit(self.card.id, str(sector))

    # painting

    def paintEvent(self, event: QPaintEvent) -> None:
        """Frame, title, cost, words and state are drawn."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_frame(painter)
        inside = QRectF(self.rect()).adjusted(
            self._theme.px(PAD), self._theme.px(6), -self._theme.px(PAD), -self._theme.px(5)
        )
        below = self._paint_title(painter, inside)
        self._paint_words(painter, inside.adjusted(0, below, 0, 0))

    def _paint_frame(self, painter: QPainter) -> None:
        theme, radius = self._theme, self._theme.length("radius.card")
        edge, fill = "border_strong", "panel"
        if self.isChecked():
            edge, fill = "accent", "accent_soft"
        elif not self.isEnabled():
            edge, fill = "border", "window"
        elif self.isDown() or self.underMouse():
            fill = "sunken"
        painter.setPen(QPen(theme.color(edge), 1.5 if self.isChecked() else 1))
        painter.setBrush(theme.color(fill))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), radius, radius)

    def _paint_title(self, painter: QPainter, box: QRectF) -> float:
        """Title at the left, cost at the right; returns the height used."""
        theme = self._theme
        painter.setFont(theme.font("caption"))
        painter.setPen(theme.color("text2"))
        cost = price(self.card)
        painter.drawText(box, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop, cost)
        used = painter.fontMetrics().horizontalAdvance(cost) + theme.px(8)
        painter.setFont(theme.font("section"))
        painter.setPen(theme.color("text" if self.isEnabled() else "text2"))
        metrics = painter.fontMetrics()
        title = metrics.elidedText(
            self.card.title, Qt.TextElideMode.ElideRight, int(box.width() - used)
        )
        painter.drawText(box, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop, title)
        return float(metrics.height() + theme.px(1))

    def _paint_words(self, painter: QPainter, box: QRectF) -> None:
        """One line of words and the state below it, or two lines of words without one."""
        theme = self._theme
        painter.setFont(theme.font("caption"))
        metrics = painter.fontMetrics()
        lines = wrapped(self.card.words, metrics, int(box.width()), 1 if self.state else 2)
        top = box.top()
        painter.setPen(theme.color("text2"))
        for line in lines:
            painter.drawText(QRectF(box.left(), top, box.width(), metrics.height()), 0, line)
            top += metrics.height()
        if self.state:
            refused = not self.isEnabled()
            painter.setPen(
                theme.color("warn" if refused else "accent" if self.card.laid else "text")
            )
            words = metrics.elidedText(self.state, Qt.TextElideMode.ElideRight, int(box.width()))
            painter.drawText(QRectF(box.left(), top, box.width(), metrics.height()), 0, words)


def wrapped(text: str, metrics: QFontMetrics, width: int, most: int) -> list[str]:
    """`text` in at most so many lines of `width`; the last one says with … that there is more."""
    words, lines = text.split(), [""]
    while words:
        longer = f"{lines[-1]} {words[0]}".strip()
        if metrics.horizontalAdvance(longer) <= width or not lines[-1]:
            lines[-1] = longer
            words.pop(0)
        elif len(lines) < most:
            lines.append("")
        else:
            rest = " ".join([lines[-1], *words])
            lines[-1] = metrics.elidedText(rest, Qt.TextElideMode.ElideRight, width)
            break
    return lines
