"""Seats and secrets: decisions, notes and messages of every seat, covered between one and the next.

Control hands the keyboard from seat to seat; under the cover only counts can be read.
"""

from __future__ import annotations

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from wargame.app.exercise_records import ExerciseView
from wargame.app.exercise_seats import CONTROL, decisions_for, messages_for
from wargame.gui.dress import label, put_on, with_role
from wargame.gui.exercise.room import Room
from wargame.gui.exercise.seat_windows import SeatWindows
from wargame.gui.exercise.seats_book import SeatBook
from wargame.gui.exercise.seats_confirm import Confirm
from wargame.gui.exercise.seats_desk import SeatsDesk
from wargame.gui.exercise.seats_hands import SeatHands
from wargame.gui.exercise.seats_pane import RevealPart
from wargame.gui.exercise.seats_row import SeatRow, unread_words
from wargame.gui.exercise.seats_words import WHITE_CELL
from wargame.gui.panels.table_cover import Covered
from wargame.gui.theme import Theme
from wargame.gui.widgets.tick import Tick

LIST_WIDE = 330  # px
ALL = "All seats (White Cell)"
EVERYTHING = "Reveal everything \u2026"
ASK = (
    "Everybody may then read every decision, private note and message of this exercise. "
    "It belongs to the end."
)
TOLD = "Everything is revealed."


