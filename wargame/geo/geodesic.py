"""Shortest ways on the ellipsoid: Vincenty's inverse formula (Survey Review 23, 1975), WGS 84."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import ArrayLike

from wargame.geo import projection
from wargame.geo.projection import FloatArray

_A = 6378137.0  # semi-major axis, m
_F = 1 / 298.257223563
_B = _A * (1 - _F)
_ENOUGH = 1e-12  # radians
_ROUNDS = 50
_STEP_M = 5_000.0  # an edge is measured in pieces no longer than this


def distance_km(start: tuple[float, float], end: tuple[float, float]) -> float:
    """Kilometres of the shortest way between two longitudes and latitudes in degrees.

    Within a millimetre on the map's area; it does not converge for points opposite each other on
    the globe, which no map of Europe holds.
    """
    if start == end:
        return 0.0
    u1 = math.atan((1 - _F) * math.tan(math.radians(start[1])))
    u2 = math.atan((1 - _F) * math.tan(math.radians(end[1])))
    wide = math.radians(end[0] - start[0])
    sin1, cos1, sin2, cos2 = math.sin(u1), math.cos(u1), math.sin(u2), math.cos(u2)
    turn, square, arc, sine, cosine, middle = wide, 0.0, 0.0, 0.0, 1.0, 0.0
    for _ in range(_ROUNDS):
        sine = math.hypot(cos2 * math.sin(turn), cos1 * sin2 - sin1 * cos2 * math.cos(turn))
        cosine = sin1 * sin2 + cos1 * cos2 * math.cos(turn)
        arc = math.atan2(sine, cosine)
        if sine == 0.0:
            return 0.0
        azimuth = cos1 * cos2 * math.sin(turn) / sine
        square = 1 - azimuth**2
        middle = cosine - 2 * sin1 * sin2 / square if square else 0.0
        c = _F / 16 * square * (4 + _F * (4 - 3 * square))
        term = middle + c * cosine * (2 * middle**2 - 1)
        before, turn = turn, wide + (1 - c) * _F * azimuth * (arc + c * sine * term)
        if abs(turn - before) < _ENOUGH:
            break
    return _length(square, arc, sine, cosine, middle) / 1000


def _length(square: float, arc: float, sine: float, cosine: float, middle: float) -> float:
    """Metres along an arc, by the series of the same paper."""
    u = square * (_A**2 - _B**2) / _B**2
    a = 1 + u / 16384 * (4096 + u * (u * (320 - 175 * u) - 768))
    b = u / 1024 * (256 + u * (u * (74 - 47 * u) - 128))
    first = cosine * (2 * middle**2 - 1)
    second = b / 6 * middle * (4 * sine**2 - 3) * (4 * middle**2 - 3)
    return _B * a * (arc - b * sine * (middle + b / 4 * (first - second)))


def area_km2(ring: ArrayLike) -> float:
    """Square kilometres on the ellipsoid inside a ring of map metres, edges straight on the map.

    ring : (N, 2), open or closed; measured on the equal-area grid, edges cut into pieces of 5 km.
    """
    points = np.asarray(ring, float).reshape(-1, 2)
    if len(points) < 3:
        return 0.0
    x, y = projection.equal_area(_cut(points)).T
    x, y = x - x[0], y - y[0]
    return float(abs(x @ np.roll(y, -1) - y @ np.roll(x, -1)) / 2e6)


def _cut(ring: FloatArray) -> FloatArray:
    """The ring with a point at least every five kilometres."""
    following = np.roll(ring, -1, axis=0)
    pieces = np.maximum(np.ceil(np.hypot(*(following - ring).T) / _STEP_M), 1).astype(int)
    start = np.repeat(np.arange(len(ring)), pieces)
    step = np.arange(len(start)) - np.repeat(np.cumsum(pieces) - pieces, pieces)
    share = (step / pieces[start])[:, None]
    return np.asarray(ring[start] + share * (following[start] - ring[start]))
