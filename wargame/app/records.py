"""Plain immutable records that every face shows; no Qt, no arrays of the engine.

A face is a window, the command line or a report.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Effect:
    """How an option moves a measure against "no zone": paired mean difference and its interval."""

    mean: float
    low: float
    high: float
    interval: str  # what low and high are, in words: "luck only, 1.96 standard errors"
    runs: int


@dataclass(frozen=True, slots=True)
class OptionCard:
    """A zone option as it stands on the table, with the terms a person can change."""

    id: str
    name: str
    summary: str  # "Article 5 now, 20,000 troops"
    guarantee: str  # none | article5 | bilateral | eu | un
    guarantee_label: str  # "Article 5", "EU 42(7)", "UN mission"
    in_force_now: bool
    buffer_km: float
    troops_k: float  # thousand guarantor troops
    peacekeepers_k: float  # thousand
    dmz_km: float
    chosen: bool
    editable: tuple[
        str, ...
    ]  # which of in_force_now, buffer_km, troops_k mean anything for this option
    area_km2: float
    population_m: float
    drawn: bool = False  # drawn at the table: its outline can be edited, it can be removed
    # as drawn, longitude and latitude, before the strip along the line is cut off; odd-even
    rings: tuple[tuple[tuple[float, float], ...], ...] = ()


@dataclass(frozen=True, slots=True)
class SectorFigure:
    """One sector of the front after the turn shown."""

    id: str
    name: str
    stability: float  # 0..100
    change: float  # against the turn before
    holds: float  # 0..1 chance that the line moves no more than the threshold in four quarters
    quiet: float  # 0..1 chance that the sector is quiet for four quarters
    deterrence: float  # 0..1
    gap_km: float  # mean distance from front to zone, inf without one
    occupied_share: float  # of the zone inside the sector's cell
    fighting: bool
    net_km2: float  # ground that changed hands this turn, plus = lost by Kyiv
    displacement_km: float  # mean displacement of the line since the start
    length_km: float  # used by the rules
    measured_km: float  # measured on this map
    population_m: float  # used by the rules, pre-war
    salience: float
    irregulars: float  # 0..1 capacity of separatists and paramilitaries
    confidence: float  # 0..1 of the line's position
    basis: str  # "assessed", "state border", "line at sea"
    x: float  # map metres: where its label points
    y: float


@dataclass(frozen=True, slots=True)
class CardPlayed:
    """A decision card as it was revealed when the turn was played."""

    seat: str
    seat_name: str
    title: str
    sector: str  # id of the sector it was played on, empty when it names none
    outcome: str  # why it moved nothing, in words; empty when it took effect
    by: str  # the doctrine that played it; empty for a person
    reasons: tuple[str, ...] = ()  # the doctrine's strongest reasons, strongest first


@dataclass(frozen=True, slots=True)
class VoteView:
    """What the alliance's vote on one zone brought in the turn shown."""

    zone: str  # name of the option
    passed: bool
    blocked: bool  # a single member's veto stopped it
    chance_words: str  # chance of consensus in the quarter, in words
    terms: tuple[tuple[str, float], ...]  # what moved the chance, log-odds, strongest first


@dataclass(frozen=True, slots=True)
class TurnFigures:
    """The indices of one playthrough after one turn."""

    turn: int
    label: str  # "Dec 24"
    period: str  # "September to November 2025", or the start date
    stability: float
    weakest_id: str
    weakest: float
    ceasefire: bool
    ceasefire_age: int  # quarters
    rung: int  # escalation ladder 0..7
    rung_words: str
    lost_km2: float
    norm: float
    frozen: float
    precedent: float
    principle: float
    deescalation: float
    cohesion: float
    reconstruction: float  # bn USD
    casualties: (
        float  # index, 1 = 100,000 Russian killed and wounded in a quarter at full intensity
    )
    implementation: float  # 0..1 of the chosen zone
    option: str  # id of the option in place
    budapest: float  # 0..1 standing of the 1994 assurances
    founding_act: float  # 0..1 strain on the Founding Act
    happened: tuple[str, ...]  # sentences, past tense
    played: tuple[CardPlayed, ...] = ()  # the cards revealed, in the order of the seats
    votes: tuple[VoteView, ...] = ()  # only where the political process decides


@dataclass(frozen=True, slots=True)
class RuleCard:
    """One rule in words, for the panel under Why."""

    id: str
    title: str
    words: str
    formula: str
    topic: str
    topic_question: str
    parameters: tuple[tuple[str, float, str, str], ...]  # name, value, unit, "source (evidence)"
    citations: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Bar:
    """One named contribution to the change of the stability index in the turn shown."""

    id: str
    label: str
    amount: float  # points of overall stability
    sectors: Mapping[str, float]  # sector id -> points of that sector's own index
    lights: str  # what the map lights for it: zone | front | border | none
    rules: tuple[RuleCard, ...]
    causes: tuple[
        tuple[str, float], ...
    ]  # strongest ledger entries behind it: "field: term", amount


@dataclass(frozen=True, slots=True)
class Why:
    """The waterfall from one turn's stability to the next; bars sum to after - before (1e-9)."""

    turn: int
    before: float
    after: float
    bars: tuple[Bar, ...]


