"""R18, R19, R21, R23: the blocs, cohesion, the vote, the build-up, coordination and trust."""

from __future__ import annotations

from collections.abc import Iterable

from wargame.engine import ops
from wargame.engine.contributions import Assignment, Change, Contribution, Draw, Drift, Score
from wargame.engine.draws import Draws
from wargame.engine.rule import Game, rule
from wargame.engine.state import State
from wargame.rules import citations as c
from wargame.rules import formulas
from wargame.rules.fields import DOUBLE_DOWN, OPPORTUNIST


@rule(
    "alliance.cautious",
    phase="blocs",
    number="R18",
    topic="allies-divided",
    cites=(c.ALLIES_2024, c.JUDGEMENT),
    formula=(
        "C → {c_level} {-c_exposure} X {-c_red_line} V {+c_threat} threat {-c_founding} FA "
        "[forces], rate {c_rate}"
    ),
)
def cautious(state: State, game: Game, draws: Draws) -> Iterable[Contribution]:
    """Cautious allies draw back when they feel exposed, and move closer under threat.

    state.cautious_resolve : (B,) .05..0.95.
    """
    p = game.parameters
    target = Score(
        {
            "exposure of guarantors": -p.c_exposure * state.exposure,
            "red-line pressure": -p.c_red_line * state.red_line,
            "threat": p.c_threat * formulas.threat(state),
            "Founding Act strained": -p.c_founding
            * state.founding_act
            * formulas.permanent_forces(state, game),
        }
    )
    noise = p.c_noise * draws.normal("cautious")
    yield Drift("cautious_resolve", target, p.c_rate, neutral=p.c_level, noise=noise)


@rule(
    "alliance.hawks",
    phase="blocs",
    number="R18",
    topic="allies-divided",
    cites=(c.ALLIES_2024, c.JUDGEMENT),
    formula="H → {hawk_level}, rate {hawk_rate}",
)
def hawks(state: State, game: Game, draws: Draws) -> Iterable[Contribution]:
    """Hawks hold their course.

    state.hawk_resolve : (B,) .3..0.98.
    """
    p = game.parameters
    noise = p.hawk_noise * draws.normal("hawks")
    yield Drift("hawk_resolve", Score({"their own threat": p.hawk_level}), p.hawk_rate, noise=noise)


@rule(
    "alliance.cohesion",
    phase="alliance",
    number="R18",
    topic="allies-divided",
    cites=(c.ALLIES_2024, c.JUDGEMENT),
    formula=(
        "COH → σ({coh_base} {+coh_us} (U−.55) {+coh_cautious} (C−.45) {+coh_threat} threat "
        "{-coh_rift} rift), rate {coh_rate};  rift = (H−C) ({rift_floor} + {rift_floor:1-} V)"
    ),
)
def cohesion(state: State, game: Game, draws: Draws) -> Iterable[Contribution]:
    """A committed US and a shared threat hold the alliance together; a rift splits it.

    The rift between hawks and cautious allies weighs more under red-line pressure.
    state.cohesion : (B,) .05..0.97.
    """
    p = game.parameters
    apart = state.hawk_resolve - state.cautious_resolve
    rift = apart * (p.rift_floor + (1 - p.rift_floor) * state.red_line)
    target = Score(
        {
            "base": p.coh_base,
            "US commitment": p.coh_us * (state.us_commitment - 0.55),
            "cautious allies": p.coh_cautious * (state.cautious_resolve - 0.45),
            "shared threat": p.coh_threat * formulas.threat(state),
            "rift between blocs": -p.coh_rift * rift,
        },
        "logistic",
    )
    yield Drift("cohesion", target, p.coh_rate, noise=p.coh_noise * draws.normal("cohesion"))


