"""Full-resolution outlines and towns in the array file, and the front of a date made from them."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray

from wargame import paths
from wargame.geo import control, front
from wargame.geo.arrays import Arrays, load_npz

OUTLINES = ("mainland", "crimea", "sevastopol")  # Ukraine without Crimea, and the two units
DATE = "2024-12-01"


def pack_polygon(name: str, shape: Any) -> Arrays:
    """A polygon or multipolygon as NAME.xy, NAME.rings and NAME.polygons, map metres to 1 cm."""
    _, xy, offsets = shapely.to_ragged_array([shapely.multipolygons(shapely.get_parts(shape))])
    rings, polygons, _ = offsets
    return {
        f"{name}.xy": np.round(xy, 2),
        f"{name}.rings": rings.astype(np.int32),
        f"{name}.polygons": polygons.astype(np.int32),
    }


def unpack_polygon(arrays: Mapping[str, NDArray[Any]], name: str) -> Any:
    """The multipolygon that pack_polygon stored."""
    polygons = arrays[f"{name}.polygons"]
    offsets = (arrays[f"{name}.rings"], polygons, np.array([0, len(polygons) - 1]))
    kind = shapely.GeometryType.MULTIPOLYGON
    return shapely.from_ragged_array(kind, arrays[f"{name}.xy"], offsets)[0]


def load_control(date: str = DATE, folder: Path | None = None) -> control.Control:
    """Who holds what on one of the twelve dates; UnknownDate for any other."""
    base = folder or paths.geodata()
    arrays = load_npz(base / "map.npz")
    outlines = [unpack_polygon(arrays, f"full.{name}") for name in OUTLINES]
    return control.derive(base / "contact_lines", date, *outlines)


def load_towns(folder: Path | None = None) -> front.Towns:
    """Every settlement of Ukraine from 500 inhabitants."""
    arrays = load_npz((folder or paths.geodata()) / "map.npz")
    return front.Towns(arrays["towns.xy"].astype(float), arrays["towns.population"] / 1e6)


@lru_cache(maxsize=4)
def load_front(date: str = DATE, folder: Path | None = None) -> front.Front:
    """The front of one of the twelve dates, from the shipped array file; shapely and NumPy only."""
    return front.build_front(load_control(date, folder), load_towns(folder))
