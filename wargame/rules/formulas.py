"""Pure formulas of named terms that several families read.

Geometry, credibility, deterrence, exposure, red-line pressure, hazard, acceptance and pace.

Shapes: Z zones, S sectors, B playthroughs. `game.inputs` holds what a zone's polygon means:
kernel_deterrence, kernel_exposure, kernel_pressure and depth_factor, occupied: (Z, S, 1 or B).
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from wargame.engine import ops
from wargame.engine.contributions import Score
from wargame.engine.inputs import ZoneInputs
from wargame.engine.ops import FloatArray, Operand
from wargame.engine.rule import Game, Named
from wargame.engine.state import State
from wargame.rules.fields import COLLAPSE_AVERSE, DOUBLE_DOWN, RESTRAINED

Terms = dict[str, Operand]


def geometry(zones: Sequence[ZoneInputs], parameters: Named, *, phased: bool = False) -> Named:
    """R1: what the measured zones mean with the distances in use; fixed until a zone is edited.

    A zone deters where its edge is close and deep: kernels are means of e^(-gap/lambda) over the
    gap quantiles of each sector, never taken from a nominal width.
    """
    gaps = np.stack([z.gaps for z in zones])  # (Z, S, 64) km
    depth = np.stack([z.depth for z in zones])[..., None]
    occupied = np.stack([z.occupied for z in zones])[..., None]
    near = {
        "kernel_deterrence": kernel(gaps, parameters.lambda_deterrence),
        "kernel_exposure": kernel(gaps, parameters.lambda_exposure),
        "kernel_pressure": kernel(gaps, parameters.lambda_pressure),
    }
    deep = ops.saturate(depth, parameters.depth_scale)
    beside = np.stack([z.analogues for z in zones])[..., None]
    clear = np.stack([np.mean(np.minimum(z.gaps, 1e3), axis=1) for z in zones])[..., None]
    rest = {"depth_factor": deep, "occupied": occupied, "mean_gap_km": clear, "analogues": beside}
    return Named("input", {**near, **rest, "phased": phased, "used": used_slots(zones)})


def used_slots(zones: Sequence[ZoneInputs]) -> int:
    """How many slots, from the first on, hold any zone; at least one."""
    filled = [i for i, z in enumerate(zones) if np.isfinite(z.gaps).any() or z.analogues.any()]
    return max(filled, default=0) + 1


def kernel(gaps: FloatArray, distance: Operand) -> FloatArray:
    """The mean of e^(-gap/distance) over the quantiles: (Z, S, 64) -> (Z, S, 1 or B).

    0 where no zone is.
    """
    parts = (ops.exp(-gaps[:, :, i, None] / distance) for i in range(gaps.shape[2]))
    return ops.total(parts) / float(gaps.shape[2])


def along_front(x: FloatArray, weights: FloatArray) -> FloatArray:
    """The weighted sum over sectors: (Z, S, n) with weights (S, 1) -> (Z, n)."""
    return ops.total(x[:, s] * weights[s] for s in range(x.shape[1]))


def over_front(x: FloatArray, weights: FloatArray) -> FloatArray:
    """The weighted sum over sectors: (S, B) with weights (S, 1) -> (B,)."""
    return ops.add_rows(x * weights)


def live(state: State, before_ceasefire: Operand) -> FloatArray:
    """R2: how live each guarantee is, (Z, B): 1 in a ceasefire or when in force now."""
    return ops.where((state.ceasefire > 0) | (state.in_force_now > 0), 1.0, before_ceasefire)


def force_size(state: State, game: Game) -> FloatArray:
    """Denial by troops and peacekeepers of each zone when in place, (Z, B)."""
    p = game.parameters
    return ops.saturate(
        state.troops_k + p.peacekeeper_weight * state.peacekeepers_k, p.troops_scale
    )


def force_in_place(state: State, game: Game) -> FloatArray:
    """Denial by the forces that are there, all zones together, (B,)."""
    return together(force_size(state, game) * state.implemented, game)


def together(x: FloatArray, game: Game) -> FloatArray:
    """Saturating effects of the zones' forces joined: (Z, B) -> (B,).

    In full place their troops add: 1 - e^(-a) e^(-b) is what a + b together saturate to.
    """
    joined: FloatArray = x[0]
    for i in range(1, game.inputs.used):
        joined = joined + x[i] * (1 - joined)
    return joined


def over_union(strength: FloatArray, measure: FloatArray, weights: FloatArray) -> FloatArray:
    """The front's weighted sum of a measure of the zones' union, (B,).

    In each sector the largest of strength (Z, B) times measure (Z used, S, 1 or B) applies.
    """
    used = len(measure)
    if used == 1:  # the same, cheaper
        return over_front(measure[0], weights) * strength[0]  # type: ignore[no-any-return]
    return over_front(ops.largest(strength[:used, None, :] * measure), weights)


def credibility(state: State, game: Game) -> Score:
    """R3: K, the credibility of each zone's guarantee, (Z, B)."""
    p = game.parameters
    there = state.implemented
    treaty = p.k_treaty * (state.article5 - 0.5) * ops.flag(state.guarantee > 0)
    said = 1 + ops.flag(state.order_commit > 0)  # a public commitment counts double this turn
    over = along_front(game.inputs.occupied, game.constants.length_share)
    terms: Terms = {
        "base": p.k_base + 0 * there,
        "integrated command": state.integration,
        "US commitment": p.k_us * state.us_weight * (state.us_commitment - 0.5),
        "European resolve": p.k_eu * state.eu_weight * (state.eu_support - 0.5),
        "alliance cohesion": p.k_cohesion * (state.cohesion - 0.5),
        "forces in place": p.k_force * force_size(state, game) * there,
        "tripwire": p.k_tripwire * ops.flag(state.troops_k > 0) * there,
        "treaty form": treaty * said,
        "over-extension": p.k_over * over,
        "reputation": p.k_reputation * (state.reputation - p.reputation_reference),
    }
    return Score(terms, "logistic")