@rule(
    "alliance.coordination",
    phase="alliance",
    number="R21",
    topic="nato-eu",
    cites=(c.JUDGEMENT,),
    formula=(
        "CRD → {crd_level} {+crd_plan} [joint plan] {-crd_treaty} art5 [U < {us_low}], rate "
        "{crd_rate}"
    ),
)
def coordination(state: State, game: Game, draws: Draws) -> Iterable[Contribution]:
    """A joint plan brings NATO and the EU together; a promise without the US pulls them apart.

    state.coordination : (B,) .1..0.95.
    """
    p = game.parameters
    without_us = ops.flag(state.us_commitment < p.us_low)
    treaty = ops.largest(state.article5)
    target = Score(
        {
            "joint plan": p.crd_plan * ops.largest(state.joint_plan),
            "Article 5 without the US": -p.crd_treaty * treaty * without_us,
        }
    )
    noise = p.crd_noise * draws.normal("coordination")
    yield Drift("coordination", target, p.crd_rate, neutral=p.crd_level, noise=noise)


@rule(
    "alliance.trust",
    phase="alliance",
    number="R23",
    topic="reluctance",
    cites=(c.KENWICK_2015, c.JUDGEMENT),
    formula=(
        "TRU → {tru_level} {+tru_built} g·IMP {-tru_dither} PROP (1−CONS) {-tru_none} [g=0] "
        "{+tru_us} (U−.5), rate {tru_rate}"
    ),
)
def trust(state: State, game: Game, draws: Draws) -> Iterable[Contribution]:
    """A guarantee built earns Kyiv's trust; one proposed and not decided costs it.

    The reluctance paradox: dithering lowers trust, and low trust invites opportunism.
    state.trust : (B,) .05..0.95.
    """
    p = game.parameters
    offered = ops.flag(state.guarantee > 0)
    dithering = ops.largest(state.proposed * (1 - state.decided) * offered)
    target = Score(
        {
            "guarantee built up": p.tru_built * ops.largest(state.guarantee * state.implemented),
            "proposed and not decided": -p.tru_dither * dithering,
            "no guarantee offered": -p.tru_none * (1 - ops.largest(offered)),
            "US commitment": p.tru_us * (state.us_commitment - 0.5),
        }
    )
    noise = p.tru_noise * draws.normal("trust")
    yield Drift("trust", target, p.tru_rate, neutral=p.tru_level, noise=noise)


def _consensus(state: State, game: Game) -> Score:
    """The chance that a proposed zone finds consensus this quarter, (Z, B)."""
    p, treaty = game.parameters, state.article5
    war = 1 - state.ceasefire
    inside = formulas.along_front(game.inputs.occupied, game.constants.length_share)
    gap = formulas.along_front(game.inputs.mean_gap_km, game.constants.length_share)
    return Score(
        {
            "base": p.vote_base + 0 * treaty,
            "cohesion": p.vote_cohesion * (state.cohesion - 0.5),
            "US commitment": p.vote_us * (state.us_commitment - 0.5),
            "cautious allies": p.vote_cautious * (state.cautious_resolve - 0.5),
            "Article 5 in wartime": -p.vote_war * war * treaty,
            "occupied land in the zone": -p.vote_occupied * inside * treaty,
            "short of Article 5": p.vote_short * (1 - treaty),
            "a strip is kept free": p.vote_gap * treaty * ops.flag(gap >= p.vote_gap_km),
            "mission without a ceasefire": -p.vote_mission * state.consent * war,
        },
        "logistic",
    )


