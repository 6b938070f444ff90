"""The bench of a scenario, and the report of all that is tested on it."""

from __future__ import annotations

from collections.abc import Mapping

from wargame.app.game import build_game, default_parameters, open_game
from wargame.app.setting import ADOPTED, POLITICAL, Setting
from wargame.app.zones import ZoneShelf
from wargame.engine.draws import Draws
from wargame.engine.inputs import ZoneInputs
from wargame.engine.ops import Operand
from wargame.engine.rule import Game
from wargame.engine.state import State
from wargame.forecast.bench import NOTHING
from wargame.scenario.schema import Scenario


class ScenarioBench:
    """A scenario's options on the bench: measured zones, games built when they are asked for."""

    def __init__(self, scenario: Scenario) -> None:
        self.scenario = scenario
        self._shelf = ZoneShelf.of(scenario)
        self._games: dict[tuple[str, bool, str], Game] = {}

    @property
    def options(self) -> tuple[str, ...]:
        """The ids of the scenario's options."""
        return tuple(option.id for option in self.scenario.options)

    def zone(self, option: str, *, buffer_km: float | None = None) -> ZoneInputs:
        """The measured zone of an option, with another strip kept free if one is named."""
        geometry = self.scenario.option(option).geometry
        if buffer_km is not None:
            geometry = geometry.model_copy(update={"buffer_km": buffer_km})
        return self._shelf.take(geometry).inputs

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
        key = (option, political, us_posture)
        plain = zone is None and not parameters
        if plain and key in self._games:
            return self._games[key]
        setting = Setting(POLITICAL if political else ADOPTED, us_posture=us_posture)
        phased = self.scenario.option(option).terms.phased
        zones = [self.zone(option) if zone is None else zone]
        changed = default_parameters().replaced(dict(parameters))
        game = build_game(self.scenario, zones, changed, setting, phased=phased)
        if plain:
            self._games[key] = game
        return game

    def opening(self, option: str, game: Game, draws: Draws, *, sample: bool = False) -> State:
        """The state at turn 0 with the option on."""
        return open_game(self.scenario, game, [self.scenario.option(option)], draws, sample=sample)
