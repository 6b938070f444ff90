"""People's estimates before a resolution, and how they did beside the model's forecast.

Brier score: the mean of (probability stated - what happened) squared; 0 is perfect, always saying
one half scores 0.25 (Brier 1950, Monthly Weather Review 78).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from pydantic import Field

from wargame.exercise.records import Record, Text

BINS = 5  # of equal width; a table of forty people fills no more (our judgement)
MODEL = "The model's forecast"
HANDS = "Show of hands"
HAND_STEPS = (0.1, 0.3, 0.5, 0.7, 0.9)  # what a room is asked for, one after another
COIN = 0.25  # the Brier score of always saying one half
# Below these a score or a bin says more about chance than about anybody (our judgement).
FEW_QUESTIONS, FEW_ANSWERS = 5, 5

Kind = Literal["ceasefire", "truce_holds", "clash", "stability", "lost", "sector"]


class Estimate(Record):
    """How probable somebody, or a show of hands, says it is."""

    who: Text
    team: Text = ""
    probability: float = Field(ge=0, le=1)
    people: int = Field(default=1, ge=1, le=10_000)  # by show of hands: how many say so
    hands: bool = False  # a show of hands: `who` is HANDS, one estimate for each probability

    @property
    def key(self) -> tuple[str, str, float]:
        """Whose it is: a later one with the same key takes its place."""
        return (self.who, self.team, self.probability) if self.hands else (self.who, "", -1.0)


class Event(Record):
    """What a question is about where the model can answer it, and the played turn resolves it.

    `turn` is the last turn it speaks of; `value` the stability, 0 to 100, or the square kilometres
    it speaks of; `sector` the id of one. "lost" and "sector" and "stability" are looked at after
    that turn, the others over all turns from the one at which it was asked.
    """

    kind: Kind
    turn: int = Field(ge=1)
    value: float = 0.0
    sector: Text = ""

    @property
    def in_words_only(self) -> bool:
        """Whether it lies above escalation rung 4, where chances are words, not numbers."""
        return self.kind == "clash"


class Question(Record):
    """A stated event that happens or not, with what people and the model said before."""

    id: Text
    text: Text
    turn: int = Field(default=0, ge=0)  # asked after so many turns
    model: float | None = Field(default=None, ge=0, le=1)
    estimates: tuple[Estimate, ...] = ()
    outcome: bool | None = None  # None: not resolved
    event: Event | None = None  # None: resolved by hand
    model_words: Text = ""  # "low": shown in place of a number above escalation rung 4
    runs: int = Field(default=0, ge=0)  # playthroughs behind `model`

    @property
    def model_said(self) -> str:
        """The model's answer as people may read it; empty where it has none."""
        if self.model is None:
            return ""
        return self.model_words or f"{100 * self.model:.0f} %"


@dataclass(frozen=True, slots=True)
class Score:
    """How well somebody did over the questions that were resolved."""

    who: str
    questions: int
    brier: float  # 0 perfect .. 1

    @property
    def words(self) -> str:
        """How it stands against always saying 50 %, once there is enough to say so."""
        if self.questions < FEW_QUESTIONS:
            return "too few to say"
        return "better than always 50 %" if self.brier < COIN else "no better than always 50 %"


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
        for who, rows in sorted(said.items(), key=lambda entry: entry[0].casefold())
    )


def by_person(questions: Iterable[Question]) -> tuple[Score, ...]:
    """Everybody's score, by name: this is no ranking."""
    said: dict[str, list[tuple[str, Said]]] = {}
    for question, outcome in _resolved(questions):
        for e in question.estimates:
            row = (question.id, (e.probability, outcome, e.people))
            said.setdefault(e.who, []).append(row)
    return _scores(said)


def by_team(questions: Iterable[Question]) -> tuple[Score, ...]:
    """Each team's score, by name: the mean over its people's statements; without a team, none."""
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
