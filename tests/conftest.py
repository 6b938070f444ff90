"""What every test shares: no window on anybody's screen, no clock, the shipped game on a table."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pytest
from hypothesis import settings

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")  # before any test imports Qt
os.environ.setdefault("QT_SCALE_FACTOR", "1")  # a report asks for sharper maps: not of all tests

settings.register_profile("steady", deadline=None, derandomize=True)  # the same cases everywhere
settings.register_profile("search", deadline=None, max_examples=2_000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "steady"))

# Where a field has no limits of its own: what it may plausibly hold in a game.
PLAUSIBLE = {
    "norm": (20, 90), "reconstruction": (0, 200), "lost": (0, 25_000), "kursk": (0, 800),
    "casualties": (0, 20), "calm": (0, 4), "violations": (0, 1.5), "pressure": (-1.5, 1.5),
    "displacement": (-20, 60), "ceasefire_age": (0, 20),
}  # fmt: skip
STEPS = {"us_posture": 3, "us_posture_next": 3, "posture": 4, "rung": 8}


@dataclass(repr=False, eq=False)
class Table:
    """The shipped scenario with its measured zones: games and states of options, by name.

    Several zones that are on at once are joined by a plus: "eu+dmz".
    """

    scenario: Any
    shelf: Any
    _games: dict[Any, Any] = field(default_factory=dict)

    def named(self, options: str) -> list[Any]:
        """The options of that name, in slot order."""
        return [self.scenario.option(option) for option in options.split("+")]

    def game(self, options: str, *, political: bool = False, **switches: Any) -> Any:
        """The game with those options' zones, in a mode and with the switches that are on."""
        from wargame.app.game import build_game
        from wargame.app.setting import Setting

        key = (options, political, *sorted(switches.items()))
        if key not in self._games:
            zones = [self.shelf.take(option.geometry).inputs for option in self.named(options)]
            setting = Setting("political" if political else "adopted", **switches)
            self._games[key] = build_game(self.scenario, zones, setting=setting)
        return self._games[key]

    def edited(self, option: str, **terms: Any) -> Any:
        """The option with some terms changed, as people change them on its card."""
        from wargame.app.options import edited

        return edited(self.scenario.option(option), **terms)

    def decisions(self, wanted: Any, in_place: Any, state: Any) -> Any:
        """The decisions that put one option in the place of another."""
        from wargame.app.options import decisions

        return decisions([wanted], [in_place], state, self.shelf, propose=True)

    def opening(self, options: str, draws: Any, *, sample: bool = False) -> Any:
        """The state at turn 0 of these playthroughs."""
        from wargame.app.game import open_game

        game = self.game(options)
        return open_game(self.scenario, game, self.named(options), draws, sample=sample)

    def random_state(self, option: str, seed: int, count: int, *, turn: int = 3) -> Any:
        """Playthroughs mid-game: every field anywhere it can be, the option's terms kept."""
        from wargame.engine.draws import Draws
        from wargame.rules.start import with_indices

        state, rng = self.opening(option, Draws.of(seed, 1, count)), np.random.default_rng(seed)
        found = {"turn": np.full(count, float(turn))}
        for name, spec in state.fields.items():
            low, high = PLAUSIBLE.get(name, (spec.low, spec.high))
            if name == "turn" or spec.fleeting or (spec.axes == "Z" and spec.kind == "flag"):
                continue
            if spec.kind == "flag":
                found[name] = rng.integers(0, 2, state[name].shape).astype(float)
            elif name in STEPS:
                found[name] = rng.integers(0, STEPS[name], state[name].shape).astype(float)
            elif np.isfinite([low, high]).all():
                found[name] = rng.uniform(low, high, state[name].shape)
        decided = rng.integers(0, 2, state.decided.shape) * (state.guarantee > 0)
        found["draft_quality"] = 0.1 * rng.integers(0, 2, count)
        found["fortified"] = rng.integers(0, 5, state.fortified.shape).astype(float)
        found |= {"decided": decided.astype(float), "implemented": found["implemented"] * decided}
        found["ceasefire_age"] = np.floor(found["ceasefire_age"]) * found["ceasefire"]
        found["fighting"] = np.where(found["ceasefire"] > 0, found["fighting"], 1.0)
        found["rung_max"] = found["rung"].copy()
        found["calm"] *= min(turn, 4) / 4  # at most one a turn
        return with_indices(state.changed(found), self.game(option))


@pytest.fixture(scope="session")
def table() -> Table:
    """The shipped scenario, opened once."""
    from wargame.app.zones import ZoneShelf
    from wargame.scenario.load import load_scenario

    scenario = load_scenario("ukraine-2024-12")
    return Table(scenario, ZoneShelf.of(scenario))
