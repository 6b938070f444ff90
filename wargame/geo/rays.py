"""Rays from the front into the rear: how much of each lies inside a zone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray

from wargame.geo.edges import Edges
from wargame.geo.front import DEPTH_KM, Samples

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.int64]

_RAY_KM = 300.0
_PIECES = 16  # of each ray, so that boxes around them hold few edges


@dataclass(frozen=True)
class Rays:
    """N rays in pieces of equal length, indexed by their boxes; piece i belongs to ray i % N."""

    origin: FloatArray  # (2, N * pieces) where each piece begins
    way: FloatArray  # (2, N * pieces) to where it ends
    ends: FloatArray  # (2, N) far end of each ray
    reach: FloatArray  # (N,) km
    tree: shapely.STRtree

    @classmethod
    def of(cls, samples: Samples) -> Rays:
        """A ray from each sample along its direction, 300 km beyond the coast."""
        reach = _RAY_KM + samples.coast_km
        steps = np.linspace(0, 1, _PIECES + 1)[:, None, None] * (reach * 1000)[:, None]
        along = samples.xy + steps * samples.direction  # (pieces + 1, N, 2)
        start, end = along[:-1].reshape(-1, 2), along[1:].reshape(-1, 2)
        low, high = np.minimum(start, end), np.maximum(start, end)
        boxes = shapely.box(low[:, 0], low[:, 1], high[:, 0], high[:, 1])
        tree = shapely.STRtree(boxes, node_capacity=16)
        return cls(_columns(start), _columns(end - start), _columns(along[-1]), reach, tree)

    def crossings(self, edges: Edges) -> tuple[IntArray, FloatArray]:
        """The rays that an edge of the zone crosses, and at how many km from their origin."""
        lines = shapely.linestrings(np.stack((edges.start, edges.end), axis=1))
        edge, piece = self.tree.query(lines)
        (sx, sy), (ex, ey) = edges.start.T, edges.end.T
        wx, wy = self.way[0, piece], self.way[1, piece]
        ox, oy = self.origin[0, piece], self.origin[1, piece]
        ax, ay, bx, by = sx[edge] - ox, sy[edge] - oy, ex[edge] - ox, ey[edge] - oy
        side_a, side_b = wx * ay - wy * ax, wx * by - wy * bx
        met = np.flatnonzero((side_a > 0) != (side_b > 0))
        share = side_a[met] / (side_a[met] - side_b[met])
        hit_x = ax[met] + share * (bx[met] - ax[met])
        hit_y = ay[met] + share * (by[met] - ay[met])
        wx, wy = wx[met], wy[met]
        at = (hit_x * wx + hit_y * wy) / (wx * wx + wy * wy)
        real = (at >= 0) & (at < 1)
        count = len(self.reach)
        ray = piece[met][real] % count
        step = piece[met][real] // count
        return ray, (step + at[real]) / _PIECES * self.reach[ray]

    def depths(self, zone: Any, edges: Edges) -> FloatArray:
        """(N,) km of a prepared zone along each ray, 0..200.

        Read from the far end: whether that lies inside is known, each crossing changes it.
        """
        count = len(self.reach)
        ray, km = self.crossings(edges)
        inside = shapely.contains_xy(zone, *self.ends)
        order = np.lexsort((-km, ray))
        ray, km = ray[order], km[order]
        first = np.searchsorted(ray, np.arange(count))
        turn = np.arange(len(ray)) - first[ray] if len(ray) else np.zeros(0, int)
        # outside at the far end: entering at the farthest crossing adds it, the next one subtracts
        sign = np.where((turn % 2 == 0) ^ inside[ray], 1.0, -1.0)
        depth = np.bincount(ray, sign * km, minlength=count) + np.where(inside, self.reach, 0.0)
        return np.clip(depth, 0.0, DEPTH_KM)


def _columns(points: FloatArray) -> FloatArray:
    return np.ascontiguousarray(points.T)
