"""R17, R20, R22, R33: the United States, European support, the balance of forces and the bill."""

from __future__ import annotations

from collections.abc import Iterable

from wargame.engine import ops
from wargame.engine.contributions import Assignment, Change, Contribution, Draw, Drift, Score
from wargame.engine.draws import Draws
from wargame.engine.rule import Game, rule
from wargame.engine.state import State
from wargame.rules import citations as c
from wargame.rules import formulas
from wargame.rules.fields import DOUBLE_DOWN


@rule(
    "support.us_posture",
    phase="injects",
    number="R17",
    topic="us-turn",
    cites=(c.KIEL, c.JUDGEMENT),
    formula=(
        "turn 1: the new administration; after turn {us_settled_turns}: redrawn with chance "
        "{us_redraw}"
    ),
)
def us_posture(state: State, game: Game, draws: Draws) -> Iterable[Contribution]:
    """A new administration takes office in the first turn; later its course may turn again.

    state.us_posture : (B,) supportive, transactional or disengaged.
    """
    p = game.parameters
    odds = formulas.constant_odds(p.us_redraw)
    chance = odds.value + 0 * state.us_posture
    number = draws.uniform("redraw")
    turned = ops.flag((number < chance) & (state.turn > p.us_settled_turns))
    turned = ops.maximum(turned, state.inject_us_turn)
    pick = draws.uniform("new course")
    supportive, transactional, _ = p.us_redraw_shares
    course = ops.where(
        pick < supportive, 0.0, ops.where(pick < supportive + transactional, 1.0, 2.0)
    )
    new = ops.where(turned > 0, course, state.us_posture)
    new = ops.where(state.turn == 1, state.us_posture_next, new)
    yield Draw("the US course turns", chance, number, turned, {"redraw": odds})
    yield Assignment("us_posture", new, "administration in office")


@rule(
    "support.us_commitment",
    phase="us",
    number="R17",
    topic="us-turn",
    cites=(c.KIEL, c.JUDGEMENT),
    formula="U → {us_levels[0]}, {us_levels[1]} or {us_levels[2]} by posture, rate {us_rate}",
)
def us_commitment(state: State, game: Game, draws: Draws) -> Iterable[Contribution]:
    """US commitment drifts to what the administration's posture supports.

    state.us_commitment : (B,) .02..0.98.
    """
    p = game.parameters
    target = Score({"the administration's posture": ops.choose(state.us_posture, p.us_levels)})
    noise = p.us_noise * draws.normal("commitment")
    yield Drift("us_commitment", target, p.us_rate, noise=noise)


@rule(
    "support.eu_support",
    phase="alliance",
    number="R20a",
    topic="eu-role",
    cites=(c.KIEL, c.JUDGEMENT),
    formula=(
        "EU → {eu_level} {+eu_compensates} ({eu_us_reference}−U) {-eu_fatigue} t, rate {eu_rate}"
    ),
)
def eu_support(state: State, game: Game, draws: Draws) -> Iterable[Contribution]:
    """Europe steps up a little when the US steps back, and tires slowly.

    state.eu_support : (B,) .1..0.95.
    """
    p = game.parameters
    target = Score(
        {
            "the US steps back": p.eu_compensates * (p.eu_us_reference - state.us_commitment),
            "fatigue": -p.eu_fatigue * state.turn,
        }
    )
    noise = p.eu_noise * draws.normal("support")
    yield Drift("eu_support", target, p.eu_rate, neutral=p.eu_level, noise=noise)


def _shortfall(state: State, game: Game) -> dict[str, ops.FloatArray]:
    """How far aid falls short of the start, by giver, (B,)."""
    p = game.parameters
    return {
        "US aid": p.aid_us_share * (p.aid_us_start - state.us_commitment),
        "European aid": p.aid_eu_share * (p.aid_eu_start - formulas.effort(state, game)),
    }


@rule(
    "support.balance",
    phase="balance",
    number="R20",
    topic="us-turn",
    cites=(c.EPSTEIN_1988, c.KIEL, c.JUDGEMENT),
    formula=(
        "BAL ← {b_keeps} BAL {+b_aid} shortfall {+b_mobilisation} mobilisation {-b_strain} "
        "(S−{strain_reference}) {-b_guarantee} CF·g·IMP {+b_regroup} CF;  shortfall = "
        "{aid_us_share} ({aid_us_start}−U) + {aid_eu_share} ({aid_eu_start}−EU·c)"
    ),
)
def balance(state: State, game: Game, draws: Draws) -> Iterable[Contribution]:
    """Aid, mobilisation and strain shift the balance of forces; a lull lets both sides regroup.

    state.balance : (B,) log ratio Russia to Ukraine, −1.2..1.2.
    """
    p = game.parameters
    guard = ops.largest(state.guarantee * state.implemented)
    aid = {name: p.b_aid * part for name, part in _shortfall(state, game).items()}
    yield Change(
        "balance",
        {"wears off": -(1 - p.b_keeps) * state.balance}
        | aid
        | {
            "Russian mobilisation": p.b_mobilisation * state.mobilisation,
            "Russian strain": -p.b_strain * (state.strain - p.strain_reference),
            "guaranteed ceasefire": -p.b_guarantee * state.ceasefire * guard,
            "a lull to regroup": p.b_regroup * state.ceasefire,
            "chance": p.b_noise * draws.normal("balance"),
        },
    )


