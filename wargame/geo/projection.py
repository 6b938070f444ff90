"""The one map projection, stated once: Lambert conformal conic centred on Ukraine, in metres.

Closed forms for the ellipsoid (Snyder 1987, USGS Professional Paper 1395, chapters 10 and 15), so
that a window turns its cursor into longitude and latitude without importing pyproj. Areas use the
cylindrical equal-area grid of EPSG:6933, lengths the conic divided by its own scale factor.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

FloatArray = NDArray[np.float64]

PARALLELS = (45.5, 51.5)  # standard parallels, degrees north
ORIGIN = (32.0, 48.5)  # longitude and latitude of map (0, 0)
EQUAL_AREA = "EPSG:6933"
GEOGRAPHIC = "EPSG:4326"
CRS = (
    f"+proj=lcc +lat_1={PARALLELS[0]} +lat_2={PARALLELS[1]} +lat_0={ORIGIN[1]} +lon_0={ORIGIN[0]}"
    " +x_0=0 +y_0=0 +datum=WGS84 +units=m +no_defs"
)

_A = 6378137.0  # WGS 84 semi-major axis, m
_F = 1 / 298.257223563
_E2 = _F * (2 - _F)
_E = np.sqrt(_E2)
_6933_PARALLEL = np.radians(30.0)


def _m(phi: FloatArray) -> FloatArray:
    return np.asarray(np.cos(phi) / np.sqrt(1 - _E2 * np.sin(phi) ** 2))


def _t(phi: FloatArray) -> FloatArray:
    sine = _E * np.sin(phi)
    return np.asarray(np.tan(np.pi / 4 - phi / 2) / ((1 - sine) / (1 + sine)) ** (_E / 2))


GRID_KM = float(_A * _m(_6933_PARALLEL)) / 1000  # easting a radian of longitude on that grid
_P1, _P2 = np.radians(PARALLELS[0]), np.radians(PARALLELS[1])
_N = float((np.log(_m(_P1)) - np.log(_m(_P2))) / (np.log(_t(_P1)) - np.log(_t(_P2))))
_FACTOR = float(_m(_P1) / (_N * _t(_P1) ** _N))
_RHO0 = float(_A * _FACTOR * _t(np.radians(ORIGIN[1])) ** _N)


def to_map(lon: ArrayLike, lat: ArrayLike) -> tuple[FloatArray, FloatArray]:
    """Map metres (x, y) of longitudes and latitudes in degrees; shapes as given."""
    phi = np.radians(np.asarray(lat, float))
    rho = _A * _FACTOR * _t(phi) ** _N
    theta = _N * np.radians(np.asarray(lon, float) - ORIGIN[0])
    return rho * np.sin(theta), _RHO0 - rho * np.cos(theta)


def _latitude(t: FloatArray) -> FloatArray:
    phi = np.pi / 2 - 2 * np.arctan(t)
    for _ in range(6):
        sine = _E * np.sin(phi)
        phi = np.pi / 2 - 2 * np.arctan(t * ((1 - sine) / (1 + sine)) ** (_E / 2))
    return np.asarray(phi)


def to_lonlat(x: ArrayLike, y: ArrayLike) -> tuple[FloatArray, FloatArray]:
    """Longitudes and latitudes in degrees of map metres; within a millimetre of pyproj."""
    east, north = np.asarray(x, float), _RHO0 - np.asarray(y, float)
    rho = np.hypot(east, north)
    lat = _latitude((rho / (_A * _FACTOR)) ** (1 / _N))
    lon = np.arctan2(east, north) / _N
    return np.degrees(lon) + ORIGIN[0], np.degrees(lat)


def project(lonlat: ArrayLike) -> FloatArray:
    """(N, 2) map metres of (N, 2) longitude, latitude: the form that shapely.transform takes."""
    points = np.asarray(lonlat, float)
    return np.column_stack(to_map(points[:, 0], points[:, 1]))


def unproject(xy: ArrayLike) -> FloatArray:
    """(N, 2) longitude, latitude of (N, 2) map metres."""
    points = np.asarray(xy, float)
    return np.column_stack(to_lonlat(points[:, 0], points[:, 1]))


def equal_area(xy: ArrayLike) -> FloatArray:
    """(N, 2) metres on the equal-area grid EPSG:6933 of (N, 2) map metres."""
    lonlat = np.radians(unproject(xy))
    sine = np.sin(lonlat[:, 1])
    k0 = 1000 * GRID_KM / _A
    q = (1 - _E2) * (
        sine / (1 - _E2 * sine**2) - np.log((1 - _E * sine) / (1 + _E * sine)) / (2 * _E)
    )
    return np.column_stack((_A * k0 * lonlat[:, 0], _A * q / (2 * k0)))


def polar(xy: ArrayLike) -> tuple[FloatArray, FloatArray]:
    """Metres from the apex of the cone, and radians of longitude from the middle, of map metres."""
    points = np.asarray(xy, float)
    east, north = points[:, 0], _RHO0 - points[:, 1]
    return np.hypot(east, north), np.arctan2(east, north) / _N


def scale(x: ArrayLike, y: ArrayLike) -> FloatArray:
    """How many map metres one metre on the ground takes, 1 on the two standard parallels."""
    east, north = np.asarray(x, float), _RHO0 - np.asarray(y, float)
    rho = np.hypot(east, north)
    phi = _latitude((rho / (_A * _FACTOR)) ** (1 / _N))
    return np.asarray(_N * rho / (_A * _m(phi)))


def length_km(xy: ArrayLike) -> float:
    """Kilometres on the ellipsoid along the line through (N, 2) map metres.

    Each segment is divided by the scale at its middle; within 1e-6 of geodesic lengths for
    segments under 50 km.
    """
    points = np.asarray(xy, float)
    if len(points) < 2:
        return 0.0
    middle = (points[1:] + points[:-1]) / 2
    steps = np.hypot(*(points[1:] - points[:-1]).T)
    return float((steps / scale(middle[:, 0], middle[:, 1])).sum() / 1000)
