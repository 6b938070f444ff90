"""R11: pressure on the line and ground that changes hands."""

from __future__ import annotations

from collections.abc import Iterable

from wargame.engine import ops
from wargame.engine.contributions import Assignment, Change, Contribution, Draw, Drift, Score
from wargame.engine.draws import Draws
from wargame.engine.rule import Game, rule
from wargame.engine.state import State
from wargame.rules import citations as c
from wargame.rules import formulas
from wargame.rules.fields import OPPORTUNIST


@rule(
    "front.pressure",
    phase="pressure",
    number="R11",
    topic="respite",
    cites=(c.LINE_DATA, c.JUDGEMENT),
    formula=(
        "z ← {m_persistence} z + noise;  after a collapse with a DMZ: {+m_dmz_lines} (1 − "
        "e^(−width/{dmz_lines_scale})) IMP"
    ),
)
def pressure(state: State, game: Game, draws: Draws) -> Iterable[Contribution]:
    """Local pressure comes and goes; lines given up for a DMZ are missed after a collapse.

    state.pressure : (S, B) log-multiplier of the sector's pace.
    """
    p = game.parameters
    keeps = p.m_persistence
    fresh = (1 - keeps * keeps) ** 0.5 * p.m_sigma * draws.normal("local", state.pressure.shape[0])
    given_up = ops.largest(ops.saturate(state.dmz_km, p.dmz_lines_scale) * state.implemented)
    yield Change(
        "pressure",
        {
            "fades": -(1 - keeps) * state.pressure,
            "chance": fresh,
            "fortified lines were given up": p.m_dmz_lines * state.collapsed * given_up,
        },
    )


def _advance(state: State, game: Game, draws: Draws) -> Score:
    """Ground an attack takes in each sector this quarter, km2, (S, B)."""
    p, sectors = game.parameters, game.constants
    terms = formulas.log_pace(state, game) | {
        "chance along the whole front": p.m_common * draws.normal("common"),
        "Moscow's posture": formulas.by_posture(
            state, p.m_restrained, p.m_double_down, p.m_averse
        ),
        "mean of the noise": -0.5 * p.m_sigma * p.m_sigma,
    }  # fmt: skip
    wanted = ops.total(terms.values())
    terms["limit on pace"] = ops.clip(wanted, p.m_lowest, p.m_highest) - wanted
    in_war = ops.where(state.ceasefire < 1, 1.0, p.m_breach * state.breach)
    return Score(terms, "exp", sectors.length * _speed(state, game) * in_war)


def _speed(state: State, game: Game) -> ops.FloatArray:
    """Long-run pace, km a quarter, (S, B): the salient's only while it lasts, then Sumy's grows."""
    p, sectors = game.parameters, game.constants
    left = ops.where(state.kursk > p.kursk_gone, 1.0, 0.0)
    freed = 1 + p.kursk_freed * ops.flag(state.kursk < p.kursk_small)
    speed = ops.where(sectors.is_salient > 0, sectors.speed * left, sectors.speed)
    return ops.where(sectors.is_relieved > 0, speed * freed, speed)


@rule(
    "front.movement",
    phase="movement",
    number="R11",
    topic="respite",
    cites=(c.LINE_DATA, c.EPSTEIN_1988),
    formula=(
        "advance = L · v · e^({m_balance} BAL + z + common + posture {-m_deterrence} D − σ²/2);  "
        "minus {m_counter} L · min(1, {m_counter_reach} v) · e^(noise − BAL)"
    ),
)
def movement(state: State, game: Game, draws: Draws) -> Iterable[Contribution]:
    """Ground changes hands at the sector's pace, faster or slower by a sum of named terms.

    A local breach moves more slowly than war. The Kursk salient is drawn down and counts apart.
    state.net : (S, B) km2, plus = lost by Kyiv; state.lost : (B,) km2 since the start.
    """
    p, sectors = game.parameters, game.constants
    score = _advance(state, game, draws)
    parts = {"long-run pace": score.neutral} | score.shares()
    gross = score.value
    capped = ops.where(sectors.is_salient > 0, ops.minimum(gross, state.kursk), gross)
    luck = ops.exp(p.m_counter_noise * draws.normal("counter", gross.shape[0]))
    in_war = ops.where(state.ceasefire < 1, 1.0, p.m_breach * state.breach)
    reach = ops.minimum(1.0, p.m_counter_reach * _speed(state, game))
    ordered = 1 + (p.card_counter - 1) * ops.flag(state.order_counter > 0)
    push = luck * in_war * reach * ordered
    counter = sectors.length * p.m_counter * push * ops.exp(-state.balance)
    net = capped - counter
    yield Change(
        "net", parts | {"all of the salient is lost": capped - gross, "counter-attacks": -counter}
    )
    yield Change("displacement", {"ground over length": net / sectors.length})
    yield Change("fortified", {"fortifications wear": -ops.minimum(state.fortified, 1.0)})
    yield Change("kursk", {"driven back": -ops.add_rows(capped * sectors.is_salient)})
    yield from _ground(net, game)


