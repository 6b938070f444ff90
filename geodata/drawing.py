"""Geometry for drawing: simplified so that shared borders stay shared, as ragged arrays."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from typing import Any

import geopandas as gpd
import numpy as np
import shapely

from wargame.geo import projection
from wargame.geo.arrays import Arrays

SHORT = 0.1  # metres: coordinates are stored to this
FINE, COARSE = 60.0, 2000.0  # metres of tolerance
_SMALLEST = 2e6  # m2: smaller islands and slivers are not drawn


def to_map(geometries: Any) -> Any:
    """Longitude-latitude geometries as map metres."""
    return shapely.transform(np.asarray(geometries), projection.project)


def mosaic(geometries: Iterable[Any]) -> Any:
    """Polygons that tile what the geometries cover, cut along every boundary, edges matched."""
    edges = shapely.union_all([shapely.boundary(g) for g in geometries], grid_size=1.0)
    return shapely.get_parts(shapely.polygonize([edges]))


class Tiles:
    """A mosaic simplified as one coverage, from which layers are put together again."""

    def __init__(self, pieces: Any, tolerance: float) -> None:
        """pieces : polygons with matched edges, map metres; tolerance : metres."""
        self.centres = shapely.point_on_surface(pieces)
        self.simple = shapely.coverage_simplify(pieces, tolerance)

    def of(self, geometries: Sequence[Any], smallest: float = _SMALLEST) -> list[Any]:
        """For each geometry the union of the tiles inside it, tiny parts left out."""
        tree = shapely.STRtree(self.centres)
        which, tile = tree.query(np.asarray(geometries), predicate="contains")
        shapes = []
        for index in range(len(geometries)):
            union = shapely.coverage_union_all(self.simple[tile[which == index]])
            parts = shapely.get_parts(union)
            area = shapely.area(parts)
            shapes.append(shapely.multipolygons(parts[area >= min(smallest, area.max(initial=0))]))
        return shapes


def _rings(shape: Any) -> list[np.ndarray]:
    found = []
    for polygon in shapely.get_parts(shape):
        rings = (polygon.exterior, *polygon.interiors)
        found.extend(shapely.get_coordinates(ring) for ring in rings)
    return found


def _lines(shape: Any) -> list[np.ndarray]:
    return [shapely.get_coordinates(part) for part in shapely.get_parts(shape)]


_PARTS: dict[str, Callable[[Any], list[np.ndarray]]] = {
    "polygon": _rings,
    "line": _lines,
    "point": _lines,
}


def plain(value: Any) -> Any:
    """A value as JSON knows it; missing becomes an empty text."""
    if isinstance(value, np.generic):
        value = value.item()
    if value is None or (isinstance(value, float) and math.isnan(value)):
        return ""
    return round(value, 6) if isinstance(value, float) else value


def records(frame: gpd.GeoDataFrame) -> list[dict[str, Any]]:
    """The attributes of a frame, one dictionary a row."""
    rows = frame.drop(columns=frame.geometry.name).to_dict("records")
    return [{str(k): plain(v) for k, v in row.items()} for row in rows]


def pack(name: str, kind: str, shapes: Iterable[Any]) -> Arrays:
    """Ragged arrays of one layer: NAME.xy (N, 2), NAME.parts (P + 1,), NAME.owner (P,)."""
    parts: list[np.ndarray] = []
    owner: list[int] = []
    for index, shape in enumerate(shapes):
        for part in _PARTS[kind](shape):
            parts.append(part)
            owner.append(index)
    xy = np.vstack(parts) if parts else np.zeros((0, 2))
    # float32 keeps 0.25 m at the far corners of the area, and halves the file
    return {
        f"{name}.xy": np.round(xy).astype(np.float32),
        f"{name}.parts": np.cumsum([0, *map(len, parts)]).astype(np.int32),
        f"{name}.owner": np.array(owner, dtype=np.int32),
    }
