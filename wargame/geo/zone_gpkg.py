"""Zones of a GeoPackage, read with SQLite alone: no driver guesses what the file might be."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import shapely

from wargame.geo.zone_parts import MOST_POINTS, MOST_ZONES, Faults, Part

MAGIC = b"SQLite format 3\0"
_LONGEST_S = 10.0
_ENVELOPE = (0, 32, 48, 48, 64)  # bytes, by the code in the geometry's header
_LONLAT = (4326, 4258)
_READS = (sqlite3.SQLITE_SELECT, sqlite3.SQLITE_READ)


def read(path: Path, faults: Faults) -> list[Part]:
    """Every row of every layer of polygons, in longitude and latitude."""
    connection = sqlite3.connect(path.resolve().as_uri() + "?mode=ro&immutable=1", uri=True)
    try:
        _guard(connection)
        return list(_parts(connection, faults))
    except (sqlite3.Error, OverflowError, UnicodeDecodeError) as error:
        faults.add("", f"it is no sound GeoPackage: {error}")
        return []
    finally:
        connection.close()


def _guard(connection: sqlite3.Connection) -> None:
    """Only reading, no view, no function of the file's own, and an end to it."""
    connection.execute("pragma trusted_schema = off")
    until = time.monotonic() + _LONGEST_S
    connection.set_progress_handler(lambda: int(time.monotonic() > until), 10_000)
    connection.set_authorizer(
        lambda act, *_: sqlite3.SQLITE_OK if act in _READS else sqlite3.SQLITE_DENY
    )


def _parts(connection: sqlite3.Connection, faults: Faults) -> Iterator[Part]:
    tables = {row[0] for row in connection.execute(
        "select name from sqlite_master where type = 'table'"
    )}  # fmt: skip
    if not {"gpkg_geometry_columns", "gpkg_spatial_ref_sys"} <= tables:
        faults.add("", "it is no GeoPackage: the tables that name its layers are missing")
        return
    layers = connection.execute(
        "select table_name, column_name, srs_id from gpkg_geometry_columns limit 100"
    ).fetchall()
    for table, column, srs in layers:
        if table not in tables:
            faults.add(f"layer {str(table)[:60]}", "the layer is no table of the file")
            continue
        yield from _layer(connection, table, column, _system(connection, srs), faults)


def _system(connection: sqlite3.Connection, srs: Any) -> tuple[str, int]:
    row = connection.execute(
        "select organization, organization_coordsys_id from gpkg_spatial_ref_sys where srs_id = ?",
        (srs,),
    ).fetchone()
    return (str(row[0]).upper(), int(row[1])) if row else ("", 0)


def _quoted(name: str) -> str:
    doubled = name.replace('"', '""')
    return f'"{doubled}"'


def _layer(
    connection: sqlite3.Connection, table: str, column: str, system: tuple[str, int], faults: Faults
) -> Iterator[Part]:
    if system[0] != "EPSG":
        words = "its coordinate system has no EPSG code; save it in EPSG:4326"
        faults.add(f"layer {table}", words)
        return
    query = f"select * from {_quoted(table)} limit {MOST_ZONES + 1}"  # noqa: S608  quoted above
    cursor = connection.execute(query)
    names = [str(entry[0]) for entry in cursor.description]
    if column not in names:
        faults.add(f"layer {table}", "the layer has no column of geometries")
        return
    for index, row in enumerate(cursor):
        place = f"{table}[{index}]"
        values = dict(zip(names, row, strict=True))
        polygons = _polygons(values.pop(column), system[1], place, faults)
        plain = {k: v for k, v in values.items() if isinstance(v, str | int | float)}
        yield Part(place, plain, polygons)


def _polygons(blob: Any, code: int, place: str, faults: Faults) -> list[Any]:
    shape = _shape(blob)
    if shape is None:
        faults.add(place, "its geometry cannot be read")
        return []
    parts = shapely.get_parts(shape)
    if any(kind != shapely.GeometryType.POLYGON for kind in shapely.get_type_id(parts)):
        faults.add(place, f"a zone is a polygon, not a {shape.geom_type}")
        return []
    if shapely.get_num_coordinates(shape) > MOST_POINTS:
        faults.add(place, f"more than {MOST_POINTS:,} points are too many")
        return []
    return [[_lonlat(ring, code) for ring in shapely.get_rings(part)] for part in parts]


def _shape(blob: Any) -> Any:
    """The geometry of a GeoPackage's blob; None when it is none."""
    if not isinstance(blob, bytes) or len(blob) < 8 or blob[:2] != b"GP":
        return None
    code = (blob[3] >> 1) & 7
    if code >= len(_ENVELOPE):
        return None
    try:
        return shapely.from_wkb(blob[8 + _ENVELOPE[code] :])
    except (shapely.errors.GEOSException, MemoryError):
        return None


def _lonlat(ring: Any, code: int) -> list[tuple[float, float]]:
    xy = shapely.get_coordinates(ring)
    if code not in _LONLAT:
        from pyproj import Transformer  # noqa: PLC0415  seldom needed, a third of a second
        from pyproj.exceptions import ProjError  # noqa: PLC0415

        try:
            way = Transformer.from_crs(f"EPSG:{code}", "EPSG:4326", always_xy=True)
            xy = np.column_stack(way.transform(*xy.T))
        except ProjError:
            xy = np.full_like(xy, np.nan)
    return [(float(lon), float(lat)) for lon, lat in xy]
