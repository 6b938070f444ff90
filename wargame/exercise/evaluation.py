"""The Exercise Evaluation Guide, Participant Feedback and the notes of the Hot Wash."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Annotated, Literal

from pydantic import Field

from wargame.exercise.overview import Objective
from wargame.exercise.records import Record, Text

RATINGS: Mapping[str, str] = {
    "P": "Performed without Challenges",
    "S": "Performed with Some Challenges",
    "M": "Performed with Major Challenges",
    "U": "Unable to be Performed",
}
Grade = Literal["P", "S", "M", "U"]
Refs = tuple[Annotated[int, Field(ge=0)], ...]  # numbers of log events
Statement = Annotated[int, Field(ge=0, le=5)]  # 1 strongly disagree .. 5 strongly agree; 0: none
Kind = Literal["strength", "improvement"]
TITLES: Mapping[str, str] = {"strength": "Strength", "improvement": "Area for Improvement"}


class Rating(Record):
    """How an objective, or one of its critical tasks, was performed; the last one counts."""

    objective: Text  # its id
    task: Text = ""  # its words; empty for the objective
    rating: Grade
    by: Text = ""
    note: Text = ""
    refs: Refs = ()

    @property
    def words(self) -> str:
        """As the EEG prints it."""
        return RATINGS[self.rating]


class Observation(Record):
    """What an Evaluator or Observer saw, with the log events it is about."""

    text: Text
    by: Text = ""
    objective: Text = ""  # its id
    refs: Refs = ()


class Feedback(Record):
    """One Participant Feedback Form."""

    by: Text = ""  # empty: without a name
    strengths: tuple[Text, ...] = Field(default=(), max_length=3)
    improvements: tuple[Text, ...] = Field(default=(), max_length=3)
    statements: tuple[Statement, ...] = ()


class HotWashNote(Record):
    """A sentence of the Hot Wash, sorted, with the log events that show it."""

    kind: Kind | Literal["unsorted"]
    text: Text
    refs: Refs = ()
    by: Text = ""


class Improvement(Record):
    """A line of the Improvement Plan."""

    issue: Text
    corrective_action: Text
    capability_element: Text = ""
    primary_responsible_organization: Text = ""
    poc: Text = ""
    start: Text = ""
    completion: Text = ""


def rated(objective: Objective, ratings: Iterable[Rating]) -> tuple[tuple[str, Rating | None], ...]:
    """The objective ("") and each of its tasks with the rating that counts, None when unrated."""
    last = {r.task: r for r in ratings if r.objective == objective.id}
    return tuple((task, last.get(task)) for task in ("", *objective.tasks))


def numbered(notes: Iterable[HotWashNote], kind: Kind) -> tuple[tuple[str, HotWashNote], ...]:
    """The notes of one kind as the AAR numbers them: "Strength 1", "Area for Improvement 2"."""
    found = [note for note in notes if note.kind == kind]
    return tuple((f"{TITLES[kind]} {number}", note) for number, note in enumerate(found, 1))


def mean_statements(forms: Iterable[Feedback]) -> tuple[tuple[float, int], ...]:
    """For each statement the mean of 1 to 5 and how many answered; 0 where nobody did."""
    answers: dict[int, list[int]] = {}
    for form in forms:
        for place, answer in enumerate(form.statements):
            answers.setdefault(place, []).extend([answer] if answer else [])
    return tuple(
        (sum(a) / len(a) if a else 0.0, len(a)) for a in (answers[p] for p in sorted(answers))
    )
