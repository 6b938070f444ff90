"""The Military Grid Reference System on WGS 84, north of the equator: reading and drawing it.

Transverse Mercator by Krueger's series to the fourth order of the third flattening (Karney 2011,
Journal of Geodesy 85, equations 7 to 12, 35 and 36), within a millimetre inside a zone; zones,
bands and letters by NGA.SIG.0012_2.0.0_UTMUPS (2014), chapters 7 and 10, old lettering not used.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

FloatArray = NDArray[np.float64]

BANDS = "CDEFGHJKLMNPQRSTUVWX"  # of 8 degrees from 80 S; X has 12
COLUMNS = ("STUVWXYZ", "ABCDEFGH", "JKLMNPQR")  # by zone modulo 3
ROWS = "ABCDEFGHJKLMNPQRSTUV"
SQUARE = 100_000.0  # metres

_A, _F, _K0, _FALSE_EAST = 6378137.0, 1 / 298.257223563, 0.9996, 500_000.0
_N = _F / (2 - _F)
_E = np.sqrt(_F * (2 - _F))
_RADIUS = _A / (1 + _N) * (1 + _N**2 / 4 + _N**4 / 64)
_ALPHA = (
    _N / 2 - 2 * _N**2 / 3 + 5 * _N**3 / 16 + 41 * _N**4 / 180,
    13 * _N**2 / 48 - 3 * _N**3 / 5 + 557 * _N**4 / 1440,
    61 * _N**3 / 240 - 103 * _N**4 / 140,
    49561 * _N**4 / 161280,
)
_BETA = (
    _N / 2 - 2 * _N**2 / 3 + 37 * _N**3 / 96 - _N**4 / 360,
    _N**2 / 48 + _N**3 / 15 - 437 * _N**4 / 1440,
    17 * _N**3 / 480 - 37 * _N**4 / 840,
    4397 * _N**4 / 161280,
)


def zone_of(lon: float, lat: float) -> int:
    """The UTM zone of a place: six degrees wide, with the exception of southern Norway."""
    if 56.0 <= lat < 64.0 and 3.0 <= lon < 12.0:
        return 32
    return int((lon + 180.0) // 6.0) % 60 + 1


def band_of(lat: float) -> str:
    """The letter of the band of latitude, 80 S to 84 N."""
    return BANDS[min(int((lat + 80.0) // 8.0), len(BANDS) - 1)]


def to_utm(lon: ArrayLike, lat: ArrayLike, zone: int) -> tuple[FloatArray, FloatArray]:
    """Easting and northing in metres of longitudes and latitudes in degrees, in one zone."""
    phi = np.radians(np.asarray(lat, float))
    away = np.radians(np.asarray(lon, float) - (zone * 6.0 - 183.0))
    sine = np.sin(phi)
    conformal = np.sinh(np.arctanh(sine) - _E * np.arctanh(_E * sine))
    xi = np.arctan2(conformal, np.cos(away))
    eta = np.arctanh(np.sin(away) / np.hypot(1.0, conformal))
    north, east = xi, eta
    for order, alpha in enumerate(_ALPHA, start=1):
        north = north + alpha * np.sin(2 * order * xi) * np.cosh(2 * order * eta)
        east = east + alpha * np.cos(2 * order * xi) * np.sinh(2 * order * eta)
    return _FALSE_EAST + _K0 * _RADIUS * east, _K0 * _RADIUS * north


def from_utm(easting: ArrayLike, northing: ArrayLike, zone: int) -> tuple[FloatArray, FloatArray]:
    """Longitudes and latitudes in degrees of eastings and northings in metres, in one zone."""
    xi = np.asarray(northing, float) / (_K0 * _RADIUS)
    eta = (np.asarray(easting, float) - _FALSE_EAST) / (_K0 * _RADIUS)
    up, over = xi, eta
    for order, beta in enumerate(_BETA, start=1):
        up = up - beta * np.sin(2 * order * xi) * np.cosh(2 * order * eta)
        over = over - beta * np.cos(2 * order * xi) * np.sinh(2 * order * eta)
    conformal = np.sin(up) / np.hypot(np.sinh(over), np.cos(up))
    lon = np.degrees(np.arctan2(np.sinh(over), np.cos(up))) + zone * 6.0 - 183.0
    tangent = conformal
    for _ in range(3):  # Newton's method; the third step changes nothing that a double holds
        root = np.hypot(1.0, tangent)
        stretch = np.sinh(_E * np.arctanh(_E * tangent / root))
        own = tangent * np.hypot(1.0, stretch) - stretch * root
        slope = (1 + (1 - _E**2) * tangent**2) / ((1 - _E**2) * root)
        tangent = tangent + (conformal - own) / np.hypot(1.0, own) * slope
    return np.asarray(lon), np.asarray(np.degrees(np.arctan(tangent)))


def square_of(easting: float, northing: float, zone: int) -> str:
    """The two letters of the square of 100 km that holds a point."""
    column = COLUMNS[zone % 3][int(easting // SQUARE) - 1]
    row = (int(northing // SQUARE) + (5 if zone % 2 == 0 else 0)) % len(ROWS)
    return column + ROWS[row]


def reference(lon: float, lat: float, digits: int = 5) -> str:
    """The grid reference of a place, "36U UA 24182 91607"; digits 5 means metres, 3 means 100 m.

    The point is cut to its cell, not rounded, as the system has it. Latitudes 0 to 84 north.
    """
    if not (0.0 <= lat < 84.0 and -180.0 <= lon <= 180.0):
        raise ValueError(f"No grid reference is given for {lat:.3f} N {lon:.3f} E.")
    zone = zone_of(lon, lat)
    x, y = to_utm(lon, lat, zone)
    easting, northing = float(x), float(y)
    cut = 10 ** (5 - digits)
    inside = (int(easting % SQUARE) // cut, int(northing % SQUARE) // cut)
    numbers = " ".join(f"{part:0{digits}d}" for part in inside)
    return f"{zone}{band_of(lat)} {square_of(easting, northing, zone)} {numbers}"
