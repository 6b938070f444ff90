"""Everything that is known about one point of the map, each finding with its source and date."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from wargame.app.atlas import Atlas, Record
from wargame.app.places import Gazetteer, Place
from wargame.geo import geodesic
from wargame.geo.layers import identify

LAYERS = ("control", "breakaway", "claims", "sectors", "oblasts", "countries", "water")
TITLES = {
    "control": "Control",
    "breakaway": "Frozen conflict",
    "claims": "Claim",
    "sectors": "Sector",
    "oblasts": "Region",
    "countries": "Country",
    "water": "Water",
}
FIELDS = (
    ("status", "Status"),
    ("basis", "Basis"),
    ("as_of", "As of"),
    ("confidence", "Confidence"),
    ("note", "Note"),
    ("source", "Source"),
)
NEAR_KM = 40.0  # a settlement farther away is not "near"
RIVER_M = 3_000.0


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that a point lies in or near."""

    what: str  # "Control"
    name: str
    rows: tuple[tuple[str, str], ...]  # status, basis, as of, confidence, source, where known


def findings(
    atlas: Atlas,
    x: float,
    y: float,
    gazetteer: Gazetteer | None = None,
    zones: Sequence[tuple[str, Sequence[NDArray[np.float64]]]] = (),
) -> list[Finding]:
    """All that lies at a point of the map, control first, zones and the nearest town last.

    zones : name and closed rings in map metres of every zone that is on.
    """
    found = [_of(record) for record in identify(atlas.layers, x, y, LAYERS)]
    found += [
        Finding("Zone on the table", name, (("Source", "this game, not the world"),))
        for name, rings in zones
        if _inside(rings, x, y)
    ]
    found += _river(atlas, x, y)
    place = gazetteer.nearest_settlement(x, y) if gazetteer is not None else None
    if place is not None:
        found += _near(atlas, place, x, y)
    return found


def _of(record: Record) -> Finding:
    layer = str(record["layer"])
    rows = [(label, _text(key, record[key])) for key, label in FIELDS if record.get(key)]
    if layer == "countries":
        members = [word for key, word in (("nato", "NATO"), ("eu", "EU")) if record.get(key)]
        rows.insert(0, ("Member of", " and ".join(members) or "neither NATO nor EU"))
    name, uk = str(record.get("name", "")), str(record.get("name_uk", ""))
    if layer == "water":
        name = name or str(record.get("kind", "water"))
    return Finding(TITLES[layer], f"{name} \u00b7 {uk}" if uk else name, tuple(rows))


def _text(key: str, value: object) -> str:
    return f"{float(str(value)):.2f} of 1" if key == "confidence" else str(value)


def _inside(rings: Sequence[NDArray[np.float64]], x: float, y: float) -> bool:
    """Whether a point lies inside an odd number of closed rings."""
    odd = False
    for ring in rings:
        a, b = ring[:-1], ring[1:]
        crosses = (a[:, 1] > y) != (b[:, 1] > y)
        a, b = a[crosses], b[crosses]
        at = a[:, 0] + (y - a[:, 1]) / (b[:, 1] - a[:, 1]) * (b[:, 0] - a[:, 0])
        odd ^= bool(np.count_nonzero(at > x) % 2)
    return odd


def _river(atlas: Atlas, x: float, y: float) -> list[Finding]:
    """The nearest river of the map, if it is near."""
    layer = atlas.layers.get("rivers")
    best: tuple[float, Mapping[str, object]] | None = None
    for index, record in enumerate(layer.records if layer else ()):
        for part in layer.parts_of(index) if layer else ():
            away = float(np.hypot(*(part - (x, y)).T).min())
            if away <= RIVER_M and (best is None or away < best[0]):
                best = (away, record)
    if best is None:
        return []
    return [Finding("River nearby", str(best[1]["name"]), (("Source", str(best[1]["source"])),))]


def _near(atlas: Atlas, place: Place, x: float, y: float) -> list[Finding]:
    km = geodesic.distance_km(atlas.to_lonlat(x, y), atlas.to_lonlat(place.x, place.y))
    if km > NEAR_KM:
        return []
    name = f"{place.name} \u00b7 {place.name_uk}" if place.name_uk else place.name
    known = (("Distance", f"{km:.1f} km"), ("Region", place.where), ("Inhabitants", place.note))
    rows = tuple((label, value) for label, value in known if value)
    return [Finding("Nearest settlement", name, (*rows, ("Source", place.source)))]
