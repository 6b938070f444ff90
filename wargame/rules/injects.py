"""Section 3.2: events from outside the table, drawn by hazard or set by the facilitator's hand."""

from __future__ import annotations

from collections.abc import Iterable

from wargame.engine import ops
from wargame.engine.contributions import Assignment, Change, Contribution, Draw, Score
from wargame.engine.draws import Draws
from wargame.engine.ops import FloatArray
from wargame.engine.rule import Game, rule
from wargame.engine.state import State
from wargame.rules import citations as c
from wargame.rules import formulas

# The injects whose hazard is a plain chance a quarter: field, and parameter of the chance.
HAZARDS = {
    "inject_stray_missile": "hazard_stray",
    "inject_sabotage": "hazard_sabotage",
    "inject_leadership": "hazard_leadership",
    "inject_exchange": "hazard_exchange",
    "inject_winter_strikes": "hazard_winter",
    "inject_election_hawk": "hazard_election",
    "inject_election_cautious": "hazard_election",
    "inject_mission_casualties": "hazard_mission",
    "inject_distraction": "hazard_distraction",
    "inject_transnistria": "hazard_transnistria",
    "inject_breakthrough_kyiv": "hazard_breakthrough",
    "inject_breakthrough_moscow": "hazard_breakthrough",
}


def _possible(field: str, state: State, game: Game) -> FloatArray:
    """1 where an inject can happen at all this quarter, (B,)."""
    if field == "inject_winter_strikes":
        return ops.choose(state.turn % 4, game.constants.winter)
    if field == "inject_mission_casualties":
        return ops.largest(ops.flag(state.peacekeepers_k * state.implemented > 0))
    return 1.0 + 0.0 * state.turn


@rule(
    "injects.hazards",
    phase="hazards",
    number="3.2",
    topic="calm-or-principle",
    cites=(c.JUDGEMENT,),
    formula="each inject with its own chance a quarter, when events are drawn",
)
def hazards(state: State, game: Game, draws: Draws) -> Iterable[Contribution]:
    """Events from outside may happen; a facilitator may also set them by hand.

    state.inject_sabotage : (B,), and every other inject alike; flags of this turn.
    """
    drawn = float(game.constants.injects_drawn)
    for field, name in HAZARDS.items():
        odds = formulas.constant_odds(getattr(game.parameters, name))
        chance = odds.value * _possible(field, state, game) * drawn
        number = draws.uniform(field)
        hit = ops.flag(number < chance)
        if drawn:
            yield Draw(field, chance, number, hit, {field: odds})
        yield Assignment(field, ops.maximum(state[field], hit), "the draw, or by hand")


@rule(
    "injects.revisionist",
    phase="hazards",
    number="R28",
    topic="precedent",
    cites=(c.ALTMAN_2017, c.JUDGEMENT),
    formula="P = σ({hazard_revisionist} {+hazard_precedent} (PREC−40)), when events are drawn",
)
def revisionist(state: State, game: Game, draws: Draws) -> Iterable[Contribution]:
    """A revisionist power elsewhere moves when conquest seems to pay.

    state.inject_revisionist : (B,) 1 where it happens.
    """
    p = game.parameters
    score = Score(
        {
            "base": p.hazard_revisionist + 0 * state.norm,
            "precedent": p.hazard_precedent * (formulas.precedent(state, game).value - 40),
        },
        "logistic",
    )
    chance = score.value * float(game.constants.injects_drawn)
    number = draws.uniform("revisionist")
    hit = ops.flag(number < chance)
    yield Draw("a revisionist power moves elsewhere", chance, number, hit, {"precedent": score})
    yield Assignment("inject_revisionist", ops.maximum(state.inject_revisionist, hit), "the draw")


@rule(
    "injects.effects",
    phase="shocks",
    number="3.2",
    topic="calm-or-principle",
    cites=(c.JUDGEMENT,),
    formula="each inject changes the fields it names, in this turn",
)
def effects(state: State, game: Game, draws: Draws) -> Iterable[Contribution]:
    """Each event that happened leaves its mark, under its own name.

    A stray missile enters the ladder, an energy crisis the flare-ups.
    """
    p = game.parameters
    loss = p.inject_election
    yield Change("us_commitment", {
        "sabotage": -p.inject_sabotage * state.inject_sabotage,
        "a crisis elsewhere": -p.inject_distraction * state.inject_distraction,
        "a revisionist power elsewhere": -p.inject_revisionist_us * state.inject_revisionist,
    })  # fmt: skip
    yield Change("eu_support", {"sabotage": -p.inject_sabotage * state.inject_sabotage})
    yield Change("cautious_resolve", {
        "sabotage": -p.inject_sabotage_cautious * state.inject_sabotage,
        "election upset": -loss * state.inject_election_cautious,
    })  # fmt: skip
    yield Change("hawk_resolve", {"election upset": -loss * state.inject_election_hawk})
    yield Change("diplomacy", {
        "sabotage": -p.inject_sabotage_diplomacy * state.inject_sabotage,
        "exchange of prisoners": p.inject_exchange * state.inject_exchange,
        "a revisionist power elsewhere": -p.inject_revisionist_talks * state.inject_revisionist,
    })  # fmt: skip
    truce = state.ceasefire * state.inject_exchange
    yield Change("quality", {"exchange of prisoners": p.inject_exchange_quality * truce})
    yield Change("resolve", {"leadership shock": -p.inject_leadership * state.inject_leadership})
    yield Change(
        "dissent", {"leadership shock": p.inject_leadership_dissent * state.inject_leadership}
    )
    winter = state.inject_winter_strikes
    yield Change("reconstruction", {"winter strikes": -p.inject_winter_money * winter})
    yield Change("exhaustion", {"winter strikes": p.inject_winter * winter})
    struck = state.inject_mission_casualties * ops.flag(state.mandate > 0)
    yield Change("mandate", {"casualties among peacekeepers": -p.inject_mission * struck})
    yield Change("balance", {
        "arms breakthrough for Moscow": p.inject_breakthrough * state.inject_breakthrough_moscow,
        "arms breakthrough for Kyiv": -p.inject_breakthrough * state.inject_breakthrough_kyiv,
    })  # fmt: skip
