"""The Improvement Plan in its seven columns; the empty last row takes a new line."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHeaderView, QTableWidgetItem, QVBoxLayout, QWidget

from wargame.app import exercise_evaluation as evaluation
from wargame.app.exercise_evaluation import PLAN, Improvement
from wargame.app.exercise_records import ExerciseView
from wargame.gui.dress import label
from wargame.gui.exercise.evaluation_acts import Act, button, grid, put, row
from wargame.gui.exercise.room import Room
from wargame.gui.theme import Theme

FIELDS = tuple(Improvement.model_fields)
WIDE = 2  # the first columns share what the others leave
HOW = "Type in a cell; Alt+Up and Alt+Down put lines in order, Delete takes one out."


class PlanPart(QWidget):
    """A table that is typed into."""

    def __init__(self, room: Room, theme: Theme) -> None:
        super().__init__()
        self._room, self._filling = room, False
        self._plan: tuple[Improvement, ...] = ()
        self.table = grid("Improvement Plan", PLAN)
        self.take = button("Take every Area for Improvement as an Issue")
        self.remove = button("Take out")
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 10, 20, 12)
        column.setSpacing(8)
        column.addWidget(self.table, 1)
        how = label("caption", "text2", HOW, wrap=True)
        column.addLayout(row((how, 1), (self.take, 0), (self.remove, 0)))
        self.table.itemChanged.connect(self._edited)
        self.table.currentCellChanged.connect(self._allow)
        self.take.clicked.connect(self._take)
        self.remove.clicked.connect(self._remove)
        self.table.installEventFilter(self)
        self.set_theme(theme)

    def set_theme(self, theme: Theme) -> None:
        """From now on the columns have the widths of `theme`."""
        head = self.table.horizontalHeader()
        for place, name in enumerate(PLAN):
            if place < WIDE:
                head.setSectionResizeMode(place, QHeaderView.ResizeMode.Stretch)
            else:
                letters = head.fontMetrics().horizontalAdvance(name) + theme.px(24)
                self.table.setColumnWidth(place, max(theme.px(86), letters))
        self.table.resizeRowsToContents()

    def show_view(self, view: ExerciseView) -> None:
        """The lines stand in their order, an empty one below."""
        self._filling, self._plan = True, view.plan
        self.table.setRowCount(len(self._plan) + 1)
        for place in range(len(self._plan) + 1):
            line = self._plan[place] if place < len(self._plan) else None
            for column, name in enumerate(FIELDS):
                words = str(getattr(line, name)) if line is not None else ""
                put(self.table, place, column, words, editable=True)
        self.table.resizeRowsToContents()
        self._filling = False
        areas = {note.text for note in view.hot_wash if note.kind == "improvement"}
        new = areas - {line.issue for line in self._plan}
        self.take.setEnabled(bool(new))
        self.take.setToolTip("" if new else "No Area for Improvement that is no Issue yet")
        self._allow()

    @Slot()
    def _allow(self) -> None:
        there = 0 <= self.table.currentRow() < len(self._plan)
        self.remove.setEnabled(there)
        self.remove.setToolTip("" if there else "Choose a line first")

    @Slot(QTableWidgetItem)
    def _edited(self, item: QTableWidgetItem) -> None:
        if self._filling:
            return
        name, words = FIELDS[item.column()], item.text().strip()
        if item.row() < len(self._plan):
            old = self._plan[item.row()]
            if getattr(old, name) != words:
                made = old.model_copy(update={name: words})
                self._room.do(Act(evaluation.amend, item.row(), made))
        elif words:
            made = Improvement(**{"issue": "", "corrective_action": "", name: words})
            self._room.do(Act(evaluation.add_improvement, made))

    @Slot()
    def _take(self) -> None:
        self._room.do(evaluation.plan_areas)

    @Slot()
    def _remove(self) -> None:
        place = self.table.currentRow()
        if 0 <= place < len(self._plan):
            self._room.do(Act(evaluation.strike, "plan", place))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Delete takes a line out, Alt with an arrow moves it."""
        if watched is self.table and isinstance(event, QKeyEvent):
            place = self.table.currentRow()
            pressed = event.type() is QEvent.Type.KeyPress and 0 <= place < len(self._plan)
            steps = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
            alt = event.modifiers() == Qt.KeyboardModifier.AltModifier
            if pressed and event.key() == Qt.Key.Key_Delete:
                self._remove()
                return True
            if pressed and alt and event.key() in steps:
                to = place + steps[Qt.Key(event.key())]
                if 0 <= to < len(self._plan):
                    self._room.do(Act(evaluation.amend, place, self._plan[place], to))
                    self.table.setCurrentCell(to, self.table.currentColumn())
                return True
        return super().eventFilter(watched, event)
