"""Every name that the map may show, with its role and its weight."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import numpy as np

from wargame.app.atlas import Atlas
from wargame.gui.map.labels import Name

# Where a sea's name stands, longitude and latitude; the layer of water names lakes only.
SEAS = (
    ("Black Sea", 32.2, 43.6),
    ("Sea of Azov", 36.7, 46.15),
    ("Baltic Sea", 19.0, 56.3),
    ("Caspian Sea", 50.3, 42.5),
    ("Aegean Sea", 25.2, 38.6),
)
COUNTRY_FINEST = 260.0  # metres per pixel: nearer than this the oblasts say where one is
OBLAST_COARSEST, RIVER_COARSEST = 620.0, 520.0
RIVER_EVERY = 60_000.0  # metres between two places where a river's name may stand
COARSEST = {4: 1300.0, 5: 650.0}  # rank -> metres per pixel from which a town may show
FOCUS = "UA"
CITY_OBLASTS = ("Kyiv (city)", "Sevastopol")


def all_names(atlas: Atlas) -> tuple[Name, ...]:
    """Return the names of countries, seas, cities, breakaway regions, and the mark of claims."""
    regions = _areas(atlas, "breakaway", "region", "frozen-conflict")
    return (
        *_countries(atlas),
        *_seas(atlas),
        *_oblasts(atlas),
        *_rivers(atlas),
        *_cities(atlas),
        *regions,
        *_claims(atlas),
    )


def _areas(atlas: Atlas, layer: str, role: str, switch: str) -> list[Name]:
    """Return a name in the middle of each area's largest ring."""
    found = atlas.layers.get(layer)
    names = []
    for index, record in enumerate(found.records if found else ()):
        ring = max(found.parts_of(index), key=len) if found else None
        if ring is not None:
            x, y = (ring.min(axis=0) + ring.max(axis=0)) / 2
            names.append(Name(str(record["name"]), role, float(x), float(y), layer=switch))
    return names


def _claims(atlas: Atlas) -> list[Name]:
    """Return the word "claim" for each claimed area: no claim is drawn without it."""
    areas = _areas(atlas, "claims", "claim", "claims")
    return [replace(name, text=f"claim: {name.text}") for name in areas]


def _countries(atlas: Atlas) -> list[Name]:
    layer = atlas.layers.get("countries")
    names = []
    for index, record in enumerate(layer.records if layer else ()):
        x, y = atlas.to_map(float(record["label_lon"]), float(record["label_lat"]))
        role = "country_focus" if record.get("iso") == FOCUS else "country"
        text = str(record["name"]).upper()
        names.append(Name(text, role, x, y, owner=index, finest=COUNTRY_FINEST))
    return names


def _seas(atlas: Atlas) -> list[Name]:
    return [Name(text, "sea", *atlas.to_map(lon, lat)) for text, lon, lat in SEAS]


def _oblasts(atlas: Atlas) -> list[Name]:
    """Return the oblasts, but not a city that is one of its own."""
    names = _areas(atlas, "oblasts", "oblast", "")
    return [
        replace(name, text=name.text.upper(), coarsest=OBLAST_COARSEST)
        for name in names
        if name.text not in CITY_OBLASTS
    ]


def _rivers(atlas: Atlas) -> list[Name]:
    """Return each river's name at places along it; the placing takes one that is free."""
    layer = atlas.layers.get("rivers")
    names = []
    for index, record in enumerate(layer.records if layer else ()):
        for line in layer.parts_of(index) if layer else ():
            way = np.concatenate(([0.0], np.cumsum(np.hypot(*np.diff(line, axis=0).T))))
            for at in np.arange(RIVER_EVERY / 2, way[-1], RIVER_EVERY):
                x, y = (float(np.interp(at, way, line[:, axis])) for axis in (0, 1))
                name = Name(str(record["name"]), "river", x, y, coarsest=RIVER_COARSEST)
                names.append(name)
    return names


def _cities(atlas: Atlas) -> list[Name]:
    layer = atlas.layers.get("cities")
    if layer is None:
        return []
    names = []
    for index, record in enumerate(layer.records):
        x, y = layer.xy[layer.parts[index]]
        weight = float(record.get("population", 0))
        coarsest = COARSEST.get(int(record.get("rank", 5)), float("inf"))
        role = _role(record)
        seat = bool(record.get("seat"))
        name = Name(str(record["name"]), role, float(x), float(y), weight, -1, coarsest, seat=seat)
        names.append(name)
    return names


def _role(record: Mapping[str, Any]) -> str:
    """Return the label role of a city: towns of Ukraine stand one step above the others."""
    if record.get("capital"):
        return "capital"
    step = int(record.get("rank", 5)) - (1 if record.get("country") == FOCUS else 0)
    return "city_2" if step <= 0 else "city_3" if step <= 1 else "city_4"