@rule(
    "alliance.vote",
    phase="vote",
    number="R19",
    topic="allies-divided",
    cites=(c.ALLIES_2024, c.JUDGEMENT),
    formula=(
        "as if adopted: decided from turn {adopted_turn}; political process: each quarter "
        "σ({vote_base} {+vote_cohesion} (COH−.5) {+vote_us} (U−.5) {+vote_cautious} (C−.5) "
        "{-vote_war} art5 [war] {-vote_occupied} occupied·art5 {+vote_short} (1−art5) {+vote_gap} "
        "art5 [gap ≥ {vote_gap_km} km] {-vote_mission} [mission, war])"
    ),
)
def vote(state: State, game: Game, draws: Draws) -> Iterable[Contribution]:
    """A zone is decided by consensus, or taken as decided when options are isolated.

    state.decided : (Z, B) 0 or 1; once decided it stays decided.
    """
    offered = ops.flag(state.guarantee > 0)
    if game.constants.political:
        score = _consensus(state, game)
        number = draws.uniform("consensus")
        free = 1 - _vetoed(state, game, draws) * ops.flag(state.article5 > 0)
        passed = ops.flag(number < score.value) * offered * state.proposed * free
        yield Draw("consensus", score.value, number + 0 * passed, passed, {"consensus": score})
        because = "the alliance's vote"
    else:
        passed = ops.flag(state.turn >= game.parameters.adopted_turn) * offered
        because = "taken as adopted, to isolate the option"
    yield Assignment("decided", ops.maximum(state.decided, passed), because)


def _vetoed(state: State, game: Game, draws: Draws) -> ops.FloatArray:
    """1 where a single member blocks every Article 5 vote of this turn, (B,)."""
    if not game.constants.vetoes:
        return 0.0 * state.veto
    return ops.flag(draws.keyed("alliance.veto").uniform("veto") < state.veto)


@rule(
    "alliance.veto",
    phase="veto",
    number="R19",
    topic="allies-divided",
    cites=(c.ALLIES_2024,),
    formula="one draw a turn against VETO; it blocks Article 5 votes of that turn",
)
def veto(state: State, game: Game, draws: Draws) -> Iterable[Contribution]:
    """A single member may block a decision of the alliance on Article 5.

    state.blocked : (B,) 1 where it does; only when the political process decides.
    """
    blocked = _vetoed(state, game, draws)
    odds = Score({"reluctance of the last member": ops.logit(state.veto)}, "logistic")
    number = draws.uniform("veto")
    yield Draw("a member blocks the vote", odds.value, number, blocked, {"veto": odds})
    yield Assignment("blocked", blocked, "a single member's veto")


@rule(
    "alliance.declaration",
    phase="declaration",
    number="R19",
    topic="article-5",
    cites=(c.ARTICLE_5, c.ALLIES_2024),
    formula="live now = 1 or 0 where allies ask for it and the vote passes",
)
def declaration(state: State, game: Game, draws: Draws) -> Iterable[Contribution]:
    """Whether a decided guarantee is in force now or waits for a ceasefire is put to the vote.

    state.in_force_now : (Z, B).
    """
    score = _consensus(state, game)
    number = draws.uniform("declaration")
    asked = ops.absolute(state.declaration)
    free = 1 - _vetoed(state, game, draws) * ops.flag(state.article5 > 0)
    passed = ops.flag(number < score.value) * asked * state.decided * free
    new = ops.where(passed > 0, ops.flag(state.declaration > 0), state.in_force_now)
    yield Draw("the declaration passes", score.value, number, ops.largest(passed), {"vote": score})
    yield Assignment("in_force_now", new, "declared by the alliance")


@rule(
    "alliance.phase_in",
    phase="phase-in",
    number="R19",
    topic="article-5",
    cites=(c.JUDGEMENT,),
    formula="g, art5 → 1 and the strip → 0 in equal steps over {phase_turns} turns, once decided",
)
def phase_in(state: State, game: Game, draws: Draws) -> Iterable[Contribution]:
    """A phased invitation starts with bilateral pacts and grows into the full guarantee.

    state.guarantee : (Z, B), and state.article5, state.strip_km alike.
    """
    p = game.parameters
    step = state.phased * state.decided / p.phase_turns
    g_room, a_room = p.phase_guarantee, p.phase_article5
    rise_g = ops.minimum(step * (1 - g_room), ops.maximum(1 - state.guarantee, 0.0))
    rise_a = ops.minimum(step * (1 - a_room), ops.maximum(1 - state.article5, 0.0))
    fall = ops.minimum(step * p.phase_strip, state.strip_km)
    yield Change("guarantee", {"phased in": rise_g * state.phased})
    yield Change("article5", {"phased in": rise_a * state.phased})
    yield Change("strip_km", {"phased in": -fall * state.phased})


