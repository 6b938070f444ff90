"""The seats beside the list of events: who has decided, what is left to spend, and the reveal."""

from __future__ import annotations

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout

from wargame.app.exercise_records import ExerciseView
from wargame.app.exercise_seats import CONTROL, RevealView
from wargame.gui import icons
from wargame.gui.dress import label, with_role
from wargame.gui.exercise.room import Room
from wargame.gui.exercise.seats_confirm import Confirm
from wargame.gui.exercise.seats_desk import SeatsDesk
from wargame.gui.exercise.seats_row import SeatRow, unread_words
from wargame.gui.theme import Theme

TOGETHER, ANYWAY = "Reveal together", "Reveal anyway \u2026"
ASK = "{why}. Everybody may then read {what}."
WIDE = 210  # px of the button that reveals
PAGE = "seats"  # of the console


class RevealPart(QFrame):
    """The button that reveals together, why it waits, and the way to do it all the same."""

    def __init__(self, room: Room, theme: Theme, *, narrow: bool = False) -> None:
        super().__init__()
        self._room, self._theme = room, theme
        self.together, self.anyway = QPushButton(TOGETHER), QPushButton(ANYWAY)
        self.why: QLabel = label("caption", "text2", wrap=True)
        self.confirm = Confirm("Keep hidden")
        self._reveal: RevealView | None = None
        with_role(self.together, "control")
        with_role(self.anyway, "caption")
        self.anyway.setProperty("flat", True)
        for button in (self.together, self.anyway):
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        if not narrow:
            self.together.setMinimumWidth(theme.px(WIDE))
        self.together.clicked.connect(self._open)
        self.anyway.clicked.connect(self._ask)
        self.confirm.confirmed.connect(self._open)
        beside = QVBoxLayout()
        beside.setSpacing(0)
        beside.addWidget(self.why)
        beside.addWidget(self.anyway, 0, Qt.AlignmentFlag.AlignLeft)
        way = QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        row = QBoxLayout(way)
        row.setSpacing(4 if narrow else 10)
        row.addWidget(self.together, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(beside, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addLayout(row)
        column.addWidget(self.confirm)
        self.set_theme(theme)

    def set_theme(self, theme: Theme) -> None:
        """From now on the part wears `theme`."""
        self._theme = theme
        self.together.setIcon(icons.icon("lock", theme, size=15))

    def show_reveal(self, reveal: RevealView) -> None:
        """The buttons can do what there is to do, and say why not."""
        self._reveal = reveal
        self.together.setEnabled(reveal.ready)
        self.together.setToolTip(reveal.words)
        self.together.setAccessibleDescription(reveal.words)
        self.why.setText(reveal.words)
        self.anyway.setVisible(reveal.possible and not reveal.ready)
        if not self.anyway.isVisibleTo(self):
            self.confirm.hide()

    @Slot()
    def _ask(self) -> None:
        if self._reveal is not None:
            why = f"The room {self._reveal.words}"
            self.confirm.ask(ASK.format(why=why, what=self._reveal.what), "Reveal now")

    @Slot()
    def _open(self) -> None:
        self._room.do(_reveal)


def _reveal(desk: object) -> None:
    """Decisions are open, and the cards with them."""
    desk.reveal_decisions()  # type: ignore[attr-defined]


class SeatsPane(QFrame):
    """Every seat of the game in a line; a press on one opens it on the page of seats."""

    def __init__(self, room: Room, theme: Theme) -> None:
        super().__init__()
        self.setProperty("panel", True)
        self._room, self._theme = room, theme
        self._desk = SeatsDesk.of(room)
        self.title: QLabel = label("section", text="Seats")
        self.rows: dict[str, SeatRow] = {}
        self.reveal = RevealPart(room, theme)
        self.mail = QPushButton()
        self.mail.setProperty("flat", True)
        self.mail.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        with_role(self.mail, "caption")
        self.mail.hide()
        self.mail.clicked.connect(self._open_mail)
        self._lay_out()
        self._desk.counted.connect(self._count)
        room.shown.connect(self.show_view)
        if room.view is not None:
            self.show_view(room.view)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self.title)
        head.addStretch(1)
        head.addWidget(label("caption", "text2", "political capital left"))
        self._lines = QVBoxLayout()
        self._lines.setSpacing(0)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 10, 20, 12)
        column.setSpacing(4)
        column.addLayout(head)
        column.addLayout(self._lines)
        column.addWidget(self.mail, 0, Qt.AlignmentFlag.AlignLeft)
        column.addSpacing(4)
        column.addWidget(self.reveal)

    def set_theme(self, theme: Theme) -> None:
        """From now on new rows wear `theme` too."""
        self._theme = theme

    @Slot(object)
    def show_view(self, view: ExerciseView) -> None:
        """The seats stand as `view` says."""
        game = self._room.game
        self.title.setText("Seats" if game is None else f"Seats, turn {game.turn + 1}")
        if list(self.rows) != [stand.id for stand in view.seats]:
            self._build(view)
        for stand in view.seats:
            self.rows[stand.id].show_stand(stand)
        self.reveal.show_reveal(view.reveal)
        self._count()

    def _build(self, view: ExerciseView) -> None:
        for old in self.rows.values():
            old.hide()
            old.deleteLater()
        self.rows = {stand.id: SeatRow(stand, self._theme, self) for stand in view.seats}
        for row in self.rows.values():
            row.clicked.connect(self._pressed)
            self._lines.addWidget(row)

    @Slot()
    def _pressed(self) -> None:
        row = self.sender()
        if isinstance(row, SeatRow):
            self._open(row.stand.id)

    @Slot()
    def _open_mail(self) -> None:
        self._open(CONTROL)

    def _open(self, seat: str) -> None:
        """The seat is in view on the page of seats."""
        self._desk.choose(seat)
        opener = getattr(self.window(), "open_page", None)
        if callable(opener):
            opener(PAGE)

    @Slot()
    def _count(self) -> None:
        """What control has not read is told."""
        count = self._desk.unread(CONTROL)
        self.mail.setText(unread_words(count))
        self.mail.setVisible(count > 0)
