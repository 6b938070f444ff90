"""R1 to R4: where protection stands, how credible it is, and what it deters."""

from __future__ import annotations

from collections.abc import Iterable

from wargame.engine import ops
from wargame.engine.contributions import Assignment, Contribution
from wargame.engine.draws import Draws
from wargame.engine.rule import Game, rule
from wargame.engine.state import State
from wargame.rules import citations as c
from wargame.rules import formulas


@rule(
    "guarantee.geometry",
    phase="credibility",
    number="R1",
    topic="government-held",
    cites=(c.ALLIES_2024, c.JUDGEMENT),
    formula=(
        "κ(λ) = mean over the front of e^(−gap/λ), λ = {lambda_deterrence} km;  δ = 1 − "
        "e^(−depth/{depth_scale})"
    ),
)
def geometry(state: State, game: Game, draws: Draws) -> Iterable[Contribution]:
    """A zone protects where its edge is close to the front and land behind it is deep.

    The gaps from front to zone edge are measured on the map; closeness fades with distance.
    state.closeness : (S, B) 0..1, the largest over the zones.
    """
    near = ops.largest(formulas.near_and_deep(state, game)) + 0 * state.closeness
    yield Assignment("closeness", near, "measured from the zone's polygon")


@rule(
    "guarantee.credibility",
    phase="credibility",
    number="R3",
    topic="article-5",
    cites=(c.HUTH_1988, c.FEARON_1997, c.REITER_POAST_2021, c.ARTICLE_5),
    formula=(
        "K = σ({k_base} {+k_us} us (U−.5) {+k_eu} eu (EU−.5) {+k_cohesion} (COH−.5) {+k_force} "
        "forces·IMP {+k_tripwire} [troops] IMP {+k_treaty} (art5−.5) {+k_over} occupied "
        "{+k_reputation} (REP−{reputation_reference}) + command)"
    ),
)
def credibility(state: State, game: Game, draws: Draws) -> Iterable[Contribution]:
    """A guarantee is believed when those who give it are committed, united and present.

    Land that an enemy holds inside the zone over-extends it. state.credibility : (Z, B) 0..1.
    """
    score = formulas.credibility(state, game)
    yield Assignment("credibility", score.value, "a sum of named log-odds", score)


@rule(
    "guarantee.deterrence",
    phase="deterrence",
    number="R4",
    topic="government-held",
    cites=(c.LEEDS_2003, c.BENSON_2011),
    formula=(
        "D = K · g · IMP · a · κ(gap) · δ(depth) · (1 {-deterrence_occupied} occupied);  a = 1 in "
        "a ceasefire or in force now, else {live_deterrence}"
    ),
)
def deterrence(state: State, game: Game, draws: Draws) -> Iterable[Contribution]:
    """A zone deters where its guarantee is believed, built up, live and close.

    Before a ceasefire a guarantee that waits for one is barely live.
    state.deterrence : (S, B).
    """
    value = formulas.deterrence(state.credibility, state, game)
    yield Assignment("deterrence", value, "credibility, build-up, liveness and closeness")


@rule(
    "guarantee.seen_from_kyiv",
    phase="deterrence",
    number="R4",
    topic="government-held",
    cites=(c.WALTER_2002,),
    formula="G = K · g · max(IMP, {decided_weight} CONS) · Σ importance · κ · δ",
)
def seen_from_kyiv(state: State, game: Game, draws: Draws) -> Iterable[Contribution]:
    """Kyiv counts a guarantee that is decided in part, and one that is built up in full.

    state.guarantee_seen : (B,) 0..1.
    """
    value = formulas.guarantee_seen(state.credibility, state, game)
    yield Assignment("guarantee_seen", value, "credibility, decision and closeness")
