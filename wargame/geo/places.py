"""Points that stand for an area: where a symbol can be drawn without touching its edge."""

from __future__ import annotations

from functools import cache
from typing import Any

import numpy as np
import shapely

from wargame.geo import analogues, projection

ROUGH_M = 3_000.0  # the edge is followed this closely; a symbol is far larger on any screen


def on_map(lon: float, lat: float) -> tuple[float, float]:
    """Map metres of a longitude and latitude in degrees."""
    x, y = projection.to_map(lon, lat)
    return float(x), float(y)


def middle(area: Any) -> tuple[float, float]:
    """The centre of the largest circle inside an area, map metres; of its largest part."""
    parts = shapely.get_parts(area)
    largest = parts[int(np.argmax(shapely.area(parts)))]
    rough = shapely.simplify(largest, ROUGH_M)
    line = shapely.maximum_inscribed_circle(rough, tolerance=ROUGH_M)
    centre = shapely.get_point(line, 0)
    return float(shapely.get_x(centre)), float(shapely.get_y(centre))


@cache
def middle_of_region(region: str) -> tuple[float, float]:
    """The middle of a frozen-conflict region by its id, map metres."""
    return middle(analogues.regions()[region])
