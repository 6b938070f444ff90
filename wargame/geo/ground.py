"""What a front offers to every measurement of a zone: land in tiles, rays, towns; made once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from weakref import WeakKeyDictionary

import numpy as np
import shapely
from numpy.typing import NDArray

from wargame.geo import analogues, projection
from wargame.geo.control import Control
from wargame.geo.edges import Points
from wargame.geo.front import Front
from wargame.geo.rays import Rays
from wargame.geo.tiles import Tiles

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.int64]


@dataclass(frozen=True)
class Ground:
    """What a front offers to every measurement, made once."""

    points: Points  # the samples
    scale: FloatArray  # (N,) map metres a metre on the ground at each sample
    rays: Rays
    tiles: Tiles  # held (S), occupied (S), occupied outside all cells, held outside all cells
    abroad: Tiles  # land of the states beside frozen regions
    towns: FloatArray  # (M, S + 1) million people of a town in each cell, and wherever it lies
    town_tile: IntArray  # (M,) the tile that holds each town, -1 for a town on a border or coast
    own: tuple[IntArray, ...]  # (S,) the samples of each sector


_GROUND: WeakKeyDictionary[Front, Ground] = WeakKeyDictionary()


def ground_of(front: Front) -> Ground:
    """The ground of a front, made when it is asked for the first time; about 0.1 s."""
    known = _GROUND.get(front)
    if known is None:
        known = _GROUND[front] = _make(front)
    return known


def _make(front: Front) -> Ground:
    samples, cells = front.samples, np.array(front.cells)
    shapely.prepare(cells)
    tiles = Tiles.of(_areas(cells, front.control))
    return Ground(
        points=Points.of(samples.xy),
        scale=projection.scale(samples.xy[:, 0], samples.xy[:, 1]),
        rays=Rays.of(samples),
        tiles=tiles,
        abroad=analogues.tiles(front.control.recognised),
        towns=_towns(front, cells),
        town_tile=tiles.at(front.towns.xy),
        own=tuple(np.flatnonzero(samples.sector == index) for index in range(len(cells))),
    )


def _towns(front: Front, cells: Any) -> FloatArray:
    """(M, S + 1) million people of each town in each cell, and of each town at all."""
    x, y = front.towns.xy.T
    inside = [shapely.contains_xy(cell, x, y) for cell in cells]
    return np.column_stack((*inside, np.ones(len(x)))) * front.towns.population[:, None]


def _areas(cells: Any, control: Control) -> Any:
    """Held and occupied land of each cell, then occupied and held land outside all cells."""
    near = shapely.union_all(cells)
    return np.concatenate(
        (
            shapely.intersection(cells, control.government_held),
            shapely.intersection(cells, control.occupied),
            [shapely.difference(control.occupied, near)],
            [shapely.difference(control.government_held, near)],
        )
    )
