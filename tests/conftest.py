"""What every test shares: no window on anybody's screen, no clock, the shipped game on a table."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pytest
from hypothesis import settings

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")  # before any test imports Qt

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


@dataclass
class Table:
    """The shipped scenario with its measured zones: games and states of any option, by name."""

    scenario: Any
    shelf: Any
    _games: dict[Any, Any] = field(default_factory=dict)

    @property
    def options(self) -> list[str]:
        return [option.id for option in self.scenario.options]

    def game(self, option: str, *, political: bool = False) -> Any:
        from wargame.app.game import build_game
        from wargame.app.setting import Setting

        if (option, political) not in self._games:
            zone = self.shelf.take(self.scenario.option(option).geometry)
            setting = Setting(mode="political" if political else "adopted")
            built = build_game(self.scenario, [zone.inputs], setting=setting)
            self._games[option, political] = built
        return self._games[option, political]

    def edited(self, option: str, **terms: Any) -> Any:
        """The option with some terms changed, as people change them on its card."""
        from wargame.app import cards

        return cards.edited(self.scenario.option(option), **terms)

    def decision(self, wanted: Any, in_place: Any) -> Any:
        """The decision that puts an option in the zone slot in place of another."""
        from wargame.app import cards

        return cards.decision(wanted, self.shelf.take(wanted.geometry), in_place)

    def opening(self, option: str, draws: Any, *, sample: bool = False) -> Any:
        """The state at turn 0 of these playthroughs."""
        from wargame.app.game import open_game

        chosen = self.scenario.option(option)
        return open_game(self.scenario, self.game(option), [chosen], draws, sample=sample)

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
