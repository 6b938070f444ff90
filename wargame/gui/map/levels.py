"""Prebuilt painter paths at the level of detail that the screen can show."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import pyqtgraph as pg
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainterPath

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

CROWD = 1500  # points of a piece from which those that lie on a line are dropped
FLAT = 0.15  # of a level's grid: how far a point may lie off the line that replaces it
BUCKETS = 5  # per axis: pieces of a layer that lie together are culled together


@dataclass(frozen=True, slots=True)
class Parts:
    """Rings or polylines: coordinates (N, 2) in map metres, offsets (P+1,), owners (P,)."""

    xy: Floats
    offsets: Ints
    owner: Ints
    closed: bool

    @property
    def count(self) -> int:
        """How many rings or polylines there are."""
        return len(self.offsets) - 1

    def take(self, wanted: NDArray[np.bool_]) -> Parts:
        """Return only the parts marked in `wanted` (P,)."""
        lengths = np.diff(self.offsets)
        rows = np.repeat(wanted, lengths)
        offsets = np.concatenate(([0], np.cumsum(lengths[wanted])))
        return Parts(self.xy[rows], offsets.astype(np.int64), self.owner[wanted], self.closed)

    def boxes(self) -> Floats:
        """Return xmin, ymin, xmax, ymax of every part, shape (P, 4)."""
        if self.count == 0:
            return np.empty((0, 4))
        start = self.offsets[:-1]
        low = np.minimum.reduceat(self.xy, start, axis=0)
        high = np.maximum.reduceat(self.xy, start, axis=0)
        return np.hstack((low, high))


def make_parts(xy: Floats, offsets: Ints, owner: Ints, *, closed: bool) -> Parts:
    """Return finite float64 parts; parts with fewer than two points are dropped."""
    points = np.ascontiguousarray(xy, dtype=np.float64)
    if not np.isfinite(points).all():
        raise ValueError("A map layer holds coordinates that are not finite numbers.")
    parts = Parts(points, np.asarray(offsets, np.int64), np.asarray(owner, np.int64), closed)
    return parts.take(np.diff(parts.offsets) >= 2)


def thin(parts: Parts, grid: float) -> Parts:
    """Return the parts with runs of points in one grid cell replaced by their mean.

    Neighbours that share a border visit the same cells, so that shared borders stay shared.
    Rings smaller than the grid vanish. `grid` is in metres.
    """
    if parts.count == 0:
        return parts
    if parts.closed:
        box = parts.boxes()
        parts = parts.take(np.maximum(box[:, 2] - box[:, 0], box[:, 3] - box[:, 1]) > grid)
        if parts.count == 0:
            return parts
    cell = np.floor(parts.xy / grid).astype(np.int64)
    start = parts.offsets[:-1]
    fresh = np.ones(len(cell), bool)
    fresh[1:] = (cell[1:] != cell[:-1]).any(axis=1)
    fresh[start] = True
    heads = np.flatnonzero(fresh)
    size = np.diff(np.append(heads, len(cell)))
    mean = np.add.reduceat(parts.xy, heads, axis=0) / size[:, None]
    offsets = np.searchsorted(heads, parts.offsets).astype(np.int64)
    first, last = offsets[:-1], offsets[1:] - 1
    if parts.closed:
        mean[last] = mean[first]
    else:
        mean[first] = parts.xy[start]
        mean[last] = np.where((first == last)[:, None], mean[last], parts.xy[parts.offsets[1:] - 1])
    keep = np.diff(offsets) >= (4 if parts.closed else 2)
    thinned = Parts(mean, offsets, parts.owner, parts.closed).take(keep)
    return straightened(thinned, grid * FLAT) if len(thinned.xy) > CROWD else thinned


def straightened(parts: Parts, tolerance: float, passes: int = 4) -> Parts:
    """Return the parts without points that lie within a tolerance of the line between neighbours.

    In each pass a point is asked if its lot is lower than its neighbours', so no error grows beyond
    `passes` times `tolerance` (metres), and neighbours that share a border drop the same points.
    Short rings stay as they are.
    """
    for number in range(passes):
        lot = _lots(parts.xy, number)
        asked = np.zeros(len(lot), bool)
        asked[1:-1] = (lot[1:-1] < lot[:-2]) & (lot[1:-1] < lot[2:])
        asked[parts.offsets[:-1]] = asked[parts.offsets[1:] - 1] = False
        size = np.diff(parts.offsets)
        asked &= np.repeat(size, size) > (8 if parts.closed else 2)
        at = np.flatnonzero(asked)
        if len(at) == 0:
            break
        chord, own = parts.xy[at + 1] - parts.xy[at - 1], parts.xy[at] - parts.xy[at - 1]
        aside = np.abs(chord[:, 0] * own[:, 1] - chord[:, 1] * own[:, 0])
        along = (chord * own).sum(axis=1)
        square = (chord**2).sum(axis=1)
        flat = (aside <= tolerance * np.sqrt(square)) & (along >= 0) & (along <= square)
        flat &= square > tolerance**2  # where a line turns back upon itself its tip stays
        keep = np.ones(len(parts.xy), bool)
        keep[at[flat]] = False
        offsets = np.concatenate(([0], np.cumsum(np.add.reduceat(keep, parts.offsets[:-1]))))
        parts = Parts(parts.xy[keep], offsets.astype(np.int64), parts.owner, parts.closed)
    return parts


def to_path(parts: Parts) -> QPainterPath:
    """Return one path of all parts, odd-even filled."""
    if parts.count == 0:
        return QPainterPath()
    connect = np.ones(len(parts.xy), np.int32)
    connect[parts.offsets[1:] - 1] = 0
    path = pg.functions.arrayToQPath(parts.xy[:, 0], parts.xy[:, 1], connect)
    return QPainterPath(path)


def _lots(xy: Floats, number: int) -> Floats:
    """Return the lot of each point in a pass; it depends on its place alone, to the metre."""
    x, y = np.round(xy).T
    return np.asarray(np.sin(x * 12.9898 + y * 78.233 + number) * 43758.5453 % 1.0)


@dataclass(frozen=True, slots=True)
class Piece:
    """A path and the box it lies in."""

    box: QRectF
    path: QPainterPath


class Pyramid:
    """Paths of one layer, thinned to the screen's resolution and cut into pieces for culling.

    A piece is thinned when it is first seen at a scale: what nobody looks at costs nothing.
    """

    def __init__(self, parts: Parts, pixel: float = 0.5) -> None:
        """Keep `parts`; `pixel` is the largest error shown, in pixels."""
        self._parts = parts
        self._pixel = pixel
        self._groups: tuple[tuple[QRectF, Parts], ...] | None = None
        self._made: dict[tuple[int, int], Piece | None] = {}

    def level(self, metres_per_pixel: float) -> int:
        """Return the number of the level that fits a scale."""
        return round(math.log2(max(metres_per_pixel * self._pixel, 1.0)))

    def pieces(self, metres_per_pixel: float) -> tuple[Piece, ...]:
        """Return all pieces for a scale."""
        return tuple(self.seen(metres_per_pixel, None))

    def seen(self, metres_per_pixel: float, area: QRectF | None) -> Iterator[Piece]:
        """Yield the pieces that meet `area` (map metres), None for all, at a scale."""
        level = self.level(metres_per_pixel)
        if self._groups is None:
            self._groups = tuple(_groups(self._parts))
        for number, (box, parts) in enumerate(self._groups):
            if area is not None and not box.intersects(area):
                continue
            key = (level, number)
            if key not in self._made:
                self._made[key] = _piece(parts, 2.0**level)
            piece = self._made[key]
            if piece is not None:
                yield piece

    def warm(self, metres_per_pixel: float, area: QRectF) -> bool:
        """Thin one piece in an area for a scale; say whether one was missing."""
        level, known = self.level(metres_per_pixel), len(self._made)
        for number, (box, _) in enumerate(self._groups or ()):
            if box.intersects(area) and (level, number) not in self._made:
                self._made[level, number] = _piece((self._groups or ())[number][1], 2.0**level)
                break
        return len(self._made) > known


def _piece(parts: Parts, grid: float) -> Piece | None:
    """Return the path of parts thinned to a grid; None if nothing is left."""
    thinned = thin(parts, grid)
    if not thinned.count:
        return None
    path = to_path(thinned)
    return Piece(path.boundingRect(), path)


def _groups(parts: Parts) -> Iterator[tuple[QRectF, Parts]]:
    """Yield the parts that are culled together, with the box that they lie in."""
    bucket, boxes = _buckets(parts), parts.boxes()
    for one in np.unique(bucket):
        mine = bucket == one
        low, high = boxes[mine, :2].min(axis=0), boxes[mine, 2:].max(axis=0)
        # a line that runs due north has no width, and Qt says that it meets nothing
        box = QRectF(QPointF(*low), QPointF(*high)).adjusted(-1.0, -1.0, 1.0, 1.0)
        yield box, parts.take(mine)


def _buckets(parts: Parts) -> Ints:
    """Return for each part the bucket of its owner; owners that are large stand alone."""
    if parts.count == 0:
        return np.empty(0, np.int64)
    box = parts.boxes()
    owners, index = np.unique(parts.owner, return_inverse=True)
    low = np.full((len(owners), 2), np.inf)
    high = np.full((len(owners), 2), -np.inf)
    np.minimum.at(low, index, box[:, :2])
    np.maximum.at(high, index, box[:, 2:])
    origin, extent = low.min(axis=0), np.maximum(np.ptp(np.vstack((low, high)), axis=0), 1.0)
    cell = np.floor(((low + high) / 2 - origin) / extent * BUCKETS).clip(0, BUCKETS - 1)
    bucket = (cell[:, 0] * BUCKETS + cell[:, 1]).astype(np.int64)
    large = ((high - low) > extent / BUCKETS).any(axis=1)
    bucket[large] = BUCKETS * BUCKETS + np.flatnonzero(large)
    return np.asarray(bucket[index], np.int64)
