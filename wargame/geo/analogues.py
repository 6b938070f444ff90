"""Moldova and Georgia, the analogues: the land their governments hold beside frozen conflicts."""

from __future__ import annotations

from functools import lru_cache, reduce
from pathlib import Path
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray

from wargame import paths
from wargame.geo.arrays import load_npz, unpack_json
from wargame.geo.control import polygons_of
from wargame.geo.layers import Layer, read_layers
from wargame.geo.tiles import Tiles

# Each frozen region, in the order of the rules, and the state whose land it is.
PARENTS = {"transnistria": "moldova", "abkhazia": "georgia", "south-ossetia": "georgia"}
STATES = {"moldova": "Moldova", "georgia": "Georgia"}


@lru_cache(maxsize=2)
def held_land(folder: Path | None = None) -> dict[str, Any]:
    """The land that each state's government holds, map metres; drawing detail of about 400 m."""
    arrays = load_npz((folder or paths.geodata()) / "map.npz")
    layers = read_layers(arrays, unpack_json(arrays["meta"]))
    lost = shapely.union_all([_shape(layers["breakaway"], i) for i in range(3)])
    found = {}
    for kind, name in STATES.items():
        names = [record["name"] for record in layers["countries"].records]
        whole = _shape(layers["countries"], names.index(name))
        found[kind] = polygons_of(shapely.difference(whole, lost))
    return found


@lru_cache(maxsize=2)
def regions(folder: Path | None = None) -> dict[str, Any]:
    """The land of each frozen region by its id, map metres; drawing detail of about 400 m."""
    arrays = load_npz((folder or paths.geodata()) / "map.npz")
    layer = read_layers(arrays, unpack_json(arrays["meta"]))["breakaway"]
    names = [str(record["name"]).lower().replace(" ", "-") for record in layer.records]
    return {name: _shape(layer, index) for index, name in enumerate(names)}


def _shape(layer: Layer, record: int) -> Any:
    """The polygon of one record, inside an odd number of its rings."""
    rings = [shapely.make_valid(shapely.Polygon(ring)) for ring in layer.parts_of(record)]
    return reduce(shapely.symmetric_difference, rings, shapely.Polygon())


def tiles(ukraine: Any) -> Tiles:
    """The states' land on the drawn map, less the slivers by which this map's Ukraine overlaps it.

    A zone that ends at the border covers nothing beyond it, at whatever detail the map is drawn.
    """
    held = np.array(list(held_land().values()), dtype=object)
    return Tiles.of(shapely.difference(held, ukraine), shapely.area)


def covered(zone: Any, land: Tiles) -> NDArray[np.float64]:
    """The share of each frozen region's parent state that a prepared zone covers, (R,) 0..1."""
    whole = np.bincount(land.owner, land.area, minlength=land.owners)
    share = dict(zip(held_land(), land.under(zone).area / whole, strict=True))
    return np.array([share[parent] for parent in PARENTS.values()])
