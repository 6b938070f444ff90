"""Lines to which a vertex under the hand snaps: borders of oblasts, rivers, the front."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray

from wargame.geo.front import Front
from wargame.geo.layers import Layer
from wargame.geo.sectors import SECTORS

FloatArray = NDArray[np.float64]

FRONT = "line of contact"


@dataclass(frozen=True)
class Lines:
    """Every edge of every line to snap to, indexed."""

    start: FloatArray  # (E, 2) map metres
    end: FloatArray  # (E, 2)
    owner: NDArray[np.int64]  # (E,) index into names
    names: tuple[str, ...]
    tree: shapely.STRtree

    def nearest(self, x: float, y: float, metres: float) -> tuple[float, float, str] | None:
        """The nearest point of any line and that line's name; None when it lies farther off."""
        found = self.tree.query_nearest(
            shapely.points(x, y), max_distance=max(metres, 1e-9), all_matches=False
        )
        if not len(found):
            return None
        edge = int(found[0])
        a, way = self.start[edge], self.end[edge] - self.start[edge]
        long = float(way @ way)
        share = float((np.array((x, y)) - a) @ way) / long if long > 0 else 0.0
        at = a + min(max(share, 0.0), 1.0) * way
        return float(at[0]), float(at[1]), self.names[int(self.owner[edge])]


def lines_of(layers: Mapping[str, Layer], front: Front) -> Lines:
    """The borders of oblasts, the rivers and the front of a date, as edges."""
    parts: list[tuple[FloatArray, str]] = []
    for record, row in enumerate(layers["oblasts"].records):
        parts += [(p, f"border of {row['name']}") for p in layers["oblasts"].parts_of(record)]
    for record, row in enumerate(layers["rivers"].records):
        parts += [(p, str(row["name"])) for p in layers["rivers"].parts_of(record)]
    for sector, line in zip(SECTORS, front.lines, strict=True):
        if sector.basis == "assessed":
            pieces = shapely.get_parts(line)
            parts += [(shapely.get_coordinates(p), f"{FRONT}, {sector.name}") for p in pieces]
    names = tuple(dict.fromkeys(name for _, name in parts))
    start = np.vstack([p[:-1] for p, _ in parts])
    end = np.vstack([p[1:] for p, _ in parts])
    owner = np.repeat([names.index(name) for _, name in parts], [len(p) - 1 for p, _ in parts])
    segments = shapely.linestrings(np.stack((start, end), axis=1))
    return Lines(start, end, owner, names, shapely.STRtree(segments))