@rule(
    "front.seizure",
    phase="seizure",
    number="R12",
    topic="precedent",
    cites=(c.ALTMAN_2017, c.JUDGEMENT),
    formula=(
        "P = σ({gap_base} {+gap_width} (1−e^(−gap/{gap_scale})) g·IMP {+gap_opportunist} "
        "[opportunist] {-gap_deterrence} D {-gap_people} people {-gap_garrison} garrison), up to "
        "{gap_depth} km deep"
    ),
)
def seizure(state: State, game: Game, draws: Draws) -> Iterable[Contribution]:
    """In a ceasefire the strip between line and zone may be seized; Article 5 is not triggered.

    Thinly populated, ungarrisoned gaps are taken first. state.seized : (S, B).
    """
    p, sectors = game.parameters, game.constants
    gaps = game.inputs.mean_gap_km
    if game.inputs.phased:
        gaps = gaps + state.strip_km[:, None, :]
    gap = ops.smallest(gaps)  # the nearest zone's
    shield = ops.largest(state.guarantee * state.implemented)
    forward = ops.saturate(state.troops_k * state.forward_share, p.gap_garrison_scale)
    garrison = formulas.together(forward * state.implemented, game)
    score = Score(
        {
            "base": p.gap_base + 0 * state.deterrence,
            "a wide gap": p.gap_width * (1 - ops.exp(-gap / p.gap_scale)) * shield,
            "opportunist posture": p.gap_opportunist * ops.flag(state.posture == OPPORTUNIST),
            "deterrence": -p.gap_deterrence * state.deterrence,
            "people in the gap": -p.gap_people
            * sectors.population
            * ops.minimum(gap / p.gap_people_km, 1.0),
            "garrison": -p.gap_garrison * garrison,
        },
        "logistic",
    )
    number = draws.uniform("seizure", state.deterrence.shape[0])
    open_gap = sectors.is_land * ops.flag(gap > 0) * ops.flag(shield > 0) * state.ceasefire
    seized = ops.flag(number < score.value) * open_gap
    taken = seized * ops.minimum(gap, p.gap_depth) * sectors.length
    yield Draw("a gap is seized", score.value, number, seized, {"seizure": score})
    yield Assignment("seized", seized, "the draw")
    yield Change("displacement", {"gap seized": taken / sectors.length})
    ids = sectors.sector_ids
    yield Change("lost", {f"gap seized at {s}": taken[i] for i, s in enumerate(ids)})
    yield Change("reputation", {"a gap was seized": -p.gap_reputation * ops.largest(seized)})


def _ground(net: ops.FloatArray, game: Game) -> Iterable[Contribution]:
    """Ground by sector enters what Kyiv has lost and the momentum; the salient counts apart."""
    ids, salient = game.constants.sector_ids, game.constants.is_salient
    by_sector = {f"ground at {s}": net[i] for i, s in enumerate(ids) if not salient[i, 0]}
    yield Change("lost", by_sector)
    scaled = {name: ground / game.parameters.mom_scale for name, ground in by_sector.items()}
    yield Drift("momentum", Score(scaled, "tanh"), game.parameters.mom_rate)
