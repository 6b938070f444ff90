"""The window of one seat: what it may see, what it holds, and what it decides.

It is handed a `SeatRoom` and nothing else; what its people do goes out as signals.
"""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QMainWindow,
    QScrollArea,
    QStackedWidget,
    QTabBar,
    QVBoxLayout,
    QWidget,
)

from wargame.app.seat_room import SeatRoom
from wargame.gui.dress import label, put_on, with_role
from wargame.gui.exercise.seats_book import SeatBook
from wargame.gui.exercise.seats_paper import Line, Paper, Words, line, named
from wargame.gui.exercise.seats_words import inject_lines
from wargame.gui.panels.table_card import CardButton
from wargame.gui.panels.table_seat import Hand
from wargame.gui.theme import Theme
from wargame.gui.words import signed

SIZE, LEAST = QSize(1280, 720), QSize(900, 560)
TABS = ("Situation", "Cards", "Decisions and messages")
SITUATION, CARDS, BOOK = range(len(TABS))


class SeatWindow(QMainWindow):
    """`decided`, `sent`, `laid` and `taken_back` ask, each with the seat first."""

    decided = Signal(str, dict)
    sent = Signal(str, str, str)
    laid = Signal(str, str, str)
    taken_back = Signal(str, str)

    def __init__(self, seat: str, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self.seat = seat
        self._theme = theme
        self._read = 0  # messages from others that have been in view
        self.name: QLabel = label("title")
        self.moment: QLabel = label("body", "text2")
        self.state: QLabel = label("secondary", "text2", wrap=True)
        self.tabs = QTabBar()
        self.pages = QStackedWidget()
        self.injects = Paper("Injects", theme)
        self.own = Paper("What your seat knows", theme)
        self.facts = Paper("What everybody knows", theme)
        self.rule: QLabel = label("secondary", "text2", wrap=True)
        self.revealed = Paper("Revealed", theme)
        self.hand = Hand(theme)
        self.book = SeatBook(seat, theme)
        self._room: SeatRoom | None = None
        self._lay_out()
        self.book.decided.connect(self.decided)
        self.book.sent.connect(self.sent)
        self.tabs.currentChanged.connect(self._turn_to)
        self.setMinimumSize(LEAST)
        self.resize(SIZE)
        self.set_theme(theme)

    # laying out

    def _lay_out(self) -> None:
        with_role(self.tabs, "control")
        self.tabs.setAccessibleName("Pages of this seat")
        self.tabs.setExpanding(False)
        self.tabs.setProperty("pages", True)
        for words in TABS:
            self.tabs.addTab(words)
        for page in (self._situation(), self._cards(), self.book):
            self.pages.addWidget(page)
        head = QHBoxLayout()
        head.setContentsMargins(20, 12, 20, 0)
        head.setSpacing(16)
        head.addWidget(self.name)
        head.addWidget(self.moment, 1, Qt.AlignmentFlag.AlignBottom)
        self.state.setContentsMargins(20, 0, 20, 6)
        whole = QFrame()
        whole.setProperty("panel", True)
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(head)
        column.addWidget(self.state)
        tabs = QHBoxLayout()
        tabs.setContentsMargins(12, 0, 12, 0)
        tabs.addWidget(self.tabs)
        column.addLayout(tabs)
        column.addWidget(_line())
        column.addWidget(self.pages, 1)
        self.setCentralWidget(whole)

    def _situation(self) -> QWidget:
        page = QWidget()
        row = QHBoxLayout(page)
        row.setContentsMargins(20, 12, 12, 12)
        row.setSpacing(20)
        for title, paper in (
            ("Injects", self.injects),
            ("What your seat knows", self.own),
            ("What everybody knows", self.facts),
        ):
            column = QVBoxLayout()
            column.setSpacing(6)
            column.addWidget(label("section", text=title))
            column.addWidget(paper, 1)
            row.addLayout(column, 1)
        return page

    def _cards(self) -> QWidget:
        page = QWidget()
        area = QScrollArea()
        self.hand.setProperty("panel", True)
        self.hand.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        area.setWidget(self.hand)
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        column = QVBoxLayout(page)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(8)
        column.addWidget(self.rule)
        column.addWidget(area, 2)
        column.addWidget(label("section", text="Revealed by the other seats"))
        column.addWidget(self.revealed, 1)
        return page

    def set_theme(self, theme: Theme) -> None:
        """From now on the window wears `theme`."""
        self._theme = theme
        put_on(self, theme)

    # showing

    def show_room(self, room: SeatRoom) -> None:
        """The window shows what the seat may see."""
        self._room = room
        public = room.public
        self.setWindowTitle(f"{room.name} \u2013 Wargame")
        self.name.setText(room.name)
        when = f"After turn {public.turn} of {public.last_turn}" if public.turn else "At the start"
        ahead = f"; turn {public.turn + 1} is to be decided"
        over = public.turn >= public.last_turn
        self.moment.setText(f"{when}, {public.period}{'' if over else ahead}")
        self.state.setText(_state(room))
        self.injects.show_lines(inject_lines(room.injects))
        self.own.show_lines(_figures(room.own))
        self.facts.show_lines([*_happened(room), *_figures(room.facts)])
        self._show_cards(room)
        names = {room.id: room.name, **dict(room.others)}
        self.book.show_all(room.decisions, room.messages, room.injects, names)
        self._count()

    def _show_cards(self, room: SeatRoom) -> None:
        if [button.card.id for button in self.hand.cards] != [card.id for card in room.cards]:
            self._build(room)
        sectors = {sector.id: sector for sector in room.public.sectors}
        for button, card in zip(self.hand.cards, room.cards, strict=True):
            button.show_card(card, sectors)
        who = f"Played by the model: {room.doctrine}. " if room.doctrine else ""
        self.rule.setText(
            f"{who}{room.capital_left} of {room.capital} political capital left, at most "
            f"{room.most_cards} cards a turn. Cards stay hidden until all are revealed together."
        )
        shown = [
            named(card.seat, card.title + _place(card.sector, room)) for card in room.open_cards
        ]
        self.revealed.show_lines(shown or [line("No card has been revealed.", tone="text2")])

    def _build(self, room: SeatRoom) -> None:
        for old in self.hand.cards:
            old.hide()
            old.deleteLater()
        self.hand.cards = []
        for card in room.cards:
            button = CardButton(card, self._theme, self.hand)
            button.laid.connect(self._lay)
            button.taken_back.connect(self._take_back)
            button.show()
            self.hand.cards.append(button)
        self.hand.place()

    def refuse(self, sentence: str) -> None:
        """Why what its people asked for is not done."""
        self.book.refuse(sentence)
        self.rule.setText(sentence)

    @Slot(int)
    def _turn_to(self, page: int) -> None:
        self.pages.setCurrentIndex(page)
        self._count()

    def _count(self) -> None:
        """The tab says how many messages have come and not been in view."""
        room = self._room
        if room is None:
            return
        count = sum(m.to_seat == self.seat != m.from_seat for m in room.messages)
        if self.tabs.currentIndex() == BOOK and self.isVisible():
            self._read = count
        new = max(0, count - self._read)
        self.tabs.setTabText(BOOK, f"{TABS[BOOK]} ({new} new)" if new else TABS[BOOK])

    # hands

    @Slot(str, str)
    def _lay(self, card: str, sector: str) -> None:
        self.laid.emit(self.seat, card, sector)

    @Slot(str)
    def _take_back(self, card: str) -> None:
        self.taken_back.emit(self.seat, card)


def _state(room: SeatRoom) -> str:
    """The public state in a line."""
    public = room.public
    parts = [f"Stability {public.stability:.1f}"]
    if public.turn:
        parts[0] += f" ({signed(public.change)})"
    parts.append(f"ceasefire: {public.ceasefire}")
    parts.append(f"escalation: {public.rung}")
    parts.extend(f"{zone.name}: {zone.words}" for zone in public.zones)
    if room.told:
        parts.append("everything has been revealed")
    return " \N{MIDDLE DOT} ".join(parts) + ", in this model"


def _happened(room: SeatRoom) -> list[Line]:
    return [line(sentence) for sentence in room.public.happened]


def _figures(rows: tuple[tuple[str, str], ...]) -> list[Line]:
    return [
        Line((Words(f"{what[:1].upper()}{what[1:]}  ", "secondary", "text2"),
              Words(value, "secondary")), above=3)
        for what, value in rows
    ]  # fmt: skip


def _place(sector: str, room: SeatRoom) -> str:
    names = {place.id: place.name for place in room.public.sectors}
    return f", {names.get(sector, sector)}" if sector else ""


def _line() -> QFrame:
    made = QFrame()
    made.setFrameShape(QFrame.Shape.HLine)
    made.setProperty("hairline", True)
    return made
