"""The Participant Feedback Form, entered for one person after another."""

from __future__ import annotations

from PySide6.QtCore import Slot
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QGridLayout,
    QLabel,
    QListWidget,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from wargame.app import exercise_evaluation as evaluation
from wargame.app.exercise_evaluation import STATEMENTS, Feedback
from wargame.app.exercise_records import ExerciseView
from wargame.gui.dress import label, with_role
from wargame.gui.exercise.evaluation_acts import Act, button, field, row
from wargame.gui.exercise.room import Room
from wargame.gui.theme import Theme

THREE, MOST = 3, 5
SCALE = "1 strongly disagree \u2026 5 strongly agree"
NO_FORM = "No form has been handed in yet."
ANSWERS = {1: "1 strongly disagree", 2: "2", 3: "3", 4: "4", 5: "5 strongly agree"}


class FeedbackPart(QWidget):
    """Left the form, right what was handed in."""

    def __init__(self, room: Room, theme: Theme) -> None:
        super().__init__()
        self._room = room
        self._forms: tuple[Feedback, ...] = ()
        self.by = field("Name", "Name; leave empty for a form without one")
        self.strengths = [field(f"Strength {n}") for n in range(1, THREE + 1)]
        self.improvements = [field(f"Area for Improvement {n}") for n in range(1, THREE + 1)]
        self.answers = [QComboBox() for _ in STATEMENTS]
        self.hand_in = button("Hand in the form", primary=True)
        self.list = QListWidget()
        self.remove = button("Take out")
        self.means: QLabel = label("secondary", "text2", wrap=True)
        self._lay_out(theme)
        for line in (*self.strengths, *self.improvements):
            line.textChanged.connect(self._allow)
        for box in self.answers:
            box.currentIndexChanged.connect(self._allow)
        self.hand_in.clicked.connect(self._hand_in)
        self.remove.clicked.connect(self._remove)
        self.list.currentRowChanged.connect(self._allow)
        self._allow()

    def _lay_out(self, theme: Theme) -> None:
        form = QFrame()
        form.setProperty("panel", True)
        fields = QVBoxLayout(form)
        fields.setContentsMargins(20, 10, 16, 12)
        fields.addWidget(self.by)
        fields.addWidget(label("section", text="Three strengths"))
        for line in self.strengths:
            fields.addWidget(line)
        fields.addWidget(label("section", text="Three areas for improvement"))
        for line in self.improvements:
            fields.addWidget(line)
        fields.addWidget(label("section", text="Statements"))
        fields.addWidget(label("caption", "text2", SCALE))
        fields.addLayout(self._statements())
        fields.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setWidget(form)
        left = QVBoxLayout()
        left.addWidget(scroll, 1)
        foot = row((QWidget(), 1), (self.hand_in, 0))
        foot.setContentsMargins(20, 0, 16, 12)
        left.addLayout(foot)
        self.list.setAccessibleName("Forms handed in")
        with_role(self.list, "secondary")
        right = QVBoxLayout()
        right.setContentsMargins(16, 10, 20, 12)
        right.addWidget(label("section", text="Handed in"))
        right.addWidget(self.list, 1)
        right.addLayout(row((QWidget(), 1), (self.remove, 0)))
        right.addWidget(self.means)
        columns = row()
        columns.addLayout(left, 3)
        columns.addLayout(right, 2)
        self.setLayout(columns)

    def _statements(self) -> QGridLayout:
        grid = QGridLayout()
        for place, (words, box) in enumerate(zip(STATEMENTS, self.answers, strict=True)):
            box.setAccessibleName(words)
            with_role(box, "control")
            box.addItem("no answer", 0)
            for value in range(1, MOST + 1):
                box.addItem(ANSWERS[value], value)
            grid.addWidget(label("secondary", text=words, wrap=True), place, 0)
            grid.addWidget(box, place, 1)
        grid.setColumnStretch(0, 1)
        return grid

    def show_view(self, view: ExerciseView) -> None:
        """The forms handed in, and the mean of every statement."""
        self._forms = view.feedback
        chosen = self.list.currentRow()
        self.list.clear()
        for number, form in enumerate(self._forms, 1):
            parts = (*form.strengths, *form.improvements)
            rated = sum(answer > 0 for answer in form.statements)
            who = form.by or "without a name"
            said = f"{len(parts)} notes, {rated} statements"
            self.list.addItem(f"{number}  {who} \u00b7 {said}")
        self.list.setCurrentRow(min(chosen, len(self._forms) - 1))
        lines = [
            f"{mean:.1f}  {words} ({count} {'answer' if count == 1 else 'answers'})"
            for (mean, count), words in zip(view.statement_means, STATEMENTS, strict=False)
            if count
        ]
        self.means.setText("\n".join(["Means", *lines]) if lines else NO_FORM)
        self._allow()

    def form(self) -> Feedback:
        """What stands in the fields."""

        def said(lines: list[object]) -> tuple[str, ...]:
            words = (line.text().strip() for line in lines)  # type: ignore[attr-defined]
            return tuple(word for word in words if word)

        answers = tuple(int(box.currentData()) for box in self.answers)
        return Feedback(
            by=self.by.text(),
            strengths=said([*self.strengths]),
            improvements=said([*self.improvements]),
            statements=answers if any(answers) else (),
        )

    @Slot()
    def _allow(self) -> None:
        form = self.form()
        ready = bool(form.strengths or form.improvements or form.statements)
        self.hand_in.setEnabled(ready)
        self.hand_in.setToolTip("" if ready else "The form is empty")
        there = 0 <= self.list.currentRow() < len(self._forms)
        self.remove.setEnabled(there)
        self.remove.setToolTip("" if there else "Choose a form first")

    @Slot()
    def _hand_in(self) -> None:
        self._room.do(Act(evaluation.hand_in, self.form()))
        for line in (self.by, *self.strengths, *self.improvements):
            line.clear()
        for box in self.answers:
            box.setCurrentIndex(0)
        self.by.setFocus()

    @Slot()
    def _remove(self) -> None:
        place = self.list.currentRow()
        if 0 <= place < len(self._forms):
            self._room.do(Act(evaluation.strike, "feedback", place))
