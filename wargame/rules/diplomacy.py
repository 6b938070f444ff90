"""R31: the diplomatic channel."""

from __future__ import annotations

from collections.abc import Iterable

from wargame.engine import ops
from wargame.engine.contributions import Assignment, Contribution, Draw, Drift, Score
from wargame.engine.draws import Draws
from wargame.engine.rule import Game, rule
from wargame.engine.state import State
from wargame.rules import citations as c


@rule(
    "diplomacy.channel",
    phase="society",
    number="R31",
    topic="guarantee-and-diplomacy",
    cites=(c.FEARON_1995, c.JUDGEMENT),
    formula=(
        "DIP → {dip_level} {+dip_ceasefire} CF {+dip_deal} deal {-dip_red_line} V {-dip_wider} "
        "[rung ≥ 4], rate {dip_rate}"
    ),
)
def channel(state: State, game: Game, draws: Draws) -> Iterable[Contribution]:
    """A ceasefire or a deal on offer widens the channel; pressure and a wider war narrow it.

    state.diplomacy : (B,) 0..1.
    """
    p = game.parameters
    target = Score(
        {
            "ceasefire": p.dip_ceasefire * state.ceasefire,
            "US deal on offer": p.dip_deal * ops.choose(state.us_posture, p.us_deal),
            "red-line pressure": -p.dip_red_line * state.red_line,
            "wider war": -p.dip_wider * ops.flag(state.rung >= 4),
        }
    )
    noise = p.dip_noise * draws.normal("channel")
    yield Drift("diplomacy", target, p.dip_rate, neutral=p.dip_level, noise=noise)


@rule(
    "diplomacy.settlement",
    phase="norms",
    number="R31",
    topic="guarantee-and-diplomacy",
    cites=(c.WALTER_2002, c.JUDGEMENT),
    formula=(
        "if age ≥ {set_age} and DIP > {set_channel}: σ({set_base} {+set_diplomacy} (DIP−.5) "
        "{+set_guarantee} K·g {-set_frozen} FRZ)"
    ),
)
def settlement(state: State, game: Game, draws: Draws) -> Iterable[Contribution]:
    """A long ceasefire with an open channel may become a settlement.

    A settlement ends the ladder, makes collapse far less likely and thaws the conflict.
    state.settled : (B,).
    """
    p = game.parameters
    shield = ops.largest(state.credibility * state.guarantee)
    score = Score(
        {
            "base": p.set_base + 0 * state.diplomacy,
            "diplomacy": p.set_diplomacy * (state.diplomacy - 0.5),
            "credible guarantee": p.set_guarantee * shield,
            "frozen conflict": -p.set_frozen * state.frozen,
        },
        "logistic",
    )
    number = draws.uniform("settlement")
    ripe = (state.ceasefire_age >= p.set_age) & (state.diplomacy > p.set_channel)
    reached = ops.flag((number < score.value) & ripe) * state.ceasefire
    yield Draw("a settlement is reached", score.value, number, reached, {"settlement": score})
    yield Assignment("settled", ops.maximum(state.settled, reached), "a settlement")
