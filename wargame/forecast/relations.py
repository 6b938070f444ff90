"""Which way each lever moves the model: the metamorphic relations of model.md 7.2.

A relation compares the same random states twice, one lever apart, and must hold in every one.
True trade-offs, which go either way, are named in NOT_ASSERTED and never tested as relations.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np

from wargame.engine import ops
from wargame.engine.contributions import Draw, Drift
from wargame.engine.draws import Draws
from wargame.engine.inputs import ZoneInputs
from wargame.engine.ops import FloatArray
from wargame.engine.rule import Game
from wargame.engine.sequence import play_turn
from wargame.engine.state import State
from wargame.forecast.bench import Bench, everywhere, random_states
from wargame.rules import formulas
from wargame.rules.indices import stability
from wargame.rules.start import derived_fields

SLACK = 1e-12  # rounding
INDEX_SLACK = 1e-5  # the normal distribution is approximated to 1e-7, times 100
ONSET = 0.08  # a ceasefire's chance, held fixed where relations look at the index alone
GAPS_KM = (0.0, 10.0, 40.0, 90.0)
OCCUPIED = (0.0, 0.1, 0.5, 1.0)

NOT_ASSERTED = (
    "US commitment on Moscow's acceptance: mediation helps, a believed guarantee repels",
    "a guarantee on the onset of a ceasefire: it draws Kyiv in and pushes Moscow away",
    "strain on escalation: it restrains, and it frightens",
    "the gap on overall stability: less deterrence, less red-line pressure",
)


@dataclass(frozen=True, slots=True)
class Finding:
    """Whether a relation held in all states, and by how much it was missed where it did not."""

    id: str
    says: str
    passed: bool
    worst: float  # largest violation; 0 or less where it held
    mean: float  # mean difference in the direction asserted
    states: int


@dataclass(frozen=True)
class Middle:
    """One option's game in the middle: random states, and what follows from them."""

    bench: Bench
    option: str
    game: Game
    state: State

    def bumped(self, name: str, amount: float = 0.1) -> Middle:
        """The same with a lever moved."""
        return replace(self, state=self.state.changed({name: self.state[name] + amount}))

    def fixed(self, name: str, value: float) -> Middle:
        """The same with a lever at a value."""
        return replace(self, state=everywhere(self.state, name, value))

    def gapped(self, extra_km: float) -> Middle:
        """The same with the zone's edge so much further from the front."""
        zone = self.bench.zone(self.option)
        return self._in(replace(zone, gaps=zone.gaps + extra_km))

    def over(self, share: float) -> Middle:
        """The same with that share of the zone occupied in every sector."""
        zone = self.bench.zone(self.option)
        return self._in(replace(zone, occupied=np.full_like(zone.occupied, share)))

    def _in(self, zone: ZoneInputs) -> Middle:
        return replace(self, game=self.bench.game(self.option, zone=zone))

    def seen(self) -> State:
        """The state with K, D, G, X and V worked out."""
        return self.state.changed(derived_fields(self.state, self.game))

    def of(self, name: str) -> FloatArray:
        """A derived field."""
        return self.seen()[name]

    def hazard(self) -> FloatArray:
        """The chance of collapse, (S, B)."""
        return ops.logistic(ops.total(formulas.hazard_terms(self.seen(), self.game).values()))

    def moscow(self) -> FloatArray:
        """The chance that Moscow accepts a ceasefire, (B,)."""
        return formulas.moscow_accepts(self.seen(), self.game).value

    def kyiv(self) -> FloatArray:
        """The chance that Kyiv accepts one, (B,)."""
        return formulas.kyiv_accepts(self.seen(), self.game).value

    def escalates(self) -> FloatArray:
        """The chance of a step up the ladder, (B,)."""
        dice = Draws.of(0, 0, self.state.playthroughs)
        given = self.game.rulebook.find("escalation.ladder")(self.seen(), self.game, dice)
        return next(c.probability for c in given if isinstance(c, Draw) and c.name == "one rung up")

    def target(self, rule: str) -> FloatArray:
        """Where a rule pulls its field, (B,)."""
        given = self.game.rulebook.find(rule)(self.seen(), self.game, Draws.of(0))
        return next(c.score.value for c in given if isinstance(c, Drift))

    def index(self) -> FloatArray:
        """The stability index at a fixed chance of a ceasefire, (S, B)."""
        count = self.state.playthroughs
        seen = self.seen().changed({"onset_chance": np.full(count, ONSET)})
        return stability(seen, self.game).sectors


