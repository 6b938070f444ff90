"""The grids that a map may carry, in map metres, and how the map is projected, in words."""

from __future__ import annotations

from wargame.geo import mgrs
from wargame.geo.graticule import (
    Square,
    crossings,
    meridians_and_parallels,
    squares,
    squares_edges,
)
from wargame.geo.projection import PARALLELS

__all__ = [
    "PROJECTION",
    "Square",
    "crossings",
    "grid_reference",
    "meridians_and_parallels",
    "squares",
    "squares_edges",
]

PROJECTION = f"Lambert conic, {PARALLELS[0]:g}\u00b0 and {PARALLELS[1]:g}\u00b0 N"


def grid_reference(lon: float, lat: float) -> str:
    """The MGRS reference of a place to 100 m, "36U UA 241 916"; empty where none is given."""
    try:
        return mgrs.reference(lon, lat, digits=3)
    except ValueError:
        return ""
