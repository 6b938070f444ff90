"""R34 (ii): why the stability index moved, group by group, with no residual.

Groups of fields are replaced cumulatively, old by new; the mean of that order and its reverse is a
group's part. Both telescope, so nothing is left over.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from wargame.engine.ops import FloatArray
from wargame.engine.rule import Game
from wargame.engine.state import State
from wargame.rules.fields import ORDERS, ZONE_TERMS
from wargame.rules.indices import Stability, stability
from wargame.rules.start import derived_fields, onset_chance

ZONE = "guarantee"  # its inputs are swapped with its fields
SETTING = "setting"  # switches and mode: no field, but constants and parameters
GROUPS: Mapping[str, tuple[str, ...]] = {
    "ceasefire": ("ceasefire", "fighting", "quality", "terms_fit", "imposed", "settled"),
    "age": ("ceasefire_age",),
    ZONE: (*ZONE_TERMS, "proposed", "decided", "implemented"),
    "us": ("us_commitment", "us_posture"),
    "calendar": ("turn",),
    "alliance": (
        "cohesion", "cautious_resolve", "hawk_resolve", "eu_support", "coordination", "trust",
        "reputation", "founding_act",
    ),
    "moscow": ("posture", "resolve", "strain", "dissent"),
    "forces": ("balance", "momentum", "pressure", "kursk", "fortified"),
    "society": ("diplomacy", "exhaustion", "irregulars", "violations"),
    "cards": (*ORDERS, "ready_moscow", "ready_kyiv"),
    SETTING: (),
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

        game = self._game_with(group, other.game)
        return Reading(
            swap(self.derivation, other.derivation),
            swap(self.bargaining, other.bargaining),
            swap(self.end, other.end),
            game,
        )

    def _game_with(self, group: str, other: Game) -> Game:
        """This game, with the zones or the switches of the other where the group is theirs."""
        if group == ZONE:
            return replace(self.game, inputs=other.inputs)
        if group == SETTING:
            return replace(self.game, constants=other.constants, parameters=other.parameters)
        return self.game


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