def nearness(name: str, distance: Operand, state: State, game: Game) -> FloatArray:
    """A kernel of the zones, less where a phased zone still keeps a strip free, (Z, S, 1 or B)."""
    kernels: FloatArray = getattr(game.inputs, name)
    if not game.inputs.phased:
        return kernels
    return kernels * ops.exp(-state.strip_km / distance)[:, None, :]


def near_and_deep(state: State, game: Game) -> FloatArray:
    """How close and deep each zone stands, (Z, S, 1 or B)."""
    near = nearness("kernel_deterrence", game.parameters.lambda_deterrence, state, game)
    return near * game.inputs.depth_factor  # type: ignore[no-any-return]


def deterrence(k: FloatArray, state: State, game: Game) -> FloatArray:
    """R4: D in each sector, the largest of the zones', (S, B); k is credibility (Z, B)."""
    p = game.parameters
    used = game.inputs.used  # empty slots beyond it deter nothing
    force = k * state.guarantee * state.implemented * live(state, p.live_deterrence)
    place = near_and_deep(state, game) * (1 - p.deterrence_occupied * game.inputs.occupied)
    return ops.largest(force[:used, None, :] * place[:used])


def guarantee_seen(k: FloatArray, state: State, game: Game) -> FloatArray:
    """R4: G, the guarantee as Kyiv sees it, the largest of the zones', (B,)."""
    coming = ops.maximum(state.implemented, game.parameters.decided_weight * state.decided)
    reach = along_front(near_and_deep(state, game), game.constants.importance)
    return ops.largest(k * state.guarantee * coming * reach)


def exposure(state: State, game: Game) -> Score:
    """R5: X, how exposed the guarantors are to the fighting, over the zones' union, (B,)."""
    p, share = game.parameters, game.constants.length_share
    heat = ops.where(
        state.fighting > 0, 1.0, p.exposure_quiet + p.exposure_violations * state.violations
    )
    there = state.article5 * state.implemented * live(state, p.live_exposure)
    kernels = nearness("kernel_exposure", p.lambda_exposure, state, game)
    used = game.inputs.used
    near = over_union(there, kernels[:used] * heat, share)
    inside = over_union(there, game.inputs.occupied[:used], share)
    return Score(
        {
            "fighting near the zone": near,
            "occupied land in the zone": p.exposure_occupied * inside,
        }
    )


