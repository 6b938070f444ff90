"""The small vocabulary: right values, one order of adding, and any array library that comes in."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from wargame.engine import ops

NUMBER = st.floats(-1e6, 1e6)


@given(x=arrays(np.float64, (10, 7), elements=NUMBER), column=st.integers(0, 6))
def test_adding_rows_does_not_see_the_batch(x: np.ndarray, column: int) -> None:
    alone = np.ascontiguousarray(x[:, [column]])
    assert ops.add_rows(x)[column] == ops.add_rows(alone)[0]
    assert ops.mean_rows(x)[column] == ops.mean_rows(alone)[0]
    np.testing.assert_allclose(ops.add_rows(x), x.sum(axis=0), rtol=1e-9, atol=1e-6)


def test_numpys_own_sum_would_see_it() -> None:
    # the reason for `add_rows`: with one playthrough NumPy adds the rows in another order
    x = np.random.default_rng(1).normal(size=(10, 50)) * 1e3
    assert any(x.sum(axis=0)[k] != x[:, [k]].sum(axis=0)[0] for k in range(50))


@given(x=arrays(np.float64, (6, 3), elements=NUMBER))
def test_extremes_over_rows(x: np.ndarray) -> None:
    ordered = np.sort(x, axis=0)
    first, second = ops.two_smallest(x)
    np.testing.assert_array_equal(first, ordered[0])
    np.testing.assert_array_equal(second, ordered[1])
    np.testing.assert_array_equal(ops.largest(x), ordered[-1])


@given(x=st.floats(-700, 700))
def test_the_logistic_never_overflows_and_stays_inside_its_limits(x: float) -> None:
    p = float(ops.logistic(np.float64(x)))
    assert 0 < p <= 1
    if abs(x) < 20:
        assert p == pytest.approx(1 / (1 + math.exp(-x)), rel=1e-12)
        assert float(ops.logit(np.float64(p))) == pytest.approx(x, abs=1e-6)


@given(z=st.floats(-8, 8))
def test_the_normal_distribution_is_right_to_one_in_ten_million(z: float) -> None:
    exact = 0.5 * math.erfc(-z / math.sqrt(2))
    assert float(ops.normal_cdf(np.float64(z))) == pytest.approx(exact, abs=1.5e-7)


def test_saturation_starts_at_nothing_and_ends_at_one() -> None:
    x = np.array([-5.0, 0.0, 40.0, 1e9])
    np.testing.assert_allclose(ops.saturate(x, 40.0), [0, 0, 1 - math.exp(-1), 1])


def test_a_category_chooses_its_value() -> None:
    np.testing.assert_array_equal(ops.choose(np.array([2.0, 0.0, 1.0]), (5, 6, 7)), [7, 5, 6])


class Foreign:
    """An array of another library: it knows only where its functions live."""

    def __array_namespace__(self) -> object:
        return Library


class Library:
    @staticmethod
    def exp(_: object) -> str:
        return "the other library's"

    @staticmethod
    def where(*_: object) -> str:
        return "the other library's"


def test_arrays_of_another_library_are_handed_to_that_library() -> None:
    assert ops.exp(Foreign()) == "the other library's"
    assert ops.where(Foreign(), 1.0, 0.0) == "the other library's"
    assert ops.namespace(1.0, 2.0) is np