@rule(
    "alliance.founding_act",
    phase="society",
    number="R29",
    topic="founding-act",
    cites=(c.FOUNDING_ACT, c.JUDGEMENT),
    formula="FA += {founding_strain} [TRP ≥ {founding_troops} thousand] IMP",
)
def founding_act(state: State, game: Game, draws: Draws) -> Iterable[Contribution]:
    """Standing forces strain the Founding Act of 1997, which costs only through allies and Moscow.

    state.founding_act : (B,) 0..1.
    """
    p = game.parameters
    large = ops.flag(state.troops_k >= p.founding_troops)
    yield Change(
        "founding_act",
        {"permanent forces": p.founding_strain * ops.largest(large * state.implemented)},
    )


@rule(
    "alliance.build_up",
    phase="build-up",
    number="R19",
    topic="allies-divided",
    cites=(c.JUDGEMENT,),
    formula=(
        "IMP += {build_war} in war, {build_ceasefire} in a ceasefire; a mission by consent "
        "{build_consent} in a ceasefire if Moscow agrees: σ({consent_base} {-consent_double_down} "
        "[double-down] {+consent_diplomacy} DIP)"
    ),
)
def build_up(state: State, game: Game, draws: Draws) -> Iterable[Contribution]:
    """A decided zone is built up over quarters; a consent mission only in a ceasefire by consent.

    state.implemented : (Z, B) 0..1. Reads Moscow's posture of last turn.
    """
    p = game.parameters
    score = Score(
        {
            "base": p.consent_base + 0 * state.diplomacy,
            "double-down": -p.consent_double_down * ops.flag(state.posture == DOUBLE_DOWN),
            "diplomacy": p.consent_diplomacy * state.diplomacy,
        },
        "logistic",
    )
    number = draws.uniform("consent")
    agreed = ops.flag(number < score.value)
    alone = state.decided * (1 - state.consent)
    yield Draw("Moscow consents to the mission", score.value, number, agreed, {"consent": score})
    yield Change(
        "implemented",
        {
            "built up in war": p.build_war * alone * (1 - state.ceasefire),
            "built up in a ceasefire": p.build_ceasefire * alone * state.ceasefire,
            "built up by consent": p.build_consent * state.decided * state.consent
            * state.ceasefire * agreed,
        },
    )  # fmt: skip


@rule(
    "alliance.mission_ended",
    phase="mission",
    number="R19",
    topic="respite",
    cites=(c.MISSIONS_ENDED,),
    formula=(
        "chance σ({end_base} {+end_double_down} [double-down] {+end_opportunist} [opportunist]), "
        "if IMP > {end_threshold}; IMP × {end_keeps}"
    ),
)
def mission_ended(state: State, game: Game, draws: Draws) -> Iterable[Contribution]:
    """A mission that lives by consent can be ended by a host or a veto.

    Most of what was built up goes. state.implemented : (Z, B).
    """
    p = game.parameters
    score = Score(
        {
            "base": p.end_base + 0 * state.posture,
            "double-down": p.end_double_down * ops.flag(state.posture == DOUBLE_DOWN),
            "opportunist": p.end_opportunist * ops.flag(state.posture == OPPORTUNIST),
        },
        "logistic",
    )
    number = draws.uniform("ended")
    there = (state.peacekeepers_k > 0) & (state.implemented > p.end_threshold)
    ended = ops.flag((number < score.value) & there)
    yield Draw("the mission is ended", score.value, number, ops.largest(ended), {"ended": score})
    loss = -(1 - p.end_keeps) * state.implemented * ended
    yield Change("implemented", {"the mission is ended": loss})