def red_line(state: State, game: Game) -> Score:
    """R6: V, red-line pressure, (B,)."""
    p, share = game.parameters, game.constants.length_share
    felt = ops.maximum(p.felt_proposed * state.proposed, state.implemented)
    strength = felt * state.guarantee
    kernels = nearness("kernel_pressure", p.lambda_pressure, state, game)
    used = game.inputs.used
    near = over_union(strength, kernels[:used], share)
    inside = over_union(strength, game.inputs.occupied[:used], share)
    forward = p.v_rear + (1 - p.v_rear) * state.forward_share
    troops = together(felt * ops.saturate(state.troops_k, p.troops_scale) * forward, game)
    terms: Terms = {
        "political membership": ops.largest(strength * p.v_membership * state.membership),
        "zone near the line": p.v_near * near,
        "occupied land in the zone": p.v_occupied * inside,
        "guarantor troops": p.v_troops * troops,
        "Founding Act strained": p.v_founding * state.founding_act * permanent_forces(state, game),
        "nuclear signalling": p.card_nuclear_felt * ops.flag(state.order_nuclear > 0),
        "frozen assets": p.card_assets_felt * ops.flag(state.order_assets > 0),
    }
    listed = p.card_caution * ops.flag(state.order_caution > 0)
    terms["red-line list"] = -ops.minimum(listed, ops.total(terms.values()))
    return Score(terms, "tanh")


def permanent_forces(state: State, game: Game) -> FloatArray:
    """1 where guarantor troops large enough to strain the Founding Act are being built up, (B,)."""
    large = ops.flag(state.troops_k >= game.parameters.founding_troops)
    return ops.largest(large * ops.flag(state.implemented > 0))


def compellence(state: State, game: Game) -> FloatArray:
    """R7: 1 where a guarantee in force now reaches over occupied land, so that it compels, (B,)."""
    inside = along_front(game.inputs.occupied, game.constants.length_share)
    over = ops.flag(inside > game.parameters.compellence_share)
    return ops.largest(over * state.in_force_now * ops.flag(state.guarantee > 0))


def steps_to_war(state: State, game: Game) -> FloatArray:
    """How much more red-line pressure weighs while a zone is proposed and not built, (B,)."""
    waiting = ops.largest(state.proposed * ops.flag(state.implemented < 1))
    factor: float = game.parameters.steps_to_war
    return 1 + (factor - 1) * waiting


def by_posture(state: State, restrained: float, double_down: float, averse: float) -> FloatArray:
    """A number that depends on Moscow's posture, (B,); opportunist is the reference, 0."""
    posture = state.posture
    value = ops.where(posture == RESTRAINED, restrained, 0.0)
    value = ops.where(posture == DOUBLE_DOWN, double_down, value)
    return ops.where(posture == COLLAPSE_AVERSE, averse, value)


def hazard_terms(state: State, game: Game) -> Terms:
    """R10: log-odds per quarter that a ceasefire collapses were the front all like s, (S, B)."""
    p, sectors = game.parameters, game.constants
    there = state.implemented
    width = ops.largest(state.dmz_km * there)
    per_km = ops.add_rows(there * state.peacekeepers_k) * 1000 / sectors.total_length
    stakes = sectors.salience * state.resolve
    opportunity = state.balance + p.h_opening - p.h_denial * force_in_place(state, game)
    mandate = ops.largest(state.mandate)
    return {
        "base": p.h_base,
        "age of the ceasefire": hazard_of_age(state.ceasefire_age, game),
        "agreement and joint commissions": p.h_quality * state.quality,
        "demilitarised zone": p.h_dmz * ops.saturate(width, p.dmz_scale)
        * (1 - p.dmz_fade * stakes),
        "peacekeepers": p.h_peacekeepers * mandate * ops.saturate(per_km, p.peacekeeper_scale)
        * (1 - p.peacekeeper_fade * stakes),
        "deterrence": p.h_deterrence * state.deterrence,
        "terms fit the battlefield": p.h_fit * (state.terms_fit - 0.5),
        "imposed from outside": p.h_imposed * state.imposed,
        "local balance": p.h_opportunity * opportunity,
        "salience and resolve": p.h_stakes * (stakes - p.stakes_reference),
        "red-line pressure": p.h_red_line * state.red_line * steps_to_war(state, game),
        "settlement": p.h_settled * state.settled,
        "irregulars": p.h_irregulars * state.irregulars
        * (1 + p.irregular_pressure * state.red_line),
        "incident staged": p.h_irregulars * state.irregulars
        * (p.card_provocation_hazard * ops.flag(state.order_provocation > 0)),
        "Russian strain": p.h_strain * (state.strain - 0.5),
        "Moscow's posture": by_posture(state, p.h_restrained, p.h_double_down, p.h_restrained),
    }  # fmt: skip


