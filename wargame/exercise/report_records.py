"""What a document of an exercise is made from: plain records, gathered by who knows the game."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterator
from dataclasses import dataclass, field

from wargame.engine.errors import WargameError
from wargame.exercise.evaluation import RATINGS
from wargame.exercise.overview import Overview

Refs = tuple[int, ...]  # numbers of log events


class DanglingReference(WargameError):
    """A statement cites a log event that the log does not have."""

    def __init__(self, where: str, event: int) -> None:
        self.where, self.event = where, event
        super().__init__(f"{where} cites log event {event}, but the log has no such event")


@dataclass(frozen=True, slots=True)
class Grid:
    """One table: a title, heads, rows of words, and for each row the log events it rests on."""

    id: str  # of the table, also the name of its file: "rulings"
    title: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    refs: tuple[Refs, ...] = ()  # one a row, or none at all
    note: str = ""
    widths: tuple[int, ...] = ()  # per cent of the width; even where empty
    numbers: bool = False  # many columns: smaller letters

    @property
    def cited(self) -> bool:
        """Whether any row rests on a log event."""
        return any(self.refs)

    @property
    def named(self) -> tuple[dict[str, str], ...]:
        """Each row with its cells by the heads they stand under."""
        return tuple(dict(zip(self.heads, row, strict=True)) for row in self.rows)

    def refs_of(self, row: int) -> Refs:
        """The log events that a row rests on."""
        return self.refs[row] if self.refs else ()


@dataclass(frozen=True, slots=True)
class Picture:
    """A map as PNG or a chart as SVG; `width` and `height` in CSS pixels."""

    id: str
    alt: str  # for who cannot see it
    caption: str
    width: int
    height: int
    png: bytes = b""
    svg: str = ""  # made by `report_charts`, which escapes what it writes

    @property
    def source(self) -> str:
        """The PNG as an address that needs no other file."""
        return f"data:image/png;base64,{b64encode(self.png).decode('ascii')}"


@dataclass(frozen=True, slots=True)
class Finding:
    """A Strength or an Area for Improvement, with the log events that show it."""

    text: str
    refs: Refs


@dataclass(frozen=True, slots=True)
class RatedObjective:
    """What the exercise is for, how it went, and what in the log shows it."""

    id: str  # "O1"
    text: str
    tasks: tuple[str, ...] = ()  # critical tasks
    shown: str = ""  # what the log shows
    rating: str = ""  # P | S | M | U; empty when nobody has rated it
    refs: Refs = ()


@dataclass(frozen=True, slots=True)
class Module:
    """A part of the exercise with its discussion questions."""

    title: str
    minutes: int
    text: str = ""
    questions: tuple[str, ...] = ()
    prompts: tuple[str, ...] = ()  # for the Facilitator


@dataclass(frozen=True, slots=True)
class Moment:
    """A turn that decided much: its map, its ledger, and what each option would have done."""

    title: str
    words: tuple[str, ...]
    refs: Refs
    ledger: Grid
    options: Grid | None = None
    map: Picture | None = None


@dataclass(frozen=True, slots=True)
class SeatSheet:
    """The handout of one seat: what everybody knows, what it alone may see, what it can do."""

    id: str
    name: str
    words: str
    facts: Grid
    own: Grid
    cards: Grid


@dataclass(frozen=True, slots=True)
class Paperwork:
    """What people of the exercise wrote, in words; what nobody wrote is empty or None."""

    overview: Overview = field(default_factory=Overview)
    objectives: tuple[RatedObjective, ...] = ()
    modules: tuple[Module, ...] = ()
    agenda: Grid | None = None
    injects: Grid | None = None
    published: Grid | None = None
    decisions: Grid | None = None
    estimates: tuple[Grid, ...] = ()
    calibration: Picture | None = None
    observations: Grid | None = None
    strengths: tuple[Finding, ...] = ()
    improvements: tuple[Finding, ...] = ()
    plan: Grid | None = None
    feedback: Grid | None = None
    participants: Grid | None = None
    statements: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Report:
    """All that the documents of one session say; an empty part is left out of a document."""

    overview: Overview
    about: tuple[str, ...]  # scenario, seed, program: at the head of every document
    situation: str = ""  # the scenario in words
    objectives: tuple[RatedObjective, ...] = ()
    modules: tuple[Module, ...] = ()
    agenda: Grid | None = None
    roles: Grid | None = None
    timeline: Picture | None = None
    map: Picture | None = None
    turns: Grid | None = None
    moments: tuple[Moment, ...] = ()
    options: tuple[Grid, ...] = ()
    account: Grid | None = None
    rulings: Grid | None = None
    decisions: Grid | None = None
    estimates: tuple[Grid, ...] = ()
    calibration: Picture | None = None
    observations: Grid | None = None
    strengths: tuple[Finding, ...] = ()
    improvements: tuple[Finding, ...] = ()
    plan: Grid | None = None
    feedback: Grid | None = None
    participants: Grid | None = None
    injects: Grid | None = None
    published: Grid | None = None
    seats: tuple[SeatSheet, ...] = ()
    sources: Grid | None = None
    assumptions: tuple[str, ...] = ()
    structure: tuple[str, ...] = ()  # how the exercise runs, in paragraphs
    foot: str = "In this model; not a forecast of events."
    statements: tuple[str, ...] = ()  # of the Participant Feedback Form, rated 1 to 5
    log: Grid | None = None
    events: frozenset[int] = field(default=frozenset())  # numbers that may be cited

    @property
    def rated(self) -> Grid:
        """Every objective with its rating, as a table."""
        return Grid(
            "objectives",
            "Objectives",
            ("", "Objective", "What the log shows", "Rating"),
            tuple((o.id, o.text, o.shown, o.rating or "not rated") for o in self.objectives),
            tuple(o.refs for o in self.objectives),
            " \N{MIDDLE DOT} ".join(f"{key} {words}" for key, words in RATINGS.items()),
            (5, 45, 30, 8),
        )

    @property
    def findings(self) -> Grid:
        """Strengths and Areas for Improvement, as one table for a spreadsheet."""
        groups = (("Strength", self.strengths), ("Area for Improvement", self.improvements))
        rows = [
            (kind, str(number), finding.text, finding.refs)
            for kind, found in groups
            for number, finding in enumerate(found, 1)
        ]
        return Grid(
            "findings",
            "Strengths and Areas for Improvement",
            ("Kind", "Number", "Finding"),
            tuple(row[:3] for row in rows),
            tuple(row[3] for row in rows),
        )

    def tables(self) -> Iterator[Grid]:
        """Every table that has a row, in the order of the documents."""
        parts = (
            self.rated, self.agenda, self.roles, self.turns, *self.options,
            *(grid for moment in self.moments for grid in (moment.ledger, moment.options)),
            self.account, self.rulings, self.decisions, *self.estimates, self.observations,
            self.findings, self.plan, self.feedback, self.participants, self.published,
            self.injects,
            *(g for seat in self.seats for g in (seat.facts, seat.own, seat.cards)),
            self.sources, self.log,
        )  # fmt: skip
        return (grid for grid in parts if grid is not None and grid.rows)

    def pictures(self) -> Iterator[Picture]:
        """Every map and chart, each once."""
        maps = (moment.map for moment in self.moments)
        every = (self.map, self.timeline, self.calibration, *maps)
        return iter({picture.id: picture for picture in every if picture is not None}.values())

    def check(self) -> None:
        """Nothing happens when every citation resolves; otherwise DanglingReference names one."""
        for where, refs in self._citations():
            for event in refs:
                if event not in self.events:
                    raise DanglingReference(where, event)

    def _citations(self) -> Iterator[tuple[str, Refs]]:
        for grid in self.tables():
            for index in range(len(grid.rows)):
                yield f"{grid.title}, row {index + 1}", grid.refs_of(index)
        for moment in self.moments:
            yield moment.title, moment.refs
