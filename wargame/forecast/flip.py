"""What would flip it: where one assumption, or two together, changes which of two options is ahead.

The response is the difference between the options, played with the same dice under every setting;
its sign says who is ahead. A coarse scan finds where the sign changes, bisection how exactly.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from wargame.engine.ops import FloatArray
from wargame.forecast.sensitivity import Factor, Response, known, standard_error, varied

Z95 = 1.96  # standard errors on each side of a 95 % interval
SCAN = 5  # values of a range looked at first, the present one besides
STEPS = 8  # bisections: the range over 4 and then over 256
COLUMNS, LINE_STEPS = 7, 5  # of a line through two ranges


@dataclass(frozen=True, slots=True)
class Threshold:
    """Where the sign changes: above or below a number, or when a switch holds another choice."""

    value: float
    low: float  # 95 %, luck only: as far as the difference cannot be told from none
    high: float
    above: bool  # whether it flips above the value; of a switch always so


@dataclass(frozen=True, slots=True)
class Flip:
    """One assumption: where it flips the order, nowhere in its range if there is no threshold."""

    factor: Factor
    thresholds: tuple[Threshold, ...]


@dataclass(frozen=True, slots=True)
class Flips:
    """The difference under the present assumptions, and what flips its sign."""

    difference: float
    error: float
    found: tuple[Flip, ...]

    @property
    def settled(self) -> bool:
        """Whether luck leaves no doubt who is ahead under the present assumptions."""
        return abs(self.difference) > Z95 * self.error


@dataclass(frozen=True, slots=True)
class Line:
    """Two assumptions together: for values of the first, where the second flips the order.

    signs : (columns, scan) who is ahead at each point of a grid: 1 as now, -1 flipped.
    """

    across: Factor
    up: Factor
    xs: tuple[float, ...]  # (columns,) values of `across`
    ys: tuple[float, ...]  # (scan,) values of `up` on the grid
    signs: tuple[tuple[int, ...], ...]
    points: tuple[tuple[float, float], ...]  # where the sign changes, by x and then y

    @property
    def flips(self) -> bool:
        """Whether any point of the two ranges flips the order."""
        return self.share > 0

    @property
    def share(self) -> float:
        """The share of the grid on which the other option is ahead."""
        flipped = [sign < 0 for column in self.signs for sign in column]
        return sum(flipped) / len(flipped)


@dataclass(slots=True)
class _Bracket:
    """Two values of a factor between which the sign changes, and the differences there."""

    factor: int  # its place in the list
    near: float  # where the order is as at the start of the bracket
    far: float
    slope: float
    with_: dict[str, float]  # what else is changed


def flips(
    factors: Sequence[Factor], response: Response, *, scan: int = SCAN, steps: int = STEPS
) -> Flips:
    """Where each factor alone flips the sign of the response: next to its present value.

    At most one threshold on each side of it; of a switch, every choice that flips.
    """
    grids = [_grid(factor, scan) for factor in factors]
    asked = [{factor.name: x} for factor, grid in zip(factors, grids, strict=True) for x in grid]
    played = known(response(varied(factors, [{}, *asked])))
    here, rows = played[0], played[1:]
    now, error = float(here.mean()), float(standard_error(here))
    brackets: list[_Bracket] = []
    switched: dict[int, list[Threshold]] = {}
    place = 0
    for index, (factor, grid) in enumerate(zip(factors, grids, strict=True)):
        means = rows[place : place + len(grid)].mean(axis=-1)
        place += len(grid)
        if factor.choices:
            pairs = zip(grid, means, strict=True)
            switched[index] = [_choice(x) for x, mean in pairs if _flipped(mean, now)]
        else:
            brackets += _brackets(index, factor, grid, means, now)
    found = _closed_in(factors, brackets, response, now, steps)
    return Flips(
        now,
        error,
        tuple(
            Flip(factor, tuple(switched.get(index, ())) + tuple(found.get(index, ())))
            for index, factor in enumerate(factors)
        ),
    )


def _flipped(mean: float, now: float) -> bool:
    return bool(mean * now < 0)


def _choice(value: float) -> Threshold:
    return Threshold(value, value, value, above=True)


def _grid(factor: Factor, scan: int) -> list[float]:
    """The values looked at first: of a range evenly spread, of a switch every other choice."""
    if factor.choices:
        return list(factor.ends())
    return [float(x) for x in np.linspace(factor.low, factor.high, scan)]


def _brackets(
    index: int, factor: Factor, grid: list[float], means: FloatArray, now: float
) -> Iterator[_Bracket]:
    """At most two: the first change of sign above the present value, and the first below."""
    known = sorted([(factor.now, now), *zip(grid, means.tolist(), strict=True)])
    higher = [point for point in known if point[0] >= factor.now]
    lower = [point for point in known if point[0] <= factor.now][::-1]
    for side in (higher, lower):
        for (x, a), (y, b) in pairwise(side):
            if _flipped(b, now):
                yield _Bracket(index, x, y, (b - a) / (y - x), {})
                break


def _closed_in(
    factors: Sequence[Factor],
    brackets: list[_Bracket],
    response: Response,
    now: float,
    steps: int,
) -> dict[int, list[Threshold]]:
    """The thresholds in the brackets, all of them halved together, by factor."""
    if not brackets:
        return {}
    last = _halved(factors, brackets, response, now, steps)
    found: dict[int, list[Threshold]] = {}
    for bracket, row in zip(brackets, last, strict=True):
        factor = factors[bracket.factor]
        value = (bracket.near + bracket.far) / 2
        doubt = Z95 * float(standard_error(row)) / max(abs(bracket.slope), 1e-300)
        low, high = max(factor.low, value - doubt), min(factor.high, value + doubt)
        above = bracket.far > bracket.near
        found.setdefault(bracket.factor, []).append(Threshold(value, low, high, above))
    return found


def _halved(
    factors: Sequence[Factor],
    brackets: list[_Bracket],
    response: Response,
    now: float,
    steps: int,
) -> FloatArray:
    """The brackets are halved so many times; returns the last rows played, (brackets, each)."""
    played = np.zeros((len(brackets), 1))
    for _ in range(steps):
        middles = [(b.near + b.far) / 2 for b in brackets]
        asked = [
            b.with_ | {factors[b.factor].name: x} for b, x in zip(brackets, middles, strict=True)
        ]
        played = known(response(varied(factors, asked)))
        for bracket, x, mean in zip(brackets, middles, played.mean(axis=-1), strict=True):
            if _flipped(float(mean), now):
                bracket.far = x
            else:
                bracket.near = x
    return played


def line(
    factors: Sequence[Factor],
    across: Factor,
    up: Factor,
    response: Response,
    now: float,
    *,
    columns: int = COLUMNS,
    scan: int = SCAN,
    steps: int = LINE_STEPS,
) -> Line:
    """Where two factors together flip the sign that the response has now, `now` being its mean."""
    xs = [float(x) for x in np.linspace(across.low, across.high, columns)]
    ys = [float(y) for y in np.linspace(up.low, up.high, scan)]
    asked = [{across.name: x, up.name: y} for x in xs for y in ys]
    means = known(response(varied(factors, asked))).mean(axis=-1).reshape(columns, scan)
    signs = tuple(tuple(-1 if _flipped(m, now) else 1 for m in column) for column in means)
    place = factors.index(up)
    brackets = [
        _edge(place, across.name, x, (ys[i], ys[i + 1]), (means[c, i], means[c, i + 1]), now)
        for c, x in enumerate(xs)
        for i in range(scan - 1)
        if signs[c][i] != signs[c][i + 1]
    ]
    _halved(factors, brackets, response, now, steps if brackets else 0)
    points = tuple((b.with_[across.name], (b.near + b.far) / 2) for b in brackets)
    return Line(across, up, tuple(xs), tuple(ys), signs, points)


def _edge(
    place: int,
    name: str,
    x: float,
    ends: tuple[float, float],
    means: tuple[float, float],
    now: float,
) -> _Bracket:
    """A bracket on the grid of two factors; `near` is where the order is as now."""
    low, high = ends
    near, far = (high, low) if _flipped(float(means[0]), now) else (low, high)
    return _Bracket(place, near, far, 0.0, {name: x})
