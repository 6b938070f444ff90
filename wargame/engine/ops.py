"""The small vocabulary in which rules do arithmetic.

NumPy always, another array library when its arrays come in. Every function is elementwise or adds
rows in written order, so that a batch never shows in a result:
NumPy's own `sum` changes its order when the last axis has length one.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np
from numpy.typing import NDArray

FloatArray = NDArray[np.float64]
Operand = FloatArray | float


def namespace(*operands: Any) -> Any:
    """The array library of the first operand that is not NumPy's or a number; NumPy without one."""
    for operand in operands:
        if isinstance(operand, (np.ndarray, float, int)):
            continue
        library = getattr(operand, "__array_namespace__", None)
        if library is not None:
            return library()
    return np


def exp(x: Operand) -> FloatArray:
    """e to the power x."""
    return namespace(x).exp(x)  # type: ignore[no-any-return]  # the library decides the type


def log(x: Operand) -> FloatArray:
    """Natural logarithm of x > 0."""
    return namespace(x).log(x)  # type: ignore[no-any-return]


def log1p(x: Operand) -> FloatArray:
    """Natural logarithm of 1 + x, x > -1."""
    return namespace(x).log1p(x)  # type: ignore[no-any-return]


def tanh(x: Operand) -> FloatArray:
    """Hyperbolic tangent."""
    return namespace(x).tanh(x)  # type: ignore[no-any-return]


def absolute(x: Operand) -> FloatArray:
    """Distance from zero."""
    return namespace(x).abs(x)  # type: ignore[no-any-return]


def where(condition: Any, yes: Operand, no: Operand) -> FloatArray:
    """`yes` where the condition holds, `no` elsewhere."""
    return namespace(condition, yes, no).where(condition, yes, no)  # type: ignore[no-any-return]


def maximum(a: Operand, b: Operand) -> FloatArray:
    """The larger of two, element by element."""
    return namespace(a, b).maximum(a, b)  # type: ignore[no-any-return]


def minimum(a: Operand, b: Operand) -> FloatArray:
    """The smaller of two, element by element."""
    return namespace(a, b).minimum(a, b)  # type: ignore[no-any-return]


def clip(x: Operand, low: float, high: float) -> FloatArray:
    """x held between low and high."""
    return minimum(maximum(x, low), high)


def flag(condition: Any) -> FloatArray:
    """1.0 where the condition holds, 0.0 elsewhere."""
    return where(condition, 1.0, 0.0)


def logistic(x: Operand) -> FloatArray:
    """1 / (1 + e^-x), with x held within 40 of zero so that nothing overflows."""
    return 1.0 / (1.0 + exp(-clip(x, -40.0, 40.0)))


def logit(p: Operand) -> FloatArray:
    """Log-odds of a probability held away from 0 and 1 by 1e-9."""
    p = clip(p, 1e-9, 1.0 - 1e-9)
    return log(p) - log1p(-p)


def saturate(x: Operand, scale: Operand) -> FloatArray:
    """1 - e^(-x/scale): 0 at nothing, near 1 at several times the scale; x below 0 is nothing."""
    return 1.0 - exp(-maximum(x, 0.0) / scale)


def normal_cdf(z: Operand) -> FloatArray:
    """Chance that a standard normal falls below z; error under 1e-7.

    Source: Abramowitz and Stegun (1964), formula 26.2.17.
    """
    t = 1.0 / (1.0 + 0.2316419 * absolute(z))
    density = 0.3989422804 * exp(-z * z / 2)
    series = -1.821255978 + t * 1.330274429
    series = 1.781477937 + t * series
    series = 0.319381530 + t * (-0.356563782 + t * series)
    tail = density * t * series
    return where(z >= 0, 1 - tail, tail)


def shaped(value: Operand, like: FloatArray) -> FloatArray:
    """The value in the shape of another array, with memory of its own."""
    library = namespace(value, like)
    if library is np:
        return np.array(np.broadcast_to(np.asarray(value, dtype=np.float64), like.shape))
    return library.shaped(value, like)  # type: ignore[no-any-return]


def total(terms: Iterable[Operand]) -> FloatArray:
    """The sum of the terms, added in the order given."""
    result: Any = 0.0
    for term in terms:
        result = result + term
    return result  # type: ignore[no-any-return]


def add_rows(x: FloatArray) -> FloatArray:
    """The sum over the first axis, row by row in written order: (S, B) -> (B,)."""
    return total(x[i] for i in range(x.shape[0]))


def mean_rows(x: FloatArray) -> FloatArray:
    """The plain mean over the first axis: (S, B) -> (B,)."""
    return add_rows(x) / len(x)


def largest(x: FloatArray) -> FloatArray:
    """The largest over the first axis: (Z, ...) -> (...)."""
    result: FloatArray = x[0]
    for i in range(1, x.shape[0]):
        result = maximum(result, x[i])
    return result


def smallest(x: FloatArray) -> FloatArray:
    """The smallest over the first axis: (Z, ...) -> (...)."""
    result = x[0]
    for i in range(1, x.shape[0]):
        result = minimum(result, x[i])
    return result  # type: ignore[no-any-return]  # the library decides the type


def two_smallest(x: FloatArray) -> tuple[FloatArray, FloatArray]:
    """The smallest and the second smallest over the first axis: (S, B) -> (B,), (B,)."""
    first, second = minimum(x[0], x[1]), maximum(x[0], x[1])
    for i in range(2, x.shape[0]):
        second = minimum(second, maximum(first, x[i]))
        first = minimum(first, x[i])
    return first, second


def choose(index: FloatArray, values: Iterable[float]) -> FloatArray:
    """The value whose position is the category in `index`; categories are whole floats."""
    result: Any = 0.0
    for position, value in enumerate(values):
        result = where(index == position, value, result)
    return result  # type: ignore[no-any-return]
