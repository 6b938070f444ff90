"""Estimates before a resolution: asked, entered, resolved and scored beside the model."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from wargame.app import exercise_questions as questions
from wargame.app.exercise_questions import Answer, Question
from wargame.app.exercise_records import ExerciseView
from wargame.gui.dress import label, with_role
from wargame.gui.exercise.estimates_ask import AskForm
from wargame.gui.exercise.estimates_model import Person
from wargame.gui.exercise.estimates_question import QuestionPane
from wargame.gui.exercise.estimates_scores import ScoresPanel
from wargame.gui.exercise.room import Room
from wargame.gui.theme import Theme

LEFT, RIGHT = 300, 360  # px
ID_ROLE = Qt.ItemDataRole.UserRole


class EstimatesPage(QFrame):
    """Left what is asked, in the middle one question, right how everybody did."""

    _answered = Signal(object)

    def __init__(self, room: Room, theme: Theme) -> None:
        super().__init__()
        self.setProperty("panel", True)
        self._room, self._theme = room, theme
        self._answers: dict[str, Answer] = {}
        self._newest = False  # whether the question asked last is to be chosen when it comes
        self.form = AskForm(room)
        self.list = QListWidget()
        self.pane = QuestionPane(room, theme)
        self.scores = ScoresPanel(theme)
        self._lay_out()
        room.shown.connect(self.show_view)
        self._answered.connect(self._take_answers)
        self.form.asked.connect(self._expect_new)
        self.list.currentItemChanged.connect(self._chosen)
        if room.view is not None:
            self.show_view(room.view)

    def _lay_out(self) -> None:
        self.list.setAccessibleName("Questions asked")
        self.list.setWordWrap(True)
        self.list.setResizeMode(QListWidget.ResizeMode.Adjust)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setSpacing(2)
        with_role(self.list, "secondary")
        self._left = QFrame()
        column = QVBoxLayout(self._left)
        column.setContentsMargins(16, 14, 16, 12)
        column.setSpacing(8)
        column.addWidget(label("panel", text="Ask before the turn is played"))
        column.addWidget(self.form)
        column.addSpacing(6)
        column.addWidget(label("panel", text="Questions"))
        column.addWidget(self.list, 1)
        self._right = QScrollArea()
        self._right.setWidgetResizable(True)
        self._right.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._right.setWidget(self.scores)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        for part, stretch in ((self._left, 0), (_rule(), 0), (self.pane, 1), (_rule(), 0)):
            row.addWidget(part, stretch)
        row.addWidget(self._right)
        self.set_theme(self._theme)

    def set_theme(self, theme: Theme) -> None:
        """From now on the columns have the widths of `theme`."""
        self._theme = theme
        self._left.setFixedWidth(theme.px(LEFT))
        self._right.setFixedWidth(theme.px(RIGHT))

    def stop(self) -> None:
        """Looking ahead has ended."""
        self.form.stop()

    # -------------------------------------------------------------------------------- what it says

    @Slot(object)
    def show_view(self, view: ExerciseView) -> None:
        """Questions, estimates and scores stand as `view` has them."""
        self._fill(view.questions)
        self.scores.show_scores(view.scores)
        self._show_chosen()
        self._room.inquire(self._ask_answers)

    def _fill(self, asked: tuple[Question, ...]) -> None:
        """The newest question stands first; rows are used again."""
        chosen, before = self._chosen_id(), self.list.count()
        self.list.blockSignals(True)
        while self.list.count() > len(asked):
            self.list.takeItem(self.list.count() - 1)
        while self.list.count() < len(asked):
            self.list.addItem(QListWidgetItem())
        for row, question in enumerate(reversed(asked)):
            item = self.list.item(row)
            item.setData(ID_ROLE, question.id)
            item.setText(_line(question, self._answers.get(question.id)))
        ids = [question.id for question in reversed(asked)]
        grown = self._newest and len(asked) > before
        row = 0 if grown or chosen not in ids else ids.index(chosen)
        self._newest = self._newest and not grown
        self.list.setCurrentRow(row if asked else -1)
        self.list.blockSignals(False)

    def _ask_answers(self, session: Any) -> None:
        self._answered.emit(questions.answers(session))

    @Slot(object)
    def _take_answers(self, answers: tuple[Answer, ...]) -> None:
        self._answers = {answer.question: answer for answer in answers}
        if self._room.view is not None:
            self._fill(self._room.view.questions)
        self._show_chosen()

    @Slot()
    def _expect_new(self) -> None:
        self._newest = True

    def _chosen_id(self) -> str:
        item = self.list.currentItem()
        return str(item.data(ID_ROLE)) if item is not None else ""

    @Slot()
    def _chosen(self) -> None:
        self._show_chosen()

    def _show_chosen(self) -> None:
        view, wanted = self._room.view, self._chosen_id()
        if view is None:
            return
        question = next((q for q in view.questions if q.id == wanted), None)
        self.pane.show_question(question, self._answers.get(wanted), _people(view))


def _people(view: ExerciseView) -> list[Person]:
    """Whom to ask: the players, or everybody where nobody is named as one."""
    seats = {stand.id: stand.name for stand in view.seats}
    players = [p for p in view.participants if p.role == "Player"] or list(view.participants)
    return [Person(p.name, seats.get(p.seat, p.seat) or p.organization) for p in players]


def _line(question: Question, answer: Answer | None) -> str:
    people = sum(e.people for e in question.estimates)
    said = f"{people} {'estimate' if people == 1 else 'estimates'}"
    if question.outcome is not None:
        state = "happened" if question.outcome else "did not happen"
    elif answer is not None:
        state = "can be resolved"
    else:
        state = "open"
    return f"{question.id}  {question.text}\n{said} \u00b7 {state}"


def _rule() -> QWidget:
    """A line from top to bottom."""
    line = QFrame()
    line.setProperty("grid", True)
    line.setFixedWidth(1)
    return line
