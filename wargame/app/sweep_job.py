"""What a part of a sweep needs and does: cells of one series, played together or one by one.

Which cells are played together follows from the study alone, so that a cell's figures are the same
on any machine of one kind, however many processes work, and after any number of interruptions.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, partial

import numpy as np

from wargame.app.comparison_sets import spread_over
from wargame.app.game import default_parameters, parameter_specs
from wargame.app.lanes import OptionLane
from wargame.app.setting import Setting
from wargame.app.zones import ZoneShelf
from wargame.engine.draws import Draws
from wargame.engine.ops import FloatArray
from wargame.forecast.backends import Backend, Name, chosen
from wargame.forecast.matching import matched_sets
from wargame.forecast.measures import EARLY_TURN, MEASURES, outcomes
from wargame.forecast.sampling import Sets, draw
from wargame.forecast.sweep import Cells, SweepFailed
from wargame.players.table import default_doctrines, seats_played
from wargame.scenario.schema import Scenario
from wargame.scenario.study import AS_WRITTEN, Series, Start, Study, series
from wargame.scenario.study_checks import DEFAULT, EVERY_SEAT, started

TOGETHER_RUNS = 4000  # playthroughs that one batch of cells may hold
DIGITS = 9  # significant; machines differ in the last bits of a logarithm


@dataclass(frozen=True)
class SweepJob:
    """A study with its scenario, its zones measured and its assumptions drawn; can be pickled."""

    study: Study
    scenario: Scenario
    lanes: Mapping[tuple[str, str], OptionLane]  # start and option
    sets: Sets
    backend: Name = "numpy"

    @classmethod
    def of(cls, study: Study, scenario: Scenario, backend: Name = "numpy") -> SweepJob:
        """The job of a study; zones are measured here, once."""
        shelf = ZoneShelf.of(scenario)
        lanes = {
            (start.id, name): OptionLane.named(
                started(scenario, start),
                name,
                shelf,
                setting_of(start),
                sample=start.sample_initial,
            )
            for start in study.starts or (AS_WRITTEN,)
            for name in study.options
        }
        return cls(study, scenario, lanes, _sets(study), backend)

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
    lane = job.lanes[one.start.id, one.option]
    game = lane.game_under(default_parameters().replaced(dict(point)))
    return _backend(job).play_runs(
        partial(lane.opening_under, game),
        game,
        job.turns,
        Draws.of(one.seed, 0, job.study.runs),
        outcomes,
        players=seats_played(game, lane.setting.doctrines),
        asked=(EARLY_TURN,),
    )


def _together(
    job: SweepJob, one: Series, points: Sequence[Mapping[str, float]]
) -> Iterator[dict[str, FloatArray]]:
    """Every measure of each cell, (runs,), from one batch in which all play the same dice."""
    runs, lane = job.study.runs, job.lanes[one.start.id, one.option]
    varied: Sets = {n: np.array([point[n] for point in points]) for n in points[0]}
    once = lane.game_under(default_parameters().replaced(dict(varied)))
    game = spread_over(once, varied, runs, lane.setting)
    dice = Draws(one.seed, np.tile(np.arange(runs, dtype=np.uint64), len(points)))
    players = seats_played(game, lane.setting.doctrines)
    opening = partial(lane.opening_under, game)
    record = _backend(job).play_chunk(opening, game, job.turns, dice, players, (EARLY_TURN,))
    found = outcomes(record)
    for index in range(len(points)):
        yield {key: v[index * runs : (index + 1) * runs] for key, v in found.items()}


def _backend(job: SweepJob) -> Backend:
    """What this job is played with, on this machine; no other may stand in half-way."""
    found, _ = chosen(job.backend)
    if found.name != job.backend:
        raise SweepFailed(f"a working machine has no {job.backend.upper()}; install it, or none")
    return found


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
