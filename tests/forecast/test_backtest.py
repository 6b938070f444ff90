"""The war as it went on, and the stability index against its own playthroughs (7.4 and 8 G)."""

from __future__ import annotations

import numpy as np
import pytest

from wargame.forecast.backtest import back_test, brier, coverage, line_held, load_observed
from wargame.forecast.calibration import _reliability, calibrate


def test_the_observed_table_is_the_designs() -> None:
    seen = load_observed()
    totals = [round(sum(quarter.net_km2)) for quarter in seen.quarter]
    for found, design in zip(totals, (1626, 912, 761, 1573, 1007, 852, 317), strict=True):
        assert found == pytest.approx(design, abs=4)  # sectors are rounded one by one
    assert all(len(quarter.net_km2) == len(seen.sectors) == 8 for quarter in seen.quarter)


def test_most_sectors_lie_in_their_band_and_the_quiet_spring_of_2026_does_not(bench) -> None:
    found = back_test(bench, 1500, 21)
    assert [result.total_in_band for result in found] == [True] * 5 + [False]
    assert coverage(found, range(1, 5)) >= 0.8
    assert coverage(found, range(5, 7)) >= 0.6
    # the design's middle, 10th and 90th percentile of the first quarter
    first = found[0]
    assert first.middle == pytest.approx(937, rel=0.08)
    assert first.low == pytest.approx(439, rel=0.12)
    assert first.high == pytest.approx(1931, rel=0.12)


def test_the_index_says_what_comes_true_within_ten_points(bench) -> None:
    found = calibrate(bench, 1500, 2)
    assert [one.option for one in found] == ["none", "gov", "dmz"]
    for one in found:
        assert one.passed, one
        for part in (one.quiet, one.holds):
            assert 0 < part.brier < 0.15
            assert sum(count for _, _, count in part.bins) == 1500 * 10


def test_a_forecast_that_is_wrong_is_seen_to_be() -> None:
    sure = np.full((2, 50), 0.9)
    right, wrong = _reliability(sure, np.ones((2, 50))), _reliability(sure, np.zeros((2, 50)))
    assert right.error == pytest.approx(-0.1)
    assert wrong.error == pytest.approx(0.9)
    assert right.brier == pytest.approx(0.01)
    assert wrong.brier == pytest.approx(0.81)


def test_the_opening_tells_the_sectors_that_moved_from_those_that_held(bench) -> None:
    found = {one.sector: one for one in line_held(bench)}
    assert {name for name, one in found.items() if not one.held} == {"POK", "KVN"}
    assert found["KVN"].observed_km == pytest.approx(9.2, abs=0.3)  # model.md, section 5
    assert found["KHE"].forecast > 0.95
    assert brier(list(found.values())) < 0.15
