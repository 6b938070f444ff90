"""Assumptions that may be otherwise, and what a figure makes of them one at a time.

A response is played with the same dice under every setting of the factors, so that luck cancels
from whatever is compared.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from wargame.engine.errors import WargameError
from wargame.engine.ops import FloatArray

Settings = Mapping[str, FloatArray]  # factor -> (n,), one number for each setting
Response = Callable[[Settings], FloatArray]  # (n, each): a row's mean is the figure, same dice


@dataclass(frozen=True, slots=True)
class Factor:
    """One assumption: a number within a range, or a switch that holds one of several choices."""

    name: str
    meaning: str
    unit: str
    now: float
    low: float
    high: float
    choices: tuple[str, ...] = ()  # of a switch, whose values count them from 0

    @classmethod
    def switch(cls, name: str, meaning: str, choices: tuple[str, ...], now: int = 0) -> Factor:
        """A switch with these choices."""
        return cls(name, meaning, "switch", float(now), 0.0, float(len(choices) - 1), choices)

    def at(self, share: FloatArray) -> FloatArray:
        """The values at those shares (0..1) of the range; each choice has an equal part of it."""
        if self.choices:
            return np.minimum(np.floor(share * len(self.choices)), len(self.choices) - 1.0)
        return self.low + share * (self.high - self.low)

    def ends(self) -> tuple[float, ...]:
        """Both ends of the range; of a switch every choice but the present one."""
        if self.choices:
            return tuple(float(i) for i in range(len(self.choices)) if i != self.now)
        return (self.low, self.high)


@dataclass(frozen=True, slots=True)
class End:
    """One end of a factor's range: how far the figure moves from where it is now."""

    value: float
    effect: float
    error: float  # standard error of the effect; luck only, common dice


@dataclass(frozen=True, slots=True)
class Swing:
    """What one factor alone does to the figure."""

    factor: Factor
    ends: tuple[End, ...]

    @property
    def width(self) -> float:
        """From the lowest to the highest that the figure takes, the present one included."""
        effects = [0.0, *(end.effect for end in self.ends)]
        return max(effects) - min(effects)


@dataclass(frozen=True, slots=True)
class Tornado:
    """The figure under the present assumptions, and what each factor does to it, widest first."""

    value: float
    error: float
    swings: tuple[Swing, ...]


def present(factors: Sequence[Factor], count: int) -> dict[str, FloatArray]:
    """So many settings in which every factor is what it is now."""
    return {factor.name: np.full(count, factor.now) for factor in factors}


def varied(factors: Sequence[Factor], changes: Sequence[Mapping[str, float]]) -> Settings:
    """A setting for each entry of `changes`; factors that it does not name stay as they are."""
    found = present(factors, len(changes))
    for row, change in enumerate(changes):
        for name, value in change.items():
            found[name][row] = value
    return found


def standard_error(values: FloatArray) -> FloatArray:
    """The standard error of the mean of each row, (n, each) -> (n,)."""
    count = values.shape[-1]
    if count < 2:
        return np.zeros(values.shape[:-1])
    return np.asarray(values.std(axis=-1, ddof=1) / np.sqrt(count))


def around_mean(values: FloatArray) -> FloatArray:
    """Numbers whose mean is that of the known values, (..., B) -> (..., B).

    Each says how far its playthrough moves the mean, so that differences between rows still pair
    by dice where some playthroughs have no value. All nan in a row that has none.
    """
    known = ~np.isnan(values)
    count = known.sum(axis=-1, keepdims=True)
    total = np.where(known, values, 0.0).sum(axis=-1, keepdims=True)
    mean = np.where(count > 0, total / np.maximum(count, 1), np.nan)
    weight = values.shape[-1] / np.maximum(count, 1)
    return np.asarray(mean + np.where(known, values - mean, 0.0) * weight)


class NotMeasured(WargameError):
    """A figure has no value under some settings."""

    def __init__(self, without: int, count: int) -> None:
        super().__init__(
            f"in {without:,} of {count:,} settings no playthrough has this measure; "
            "play more turns or more playthroughs, or choose another measure"
        )


def known(played: FloatArray) -> FloatArray:
    """The rows themselves, (n, each); NotMeasured where one has no figure."""
    without = int(np.count_nonzero(~np.isfinite(played).all(axis=-1)))
    if without:
        raise NotMeasured(without, len(played))
    return played


def tornado(factors: Sequence[Factor], response: Response) -> Tornado:
    """The figure with every factor moved to each of its ends, one at a time."""
    moved = [{factor.name: end} for factor in factors for end in factor.ends()]
    played = known(response(varied(factors, [{}, *moved])))
    here, rest = played[0], iter(played[1:])
    swings = [Swing(factor, tuple(_ends(factor, here, rest))) for factor in factors]
    swings.sort(key=lambda swing: -swing.width)
    return Tornado(float(here.mean()), float(standard_error(here)), tuple(swings))


def _ends(factor: Factor, here: FloatArray, rows: Iterator[FloatArray]) -> Iterator[End]:
    """The ends of a factor, each taken from the next row."""
    for value in factor.ends():
        moved = next(rows) - here
        yield End(value, float(moved.mean()), float(standard_error(moved)))
