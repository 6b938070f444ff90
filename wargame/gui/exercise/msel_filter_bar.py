"""The row above the events list that says which injects are wanted."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QIcon, QKeyEvent
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QLineEdit, QPushButton

from wargame.app.exercise_records import ExerciseView
from wargame.app.msel_files import STATUSES
from wargame.gui.dress import with_role
from wargame.gui.exercise.msel_filter import Filter
from wargame.gui.icons import icon
from wargame.gui.theme import Theme


class MselFilterBar(QFrame):
    """`changed(Filter)` whenever a person wants others; `left()` when Esc closes the row."""

    changed = Signal(object)
    left = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setProperty("panel", True)
        self.text = QLineEdit()
        self._lens = self.text.addAction(QIcon(), QLineEdit.ActionPosition.LeadingPosition)
        self.status, self.event_type, self.objective = QComboBox(), QComboBox(), QComboBox()
        self.clear = QPushButton("Show all")
        self._lay_out()
        self._fill(self.status, "Any status", tuple((s, s) for s in STATUSES))
        self._fill(self.event_type, "Any event type", ())
        self._fill(self.objective, "Any objective", ())
        self.text.textChanged.connect(self._change)
        for box in (self.status, self.event_type, self.objective):
            box.currentIndexChanged.connect(self._change)
        self.clear.clicked.connect(self.show_all)
        self._change()
        self.set_theme(theme)

    def _lay_out(self) -> None:
        self.text.setPlaceholderText("Search injects")
        self.text.setClearButtonEnabled(True)
        self.clear.setProperty("flat", True)
        names = ("Search injects", "Status", "Event type", "Objective", "Show all injects")
        parts = (self.text, self.status, self.event_type, self.objective, self.clear)
        self._row = QHBoxLayout(self)
        for name, part in zip(names, parts, strict=True):
            part.setAccessibleName(name)
            with_role(part, "control")
            self._row.addWidget(part, 1 if part is self.text else 0)
        for box in (self.status, self.event_type, self.objective):
            box.setSizeAdjustPolicy(
                QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
            )
            box.setMinimumContentsLength(12)

    def set_theme(self, theme: Theme) -> None:
        """From now on the row wears `theme`."""
        self._row.setContentsMargins(theme.px(12), theme.px(6), theme.px(12), theme.px(6))
        self._row.setSpacing(theme.px(8))
        self.text.setMaximumWidth(theme.px(320))
        self._lens.setIcon(icon("search", theme, "text2", 15))

    @property
    def filter(self) -> Filter:
        """What is wanted."""
        chosen = (self.status, self.event_type, self.objective)
        return Filter(self.text.text().strip(), *(str(box.currentData() or "") for box in chosen))

    def show_view(self, view: ExerciseView) -> None:
        """Only event types and objectives that there are can be picked."""
        types = sorted({r.inject.event_type for r in view.injects if r.inject.event_type})
        goals = tuple((o.objective.id, f"{o.objective.id} {o.objective.text}")
                      for o in view.objectives)  # fmt: skip
        self._fill(self.event_type, "Any event type", tuple((t, t) for t in types))
        self._fill(self.objective, "Any objective", goals)

    def _fill(self, box: QComboBox, whole: str, found: tuple[tuple[str, str], ...]) -> None:
        """The box offers those; what was picked stays picked where it is still there."""
        wanted = ((whole, ""), *((words, key) for key, words in found))
        if tuple((box.itemText(k), box.itemData(k)) for k in range(box.count())) == wanted:
            return
        before = box.currentData()
        box.blockSignals(True)
        box.clear()
        for words, key in wanted:
            box.addItem(words, key)
        box.setCurrentIndex(max(0, box.findData(before)))
        box.blockSignals(False)
        self._change()

    @Slot()
    def _change(self) -> None:
        found = self.filter
        self.clear.setEnabled(found.on)
        self.clear.setToolTip("" if found.on else "All injects are shown")
        self.changed.emit(found)

    @Slot()
    def show_all(self) -> None:
        """Nothing is left out any more."""
        self.text.clear()
        for box in (self.status, self.event_type, self.objective):
            box.setCurrentIndex(0)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc shows all again."""
        if event.key() == Qt.Key.Key_Escape:
            self.show_all()
            self.left.emit()
            return
        super().keyPressEvent(event)
