"""R14 to R16: strain, dissent, resolve and the posture that Moscow takes."""

from __future__ import annotations

from collections.abc import Iterable

from wargame.engine import ops
from wargame.engine.contributions import Assignment, Change, Contribution, Draw, Drift, Score
from wargame.engine.draws import Draws
from wargame.engine.rule import Game, rule
from wargame.engine.state import State
from wargame.rules import citations as c
from wargame.rules import formulas
from wargame.rules.fields import DOUBLE_DOWN, POSTURES


@rule(
    "moscow.shocks",
    phase="injects",
    number="R14",
    topic="moscow-strained",
    cites=(c.RUSSIA_ECONOMY, c.JUDGEMENT),
    formula=(
        "oil falls with chance {oil_chance} (S {+oil_strain}); mobilisation with chance "
        "{mobilise_chance}"
    ),
)
def shocks(state: State, game: Game, draws: Draws) -> Iterable[Contribution]:
    """The oil price may fall, and Moscow may have to mobilise.

    state.oil_shock : (B,) strain; state.mobilisation : (B,) 0 or 1; both for this turn only.
    """
    p = game.parameters
    for name, chance in (("oil price falls", p.oil_chance), ("mobilisation", p.mobilise_chance)):
        odds = formulas.constant_odds(chance)
        probability = odds.value + 0 * state.strain
        number = draws.uniform(name)
        by_hand = state.inject_mobilisation if name == "mobilisation" else state.inject_oil
        hit = ops.maximum(ops.flag(number < probability), by_hand)
        yield Draw(name, probability, number, hit, {name: odds})
        if name == "mobilisation":
            yield Assignment("mobilisation", hit, "a mobilisation shock")
        else:
            yield Assignment("oil_shock", p.oil_strain * hit, "a fall of the oil price")


@rule(
    "moscow.strain",
    phase="balance",
    number="R14",
    topic="moscow-strained",
    cites=(c.RUSSIA_ECONOMY, c.HUFBAUER),
    formula=(
        "S += {st_fighting} heat {+st_sanctions} (SAN−.55) {-st_ceasefire} CF {-st_adaptation} + "
        "oil {+st_double_down} [double-down]"
    ),
)
def strain(state: State, game: Game, draws: Draws) -> Iterable[Contribution]:
    """War and sanctions strain the Russian economy; it adapts, and a ceasefire relieves it.

    state.strain : (B,) .05..0.98.
    """
    p = game.parameters
    yield Change(
        "strain",
        {
            "fighting": p.st_fighting * formulas.heat(state, game),
            "sanctions": p.st_sanctions * (state.sanctions - 0.55),
            "ceasefire": -p.st_ceasefire * state.ceasefire,
            "adaptation": -p.st_adaptation,
            "oil price": state.oil_shock,
            "all-out offensive": p.st_double_down * ops.flag(state.posture == DOUBLE_DOWN),
            "chance": p.st_noise * draws.normal("strain"),
        },
    )


@rule(
    "moscow.dissent",
    phase="dissent",
    number="R14",
    topic="moscow-strained",
    cites=(c.LEVADA_2024, c.JUDGEMENT),
    formula=(
        "DIS += {ds_strain} (S−.5) {+ds_fighting} heat {+ds_mobilisation} mobilisation {-ds_habit} "
        "{-ds_rally} V [double-down]"
    ),
)
def dissent(state: State, game: Game, draws: Draws) -> Iterable[Contribution]:
    """Strain, fighting and call-ups feed dissent; a threat from outside rallies people.

    state.dissent : (B,) .02..0.95.
    """
    p = game.parameters
    all_out = ops.flag(state.posture == DOUBLE_DOWN)
    yield Change(
        "dissent",
        {
            "economic strain": p.ds_strain * (state.strain - 0.5),
            "fighting": p.ds_fighting * formulas.heat(state, game),
            "mobilisation": p.ds_mobilisation * state.mobilisation,
            "habituation": -p.ds_habit,
            "rally against the red line": -p.ds_rally * state.red_line * all_out,
            "chance": p.ds_noise * draws.normal("dissent"),
        },
    )


