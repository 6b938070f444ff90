"""The measures of a playthrough, on hand-made flags and on played games."""

from __future__ import annotations

import numpy as np
import pytest

from wargame.engine.draws import Draws
from wargame.forecast.ensemble import Record, play_chunk
from wargame.forecast.measures import BY_KEY, MEASURES, first_ceasefire_lasts, outcomes


def lasts(turns: int, began: tuple[int, ...], collapsed: tuple[int, ...]) -> float:
    """The flags of one playthrough, by the turns (1 is the first) in which they are set."""
    flags = np.zeros((2, turns, 1))
    for row, when in enumerate((began, collapsed)):
        for turn in when:
            flags[row, turn - 1] = 1
    return float(first_ceasefire_lasts(flags[0], flags[1])[0])


@pytest.mark.parametrize(
    ("turns", "began", "collapsed", "expected"),
    [
        (12, (1,), (), 1),
        (12, (4,), (), 1),  # turn T - 8, the last one that can be watched long enough
        (12, (4,), (12,), 0),  # the eighth turn after it
        (12, (3,), (12,), 1),  # the ninth turn after it is not watched
        (12, (3,), (4,), 0),  # the first turn after it
        (12, (2, 6), (4,), 0),  # a second ceasefire does not mend the first
        (12, (2, 6), (11,), 1),
        (20, (12,), (20,), 0),
        (9, (1,), (), 1),
    ],
)
def test_the_first_ceasefire_lasts_when_it_sees_no_collapse_in_eight_turns(
    turns: int, began: tuple[int, ...], collapsed: tuple[int, ...], expected: int
) -> None:
    assert lasts(turns, began, collapsed) == expected


@pytest.mark.parametrize(
    ("turns", "began"), [(12, ()), (12, (5,)), (12, (12,)), (8, (1,)), (1, (1,))]
)
def test_a_ceasefire_that_cannot_be_watched_for_eight_turns_says_nothing(
    turns: int, began: tuple[int, ...]
) -> None:
    assert np.isnan(lasts(turns, began, ()))


def test_playthroughs_are_watched_one_by_one() -> None:
    began, collapsed = np.zeros((12, 3)), np.zeros((12, 3))
    began[0, 0] = began[1, 1] = 1
    collapsed[3, 1] = 1
    found = first_ceasefire_lasts(began, collapsed)
    assert found[:2].tolist() == [1, 0]
    assert np.isnan(found[2])


def record_of(table, option: str, turns: int, count: int = 40) -> Record:
    draws = Draws.of(3, 0, count)
    return play_chunk(lambda d: table.opening(option, d), table.game(option), turns, draws)


def test_every_measure_is_one_number_a_playthrough(table) -> None:
    found = outcomes(record_of(table, "gov", 12))
    assert set(found) == set(BY_KEY)
    assert [m.key for m in MEASURES] == list(found)
    for key, values in found.items():
        assert values.shape == (40,), key
        known = values[~np.isnan(values)]
        if BY_KEY[key].kind == "share":
            assert np.isin(known, (0, 1)).all(), key
        elif key != "durability_8q":
            assert known.size == 40, key


def test_measures_read_the_turn_they_say(table) -> None:
    record = record_of(table, "gov", 6)
    found = outcomes(record)
    np.testing.assert_array_equal(found["stability"], record.overall[5])
    np.testing.assert_array_equal(found["stability_t4"], record.overall[3])
    np.testing.assert_array_equal(found["ceasefire_any"], np.max(record.ceasefire, axis=0))
    np.testing.assert_array_equal(found["weakest"], record.last.stability.min(axis=0))
    np.testing.assert_array_equal(found["frozen"], 100 * record.last.frozen)
    assert np.isnan(found["durability_8q"]).all()  # eight turns cannot have passed


def test_below_four_turns_there_is_no_stability_after_turn_four(table) -> None:
    assert np.isnan(outcomes(record_of(table, "none", 3))["stability_t4"]).all()
    assert not np.isnan(outcomes(record_of(table, "none", 4))["stability_t4"]).any()


def test_nothing_can_be_measured_before_a_turn_is_played() -> None:
    with pytest.raises(ValueError, match="no turn"):
        outcomes(Record())
