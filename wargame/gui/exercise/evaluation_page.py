"""Evaluation and Hot Wash: guide, observations, feedback, notes, improvement plan."""

from __future__ import annotations

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QFrame, QStackedWidget, QTabBar, QVBoxLayout

from wargame.app.exercise_records import ExerciseView
from wargame.gui.dress import with_role
from wargame.gui.exercise.evaluation_feedback import FeedbackPart
from wargame.gui.exercise.evaluation_guide import GuidePart
from wargame.gui.exercise.evaluation_observations import ObservationsPart
from wargame.gui.exercise.evaluation_plan import PlanPart
from wargame.gui.exercise.hot_wash_part import HotWashPart
from wargame.gui.exercise.room import Room
from wargame.gui.theme import Theme

TITLES = (
    "Exercise Evaluation Guide", "Observations", "Hot Wash", "Participant Feedback",
    "Improvement Plan",
)  # fmt: skip


class EvaluationPage(QFrame):
    """Five parts under tabs."""

    def __init__(self, room: Room, theme: Theme) -> None:
        super().__init__()
        self.setProperty("panel", True)
        self._room = room
        self.guide = GuidePart(room, theme)
        self.observations = ObservationsPart(room, theme)
        self.hot_wash = HotWashPart(room, theme)
        self.feedback = FeedbackPart(room, theme)
        self.plan = PlanPart(room, theme)
        self.parts = (
            self.guide, self.observations, self.hot_wash, self.feedback, self.plan,
        )  # fmt: skip
        self.tabs, self.stack = QTabBar(), QStackedWidget()
        for title, part in zip(TITLES, self.parts, strict=True):
            self.tabs.addTab(title)
            self.stack.addWidget(part)
        self.tabs.setAccessibleName("Parts of the evaluation")
        self.tabs.setExpanding(False)
        self.tabs.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        with_role(self.tabs, "control")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.tabs)
        column.addWidget(self.stack, 1)
        self.tabs.currentChanged.connect(self.stack.setCurrentIndex)
        room.shown.connect(self.show_view)
        room.told.connect(self._tell)
        if room.view is not None:
            self.show_view(room.view)

    def open_part(self, place: int) -> None:
        """The part at that place is shown."""
        self.tabs.setCurrentIndex(place)

    @Slot(object)
    def show_view(self, view: ExerciseView) -> None:
        """Every part stands as `view` has it."""
        for part in self.parts:
            part.show_view(view)

    @Slot(object)
    def _tell(self, _told: object) -> None:
        """The log has other events: what is cited is told by them."""
        if self._room.view is not None:
            self.show_view(self._room.view)
