"""People's estimates before a resolution, and how they did beside the model's forecast.

Brier score: the mean of (probability stated - what happened) squared; 0 is perfect, always saying
one half scores 0.25 (Brier 1950, Monthly Weather Review 78).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pydantic import Field

from wargame.exercise.records import Record, Text

BINS = 5  # of equal width; a table of forty people fills no more (our judgement)
MODEL = "The model's forecast"


class Estimate(Record):
    """How probable somebody, or a show of hands, says it is."""

    who: Text
    team: Text = ""
    probability: float = Field(ge=0, le=1)
    people: int = Field(default=1, ge=1, le=10_000)  # by show of hands: how many say so


class Question(Record):
    """A stated event that happens or not, with what people and the model said before."""

    id: Text
    text: Text
    turn: int = Field(default=0, ge=0)  # asked after so many turns
    model: float | None = Field(default=None, ge=0, le=1)
    estimates: tuple[Estimate, ...] = ()
    outcome: bool | None = None  # None: not resolved


@dataclass(frozen=True, slots=True)
class Score:
    """How well somebody did over the questions that were resolved."""

    who: str
    questions: int
    brier: float  # 0 perfect .. 1


@dataclass(frozen=True, slots=True)
class Bin:
    """How often what was called so probable came about."""

    low: float
    high: float
    count: int
    stated: float  # mean probability
    happened: float  # share


Said = tuple[float, bool, int]  # probability, outcome, people


def brier(said: Sequence[Said]) -> float:
    """The Brier score of statements, each counted as often as people made it."""
    total = sum(people for _, _, people in said)
    return sum(people * (p - float(y)) ** 2 for p, y, people in said) / total


def _resolved(questions: Iterable[Question]) -> list[tuple[Question, bool]]:
    return [(q, q.outcome) for q in questions if q.outcome is not None]


def _scores(said: dict[str, list[tuple[str, Said]]]) -> tuple[Score, ...]:
    return tuple(
        Score(who, len({q for q, _ in rows}), brier([row for _, row in rows]))
        for who, rows in said.items()
    )


def by_person(questions: Iterable[Question]) -> tuple[Score, ...]:
    """Everybody's score, in the order in which they first spoke."""
    said: dict[str, list[tuple[str, Said]]] = {}
    for question, outcome in _resolved(questions):
        for e in question.estimates:
            row = (question.id, (e.probability, outcome, e.people))
            said.setdefault(e.who, []).append(row)
    return _scores(said)


def by_team(questions: Iterable[Question]) -> tuple[Score, ...]:
    """Each team's score: the mean over its people's statements. Who has no team is left out."""
    said: dict[str, list[tuple[str, Said]]] = {}
    for question, outcome in _resolved(questions):
        for e in question.estimates:
            if e.team:
                row = (question.id, (e.probability, outcome, e.people))
                said.setdefault(e.team, []).append(row)
    return _scores(said)


def of_model(questions: Iterable[Question]) -> Score | None:
    """The model's score on the same questions; None where it said nothing."""
    rows = [(q.id, (q.model, y, 1)) for q, y in _resolved(questions) if q.model is not None]
    return _scores({MODEL: rows})[0] if rows else None


def calibration(questions: Iterable[Question], *, model: bool = False) -> tuple[Bin, ...]:
    """The bins in which anything was said, of people's statements or of the model's."""
    said: list[Said] = []
    for question, outcome in _resolved(questions):
        if model and question.model is not None:
            said.append((question.model, outcome, 1))
        if not model:
            said += [(e.probability, outcome, e.people) for e in question.estimates]
    found = []
    for place in range(BINS):
        inside = [row for row in said if min(int(row[0] * BINS + 1e-9), BINS - 1) == place]
        count = sum(people for _, _, people in inside)
        if count:
            stated = sum(p * people for p, _, people in inside) / count
            happened = sum(y * people for _, y, people in inside) / count
            found.append(Bin(place / BINS, (place + 1) / BINS, count, stated, happened))
    return tuple(found)
