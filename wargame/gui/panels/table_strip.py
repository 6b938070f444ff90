"""The seats side by side: name, political capital left, how many cards lie face down."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QHBoxLayout, QSizePolicy, QWidget

from wargame.app.records import SeatView, SessionView
from wargame.gui.theme import Theme

REVEALED, EVENTS = "revealed", "events"  # the two pages beside the seats


def cards_in_words(count: int) -> str:
    """A count in words: "1 card", "3 cards"."""
    return f"{count} card" if count == 1 else f"{count} cards"


class StripTab(QAbstractButton):
    """One seat, or one of the pages beside them: a name, and a line that is pips or words."""

    def __init__(self, page: str, theme: Theme) -> None:
        super().__init__()
        self.page = page
        self._theme = theme
        self.note = ""
        self._capital = (0, 0)  # left, of all; drawn as pips
        self._laid = 0
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_theme(self, theme: Theme) -> None:
        """From now on the tab wears `theme`."""
        self._theme = theme
        self.updateGeometry()
        self.update()

    def show_words(self, name: str, note: str) -> None:
        """A name and a line of words."""
        self.setText(name)
        self.note, self._capital, self._laid = note, (0, 0), 0
        self._told(f"{name}: {note}" if note else name)

    def show_seat(self, seat: SeatView, *, covered: bool) -> None:
        """Pips and number of the capital left, and the cards laid; covered, only their count."""
        self.setText(seat.name)
        self._laid = sum(card.laid for card in seat.cards)
        laid = f"{cards_in_words(self._laid)} laid, hidden until revealed"
        self._capital = (0, 0)
        if seat.player:
            names = {doctrine: name for doctrine, name, _words in seat.doctrines}
            self.note = names.get(seat.player, seat.player)
            self._told(f"{seat.name}, played by the doctrine \u201c{self.note}\u201d")
        elif covered:
            self.note = f"{self._laid} laid" if self._laid else "covered"
            self._told(f"{seat.name}: {laid}; the rest is covered")
        else:
            self.note = f"{seat.capital_left} of {seat.capital}"
            self._capital = (seat.capital_left, seat.capital)
            self._told(f"{seat.name}: {self.note} political capital left; {laid}")

    def _told(self, words: str) -> None:
        self.setAccessibleName(words)
        self.setToolTip(words)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """The name and a line under it."""
        self.setFont(self._theme.font("control"))
        name = self.fontMetrics().horizontalAdvance(self.text())
        return QSize(max(name, self._theme.px(70)) + self._theme.px(12), self._theme.px(42))

    def minimumSizeHint(self) -> QSize:
        """Names may be cut where there is no room; the tool tip holds them whole."""
        return QSize(self._theme.px(56), self._theme.px(42))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Name, pips or words, and the accent of the page that is open are drawn."""
        painter, theme = QPainter(self), self._theme
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.isChecked() or self.underMouse():
            painter.fillRect(
                self.rect(), theme.color("accent_soft" if self.isChecked() else "sunken")
            )
        side = theme.px(6)
        box = QRectF(self.rect()).adjusted(side, theme.px(4), -side, -theme.px(5))
        painter.setFont(theme.font("control"))
        painter.setPen(theme.color("accent" if self.isChecked() else "text"))
        name = painter.fontMetrics().elidedText(
            self.text(), Qt.TextElideMode.ElideRight, int(box.width())
        )
        painter.drawText(box, Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft, name)
        self._paint_note(painter, box)
        if self.isChecked():
            low = self.height() - 2
            painter.fillRect(QRectF(0, low, self.width(), 2), theme.color("accent"))

    def _paint_note(self, painter: QPainter, box: QRectF) -> None:
        theme = self._theme
        painter.setFont(theme.font("caption"))
        middle = box.bottom() - painter.fontMetrics().height() / 2
        left, (kept, whole) = box.left(), self._capital
        radius = theme.px(3.5)
        for pip in range(whole):
            painter.setPen(QPen(theme.color("text2"), 1.1))
            painter.setBrush(theme.color("text2" if pip < kept else "panel"))
            painter.drawEllipse(QPointF(left + radius, middle), radius, radius)
            left += 2 * radius + theme.px(3)
        if whole:
            left += theme.px(3)
        painter.setPen(theme.color("text2"))
        room = int(box.right() - left - self._laid * theme.px(10))
        told = painter.fontMetrics().elidedText(self.note, Qt.TextElideMode.ElideRight, room)
        painter.drawText(QPointF(left, box.bottom() - theme.px(2)), told)
        self._paint_backs(painter, box, middle)

    def _paint_backs(self, painter: QPainter, box: QRectF, middle: float) -> None:
        """A small card face down for each that is laid."""
        theme = self._theme
        wide, tall, gap = theme.px(7), theme.px(10), theme.px(3)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("accent"))
        for number in range(self._laid):
            left = box.right() - (number + 1) * (wide + gap) + gap
            painter.drawRoundedRect(QRectF(left, middle - tall / 2, wide, tall), 1.5, 1.5)


class Strip(QWidget):
    """What the turn revealed, every seat, and the events: `opened(page)` for the one chosen."""

    opened = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.tabs: dict[str, StripTab] = {}
        self._group = QButtonGroup(self)
        self._group.buttonClicked.connect(self._clicked)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(10, 0, 10, 0)
        self._row.setSpacing(2)

    def set_theme(self, theme: Theme) -> None:
        """From now on new tabs wear `theme` too."""
        self._theme = theme

    def show_view(self, view: SessionView, *, covered: bool) -> None:
        """The tabs stand as `view` says."""
        pages = (REVEALED, *(seat.id for seat in view.seats), EVENTS)
        if tuple(self.tabs) != pages:
            self._build(pages)
        told = len(view.now.played)
        said = cards_in_words(told) if view.turn else "nothing yet"
        self.tabs[REVEALED].show_words("Last turn", said)
        for seat in view.seats:
            self.tabs[seat.id].show_seat(seat, covered=covered)
        coming = sum(inject.set_by_hand for inject in view.injects)
        drawn = "drawn" if view.setting.injects else ""
        both = ", ".join(words for words in (f"{coming} set" if coming else "", drawn) if words)
        self.tabs[EVENTS].show_words("Events", both or "none set")

    def _build(self, pages: tuple[str, ...]) -> None:
        for old in self.tabs.values():
            self._group.removeButton(old)
            self._row.removeWidget(old)
            old.hide()
            old.deleteLater()
        self.tabs = {page: StripTab(page, self._theme) for page in pages}
        for tab in self.tabs.values():
            self._group.addButton(tab)
            self._row.addWidget(tab)

    def open(self, page: str) -> None:
        """The tab of that page is the one chosen; nobody is told."""
        if page in self.tabs:
            self.tabs[page].setChecked(True)

    @Slot(QAbstractButton)
    def _clicked(self, button: QAbstractButton) -> None:
        if isinstance(button, StripTab):
            self.opened.emit(button.page)
