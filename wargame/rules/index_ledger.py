"""R34 (ii): why the stability index moved, group by group, with no residual.

Groups of fields are replaced cumulatively, old by new; the mean of that order and its reverse is a
group's part. Both telescope, so nothing is left over.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

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

    def differs(self, group: str, other: Reading) -> bool:
        """Whether replacing the group could change anything at all."""
        if self._game_with(group, other.game) is not self.game:
            return True
        pairs = (
            (self.derivation, other.derivation),
            (self.bargaining, other.bargaining),
            (self.end, other.end),
        )
        names = GROUPS[group]
        return any(not np.array_equal(a[name], b[name]) for a, b in pairs for name in names)

    def _game_with(self, group: str, other: Game) -> Game:
        """This game, with the zones or the switches of the other where the group is theirs."""
        if group == ZONE:
            same = self.game.inputs is other.inputs
            return self.game if same else replace(self.game, inputs=other.inputs)
        if group == SETTING:
            mine = (self.game.constants, self.game.parameters)
            theirs = (other.constants, other.parameters)
            if all(a is b for a, b in zip(mine, theirs, strict=True)):
                return self.game
            return replace(self.game, constants=theirs[0], parameters=theirs[1])
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
    moved = tuple(group for group in GROUPS if before.differs(group, after))
    there, back = _walk(before, after, moved), _walk(before, after, moved[::-1])
    start, end, *found = indices([before, after, *there, *back])
    forward = _steps(moved, [start, *found[: len(there)]])
    backward = _steps(moved[::-1], [start, *found[len(there) :]])
    overall, sectors = {}, {}
    for group in GROUPS:
        if group in moved:
            overall[group] = 0.5 * (forward[group][0] + backward[group][0])
            sectors[group] = 0.5 * (forward[group][1] + backward[group][1])
        else:
            overall[group], sectors[group] = 0.0 * end.overall, 0.0 * end.sectors
    return IndexChange(start, end, overall, sectors)


def _walk(before: Reading, after: Reading, order: tuple[str, ...]) -> list[Reading]:
    """The readings on the way when the groups that moved are replaced one after another."""
    way, reading = [], before
    for group in order:
        reading = reading.replaced(group, after)
        way.append(reading)
    return way


def _steps(
    order: tuple[str, ...], way: list[Stability]
) -> dict[str, tuple[FloatArray, FloatArray]]:
    """What each group's step changed, overall and by sector."""
    return {
        group: (now.overall - last.overall, now.sectors - last.sectors)
        for group, last, now in zip(order, way, way[1:], strict=False)
    }


def indices(readings: list[Reading]) -> list[Stability]:
    """The index of each reading; readings of one game are worked out as one batch."""
    if any(reading.game is not readings[0].game for reading in readings):
        return [reading.index() for reading in readings]
    together = Reading(
        _stacked([r.derivation for r in readings]),
        _stacked([r.bargaining for r in readings]),
        _stacked([r.end for r in readings]),
        readings[0].game,
    ).index()
    size = readings[0].end.playthroughs
    parts = [slice(i * size, (i + 1) * size) for i in range(len(readings))]
    values = (together.holds, together.quiet, together.sectors, together.overall, together.weakest)
    return [Stability(*(np.ascontiguousarray(v[..., part]) for v in values)) for part in parts]


def _stacked(states: list[State]) -> State:
    """The playthroughs of all states, one after another."""
    first = states[0]
    return first.changed(
        {name: np.concatenate([s[name] for s in states], axis=-1) for name in first}
    )
