"""Rings of a zone as a hand changes them: open arrays of map metres, inside by the odd-even rule.

A ring here does not repeat its first point; outside the map's drawing folder rings are closed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Rings = tuple[Floats, ...]
LEAST = 3  # points of a ring
MOST = 5_000  # points of a zone that a hand can edit, as many as the drawing table measures


@dataclass(frozen=True, slots=True)
class Spot:
    """A place on a ring: a vertex, or the middle of the edge that starts at one."""

    ring: int
    index: int
    middle: bool = False


def opened(rings: Sequence[Floats]) -> Rings:
    """Return rings without the repeated last point; those of fewer than three points are left out.

    rings : closed or open, each (N, 2).
    """
    found = []
    for ring in rings:
        points = np.asarray(ring, np.float64).reshape(-1, 2)
        if len(points) > 1 and (points[0] == points[-1]).all():
            points = points[:-1]
        if len(points) >= LEAST:
            found.append(points)
    return tuple(found)


def closed(ring: Floats) -> Floats:
    """Return a ring whose first point comes again as its last."""
    return np.vstack((ring, ring[:1]))


def count(rings: Rings) -> int:
    """Return how many points there are."""
    return sum(len(ring) for ring in rings)


def place(rings: Rings, spot: Spot) -> Floats:
    """Return where a spot lies, (2,) map metres."""
    ring = rings[spot.ring]
    here = ring[spot.index]
    if not spot.middle:
        return np.asarray(here)
    return np.asarray((here + ring[(spot.index + 1) % len(ring)]) / 2)


def moved(rings: Rings, spot: Spot, x: float, y: float) -> Rings:
    """Return the rings with one vertex elsewhere."""
    ring = rings[spot.ring].copy()
    ring[spot.index] = (x, y)
    return (*rings[: spot.ring], ring, *rings[spot.ring + 1 :])


def inserted(rings: Rings, spot: Spot, x: float, y: float) -> tuple[Rings, Spot]:
    """Return the rings with a vertex more on the edge that starts at `spot`, and that vertex."""
    ring = np.insert(rings[spot.ring], spot.index + 1, (x, y), axis=0)
    return (*rings[: spot.ring], ring, *rings[spot.ring + 1 :]), Spot(spot.ring, spot.index + 1)


def removed(rings: Rings, spot: Spot) -> Rings:
    """Return the rings without a vertex; a ring left with two points goes too."""
    ring = np.delete(rings[spot.ring], spot.index, axis=0)
    kept = (ring,) if len(ring) >= LEAST else ()
    return (*rings[: spot.ring], *kept, *rings[spot.ring + 1 :])


def nearest_vertex(rings: Rings, x: float, y: float) -> tuple[Spot, float] | None:
    """Return the vertex nearest to a point and its distance in metres; None without rings."""
    best: tuple[Spot, float] | None = None
    for number, ring in enumerate(rings):
        away = np.hypot(*(ring - (x, y)).T)
        index = int(away.argmin())
        if best is None or away[index] < best[1]:
            best = Spot(number, index), float(away[index])
    return best


def nearest_edge(rings: Rings, x: float, y: float) -> tuple[Spot, float] | None:
    """Return the edge nearest to a point (by its start) and its distance in metres."""
    best: tuple[Spot, float] | None = None
    for number, ring in enumerate(rings):
        step = np.roll(ring, -1, axis=0) - ring
        away = np.array((x, y)) - ring
        square = np.maximum((step**2).sum(axis=1), 1e-12)
        share = np.clip((away * step).sum(axis=1) / square, 0.0, 1.0)
        metres = np.hypot(*(away - share[:, None] * step).T)
        index = int(metres.argmin())
        if best is None or metres[index] < best[1]:
            best = Spot(number, index), float(metres[index])
    return best


def holds(rings: Rings, x: float, y: float) -> bool:
    """Say whether a point lies inside an odd number of rings."""
    odd = False
    for ring in rings:
        a, b = ring, np.roll(ring, -1, axis=0)
        crosses = (a[:, 1] > y) != (b[:, 1] > y)
        a, b = a[crosses], b[crosses]
        at = a[:, 0] + (y - a[:, 1]) / (b[:, 1] - a[:, 1]) * (b[:, 0] - a[:, 0])
        odd ^= bool(np.count_nonzero(at > x) % 2)
    return odd


def handles(rings: Rings, box: tuple[float, float, float, float], gap: float) -> list[Spot]:
    """Return the vertices in a box that stand at least `gap` metres apart, in ring order.

    box : west, south, east, north in map metres.
    """
    west, south, east, north = box
    found: list[Spot] = []
    taken: dict[tuple[int, int], list[tuple[float, float]]] = {}
    for number, ring in enumerate(rings):
        x, y = ring.T
        seen = np.flatnonzero((x >= west) & (x <= east) & (y >= south) & (y <= north))
        cells = np.floor(ring[seen] / gap).astype(np.int64).tolist()
        for index, (column, row), (px, py) in zip(
            seen.tolist(), cells, ring[seen].tolist(), strict=True
        ):
            near = (
                other
                for i in (column - 1, column, column + 1)
                for j in (row - 1, row, row + 1)
                for other in taken.get((i, j), ())
            )
            if all((px - a) ** 2 + (py - b) ** 2 >= gap * gap for a, b in near):
                taken.setdefault((column, row), []).append((px, py))
                found.append(Spot(number, index))
    return found


def middles(rings: Rings, shown: Sequence[Spot], gap: float) -> list[Spot]:
    """Return the middles of edges between two handles shown that leave room for one between."""
    known = set(shown)
    found = []
    for spot in shown:
        ring = rings[spot.ring]
        after = (spot.index + 1) % len(ring)
        if Spot(spot.ring, after) not in known:
            continue
        if np.hypot(*(ring[after] - ring[spot.index])) >= 2 * gap:
            found.append(Spot(spot.ring, spot.index, middle=True))
    return found


def thinned(points: Floats, tolerance: float) -> Floats:
    """Return a line without the points that lie within `tolerance` metres of it (Douglas-Peucker).

    points : (N, 2); the first and the last stay.
    """
    keep = np.zeros(len(points), bool)
    keep[[0, -1]] = True
    open_ends = [(0, len(points) - 1)]
    while open_ends:
        low, high = open_ends.pop()
        if high - low < 2:
            continue
        start, way = points[low], points[high] - points[low]
        away = points[low + 1 : high] - start
        square = float((way**2).sum())
        share = np.clip(away @ way / square, 0.0, 1.0) if square > 0 else np.zeros(len(away))
        metres = np.hypot(*(away - share[:, None] * way).T)
        worst = int(metres.argmax())
        if metres[worst] > tolerance:
            middle = low + 1 + worst
            keep[middle] = True
            open_ends += [(low, middle), (middle, high)]
    return points[keep]