class SeatsPage(QFrame):
    """The list of seats at the left, the book of the one chosen at the right."""

    def __init__(self, room: Room, theme: Theme) -> None:
        super().__init__()
        self.setProperty("panel", True)
        self._room, self._theme = room, theme
        self._desk, self.hands = SeatsDesk.of(room), SeatHands.of(room)
        self.windows = SeatWindows.of(room)
        self._view: ExerciseView | None = None
        self._lifted = ""  # the reader whose cover has been lifted
        self.all_seats = _button(ALL)
        self.all_seats.setCheckable(True)
        self.rows: dict[str, SeatRow] = {}
        self.books: dict[str, SeatBook] = {}
        self.reveal = RevealPart(room, theme, narrow=True)
        self.everything = _button(EVERYTHING)
        self.confirm = Confirm("Keep hidden")
        self.told: QLabel = label("caption", "text2", TOLD)
        self.title: QLabel = label("panel")
        self.who: QLabel = label("secondary", "text2")
        self.tick = Tick("Cover between seats", theme)
        self.tick.setChecked(True)
        self.tick.setToolTip("The page is covered whenever another seat is chosen")
        self.done = _button("Cover now")
        self.own_window = _button("Open its window")
        self.pages = QStackedWidget()
        self.cover = Covered(self.pages, "Open")
        self._lay_out()
        self._connect()
        if room.view is not None:
            self.show_view(room.view)

    # laying out

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        self._left = QWidget()
        self._left.setFixedWidth(self._theme.px(LIST_WIDE))
        area = QScrollArea()
        area.setWidget(self._list())
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        whole = QVBoxLayout(self._left)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(area)
        row.addWidget(self._left)
        between = QFrame()
        between.setFrameShape(QFrame.Shape.VLine)
        between.setProperty("upright", True)
        between.setFixedWidth(1)
        row.addWidget(between)
        row.addLayout(self._right(), 1)

    def _list(self) -> QWidget:
        inside = QFrame()
        inside.setProperty("panel", True)
        self.all_seats.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        column = QVBoxLayout(inside)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(8)
        head = QHBoxLayout()
        head.addWidget(label("section", text="Seats"))
        head.addStretch(1)
        head.addWidget(label("caption", "text2", "political capital left"))
        column.addLayout(head)
        self._lines = QVBoxLayout()
        self._lines.setSpacing(0)
        column.addLayout(self._lines)
        column.addWidget(self.all_seats)
        column.addSpacing(8)
        column.addWidget(self.reveal)
        column.addStretch(1)
        for part in (self.everything, self.confirm, self.told):
            column.addWidget(part)
        self.told.hide()
        return inside

    def _right(self) -> QVBoxLayout:
        head = QHBoxLayout()
        head.setContentsMargins(16, 10, 16, 8)
        head.setSpacing(10)
        head.addWidget(self.title)
        head.addWidget(self.who, 1)
        for part in (self.tick, self.done, self.own_window):
            head.addWidget(part)
        line = QFrame()
        line.setFrameShape(QFrame.Shape.HLine)
        line.setProperty("hairline", True)
        column = QVBoxLayout()
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(line)
        column.addWidget(self.cover, 1)
        return column

    def _connect(self) -> None:
        self.all_seats.clicked.connect(self._choose_all)
        self.everything.clicked.connect(self._ask)
        self.confirm.confirmed.connect(self._tell_all)
        self.reveal.anyway.clicked.connect(self.confirm.hide)
        self.tick.toggled.connect(self._cover_again)
        self.done.clicked.connect(self._cover_now)
        self.own_window.clicked.connect(self._open_window)
        self.cover.lifted.connect(self._lift)
        self.hands.refused.connect(self._refuse)
        self._desk.chosen.connect(self._chosen)
        self._desk.counted.connect(self._count)
        self._room.shown.connect(self.show_view)

    def set_theme(self, theme: Theme) -> None:
        """From now on new rows and books wear `theme` too."""
        self._theme = theme
        self._left.setFixedWidth(theme.px(LIST_WIDE))

    # showing

    @property
    def seat(self) -> str:
        """The seat chosen, or control."""
        return self._desk.seat

    @property
    def covered(self) -> bool:
        """Whether only counts can be read."""
        return self.tick.isChecked() and self._lifted != self.seat

    @Slot(object)
    def show_view(self, view: ExerciseView) -> None:
        """Seats, records and messages are those of `view`."""
        self._view = view
        if list(self.rows) != [stand.id for stand in view.seats]:
            self._build(view)
        self.reveal.show_reveal(view.reveal)
        self.everything.setVisible(not view.told)
        self.told.setVisible(view.told)
        if view.told:
            self.confirm.hide()
        self._show_seat()

    def _build(self, view: ExerciseView) -> None:
        for old in self.rows.values():
            old.hide()
            old.deleteLater()
        self.rows = {stand.id: SeatRow(stand, self._theme, self) for stand in view.seats}
        for row in self.rows.values():
            row.setCheckable(True)
            row.clicked.connect(self._pressed)
            self._lines.addWidget(row)

    def _book(self, seat: str) -> SeatBook:
        """The book of that seat, made when it is first opened."""
        if seat not in self.books:
            book = SeatBook(seat, self._theme)
            book.decided.connect(self.hands.decide)
            book.sent.connect(self.hands.send)
            self.books[seat] = book
            self.pages.addWidget(book)
            put_on(book, self._theme)
        return self.books[seat]

    def _show_seat(self) -> None:
        """The book of the seat chosen is in view, or its cover."""
        view = self._view
        if view is None:
            return
        seat = self.seat
        names = {stand.id: stand.name for stand in view.seats}
        book = self._book(seat)
        if not self.covered:
            book.show_all(
                decisions_for(view.decisions, seat, all_told=view.told),
                messages_for(view.messages, seat, all_told=view.told),
                [r.inject for r in view.injects if r.publication is not None],
                names,
            )
        self.pages.setCurrentWidget(book)
        self._show_head(view, names)
        self.cover.set_covered(self.covered, self._cover_words(view, names))
        self.cover.lift.setText(f"Open for {names.get(seat, WHITE_CELL)}")
        self.done.setVisible(self.tick.isChecked())
        self.done.setEnabled(not self.covered)
        if not self.covered and self.isVisible():
            self._desk.read(seat)
        self._count()

    def _show_head(self, view: ExerciseView, names: dict[str, str]) -> None:
        stand = next((s for s in view.seats if s.id == self.seat), None)
        self.title.setText(names.get(self.seat, WHITE_CELL))
        people = ", ".join(stand.people) if stand is not None else "sees all seats"
        self.who.setText(people or (stand.words if stand is not None else ""))
        self.own_window.setEnabled(stand is not None)
        self.own_window.setToolTip(
            "A window with what this seat may see, and nothing else"
            if stand is not None
            else "Choose a seat: control sees all and has no window of a seat"
        )

    def _cover_words(self, view: ExerciseView, names: dict[str, str]) -> str:
        hidden = sum(not r.revealed for r in view.decisions if self.seat in (CONTROL, r.seat))
        count = f"{hidden or 'no'} hidden decision{'' if hidden == 1 else 's'}"
        mail = unread_words(self._desk.unread(self.seat))
        return f"{names.get(self.seat, WHITE_CELL)} is covered: {count}, {mail}."

    @Slot()
    def _count(self) -> None:
        """Every row says how many messages wait for its seat."""
        view = self._view
        if view is None:
            return
        for stand in view.seats:
            if stand.id in self.rows:
                self.rows[stand.id].show_stand(stand, self._desk.unread(stand.id))
                self.rows[stand.id].setChecked(stand.id == self.seat)
        waiting = self._desk.unread(CONTROL)
        self.all_seats.setText(f"{ALL}: {waiting} unread" if waiting else ALL)
        self.all_seats.setChecked(self.seat == CONTROL)

    # hands

    @Slot()
    def _pressed(self) -> None:
        row = self.sender()
        if isinstance(row, SeatRow):
            self._desk.choose(row.stand.id)
            self._count()

    @Slot()
    def _choose_all(self) -> None:
        self._desk.choose(CONTROL)
        self._count()

    @Slot(str)
    def _chosen(self, _seat: str) -> None:
        """Another seat is chosen: the cover falls, and what was read before is out of view."""
        self._lifted = ""
        self._show_seat()
        if self.covered:
            self.cover.lift.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _lift(self) -> None:
        self._lifted = self.seat
        self._show_seat()
        self._book(self.seat).focus_first()

    @Slot(bool)
    def _cover_again(self, _on: bool) -> None:
        self._cover_now()

    @Slot()
    def _cover_now(self) -> None:
        self._lifted = ""
        self._show_seat()

    @Slot(str, str)
    def _refuse(self, seat: str, sentence: str) -> None:
        if seat in self.books:
            self.books[seat].refuse(sentence)

    @Slot()
    def _open_window(self) -> None:
        self.windows.open(self.seat)

    @Slot()
    def _ask(self) -> None:
        self.reveal.confirm.hide()  # one question at a time
        self.confirm.ask(ASK, "Reveal everything")

    @Slot()
    def _tell_all(self) -> None:
        self._room.do(_everything)


def _everything(desk: object) -> None:
    """All is told."""
    desk.reveal_everything()  # type: ignore[attr-defined]


def _button(words: str) -> QPushButton:
    made = QPushButton(words)
    made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    with_role(made, "control")
    return made
