"""Objectives with their critical tasks: written, moved and removed in place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from wargame.app import exercise_setup as setup
from wargame.gui.dress import label
from wargame.gui.exercise.setup_edits import Edits
from wargame.gui.exercise.setup_fields import LineField
from wargame.gui.exercise.setup_rows import Block, Pool, RowTools
from wargame.gui.theme import Theme

if TYPE_CHECKING:
    from wargame.app.exercise import Objective
    from wargame.app.exercise_records import ExerciseView

WORDS = (
    "What the exercise is for. Injects and modules name an objective by its id; it keeps the id "
    "when it moves. Evaluators rate each objective and its critical tasks."
)
IN = 34  # px from the edge to the words of an objective


class TaskRow(QWidget):
    """A critical task of an objective; the last row of each takes a new one."""

    def __init__(self, row: int, place: int, edits: Edits, theme: Theme) -> None:
        super().__init__()
        self._row, self._place, self._edits = row, place, edits
        self.field = LineField(f"Critical task {place + 1}", "Add a critical task")
        self.tools = RowTools(f"critical task {place + 1}", theme)
        line = QHBoxLayout(self)
        line.setContentsMargins(theme.px(IN), 0, 0, 0)
        line.setSpacing(4)
        line.addWidget(self.field, 1)
        line.addWidget(self.tools)
        self.field.left.connect(self._write)
        self.tools.moved.connect(self._move)
        self.tools.removed.connect(self._remove)

    def show_task(self, tasks: tuple[str, ...]) -> None:
        """The task of its place stands there, or room for a new one."""
        known = self._place < len(tasks)
        self.field.show_text(tasks[self._place] if known else "")
        self.tools.setEnabled(known)
        self.tools.setVisible(known)
        self.tools.allow(up=self._place > 0, down=self._place < len(tasks) - 1)

    @Slot(str)
    def _write(self, text: str) -> None:
        row, place = self._row, self._place
        self._edits.change(lambda state: setup.put_task(state, row, place, text), self.field)

    @Slot(int)
    def _move(self, by: int) -> None:
        row, place = self._row, self._place
        self._edits.change(lambda state: setup.move_task(state, row, place, by), self.field)

    @Slot()
    def _remove(self) -> None:
        self._write("")


class ObjectiveRow(QWidget):
    """One objective: its id, its words, its critical tasks."""

    def __init__(self, row: int, edits: Edits, theme: Theme) -> None:
        super().__init__()
        self._row, self._edits, self._theme = row, edits, theme
        self._id = ""
        self.id: QLabel = label("section")
        self.field = LineField(f"Objective {row + 1}")
        self.tools = RowTools(f"objective {row + 1}", theme)
        head = QHBoxLayout()
        head.setSpacing(4)
        self.id.setFixedWidth(theme.px(IN - 4))
        head.addWidget(self.id)
        head.addWidget(self.field, 1)
        head.addWidget(self.tools)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 4)
        column.setSpacing(3)
        column.addLayout(head)
        self.tasks: Pool[TaskRow] = Pool(column, self._task, theme)
        self.field.left.connect(self._write)
        self.tools.moved.connect(self._move)
        self.tools.removed.connect(self._remove)

    def _task(self, place: int) -> TaskRow:
        return TaskRow(self._row, place, self._edits, self._theme)

    def set_theme(self, theme: Theme) -> None:
        """From now on the row wears `theme`."""
        self._theme = theme
        self.tasks.set_theme(theme)
        self.id.setFixedWidth(theme.px(IN - 4))

    def show_objective(self, objective: Objective, count: int) -> None:
        """The objective of its place stands there."""
        other = objective.id != self._id
        self._id = objective.id
        self.id.setText(objective.id)
        (self.field.show_other if other else self.field.show_text)(objective.text)
        self.tools.allow(up=self._row > 0, down=self._row < count - 1)
        for task in self.tasks.sized(len(objective.tasks) + 1):
            task.show_task(objective.tasks)

    @Slot(str)
    def _write(self, text: str) -> None:
        row = self._row
        self._edits.change(lambda state: setup.edit_objective(state, row, text=text), self.field)

    @Slot(int)
    def _move(self, by: int) -> None:
        row = self._row
        self._edits.change(lambda state: setup.move_objective(state, row, by), self.field)

    @Slot()
    def _remove(self) -> None:
        row = self._row
        self._edits.change(lambda state: setup.remove_objective(state, row), self.field)


class ObjectivesBlock(Block):
    """All objectives, and room for one more."""

    def __init__(self, edits: Edits, theme: Theme) -> None:
        super().__init__("Objectives", WORDS)
        self._edits, self._theme = edits, theme
        rows = QVBoxLayout()
        rows.setSpacing(4)
        self.body.addLayout(rows)
        self.rows: Pool[ObjectiveRow] = Pool(rows, self._row, theme)
        self.new = LineField("A new objective", "Add an objective")
        self.new.left.connect(self._add)
        self.body.addWidget(self.new)

    def _row(self, row: int) -> ObjectiveRow:
        return ObjectiveRow(row, self._edits, self._theme)

    def set_theme(self, theme: Theme) -> None:
        """From now on new rows wear `theme`."""
        self._theme = theme
        self.rows.set_theme(theme)

    def show_view(self, view: ExerciseView) -> None:
        """The objectives are those of the exercise."""
        for row, one in zip(self.rows.sized(len(view.objectives)), view.objectives, strict=True):
            row.show_objective(one.objective, len(view.objectives))
        self.new.show_text("")

    @Slot(str)
    def _add(self, text: str) -> None:
        self._edits.change(lambda state: setup.add_objective(state, text), self.new)
