"""Participants, and who plays each seat: people or a doctrine, in the exercise and in the game."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from wargame.app import exercise_setup as setup
from wargame.gui.dress import label
from wargame.gui.exercise.setup_edits import Edits
from wargame.gui.exercise.setup_fields import Choice, LineField
from wargame.gui.exercise.setup_rows import Block, Pool, RowTools
from wargame.gui.theme import Theme

if TYPE_CHECKING:
    from wargame.app.exercise import Participant
    from wargame.app.exercise_records import ExerciseView
    from wargame.app.records import SeatView, SessionView

PEOPLE = "Participants"
PEOPLE_WORDS = (
    "Everybody in the room. A player may sit at a seat; the seat is then played by people."
)
SEATS = "Seats"
SEATS_WORDS = (
    "People play a seat, or a doctrine of the model does. What is chosen here holds in the game "
    "at once. A doctrine that takes a seat leaves those who sat there without one."
)
NO_SEAT = "no seat"
ONLY_PLAYERS = "Only players sit at a seat"


class ParticipantRow(QWidget):
    """Somebody in the room; the last row takes a new name."""

    def __init__(self, row: int, edits: Edits, theme: Theme) -> None:
        super().__init__()
        self._row, self._edits = row, edits
        who = f"participant {row + 1}"
        self.name = LineField(f"Name of {who}", "Add a name")
        self.role, self.seat = Choice(f"Role of {who}"), Choice(f"Seat of {who}")
        for role in setup.ROLES:
            self.role.addItem(role, role)
        self.organization = LineField(f"Organization of {who}", "Organization")
        self.tools = RowTools(who, theme)
        self.tools.buttons["up"].hide()
        self.tools.buttons["down"].hide()
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(4)
        line.addWidget(self.name, 3)
        line.addWidget(self.role)
        line.addWidget(self.seat)
        line.addWidget(self.organization, 3)
        line.addWidget(self.tools)
        line.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.name.left.connect(self._name)
        self.organization.left.connect(self._organization)
        self.role.activated.connect(self._role)
        self.seat.activated.connect(self._seat)
        self.tools.removed.connect(self._remove)

    def show_participant(
        self, who: Participant | None, seats: tuple[tuple[str, str], ...]
    ) -> None:  # fmt: skip
        """The participant of its place stands there, or room for a new one."""
        wanted = [("", NO_SEAT), *seats]
        if [self.seat.itemData(k) for k in range(self.seat.count())] != [s for s, _n in wanted]:
            self.seat.clear()
            for seat, name in wanted:
                self.seat.addItem(name, seat)
        self.name.show_text(who.name if who else "")
        self.organization.show_text(who.organization if who else "")
        self.role.show_data(who.role if who else setup.PLAYER)
        self.seat.show_data(who.seat if who else "")
        player = who is not None and who.role == setup.PLAYER
        for widget in (self.role, self.organization, self.tools):
            widget.setEnabled(who is not None)
        self.seat.setEnabled(player)
        self.seat.setToolTip("" if player or who is None else ONLY_PLAYERS)

    def _edit(self, asker: LineField, **changes: object) -> None:
        row = self._row
        self._edits.change(lambda state: setup.edit_participant(state, row, **changes), asker)

    @Slot(str)
    def _name(self, text: str) -> None:
        row = self._row
        self._edits.change(lambda state: setup.name_participant(state, row, text), self.name)

    @Slot(str)
    def _organization(self, text: str) -> None:
        self._edit(self.organization, organization=text)

    @Slot(int)
    def _role(self, index: int) -> None:
        self._edit(self.name, role=str(self.role.itemData(index)))

    @Slot(int)
    def _seat(self, index: int) -> None:
        self._edit(self.name, seat=str(self.seat.itemData(index)))

    @Slot()
    def _remove(self) -> None:
        row = self._row
        self._edits.change(lambda state: setup.remove_participant(state, row), self.name)


class ParticipantsBlock(Block):
    """Everybody in the room, and room for one more."""

    def __init__(self, edits: Edits, theme: Theme) -> None:
        super().__init__(PEOPLE, PEOPLE_WORDS)
        self._edits, self._theme = edits, theme
        rows = QVBoxLayout()
        rows.setSpacing(4)
        self.body.addLayout(rows)
        self.rows: Pool[ParticipantRow] = Pool(rows, self._row, theme)

    def _row(self, row: int) -> ParticipantRow:
        return ParticipantRow(row, self._edits, self._theme)

    def set_theme(self, theme: Theme) -> None:
        """From now on new rows wear `theme`."""
        self._theme = theme
        self.rows.set_theme(theme)

    def show_view(self, view: ExerciseView, game: SessionView | None) -> None:
        """The participants are those of the exercise, the seats those of the game."""
        seats = tuple((seat.id, seat.name) for seat in game.seats) if game else ()
        rows = self.rows.sized(len(view.participants) + 1)
        for row, who in zip(rows, (*view.participants, None), strict=True):
            row.show_participant(who, seats)


class SeatRow(QWidget):
    """One seat of the game: who plays it, by name, and what the game does."""

    def __init__(self, row: int, edits: Edits) -> None:
        super().__init__()
        self._edits = edits
        self._seat = ""
        self.name: QLabel = label("section")
        self.player = Choice(f"Who plays seat {row + 1}")
        self.who: QLabel = label("secondary", "text2", wrap=True)
        self.game: QLabel = label("caption", "text2", wrap=True)
        self.refusal: QLabel = label("caption", "bad", wrap=True)
        self.refusal.hide()
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 2, 0, 4)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(1)
        grid.setColumnStretch(0, 2)
        grid.setColumnStretch(1, 3)
        grid.setColumnStretch(2, 4)
        grid.addWidget(self.name, 0, 0)
        grid.addWidget(self.player, 0, 1)
        grid.addWidget(self.who, 0, 2)
        grid.addWidget(self.game, 1, 1, 1, 2)
        grid.addWidget(self.refusal, 2, 1, 1, 2)
        self.player.activated.connect(self._give)

    def show_seat(self, seat: SeatView, view: ExerciseView) -> None:
        """The seat as the game plays it now, and what the set-up says where that differs."""
        self._seat = seat.id
        self.name.setText(seat.name)
        self.player.setAccessibleName(f"Who plays {seat.name}")
        ids = ["", *(doctrine for doctrine, _name, _words in seat.doctrines)]
        if [self.player.itemData(k) for k in range(self.player.count())] != ids:
            self.player.clear()
            self.player.addItem("People", "")
            for doctrine, name, words in seat.doctrines:
                self.player.addItem(f"Doctrine: {name}", doctrine)
                last = self.player.count() - 1
                self.player.setItemData(last, words, Qt.ItemDataRole.ToolTipRole)
        self.player.show_data(seat.player)
        names = setup.names_at(view, seat.id)
        self.who.setText("" if seat.player else ", ".join(names) or "nobody is named yet")
        self.game.setText(_in_game(seat, view))

    def tell(self, refusal: str) -> None:
        """Why the seat was not given."""
        self.refusal.setText(refusal)
        self.refusal.setVisible(bool(refusal))

    @Slot(int)
    def _give(self, index: int) -> None:
        seat, doctrine = self._seat, str(self.player.itemData(index))
        self._edits.change(lambda state: setup.give_seat(state, seat, doctrine), self)


def _in_game(seat: SeatView, view: ExerciseView) -> str:
    """What the game does with the seat, in a sentence."""
    paper = next((s.doctrine for s in view.seating if s.seat == seat.id), "")
    known = {doctrine: (name, words) for doctrine, name, words in seat.doctrines}
    if seat.player:
        name, words = known.get(seat.player, (seat.player, ""))
        end = "" if words.endswith((".", "!", "?")) else "."
        said = (
            f"In the game {name} lays its cards. {words}{end}"
            if words
            else f"In the game {name} lays its cards."
        )
    else:
        said = "In the game people lay its cards."
    if paper and paper != seat.player:
        name = known.get(paper, (paper, ""))[0]
        said += f" The set-up had given it to {name}; the table has changed that since."
    return said


class SeatsBlock(Block):
    """Every seat of the game."""

    def __init__(self, edits: Edits, theme: Theme) -> None:
        super().__init__(SEATS, SEATS_WORDS)
        self._edits = edits
        rows = QVBoxLayout()
        rows.setSpacing(2)
        self.body.addLayout(rows)
        self.rows: Pool[SeatRow] = Pool(rows, self._row, theme)

    def _row(self, row: int) -> SeatRow:
        return SeatRow(row, self._edits)

    def set_theme(self, theme: Theme) -> None:
        """From now on new rows wear `theme`."""
        self.rows.set_theme(theme)

    def show_view(self, view: ExerciseView, game: SessionView | None) -> None:
        """The seats are as the game plays them."""
        seats = game.seats if game else ()
        for row, seat in zip(self.rows.sized(len(seats)), seats, strict=True):
            row.show_seat(seat, view)