def hazard_of_age(age: FloatArray, game: Game) -> FloatArray:
    """What an older ceasefire gains, capped so that an old one can fail (2008, 2020, 2022)."""
    p = game.parameters
    return p.h_age * ops.log1p(ops.minimum(age, p.age_cap))  # type: ignore[no-any-return]


def moscow_accepts(state: State, game: Game) -> Score:
    """R8: the chance that Moscow accepts a ceasefire this quarter, (B,)."""
    p = game.parameters
    return Score(
        {
            "base": p.r_base + 0 * state.strain,
            "economic strain": p.r_strain * (state.strain - p.strain_reference),
            "public dissent": p.r_dissent * (state.dissent - 0.2),
            "battlefield momentum": p.r_momentum * state.momentum,
            "zone crosses a red line": p.r_red_line * state.red_line,
            "US mediation": p.r_mediation * mediation(state, p.us_deal),
            "resolve": p.r_resolve * (state.resolve - 0.7),
            "diplomacy": p.r_diplomacy * state.diplomacy,
            "line accepted de facto": p.r_exclusion * ops.largest(state.exclusion_accepted),
            "neutral peacekeepers": p.r_peacekeepers
            * ops.largest(ops.flag(state.peacekeepers_k > 0)),
            "Moscow's posture": by_posture(state, p.r_restrained, p.r_double_down, p.r_averse),
            "US presses for a deal": p.r_mediation
            * p.card_press_deal
            * ops.flag(state.order_press > 0),
            "sanctions relief on offer": p.card_relief * ops.flag(state.order_relief > 0),
            "what Moscow says": p.card_talks * state.ready_moscow,
        },
        "logistic",
    )  # fmt: skip


def kyiv_accepts(state: State, game: Game) -> Score:
    """R9: the chance that Kyiv accepts a ceasefire this quarter, (B,)."""
    p = game.parameters
    return Score(
        {
            "base": p.u_base + 0 * state.exhaustion,
            "credible guarantee": p.u_guarantee * state.guarantee_seen,
            "exhaustion": p.u_exhaustion * (state.exhaustion - 0.3),
            "concession in the terms": p.u_concession * ops.largest(state.exclusion_accepted),
            "US pressure": p.u_pressure * mediation(state, p.us_press),
            "trust in allies": p.u_trust * (state.trust - 0.5),
            "what Kyiv says": p.card_talks * state.ready_kyiv,
        },
        "logistic",
    )


def mediation(state: State, by_us_posture: Sequence[float]) -> FloatArray:
    """What the US posture brings to the table once the new administration is in, (B,)."""
    return ops.choose(state.us_posture, by_us_posture) * ops.flag(state.turn >= 1)


def log_pace(state: State, game: Game) -> Terms:
    """R11: the named log-multipliers of a sector's long-run pace that persist, (S, B)."""
    p = game.parameters
    return {
        "fortifications": p.card_fortify * ops.flag(state.fortified > 0),
        "stalemate drift": p.m_drift * state.turn,
        "balance of forces": p.m_balance * state.balance,
        "local pressure": state.pressure,
        "deterrence": -p.m_deterrence * state.deterrence,
    }


def effort(state: State, game: Game) -> FloatArray:
    """EU support discounted by lack of coordination, (B,)."""
    floor = game.parameters.effort_uncoordinated
    discount: FloatArray = floor + (1 - floor) * state.coordination
    return state.eu_support * discount


def heat(state: State, game: Game) -> FloatArray:
    """The share of the front, by length, on which there is fighting, (B,)."""
    return over_front(state.fighting, game.constants.length_share)


def threat(state: State) -> FloatArray:
    """How far the ladder has been climbed above rung 2, 0..1, (B,)."""
    return ops.clip((state.rung - 2) / 5, 0.0, 1.0)


def precedent(state: State, game: Game) -> Score:
    """R28: what a revisionist power elsewhere may learn, 0..110, (B,)."""
    p = game.parameters
    accepted = ops.largest(ops.flag(state.exclusion_accepted > 0.5))
    rewarded = ops.flag(state.lost > p.precedent_lost) * state.ceasefire * accepted
    return Score(
        {"norm eroded": 100 - state.norm, "conquest kept and accepted": p.precedent_step * rewarded}
    )


def constant_odds(probability: float) -> Score:
    """A plain chance written as log-odds, so that every draw explains itself alike."""
    return Score({"chance per quarter": ops.logit(np.float64(probability))}, "logistic")
