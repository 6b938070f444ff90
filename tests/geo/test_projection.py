"""The closed forms of the map projection agree with PROJ."""

from __future__ import annotations

import numpy as np
import pyproj
import pytest

from wargame.geo import projection


@pytest.fixture(scope="module")
def places():
    rng = np.random.default_rng(7)
    return rng.uniform(5, 60, 500), rng.uniform(34, 72, 500)


def test_forward_is_that_of_proj_to_a_millimetre(places):
    expected = pyproj.Transformer.from_crs(4326, projection.CRS, always_xy=True).transform(*places)
    assert np.allclose(projection.to_map(*places), expected, atol=1e-3, rtol=0)


def test_inverse_gives_back_longitude_and_latitude(places):
    back = projection.to_lonlat(*projection.to_map(*places))
    assert np.allclose(back, places, atol=1e-9, rtol=0)


def test_equal_area_grid_is_that_of_proj_to_a_millimetre(places):
    grid = pyproj.Transformer.from_crs(4326, projection.EQUAL_AREA, always_xy=True)
    found = projection.equal_area(np.column_stack(projection.to_map(*places)))
    assert np.allclose(found.T, grid.transform(*places), atol=1e-3, rtol=0)


def test_lengths_are_geodesic_to_one_in_a_million():
    lonlat = np.column_stack((np.linspace(31, 39, 60), np.linspace(46, 50.5, 60)))
    expected = pyproj.Geod(ellps="WGS84").line_length(*lonlat.T) / 1000
    assert projection.length_km(projection.project(lonlat)) == pytest.approx(expected, rel=1e-6)


def test_scale_is_one_on_the_standard_parallels_and_below_one_between():
    for parallel in projection.PARALLELS:
        assert projection.scale(*projection.to_map(35.0, parallel)) == pytest.approx(1, abs=1e-9)
    assert projection.scale(0.0, 0.0) < 1


def test_the_origin_of_the_map_is_where_the_module_says():
    assert projection.to_map(*projection.ORIGIN) == pytest.approx((0, 0), abs=1e-6)


def test_a_point_is_not_a_line():
    assert projection.length_km(np.zeros((1, 2))) == 0
