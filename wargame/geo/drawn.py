"""Zones that people draw or bring as rings of longitude and latitude."""

from __future__ import annotations

from collections.abc import Sequence
from functools import reduce
from typing import Any

import shapely

from wargame.geo.control import polygons_of
from wargame.geo.zones import from_lonlat


def from_rings(rings: Sequence[Sequence[tuple[float, float]]]) -> Any:
    """The zone inside an odd number of the rings, in map metres and valid; holes are rings too."""
    shapes = [shapely.make_valid(shapely.Polygon(ring)) for ring in rings]
    inside = reduce(shapely.symmetric_difference, shapes, shapely.Polygon())
    return polygons_of(from_lonlat(inside))
