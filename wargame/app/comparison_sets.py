"""Options played under parameter sets that history does not rule out, set by set.

The sets are those of `wargame.forecast.matching`. Within a set every option plays the same dice;
each set has dice of its own, so that luck neither gathers over sets nor hides the order of options.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

import numpy as np

from wargame.app.comparison_records import Comparison, OverSets
from wargame.app.game import default_parameters
from wargame.app.lanes import OptionLane
from wargame.app.setting import Setting
from wargame.engine.draws import Draws
from wargame.engine.ops import FloatArray
from wargame.engine.rule import Game, Named
from wargame.forecast.backends import Name, chosen
from wargame.forecast.ensemble import Record, join
from wargame.forecast.matching import matched_sets
from wargame.forecast.measures import outcomes
from wargame.forecast.sampling import Sets, spread_out
from wargame.players.table import seats_played

EACH = 100  # playthroughs of each option in each set
SETS_AT_ONCE = 20  # one batch holds so many sets; fewer waste calls, more hear a cancel later
SAME = 1e-4  # a gain below this share of the measure's size is no difference anybody could see
NOBODY = "none"  # the option without a zone
SECTORS = "sectors"  # the key of each sector's stability, (S, sets)
# Measures of which less is better; of all others more is (model.md, section 5).
LESS_IS_BETTER = frozenset({"clash", "km2_lost", "frozen", "precedent", "casualties"})

Means = dict[str, FloatArray]  # measure -> (sets,), sectors (S, sets)


def assumption_sets(count: int | None = None) -> Sets:
    """The first `count` shipped sets, all of them when None."""
    return {name: values[:count] for name, values in matched_sets().items()}


def how_many(sets: Sets) -> int:
    """How many sets there are."""
    return len(next(iter(sets.values())))


def spread_over(game: Game, sets: Sets, each: int, setting: Setting) -> Game:
    """The game of a batch that plays each of its sets `each` times in a row.

    game : built with one number a set, so that zones are worked out once a set.
    """
    count = how_many(sets) if sets else 1
    spread = default_parameters().replaced(spread_out(sets, each))
    spread = spread.replaced(setting.changed(dict(spread.items())))
    inputs = {
        name: np.repeat(value, each, axis=-1)
        if isinstance(value, np.ndarray) and value.shape[-1] == count > 1
        else value
        for name, value in game.inputs.items()
    }
    return replace(game, parameters=spread, inputs=Named("input", inputs))


@dataclass(frozen=True, slots=True)
class Study:
    """How much is played with which dice."""

    turns: int
    seed: int
    first: int = 0  # the first playthrough whose dice are used
    each: int = EACH


@dataclass(frozen=True)
class SetsJob:
    """Options to be played under every set; picklable, because other processes play it too."""

    lanes: Mapping[str, OptionLane]
    sets: Sets
    study: Study
    backend: Name = "numpy"


def means_part(job: SetsJob, part: tuple[str, int, int]) -> Means:
    """The means of one option, part[0], over sets part[1] .. part[2] - 1."""
    name, start, stop = part
    return means_of(job.lanes[name], job.sets, start, stop, job.study, job.backend)


def means_of(
    lane: OptionLane,
    sets: Sets,
    start: int,
    stop: int,
    study: Study,
    backend: Name = "numpy",
) -> Means:
    """The means of sets start .. stop - 1, one number a set; the same for any start and stop.

    What measured zones mean is worked out once a set and then spread over its playthroughs.
    """
    some = {name: values[start:stop] for name, values in sets.items()}
    once = lane.game_under(default_parameters().replaced(dict(some)))
    game = spread_over(once, some, study.each, lane.setting)
    count = (stop - start) * study.each
    dice = Draws.of(study.seed, study.first + start * study.each, count)
    players = seats_played(game, lane.setting.doctrines)
    play_chunk = chosen(backend)[0].play_chunk
    record = play_chunk(partial(lane.opening_under, game), game, study.turns, dice, players)
    return {name: _by_set(values, study.each) for name, values in _measured(record).items()}


def _measured(record: Record) -> Means:
    if record.last is None:
        raise ValueError("no turn has been played")
    return {**outcomes(record), SECTORS: record.last.stability}


def _by_set(values: FloatArray, each: int) -> FloatArray:
    """Means over each set's playthroughs that have the measure, (..., n * each) -> (..., n)."""
    rows = np.ascontiguousarray(values).reshape(*values.shape[:-1], -1, each)
    known = ~np.isnan(rows)
    count = known.sum(axis=-1)
    total = np.where(known, rows, 0.0).sum(axis=-1)
    return np.where(count > 0, total / np.maximum(count, 1), np.nan)


def in_batches(start: int, stop: int, at_once: int = SETS_AT_ONCE) -> Iterator[tuple[int, int]]:
    """The sets start .. stop - 1 in parts of at most that many."""
    for low in range(start, stop, at_once):
        yield low, min(low + at_once, stop)


def grown(found: Means | None, more: Means) -> Means:
    """The means of further sets stand behind those found before."""
    return more if found is None else join([found, more])


def summary(values: FloatArray) -> OverSets | None:
    """Mean, median, 10th and 90th percentile over the sets that have the measure; None if none."""
    known = values[~np.isnan(values)]
    if known.size == 0:
        return None
    low, median, high = (float(v) for v in np.percentile(known, [10, 50, 90]))
    return OverSets(float(known.mean()), median, low, high)


def of_ten(values: FloatArray, other: FloatArray, *, less: bool = False) -> float | None:
    """In how many of 10 sets `values` is better than `other`; ties count half, None if none pairs.

    Values alike within one part in ten thousand tie: Moldova's and Georgia's zones, say, which
    differ in the fifth digit by where they lie.

    less : whether the smaller value is the better one.
    """
    gain = (other - values) if less else (values - other)
    gain = gain[~np.isnan(gain)]
    if gain.size == 0:
        return None
    size = np.nanmax(np.abs([values, other]))
    won, lost = np.count_nonzero(gain > SAME * size), np.count_nonzero(gain < -SAME * size)
    tied = gain.size - won - lost
    return float(10.0 * (won + 0.5 * tied) / gain.size)


@dataclass(frozen=True, slots=True)
class Difference:
    """A measure of one option against another's, set by set; None where no set has both."""

    over: OverSets | None
    better: float | None  # in x of 10 sets, ties counting half


def differences(found: Comparison, option: str, baseline: str, key: str) -> Difference:
    """How a measure of an option differs from the baseline's in the sets played so far."""
    own, other = (found.means.get(name, {}).get(key) for name in (option, baseline))
    if own is None or other is None:
        return Difference(None, None)
    better = of_ten(own, other, less=key in LESS_IS_BETTER)
    return Difference(summary(own - other), better)


def pairs(found: Mapping[str, FloatArray]) -> dict[str, dict[str, float]]:
    """For each two options, in how many of 10 sets the row is above the column."""
    return {
        row: {
            column: share
            for column in found
            if column != row and (share := of_ten(found[row], found[column])) is not None
        }
        for row in found
    }


def weakest_of(sectors: Mapping[str, float]) -> tuple[str, float]:
    """The sector with the lowest figure."""
    name = min(sectors, key=lambda key: sectors[key])
    return name, sectors[name]


def medians(names: Sequence[str], rows: FloatArray) -> dict[str, float]:
    """The median over sets of each row, by name."""
    return {name: float(np.median(row)) for name, row in zip(names, rows, strict=True)}
