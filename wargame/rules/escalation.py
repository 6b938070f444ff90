"""R13: the escalation ladder, a teaching aid; no frequency data exist above rung 4."""

from __future__ import annotations

from collections.abc import Iterable

from wargame.engine import ops
from wargame.engine.contributions import Assignment, Contribution, Draw, Score
from wargame.engine.draws import Draws
from wargame.engine.rule import Game, rule
from wargame.engine.state import State
from wargame.rules import citations as c
from wargame.rules import formulas


def _step_up(state: State, game: Game) -> Score:
    """The chance of one rung up this quarter, (B,)."""
    p, rung = game.parameters, state.rung
    shield = ops.largest(state.credibility * state.implemented * state.guarantee)
    at_four = p.e_widened + p.e_widened_exposure * state.exposure
    at_rung = ops.where(rung >= 6, p.e_theatre, 0.0)
    at_rung = ops.where(rung == 5, p.e_widened + p.e_clash, at_rung)
    return Score(
        {
            "base": p.e_base + 0 * state.diplomacy,
            "red-line pressure": p.e_red_line * state.red_line * formulas.steps_to_war(state, game),
            "nuclear signalling": p.card_nuclear * ops.flag(state.order_nuclear > 0),
            "stray missile or drone": p.inject_stray * state.inject_stray_missile,
            "exposure of guarantors": p.e_exposure * state.exposure,
            "Moscow's posture": formulas.by_posture(
                state, p.e_restrained, p.e_double_down, p.e_restrained
            ),
            "diplomatic channel": -p.e_diplomacy * state.diplomacy,
            "divided alliance": p.e_division * (1 - state.cohesion),
            "deterrence once quiet": -p.e_shield * shield * state.ceasefire,
            "rung already reached": ops.where(rung == 4, at_four, at_rung),
        },
        "logistic",
    )


@rule(
    "escalation.ladder",
    phase="ladder",
    number="R13",
    topic="moscow-doubles-down",
    cites=(c.BENSON_2011, c.KENWICK_2015, c.JUDGEMENT),
    formula=(
        "logit P(up) = {e_base} {+e_red_line} V {+e_exposure} X + posture {-e_diplomacy} DIP "
        "{+e_division} (1−COH) {-e_shield} K·IMP·g·CF + rung;  P(down) = {down}, from rung 5 on "
        "{down_high}"
    ),
)
def ladder(state: State, game: Game, draws: Draws) -> Iterable[Contribution]:
    """Pressure, exposure and division push the conflict up a rung; it steps down toward its base.

    The base is 3 in war, 2 with repeated breaches, 1 in a ceasefire. state.rung : (B,) 0..7.
    """
    p, rung = game.parameters, state.rung
    score = _step_up(state, game)
    number = draws.uniform("up")
    up = ops.flag(number < score.value)
    breaches = formulas.heat(state, game) > p.breach_share
    base = ops.where(state.ceasefire > 0, ops.where(breaches, 2.0, 1.0), 3.0)
    base = ops.where(state.settled > 0, 0.0, base)
    calmer = Score({"chance": ops.logit(ops.where(rung >= 5, p.down_high, p.down))}, "logistic")
    down_number = draws.uniform("down")
    down = ops.flag((up < 1) & (rung > base) & (down_number < calmer.value))
    held = ops.maximum(rung, base)
    new = ops.clip(ops.where(up > 0, held + 1, ops.where(down > 0, rung - 1, held)), 0.0, 7.0)
    yield Draw("one rung up", score.value, number, up, {"up": score})
    yield Draw("one rung down", calmer.value, down_number, down, {"down": calmer})
    yield Assignment("rung", new, "the ladder's draws")
    yield Assignment("rung_max", ops.maximum(state.rung_max, new), "the highest so far")
    yield Assignment("clash", ops.maximum(state.clash, ops.flag(new >= 5)), "rung 5 or more")
