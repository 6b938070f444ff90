"""What a build writes: the array file for start-up, the GeoPackage for people, the manifest."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import gazetteer
import geopandas as gpd
import numpy as np
import packages
import shapely
from base import Base
from drawing import COARSE, FINE, Tiles, mosaic, pack, records, to_map

from wargame.geo import control, projection
from wargame.geo import front as fronts
from wargame.geo.arrays import Arrays, pack_json, save_npz
from wargame.geo.store import DATE, OUTLINES, pack_polygon

LINE = {FINE: 100.0, COARSE: 2400.0}  # metres: the line of contact as drawn, never as measured
HOME = (21.6, 44.0, 40.6, 52.6)  # west, south, east, north in degrees: Ukraine with a margin
ATTRIBUTION = (
    f"Natural Earth; contains data from GeoNames, CC BY 4.0; line of contact: Wargame, as of {DATE}"
)


def _home() -> list[float]:
    """The first view in map metres: around the corners and edges of HOME."""
    west, south, east, north = HOME
    edge = shapely.segmentize(shapely.box(west, south, east, north), 0.5)
    return [round(v) for v in shapely.bounds(to_map([edge])[0])]


class Drawing:
    """Drawing layers at one level of detail, gathered as arrays and a table of records."""

    def __init__(self, prefix: str) -> None:
        """prefix : put before the layer names."""
        self.prefix = prefix
        self.arrays: Arrays = {}
        self.entries: list[dict[str, Any]] = []

    def add(self, name: str, kind: str, shapes: Any, rows: list[dict[str, Any]]) -> None:
        """One layer more: shapes in map metres, a record for each."""
        name = self.prefix + name
        self.arrays.update(pack(name, kind, shapes))
        self.entries.append({"name": name, "kind": kind, "records": rows})


def _claims(oblasts: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    claimed = oblasts[oblasts.claimed != ""].copy()
    claimed["status"] = "claimed annexation"
    claimed["basis"] = "claimed"
    claimed["as_of"] = claimed.claimed
    claimed["source"] = "annexation claimed by Russia; rejected by UN GA 68/262 and ES-11/4"
    return claimed.reset_index(drop=True)


def draw(base: Base, front: fronts.Front, pieces: Any, tolerance: float, prefix: str) -> Drawing:
    """Every layer of the base map and the front at one tolerance."""
    held = front.control
    tiles = Tiles(pieces, tolerance)
    drawing = Drawing(prefix)
    smallest = 2e6 if tolerance == FINE else 2e7
    sea = shapely.simplify(to_map(base.water.geometry.values), tolerance)
    keep = shapely.area(sea) > smallest
    drawing.add("water", "polygon", sea[keep], records(base.water[keep]))
    for name, frame in (
        ("countries", base.countries),
        ("oblasts", base.oblasts),
        ("claims", _claims(base.oblasts)),
        ("breakaway", base.breakaway),
    ):
        shapes = tiles.of(to_map(frame.geometry.values), smallest)
        drawing.add(name, "polygon", shapes, records(frame))
    breakaway = tiles.of(to_map(base.breakaway.geometry.values), smallest)
    shapes = [*tiles.of([area.geometry for area in held.areas], smallest), *breakaway]
    rows = [*(area.record() for area in held.areas), *records(base.breakaway)]
    drawing.add("control", "polygon", shapes, rows)
    lines = shapely.simplify(to_map(base.rivers.geometry.values), tolerance)
    drawing.add("rivers", "line", lines, records(base.rivers))
    rows = fronts.sector_records(front)
    cells = shapely.simplify(np.array(front.cells), tolerance)
    drawing.add("sectors", "polygon", cells, rows)
    drawing.add("front", "line", shapely.simplify(np.array(front.lines), LINE[tolerance]), rows)
    drawing.add("cities", "point", to_map(base.cities.geometry.values), records(base.cities))
    return drawing


def held_on(base: Base, folder: Path, date: str) -> control.Control:
    """Control on a date, derived from the line of contact and the outlines of this build."""
    outlines = [base.outline(), base.outline("UA-43"), base.outline("UA-40")]
    return control.derive(folder / "contact_lines", date, *to_map(outlines))


def towns_of(base: Base) -> fronts.Towns:
    """The settlements that zones are measured with."""
    xy = shapely.get_coordinates(to_map(base.towns.geometry.values))
    return fronts.Towns(np.round(xy), base.towns.population.to_numpy() / 1e6)


def full_detail(base: Base, towns: fronts.Towns) -> Arrays:
    """What measures need: outlines in full resolution, and towns."""
    outlines = [base.outline(), base.outline("UA-43"), base.outline("UA-40")]
    arrays: Arrays = {}
    for name, shape in zip(OUTLINES, to_map(outlines), strict=True):
        arrays.update(pack_polygon(f"full.{name}", shape))
    arrays["towns.xy"] = towns.xy.astype(np.int32)
    arrays["towns.population"] = np.round(towns.population * 1e6).astype(np.int32)
    return arrays


def write_all(base: Base, places: list[dict[str, Any]], here: Path, out: Path) -> None:
    """Writes map.npz, places.npz, wargame.gpkg and manifest.toml into out."""
    held = held_on(base, here, DATE)
    towns = towns_of(base)
    front = fronts.build_front(held, towns)
    pieces = mosaic(
        [
            *to_map(base.countries.geometry.values),
            *to_map(base.oblasts.geometry.values),
            *to_map(base.breakaway.geometry.values),
            *(area.geometry for area in held.areas),
        ]
    )
    fine = draw(base, front, pieces, FINE, "")
    coarse = draw(base, front, pieces, COARSE, "coarse_")
    meta = {
        "as_of": DATE,
        "attribution": ATTRIBUTION,
        "crs": projection.CRS,
        "home": _home(),
        "layers": fine.entries,
        "coarse": coarse.entries,
    }
    arrays = {
        **fine.arrays,
        **coarse.arrays,
        **full_detail(base, towns),
        "meta": pack_json(meta),
    }
    save_npz(out / "map.npz", arrays)
    for name in sorted(arrays):
        if name.endswith(".xy"):
            print(f"  {name}: {len(arrays[name]):,} points")
    packages.write_package(base, front, here / "contact_lines", out / "wargame.gpkg")
    gazetteer.write(places, out)
    packages.write_manifest(out, here / "contact_lines")
    for name in ("map.npz", "wargame.gpkg"):
        print(f"  {name}: {(out / name).stat().st_size / 1e6:.2f} MB")
