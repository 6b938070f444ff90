"""Areas on the ellipsoid of polygons whose edges are straight on the map.

The area is the line integral of longitude over the equal-area northing. Along each edge both are
taken as quadratic through its ends and its middle, so that a straight edge of 300 km is measured as
well as one of 300 m. Vertices alone mistake an edge that is straight on the map for one that is
straight on the equal-area grid: 0.05 % of a rectangle of 300 by 200 km.
"""

from __future__ import annotations

from functools import cache
from typing import Any

import numpy as np
import shapely
from numpy.polynomial import Polynomial
from numpy.typing import NDArray

from wargame.geo import projection

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.int64]

_LATITUDES = (20.0, 80.0)  # degrees; the map shows 34 to 72
_DEGREE = 18  # follows the northing to 1e-9 km
_AREAL = 2


@cache
def _northing() -> tuple[float, float, FloatArray]:
    """Offset, factor and coefficients of the equal-area northing, km, by metres from the apex."""
    lat = np.linspace(*_LATITUDES, 200)
    xy = projection.project(np.column_stack((np.full(len(lat), projection.ORIGIN[0]), lat)))
    apart, _ = projection.polar(xy)
    series = Polynomial.fit(apart, projection.equal_area(xy)[:, 1] / 1000, _DEGREE)
    offset, factor = series.mapparms()
    return float(offset), float(factor), np.asarray(series.coef, float)


def _grid(xy: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Easting and northing, km, on the equal-area grid about the middle meridian."""
    apart, lon = projection.polar(xy)
    offset, factor, coefficients = _northing()
    at = offset + factor * apart
    north = np.full(len(at), coefficients[-1])
    for coefficient in coefficients[-2::-1]:
        north *= at
        north += coefficient
    return projection.GRID_KM * lon, north


def edge_integrals(xy: FloatArray) -> FloatArray:
    """(N - 1,) km2 swept between each edge and the middle meridian; they sum to a ring's area."""
    middle = (xy[1:] + xy[:-1]) / 2
    east, north = _grid(np.concatenate((xy, middle)))
    north -= north[0]
    count = len(xy)
    x0, x1, xm = east[: count - 1], east[1:count], east[count:]
    y0, y1, ym = north[: count - 1], north[1:count], north[count:]
    start = x0 * (4 * ym - 3 * y0 - y1)
    end = x1 * (3 * y1 - 4 * ym + y0)
    return np.asarray((start + 4 * xm * (y1 - y0) + end) / 6)


def area_km2(geometries: Any) -> FloatArray:
    """(K,) km2 of polygons, multipolygons or collections in map metres; lines and points have none.

    A single geometry gives an array of shape ().
    """
    single = isinstance(geometries, shapely.Geometry)
    parts, owner = shapely.get_parts(np.atleast_1d(geometries), return_index=True)
    areal = (shapely.get_dimensions(parts) == _AREAL) & ~shapely.is_empty(parts)
    found = np.bincount(
        owner[areal], polygons_km2(parts[areal]), minlength=np.size(geometries)
    ).astype(float)
    return np.asarray(found[0]) if single else found


def polygons_km2(polygons: Any) -> FloatArray:
    """(P,) km2 of simple polygons, none of them empty."""
    if not len(polygons):
        return np.zeros(0)
    _, xy, (rings, first) = shapely.to_ragged_array(polygons)
    swept = np.append(edge_integrals(xy), 0.0)
    swept[rings[1:-1] - 1] = 0.0  # from the end of one ring to the start of the next
    ring = np.abs(np.add.reduceat(swept, rings[:-1]))
    ring *= np.where(np.isin(np.arange(len(ring)), first[:-1]), 1.0, -1.0)
    return np.asarray(np.add.reduceat(ring, first[:-1]))
