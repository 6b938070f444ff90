"""R25, R27, R32: the frozen-conflict index, the sovereignty norm and NATO's reputation."""

from __future__ import annotations

from collections.abc import Iterable

from wargame.engine import ops
from wargame.engine.contributions import Change, Contribution, Drift, Score
from wargame.engine.draws import Draws
from wargame.engine.rule import Game, rule
from wargame.engine.state import State
from wargame.rules import citations as c
from wargame.rules import formulas


@rule(
    "norms.frozen",
    phase="frozen",
    number="R25",
    topic="frozen-conflict",
    cites=(c.KING_2001, c.KOLOSOV_2022),
    formula=(
        "FRZ → σ({fz_base} {+fz_age} ln(1+age) CF {+fz_line} exclusion·max(IMP, {fz_truce} CF) "
        "{+fz_irregulars} sep {-fz_diplomacy} DIP {-fz_reconstruction} REC/{rec_need} {-fz_claim} "
        "claim {-fz_settled} [settled]), rate {fz_rate}"
    ),
)
def frozen(state: State, game: Game, draws: Draws) -> Iterable[Contribution]:
    """A line hardens with a long ceasefire, accepted exclusion and separatist rule; talks thaw it.

    state.frozen : (B,) 0..1.
    """
    p = game.parameters
    fixed = ops.maximum(state.implemented, p.fz_truce * state.ceasefire)
    irregulars = formulas.over_front(state.irregulars, game.constants.importance)
    target = Score(
        {
            "base": p.fz_base + 0 * state.frozen,
            "ceasefire without settlement": p.fz_age * ops.log1p(state.ceasefire_age)
            * state.ceasefire,
            "line fixed by the zone": p.fz_line * ops.largest(state.exclusion_accepted * fixed),
            "separatist administrations": p.fz_irregulars * irregulars,
            "diplomacy": -p.fz_diplomacy * state.diplomacy,
            "reconstruction": -p.fz_reconstruction * state.reconstruction / p.rec_need,
            "no recognition": -p.fz_claim * ops.largest(state.claim),
            "settlement": -p.fz_settled * state.settled,
        },
        "logistic",
    )  # fmt: skip
    yield Drift("frozen", target, p.fz_rate)


@rule(
    "norms.sovereignty",
    phase="norms",
    number="R27",
    topic="precedent",
    cites=(c.BUDAPEST, c.ALTMAN_2017, c.JUDGEMENT),
    formula=(
        "NORM → 100 σ({n_base} {-n_lost} LOST/1000 {-n_exclusion} exclusion·max(IMP, {n_truce} CF) "
        "({n_reach}−claim) {+n_claim} (claim−.5) max(IMP, {n_proposed} PROP) {+n_assurance} "
        "g·IMP·K {-n_frozen} (FRZ−.35) {+n_sanctions} (SAN−.6) {-n_none} [g=0] (1−CF) {-n_dither} "
        "PROP (1−CONS) {+n_aid} (U−{n_us_reference}) {+n_aid} (EU−{n_eu_reference})), rate {n_rate}"
    ),
)
def sovereignty(state: State, game: Game, draws: Draws) -> Iterable[Contribution]:
    """Conquest rewarded and exclusion accepted erode the norm; assurances honoured restore it.

    state.norm : (B,) 0..100.
    """
    p = game.parameters
    built, truce = state.implemented, state.ceasefire
    offered = ops.flag(state.guarantee > 0)
    excluded = state.exclusion_accepted * ops.maximum(built, p.n_truce * truce)
    upheld = (state.claim - 0.5) * ops.maximum(built, p.n_proposed * state.proposed)
    dithering = state.proposed * (1 - state.decided) * offered
    any_offer = ops.largest(offered)
    target = Score(
        {
            "base": p.n_base + 0 * state.norm,
            "conquest rewarded": -p.n_lost * state.lost / 1000,
            "exclusion accepted": -p.n_exclusion
            * ops.largest(excluded * (p.n_reach - state.claim)),
            # the strongest claim upheld and the weakest, so that an empty slot changes nothing
            "claim upheld in the zone": p.n_claim * ops.maximum(ops.largest(upheld), 0.0),
            "claim given up in the zone": p.n_claim * ops.minimum(ops.smallest(upheld), 0.0),
            "1994 assurances honoured": p.n_assurance
            * ops.largest(state.guarantee * built * state.credibility),
            "frozen conflict": -p.n_frozen * (state.frozen - 0.35),
            "sanctions kept": p.n_sanctions * (state.sanctions - 0.6),
            "no answer to aggression": -p.n_none * (1 - any_offer) * (1 - truce),
            "proposed and not decided": -p.n_dither * ops.largest(dithering),
            "US aid": p.n_aid * (state.us_commitment - p.n_us_reference),
            "EU aid": p.n_aid * (state.eu_support - p.n_eu_reference),
        },
        "logistic",
        100.0,
    )  # fmt: skip
    yield Drift("norm", target, p.n_rate)


@rule(
    "norms.budapest",
    phase="norms",
    number="R30",
    topic="budapest",
    cites=(c.BUDAPEST, c.JUDGEMENT),
    formula=(
        "BUD → {bud_level} {+bud_guarantee} g·IMP·K {-bud_breach} [no zone after a breach], rate "
        "{bud_rate}"
    ),
)
def budapest(state: State, game: Game, draws: Draws) -> Iterable[Contribution]:
    """A guarantee built restores the 1994 assurances; a breach without one leaves them empty.

    Shown, and named in the sovereignty norm; it has no further effect. state.budapest : (B,).
    """
    p = game.parameters
    honoured = ops.largest(state.guarantee * state.implemented * state.credibility)
    bare = 1 - ops.largest(ops.flag(state.guarantee > 0))
    target = Score(
        {
            "assurances honoured": p.bud_guarantee * honoured,
            "no zone after a breach": -p.bud_breach * bare * state.broken,
        }
    )
    yield Drift("budapest", target, p.bud_rate, neutral=p.bud_level)


@rule(
    "norms.reputation",
    phase="norms",
    number="R32",
    topic="reluctance",
    cites=(c.HUTH_1988, c.JUDGEMENT),
    formula="REP += {rep_quiet} IMP·CF {-rep_breach} [a guarantee with K < .5 is breached]",
)
def reputation(state: State, game: Game, draws: Draws) -> Iterable[Contribution]:
    """A breach of a guarantee few believed costs reputation; each quiet quarter earns some.

    state.reputation : (B,) 0..1.
    """
    p = game.parameters
    weak = ops.largest(ops.flag((state.guarantee > 0) & (state.credibility < 0.5)))
    built = ops.largest(state.implemented)
    yield Change(
        "reputation",
        {
            "a weak guarantee was breached": -p.rep_breach * state.collapsed * weak,
            "a quiet quarter": p.rep_quiet * built * state.ceasefire,
        },
    )
