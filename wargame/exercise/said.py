"""What people of an exercise say and write: decisions, messages, estimates, ratings, notes."""

from __future__ import annotations

from typing import Any, ClassVar

from pydantic import Field

from wargame.engine.errors import IllegalDecision
from wargame.exercise.actions import Action, Digest
from wargame.exercise.decisions import DecisionRecord
from wargame.exercise.estimates import Estimate, Question
from wargame.exercise.evaluation import (
    Feedback,
    HotWashNote,
    Improvement,
    Observation,
    Rating,
    Refs,
)
from wargame.exercise.records import Record, Text
from wargame.exercise.seats import CONTROL, Message
from wargame.exercise.state import ExerciseState

EVALUATOR = "Evaluator"


class Decide(Action):
    """A seat's decision is recorded, hidden until it is revealed."""

    name = "decide"
    record: DecisionRecord

    @property
    def seat(self) -> str:
        """The seat."""
        return self.record.seat

    def applied(self, state: ExerciseState, turn: int, digest: Digest) -> ExerciseState:
        """An inject it names is one of the list."""
        if self.record.inject:
            state.inject(self.record.inject)
        made = self.record.model_copy(update={"turn": turn})
        return state.changed(decisions=(*state.decisions, made))

    def words(self) -> str:
        """Whose; not what."""
        return f"Decision of {self.record.seat} recorded"


class Reveal(Action):
    """The decisions of a seat, or of all seats with the cards on the table, are revealed."""

    name = "reveal_decisions"
    of: Text = ""  # a seat; empty: all

    def applied(self, state: ExerciseState, turn: int, digest: Digest) -> ExerciseState:
        """Everybody may read them; cards stay as they lie until the turn is played."""
        opened = state.revealed(self.of)
        return opened if self.of else opened.changed(open_turn=turn)

    def words(self) -> str:
        """Whose."""
        return f"Decisions revealed: {self.of or 'all seats'}"


class Send(Action):
    """A message between seats, or a private note to oneself."""

    name = "send"
    message: Message

    @property
    def seat(self) -> str:
        """Who writes."""
        return self.message.from_seat

    def applied(self, state: ExerciseState, turn: int, digest: Digest) -> ExerciseState:
        """It stands in the file; who may read it is another question."""
        made = self.message.model_copy(update={"turn": turn})
        return state.changed(messages=(*state.messages, made))

    def words(self) -> str:
        """From whom; not to whom nor what."""
        return f"{self.message.from_seat} writes"


class Ask(Action):
    """A stated event is put to the room, with the model's forecast beside it where there is one."""

    name = "ask"
    question: Question

    def applied(self, state: ExerciseState, turn: int, digest: Digest) -> ExerciseState:
        """A question is asked once, before anybody answers it."""
        asked = self.question
        if not asked.id or any(q.id == asked.id for q in state.questions):
            raise IllegalDecision("estimate", "each question has an id of its own")
        if asked.estimates or asked.outcome is not None:
            raise IllegalDecision("estimate", "a question is asked before it is answered")
        made = asked.model_copy(update={"turn": turn})
        return state.changed(questions=(*state.questions, made))

    def words(self) -> str:
        """The question."""
        return f"Estimate asked: {self.question.text}"


class Say(Action):
    """Somebody's estimate, or a show of hands, stands; the last of each person counts.

    A show of hands is told as a whole: the hands of its team before it do not count any more.
    """

    name = "estimate"
    question: Text
    estimates: tuple[Estimate, ...] = Field(min_length=1, max_length=500)

    def applied(self, state: ExerciseState, turn: int, digest: Digest) -> ExerciseState:
        """Only before the resolution."""
        asked = _question(state, self.question)
        if asked.outcome is not None:
            raise IllegalDecision("estimate", "it has been resolved; it is too late to estimate")
        shown = {e.team for e in self.estimates if e.hands}
        before = (e for e in asked.estimates if not (e.hands and e.team in shown))
        said = {e.key: e for e in (*before, *self.estimates)}
        return _answered(state, asked.model_copy(update={"estimates": tuple(said.values())}))

    def words(self) -> str:
        """Of how many."""
        people = sum(e.people for e in self.estimates)
        return f"Estimates of {people} {'person' if people == 1 else 'people'}: {self.question}"