@dataclass(frozen=True, slots=True)
class ZoneShape:
    """The chosen zone on the map: closed rings in map metres, holes included (odd-even fill)."""

    option: str
    guarantee: str
    in_force_now: bool
    rings: tuple[NDArray[np.float64], ...]  # each (N, 2)


@dataclass(frozen=True, slots=True)
class Forecast:
    """An ensemble from the state shown to the last turn, and the same dice with no zone."""

    turns: tuple[int, ...]
    mean: tuple[float, ...]
    p10: tuple[float, ...]
    p25: tuple[float, ...]
    p75: tuple[float, ...]
    p90: tuple[float, ...]
    baseline: tuple[float, ...]  # mean with no zone from here on
    ceasefire: tuple[float, float]  # chance of any ceasefire by the last turn: this option, no zone
    ceasefire_end: tuple[float, float]  # in force after the last turn
    clash_words: tuple[str, str]  # direct clash, rung 5 or more, in words
    lost_km2: tuple[float, float]  # mean at the last turn
    runs: int


@dataclass(frozen=True, slots=True)
class Outlook:
    """What the forecast has found so far: the fan, and each option's effect against no zone."""

    forecast: Forecast
    effects: Mapping[str, Effect]  # option id -> change in stability after the last turn
    turn: int  # the turn it starts from
    final: bool  # False while it is being sharpened
    # option id -> mean short-term de-escalation and mean principle after the last turn, each 0..100
    tradeoff: Mapping[str, tuple[float, float]] = field(default_factory=dict)
    earlier: frozenset[str] = frozenset()  # options whose effect is from before the last change


@dataclass(frozen=True, slots=True)
class CardView:
    """A decision card as one seat holds it now."""

    id: str
    title: str
    cost: int  # political capital
    words: str  # what it does
    formula: str
    topic: str
    refusal: str  # why it may not be laid now; empty when it may
    laid: bool  # lies on the table for the next turn
    sector: str  # the sector it names, when it lies
    targets: tuple[str, ...]  # sectors it may name; empty when it names none
    seats_needed: int  # how many seats must play it together


@dataclass(frozen=True, slots=True)
class SeatView:
    """One seat: who plays it, what it can spend, what it holds."""

    id: str
    name: str
    player: str  # the doctrine that plays it; empty for a person
    capital: int  # political capital a turn
    capital_left: int
    most_cards: int  # cards a turn
    cards: tuple[CardView, ...]
    doctrines: tuple[tuple[str, str, str], ...] = ()  # id, name, words of those that can play it


@dataclass(frozen=True, slots=True)
class InjectView:
    """An event from outside the table."""

    id: str
    name: str
    set_by_hand: bool  # happens in the next turn
    happened: bool  # happened in the turn shown


@dataclass(frozen=True, slots=True)
class RegionFigure:
    """A frozen conflict beyond Ukraine, as an analogue."""

    id: str
    name: str
    flared: bool  # a serious armed incident has happened
    flare_chance: float  # 0..1, of one within a year from here, in this model
    troops_k: float
    population_k: float
    patron_share: float  # of the budget paid by Russia
    sources: str


@dataclass(frozen=True, slots=True)
class ForceMark:
    """A unit symbol on the map, to the look of NATO APP-6."""

    id: str
    name: str
    symbol: str  # a picture among the shipped symbols: "guarantor-division"
    at: tuple[float, float]  # map metres
    caption: str  # beside the symbol, short: "3,900 of 20,000"
    words: str  # what it is and where it comes from


@dataclass(frozen=True, slots=True)
class LadderView:
    """The escalation ladder: every rung in words, where it stands, how high it has been."""

    rungs: tuple[str, ...]
    now: int
    highest: int


@dataclass(frozen=True, slots=True)
class SettingView:
    """The mode and the facilitator's switches."""

    mode: str = "adopted"  # adopted | political
    injects: bool = False
    fragile_truce: bool = False
    stalemate_drift: bool = False
    steps_to_war: bool = False
    us_posture: str = ""
    doctrines: tuple[tuple[str, str], ...] = ()
    switched_on: tuple[str, ...] = ()  # everything that is on, in words
    us_postures: tuple[str, ...] = ()  # what us_posture may be, beside the empty word for "drawn"


@dataclass(frozen=True, slots=True)
class SessionView:
    """All that the window shows of one session, taken at one moment."""

    scenario_id: str
    title: str
    as_of: str  # date of the line of contact, in words
    seed: int
    turn: int
    last_turn: int
    can_play: bool
    can_undo: bool
    can_redo: bool
    turn_labels: tuple[str, ...]  # for turns 0..last_turn
    options: tuple[OptionCard, ...]
    chosen: str
    history: tuple[TurnFigures, ...]  # turns 0..turn
    sectors: tuple[SectorFigure, ...]
    why: Why | None  # None before the first turn
    zone: ZoneShape | None
    pending: str = ""  # a decision not yet played: "takes effect with the next turn"
    zones: tuple[ZoneShape, ...] = ()  # every zone that is on
    seats: tuple[SeatView, ...] = ()
    injects: tuple[InjectView, ...] = ()
    regions: tuple[RegionFigure, ...] = ()
    ladder: LadderView = field(default=LadderView((), 0, 0))
    setting: SettingView = field(default=SettingView())
    forces: tuple[ForceMark, ...] = ()

    @property
    def now(self) -> TurnFigures:
        """The figures of the turn shown."""
        return self.history[-1]
