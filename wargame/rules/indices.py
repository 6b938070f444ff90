"""Section 5 of the model: the stability index and the other indices a turn is read by."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from wargame.engine import ops
from wargame.engine.contributions import Assignment, Change, Contribution, Score
from wargame.engine.draws import Draws
from wargame.engine.ops import FloatArray
from wargame.engine.rule import Game, rule
from wargame.engine.state import State
from wargame.rules import citations as c
from wargame.rules import formulas

QUARTERS = 4  # how far the stability index looks ahead


@dataclass(frozen=True, slots=True)
class Stability:
    """The stability index and its two halves."""

    holds: FloatArray  # (S, B) chance that the line moves no more than X km in four quarters
    quiet: FloatArray  # (S, B) chance that the sector is quiet for four quarters
    sectors: FloatArray  # (S, B) 0..100
    overall: FloatArray  # (B,) 0..100
    weakest: FloatArray  # (B,) 0..100


def _survival(state: State, game: Game) -> tuple[FloatArray, FloatArray]:
    """Chances that a ceasefire stays unbroken here for three and for four quarters, (S, B)."""
    p = game.parameters
    terms = formulas.hazard_terms(state, game)
    terms["age of the ceasefire"] = 0.0
    odds = ops.total(terms.values())
    log_alive, after_three = ops.log1p(0.0 * odds), 0.0 * odds
    for quarter in range(QUARTERS):
        z = odds + formulas.hazard_of_age(state.ceasefire_age + quarter, game)
        general = formulas.over_front(ops.logistic(z), game.constants.importance)
        local = 0.5 * ops.logistic(z + p.h_local) * (1 - general)
        log_alive = log_alive + ops.log1p(-ops.clip(general, 0.0, 0.999))
        log_alive = log_alive + ops.log1p(-ops.clip(local, 0.0, 0.999))
        if quarter == QUARTERS - 2:
            after_three = ops.exp(log_alive)
    return after_three, ops.exp(log_alive)


def _hold(log_quarters: FloatArray, state: State, game: Game) -> FloatArray:
    """Chance that so many quarters of war move the line no more than X km, (S, B)."""
    p = game.parameters
    pace = formulas.log_pace(state, game)
    pace["local pressure"] = p.index_pressure * state.pressure  # what of it lasts on average
    log_rate = game.constants.log_speed + ops.total(pace.values()) + 0.5 * p.m_common * p.m_common
    room = ops.log(p.index_km) - log_rate - log_quarters
    return ops.normal_cdf(room / p.index_sigma + 0.5 * p.index_sigma)


def stability(state: State, game: Game) -> Stability:
    """FSI = 100 (phi holds + (1 - phi) quiet): an unmoving but burning line earns at most 35.

    Reads deterrence, red_line and onset_chance of the state. Analytic form of model.md section 5.
    """
    p, onset, truce = game.parameters, state.onset_chance, state.ceasefire
    three, four = _survival(state, game)
    quiet = truce * four + (1 - truce) * onset * three
    in_war = _hold(ops.log(QUARTERS * (1 - p.index_onset * onset)), state, game)
    in_half = _hold(ops.log(2.0 + 0 * onset), state, game)
    holds = truce * (four + (1 - four) * in_half) + (1 - truce) * (onset + (1 - onset) * in_war)
    sectors = 100 * (p.index_phi * holds + (1 - p.index_phi) * quiet)
    mean = formulas.over_front(sectors, game.constants.importance)
    first, second = ops.two_smallest(sectors)
    weak = p.index_weak_share
    overall = (1 - weak) * mean + weak * 0.5 * (first + second)
    return Stability(holds, quiet, sectors, overall, first)


@rule(
    "indices.stability",
    phase="indices",
    number="section 5",
    topic="calm-or-principle",
    cites=(c.LINE_DATA, c.MODEL_FIT, c.JUDGEMENT),
    formula=(
        "FSI = 100 ({index_phi} P(line moves at most {index_km} km) + {index_phi:1-} P(quiet));  "
        "overall = {index_weak_share:1-} mean + {index_weak_share} two weakest"
    ),
)
def stability_index(state: State, game: Game, draws: Draws) -> Iterable[Contribution]:
    """Stability looks four quarters ahead: does the line hold, and is it quiet?

    state.stability : (S, B) 0..100; state.stability_overall : (B,) 0..100.
    """
    found = stability(state, game)
    for name, value in (
        ("holds", found.holds),
        ("quiet", found.quiet),
        ("stability", found.sectors),
        ("stability_overall", found.overall),
        ("weakest", found.weakest),
    ):
        yield Assignment(name, value, "the index of section 5")


@rule(
    "indices.calm",
    phase="norms",
    number="section 5",
    topic="calm-or-principle",
    cites=(c.JUDGEMENT,),
    formula="calm += .4 (1−heat) + .3 (1−rung/7) + .3 (1−casualty rate), first four turns",
)
def calm(state: State, game: Game, draws: Draws) -> Iterable[Contribution]:
    """The first four turns are counted for short-term de-escalation.

    state.calm : (B,) sum over the first four turns, 0..4.
    """
    heat = formulas.heat(state, game)
    early = ops.flag(state.turn <= QUARTERS)
    yield Change(
        "calm",
        {
            "a quiet front": early * (0.4 * (1 - heat)),
            "a low rung": early * (0.3 * (1 - state.rung / 7)),
            "few casualties": early * (0.3 * (1 - ops.minimum(1.0, heat))),
        },
    )


@rule(
    "indices.values",
    phase="indices",
    number="section 5, R28",
    topic="calm-or-principle",
    cites=(c.ALTMAN_2017, c.JUDGEMENT),
    formula=(
        "STD = 100 mean calm;  PRI = {principle_norm} NORM {+principle_ground} "
        "(1−LOST/{principle_lost}) {+principle_frozen} (1−FRZ);  "
        "PREC = 100 − NORM {+precedent_step} [conquest kept and accepted]"
    ),
)
def values(state: State, game: Game, draws: Draws) -> Iterable[Contribution]:
    """De-escalation and principle are shown side by side and never added together.

    Precedent: what a revisionist power elsewhere may learn.
    state.deescalation : (B,) 0..100; state.principle, state.precedent alike.
    """
    p = game.parameters
    turns = ops.maximum(1.0, ops.minimum(state.turn, float(QUARTERS)))
    yield Assignment("deescalation", 100 * state.calm / turns, "mean calm of the first turns")
    kept = 1 - ops.clip(state.lost / p.principle_lost, 0.0, 1.0)
    principle = Score(
        {
            "sovereignty norm": p.principle_norm * state.norm,
            "ground kept": p.principle_ground * kept,
            "no frozen conflict": p.principle_frozen * (1 - state.frozen),
        }
    )
    yield Assignment("principle", principle.value, "a weighted sum", principle)
    precedent = formulas.precedent(state, game)
    yield Assignment("precedent", precedent.value, "a sum of named terms", precedent)
