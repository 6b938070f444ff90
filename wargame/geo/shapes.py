"""Shapes under the hand: circles, belts, repairs, unions; map metres in, valid polygons out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray

from wargame.geo import projection
from wargame.geo.control import Control, polygons_of
from wargame.geo.zones import belt as near_occupied

FloatArray = NDArray[np.float64]

CIRCLE_POINTS = 96
_SLIVER_M2 = 1.0  # an overlay leaves crumbs; nobody draws a zone of a square metre
_ROUGHEST_M = 5_000.0
_SOME = 100  # edges that are looked at to judge all
_MOST_MET = 40
_RING = 4  # points of the smallest closed ring
OPERATIONS = ("union", "intersect", "subtract")


def circle(x: float, y: float, km: float) -> Any:
    """The ground within km of a point, true on the ellipsoid to about 1e-4 up to 500 km."""
    angle = np.linspace(0, 2 * np.pi, CIRCLE_POINTS, endpoint=False)
    way = np.column_stack((np.cos(angle), np.sin(angle)))
    reach = np.full(CIRCLE_POINTS, 1000.0 * km * float(projection.scale(x, y)))
    for _ in range(3):  # Simpson's rule along the ray gives its length on the ground
        inverse = [
            1 / projection.scale(x + part * reach * way[:, 0], y + part * reach * way[:, 1])
            for part in (0.0, 0.5, 1.0)
        ]
        ground = reach * (inverse[0] + 4 * inverse[1] + inverse[2]) / 6000
        reach = reach * km / ground
    return shapely.polygons(np.array((x, y)) + reach[:, None] * way)


def band(control: Control, near_km: float, far_km: float) -> Any:
    """Government-held land between two distances from occupied land."""
    within = shapely.intersection(control.government_held, near_occupied(control, far_km))
    if near_km > 0:
        within = shapely.difference(within, near_occupied(control, near_km))
    return whole(within)


def whole(geometry: Any) -> Any:
    """The polygons of a geometry, valid and without crumbs under a square metre."""
    parts = shapely.get_parts(polygons_of(shapely.make_valid(geometry)))
    parts = parts[shapely.area(parts) > _SLIVER_M2]
    return parts[0] if len(parts) == 1 else shapely.multipolygons(parts)


def combined(zone: Any, operation: str, other: Any) -> Any:
    """The union or intersection of two zones, or the first without the second.

    Raises ValueError for any other operation.
    """
    if operation not in OPERATIONS:
        raise ValueError(f'no operation "{operation}"; there are {", ".join(OPERATIONS)}')
    join = (shapely.union, shapely.intersection, shapely.difference)[OPERATIONS.index(operation)]
    return whole(join(zone, other))


def grown(zone: Any, km: float) -> Any:
    """The zone wider by so many kilometres on the ground, or narrower by a negative number."""
    if shapely.is_empty(zone):
        return zone
    centre = shapely.centroid(zone)
    local = float(projection.scale(shapely.get_x(centre), shapely.get_y(centre)))
    return whole(shapely.buffer(zone, 1000 * km * local, quad_segs=8))


def simplified(zone: Any, km: float) -> Any:
    """The zone with fewer vertices, its edge moved by no more than km, still valid."""
    return whole(shapely.simplify(zone, 1000 * km, preserve_topology=True))


def fitted(rings: Sequence[FloatArray], vertices: int) -> tuple[list[FloatArray], float]:
    """The closed rings with at most so many vertices, and by how many km an edge may have moved.

    Rings too small to be seen at that tolerance are dropped. None are left, and 0 km is said, when
    an edge would have to move by more than 5 km.
    """
    lines = np.array([shapely.linestrings(ring) for ring in rings])
    metres = 25.0
    while metres <= _ROUGHEST_M:
        found = shapely.simplify(lines, metres, preserve_topology=False)
        counts = shapely.get_num_coordinates(found)
        kept = found[counts >= _RING]
        if len(kept) and (counts[counts >= _RING] - 1).sum() <= vertices:
            return [shapely.get_coordinates(line) for line in kept], metres / 1000
        metres *= 2
    return [], 0.0


def crosses_itself(rings: Sequence[FloatArray]) -> bool:
    """Whether an edge of a closed ring meets another edge of the same ring."""
    return not bool(np.all(shapely.is_simple([shapely.linearrings(ring) for ring in rings])))


def tangled(rings: Sequence[FloatArray]) -> bool:
    """Whether so many edges lie across one another that mending them would take seconds.

    Judged by some of the edges: more than 40 others in the box of each, on average.
    """
    start = np.concatenate([ring[:-1] for ring in rings])
    end = np.concatenate([ring[1:] for ring in rings])
    low, high = np.minimum(start, end), np.maximum(start, end)
    boxes = shapely.box(low[:, 0], low[:, 1], high[:, 0], high[:, 1])
    some = boxes[:: max(1, len(boxes) // _SOME)]
    met, _ = shapely.STRtree(boxes).query(some)
    return len(boxes) > _MOST_MET and len(met) > _MOST_MET * len(some)
