"""One option, or several at once, ready to be played many times, here or in another process."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from functools import cached_property
from typing import Any

import numpy as np

from wargame.app.game import build_game, open_game
from wargame.app.options import NONE
from wargame.app.setting import Setting
from wargame.app.zones import ZoneShelf
from wargame.engine.draws import Draws
from wargame.engine.inputs import ZoneInputs
from wargame.engine.rule import Game, Named
from wargame.engine.state import State
from wargame.forecast.ensemble import Players
from wargame.players.table import seats_played
from wargame.scenario.options import Option
from wargame.scenario.schema import Scenario

TOGETHER = "+"  # joins the ids of zones that are on at once: eu+dmz


@dataclass(frozen=True)
class OptionLane:
    """Options with their measured zones; game and players are made where they are needed."""

    scenario: Scenario
    on: tuple[Option, ...]  # in the zone slots
    zones: tuple[ZoneInputs, ...]
    setting: Setting
    sample: bool = False  # whether opening values vary
    state: State | None = None  # one playthrough to go on from; None: the scenario's opening

    @classmethod
    def named(
        cls,
        scenario: Scenario,
        name: str,
        shelf: ZoneShelf,
        setting: Setting,
        *,
        sample: bool = False,
    ) -> OptionLane:
        """The option of that id, or several joined by +, from the start of the scenario."""
        wanted = [scenario.option(part) for part in name.split(TOGETHER)]
        on = shelf.counting(wanted, scenario.option(NONE))
        return cls.of(scenario, on, shelf, setting, sample=sample)

    @classmethod
    def of(
        cls,
        scenario: Scenario,
        on: Sequence[Option],
        shelf: ZoneShelf,
        setting: Setting,
        *,
        sample: bool = False,
        state: State | None = None,
    ) -> OptionLane:
        """These options, their zones taken from the shelf."""
        zones = tuple(shelf.take(option.geometry).inputs for option in on)
        return cls(scenario, tuple(on), zones, setting, sample, state)

    def __getstate__(self) -> Mapping[str, Any]:
        return {f.name: getattr(self, f.name) for f in fields(self)}  # without the game

    @cached_property
    def game(self) -> Game:
        """The game with those zones in its slots."""
        return self.game_under(None)

    def game_under(self, parameters: Named | None) -> Game:
        """The same game under other assumptions, one number each or one for each batch member."""
        phased = any(option.terms.phased for option in self.on)
        return build_game(self.scenario, self.zones, parameters, self.setting, phased=phased)

    @cached_property
    def players(self) -> Players:
        """What the seats given to doctrines decide."""
        return seats_played(self.game, self.setting.doctrines)

    def opening(self, draws: Draws) -> State:
        """The state that the playthroughs of these dice start from."""
        return self.opening_under(self.game, draws)

    def opening_under(self, game: Game, draws: Draws) -> State:
        """The same in another game; its indices are worked out only where doctrines read them."""
        if self.state is not None:
            return self.state.taken(np.zeros(len(draws.playthroughs), dtype=np.intp))
        return open_game(
            self.scenario,
            game,
            self.on,
            draws,
            sample=self.sample,
            propose=self.setting.proposes,
            indices=bool(self.setting.doctrines),
        )
