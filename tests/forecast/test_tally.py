"""Counted values tell what kept values would, within what is said, in any order."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from wargame.forecast.tally import Passage, Scale, Tally

SCALE = Scale(-50, 150, 8192)
SEED = st.integers(0, 2**32 - 1)


def some_values(seed: int, rows: int = 3, count: int = 700) -> np.ndarray:
    rng = np.random.default_rng(seed)
    values = rng.normal(50, 15, (rows, count))
    values[rng.random(values.shape) < 0.1] = np.nan
    return values


def tallied(values: np.ndarray, cuts: list[int], scale: Scale = SCALE) -> Tally:
    found = Tally(scale, len(values))
    for part in np.split(values, sorted(cuts), axis=1):
        more = Tally(scale, len(values))
        more.add(part)
        found.merge(more)
    return found


@given(seed=SEED, cuts=st.lists(st.integers(0, 700), max_size=6))
def test_any_cuts_give_the_same_tally_bit_for_bit(seed, cuts) -> None:
    values = some_values(seed)
    assert tallied(values, cuts).told() == tallied(values, []).told()


@given(seed=SEED)
def test_means_errors_and_quantiles_are_those_of_the_values(seed) -> None:
    values = some_values(seed)
    tally = tallied(values, [])
    known = (~np.isnan(values)).sum(axis=1)
    assert tally.count.tolist() == known.tolist()
    np.testing.assert_allclose(tally.mean, np.nanmean(values, axis=1), atol=SCALE.step / 2)
    error = np.nanstd(values, axis=1, ddof=1) / np.sqrt(known)
    np.testing.assert_allclose(tally.error, error, rtol=1e-6)
    for share in (0.1, 0.5, 0.9):
        # between the order statistics on both sides, and a bin further
        kept = [np.sort(row[~np.isnan(row)]) for row in values]
        for row, told in zip(kept, tally.quantile(share), strict=True):
            at = share * len(row)
            low, high = row[max(0, int(at) - 1)], row[min(len(row) - 1, int(at) + 1)]
            assert low - SCALE.bin_width <= told <= high + SCALE.bin_width


def test_many_values_are_counted_as_exactly_as_few() -> None:
    values = np.full((1, 50_000), 150.0)  # the largest steps, whose squares fill 64 bits
    tally = tallied(values, [])
    assert tally.mean[0] == 150
    assert tally.deviation[0] == 0


def test_what_lies_beyond_the_scale_counts_as_its_end_and_is_told() -> None:
    tally = tallied(np.array([[-60.0, 0.0, 160.0, np.nan]]), [])
    assert (tally.count[0], tally.beyond[0]) == (3, 2)
    assert tally.mean[0] == pytest.approx((-50 + 0 + 150) / 3, abs=SCALE.step)


def test_nothing_seen_is_no_number() -> None:
    tally = Tally(SCALE, 2)
    assert np.isnan(tally.mean).all()
    assert np.isnan(tally.quantile(0.5)).all()


def test_tallies_of_different_scales_do_not_merge() -> None:
    with pytest.raises(ValueError, match="different"):
        Tally(SCALE).merge(Tally(Scale(0, 1)))


def test_a_share_is_exact() -> None:
    tally = tallied(np.array([[1.0, 0.0, 0.0, 1.0, 0.0]]), [2], Scale(0, 1, 2))
    assert tally.mean[0] == pytest.approx(0.4, abs=1e-15)


def test_a_first_passage_is_the_first_turn_of_each_playthrough() -> None:
    passage = Passage(3)
    passage.add(np.array([[0, 1, 0, 0], [1, 1, 0, 0], [0, 0, 0, 1]]))
    assert passage.first.tolist() == [1, 1, 1, 1]  # turn 1, 2, 3, never
    assert passage.by_turn.tolist() == [0.25, 0.5, 0.75]
    assert (passage.ever, passage.median_turn) == (0.75, 2)


def test_what_happens_in_fewer_than_half_has_no_median_turn() -> None:
    passage = Passage(2)
    passage.add(np.array([[1, 0, 0], [0, 0, 0]]))
    assert passage.median_turn is None