@rule(
    "support.exhaustion",
    phase="society",
    number="R20",
    topic="us-turn",
    cites=(c.JUDGEMENT,),
    formula="EXH += {x_fighting} heat {-x_ceasefire} CF {+x_aid} shortfall",
)
def exhaustion(state: State, game: Game, draws: Draws) -> Iterable[Contribution]:
    """Fighting and missing aid exhaust Ukraine; a ceasefire gives breath.

    state.exhaustion : (B,) .05..0.98.
    """
    p = game.parameters
    aid = {name: p.x_aid * part for name, part in _shortfall(state, game).items()}
    yield Change(
        "exhaustion",
        {
            "fighting": p.x_fighting * formulas.heat(state, game),
            "ceasefire": -p.x_ceasefire * state.ceasefire,
        }
        | aid
        | {"chance": p.x_noise * draws.normal("exhaustion")},
    )


@rule(
    "support.sanctions",
    phase="society",
    number="R20",
    topic="us-turn",
    cites=(c.HUFBAUER, c.JUDGEMENT),
    formula="SAN −= {s_us} [U < {us_low}] {+s_ceasefire} CF",
)
def sanctions(state: State, game: Game, draws: Draws) -> Iterable[Contribution]:
    """Sanctions fray when the US turns away and when the guns are silent.

    state.sanctions : (B,) .05..0.9.
    """
    p = game.parameters
    yield Change(
        "sanctions",
        {
            "the US turns away": -p.s_us * ops.flag(state.us_commitment < p.us_low),
            "ceasefire": -p.s_ceasefire * state.ceasefire,
            "chance": p.s_noise * draws.normal("sanctions"),
        },
    )


@rule(
    "support.reconstruction",
    phase="society",
    number="R22",
    topic="eu-role",
    cites=(c.RDNA4, c.JUDGEMENT),
    formula=(
        "REC += max({rec_base} {+rec_money} EU·c·({rec_peace:1-} + {rec_peace} CF "
        "({rec_trust_floor} + {rec_trust_floor:1-} G)) {-rec_destruction} heat, {rec_floor});  c = "
        "{effort_uncoordinated} + {effort_uncoordinated:1-} CRD"
    ),
)
def reconstruction(state: State, game: Game, draws: Draws) -> Iterable[Contribution]:
    """European money rebuilds, far more once guns are silent and investors trust the guarantee.

    state.reconstruction : (B,) bn USD, shown against a need of 524.
    """
    p = game.parameters
    money = p.rec_money * formulas.effort(state, game)
    lull = money * p.rec_peace * state.ceasefire
    terms = {
        "projects under way": p.rec_base + 0 * money,
        "European money": money * (1 - p.rec_peace),
        "the guns are silent": lull * p.rec_trust_floor,
        "investors trust the guarantee": lull * (1 - p.rec_trust_floor) * state.guarantee_seen,
        "destruction": -p.rec_destruction * formulas.heat(state, game),
    }
    net = ops.total(terms.values())
    terms["limit on a quarter's loss"] = ops.maximum(net, p.rec_floor) - net
    yield Change("reconstruction", terms)


@rule(
    "support.casualties",
    phase="society",
    number="R33",
    topic="respite",
    cites=(c.LINE_DATA, c.JUDGEMENT),
    formula=(
        "CAS += heat · ({cas_double_down:1+} if double-down) · ({cas_ceasefire} in a ceasefire)"
    ),
)
def casualties(state: State, game: Game, draws: Draws) -> Iterable[Contribution]:
    """People are killed and wounded where there is fighting, more in an all-out offensive.

    state.casualties : (B,), 1 = 100,000 Russian killed and wounded; a belligerent's figures.
    """
    p = game.parameters
    at_line = formulas.heat(state, game) * ops.where(state.ceasefire < 1, 1.0, p.cas_ceasefire)
    all_out = ops.flag(state.posture == DOUBLE_DOWN)
    yield Change(
        "casualties",
        {"fighting": at_line, "all-out offensive": at_line * (p.cas_double_down * all_out)},
    )
