"""Control on twelve dates, against the table of its README, and what changed between them."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wargame.geo import history
from wargame.geo.control import DATES
from wargame.geo.errors import UnknownDate

SYVASH_KM2 = 998
README = {  # geodata/contact_lines/README.md: occupied with Crimea, the Syvash lagoon left out
    "2015-02-18": 43_590,
    "2022-03-31": 153_974,
    "2022-12-01": 106_029,
    "2024-12-01": 109_961,
    "2026-06-01": 114_846,
}
DAYS = st.sampled_from(history.DATES)


def test_the_dates_are_those_of_the_contact_lines():
    assert history.DATES == DATES


@pytest.mark.parametrize(("day", "km2"), README.items())
def test_the_occupied_area_is_that_of_the_readme(day, km2):
    lagoon = 0 if day < "2022-03" else SYVASH_KM2
    assert history.at(day).occupied_km2 == pytest.approx(km2 + lagoon, rel=0.001)


@settings(max_examples=25, deadline=None)
@given(DAYS, DAYS)
def test_what_was_taken_less_what_was_freed_is_the_difference_of_the_areas(one, other):
    change = history.between(one, other)
    gained = history.at(other).occupied_km2 - history.at(one).occupied_km2
    assert change.taken_km2 - change.freed_km2 == pytest.approx(gained, abs=5)
    back = history.between(other, one)
    assert (back.taken_km2, back.freed_km2) == pytest.approx((change.freed_km2, change.taken_km2))


def test_nothing_changes_between_a_date_and_itself():
    change = history.between("2024-12-01", "2024-12-01")
    assert (change.taken, change.freed) == ((), ())


def test_every_date_says_how_good_it_is():
    for day in history.DATES:
        found = history.at(day)
        assert 0.9 < found.accuracy.overlap < 1
        assert bool(found.accuracy.second) == bool(found.accuracy.second_overlap)
        assert found.source


def test_a_change_over_another_reference_map_is_not_to_be_read_as_ground():
    assert "reference maps" in history.between("2023-12-01", "2024-07-08").caution
    assert "reference maps" not in history.between("2024-07-08", "2026-06-01").caution
    assert "no change" in history.between("2022-02-23", "2015-02-18").caution
    assert all(history.between(*pair).caution for pair in pairwise(history.DATES))


def test_any_other_date_is_refused():
    with pytest.raises(UnknownDate):
        history.at("2020-01-01")


def test_the_places_of_earlier_conflicts_have_two_dates_and_two_holders():
    places = history.held_places()
    assert len(places) == 36
    changed = [p.name for p in places if p.before != p.after]
    assert "Akhalgori (Leningor)" in changed
    assert "Dubasari" in changed
    assert all(p.date_before < p.date_after for p in places)
