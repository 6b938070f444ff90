"""Finding a place by any of its names: settlements, regions, sectors, countries, frozen conflicts.

English and Ukrainian names are found whatever marks, apostrophes or capitals are typed; older and
foreign spellings of settlements too.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from wargame import paths
from wargame.app.atlas import Atlas
from wargame.geo.arrays import load_npz, unpack_json
from wargame.geo.layers import Layer, Record

TOWN_M = 12_000.0  # half of what is shown around a settlement
SOURCE = "GeoNames, CC BY 4.0"
MOST = 12
WHOLE, START, WORD, INSIDE, OTHER = range(5)  # how well a name fits, best first
_APOSTROPHES = dict.fromkeys(map(ord, "'\u2019\u02bc\u2018`\u02b9\u02ba\""))
_DASHES = {ord(dash): " " for dash in "-\u2010\u2011\u2013"}


@dataclass(frozen=True, slots=True)
class Place:
    """One place: its names, what it is, and the part of the map to show."""

    name: str
    name_uk: str
    kind: str  # settlement | region | country | sector | frozen conflict
    where: str  # the region or country it lies in; empty when that is itself
    note: str  # inhabitants, or what else tells it from its namesakes
    x: float  # map metres
    y: float
    extent: tuple[float, float, float, float]  # west, south, east, north, map metres
    source: str
    size: float  # what counts as larger among namesakes
    other: str = ""  # the older or foreign name by which it was found


@dataclass(frozen=True, slots=True)
class _Entry:
    place: Place
    keys: tuple[str, ...]  # folded English and Ukrainian names
    others: tuple[tuple[str, str], ...] = field(default=())  # folded, as written


def folded(name: str) -> str:
    """A name as it is compared: small letters, no marks, no apostrophes, a space for a dash."""
    plain = unicodedata.normalize("NFKD", name.casefold().translate(_APOSTROPHES))
    plain = "".join(c for c in plain if not unicodedata.combining(c))
    return " ".join(plain.translate(_DASHES).split())


class Gazetteer:
    """Every place that can be found."""

    def __init__(self, entries: Iterable[tuple[Place, tuple[str, ...]]]) -> None:
        """entries : each place with its older and foreign names."""
        self._entries = [
            _Entry(
                place,
                tuple(folded(name) for name in (place.name, place.name_uk) if name),
                tuple((folded(other), other) for other in others),
            )
            for place, others in entries
        ]
        self._towns = [e.place for e in self._entries if e.place.kind == "settlement"]
        self._xy = np.array([(town.x, town.y) for town in self._towns]).reshape(-1, 2)

    def __len__(self) -> int:
        return len(self._entries)

    def nearest_settlement(self, x: float, y: float) -> Place | None:
        """The settlement nearest to a point of the map."""
        if not len(self._towns):
            return None
        away = np.hypot(self._xy[:, 0] - x, self._xy[:, 1] - y)
        return self._towns[int(away.argmin())]

    def find(self, words: str, most: int = MOST) -> list[Place]:
        """The places that fit best, larger ones before smaller; none for an empty search."""
        wanted = folded(words)
        if not wanted:
            return []
        found = []
        for entry in self._entries:
            fit = min((_fit(wanted, key) for key in entry.keys), default=OTHER + 1)
            other = ""
            if fit > START:
                fit, other = min((fit, ""), _other_fit(wanted, entry.others))
            if fit <= OTHER:
                found.append((fit, -entry.place.size, entry.place, other))
        found.sort(key=lambda hit: hit[:2])
        return [_found_as(place, other) for _, _, place, other in found[:most]]


def _fit(wanted: str, key: str) -> int:
    if key == wanted:
        return WHOLE
    if key.startswith(wanted):
        return START
    if f" {wanted}" in key:
        return WORD
    return INSIDE if len(wanted) > 2 and wanted in key else OTHER + 1


def _other_fit(wanted: str, others: tuple[tuple[str, str], ...]) -> tuple[int, str]:
    """How well an older or foreign name fits, and which: a whole one as well as a beginning."""
    begun = [(key != wanted, name) for key, name in others if key.startswith(wanted)]
    if not begun:
        return OTHER + 1, ""
    only_begun, name = min(begun, key=lambda hit: hit[0])
    return (OTHER if only_begun else START), name


def _found_as(place: Place, other: str) -> Place:
    if not other:
        return place
    names = {name: getattr(place, name) for name in place.__slots__}
    return Place(**(names | {"other": other}))


def load_gazetteer(atlas: Atlas, path: Path | None = None) -> Gazetteer:
    """All places of the map and every settlement of Ukraine; about 0.1 s."""
    entries = [*_areas(atlas), *_sectors(atlas), *_settlements(atlas, path), *_abroad(atlas)]
    return Gazetteer(entries)


_Named = tuple[Place, tuple[str, ...]]


def _settlements(atlas: Atlas, path: Path | None) -> Iterable[_Named]:
    arrays = load_npz(path or paths.geodata() / "places.npz")
    regions = _region_names(atlas)
    rows = unpack_json(arrays["places"])
    for (x, y), (name, uk, others, iso, people) in zip(arrays["xy"].tolist(), rows, strict=True):
        yield _town(name, uk, regions.get(iso, ""), people, x, y), tuple(others)


def _town(name: str, uk: str, where: str, people: int, x: float, y: float) -> Place:
    note = f"{people:,} inhabitants, pre-war" if people else "number of inhabitants not known"
    extent = (x - TOWN_M, y - TOWN_M, x + TOWN_M, y + TOWN_M)
    return Place(name, uk, "settlement", where, note, x, y, extent, SOURCE, float(people))


def _region_names(atlas: Atlas) -> dict[str, str]:
    layer = atlas.layers["oblasts"]
    return {str(record["iso"]): str(record["name"]) for record in layer.records}


def _abroad(atlas: Atlas) -> Iterable[_Named]:
    """The cities beyond Ukraine that the map names."""
    layer = atlas.layers["cities"]
    countries = {str(r["iso"]): str(r["name"]) for r in atlas.layers["countries"].records}
    for index, record in enumerate(layer.records):
        if record["country"] == "UA":
            continue
        x, y = (float(value) for value in layer.parts_of(index)[0][0])
        where = countries.get(str(record["country"]), str(record["country"]))
        people = int(record["population"])
        town = _town(str(record["name"]), str(record["name_uk"]), where, people, x, y)
        note = f"{people:,} inhabitants"
        names = {name: getattr(town, name) for name in town.__slots__}
        yield Place(**(names | {"note": note})), ()


KINDS = {"oblasts": "region", "countries": "country", "breakaway": "frozen conflict"}
AREAS_FIRST = 1e9  # regions come before the towns of their name
COUNTRY = 50_000.0  # and countries among them like a town of that size


def _areas(atlas: Atlas) -> Iterable[_Named]:
    for name, kind in KINDS.items():
        layer = atlas.layers[name]
        for index, record in enumerate(layer.records):
            yield _area(layer, index, record, kind), ()


def _area(layer: Layer, index: int, record: Record, kind: str) -> Place:
    parts = layer.parts_of(index)
    xy = np.vstack(parts)
    (west, south), (east, north) = xy.min(axis=0).tolist(), xy.max(axis=0).tolist()
    largest = max(parts, key=len)
    x, y = largest.mean(axis=0).tolist()
    uk = str(record.get("name_uk", ""))
    return Place(
        str(record["name"]),
        uk,
        kind,
        "",
        uk,
        x,
        y,
        (west, south, east, north),
        str(record.get("source", "")),
        COUNTRY if kind == "country" else AREAS_FIRST + (east - west),
    )


def _sectors(atlas: Atlas) -> Iterable[_Named]:
    layer = atlas.layers["front"]
    for index, record in enumerate(layer.records):
        xy = np.vstack(layer.parts_of(index))
        (west, south), (east, north) = xy.min(axis=0).tolist(), xy.max(axis=0).tolist()
        code, name = str(record["sector"]), str(record["name"])
        place = Place(
            name,
            "",
            "sector",
            "",
            f"sector {code} of the line of contact",
            float(record["x"]),
            float(record["y"]),
            (west - TOWN_M, south - TOWN_M, east + TOWN_M, north + TOWN_M),
            str(record.get("source", "")),
            AREAS_FIRST,
        )
        yield place, (code,)
