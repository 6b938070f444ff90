"""Observations of Evaluators and Observers, with the events of the log they are about."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QHeaderView, QTableWidgetItem, QVBoxLayout, QWidget

from wargame.app import exercise_evaluation as evaluation
from wargame.app.exercise_evaluation import Observation
from wargame.app.exercise_records import ExerciseView
from wargame.gui.dress import label, with_role
from wargame.gui.exercise.evaluation_acts import Act, button, cited, field, grid, put, row
from wargame.gui.exercise.evaluation_events import EventsField
from wargame.gui.exercise.room import Room
from wargame.gui.theme import Theme

HEADS = ("Observation", "By", "Objective", "Events")
TEXT, BY, OBJECTIVE, EVENTS = range(len(HEADS))
ANY = "no objective"
HOW = "Double-click or F2 changes a line, Delete takes it out."


class ObservationsPart(QWidget):
    """A line to write, the list of what was seen."""

    def __init__(self, room: Room, theme: Theme) -> None:
        super().__init__()
        self._room, self._filling = room, False
        self._seen: tuple[Observation, ...] = ()
        self.text = field("Observation", "What was seen")
        self.by = field("By")
        self.objective = QComboBox()
        self.events = EventsField(room, theme)
        self.add = button("Add", primary=True)
        self.table = grid("Observations", HEADS)
        self.cite = EventsField(room, theme)
        self.cite.open.setText("Cite events for the chosen line \u2026")
        self.remove = button("Take out")
        self._lay_out()
        self.add.clicked.connect(self._add)
        self.text.returnPressed.connect(self._add)
        self.text.textChanged.connect(self._allow)
        self.table.itemChanged.connect(self._edited)
        self.table.currentCellChanged.connect(self._chosen)
        self.cite.changed.connect(self._cite)
        self.remove.clicked.connect(self._remove)
        self.table.installEventFilter(self)
        self.set_theme(theme)
        self._allow()

    def _lay_out(self) -> None:
        self.objective.setAccessibleName("Objective")
        with_role(self.objective, "control")
        self.by.setMaximumWidth(220)
        head = self.table.horizontalHeader()
        head.setSectionResizeMode(TEXT, QHeaderView.ResizeMode.Stretch)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 10, 20, 12)
        column.setSpacing(8)
        column.addLayout(row((self.text, 1), (self.by, 0), (self.objective, 0)))
        column.addLayout(row((self.events, 1), (self.add, 0)))
        column.addWidget(self.table, 1)
        column.addLayout(row((self.cite, 1), (self.remove, 0)))
        column.addWidget(label("caption", "text2", HOW, wrap=True))

    def set_theme(self, theme: Theme) -> None:
        """From now on the columns have the widths of `theme`."""
        for place, wide in ((BY, 130), (OBJECTIVE, 90), (EVENTS, 320)):
            self.table.setColumnWidth(place, theme.px(wide))

    def show_view(self, view: ExerciseView) -> None:
        """The observations stand in their order."""
        self._filling, self._seen = True, view.observations
        ids = [o.objective.id for o in view.objectives]
        if [self.objective.itemData(k) for k in range(self.objective.count())] != ["", *ids]:
            self.objective.clear()
            self.objective.addItem(ANY, "")
            for name in ids:
                self.objective.addItem(name, name)
        self.table.setRowCount(len(self._seen))
        for place, seen in enumerate(self._seen):
            put(self.table, place, TEXT, seen.text, editable=True)
            put(self.table, place, BY, seen.by, editable=True)
            put(self.table, place, OBJECTIVE, seen.objective, editable=True)
            put(self.table, place, EVENTS, cited(seen.refs, self.events.log()))
        self.table.resizeRowsToContents()
        self._filling = False
        self._chosen()

    @Slot()
    def _allow(self) -> None:
        self.add.setEnabled(bool(self.text.text().strip()))
        self.add.setToolTip("" if self.add.isEnabled() else "Write what was seen first")

    @Slot()
    def _chosen(self) -> None:
        place = self.table.currentRow()
        there = 0 <= place < len(self._seen)
        self.cite.show_refs(self._seen[place].refs if there else ())
        for part in (self.cite.open, self.remove):
            part.setEnabled(there)
            part.setToolTip("" if there else "Choose an observation first")

    @Slot()
    def _add(self) -> None:
        if not self.text.text().strip():
            return
        made = Observation(
            text=self.text.text(), by=self.by.text(), refs=self.events.refs,
            objective=str(self.objective.currentData() or ""),
        )  # fmt: skip
        self._room.do(Act(evaluation.add_observation, made))
        self.text.clear()
        self.events.show_refs(())

    @Slot(QTableWidgetItem)
    def _edited(self, item: QTableWidgetItem) -> None:
        if self._filling or item.row() >= len(self._seen):
            return
        name = {TEXT: "text", BY: "by", OBJECTIVE: "objective"}.get(item.column())
        old = self._seen[item.row()]
        if name and getattr(old, name) != item.text():
            made = old.model_copy(update={name: item.text().strip()})
            self._room.do(Act(evaluation.amend, item.row(), made))

    @Slot(object)
    def _cite(self, refs: tuple[int, ...]) -> None:
        place = self.table.currentRow()
        if 0 <= place < len(self._seen):
            made = self._seen[place].model_copy(update={"refs": refs})
            self._room.do(Act(evaluation.amend, place, made))

    @Slot()
    def _remove(self) -> None:
        place = self.table.currentRow()
        if 0 <= place < len(self._seen):
            self._room.do(Act(evaluation.strike, "observations", place))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Delete takes a line out."""
        pressed = isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress
        if watched is self.table and pressed and event.key() == Qt.Key.Key_Delete:  # type: ignore[attr-defined]
            self._remove()
            return True
        return super().eventFilter(watched, event)