class Resolve(Action):
    """What was asked has happened, or has not."""

    name = "resolve"
    question: Text
    outcome: bool

    def applied(self, state: ExerciseState, turn: int, digest: Digest) -> ExerciseState:
        """The estimates can be scored."""
        asked = _question(state, self.question)
        return _answered(state, asked.model_copy(update={"outcome": self.outcome}))

    def words(self) -> str:
        """Yes or no."""
        return f"Resolved: {self.question} {'happened' if self.outcome else 'did not happen'}"


def _question(state: ExerciseState, id_: str) -> Question:
    found = next((q for q in state.questions if q.id == id_), None)
    if found is None:
        raise IllegalDecision("estimate", f'nobody has asked "{id_[:40]}"')
    return found


def _answered(state: ExerciseState, changed: Question) -> ExerciseState:
    made = tuple(changed if q.id == changed.id else q for q in state.questions)
    return state.changed(questions=made)


class _Adding(Action):
    """One more record in a part of the exercise."""

    part: ClassVar[str]

    @property
    def entry(self) -> Record:
        """What is added."""
        made: Record = getattr(self, self.name)
        return made

    @property
    def refs(self) -> Refs:
        """The log events it cites."""
        found: Refs = getattr(self.entry, "refs", ())
        return found

    def applied(self, state: ExerciseState, turn: int, digest: Digest) -> ExerciseState:
        """The part with one more; an objective it names is one of the exercise."""
        check_named(state, self.name, self.entry)
        return state.changed(**{self.part: (*getattr(state, self.part), self.entry)})


def check_named(state: ExerciseState, action: str, entry: Any) -> None:
    """Nothing happens where objective and critical task of an entry are of the exercise."""
    named = getattr(entry, "objective", "")
    known = [o.id for o in state.objectives]
    if named and named not in known:
        words = f"there is no objective {named[:40]}; there are {', '.join(known) or 'none'}"
        raise IllegalDecision(action, words)
    task = getattr(entry, "task", "")
    tasks = [t for o in state.objectives if o.id == named for t in o.tasks]
    if task and task not in tasks:
        raise IllegalDecision("rating", f'the objective has no critical task "{task[:60]}"')


class Rate(_Adding):
    """An objective or a critical task is rated P, S, M or U."""

    name = "rating"
    part = "ratings"
    rating: Rating

    @property
    def seat(self) -> str:
        """Who rates."""
        return self.rating.by or EVALUATOR

    def words(self) -> str:
        """What, and how."""
        task = f", {self.rating.task}" if self.rating.task else ""
        return f"Rated {self.rating.rating}: {self.rating.objective}{task}"


class Observe(_Adding):
    """Somebody saw something, in events of the log."""

    name = "observation"
    part = "observations"
    observation: Observation

    @property
    def seat(self) -> str:
        """Who saw it."""
        return self.observation.by or EVALUATOR

    def words(self) -> str:
        """What was seen."""
        return f"Observation: {' '.join(self.observation.text.split())}"


class GiveFeedback(_Adding):
    """A Participant Feedback Form was handed in."""

    name = "feedback"
    part = "feedback"
    feedback: Feedback

    def words(self) -> str:
        """That it was; not what it says."""
        return "Participant Feedback Form handed in"


class NoteHotWash(_Adding):
    """A sentence of the Hot Wash, sorted."""

    name = "note"
    part = "hot_wash"
    note: HotWashNote

    def words(self) -> str:
        """What was said."""
        return f"Hot Wash, {self.note.kind}: {' '.join(self.note.text.split())}"


class Plan(_Adding):
    """A line of the Improvement Plan."""

    name = "improvement"
    part = "plan"
    improvement: Improvement

    @property
    def seat(self) -> str:
        """Control."""
        return CONTROL

    def words(self) -> str:
        """The issue."""
        return f"Improvement Plan: {self.improvement.issue}"
