"""Settings of the assumptions played with the same dice: the response that a study asks for."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from functools import partial

import numpy as np
from numpy.typing import NDArray

from wargame.app.lanes import OptionLane
from wargame.app.outlook import FIRST, OutlookRequest
from wargame.app.sensitivity_factors import Values, defaults, in_groups
from wargame.app.setting import Setting
from wargame.app.standing import Standing
from wargame.app.tasks import TaskControl
from wargame.app.zones import ZoneShelf
from wargame.engine.draws import Draws
from wargame.engine.ops import FloatArray
from wargame.engine.rule import Game, Named
from wargame.forecast.backends import Name, chosen
from wargame.forecast.measures import outcomes
from wargame.forecast.parallel import Workers
from wargame.forecast.sensitivity import Settings, around_mean
from wargame.players.table import seats_played
from wargame.rules.fields import US_POSTURES
from wargame.scenario.schema import Scenario

AT_ONCE = {"numpy": 4000, "jax": 1 << 18}  # playthroughs in a batch; JAX compiles each anew
HERE = Workers(1)  # this process plays


@dataclass(frozen=True)
class Side:
    """One option, or several at once, from where the study starts."""

    name: str
    lane: OptionLane

    def under(self, setting: Setting) -> OptionLane:
        """The option in another mode, with other switches.

        Where turn 0 is kept, so is the administration drawn in it, unless the setting names one.
        """
        lane = replace(self.lane, setting=setting)
        state = lane.state
        if state is None or not setting.us_posture or state.turn[0] > 0:
            return lane
        posture = float(US_POSTURES.index(setting.us_posture))
        named = {"us_posture_next": np.full_like(state.us_posture_next, posture)}
        return replace(lane, state=state.changed(named))


@dataclass(frozen=True)
class Basis:
    """Where a study starts: the scenario's own start, or the state of a session."""

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
            lane = OptionLane.named(scenario, name, shelf, setting, sample=sample)
            return Side(_named(lane), lane)

        return cls(setting, seed, 0, turns, 0, side)

    @classmethod
    def of_session(cls, standing: Standing) -> Basis:
        """A study from the state that a session shows, to its last turn."""
        here, scenario, shelf = standing.here, standing.scenario, standing.shelf
        request = OutlookRequest.of(scenario, shelf, here)

        def side(name: str) -> Side:
            line = request.lines[name]
            lane = OptionLane.of(scenario, line.options, shelf, here.setting, state=line.opening)
            return Side(_named(lane), lane)

        return cls(here.setting, here.seed, standing.turn, standing.left, FIRST, side)


def _named(lane: OptionLane) -> str:
    return ", ".join(option.name for option in lane.on)


@dataclass(frozen=True)
class Asked:
    """What every part of a study has in common; picklable, because other processes play it too."""

    sides: tuple[Side, ...]
    seed: int
    first: int
    turns: int
    measure: str
    each: int
    backend: Name = "numpy"


@dataclass(frozen=True)
class Batch:
    """Settings that one call plays: alike in all that is no parameter."""

    side: int
    setting: Setting
    parameters: Values  # (count,) each
    count: int


def play_batch(asked: Asked, batch: Batch) -> FloatArray:
    """One side's figure in every setting of a batch, (count, each); the same dice in every row."""
    lane = asked.sides[batch.side].under(batch.setting)
    game = _game(lane, batch.parameters, (batch.count, asked.each))
    numbers = np.arange(asked.first, asked.first + asked.each, dtype=np.uint64)
    record = chosen(asked.backend)[0].play_chunk(
        partial(lane.opening_under, game),
        game,
        asked.turns,
        Draws(asked.seed, np.tile(numbers, batch.count)),
        seats_played(game, batch.setting.doctrines),
    )
    return around_mean(outcomes(record)[asked.measure].reshape(batch.count, asked.each))


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
        *,
        workers: Workers = HERE,
        backend: Name = "numpy",
    ) -> None:
        self.setting, self.control, self.workers = basis.setting, control, workers
        self.asked = Asked(
            tuple(sides), basis.seed, basis.first, basis.turns, measure, each, backend
        )
        self.playthroughs = 0
        self._words, self._from, self._to = "", 0.0, 1.0
        self._expected, self._done = 1, 0

    def stage(self, words: str, start: float, stop: float, expected: int) -> None:
        """From now on progress runs from `start` to `stop` while so many settings are played."""
        self._words, self._from, self._to = words, start, stop
        self._expected, self._done = max(expected, 1) * len(self.asked.sides), 0
        self.control.report(start, words)

    def __call__(self, values: Settings) -> FloatArray:
        """The figure under each setting; raises Cancelled when somebody asked to stop."""
        found = np.zeros((len(next(iter(values.values()))), self.asked.each))
        parts = list(self._parts(values))
        batches = [batch for _, batch in parts]
        with closing(self.workers.play(play_batch, self.asked, batches)) as played:
            for (rows, batch), figures in zip(parts, played, strict=True):
                found[rows] += figures if batch.side == 0 else -figures
                self._tell(batch.count)
        return found

    def _parts(self, values: Settings) -> Iterator[tuple[NDArray[np.intp], Batch]]:
        """Which settings each batch plays."""
        size = max(1, AT_ONCE[self.asked.backend] // self.asked.each)
        for group in in_groups(values, self.setting):
            for start in range(0, len(group.rows), size):
                rows = group.rows[start : start + size]
                some = {n: column[start : start + size] for n, column in group.parameters.items()}
                for side in range(len(self.asked.sides)):
                    yield rows, Batch(side, group.setting, some, len(rows))

    def _tell(self, settings: int) -> None:
        self._done += settings
        self.playthroughs += settings * self.asked.each
        share = min(1.0, self._done / self._expected)
        self.control.report(self._from + share * (self._to - self._from), self._words)


def _game(lane: OptionLane, parameters: Values, size: tuple[int, int]) -> Game:
    """The game of a batch of `size` settings and playthroughs in each, one setting after another.

    What measured zones mean is worked out once a setting and then spread over its playthroughs; a
    parameter alike in all settings stays a number.
    """
    count, each = size
    own = {name: _one_or_all(column) for name, column in parameters.items()}
    game = lane.game_under(defaults().replaced(own))
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
