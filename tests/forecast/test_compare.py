"""Intervals against known values, and differences paired playthrough by playthrough."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from wargame.forecast.compare import against, paired, summarise, wilson


@pytest.mark.parametrize(
    ("hits", "count", "low", "high"),
    [
        # Newcombe (1998), table I, method 3 (Wilson score without continuity correction)
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0000, 0.1611),
        (1, 29, 0.0061, 0.1718),
    ],
)
def test_wilsons_interval_is_the_published_one(
    hits: int, count: int, low: float, high: float
) -> None:
    found = wilson(hits / count, count)
    assert found == pytest.approx((low, high), abs=0.0001)


@given(count=st.integers(1, 10_000), share=st.floats(0, 1))
def test_wilsons_interval_holds_the_share_and_stays_a_share(count: int, share: float) -> None:
    low, high = wilson(share, count)
    assert 0 <= low <= share + 1e-12
    assert share - 1e-12 <= high <= 1


def test_a_share_carries_wilsons_interval_and_a_value_its_percentiles() -> None:
    flags = np.array([1.0, 0.0, 0.0, 1.0, np.nan])
    share = summarise("clash", flags)
    assert share.mean == 0.5
    assert (share.low, share.high) == wilson(0.5, 4)
    assert share.interval == "Wilson 95 %"
    value = summarise("km2_lost", np.arange(101.0))
    assert (value.mean, value.low, value.high) == (50, 10, 90)
    assert value.interval == "10th to 90th percentile"


def test_what_no_playthrough_has_is_nothing() -> None:
    assert summarise("durability_8q", np.full(4, np.nan)) is None
    assert paired(np.full(4, np.nan), np.zeros(4)) is None


def test_a_paired_difference_is_the_mean_with_1_96_standard_errors() -> None:
    base = np.array([10.0, 20.0, 30.0, 40.0])
    difference = np.array([1.0, 2.0, 3.0, 4.0])
    found = paired(base + difference, base)
    error = math.sqrt(5 / 3) / 2  # sample standard deviation over the root of 4
    assert found.mean == pytest.approx(2.5)
    assert found.high - found.mean == pytest.approx(1.96 * error)
    assert found.mean - found.low == pytest.approx(1.96 * error)
    assert "luck only" in found.interval


def test_only_playthroughs_with_both_values_pair() -> None:
    values, base = np.array([5.0, np.nan, 7.0]), np.array([4.0, 1.0, np.nan])
    found = paired(values, base)
    assert (found.mean, found.low, found.high) == (1.0, 1.0, 1.0)  # one pair: no spread to tell


def test_pairing_is_sharper_than_comparing_two_crowds() -> None:
    rng = np.random.default_rng(1)
    luck = rng.normal(0, 10, 500)
    one, two = luck + rng.normal(1, 1, 500), luck
    found = paired(one, two)
    assert found.low < 1 < found.high
    assert found.high - found.low < 0.25
    shuffled = paired(one, rng.permutation(two))
    assert shuffled.high - shuffled.low > 2


def test_every_option_is_set_against_the_baseline_and_the_baseline_against_itself() -> None:
    options = {"none": {"norm": np.array([1.0, 2.0])}, "gov": {"norm": np.array([2.0, 4.0])}}
    found = against(options, "none")
    assert found["gov"]["norm"].mean == 1.5
    assert (found["none"]["norm"].mean, found["none"]["norm"].high) == (0, 0)
