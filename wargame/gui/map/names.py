"""Every name that the map may show, with its role and its weight."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

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
COARSEST = {4: 1300.0, 5: 650.0}  # rank -> metres per pixel from which a town may show
FOCUS = "UA"


def all_names(atlas: Atlas) -> tuple[Name, ...]:
    """Return the names of countries, seas, cities, breakaway regions, and the mark of claims."""
    regions = _areas(atlas, "breakaway", "region", "frozen-conflict")
    return (*_countries(atlas), *_seas(atlas), *_cities(atlas), *regions, *_claims(atlas))


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
        names.append(Name(str(record["name"]).upper(), role, x, y, owner=index))
    return names


def _seas(atlas: Atlas) -> list[Name]:
    return [Name(text, "sea", *atlas.to_map(lon, lat)) for text, lon, lat in SEAS]


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
        names.append(Name(str(record["name"]), role, float(x), float(y), weight, coarsest=coarsest))
    return names


def _role(record: Mapping[str, Any]) -> str:
    """Return the label role of a city: towns of Ukraine stand one step above the others."""
    if record.get("capital"):
        return "capital"
    step = int(record.get("rank", 5)) - (1 if record.get("country") == FOCUS else 0)
    return "city_2" if step <= 0 else "city_3" if step <= 1 else "city_4"
