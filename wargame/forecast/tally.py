"""Values counted instead of kept: means, errors and quantiles in memory that never grows.

Each value is rounded to one of 2^24 steps of a declared range. Steps are whole numbers, whose sums
do not depend on the order, so that tallies merged from any chunks, threads or processes are equal
bit for bit. A mean is off by at most half a step, a quantile by at most one bin; a value beyond the
range counts as the range's end, and is counted as such.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from wargame.engine.ops import FloatArray

STEPS = 1 << 24
_AT_ONCE = 8192  # squares of so many steps fit into 64 bits
Counts = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Scale:
    """The range in which values are expected, and into how many bins it is cut, a power of two."""

    low: float
    high: float
    bins: int = 4096

    @property
    def bin_width(self) -> float:
        """How far a quantile may be off."""
        return (self.high - self.low) / self.bins

    @property
    def step(self) -> float:
        """To what a value is rounded."""
        return (self.high - self.low) / STEPS

    def differences(self) -> Scale:
        """The range of the difference of two such values."""
        width = self.high - self.low
        return Scale(-width, width, self.bins)


@dataclass(slots=True)
class Tally:
    """K quantities of one scale; `add` and `merge` change it."""

    scale: Scale
    rows: int = 1
    count: Counts = field(init=False)  # (K,) values seen
    beyond: Counts = field(init=False)  # (K,) of them outside the scale
    _sum: list[int] = field(init=False)  # of steps
    _squares: list[int] = field(init=False)
    _bins: Counts = field(init=False)  # (K, bins)

    def __post_init__(self) -> None:
        self.count, self.beyond = (np.zeros(self.rows, dtype=np.int64) for _ in range(2))
        self._sum, self._squares = [0] * self.rows, [0] * self.rows
        self._bins = np.zeros((self.rows, self.scale.bins), dtype=np.int64)

    def add(self, values: FloatArray) -> None:
        """These have been seen, (K, B), or (B,) of a single quantity; nan where there is none."""
        found = values.reshape(self.rows, -1)
        for start in range(0, found.shape[1], _AT_ONCE):
            self._add(found[:, start : start + _AT_ONCE])

    def _add(self, values: FloatArray) -> None:
        known = ~np.isnan(values)
        exact = (np.where(known, values, self.scale.low) - self.scale.low) / self.scale.step
        steps = np.clip(np.rint(exact), 0, STEPS).astype(np.int64)
        self.count += known.sum(axis=1)
        self.beyond += ((exact < 0) | (exact > STEPS)).sum(axis=1)
        for row, sums in enumerate((steps.sum(axis=1), (steps * steps).sum(axis=1))):
            into = self._squares if row else self._sum
            into[:] = (old + int(new) for old, new in zip(into, sums, strict=True))
        bins = np.minimum(steps // (STEPS // self.scale.bins), self.scale.bins - 1)
        bins += np.arange(self.rows)[:, None] * self.scale.bins
        self._bins += np.bincount(bins[known], minlength=self._bins.size).reshape(self._bins.shape)

    def merge(self, other: Tally) -> None:
        """What the other has seen has been seen here too."""
        if (other.scale, other.rows) != (self.scale, self.rows):
            raise ValueError("tallies of different quantities do not merge")
        self.count += other.count
        self.beyond += other.beyond
        self._bins += other._bins
        self._sum = [a + b for a, b in zip(self._sum, other._sum, strict=True)]
        self._squares = [a + b for a, b in zip(self._squares, other._squares, strict=True)]

    @property
    def mean(self) -> FloatArray:
        """(K,), nan where nothing has been seen."""
        pairs = zip(self._sum, self.count, strict=True)
        steps = [s / int(n) if n else np.nan for s, n in pairs]
        return self.scale.low + self.scale.step * np.array(steps)

    @property
    def deviation(self) -> FloatArray:
        """The standard deviation of the values, (K,); 0 of a single value."""
        found = []
        for s, q, n in zip(self._sum, self._squares, (int(n) for n in self.count), strict=True):
            found.append(((q * n - s * s) / (n * (n - 1))) ** 0.5 if n > 1 else 0.0)
        return self.scale.step * np.array(found)

    @property
    def error(self) -> FloatArray:
        """The standard error of the mean, (K,)."""
        return self.deviation / np.sqrt(np.maximum(self.count, 1))

    def quantile(self, share: float) -> FloatArray:
        """The value below which that share of the values lies, (K,), within one bin."""
        found = np.full(self.rows, np.nan)
        for row, counts in enumerate(self._bins):
            if self.count[row]:
                wanted = share * float(self.count[row])
                up_to = np.cumsum(counts)
                at = min(int(np.searchsorted(up_to, max(wanted, 0.5))), self.scale.bins - 1)
                inside = (wanted - float(up_to[at] - counts[at])) / max(float(counts[at]), 1.0)
                found[row] = self.scale.low + (at + min(max(inside, 0.0), 1.0)) * (
                    self.scale.bin_width
                )
        return found

    def told(self) -> Mapping[str, Any]:
        """All that is counted, as plain numbers."""
        return {
            "scale": [self.scale.low, self.scale.high, self.scale.bins],
            "count": self.count.tolist(),
            "beyond": self.beyond.tolist(),
            "sum": list(self._sum),
            "squares": list(self._squares),
            "bins": self._bins.tolist(),
        }

    def take(self, told: Mapping[str, Any]) -> None:
        """What another tally of the same quantities has told takes the place of what was seen."""
        scale = [self.scale.low, self.scale.high, self.scale.bins]
        if list(told["scale"]) != scale or len(told["sum"]) != self.rows:
            raise ValueError("a tally of different quantities cannot be taken up")
        self.count[:], self.beyond[:] = told["count"], told["beyond"]
        self._sum[:], self._squares[:] = told["sum"], told["squares"]
        self._bins[...] = np.reshape(told["bins"], self._bins.shape)


@dataclass(slots=True)
class Passage:
    """When something first happened: how many playthroughs at which turn, and how many never."""

    turns: int
    first: Counts = field(init=False)  # (T + 1,): turn 1 .. T, never

    def __post_init__(self) -> None:
        self.first = np.zeros(self.turns + 1, dtype=np.int64)

    def add(self, happened: FloatArray) -> None:
        """Flags of more playthroughs, (T, B): whether it holds at the end of each turn."""
        flags = happened > 0
        turn = np.where(flags.any(axis=0), flags.argmax(axis=0), self.turns)
        self.first += np.bincount(turn, minlength=self.turns + 1)

    def told(self) -> list[int]:
        """The counts, as plain numbers."""
        found: list[int] = self.first.tolist()
        return found

    def take(self, told: Sequence[int]) -> None:
        """What another passage has told takes the place of what was seen."""
        self.first[:] = told

    def merge(self, other: Passage) -> None:
        """What the other has seen has been seen here too."""
        self.first += other.first

    @property
    def by_turn(self) -> FloatArray:
        """The share in which it has happened by the end of each turn, (T,)."""
        return np.cumsum(self.first[:-1]) / max(1, int(self.first.sum()))

    @property
    def ever(self) -> float:
        """The share in which it happens at all."""
        return float(self.by_turn[-1])

    @property
    def median_turn(self) -> int | None:
        """The turn by which it has happened in half of all playthroughs; None if in fewer."""
        reached = np.flatnonzero(self.by_turn >= 0.5)
        return int(reached[0]) + 1 if reached.size else None
