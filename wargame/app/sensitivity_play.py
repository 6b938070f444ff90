"""Settings of the assumptions played with the same dice: the response that a study asks for."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from wargame.app.game import game_of, open_game
from wargame.app.options import NONE
from wargame.app.outlook import FIRST, OutlookRequest
from wargame.app.sensitivity_factors import Group, Values, defaults, in_groups
from wargame.app.setting import Setting
from wargame.app.standing import Standing
from wargame.app.tasks import TaskControl
from wargame.app.zones import ZoneShelf
from wargame.engine.draws import Draws
from wargame.engine.ops import FloatArray
from wargame.engine.rule import Game, Named
from wargame.engine.state import State
from wargame.forecast.ensemble import play_chunk
from wargame.forecast.measures import outcomes
from wargame.forecast.sensitivity import Settings, around_mean
from wargame.players.table import seats_played
from wargame.rules.fields import US_POSTURES
from wargame.scenario.options import Option
from wargame.scenario.schema import Scenario

AT_ONCE = 4000  # playthroughs in a batch
PLUS = "+"  # joins the ids of zones that are on at once: eu+dmz

Opening = Callable[[Game, Setting, Draws], State]


@dataclass(frozen=True)
class Side:
    """One option, or several at once, and the state it starts from."""

    name: str
    on: tuple[Option, ...]
    opening: Opening


@dataclass(frozen=True)
class Basis:
    """Where a study starts: the scenario's own start, or the state of a session."""

    scenario: Scenario
    shelf: ZoneShelf
    setting: Setting
    seed: int
    turn: int  # it starts after this turn
    turns: int  # so many are played
    first: int  # the first playthrough whose dice are used
    side: Callable[[str], Side]

    @classmethod
    def of_scenario(
        cls,
        scenario: Scenario,
        setting: Setting,
        seed: int,
        turns: int,
        *,
        sample: bool = False,
    ) -> Basis:
        """A study from the start of a scenario; with `sample` opening values vary too."""
        shelf = ZoneShelf.of(scenario)

        def side(name: str) -> Side:
            named = [scenario.option(part) for part in name.split(PLUS)]
            on = shelf.counting(named, scenario.option(NONE))

            def opening(game: Game, setting: Setting, draws: Draws) -> State:
                return open_game(scenario, game, on, draws, sample=sample, propose=setting.proposes)

            return Side(", ".join(option.name for option in named), on, opening)

        return cls(scenario, shelf, setting, seed, 0, turns, 0, side)

    @classmethod
    def of_session(cls, standing: Standing) -> Basis:
        """A study from the state that a session shows, to its last turn."""
        here, scenario = standing.here, standing.scenario
        lines = OutlookRequest.of(scenario, standing.shelf, here).lines

        def side(name: str) -> Side:
            line = lines[name]

            def opening(game: Game, setting: Setting, draws: Draws) -> State:
                state = line.opening.taken(np.zeros(len(draws.playthroughs), dtype=np.intp))
                if not setting.us_posture or standing.turn > 0:
                    return state
                posture = float(US_POSTURES.index(setting.us_posture))
                return state.changed(
                    {"us_posture_next": np.full_like(state.us_posture_next, posture)}
                )

            return Side(", ".join(option.name for option in line.options), line.options, opening)

        return cls(
            scenario,
            standing.shelf,
            here.setting,
            here.seed,
            standing.turn,
            standing.left,
            FIRST,
            side,
        )


class Played:
    """A measure of one option, or its difference to another, for any settings of the factors.

    Called with (n,) numbers for each factor it returns (n, each): the same dice in every row, each
    number a playthrough's part in the row's mean. Factors not named stay as they are.
    """

    def __init__(
        self,
        basis: Basis,
        sides: Sequence[Side],
        measure: str,
        each: int,
        control: TaskControl,
    ) -> None:
        self.basis, self.sides, self.measure = basis, tuple(sides), measure
        self.each, self.control = each, control
        self.playthroughs = 0
        self._words, self._from, self._to = "", 0.0, 1.0
        self._expected, self._done = 1, 0

    def stage(self, words: str, start: float, stop: float, expected: int) -> None:
        """From now on progress runs from `start` to `stop` while so many settings are played."""
        self._words, self._from, self._to = words, start, stop
        self._expected, self._done = max(expected, 1), 0
        self.control.report(start, words)

    def __call__(self, values: Settings) -> FloatArray:
        """The figure under each setting; raises Cancelled when somebody asked to stop."""
        count = len(next(iter(values.values())))
        found = np.empty((count, self.each))
        for group in in_groups(values, self.basis.setting):
            for part, some in _in_parts(group, max(1, AT_ONCE // self.each)):
                mine, *other = (
                    self._play(side, group.setting, some, len(part)) for side in self.sides
                )
                found[part] = mine - other[0] if other else mine
                self._tell(len(part))
        return found

    def _tell(self, settings: int) -> None:
        self._done += settings
        self.playthroughs += settings * self.each * len(self.sides)
        share = min(1.0, self._done / self._expected)
        self.control.report(self._from + share * (self._to - self._from), self._words)

    def _play(self, side: Side, setting: Setting, parameters: Values, count: int) -> FloatArray:
        """One side's figure in so many settings, (count, each)."""
        basis = self.basis
        game = _game(basis, side, setting, parameters, (count, self.each))
        numbers = np.arange(basis.first, basis.first + self.each, dtype=np.uint64)
        dice = Draws(basis.seed, np.tile(numbers, count))
        record = play_chunk(
            lambda draws: side.opening(game, setting, draws),
            game,
            basis.turns,
            dice,
            seats_played(game, setting.doctrines),
        )
        return around_mean(outcomes(record)[self.measure].reshape(count, self.each))


def _in_parts(group: Group, size: int) -> Iterator[tuple[FloatArray, Values]]:
    """The rows of a group, so many at a time, with their parameters."""
    for start in range(0, len(group.rows), size):
        stop = start + size
        some = {name: column[start:stop] for name, column in group.parameters.items()}
        yield group.rows[start:stop], some


def _game(
    basis: Basis, side: Side, setting: Setting, parameters: Values, size: tuple[int, int]
) -> Game:
    """The game of a batch of `size` settings and playthroughs in each, one setting after another.

    What measured zones mean is worked out once a setting and then spread over its playthroughs; a
    parameter alike in all settings stays a number.
    """
    count, each = size
    own = {name: _one_or_all(column) for name, column in parameters.items()}
    game = game_of(basis.scenario, side.on, basis.shelf, setting, defaults().replaced(own))
    spread = {
        name: np.repeat(value, each)
        for name, value in game.parameters.items()
        if isinstance(value, np.ndarray) and value.shape == (count,)
    }
    inputs = {
        name: np.repeat(value, each, axis=-1)
        if isinstance(value, np.ndarray) and value.shape[-1] == count > 1
        else value
        for name, value in game.inputs.items()
    }
    return replace(game, parameters=game.parameters.replaced(spread), inputs=Named("input", inputs))


def _one_or_all(column: FloatArray) -> float | FloatArray:
    return float(column[0]) if (column == column[0]).all() else column