Pair = tuple[FloatArray, FloatArray]  # low, high: low <= high must hold everywhere
ANY = ("none", "gov", "gov-now", "buffer", "all", "dmz", "eu")
ZONES = ANY[1:]


@dataclass(frozen=True, slots=True)
class Relation:
    """low(m) <= high(m) in every state of every option it speaks of."""

    id: str
    says: str
    sides: Callable[[Middle], Sequence[Pair]]
    options: tuple[str, ...] = ANY
    slack: float = SLACK

    def judge(self, bench: Bench, seed: int, states: int) -> Finding:
        """The relation on so many random states at least, shared among its options."""
        count = -(-states // len(self.options))
        worst, sums = float("-inf"), []
        for option in self.options:
            game = bench.game(option)
            state = random_states(bench, option, game, seed, count)
            for low, high in self.sides(Middle(bench, option, game, state)):
                worst = max(worst, _largest(low - high))
                sums.append(float(np.mean(high - low)))
        passed = worst <= self.slack
        seen = count * len(self.options)
        return Finding(self.id, self.says, passed, worst, float(np.mean(sums)), seen)


def _largest(excess: FloatArray) -> float:
    """The largest excess; what is no number violates everything."""
    return float(np.max(excess)) if np.isfinite(excess).all() else float("inf")


def _rises(
    lever: str, read: Callable[[Middle], FloatArray], amount: float = 0.1
) -> Callable[[Middle], Sequence[Pair]]:
    """Reading never falls when the lever goes up."""
    return lambda m: [(read(m), read(m.bumped(lever, amount)))]


def _falls(
    lever: str, read: Callable[[Middle], FloatArray], amount: float = 0.1
) -> Callable[[Middle], Sequence[Pair]]:
    """Reading never rises when the lever goes up."""
    return lambda m: [(read(m.bumped(lever, amount)), read(m))]


def _along(
    levels: Sequence[float],
    at: Callable[[Middle, float], Middle],
    read: Callable[[Middle], FloatArray],
    sign: int,
) -> Callable[[Middle], Sequence[Pair]]:
    """Reading goes one way along the levels: up where sign is 1, down where it is -1."""

    def sides(m: Middle) -> Sequence[Pair]:
        seen = [read(at(m, level)) for level in levels][::sign]
        return list(pairwise(seen))

    return sides


def _read(name: str) -> Callable[[Middle], FloatArray]:
    return lambda m: m.of(name)


def _over_red_line(m: Middle) -> Sequence[Pair]:
    """Moscow's acceptance of the same state with the zone over all territory, and without it."""
    everything = replace(m, game=m.bench.game("all"))
    return [(everything.moscow(), m.moscow())]


def _in_force_while_fighting(m: Middle) -> Sequence[Pair]:
    war = m.fixed("ceasefire", 0.0).fixed("fighting", 1.0)
    later, now = war.fixed("in_force_now", 0.0), war.fixed("in_force_now", 1.0)
    return [(later.of("exposure"), now.of("exposure"))]


def _inert(m: Middle) -> Sequence[Pair]:
    """A turn without a zone is the same whatever polygon lies in the empty slot."""
    dice = Draws.of(5, 0, m.state.playthroughs)
    own = play_turn(m.state, (), m.game, dice, keep_ledger=False).state
    odd = play_turn(m.state, (), m.bench.game("all"), dice, keep_ledger=False).state
    pairs = [(np.abs(own[n]), 0 * own[n]) for n in ("deterrence", "exposure", "red_line")]
    # credibility and closeness are those of a zone that guarantees nothing
    same = (n for n in own if n not in {"credibility", "closeness"})
    return pairs + [(np.abs(own[n] - odd[n]), 0 * own[n]) for n in same]


_hazard, _moscow, _kyiv = Middle.hazard, Middle.moscow, Middle.kyiv
_gap, _over = Middle.gapped, Middle.over
_FROZEN, _NORM = "norms.frozen", "norms.sovereignty"

RELATIONS = (
    Relation("M1", "more US commitment never lowers deterrence",
             _rises("us_commitment", _read("deterrence"))),
    Relation("M2", "more cohesion never lowers deterrence",
             _rises("cohesion", _read("deterrence"))),
    Relation("M3", "more US commitment never raises the hazard of collapse",
             _falls("us_commitment", _hazard)),
    Relation("M4", "an older ceasefire is never likelier to collapse",
             _falls("ceasefire_age", _hazard, 4.0)),
    Relation("M5", "a better agreement never raises the hazard", _falls("quality", _hazard)),
    Relation("M6", "a wider demilitarised zone never raises the hazard",
             _falls("dmz_km", _hazard, 10.0)),
    Relation("M7", "more peacekeepers never raise the hazard",
             _falls("peacekeepers_k", _hazard, 20.0)),
    Relation("M8", "stronger irregulars never lower the hazard", _rises("irregulars", _hazard)),
    Relation("M9", "a balance better for the attacker never lowers the hazard",
             _rises("balance", _hazard)),
    Relation("M10", "a ceasefire imposed from outside is never safer", _rises("imposed", _hazard)),
    Relation("M11", "a wider gap never raises deterrence",
             _along(GAPS_KM, _gap, _read("deterrence"), -1), ZONES),
    Relation("M12", "a wider gap never raises the guarantors' exposure",
             _along(GAPS_KM, _gap, _read("exposure"), -1), ZONES),
    Relation("M13", "a wider gap never raises red-line pressure",
             _along(GAPS_KM, _gap, _read("red_line"), -1), ZONES),
    Relation("M14", "more occupied land in the zone never lowers red-line pressure",
             _along(OCCUPIED, _over, _read("red_line"), 1), ZONES),
    Relation("M15", "more occupied land in the zone never raises credibility",
             _along(OCCUPIED, _over, _read("credibility"), -1), ZONES),
    Relation("M16", "more occupied land in the zone never lowers exposure",
             _along(OCCUPIED, _over, _read("exposure"), 1), ZONES),
    Relation("M17", "more economic strain never lowers Moscow's acceptance",
             _rises("strain", _moscow)),
    Relation("M18", "more dissent never lowers Moscow's acceptance", _rises("dissent", _moscow)),
    Relation("M19", "more momentum never raises Moscow's acceptance", _falls("momentum", _moscow)),
    Relation("M20", "a zone across the red line never raises Moscow's acceptance",
             _over_red_line, ("gov",)),
    Relation("M21", "more US commitment never lowers Kyiv's acceptance",
             _rises("us_commitment", _kyiv)),
    Relation("M22", "more occupied land in the zone never lowers the odds of escalation",
             _along(OCCUPIED, _over, Middle.escalates, 1), ZONES),
    Relation("M23", "more diplomacy never raises the odds of escalation",
             _falls("diplomacy", Middle.escalates)),
    Relation("M24", "a guarantee in force now never lowers exposure while there is fighting",
             _in_force_while_fighting, ZONES),
    Relation("M25", "more US commitment never lowers stability at a fixed onset",
             _rises("us_commitment", Middle.index), slack=INDEX_SLACK),
    Relation("M26", "a balance better for the attacker never raises stability",
             _falls("balance", Middle.index), slack=INDEX_SLACK),
    Relation("M27", "more diplomacy never raises the frozen-conflict index",
             _falls("diplomacy", lambda m: m.target(_FROZEN))),
    Relation("M28", "more land lost never raises the norm index",
             _falls("lost", lambda m: m.target(_NORM), 4000.0)),
    Relation("M29", "more tacit acceptance never raises the norm index",
             _falls("exclusion_accepted", lambda m: m.target(_NORM), 0.2)),
    Relation("M30", "without a zone the polygon has no effect", _inert, ("none",), 0.0),
)  # fmt: skip


def state_level(bench: Bench, seed: int, states: int) -> list[Finding]:
    """Every relation on so many random states at least."""
    return [relation.judge(bench, seed, states) for relation in RELATIONS]
