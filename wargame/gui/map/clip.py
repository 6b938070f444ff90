"""Rings cut to the land that can ever be shown: what lies beyond costs time in every picture."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QRectF

from wargame.gui.map.levels import Floats, Ints, Parts


def within(parts: Parts, area: QRectF) -> Parts:
    """Return rings cut to an area (map metres); lines and rings that meet it stay whole.

    A ring is filled as before within the area; along its border runs an edge that was not there.
    """
    if parts.count == 0:
        return parts
    box = parts.boxes()
    low, high = (area.left(), area.top()), (area.right(), area.bottom())
    near = (box[:, 2:] >= low) & (box[:, :2] <= high)
    parts = parts.take(near[:, 0] & near[:, 1])
    if not parts.closed:
        return parts
    for axis in (0, 1):
        for at, side in ((low[axis], 1.0), (high[axis], -1.0)):
            parts = clipped(parts, axis, at, side)
    return parts


def clipped(parts: Parts, axis: int, at: float, side: float) -> Parts:
    """Return rings cut at a coordinate: what lies above it (`side` 1) or below it (-1).

    A ring that crosses several times stays one ring, which runs along the cut (Sutherland and
    Hodgman 1974).
    """
    across = side * (parts.xy[:, axis] - at)
    inside = across >= 0
    if inside.all():
        return parts
    step = np.ones(len(across), bool)
    step[parts.offsets[1:] - 1] = False  # from the last point of a ring there is no way on
    crossing = np.zeros(len(across), bool)
    crossing[:-1] = step[:-1] & (inside[:-1] != inside[1:])
    start, kept = np.flatnonzero(crossing), step & inside
    share = across[start] / (across[start] - across[start + 1])
    hits = parts.xy[start] + share[:, None] * (parts.xy[start + 1] - parts.xy[start])
    hits[:, axis] = at
    size = kept.astype(np.int64) + crossing
    place = np.cumsum(size) - size
    xy = np.empty((int(size.sum()), 2))
    xy[place[kept]] = parts.xy[kept]
    xy[place[start] + kept[start]] = hits
    return _closed(xy, np.add.reduceat(size, parts.offsets[:-1]), parts.owner)


def _closed(xy: Floats, size: Ints, owner: Ints) -> Parts:
    """Return rings of `size` rows with their first point once more at the end; some are empty."""
    some = size > 0
    size, owner = size[some], owner[some]
    ends = np.cumsum(size)
    offsets = np.concatenate(([0], np.cumsum(size + 1))).astype(np.int64)
    rings = Parts(np.insert(xy, ends, xy[ends - size], axis=0), offsets, owner, closed=True)
    return rings.take(size >= 3)
