"""Set-up: the overview, objectives, agenda, people, seats and adjudication of an exercise.

There is no button to save: each field is a step of the session when it is left, and can be undone.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import (
    QFileDialog,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QRadioButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from wargame.app import exercise_setup as setup
from wargame.app.exercise import shipped
from wargame.gui.dress import label, with_role
from wargame.gui.exercise.elided import Elided
from wargame.gui.exercise.room import Room
from wargame.gui.exercise.setup_agenda import AgendaBlock
from wargame.gui.exercise.setup_edits import Edits
from wargame.gui.exercise.setup_fields import Field, LineField, LongField
from wargame.gui.exercise.setup_objectives import ObjectivesBlock
from wargame.gui.exercise.setup_people import ParticipantsBlock, SeatsBlock
from wargame.gui.exercise.setup_rows import Block
from wargame.gui.theme import Theme

if TYPE_CHECKING:
    from wargame.app.exercise_records import ExerciseView

FILTER = "Exercise (*.toml)"
OVERVIEW_WORDS = "The same block stands at the head of every document."
STEPS = "Each field is kept when you leave it; Undo takes it back."


class OverviewBlock(Block):
    """The Exercise Overview block: eleven fields by their names."""

    def __init__(self, edits: Edits, theme: Theme) -> None:
        super().__init__("Exercise Overview", OVERVIEW_WORDS)
        self._edits = edits
        self.fields: dict[str, Field] = {}
        grid = QGridLayout()
        grid.setHorizontalSpacing(10)
        grid.setVerticalSpacing(5)
        grid.setColumnMinimumWidth(0, theme.px(128))
        grid.setColumnStretch(1, 1)
        for row, (name, words) in enumerate(setup.LABELS.items()):
            field = LongField(words) if name in setup.LONG else LineField(words)
            field.setProperty("field", name)
            field.left.connect(self._write)
            caption: QLabel = label("secondary", "text2", words, wrap=True)
            caption.setBuddy(field.edit)
            caption.setContentsMargins(0, 4, 0, 0)
            grid.addWidget(caption, row, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(field, row, 1)
            self.fields[name] = field
        self.body.addLayout(grid)

    def show_view(self, view: ExerciseView) -> None:
        """The fields say what the exercise says."""
        for name, field in self.fields.items():
            field.show_text(getattr(view.overview, name))

    @Slot(str)
    def _write(self, text: str) -> None:
        field = self.sender()
        if isinstance(field, Field):
            name = str(field.property("field"))
            self._edits.change(lambda state: setup.overview(state, name, text), field)


class AdjudicationBlock(Block):
    """Who decides what comes of a decision: one of four modes, each with its sentence."""

    def __init__(self, edits: Edits) -> None:
        super().__init__("Adjudication")
        self._edits = edits
        self.modes = {}
        self.refusal: QLabel = label("caption", "bad", wrap=True)
        self.refusal.hide()
        for mode, words in setup.ADJUDICATION.items():
            button = QRadioButton(f"{mode}: {words}")
            button.setProperty("mode", mode)
            button.setProperty("boxed", True)
            button.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
            with_role(button, "body")
            button.clicked.connect(self._choose)
            self.modes[mode] = button
            self.body.addWidget(button)
        self.body.addWidget(self.refusal)

    def show_view(self, view: ExerciseView) -> None:
        """The mode is that of the exercise."""
        self.modes[view.adjudication].setChecked(True)

    def tell(self, refusal: str) -> None:
        """Why the mode stays as it is."""
        self.refusal.setText(refusal)
        self.refusal.setVisible(bool(refusal))

    @Slot()
    def _choose(self) -> None:
        mode = str(self.sender().property("mode"))
        self._edits.change(lambda _state: {"adjudication": mode}, self)


class StartBlock(QWidget):
    """What an exercise may start from: one that comes with the program, or one of a file."""

    def __init__(self, edits: Edits) -> None:
        super().__init__()
        self._edits = edits
        self.title = Elided("title")
        self.title.say("Exercise set-up")
        self.words = Elided("caption", "text2")
        self.words.say(STEPS)
        self.refusal: QLabel = label("caption", "bad", wrap=True)
        self.refusal.hide()
        self.shipped = [self._button(_words(name), self._open_shipped) for name in shipped()]
        for button, name in zip(self.shipped, shipped(), strict=True):
            button.setProperty("exercise", name)
            button.setToolTip(
                f"{_title(name)}: overview, objectives, agenda, events. Undo goes back."
            )
        self.open = self._button("Open a file \u2026", self._open_file)
        self.save = self._button("Save as a file \u2026", self._save_file)
        self.save.setToolTip(
            "What is prepared, for another day; what was said and done is not in it"
        )
        line = QHBoxLayout()
        line.setSpacing(6)
        line.addWidget(self.title)
        line.addSpacing(8)
        line.addWidget(self.words)
        line.addStretch(1)
        line.addWidget(label("secondary", "text2", "Start from"))
        for button in (*self.shipped, self.open, self.save):
            line.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 10, 16, 6)
        column.setSpacing(2)
        column.addLayout(line)
        column.addWidget(self.refusal)

    def _button(self, words: str, called: object) -> QPushButton:
        made = QPushButton(words)
        with_role(made, "control")
        made.clicked.connect(called)
        return made

    def tell(self, refusal: str) -> None:
        """Why a file was not opened, or not written."""
        self.refusal.setText(refusal)
        self.refusal.setVisible(bool(refusal))

    @Slot()
    def _open_shipped(self) -> None:
        name = str(self.sender().property("exercise"))
        self._edits.do(lambda desk: desk.open_exercise(name), self)

    @Slot()
    def _open_file(self) -> None:
        path, _kind = QFileDialog.getOpenFileName(self, "Open an exercise", "", FILTER)
        if path:
            self._edits.do(lambda desk: desk.open_exercise(path), self)

    @Slot()
    def _save_file(self) -> None:
        path, _kind = QFileDialog.getSaveFileName(
            self, "Save the exercise", "exercise.toml", FILTER
        )
        if path:
            own = Path(path)
            own = own if own.suffix else own.with_suffix(".toml")
            self._edits.do(lambda desk: desk.save_exercise(own), self)


def _title(name: str) -> str:
    return name.replace("-", " ").capitalize()


def _words(name: str) -> str:
    return (
        "Open the shipped exercise" if len(shipped()) == 1 else f"Open \u201c{_title(name)}\u201d"
    )


class SetupPage(QFrame):
    """Everything that is prepared before people come."""

    def __init__(self, room: Room, theme: Theme) -> None:
        super().__init__()
        self.setProperty("panel", True)
        self._room = room
        self.edits = Edits(room, self)
        self.start = StartBlock(self.edits)
        self.overview = OverviewBlock(self.edits, theme)
        self.objectives = ObjectivesBlock(self.edits, theme)
        self.agenda = AgendaBlock(self.edits, theme)
        self.participants = ParticipantsBlock(self.edits, theme)
        self.seats = SeatsBlock(self.edits, theme)
        self.adjudication = AdjudicationBlock(self.edits)
        self._lay_out()
        room.shown.connect(self._show)
        room.played.connect(self._play)
        if room.view is not None:
            self._show(room.view)

    def _lay_out(self) -> None:
        inside = QWidget()
        inside.setProperty("panel", True)
        columns = QHBoxLayout(inside)
        columns.setContentsMargins(16, 4, 16, 16)
        columns.setSpacing(28)
        left = (self.overview, self.objectives)
        right = (self.agenda, self.participants, self.seats, self.adjudication)
        for blocks in (left, right):
            column = QVBoxLayout()
            column.setSpacing(20)
            for block in blocks:
                column.addWidget(block)
            column.addStretch(1)
            columns.addLayout(column, 9 if blocks is left else 11)
        self.area = QScrollArea()
        self.area.setWidget(inside)
        self.area.setWidgetResizable(True)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.start)
        whole.addWidget(self.area, 1)

    @Slot(object)
    def _show(self, view: ExerciseView) -> None:
        self.start.title.say(view.overview.exercise_name or "Exercise set-up")
        for block in (self.overview, self.objectives, self.agenda, self.adjudication):
            block.show_view(view)
        self.participants.show_view(view, self._room.game)
        self.seats.show_view(view, self._room.game)

    @Slot(object)
    def _play(self, _game: object) -> None:
        if self._room.view is not None:
            self.seats.show_view(self._room.view, self._room.game)
