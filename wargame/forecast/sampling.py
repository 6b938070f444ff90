"""Parameters drawn from their ranges: a Latin hypercube keyed by seed and by parameter.

A drawn parameter is an array of one number per playthrough or per set, `(n,)`; a game built with
such arrays plays every playthrough with its own numbers.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

import numpy as np

from wargame.engine.draws import Draws
from wargame.engine.ops import FloatArray, Operand
from wargame.rules.start import Spread, triangular
from wargame.scenario.parameters import ParameterSpec

Shape = Literal["triangular", "uniform"]
Sets = Mapping[str, FloatArray]  # parameter -> (n,), one number for each set


def varied(specs: Mapping[str, ParameterSpec]) -> dict[str, ParameterSpec]:
    """The parameters that may vary: one number each, with a range of some width."""
    return {
        name: spec
        for name, spec in specs.items()
        if spec.distribution != "fixed" and len(spec.values) == 1 and spec.low[0] < spec.high[0]
    }


def latin_hypercube(name: str, seed: int, count: int) -> FloatArray:
    """One column of the hypercube: a number in each of `count` equal strata, in random order.

    Columns depend on their name and the seed alone, so that a new parameter disturbs no other.
    """
    dice = Draws.of(seed, 0, count).keyed("sampling")
    order = np.argsort(np.argsort(dice.uniform(f"{name}: stratum"), kind="stable"), kind="stable")
    return np.asarray((order + dice.uniform(f"{name}: within")) / count)


def draw(
    specs: Mapping[str, ParameterSpec], count: int, seed: int, shape: Shape = "triangular"
) -> dict[str, FloatArray]:
    """`count` parameter sets, each varied parameter (count,).

    shape : "triangular" leans to each parameter's mode; "uniform" weighs its whole range alike.
    """
    return {
        name: _quantile(latin_hypercube(name, seed, count), spec, shape)
        for name, spec in varied(specs).items()
    }


def _quantile(u: FloatArray, spec: ParameterSpec, shape: Shape) -> FloatArray:
    low, mode, high = spec.low[0], spec.mode[0], spec.high[0]
    if shape == "uniform":
        return low + u * (high - low)
    return triangular(u, Spread(mode, low, high))


def one_set(sets: Sets, index: int) -> dict[str, float]:
    """The numbers of one set."""
    return {name: float(values[index]) for name, values in sets.items()}


def spread_out(sets: Sets, each: int) -> dict[str, Operand]:
    """The sets for a batch that plays each of them `each` times in a row, (n * each,)."""
    return {name: np.repeat(values, each) for name, values in sets.items()}
