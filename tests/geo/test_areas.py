"""Areas follow edges that are straight on the map, however long they are."""

from __future__ import annotations

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from wargame.geo import projection
from wargame.geo.areas import area_km2


def cut_small(shape: object) -> float:
    """The area with every edge cut to 200 m, each piece straight on the equal-area grid."""
    fine = shapely.segmentize(shape, 200)
    return float(shapely.area(shapely.transform(fine, projection.equal_area)) / 1e6)


corner = st.tuples(st.floats(22, 40), st.floats(44.5, 52.5))


@given(corner, corner, corner)
def test_a_triangle_has_the_area_of_many_small_edges(a, b, c) -> None:
    shape = shapely.transform(shapely.Polygon([a, b, c]), projection.project)
    longest = shapely.length(shape) / 2
    if shapely.area(shape) < 1e7 or longest > 600_000:
        return
    assert float(area_km2(shape)) == pytest.approx(cut_small(shape), rel=2e-6, abs=2e-5 * longest)


def test_holes_parts_and_collections_add_up() -> None:
    outer, hole = shapely.box(0, 0, 90_000, 80_000), shapely.box(10_000, 10_000, 30_000, 50_000)
    far = shapely.box(200_000, -90_000, 260_000, -10_000)
    ring = shapely.difference(outer, hole)
    both = shapely.union(ring, far)
    mixed = shapely.GeometryCollection([ring, far, shapely.Point(1, 1)])
    parts = [float(area_km2(shape)) for shape in (outer, hole, far)]
    assert float(area_km2(ring)) == pytest.approx(parts[0] - parts[1], rel=1e-12)
    assert float(area_km2(both)) == pytest.approx(parts[0] - parts[1] + parts[2], rel=1e-12)
    several = area_km2(np.array([both, shapely.Polygon(), mixed, shapely.Point(0, 0)]))
    assert several == pytest.approx([float(area_km2(both)), 0, float(area_km2(both)), 0])


def test_the_direction_of_a_ring_does_not_matter() -> None:
    points = [(0, 0), (90_000, 0), (70_000, 60_000)]
    there, back = shapely.Polygon(points), shapely.Polygon(points[::-1])
    assert float(area_km2(there)) == pytest.approx(float(area_km2(back)), rel=1e-13)
