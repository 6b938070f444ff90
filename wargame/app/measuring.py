"""Distances and areas of what a person points out on the map, on the ellipsoid."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import ArrayLike, NDArray

from wargame.geo import geodesic, projection

FloatArray = NDArray[np.float64]
LonLat = tuple[float, float]
DIGITS = 7  # of a degree, as drawn zones are kept: what was not moved stays to the last digit


@dataclass(frozen=True, slots=True)
class Measured:
    """A line of points, and the shape that closing it makes."""

    legs_km: tuple[float, ...]  # shortest way from each point to the next
    area_km2: float  # inside the closed line; 0 below three points

    @property
    def length_km(self) -> float:
        """The way along all points."""
        return sum(self.legs_km)


def measure(points: ArrayLike) -> Measured:
    """What a line through (N, 2) map metres is long, and how much it encloses when closed.

    Legs are geodesic; the edges of the area are straight on the map.
    """
    line = np.asarray(points, float).reshape(-1, 2)
    places = [(float(lon), float(lat)) for lon, lat in to_lonlat(line)]
    legs = tuple(geodesic.distance_km(a, b) for a, b in pairwise(places))
    return Measured(legs, geodesic.area_km2(line))


def to_lonlat(xy: ArrayLike) -> FloatArray:
    """(N, 2) longitude and latitude in degrees of (N, 2) map metres."""
    points = np.asarray(xy, float).reshape(-1, 2)
    return projection.unproject(points) if len(points) else points


def to_map(lonlat: ArrayLike) -> FloatArray:
    """(N, 2) map metres of (N, 2) longitude and latitude in degrees."""
    points = np.asarray(lonlat, float).reshape(-1, 2)
    return projection.project(points) if len(points) else points


def closed_lonlat(rings: Sequence[ArrayLike]) -> tuple[tuple[LonLat, ...], ...]:
    """Rings of map metres as closed rings of longitude and latitude, as a zone is handed on."""
    found = []
    for ring in rings:
        rounded = np.round(to_lonlat(ring), DIGITS)
        places = tuple((float(lon), float(lat)) for lon, lat in rounded)
        if places and places[0] != places[-1]:
            places += places[:1]
        found.append(places)
    return tuple(found)
