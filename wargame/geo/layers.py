"""Layers of the map as plain arrays: read with NumPy alone, so that a window shows them at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.int64]
Record = Mapping[str, Any]


@dataclass(frozen=True)
class Layer:
    """One layer: P parts (a ring, a line or a point each), every part owned by one record.

    The rings of a polygon, holes included, have the same owner and are filled odd-even.
    """

    name: str
    kind: str  # polygon | line | point
    xy: FloatArray  # (N, 2) map metres
    parts: IntArray  # (P + 1,) offsets into xy
    owner: IntArray  # (P,) index into records
    records: tuple[Record, ...]

    def part(self, index: int) -> FloatArray:
        """(n, 2) map metres of one part; the first point of a ring comes again as its last."""
        return self.xy[self.parts[index] : self.parts[index + 1]]

    def parts_of(self, record: int) -> tuple[FloatArray, ...]:
        """The parts of one record."""
        return tuple(self.part(int(i)) for i in np.flatnonzero(self.owner == record))

    @cached_property
    def boxes(self) -> FloatArray:
        """(P, 4) west, south, east, north of each part."""
        starts = self.parts[:-1]
        low = np.minimum.reduceat(self.xy, starts, axis=0)
        high = np.maximum.reduceat(self.xy, starts, axis=0)
        return np.hstack((low, high))

    def records_at(self, x: float, y: float) -> list[Record]:
        """The records whose polygons hold the point; none for layers of lines and points."""
        if self.kind != "polygon" or not len(self.owner):
            return []
        west, south, east, north = self.boxes.T
        near = np.flatnonzero((west <= x) & (x <= east) & (south <= y) & (y <= north))
        odd: dict[int, bool] = {}
        for index in near:
            record = int(self.owner[index])
            odd[record] = odd.get(record, False) ^ _ring_holds(self.part(int(index)), x, y)
        return [self.records[record] for record, inside in odd.items() if inside]


def _ring_holds(ring: FloatArray, x: float, y: float) -> bool:
    """Whether a ring holds a point: an odd number of edges cross the ray to the east."""
    above = ring[:, 1] > y
    edge = np.flatnonzero(above[1:] != above[:-1])
    a, b = ring[edge], ring[edge + 1]
    at = a[:, 0] + (y - a[:, 1]) / (b[:, 1] - a[:, 1]) * (b[:, 0] - a[:, 0])
    return bool(np.count_nonzero(at > x) % 2)


def read_layers(arrays: Mapping[str, NDArray[Any]], meta: Mapping[str, Any]) -> dict[str, Layer]:
    """Every drawing layer that meta lists, name -> Layer, in drawing order."""
    layers = {}
    for entry in meta["layers"]:
        name = entry["name"]
        layers[name] = Layer(
            name=name,
            kind=entry["kind"],
            xy=arrays[f"{name}.xy"].astype(np.float64),
            parts=arrays[f"{name}.parts"].astype(np.int64),
            owner=arrays[f"{name}.owner"].astype(np.int64),
            records=tuple(entry["records"]),
        )
    return layers


def identify(layers: Mapping[str, Layer], x: float, y: float, names: Sequence[str]) -> list[Record]:
    """The records under a point, layer by layer in the order of names, each with its layer."""
    return [
        {"layer": name, **record}
        for name in names
        if name in layers
        for record in layers[name].records_at(x, y)
    ]
