"""Control, front, sectors and zones as a GeoPackage in longitude and latitude, for any GIS."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import shapely

from wargame.geo import projection, styles
from wargame.geo.control import Control
from wargame.geo.errors import ExportFailed
from wargame.geo.front import Front, sector_records
from wargame.geo.sectors import SECTORS

if TYPE_CHECKING:
    import geopandas as gpd

Zone = tuple[Mapping[str, Any], Any]  # attributes, and a polygon in map metres


def frame(
    rows: Sequence[Mapping[str, Any]], shapes: Sequence[Any], multi: type[Any]
) -> gpd.GeoDataFrame:
    """A frame in longitude and latitude from shapes in map metres, all of the multi type."""
    import geopandas as gpd  # noqa: PLC0415  a third of a second, and only an export needs it

    build = shapely.multipolygons if multi is shapely.MultiPolygon else shapely.multilinestrings
    geometry = [
        shapely.transform(build(shapely.get_parts(shape)), projection.unproject) for shape in shapes
    ]
    columns = {name: [row.get(name) for row in rows] for row in rows for name in row}
    return gpd.GeoDataFrame(
        columns, geometry=np.array(geometry, dtype=object), crs=projection.GEOGRAPHIC
    )


def control_frame(control: Control) -> gpd.GeoDataFrame:
    """Who holds what: status, basis, source, as_of, confidence."""
    rows = [area.record() for area in control.areas]
    return frame(rows, [area.geometry for area in control.areas], shapely.MultiPolygon)


def front_frame(front: Front) -> gpd.GeoDataFrame:
    """The line of each sector that has one on this date."""
    rows = sector_records(front)
    own = [index for index in range(len(SECTORS)) if not shapely.is_empty(front.lines[index])]
    lines = [front.lines[index] for index in own]
    return frame([rows[index] for index in own], lines, shapely.MultiLineString)


def sectors_frame(front: Front) -> gpd.GeoDataFrame:
    """The cell of each sector that has one on this date."""
    rows = sector_records(front)
    own = [index for index in range(len(SECTORS)) if not shapely.is_empty(front.cells[index])]
    cells = [front.cells[index] for index in own]
    return frame([rows[index] for index in own], cells, shapely.MultiPolygon)


def zones_frame(zones: Sequence[Zone], as_of: str) -> gpd.GeoDataFrame:
    """The zones given, each with its attributes; a frame without rows when there is none."""
    rows = [{"option": "", "as_of": as_of, "source": "Wargame scenario", **row} for row, _ in zones]
    if not rows:
        rows = [{"option": "", "as_of": as_of, "source": ""}]
        return frame(rows, [shapely.Polygon()], shapely.MultiPolygon).iloc[:0]
    return frame(rows, [shape for _, shape in zones], shapely.MultiPolygon)


def write_layers(path: Path, layers: Mapping[str, gpd.GeoDataFrame]) -> None:
    """Writes or replaces a GeoPackage in one step; what stood there stays whole until then.

    Raises ExportFailed, a sentence, when the folder is missing or cannot be written.
    """
    import pyogrio  # noqa: PLC0415  as geopandas

    if path.is_dir():
        raise ExportFailed(path, "it is a folder; name a file")
    if not path.parent.is_dir():
        raise ExportFailed(path, f"there is no folder {path.parent}")
    partial = path.with_name(f".{path.stem}-{os.getpid()}.partial.gpkg")
    try:
        for name, table in layers.items():
            kind = "MultiPolygon" if table.empty else None
            pyogrio.write_dataframe(
                table, partial, layer=name, driver="GPKG", append=False, geometry_type=kind
            )
        styles.embed(partial, tuple(layers))
        partial.replace(path)
    except (
        OSError,
        sqlite3.Error,
        pyogrio.errors.DataSourceError,
        pyogrio.errors.DataLayerError,
    ) as error:
        raise ExportFailed(path, str(error)) from error
    finally:
        partial.unlink(missing_ok=True)


def front_by_turn(front: Front, rows: Sequence[Mapping[str, Any]]) -> gpd.GeoDataFrame:
    """The line of each sector once for each row that names it by `sector`.

    The line itself stays that of the scenario's date: the model does not know where ground changes
    hands.
    """
    index = {rule.id: i for i, rule in enumerate(SECTORS)}
    own = [row for row in rows if not shapely.is_empty(front.lines[index[row["sector"]]])]
    lines = [front.lines[index[row["sector"]]] for row in own]
    return frame(own, lines, shapely.MultiLineString)


def export_gpkg(
    path: Path,
    front: Front,
    zones: Sequence[Zone] = (),
    sectors_by_turn: Sequence[Mapping[str, Any]] = (),
    zones_by_turn: Sequence[Zone] = (),
) -> None:
    """Writes layers control, front, sectors and zones, styled; replaces the named file.

    zones : pairs of attributes (option, guarantee ...) and a polygon in map metres.
    sectors_by_turn, zones_by_turn : rows of a game played, each with `turn`, and `begins` and
    `ends` as ISO dates; they become layers front_by_turn and zones_by_turn.
    """
    layers = {
        "control": control_frame(front.control),
        "front": front_frame(front),
        "sectors": sectors_frame(front),
        "zones": zones_frame(zones, front.control.date),
    }
    if sectors_by_turn:
        layers["front_by_turn"] = front_by_turn(front, sectors_by_turn)
    if zones_by_turn:
        layers["zones_by_turn"] = zones_frame(zones_by_turn, front.control.date)
    write_layers(path, layers)
