"""What the rulebook holds: plain immutable records, for a page, a window or a test."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Figure:
    """A number with its range, unit, source and evidence, as a row of a table."""

    name: str
    meaning: str
    value: str
    range: str  # "−2.2 to −0.6", or empty where it is not sampled
    unit: str
    source: str
    evidence: str


@dataclass(frozen=True, slots=True)
class Changed:
    """A field of the state that a rule may change."""

    name: str
    meaning: str
    unit: str


@dataclass(frozen=True, slots=True)
class Sum:
    """Named terms, their sum, and what follows from it."""

    name: str  # "Moscow", "hazard"; empty where there is only one
    terms: tuple[tuple[str, float], ...]
    nothing: tuple[str, ...]  # terms that are zero here
    total: float
    link: str  # sum | logistic | exp | tanh
    value: float


@dataclass(frozen=True, slots=True)
class Step:
    """One thing a rule did in a worked example: a change of a field, or a draw."""

    kind: str  # change | drift | assignment | draw
    name: str  # what changed or was drawn, in words
    place: str  # the sector, region or zone; empty where there is none
    field: str  # empty for a draw
    sums: tuple[Sum, ...]
    said: tuple[str, ...]  # sentences with the numbers
    before: float | None = None
    by: float | None = None  # what this rule added
    after: float | None = None  # after the phase, other rules and limits included


@dataclass(frozen=True, slots=True)
class Example:
    """What a rule did in one turn of one game, as the engine played it."""

    where: str  # "Gov-held, in force now, as if adopted, turn 3 (...), seed 1"
    option: str
    turn: int
    playthrough: int
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class RulePage:
    """All there is to say of one rule."""

    id: str
    number: str  # "R10"
    phase: str
    title: str
    words: str
    formula: tuple[str, ...]  # line by line
    topic: str
    question: str
    parameters: tuple[Figure, ...]
    citations: tuple[tuple[str, str, str], ...]  # key, text, evidence
    changes: tuple[Changed, ...]
    example: Example | None


@dataclass(frozen=True, slots=True)
class Phase:
    """A phase of the turn with its rules, in the order played."""

    name: str
    rules: tuple[RulePage, ...]


@dataclass(frozen=True, slots=True)
class TopicPage:
    """A question in the room, the rules that answer it, and others that bear on it."""

    id: str
    question: str
    rules: tuple[str, ...]  # rules that name it
    others: tuple[str, ...]  # rules that bear on it and name another


@dataclass(frozen=True, slots=True)
class SharedFormula:
    """A formula that several rules share."""

    number: str
    words: str
    rules: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CardPage:
    """A decision card."""

    id: str
    title: str
    seats: tuple[str, ...]
    cost: int
    needs: str  # why it is refused when it is; empty when it may always be played
    seats_needed: int
    target: bool  # it names a sector
    effect: str
    formula: str
    rule: str
    others: tuple[str, ...]  # rules that read its order too


@dataclass(frozen=True, slots=True)
class Named:
    """Something with a name and a sentence: an inject, an index, a switch, a group."""

    id: str
    name: str
    words: str
    rules: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Sheet:
    """A zone option, a region or a sector with its figures."""

    id: str
    name: str
    words: str
    source: str
    evidence: str
    figures: tuple[Figure, ...]


@dataclass(frozen=True, slots=True)
class SourceLine:
    """A source, how sure we are of it, and where it is used."""

    text: str
    evidence: str
    rules: tuple[str, ...]
    parameters: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Book:
    """The whole rulebook of one scenario."""

    scenario: str
    title: str
    description: str
    start: str
    phases: tuple[Phase, ...]
    topics: tuple[TopicPage, ...]
    numbers: tuple[tuple[str, tuple[str, ...]], ...]  # "R10" and the rules that carry it
    shared: tuple[SharedFormula, ...]
    symbols: tuple[tuple[str, str], ...]
    seats: tuple[Named, ...]
    cards: tuple[CardPage, ...]
    injects: tuple[Named, ...]
    indices: tuple[Named, ...]
    ladder: tuple[str, ...]
    groups: tuple[Named, ...]  # of the ledger of the stability index
    measures: tuple[Named, ...]
    options: tuple[Sheet, ...]
    regions: tuple[Sheet, ...]
    sectors: tuple[Sheet, ...]
    opening: tuple[Figure, ...]
    switches: tuple[Named, ...]
    sources: tuple[SourceLine, ...]
    doubts: tuple[Named, ...]

    @property
    def rules(self) -> Mapping[str, RulePage]:
        """Every rule by its id, in the order played."""
        return {rule.id: rule for phase in self.phases for rule in phase.rules}
