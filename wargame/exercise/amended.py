"""What was written is changed, put in another place or taken out: ratings, notes, forms, plan."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from pydantic import Field

from wargame.engine.errors import IllegalDecision
from wargame.exercise.actions import Action, Digest
from wargame.exercise.evaluation import (
    Feedback,
    HotWashNote,
    Improvement,
    Observation,
    Rating,
    Refs,
)
from wargame.exercise.records import Record, Text
from wargame.exercise.said import EVALUATOR, check_named
from wargame.exercise.state import ExerciseState

Part = Literal["ratings", "observations", "feedback", "hot_wash", "plan"]
TITLES: Mapping[Part, str] = {
    "ratings": "Rating",
    "observations": "Observation",
    "feedback": "Participant Feedback Form",
    "hot_wash": "Note of the Hot Wash",
    "plan": "Line of the Improvement Plan",
}


def _entries(state: ExerciseState, part: Part, place: int) -> list[Record]:
    """All of the part; IllegalDecision where it has nothing at that place."""
    found: list[Record] = list(getattr(state, part))
    if place >= len(found):
        title = TITLES[part].lower()
        raise IllegalDecision("evaluation", f"there is no {title} number {place + 1}")
    return found


class Amend(Action):
    """One entry reads otherwise, and stands at another place where `to` names one.

    Exactly one of the records is given; it says which part it belongs to.
    """

    name = "amend"
    place: int = Field(ge=0)
    to: int | None = Field(default=None, ge=0)  # its place once it is taken out
    rating: Rating | None = None
    observation: Observation | None = None
    note: HotWashNote | None = None
    improvement: Improvement | None = None
    form: Feedback | None = None

    @property
    def _given(self) -> tuple[tuple[Part, Record], ...]:
        said: tuple[tuple[Part, Record | None], ...] = (
            ("ratings", self.rating),
            ("observations", self.observation),
            ("hot_wash", self.note),
            ("plan", self.improvement),
            ("feedback", self.form),
        )
        return tuple((part, entry) for part, entry in said if entry is not None)

    @property
    def entry(self) -> Record | None:
        """What stands there from now on."""
        return self._given[0][1] if self._given else None

    @property
    def seat(self) -> str:
        """Who wrote it."""
        return getattr(self.entry, "by", "") or EVALUATOR

    @property
    def refs(self) -> Refs:
        """The log events it cites."""
        found: Refs = getattr(self.entry, "refs", ())
        return found

    def applied(self, state: ExerciseState, turn: int, digest: Digest) -> ExerciseState:
        """The part with the entry as it reads now; what it names is of the exercise."""
        if len(self._given) != 1:
            raise IllegalDecision("evaluation", "one entry is changed at a time")
        part, entry = self._given[0]
        entries = _entries(state, part, self.place)
        check_named(state, self.name, entry)
        del entries[self.place]
        entries.insert(self.place if self.to is None else self.to, entry)
        return state.changed(**{part: tuple(entries)})

    def words(self) -> str:
        """Which kind; not what it says."""
        return f"{TITLES[self._given[0][0]]} changed" if self._given else "Nothing changed"


class Strike(Action):
    """One entry is taken out."""

    name = "strike"
    part: Part
    place: int = Field(ge=0)

    @property
    def seat(self) -> str:
        """Who evaluates."""
        return EVALUATOR

    def applied(self, state: ExerciseState, turn: int, digest: Digest) -> ExerciseState:
        """The part without it."""
        entries = _entries(state, self.part, self.place)
        del entries[self.place]
        return state.changed(**{self.part: tuple(entries)})

    def words(self) -> str:
        """Which kind."""
        return f"{TITLES[self.part]} taken out"


class Withdraw(Action):
    """A question that has not been resolved is not asked any more."""

    name = "withdraw"
    question: Text

    def applied(self, state: ExerciseState, turn: int, digest: Digest) -> ExerciseState:
        """The questions without it; one that is scored stays."""
        found = next((q for q in state.questions if q.id == self.question), None)
        if found is None:
            raise IllegalDecision("estimate", f'nobody has asked "{self.question[:40]}"')
        if found.outcome is not None:
            raise IllegalDecision("estimate", "it has been resolved and scored; undo takes it back")
        left = tuple(q for q in state.questions if q.id != self.question)
        return state.changed(questions=left)

    def words(self) -> str:
        """Which."""
        return f"Estimate withdrawn: {self.question}"
