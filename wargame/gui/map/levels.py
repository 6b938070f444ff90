"""Prebuilt painter paths at the level of detail that the screen can show."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import pyqtgraph as pg
from numpy.typing import NDArray
from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainterPath

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

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
    return Parts(mean, offsets, parts.owner, parts.closed).take(keep)


def to_path(parts: Parts) -> QPainterPath:
    """Return one path of all parts, odd-even filled."""
    if parts.count == 0:
        return QPainterPath()
    connect = np.ones(len(parts.xy), np.int32)
    connect[parts.offsets[1:] - 1] = 0
    path = pg.functions.arrayToQPath(parts.xy[:, 0], parts.xy[:, 1], connect)
    return QPainterPath(path)


@dataclass(frozen=True, slots=True)
class Piece:
    """A path and the box it lies in."""

    box: QRectF
    path: QPainterPath


class Pyramid:
    """Paths of one layer, thinned to the screen's resolution and cut into pieces for culling."""

    def __init__(self, parts: Parts, pixel: float = 0.5) -> None:
        """Keep `parts`; `pixel` is the largest error shown, in pixels."""
        self._parts = parts
        self._pixel = pixel
        self._levels: dict[int, tuple[Piece, ...]] = {}
        self._bucket = _buckets(parts)

    def level(self, metres_per_pixel: float) -> int:
        """Return the number of the level that fits a scale."""
        return round(math.log2(max(metres_per_pixel * self._pixel, 1.0)))

    def pieces(self, metres_per_pixel: float) -> tuple[Piece, ...]:
        """Return the pieces for a scale, built on first use."""
        level = self.level(metres_per_pixel)
        if level not in self._levels:
            self._levels[level] = self._build(2.0**level)
        return self._levels[level]

    def warm(self, metres_per_pixel: float) -> bool:
        """Build the level for a scale if it is missing; say whether there was work to do."""
        missing = self.level(metres_per_pixel) not in self._levels
        self.pieces(metres_per_pixel)
        return missing

    def _build(self, grid: float) -> tuple[Piece, ...]:
        pieces = []
        for bucket in np.unique(self._bucket):
            thinned = thin(self._parts.take(self._bucket == bucket), grid)
            if thinned.count:
                path = to_path(thinned)
                pieces.append(Piece(path.boundingRect(), path))
        return tuple(pieces)


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
