"""R8 to R10: whether a ceasefire begins, and whether it lasts."""

from __future__ import annotations

from collections.abc import Iterable

from wargame.engine import ops
from wargame.engine.contributions import Assignment, Change, Contribution, Draw, Score
from wargame.engine.draws import Draws
from wargame.engine.rule import Game, rule
from wargame.engine.state import State
from wargame.rules import citations as c
from wargame.rules import formulas


@rule(
    "ceasefire.bargain",
    phase="bargaining",
    number="R8, R9",
    topic="respite",
    cites=(c.FEARON_1995, c.WALTER_2002, c.CROWD_2025, c.WERNER_YUEN_2005),
    formula=(
        "P(ceasefire) = σ(Moscow) · σ(Kyiv), below rung {talks_rung};  Moscow = {r_base} "
        "{+r_strain} (S−{strain_reference}) {+r_dissent} (DIS−.2) {+r_momentum} MOM {+r_red_line} "
        "V {+r_mediation} deal {+r_resolve} (R−.7) {+r_diplomacy} DIP {+r_exclusion} exclusion "
        "{+r_peacekeepers} [peacekeepers] + posture + cards;  Kyiv = {u_base} {+u_guarantee} G "
        "{+u_exhaustion} (EXH−.3) {+u_concession} exclusion {+u_pressure} press {+u_trust} "
        "(TRU−.5) + cards"
    ),
)
def bargain(state: State, game: Game, draws: Draws) -> Iterable[Contribution]:
    """A ceasefire begins when Moscow and Kyiv both accept one.

    Strain, diplomacy and a deal on offer move Moscow, red-line pressure and momentum hold it back;
    a credible guarantee moves Kyiv. At onset the agreement gets its quality, its fit to the
    battlefield and its mark of outside pressure. It is drawn once a quarter.
    state.began : (B,).
    """
    p = game.parameters
    moscow, kyiv = formulas.moscow_accepts(state, game), formulas.kyiv_accepts(state, game)
    chance = moscow.value * kyiv.value
    number = draws.uniform("onset")
    open_to = (state.ceasefire < 1) & (state.rung < p.talks_rung)
    began = ops.flag((number < chance) & open_to)
    yield Draw("a ceasefire begins", chance, number, began, {"Moscow": moscow, "Kyiv": kyiv})
    yield Assignment("onset_chance", chance, "Moscow's chance times Kyiv's")
    yield Assignment("began", began, "both accept")
    yield Assignment("ceasefire", ops.maximum(state.ceasefire, began), "both accept")
    yield Assignment("fighting", state.fighting * (1 - began), "the guns fall silent")
    yield Change("ceasefire_age", {"a new ceasefire": -state.ceasefire_age * began})
    yield Change("draft_quality", {"the draft is used": -state.draft_quality * began})
    yield from _terms_of_agreement(state, game, draws, began)


def _terms_of_agreement(
    state: State, game: Game, draws: Draws, began: ops.FloatArray
) -> Iterable[Contribution]:
    """What an agreement is worth, set when it begins and kept until the next one."""
    p = game.parameters
    yield _set_at_onset(
        state, "quality", began, p.q_noise * draws.normal("quality"),
        {
            "base": p.q_base,
            "diplomacy": p.q_diplomacy * state.diplomacy,
            "NATO-EU coordination": p.q_coordination * state.coordination,
            "what the option adds": ops.largest(state.quality_bonus),
            "a draft lies ready": state.draft_quality,
        },
    )  # fmt: skip
    yield _set_at_onset(
        state, "imposed", began, p.imposed_noise * draws.normal("imposed"),
        {
            "US pressure": ops.choose(state.us_posture, p.imposed_by_us),
            "US presses for a deal": p.card_press_imposed * ops.flag(state.order_press > 0),
            "Kyiv's own exhaustion": -p.imposed_exhaustion * (state.exhaustion - 0.4),
        },
    )  # fmt: skip
    yield _set_at_onset(
        state, "terms_fit", began, p.fit_noise * draws.normal("fit"),
        {
            "base": p.fit_base,
            "a stalled front": p.fit_momentum * (1 - state.momentum),
            "Russian strain": p.fit_strain * (state.strain - 0.4),
        },
    )  # fmt: skip


def _set_at_onset(
    state: State, name: str, began: ops.FloatArray, noise: ops.FloatArray, terms: formulas.Terms
) -> Change:
    """Where a ceasefire began the field is set anew, within 0..1; elsewhere nothing changes."""
    wanted = ops.total((*terms.values(), noise))
    named = {label: began * term for label, term in terms.items()}
    named["chance"] = began * noise
    named["limit at onset"] = began * (ops.clip(wanted, 0.0, 1.0) - wanted)
    return Change(name, {"the last agreement ends": -state[name] * began} | named)


@rule(
    "ceasefire.survival",
    phase="survival",
    number="R10",
    topic="respite",
    cites=(c.FORTNA_2003, c.FORTNA_2008, c.WERNER_YUEN_2005, c.TOFT_2010, c.MODEL_FIT),
    formula=(
        "logit H = {h_base} {+h_age} ln(1+age) {+h_quality} Q {+h_dmz} DMZ {+h_peacekeepers} PK "
        "{+h_deterrence} D {+h_fit} (TAU−.5) {+h_imposed} UNN {+h_opportunity} opening {+h_stakes} "
        "(stakes−{stakes_reference}) {+h_red_line} V {+h_irregulars} sep (1 {+irregular_pressure} "
        "V) {+h_strain} (S−.5) {+h_settled} [settled] + posture;  local breach ½ σ(logit H "
        "{+h_local})"
    ),
)
def survival(state: State, game: Game, draws: Draws) -> Iterable[Contribution]:
    """A ceasefire may collapse everywhere, or be breached in one sector.

    The odds are a sum of named terms per sector; the front's chance is their mean by importance.
    Demilitarised zones and peacekeepers mostly prevent accidents, so they help less where the
    stakes of an attack are high. state.collapsed : (B,); state.breach : (S, B).
    """
    p = game.parameters
    score = Score(formulas.hazard_terms(state, game), "logistic")
    chance = formulas.over_front(score.value, game.constants.importance)
    number = draws.uniform("collapse")
    old = (state.ceasefire > 0) & (state.began < 1)
    collapsed = ops.flag(old & (number < chance))
    local = Score(dict(score.terms) | {"a local breach is likelier": p.h_local}, "logistic", 0.5)
    local_number = draws.uniform("breach", state.breach.shape[0])
    breach = ops.flag((old & (collapsed < 1)) & (local_number < local.value))
    yield Draw("the ceasefire collapses", chance, number, collapsed, {"hazard": score})
    yield Draw("a local breach", local.value, local_number, breach, {"hazard": local})
    in_force = state.ceasefire * (1 - collapsed)
    yield Assignment("collapsed", collapsed, "the draw")
    yield Assignment("broken", ops.maximum(state.broken, collapsed), "a ceasefire has collapsed")
    yield Assignment("settled", state.settled * (1 - collapsed), "a settlement ends with it")
    yield Assignment("breach", breach, "the draw")
    yield Assignment("ceasefire", in_force, "it held or collapsed")
    yield Assignment("fighting", ops.where(in_force < 1, 1.0, breach), "war, or a local breach")
    yield Change(
        "ceasefire_age",
        {
            "another quarter": in_force * (1 - state.began),
            "collapse": -state.ceasefire_age * (1 - in_force),
        },
    )
