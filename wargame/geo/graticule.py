"""Lines of a grid in map metres: meridians with parallels, and the squares of the military grid."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from wargame.geo import mgrs
from wargame.geo.projection import FloatArray, project, unproject

AREA = (5.0, 34.0, 60.0, 72.0)  # west, south, east, north in degrees: what the map holds
STEP = 0.25  # degrees between two points of a curved line
ALONG = 10_000.0  # metres between two points of a line of the military grid
EASTINGS = (100_000.0, 900_000.0)


@dataclass(frozen=True)
class Square:
    """A square of 100 km, or what a zone leaves of it."""

    name: str  # "36U UA"
    x: float  # its middle, map metres
    y: float


def meridians_and_parallels(spacing: float) -> list[FloatArray]:
    """Each line as (n, 2) map metres; `spacing` in degrees."""
    west, south, east, north = AREA
    across = np.arange(west, east + STEP / 2, STEP)
    up = np.arange(south, north + STEP / 2, STEP)
    lines = [np.column_stack((np.full_like(up, lon), up)) for lon in _steps(west, east, spacing)]
    lines += [
        np.column_stack((across, np.full_like(across, lat)))
        for lat in _steps(south, north, spacing)
    ]
    return [project(line) for line in lines]


def _steps(low: float, high: float, spacing: float) -> FloatArray:
    first = np.ceil(low / spacing) * spacing
    return np.asarray(np.arange(first, high + spacing / 2, spacing))


def zones() -> range:
    """The UTM zones of the area."""
    return range(mgrs.zone_of(AREA[0], 50.0), mgrs.zone_of(AREA[2] - 1e-9, 50.0) + 1)


def squares_edges(spacing: float = mgrs.SQUARE) -> list[FloatArray]:
    """The lines of the military grid, cut at the edges of its zones, each (n, 2) map metres."""
    return [piece for zone in zones() for line in _utm_lines(zone, spacing)
            for piece in _inside(line, zone)]  # fmt: skip


def _utm_lines(zone: int, spacing: float) -> Iterator[FloatArray]:
    """Lines of equal easting and of equal northing as longitude and latitude."""
    _, south, _, north = AREA
    bottom, top = (float(mgrs.to_utm(zone * 6.0 - 183.0, lat, zone)[1]) for lat in (south, north))
    east, up = np.arange(*EASTINGS, ALONG), np.arange(bottom, top, ALONG)
    for easting in np.arange(EASTINGS[0], EASTINGS[1] + 1.0, spacing):
        yield np.column_stack(mgrs.from_utm(np.full_like(up, easting), up, zone))
    for northing in _steps(bottom, top, spacing):
        yield np.column_stack(mgrs.from_utm(east, np.full_like(east, northing), zone))


def _inside(line: FloatArray, zone: int) -> Iterator[FloatArray]:
    """The runs of a line inside its zone and the area, as map metres.

    Southern Norway, where the zones are of other widths, keeps the plain six degrees here.
    """
    west, south, east, north = AREA
    left, right = max(zone * 6.0 - 186.0, west), min(zone * 6.0 - 180.0, east)
    lon, lat = line.T
    good = (lon >= left) & (lon <= right) & (lat >= south) & (lat <= north)
    for run in np.split(
        np.flatnonzero(good), np.flatnonzero(np.diff(np.flatnonzero(good)) > 1) + 1
    ):
        if len(run) > 1:
            yield project(line[run])


def squares() -> list[Square]:
    """Every square of 100 km whose middle lies in its zone and the area."""
    _, south, _, north = AREA
    found = []
    for zone in zones():
        bottom, top = (float(mgrs.to_utm(zone * 6 - 183, lat, zone)[1]) for lat in (south, north))
        middles = np.arange(EASTINGS[0], EASTINGS[1], mgrs.SQUARE) + mgrs.SQUARE / 2
        rows = _steps(bottom, top, mgrs.SQUARE) + mgrs.SQUARE / 2
        east, up = (part.ravel() for part in np.meshgrid(middles, rows))
        lon, lat = mgrs.from_utm(east, up, zone)
        good = (lon >= zone * 6 - 186) & (lon < zone * 6 - 180) & (lat < north)
        for index in np.flatnonzero(good):
            letters = mgrs.square_of(float(east[index]), float(up[index]), zone)
            ((x, y),) = project([(lon[index], lat[index])])
            name = f"{zone}{mgrs.band_of(float(lat[index]))} {letters}"
            found.append(Square(name, float(x), float(y)))
    return found


def crossings(
    west: float, south: float, east: float, north: float, spacing: float
) -> tuple[list[tuple[float, float]], list[tuple[float, float]]]:
    """Where lines meet the upper and the left edge of a rectangle of map metres.

    Returns (longitude, x) along the upper edge and (latitude, y) along the left one, degrees first.
    """
    share = np.linspace(0.0, 1.0, 65)
    x, y = west + share * (east - west), south + share * (north - south)
    lon = unproject(np.column_stack((x, np.full_like(x, north))))[:, 0]
    lat = unproject(np.column_stack((np.full_like(y, west), y)))[:, 1]
    upper = [(float(v), float(np.interp(v, lon, x))) for v in _steps(lon[0], lon[-1], spacing)]
    left = [(float(v), float(np.interp(v, lat, y))) for v in _steps(lat[0], lat[-1], spacing)]
    return (
        [(v, at) for v, at in upper if lon[0] <= v <= lon[-1]],
        [(v, at) for v, at in left if lat[0] <= v <= lat[-1]],
    )
