"""R34 (ii): why the stability index moved, group by group, with no residual.

Groups of fields are replaced cumulatively, old by new; the mean of that order and its reverse is a
group's part. Both telescope, so nothing is left over.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from wargame.engine.ops import FloatArray
from wargame.engine.rule import Game
from wargame.engine.state import State
from wargame.rules.fields import ZONE_TERMS
from wargame.rules.indices import Stability, stability
from wargame.rules.start import derived_fields, onset_chance

ZONE = "guarantee"
GROUPS: Mapping[str, tuple[str, ...]] = {
    "ceasefire": ("ceasefire", "fighting", "quality", "terms_fit", "imposed"),
    "age": ("ceasefire_age",),
    ZONE: (*ZONE_TERMS, "proposed", "decided", "implemented"),
    "us": ("us_commitment", "us_posture", "turn"),
    "alliance": (
        "cohesion", "cautious_resolve", "hawk_resolve", "eu_support", "coordination", "trust",
        "reputation",
    ),
    "moscow": ("posture", "resolve", "strain", "dissent"),
    "forces": ("balance", "momentum", "pressure", "kursk"),
    "society": ("diplomacy", "exhaustion", "irregulars", "violations"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Reading:
    """The states one turn's index was read from: at derivation, at the bargaining, at the end."""

    derivation: State
    bargaining: State
    end: State
    game: Game

    @classmethod
    def of(cls, state: State, openings: Mapping[str, State], game: Game) -> Reading:
        """The reading of a played turn, or of an opening state, which has no phases."""
        return cls(
            openings.get("credibility", state), openings.get("bargaining", state), state, game
        )

    def index(self) -> Stability:
        """The stability index worked out from these states."""
        derived = derived_fields(self.derivation, self.game)
        seen = {name: derived[name] for name in ("guarantee_seen", "red_line")}
        onset = onset_chance(self.bargaining.changed(seen), self.game)
        read = {name: derived[name] for name in ("deterrence", "red_line")}
        return stability(self.end.changed(read | {"onset_chance": onset}), self.game)

    def replaced(self, group: str, other: Reading) -> Reading:
        """The same reading with one group of fields taken from the other."""
        names = GROUPS[group]

        def swap(mine: State, theirs: State) -> State:
            return mine.changed({name: theirs[name] for name in names})

        game = other.game if group == ZONE else self.game
        return Reading(
            swap(self.derivation, other.derivation),
            swap(self.bargaining, other.bargaining),
            swap(self.end, other.end),
            game,
        )


@dataclass(frozen=True, slots=True)
class IndexChange:
    """What each group contributed to the change of the index."""

    before: Stability
    after: Stability
    overall: Mapping[str, FloatArray]  # group -> (B,)
    sectors: Mapping[str, FloatArray]  # group -> (S, B)


def explain(before: Reading, after: Reading) -> IndexChange:
    """Why the index moved from one reading to the other; the parts sum to it within 1e-9."""
    forward = _walk(before, after, tuple(GROUPS))
    backward = _walk(before, after, tuple(GROUPS)[::-1])
    overall, sectors = {}, {}
    for group in GROUPS:
        overall[group] = 0.5 * (forward[group][0] + backward[group][0])
        sectors[group] = 0.5 * (forward[group][1] + backward[group][1])
    return IndexChange(before.index(), after.index(), overall, sectors)


def _walk(
    before: Reading, after: Reading, order: tuple[str, ...]
) -> dict[str, tuple[FloatArray, FloatArray]]:
    """The steps of the index when the groups are replaced one after another."""
    parts = {}
    reading, last = before, before.index()
    for group in order:
        reading = reading.replaced(group, after)
        found = reading.index()
        parts[group] = (found.overall - last.overall, found.sectors - last.sectors)
        last = found
    return parts
