"""The GeoPackage for people and GIS, and the manifest: source, licence, CRS, checksum per layer."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path
from typing import Any

import archives
import geopandas as gpd
import pandas as pd
import pyogrio
import shapely
from base import Base
from drawing import to_map

from wargame.geo import control, export, projection
from wargame.geo.front import Front

NE = "Natural Earth 1:10m, public domain"
LINE = "GeoNames, CC BY 4.0, and Natural Earth, public domain; changed: see contact_lines/README.md"
LAYERS: dict[str, tuple[str, tuple[archives.Archive, ...], str]] = {
    "countries": (NE, (archives.COUNTRIES, archives.PLACES), "recognised sovereignty"),
    "oblasts": (NE, (archives.PLACES,), "27 units; Crimea and Sevastopol by ISO 3166-2"),
    "breakaway": (
        NE,
        (archives.PLACES, archives.QGIS, archives.COUNTRIES),
        "Transnistria without Bender and other right-bank land, which the source leaves out",
    ),
    "rivers": (NE, (archives.MAGICS,), "nine rivers, spellings merged"),
    "water": (NE, (archives.MAGICS,), "without the Kakhovka Reservoir, drained in June 2023"),
    "cities": ("GeoNames, CC BY 4.0", (archives.GEONAMES,), "pre-war population in Ukraine"),
    "sectors": (LINE, (), "cells of the ten sectors"),
    "contact_line": (LINE, (), "the line of contact at twelve dates"),
    "control": (LINE, (), "derived from the line of contact; frozen conflicts from breakaway"),
}


def digest(frame: gpd.GeoDataFrame) -> str:
    """SHA-256 of a layer's geometries in their order."""
    whole = hashlib.sha256()
    for blob in shapely.to_wkb(frame.geometry.values, byte_order=1):
        whole.update(blob)
    return whole.hexdigest()


def _multi(frame: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """The frame with one geometry type throughout, as a GeoPackage layer wants it."""
    kinds = {"Polygon": shapely.multipolygons, "LineString": shapely.multilinestrings}
    frame = frame.copy()
    for single, build in kinds.items():
        if frame.geom_type.str.endswith(single).any():
            frame["geometry"] = [build(shapely.get_parts(g)) for g in frame.geometry]
    return frame


def _contact_lines(folder: Path, outlines: Any) -> gpd.GeoDataFrame:
    rows, lines = [], []
    for date in control.DATES:
        held = control.derive(folder, date, *outlines)
        rows.append(
            {
                "as_of": date,
                "basis": "assessed",
                "source": control.SOURCE,
                "confidence": control.CONFIDENCE[date],
            }
        )
        lines.append(held.line)
    return export.frame(rows, lines, shapely.MultiLineString)


def write_package(base: Base, front: Front, folder: Path, path: Path) -> None:
    """Writes every layer of LAYERS in longitude and latitude; the same input, the same bytes."""
    os.environ["OGR_CURRENT_DATE"] = "2024-12-01T00:00:00.000Z"
    outlines = to_map([base.outline(), base.outline("UA-43"), base.outline("UA-40")])
    frozen = base.breakaway.drop(columns=["name_uk", "iso", "note"])
    areas = pd.concat([export.control_frame(front.control), frozen], ignore_index=True)
    frames = {
        "countries": base.countries,
        "oblasts": base.oblasts,
        "breakaway": base.breakaway,
        "rivers": base.rivers,
        "water": base.water,
        "cities": base.cities,
        "sectors": export.sectors_frame(front),
        "contact_line": _contact_lines(folder, outlines),
        "control": gpd.GeoDataFrame(areas, crs=projection.GEOGRAPHIC),
    }
    export.write_layers(path, {name: _multi(frames[name]) for name in LAYERS})


def _file_digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def write_manifest(out: Path, folder: Path) -> None:
    """Writes manifest.toml: archives, files and layers with their checksums."""
    lines = [
        "# Written by geodata/build.py. Layer checksums: SHA-256 of the geometries (little-endian",
        "# WKB, in order); file and archive checksums: SHA-256 of the bytes.",
        f'projection = "{projection.CRS}"',
        "",
    ]
    for archive in archives.ARCHIVES.values():
        lines += [
            "[[archive]]",
            f'name = "{archive.key}"',
            f'sha256 = "{archive.sha256}"',
            f'licence = "{archive.licence}"',
            "",
        ]
    shipped = [
        out / "map.npz",
        out / "places.npz",
        *sorted(folder.glob("*.csv")),
        folder.parent / "oblast_population_2022-01-01.csv",
    ]
    for path in shipped:
        name = path.name if path.parent != folder else f"contact_lines/{path.name}"
        lines += ["[[file]]", f'path = "{name}"', f'sha256 = "{_file_digest(path)}"', ""]
    for name, (licence, sources, note) in LAYERS.items():
        frame = pyogrio.read_dataframe(out / "wargame.gpkg", layer=name)
        keys = ", ".join(f'"{source.key}"' for source in sources) or '"contact_lines"'
        lines += [
            "[[layer]]",
            f'name = "{name}"',
            f"source = [{keys}]",
            f'licence = "{licence}"',
            f'crs = "{projection.GEOGRAPHIC}"',
            f"features = {len(frame)}",
            f'note = "{note}"',
            f'sha256 = "{digest(frame)}"',
            "",
        ]
    (out / "manifest.toml").write_text("\n".join(lines), encoding="utf-8")
