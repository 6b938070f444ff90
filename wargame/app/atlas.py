"""The map that a face draws: layers as plain arrays in map metres, read from one small file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from wargame import paths
from wargame.geo import projection
from wargame.geo.arrays import load_npz, unpack_json
from wargame.geo.layers import Layer, Record, identify, read_layers

__all__ = ["Atlas", "Layer", "Record", "load_atlas"]

_HOVER = ("control", "breakaway", "claims", "oblasts", "countries", "water")


@dataclass(frozen=True)
class Atlas:
    """Every layer of the map, and what must be said about it."""

    layers: Mapping[str, Layer]  # full drawing detail, about 400 m
    coarse: Mapping[str, Layer]  # the same polygons and lines for small scales, about 2 km
    attribution: str
    as_of: str  # ISO date of the line of contact
    home: tuple[
        float, float, float, float
    ]  # west, south, east, north of the first view, map metres
    crs: str  # PROJ string of the map metres

    def identify(self, x: float, y: float) -> list[Record]:
        """What lies under a point of the map: records with a `layer` key, control first."""
        return identify(self.layers, x, y, _HOVER)

    def to_lonlat(self, x: float, y: float) -> tuple[float, float]:
        """Longitude and latitude in degrees of a point of the map."""
        lon, lat = projection.to_lonlat(x, y)
        return float(lon), float(lat)

    def to_map(self, lon: float, lat: float) -> tuple[float, float]:
        """Map metres of a longitude and latitude in degrees."""
        x, y = projection.to_map(lon, lat)
        return float(x), float(y)


def load_atlas(path: Path | None = None) -> Atlas:
    """The atlas that ships with the program, or one from another array file."""
    arrays = load_npz(path or paths.geodata() / "map.npz")
    meta: dict[str, Any] = unpack_json(arrays["meta"])
    layers = read_layers(arrays, meta)
    coarse = read_layers(arrays, {"layers": meta["coarse"]})
    west, south, east, north = meta["home"]
    return Atlas(
        layers=layers,
        coarse={layer.name.removeprefix("coarse_"): layer for layer in coarse.values()},
        attribution=meta["attribution"],
        as_of=meta["as_of"],
        home=(west, south, east, north),
        crs=meta["crs"],
    )
