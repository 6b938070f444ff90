"""Lengths and areas on the ellipsoid, against pyproj's own (Karney's algorithms)."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyproj import Geod

from wargame.geo import geodesic, projection

WGS84 = Geod(ellps="WGS84")
PLACES = st.tuples(st.floats(6, 59), st.floats(35, 71))


@given(PLACES, PLACES)
def test_a_distance_is_that_of_the_geodesic_to_a_centimetre(start, end):
    metres = WGS84.inv(*start, *end)[2]
    assert geodesic.distance_km(start, end) * 1000 == pytest.approx(metres, abs=0.01)


@given(PLACES, PLACES)
def test_a_distance_is_the_same_both_ways(start, end):
    there, back = geodesic.distance_km(start, end), geodesic.distance_km(end, start)
    assert there == pytest.approx(back, abs=1e-5)


def test_the_area_of_a_small_ring_is_the_geodesic_one():
    ring = np.array([(31.0, 48.0), (31.4, 48.0), (31.4, 48.3), (31.0, 48.3)])
    expected = abs(WGS84.polygon_area_perimeter(*ring.T)[0]) / 1e6
    assert geodesic.area_km2(projection.project(ring)) == pytest.approx(expected, rel=2e-4)


def test_an_area_does_not_depend_on_how_an_edge_is_cut_or_which_way_it_runs():
    ring = np.array([(0.0, 0.0), (300e3, 0.0), (300e3, 200e3), (0.0, 200e3)])
    more = np.insert(ring, 1, (150e3, 0.0), axis=0)
    area = geodesic.area_km2(ring)
    assert geodesic.area_km2(more) == pytest.approx(area, rel=1e-6)
    assert geodesic.area_km2(ring[::-1]) == pytest.approx(area, rel=1e-9)
    assert geodesic.area_km2(np.vstack((ring, ring[:1]))) == pytest.approx(area, rel=1e-9)


def test_fewer_than_three_points_enclose_nothing():
    assert geodesic.area_km2(np.array([(0.0, 0.0), (1e5, 0.0)])) == 0.0
