"""A show of hands: how many people say 10, 30, 50, 70 or 90 percent."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import (
    QComboBox,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from wargame.app.exercise_questions import HAND_STEPS, Question
from wargame.gui.dress import label, with_role

MOST = 999
ROOM = "the whole room"
HOW = "Read the steps out one after another; everybody raises a hand once."


class HandsPanel(QWidget):
    """`shown({probability: people}, team)` when the hands have been counted."""

    shown = Signal(object, str)

    def __init__(self) -> None:
        super().__init__()
        self.team = QComboBox()
        self.team.setAccessibleName("Whose hands")
        self.fields = {step: QSpinBox() for step in HAND_STEPS}
        self.total: QLabel = label("secondary", "text2")
        self.record = QPushButton("Record the hands")
        self._question: Question | None = None
        self._told = ""  # of which question and team the fields tell
        self._lay_out()
        for field in self.fields.values():
            field.valueChanged.connect(self._count)
        self.team.activated.connect(self._load)
        self.record.clicked.connect(self._record)
        self.setSizePolicy(self.sizePolicy().horizontalPolicy(), self.sizePolicy().Policy.Maximum)

    def _lay_out(self) -> None:
        grid = QGridLayout()
        grid.setHorizontalSpacing(8)
        for column, (step, field) in enumerate(self.fields.items()):
            head: QLabel = label("control", text=f"{100 * step:.0f} %")
            head.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            field.setRange(0, MOST)
            field.setAccessibleName(f"People who say {100 * step:.0f} percent")
            field.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            field.setMinimumWidth(58)
            with_role(field, "body")
            grid.addWidget(head, 0, column)
            grid.addWidget(field, 1, column)
        with_role(self.record, "control")
        with_role(self.team, "control")
        foot = QHBoxLayout()
        foot.addWidget(label("secondary", text="Hands of"))
        foot.addWidget(self.team)
        foot.addWidget(self.total, 1)
        foot.addWidget(self.record)
        column_ = QVBoxLayout(self)
        column_.setContentsMargins(0, 0, 0, 0)
        column_.setSpacing(10)
        column_.addWidget(label("caption", "text2", HOW, wrap=True))
        column_.addLayout(grid)
        column_.addLayout(foot)

    def show_question(self, question: Question | None, teams: Sequence[str]) -> None:
        """The hands of `question` stand there."""
        wanted = ["", *teams]
        if [self.team.itemData(k) for k in range(self.team.count())] != wanted:
            chosen = self.team.currentData()
            self.team.clear()
            for team in wanted:
                self.team.addItem(team or ROOM, team)
            self.team.setCurrentIndex(max(0, self.team.findData(chosen)))
        self._question = question
        said = "" if question is None else repr([e for e in question.estimates if e.hands])
        told = f"{question.id if question else ''} {said}"
        if told != self._told:
            self._told = told
            self._load()
        self._count()

    @Slot()
    def _load(self) -> None:
        team = self.team.currentData() or ""
        said = self._question.estimates if self._question is not None else ()
        counts = {e.probability: e.people for e in said if e.hands and e.team == team}
        for step, field in self.fields.items():
            field.setValue(counts.get(step, 0))

    @property
    def counts(self) -> dict[float, int]:
        """How many hands at each step."""
        return {step: field.value() for step, field in self.fields.items()}

    @Slot()
    def _count(self) -> None:
        total = sum(self.counts.values())
        self.total.setText(f"{total} {'hand' if total == 1 else 'hands'}")
        can = self._question is not None and self._question.outcome is None
        for field in self.fields.values():
            field.setEnabled(can)
        self.record.setEnabled(can and total > 0)
        why = "" if can and total else "Count hands at one step at least"
        self.record.setToolTip("It has been resolved" if not can else why)

    @Slot()
    def _record(self) -> None:
        for field in self.fields.values():
            field.interpretText()
        self.shown.emit(self.counts, str(self.team.currentData() or ""))
