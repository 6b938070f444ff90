"""Zones that people draw or bring as rings of longitude and latitude, and back to such rings."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray

from wargame.geo import projection
from wargame.geo.control import polygons_of

Ring = tuple[tuple[float, float], ...]
Rings = Sequence[Sequence[tuple[float, float]]]
FloatArray = NDArray[np.float64]

DIGITS = 7  # of a degree: about one centimetre


def from_rings(rings: Rings) -> Any:
    """The zone inside an odd number of the rings, in map metres and valid; holes are rings too.

    Edges are straight on the map. No rings give an empty polygon.
    """
    if not rings:
        return shapely.Polygon()
    return inside(placed(rings))


def placed(rings: Rings) -> list[FloatArray]:
    """The rings in map metres, each (N, 2)."""
    counts = [len(ring) for ring in rings]
    points = projection.project([point for ring in rings for point in ring])
    return list(np.split(points, np.cumsum(counts)[:-1]))


def inside(rings: Sequence[FloatArray]) -> Any:
    """The valid area inside an odd number of closed rings in map metres."""
    shapes = shapely.polygons([shapely.linearrings(ring) for ring in rings])
    whole = shapes[0] if len(shapes) == 1 else shapely.multipolygons(shapes)
    return polygons_of(whole if shapely.is_valid(whole) else shapely.make_valid(whole))


def to_rings(zone: Any) -> tuple[Ring, ...]:
    """The closed rings of a zone in longitude and latitude, holes included, to 1e-7 degrees."""
    found = shapely.get_rings(shapely.get_parts(zone))
    rings = []
    for ring in found:
        lonlat = np.round(projection.unproject(shapely.get_coordinates(ring)), DIGITS)
        rings.append(tuple((float(lon), float(lat)) for lon, lat in lonlat))
    return tuple(rings)


def in_map_metres(zone: Any) -> Any:
    """A polygon in longitude and latitude, vertex by vertex on the map."""
    return shapely.transform(zone, projection.project)


def polygons(zone: Any) -> list[list[Ring]]:
    """Each polygon of a zone as rings: the outer one counter-clockwise, then holes clockwise."""
    parts = shapely.orient_polygons(shapely.get_parts(zone), exterior_cw=False)
    return [list(to_rings(part)) for part in parts]