@rule(
    "moscow.resolve",
    phase="society",
    number="R16",
    topic="moscow-strained",
    cites=(c.GOEMANS_2000,),
    formula="R → {rs_level} {+rs_rally} V (1−S) {-rs_dissent} (DIS−.2), rate {rs_rate}",
)
def resolve(state: State, game: Game, draws: Draws) -> Iterable[Contribution]:
    """Red-line pressure rallies the leadership unless the economy is worn; dissent wears it down.

    state.resolve : (B,) .1..0.98.
    """
    p = game.parameters
    target = Score(
        {
            "rally against the red line": p.rs_rally * state.red_line * (1 - state.strain),
            "dissent": -p.rs_dissent * (state.dissent - 0.2),
        }
    )
    noise = p.rs_noise * draws.normal("resolve")
    yield Drift("resolve", target, p.rs_rate, neutral=p.rs_level, noise=noise)


def _utilities(state: State, game: Game) -> dict[str, Score]:
    """What speaks for each posture, (B,) each."""
    p = game.parameters
    shield = ops.largest(state.credibility * state.guarantee * state.implemented)
    war = 1 - state.ceasefire
    named: dict[str, dict[str, ops.Operand]] = {
        "restrained": {
            "base": p.pr_base,
            "economic strain": p.pr_strain * state.strain,
            "deterrence": p.pr_deterrence * ops.mean_rows(state.deterrence),
            "diplomacy": p.pr_diplomacy * state.diplomacy,
            "momentum": -p.pr_momentum * state.momentum,
        },
        "opportunist": {
            "base": p.po_base,
            "divided allies, weak shield": p.po_division * (1 - shield) * (1 - state.cohesion),
            "the US holds back": p.po_us * (0.5 - state.us_commitment),
            "Kyiv distrusts its allies": p.po_trust * (0.5 - state.trust),
            "ceasefire": p.po_ceasefire * state.ceasefire,
        },
        "double-down": {
            "red-line pressure": p.pd_red_line * state.red_line,
            "resolve": p.pd_resolve * (state.resolve - 0.5),
            "momentum": p.pd_momentum * state.momentum * war,
            "economic strain": -p.pd_strain * state.strain,
        },
        "collapse-averse": {
            "base": p.pa_base,
            "economic strain": p.pa_strain * ops.maximum(state.strain - p.pa_strain_from, 0.0),
            "dissent": p.pa_dissent * ops.maximum(state.dissent - p.pa_dissent_from, 0.0),
        },
    }
    for index, name in enumerate(POSTURES):
        named[name]["inertia"] = p.posture_inertia * ops.flag(state.posture == index)
    return {name: Score(terms) for name, terms in named.items()}


@rule(
    "moscow.posture",
    phase="posture",
    number="R15",
    topic="moscow-doubles-down",
    cites=(c.GOEMANS_2000, c.FEARON_1995),
    formula=(
        "chance ∝ e^(u/{posture_temperature}), u {+posture_inertia} for the present one;  "
        "restrained {pr_base} {+pr_strain} S {+pr_deterrence} mean D {+pr_diplomacy} DIP "
        "{-pr_momentum} MOM;  opportunist {po_base} {+po_division} (1−K·g·IMP) (1−COH) {+po_us} "
        "(.5−U) {+po_trust} (.5−TRU) {+po_ceasefire} CF;  double-down {pd_red_line} V "
        "{+pd_resolve} (R−.5) {+pd_momentum} MOM (1−CF) {-pd_strain} S;  collapse-averse {pa_base} "
        "{+pa_strain} max(S−{pa_strain_from}, 0) {+pa_dissent} max(DIS−{pa_dissent_from}, 0)"
    ),
)
def posture(state: State, game: Game, draws: Draws) -> Iterable[Contribution]:
    """Moscow holds back, probes, doubles down or fears collapse, as the pressures weigh.

    state.posture : (B,), one of four; a draw weighted by e to the utility of each.
    """
    scores = _utilities(state, game)
    values = [s.value / game.parameters.posture_temperature for s in scores.values()]
    luck = draws.gumbel("posture", len(values))
    best, chosen, weight = values[0] + luck[0], 0.0 * luck[0], ops.exp(values[0])
    all_weights = weight
    for index in range(1, len(values)):
        with_luck, own = values[index] + luck[index], ops.exp(values[index])
        better = with_luck > best
        best, chosen = ops.where(better, with_luck, best), ops.where(better, float(index), chosen)
        weight, all_weights = ops.where(better, own, weight), all_weights + own
    turned = ops.flag(chosen != state.posture)
    yield Draw("Moscow's posture", weight / all_weights, luck[0], turned, scores)
    yield Assignment("posture", chosen, "the posture drawn")
