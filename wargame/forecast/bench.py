"""The bench on which a model is tested: games and opening states of options, by name.

Whoever owns scenarios and maps provides it; the tests of this package know neither.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

import numpy as np

from wargame.engine.draws import Draws
from wargame.engine.inputs import ZoneInputs
from wargame.engine.ops import FloatArray, Operand
from wargame.engine.rule import Game
from wargame.engine.state import State

NOTHING: Mapping[str, Operand] = {}

# Where a field has no limits of its own: what it may plausibly hold in a game.
_PLAUSIBLE = {
    "norm": (20, 90), "reconstruction": (0, 200), "lost": (0, 25_000), "kursk": (0, 800),
    "casualties": (0, 20), "calm": (0, 3), "violations": (0, 1.5), "pressure": (-1.5, 1.5),
    "displacement": (-20, 60), "ceasefire_age": (0, 20), "fortified": (0, 5),
}  # fmt: skip
_STEPS = {"us_posture": 3, "us_posture_next": 3, "posture": 4, "rung": 8}
_WHOLE = ("ceasefire_age", "fortified")


class Bench(Protocol):
    """One scenario's options, measured."""

    @property
    def options(self) -> tuple[str, ...]:
        """The ids of the options that can be played."""

    def zone(self, option: str, *, buffer_km: float | None = None) -> ZoneInputs:
        """The measured zone of an option, with another strip kept free if one is named."""

    def game(
        self,
        option: str,
        *,
        zone: ZoneInputs | None = None,
        parameters: Mapping[str, Operand] = NOTHING,
        political: bool = False,
        us_posture: str = "",
    ) -> Game:
        """The game of an option; its zone and some parameters replaced where they are named."""

    def opening(self, option: str, game: Game, draws: Draws, *, sample: bool = False) -> State:
        """The state at turn 0 with the option on."""


def everywhere(state: State, name: str, value: float) -> State:
    """The same state with that field at that value."""
    return state.changed({name: np.full_like(state[name], value)})


def random_states(bench: Bench, option: str, game: Game, seed: int, count: int) -> State:
    """Playthroughs mid-game: every field anywhere it can be, the option's terms kept.

    Derived fields and indices are those of the opening; whoever reads them derives them anew.
    """
    dice = Draws.of(seed, 0, count).keyed("random state")
    state = bench.opening(option, game, dice)
    found = {"turn": np.full(count, 3.0)}
    for name, spec in state.fields.items():
        if name == "turn" or spec.fleeting or spec.axes == "Z":
            continue
        u = dice.uniform(name, None if state[name].ndim == 1 else state[name].shape[0])
        low, high = _PLAUSIBLE.get(name, (spec.low, spec.high))
        if spec.kind == "flag":
            found[name] = np.where(u < 0.5, 0.0, 1.0)
        elif name in _STEPS:
            found[name] = np.floor(u * _STEPS[name])
        elif np.isfinite([low, high]).all():
            found[name] = low + u * (high - low)
            found[name] = np.floor(found[name]) if name in _WHOLE else found[name]
    return state.changed(found | _consistent(found, state, dice))


def _consistent(
    found: Mapping[str, FloatArray], state: State, dice: Draws
) -> dict[str, FloatArray]:
    """The fields that hang together: no truce, no age; no decision, nothing built."""
    slots = state.decided.shape[0]
    offered = np.where(state.guarantee > 0, 1.0, 0.0)
    decided = offered * np.where(dice.uniform("decided", slots) < 0.5, 0.0, 1.0)
    return {
        "decided": decided,
        "implemented": decided * dice.uniform("implemented", slots),
        "ceasefire_age": found["ceasefire_age"] * found["ceasefire"],
        "fighting": np.where(found["ceasefire"] > 0, found["fighting"], 1.0),
        "settled": found["settled"] * found["ceasefire"],
        "rung_max": found["rung"],
    }
