"""One question: what the model says, who says what, and how it came out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from wargame.app import exercise_questions as questions
from wargame.app.exercise_questions import Answer, Estimate, Question
from wargame.gui.dress import label, with_role
from wargame.gui.exercise.elided import told
from wargame.gui.exercise.estimates_hands import HandsPanel
from wargame.gui.exercise.estimates_model import EstimatesModel, Person
from wargame.gui.exercise.estimates_table import EstimatesTable
from wargame.gui.exercise.room import Room
from wargame.gui.theme import Theme
from wargame.gui.widgets.segmented import Segmented
from wargame.gui.widgets.tick import Tick

NOTHING = "Ask a question: people say how probable it is before the turn is played."
COVERED = "The model\u2019s figure is covered until the estimates are in."
NO_MODEL = "No forecast: a question in people\u2019s own words, resolved by hand."


class QuestionPane(QFrame):
    """The question that is chosen in the list."""

    uncovered = Signal()  # a person wants to see the model's figure and the estimates

    def __init__(self, room: Room, theme: Theme) -> None:
        super().__init__()
        self.setProperty("panel", True)
        self._room, self._theme = room, theme
        self._question: Question | None = None
        self._answer: Answer | None = None
        self._added: list[Person] = []
        self._people: tuple[Person, ...] = ()
        self._opened: set[tuple[str, int]] = set()  # id and the turn it was asked after
        self.title: QLabel = label("title", wrap=True)
        self.facts: QLabel = label("secondary", "text2", wrap=True)
        self.model_line: QLabel = label("body", wrap=True)
        self.verdict: QLabel = label("body", wrap=True)
        self.yes, self.no, self.accept = QPushButton(), QPushButton(), QPushButton("Resolve")
        self.reveal, self.withdraw = QPushButton("Reveal"), QPushButton("Withdraw the question")
        self.cover_model = Tick("Cover the model\u2019s figure until the estimates are in", theme)
        self.cover_people = Tick("Hide estimates from each other until then", theme)
        self.way = Segmented("By name", "Show of hands", theme)
        self.model = EstimatesModel()
        self.table = EstimatesTable(self.model, theme)
        self.hands = HandsPanel()
        self.name, self.team, self.add = QLineEdit(), QLineEdit(), QPushButton("Add")
        self.count: QLabel = label("caption", "text2")
        self._lay_out()
        self._connect()
        self._show()

    # ------------------------------------------------------------------------------------- layout

    def _lay_out(self) -> None:
        self.yes.setText("It happened")
        self.no.setText("It did not")
        self.accept.setProperty("primary", True)
        self.withdraw.setProperty("flat", True)
        for button in (self.yes, self.no, self.accept, self.reveal, self.add, self.withdraw):
            with_role(button, "control")
        self._stack = QStackedWidget()
        self._stack.addWidget(self._by_name())
        self._stack.addWidget(_topped(self.hands))
        self.way.set_first(True)
        self.cover_model.setChecked(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 14, 20, 12)
        column.setSpacing(8)
        column.addWidget(self.title)
        column.addWidget(self.facts)
        column.addLayout(_row((self.model_line, 1), (self.reveal, 0)))
        column.addLayout(_row((self.verdict, 1), (self.yes, 0), (self.no, 0), (self.accept, 0)))
        column.addWidget(self.cover_model)
        column.addWidget(self.cover_people)
        column.addLayout(_row((self.way, 0), (self.count, 1), (self.withdraw, 0)))
        column.addWidget(self._stack, 1)

    def _by_name(self) -> QWidget:
        page = QWidget()
        for field, words in ((self.name, "Name"), (self.team, "Team")):
            with_role(field, "control")
            field.setPlaceholderText(words)
            field.setAccessibleName(f"{words} of somebody else")
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.table, 1)
        column.addLayout(_row((self.name, 3), (self.team, 2), (self.add, 0)))
        return page

    def _connect(self) -> None:
        self.way.chosen.connect(self._way)
        for tick in (self.cover_model, self.cover_people):
            tick.toggled.connect(self._show)
        self.reveal.clicked.connect(self._reveal)
        self.yes.clicked.connect(self._happened)
        self.no.clicked.connect(self._did_not)
        self.accept.clicked.connect(self._accept)
        self.withdraw.clicked.connect(self._withdraw)
        self.add.clicked.connect(self._add)
        self.name.returnPressed.connect(self._add)
        self.team.returnPressed.connect(self._add)
        self.name.textChanged.connect(self._allow_adding)
        self.model.entered.connect(self._entered)
        self.hands.shown.connect(self._hands_shown)

    def set_theme(self, theme: Theme) -> None:
        """From now on the pane wears `theme`."""
        self._theme = theme

    # -------------------------------------------------------------------------------- what it says

    def show_question(
        self, question: Question | None, answer: Answer | None, people: Sequence[Person]
    ) -> None:
        """That question stands here, with what the turns played say of it."""
        before = self._question
        if before is not None and (question is None or question.id != before.id):
            self.table.settle()  # an estimate still under the finger belongs to the one before
        self._question, self._answer, self._people = question, answer, tuple(people)
        self._show()

    @property
    def teams(self) -> tuple[str, ...]:
        """The teams that names are in."""
        return tuple(dict.fromkeys(p.team for p in (*self._people, *self._added) if p.team))

    def is_open(self, question: Question) -> bool:
        """Whether estimates and model may be seen: all are in, it is resolved, or revealed."""
        said = {e.who for e in question.estimates}
        expected = {person.name for person in self._people}
        all_in = bool(expected) and expected <= said
        opened = (question.id, question.turn) in self._opened
        return all_in or opened or question.outcome is not None

    @Slot()
    def _show(self) -> None:
        question = self._question
        for part in (self.model_line, self.cover_model, self.cover_people, self.way, self._stack):
            part.setVisible(question is not None)
        self.withdraw.setVisible(question is not None and question.outcome is None)
        self._allow_adding()
        if question is None:
            told(self.title, NOTHING, "text2", self._theme)
            for lone in (self.facts, self.verdict, self.yes, self.no, self.accept, self.reveal):
                lone.hide()
            self.count.setText("")
            return
        told(self.title, question.text, "", self._theme)
        self.facts.setText(_facts(question))
        self.facts.show()
        seen = self.is_open(question)
        covered = question.model is not None and self.cover_model.isChecked() and not seen
        hidden = self.cover_people.isChecked() and not seen
        self._show_model(question, covered=covered)
        self.reveal.setVisible(covered or hidden)
        self.reveal.setEnabled(bool(question.estimates))
        nobody = "" if question.estimates else "Nobody has estimated yet"
        self.reveal.setToolTip(nobody)
        people = (*self._people, *(p for p in self._added if p not in self._people))
        self.model.show_question(people, question, covered=hidden)
        self.hands.show_question(question, self.teams)
        self.count.setText(_count(question))
        self._show_verdict(question)

    def _show_model(self, question: Question, *, covered: bool) -> None:
        if question.model is None:
            words, tone = NO_MODEL, "text2"
        elif covered:
            words, tone = COVERED, "text2"
        else:
            runs = f"{question.runs:,} playthroughs from turn {question.turn}"
            words, tone = f"In this model: {question.model_said}, by {runs}", "text"
        told(self.model_line, words, tone, self._theme)

    def _show_verdict(self, question: Question) -> None:
        answer, done = self._answer, question.outcome
        by_hand = done is None and question.event is None
        self.yes.setVisible(by_hand)
        self.no.setVisible(by_hand)
        self.accept.setVisible(done is None and answer is not None)
        if done is not None:
            words = "Resolved: it happened." if done else "Resolved: it did not happen."
        elif answer is not None:
            verb = "it happened" if answer.happened else "it did not happen"
            words = f"Turn {answer.turn} has been played: {verb}."
        elif by_hand:
            words = "Resolve it once it is known."
        else:
            words = ""
        told(self.verdict, words, "text" if words else "text2", self._theme)
        self.verdict.setVisible(bool(words))

    @Slot()
    def _allow_adding(self) -> None:
        can = self._question is not None and self._question.outcome is None
        self.add.setEnabled(can and bool(self.name.text().strip()))
        self.add.setToolTip("" if self.add.isEnabled() else "Write a name first")

    # -------------------------------------------------------------------------------- what is done

    @Slot(bool)
    def _way(self, first: bool) -> None:
        self._stack.setCurrentIndex(0 if first else 1)

    @Slot()
    def _reveal(self) -> None:
        if self._question is not None:
            self._opened.add((self._question.id, self._question.turn))
            self._show()

    @Slot()
    def _add(self) -> None:
        name, team = self.name.text().strip(), self.team.text().strip()
        if not name or not self.add.isEnabled():
            return
        known = [p.name for p in self.model.people]
        if name not in known:
            self._added.append(Person(name, team))
            self._show()
        row = [p.name for p in self.model.people].index(name)
        self.table.setCurrentIndex(self.model.index(row, 2))
        self.name.clear()
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot(object)
    def _entered(self, made: list[tuple[Person, int]]) -> None:
        if self._question is not None:
            said = [
                Estimate(who=p.name, team=p.team, probability=percent / 100) for p, percent in made
            ]
            self._room.do(_Act(questions.record, self._question.id, said))

    @Slot(object, str)
    def _hands_shown(self, counts: dict[float, int], team: str) -> None:
        if self._question is not None:
            self._room.do(_Act(questions.show_hands, self._question.id, counts, team))

    def _resolve(self, *, outcome: bool) -> None:
        if self._question is not None:
            self.table.settle()
            self._room.do(_Act(questions.resolve, self._question.id, outcome=outcome))

    @Slot()
    def _happened(self) -> None:
        self._resolve(outcome=True)

    @Slot()
    def _did_not(self) -> None:
        self._resolve(outcome=False)

    @Slot()
    def _accept(self) -> None:
        if self._answer is not None:
            self._resolve(outcome=self._answer.happened)

    @Slot()
    def _withdraw(self) -> None:
        if self._question is not None:
            self.model.forget()
            self._room.do(_Act(questions.withdraw, self._question.id))


class _Act:
    """Calls a function of the app with the desk before its other arguments."""

    def __init__(self, act: Any, *given: Any, **named: Any) -> None:
        self._act, self._given, self._named = act, given, named

    def __call__(self, desk: Any) -> None:
        self._act(desk, *self._given, **self._named)


def _row(*parts: tuple[QWidget, int]) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setContentsMargins(0, 0, 0, 0)
    for part, stretch in parts:
        row.addWidget(part, stretch)
    return row


def _topped(part: QWidget) -> QWidget:
    page = QWidget()
    column = QVBoxLayout(page)
    column.setContentsMargins(0, 6, 0, 0)
    column.addWidget(part)
    column.addStretch(1)
    return page


def _facts(question: Question) -> str:
    after = f"after turn {question.turn}" if question.turn else "at the start"
    event = question.event
    return f"{question.id} \u00b7 asked {after}" + (
        f" \u00b7 answered by turn {event.turn}" if event is not None else ""
    )


def _count(question: Question) -> str:
    people = sum(e.people for e in question.estimates)
    return f"{people} {'estimate' if people == 1 else 'estimates'} in"
