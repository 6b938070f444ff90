"""R24 and R26: separatists and paramilitaries, and the regions frozen before."""

from __future__ import annotations

from collections.abc import Iterable

from wargame.engine import ops
from wargame.engine.contributions import Assignment, Change, Contribution, Draw, Score
from wargame.engine.draws import Draws
from wargame.engine.rule import Game, rule
from wargame.engine.state import State
from wargame.rules import citations as c
from wargame.rules.fields import DOUBLE_DOWN


@rule(
    "separatists.violations",
    phase="pressure",
    number="R24",
    topic="irregulars",
    cites=(c.FORTNA_2008, c.JUDGEMENT),
    formula=(
        "viol ← {v_persistence} viol + {v_persistence:1-} min(fighting {+v_irregular} sep (1 "
        "{+irregular_pressure} V), {v_highest})"
    ),
)
def violations(state: State, game: Game, draws: Draws) -> Iterable[Contribution]:
    """Violations follow the fighting, and irregulars keep them up after it.

    state.violations : (S, B) 0..1.5.
    """
    p = game.parameters
    own = p.v_irregular * state.irregulars
    stirred = own * (p.irregular_pressure * state.red_line)
    wanted = state.fighting + own + stirred
    rate = 1 - p.v_persistence
    yield Change(
        "violations",
        {
            "fades": -rate * state.violations,
            "fighting": rate * state.fighting,
            "irregulars": rate * own,
            "irregulars stirred by the red line": rate * stirred,
            "limit": rate * (ops.clip(wanted, 0.0, p.v_highest) - wanted),
        },
    )


@rule(
    "separatists.irregulars",
    phase="irregulars",
    number="R24",
    topic="irregulars",
    cites=(c.KING_2001, c.JUDGEMENT),
    formula=(
        "sep += {sep_pressure} V {+sep_idle} CF (1−DIP) {-sep_talks} CF·DIP {-sep_mission} "
        "mandate·IMP·CF"
    ),
)
def irregulars(state: State, game: Game, draws: Draws) -> Iterable[Contribution]:
    """Irregulars settle in under a ceasefire without talks; talks and a mandate wear them down.

    state.irregulars : (S, B) 0..1.
    """
    p, truce = game.parameters, state.ceasefire
    mission = ops.largest(state.mandate * state.implemented)
    yield Change(
        "irregulars",
        {
            "red-line pressure": p.sep_pressure * state.red_line,
            "ceasefire without talks": p.sep_idle * truce * (1 - state.diplomacy),
            "talks": -p.sep_talks * truce * state.diplomacy,
            "peacekeepers' mandate": -p.sep_mission * mission * truce,
        },
    )


def flare_odds(state: State, game: Game) -> Score:
    """The chance that each region flares up this quarter, (R, B)."""
    p = game.parameters
    built = state.guarantee * state.implemented * state.credibility
    felt = ops.maximum(p.felt_proposed * state.proposed, state.implemented) * state.guarantee
    used = game.inputs.used
    beside = game.inputs.analogues[:used]  # (Z, R, 1)
    guarded = ops.largest(beside * built[:used, None, :])
    pressed = ops.largest(beside * felt[:used, None, :])
    return Score(
        {
            "base": p.fl_base + 0 * state.flare,
            "Moscow doubles down": p.fl_double_down * ops.flag(state.posture == DOUBLE_DOWN),
            "eroded norm": p.fl_norm * (0.6 - state.norm / 100),
            "balance of forces": p.fl_balance * state.balance,
            "EU support": -p.fl_eu * (state.eu_support - 0.6),
            "the region's own history": game.constants.region_offset,
            "guarantee over the state beside it": -p.fl_guarantee * guarded,
            "red-line pressure of that zone": p.fl_red_line * pressed,
            "energy crisis": p.inject_transnistria
            * state.inject_transnistria
            * game.constants.is_transnistria,
        },
        "logistic",
    )


@rule(
    "separatists.flare_up",
    phase="frozen",
    number="R26",
    topic="frozen-conflict",
    cites=(c.KING_2001, c.KOLOSOV_2022, c.JUDGEMENT),
    formula=(
        "P(flare) = σ({fl_base} {+fl_double_down} [double-down] {+fl_norm} (.6−NORM/100) "
        "{+fl_balance} BAL {-fl_eu} (EU−.6) + region {-fl_guarantee} g·IMP·K beside it "
        "{+fl_red_line} g·felt beside it {+inject_transnistria} [energy crisis])"
    ),
)
def flare_up(state: State, game: Game, draws: Draws) -> Iterable[Contribution]:
    """Transnistria, Abkhazia or South Ossetia may flare up when the norm erodes or Moscow gains.

    state.flare : (R, B) 1 once a serious armed incident has happened.
    """
    score = flare_odds(state, game)
    number = draws.uniform("flare", state.flare.shape[0])
    hit = ops.flag(number < score.value)
    yield Draw("a frozen region flares up", score.value, number, hit, {"flare": score})
    yield Assignment("flare_chance", score.value, "the draw's probability")
    yield Assignment("flare", ops.maximum(state.flare, hit), "an armed incident")
