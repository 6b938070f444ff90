"""What a part of a sweep needs and does: cells of one series, played together or one by one.

Which cells are played together follows from the study alone, so that a cell's figures are the same
on any machine of one kind, however many processes work, and after any number of interruptions.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from wargame.app.comparison_sets import spread_over
from wargame.app.game import build_game, default_parameters, open_game, parameter_specs
from wargame.app.setting import Setting
from wargame.app.zones import ZoneShelf
from wargame.engine.draws import Draws
from wargame.engine.inputs import ZoneInputs
from wargame.engine.ops import FloatArray
from wargame.engine.rule import Game
from wargame.engine.state import State
from wargame.forecast.ensemble import play_chunk, play_runs
from wargame.forecast.matching import matched_sets
from wargame.forecast.measures import EARLY_TURN, MEASURES, outcomes
from wargame.forecast.sampling import Sets, draw
from wargame.forecast.sweep import Cells
from wargame.players.table import default_doctrines, seats_played
from wargame.scenario.options import Option
from wargame.scenario.schema import Scenario
from wargame.scenario.study import Series, Start, Study, series
from wargame.scenario.study_checks import DEFAULT, EVERY_SEAT, NONE, TOGETHER, started

TOGETHER_RUNS = 4000  # playthroughs that one batch of cells may hold
DIGITS = 9  # significant; machines differ in the last bits of a logarithm


@dataclass(frozen=True, slots=True)
class Placed:
    """The options of one name whose zones count, and what was measured of them."""

    on: tuple[Option, ...]
    zones: tuple[ZoneInputs, ...]


@dataclass(frozen=True)
class SweepJob:
    """A study with its scenario, its zones measured and its assumptions drawn; can be pickled."""

    study: Study
    scenario: Scenario
    placed: Mapping[str, Placed]
    sets: Sets

    @classmethod
    def of(cls, study: Study, scenario: Scenario) -> SweepJob:
        """The job of a study; zones are measured here, once."""
        shelf = ZoneShelf.of(scenario)
        placed = {name: _placed(name, scenario, shelf) for name in study.options}
        return cls(study, scenario, placed, _sets(study))

    @cached_property
    def series(self) -> tuple[Series, ...]:
        """The series, in the order of the rows."""
        return tuple(series(self.study))

    @cached_property
    def points(self) -> tuple[Mapping[str, float], ...]:
        """The parameters of each cell of a series; chosen ones stand before sampled ones."""
        return tuple({**self._set(number), **chosen} for number, chosen in self.study.points)

    @cached_property
    def numbers(self) -> tuple[int | None, ...]:
        """The sampled set of each cell of a series."""
        return tuple(number for number, _ in self.study.points)

    def _set(self, number: int | None) -> dict[str, float]:
        return {} if number is None else {n: float(v[number]) for n, v in self.sets.items()}

    @property
    def turns(self) -> int:
        """Quarters to play."""
        return self.study.turns or self.scenario.turns

    @property
    def each(self) -> int:
        """How many cells are played together."""
        return max(1, TOGETHER_RUNS // self.study.runs)

    @property
    def parts(self) -> int:
        """How many parts the study has."""
        return len(self.series) * self._in_series

    @property
    def _in_series(self) -> int:
        return -(-len(self.points) // self.each)

    def cells_of(self, part: int) -> tuple[Series, range]:
        """The series of a part, and which of its cells the part holds."""
        index, block = divmod(part, self._in_series)
        start = block * self.each
        return self.series[index], range(start, min(start + self.each, len(self.points)))


def _placed(name: str, scenario: Scenario, shelf: ZoneShelf) -> Placed:
    named = [scenario.option(part) for part in name.split(TOGETHER)]
    on = shelf.counting(named, scenario.option(NONE))
    return Placed(on, tuple(shelf.take(option.geometry).inputs for option in on))


def _sets(study: Study) -> dict[str, FloatArray]:
    sets = study.sets
    if sets is None:
        return {}
    if sets.origin == "drawn":
        found = draw(parameter_specs(), sets.count, sets.seed, sets.shape)
    else:
        found = {name: values[: sets.count] for name, values in matched_sets().items()}
    return {name: values for name, values in found.items() if not sets.only or name in sets.only}


def setting_of(start: Start) -> Setting:
    """The mode, the switches and the doctrines of a start."""
    wanted = dict(start.doctrines)
    defaults = dict(default_doctrines())
    chosen = dict(defaults) if wanted.pop(EVERY_SEAT, None) else {}
    chosen |= {s: defaults[s] if d == DEFAULT else d for s, d in wanted.items()}
    return Setting(
        start.mode,
        injects=start.injects,
        fragile_truce=start.fragile_truce,
        stalemate_drift=start.stalemate_drift,
        steps_to_war=start.steps_to_war,
        us_posture=start.us_posture or "",
        doctrines=tuple((seat, chosen[seat]) for seat in defaults if seat in chosen),
    )


def play_part(job: SweepJob, part: int) -> Cells:
    """The figures of each cell of a part, as `figures_of` lists them."""
    one, cells = job.cells_of(part)
    points = [job.points[index] for index in cells]
    measured = _together(job, one, points) if job.each > 1 else [_alone(job, one, points[0])]
    return [list(figures_of(found, job.study.quantiles)) for found in measured]


def _alone(job: SweepJob, one: Series, point: Mapping[str, float]) -> dict[str, FloatArray]:
    """Every measure of one cell, (runs,), in chunks."""
    game, opening = _game(job, one, point), _Opening(job, one)
    return play_runs(
        lambda draws: opening(game, draws),
        game,
        job.turns,
        Draws.of(one.seed, 0, job.study.runs),
        outcomes,
        players=seats_played(game, setting_of(one.start).doctrines),
        asked=(EARLY_TURN,),
    )


def _together(
    job: SweepJob, one: Series, points: Sequence[Mapping[str, float]]
) -> Iterator[dict[str, FloatArray]]:
    """Every measure of each cell, (runs,), from one batch in which all play the same dice."""
    runs, setting = job.study.runs, setting_of(one.start)
    varied: Sets = {n: np.array([point[n] for point in points]) for n in points[0]}
    game = spread_over(_game(job, one, varied), varied, runs, setting)
    dice = Draws(one.seed, np.tile(np.arange(runs, dtype=np.uint64), len(points)))
    opening = _Opening(job, one)
    players = seats_played(game, setting.doctrines)
    record = play_chunk(
        lambda draws: opening(game, draws), game, job.turns, dice, players, (EARLY_TURN,)
    )
    found = outcomes(record)
    for index in range(len(points)):
        yield {key: v[index * runs : (index + 1) * runs] for key, v in found.items()}


def _game(job: SweepJob, one: Series, point: Mapping[str, float] | Sets) -> Game:
    placed = job.placed[one.option]
    parameters = default_parameters().replaced(dict(point))
    phased = any(option.terms.phased for option in placed.on)
    scenario = started(job.scenario, one.start)
    setting = setting_of(one.start)
    return build_game(scenario, placed.zones, parameters, setting, phased=phased)


@dataclass(frozen=True, slots=True)
class _Opening:
    """The state that the playthroughs of a series start from."""

    job: SweepJob
    one: Series

    def __call__(self, game: Game, draws: Draws) -> State:
        start = self.one.start
        scenario, on = started(self.job.scenario, start), self.job.placed[self.one.option].on
        propose = setting_of(start).proposes
        return open_game(scenario, game, on, draws, sample=start.sample_initial, propose=propose)


def figures_of(
    measured: Mapping[str, FloatArray], quantiles: Sequence[float]
) -> Iterator[float | int | None]:
    """For each measure: mean, standard error, each quantile, and how many playthroughs have it."""
    for measure in MEASURES:
        values = measured[measure.key]
        known = values[~np.isnan(values)]
        count = int(known.size)
        if count == 0:
            yield from (None,) * (2 + len(quantiles))
        else:
            error = float(known.std(ddof=1)) / count**0.5 if count > 1 else None
            found = [float(known.mean()), error, *map(float, np.quantile(known, quantiles))]
            yield from (None if v is None else float(f"{v + 0.0:.{DIGITS}g}") for v in found)
        yield count
