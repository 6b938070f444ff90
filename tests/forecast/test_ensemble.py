"""Ensembles: the same numbers for any chunking, progress that is told, work that can be stopped."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wargame.engine.draws import Draws
from wargame.forecast.ensemble import join, play_runs
from wargame.forecast.measures import outcomes


def runs(table, option: str, count: int, first: int = 0, **how: object) -> dict[str, np.ndarray]:
    dice = Draws.of(4, first, count)
    return play_runs(
        lambda d: table.opening(option, d), table.game(option), 5, dice, outcomes, **how
    )


@settings(max_examples=8)
@given(chunk=st.integers(1, 40), option=st.sampled_from(["gov", "dmz", "all"]))
def test_any_chunking_gives_the_same_bits(table, chunk: int, option: str) -> None:
    whole, parts = runs(table, option, 33), runs(table, option, 33, chunk=chunk)
    assert list(whole) == list(parts)
    for key, values in whole.items():
        assert values.tobytes() == parts[key].tobytes(), key


def test_playthroughs_asked_for_in_two_goes_are_the_same(table) -> None:
    whole = runs(table, "gov", 30)
    parts = join([runs(table, "gov", 12), runs(table, "gov", 18, first=12)])
    for key, values in whole.items():
        np.testing.assert_array_equal(values, parts[key], err_msg=key)


def test_progress_rises_to_one(table) -> None:
    told: list[float] = []
    runs(table, "none", 25, chunk=10, progress=told.append)
    assert told == [0.4, 0.8, 1.0]


def test_whoever_watches_can_stop_the_work(table) -> None:
    class Stop(Exception):
        pass

    def stop(done: float) -> None:
        raise Stop(done)

    with pytest.raises(Stop, match=r"0\.4"):
        runs(table, "none", 25, chunk=10, progress=stop)
