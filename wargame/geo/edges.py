"""The edges of a zone as plain arrays, in blocks: the nearest edge to each of many points."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.int64]
BoolArray = NDArray[np.bool_]

_BLOCK = 8  # edges, or points, that follow one another


def _in_rows(values: NDArray[Any]) -> NDArray[Any]:
    """(n, 8) of (N,) values, the last one again where the last row is short."""
    short = -len(values) % _BLOCK
    return np.concatenate((values, np.repeat(values[-1:], short))).reshape(-1, _BLOCK)


def _box(x: FloatArray, y: FloatArray) -> FloatArray:
    """(4, n) west, south, east, north of rows of points."""
    return np.stack((x.min(axis=1), y.min(axis=1), x.max(axis=1), y.max(axis=1)))


@dataclass(frozen=True)
class Points:
    """Points to measure from, in rows; those that follow one another lie near one another."""

    x: FloatArray  # (G, 8)
    y: FloatArray  # (G, 8)
    boxes: FloatArray  # (4, G)
    count: int

    @classmethod
    def of(cls, xy: FloatArray) -> Points:
        """The points (N, 2)."""
        x, y = (_in_rows(axis) for axis in xy.T)
        return cls(x, y, _box(x, y), len(xy))


@dataclass(frozen=True)
class _Blocks:
    """Edges in rows."""

    x: FloatArray  # (n, 8) start
    y: FloatArray  # (n, 8)
    east: FloatArray  # (n, 8) way to the end
    north: FloatArray  # (n, 8)
    inverse: FloatArray  # (n, 8) of the squared length
    boxes: FloatArray  # (4, n)

    def squares(self, block: IntArray, x: FloatArray, y: FloatArray) -> FloatArray:
        """(Q,) squared distance from each point to the nearest edge of its block."""
        away, up = x[:, None] - self.x[block], y[:, None] - self.y[block]
        east, north = self.east[block], self.north[block]
        along = away * east
        along += up * north
        along *= self.inverse[block]
        np.clip(along, 0.0, 1.0, out=along)
        east *= along
        north *= along
        away -= east
        up -= north
        away *= away
        up *= up
        away += up
        return np.asarray(away.min(axis=1))


@dataclass(frozen=True)
class Edges:
    """The edges of a polygon or multipolygon, ring after ring."""

    start: FloatArray  # (E, 2) map metres
    end: FloatArray  # (E, 2)

    @classmethod
    def of(cls, zone: Any) -> Edges:
        """The edges of every ring of the zone."""
        rings = shapely.get_rings(shapely.get_parts(zone))
        xy, ring = shapely.get_coordinates(rings, return_index=True)
        same = ring[1:] == ring[:-1]
        return cls(xy[:-1][same], xy[1:][same])

    @cached_property
    def _blocks(self) -> _Blocks:
        x, y = (_in_rows(axis) for axis in self.start.T)
        to_x, to_y = (_in_rows(axis) for axis in self.end.T)
        east, north = to_x - x, to_y - y
        square = east * east + north * north
        inverse = 1.0 / np.where(square > 0, square, 1.0)
        boxes = _box(np.hstack((x, to_x)), np.hstack((y, to_y)))
        return _Blocks(x, y, east, north, inverse, boxes)

    def distances(self, points: Points, wanted: BoolArray) -> FloatArray:
        """(N,) map metres from each wanted point to the nearest edge, inf for the others."""
        blocks = self._blocks
        row, block = _candidates(points, blocks)
        first = np.searchsorted(row, np.arange(len(points.x)))
        x, y = points.x[row], points.y[row]  # (pairs, 8)
        boxes = blocks.boxes[:, block][:, :, None]
        least = _gap(x, x, boxes[0], boxes[2])
        least += _gap(y, y, boxes[1], boxes[3])
        most = (x - blocks.x[block, :1]) ** 2
        most += (y - blocks.y[block, :1]) ** 2
        most = np.minimum.reduceat(most, first, axis=0)[row]
        pair, column = np.nonzero((least <= most) & _in_rows(wanted)[row])
        found = np.full(x.shape, np.inf)
        found[pair, column] = blocks.squares(block[pair], x[pair, column], y[pair, column])
        nearest = np.sqrt(np.minimum.reduceat(found, first, axis=0))
        return nearest.ravel()[: points.count]


def _candidates(points: Points, blocks: _Blocks) -> tuple[IntArray, IntArray]:
    """Pairs of a row of points and a block of edges that may hold the nearest edge."""
    west, south, east, north = points.boxes[:, :, None]
    other = blocks.boxes[:, None, :]
    least = _gap(west, east, other[0], other[2])
    least += _gap(south, north, other[1], other[3])
    most = (blocks.x[:, 0] - (west + east) / 2) ** 2
    most += (blocks.y[:, 0] - (south + north) / 2) ** 2
    reach = np.sqrt(most.min(axis=1, keepdims=True)) + np.hypot(east - west, north - south) / 2
    row, block = np.nonzero(least <= reach * reach)
    return row, block


def _gap(low: FloatArray, high: FloatArray, other: FloatArray, top: FloatArray) -> FloatArray:
    """The squared gap between every two intervals, 0 where they overlap."""
    gap = low - top
    np.maximum(gap, other - high, out=gap)
    np.maximum(gap, 0.0, out=gap)
    gap *= gap
    return gap
