"""What zone files of every format come down to, and what is checked of each: all faults at once."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import shapely

from wargame.geo import drawn, shapes
from wargame.geo.drawn import Ring

MOST_BYTES = 32_000_000
MOST_POINTS = 200_000
MOST_RINGS = 2_000
MOST_ZONES = 200
MOST_FAULTS = 50  # told; the rest are counted
EXTENT = (5.0, 34.0, 60.0, 72.0)  # west, south, east, north of the map

Polygon = Sequence[Any]  # rings as a file gives them: the outer one, then its holes


@dataclass
class Faults:
    """Everything that is wrong with a file: the place in it, and what would be right."""

    found: list[tuple[str, str]] = field(default_factory=list)
    more: int = 0

    def add(self, place: str, words: str) -> None:
        """One more fault; beyond the most that are told they are only counted."""
        if len(self.found) < MOST_FAULTS:
            self.found.append((place, words))
        else:
            self.more += 1

    @property
    def count(self) -> int:
        """How many faults there are."""
        return len(self.found) + self.more

    def told(self) -> list[tuple[str, str]]:
        """The faults, and how many more there are."""
        rest = [("", f"and {self.more:,} more faults of the same kinds")] if self.more else []
        return self.found + rest


@dataclass(frozen=True, slots=True)
class Part:
    """One feature of a file: what it says of itself, and its polygons as the file gives them."""

    place: str  # "features[2]"
    properties: Mapping[str, Any]
    polygons: Sequence[Polygon]


@dataclass(frozen=True, slots=True)
class FoundZone:
    """One zone of a file: sound rings of longitude and latitude, and what was mended."""

    place: str
    properties: Mapping[str, Any]
    rings: tuple[Ring, ...]
    notes: tuple[str, ...]


def checked(parts: Sequence[Part], faults: Faults) -> list[FoundZone]:
    """The zones of the parts that have no fault; what is wrong with the others is in `faults`."""
    if not parts and not faults.found:
        faults.add("", "there is no zone in it: it needs at least one polygon")
    if len(parts) > MOST_ZONES:
        faults.add("", f"{len(parts):,} zones are too many; at most {MOST_ZONES:,}")
        return []
    if not _of_a_size(parts, faults):
        return []
    found = [_zone(part, faults) for part in parts]
    return [zone for zone in found if zone is not None]


def _of_a_size(parts: Sequence[Part], faults: Faults) -> bool:
    rings = [r for p in parts for polygon in p.polygons for r in _listed(polygon)]
    points = sum(len(_listed(ring)) for ring in rings)
    if points <= MOST_POINTS and len(rings) <= MOST_RINGS:
        return True
    words = (
        f"{points:,} points in {len(rings):,} rings are too many; "
        f"at most {MOST_POINTS:,} points in {MOST_RINGS:,} rings"
    )
    faults.add("", words)
    return False


def _listed(value: Any) -> Sequence[Any]:
    return value if isinstance(value, list | tuple) else ()


def _zone(part: Part, faults: Faults) -> FoundZone | None:
    before = faults.count
    rings: list[list[Ring]] = []
    if not part.polygons and not any(place.startswith(part.place) for place, _ in faults.found):
        faults.add(part.place, "it has no polygon, and a zone needs one")
    for index, polygon in enumerate(part.polygons):
        where = f"{part.place}.polygon[{index}]" if len(part.polygons) > 1 else part.place
        rings.append(_rings(polygon, where, faults))
    if faults.count > before or not rings:
        return None
    zone, notes = _mended(rings)
    found = drawn.to_rings(zone)
    if not found:
        faults.add(
            part.place, "nothing of it lies on the map, longitude 5 to 60, latitude 34 to 72"
        )
        return None
    return FoundZone(part.place, part.properties, found, notes)


def _rings(polygon: Any, where: str, faults: Faults) -> list[Ring]:
    if not _listed(polygon):
        faults.add(where, "a polygon is a list of rings, the outer one first")
    found = []
    for index, ring in enumerate(_listed(polygon)):
        place = f"{where}.ring[{index}]"
        points = [_point(point, f"{place}[{n}]", faults) for n, point in enumerate(_listed(ring))]
        good = tuple(point for point in points if point is not None)
        if len(set(good)) < 3 and len(good) == len(points):
            faults.add(place, f"a ring needs at least 3 different points, not {len(set(good))}")
        elif len(good) >= 3:
            found.append(good if good[0] == good[-1] else (*good, good[0]))
    return found


def _point(point: Any, place: str, faults: Faults) -> tuple[float, float] | None:
    try:
        lon, lat = float(point[0]), float(point[1])
    except (TypeError, ValueError, IndexError, KeyError, OverflowError):
        faults.add(place, "a point is two numbers, longitude and latitude")
        return None
    if not (math.isfinite(lon) and math.isfinite(lat)):
        faults.add(place, "a coordinate is no finite number")
        return None
    if abs(lon) > 180 or abs(lat) > 90:
        words = f"longitude {lon:g}, latitude {lat:g} is no place on Earth; longitude comes first"
        faults.add(place, words)
        return None
    return lon, lat


def _mended(polygons: Sequence[Sequence[Ring]]) -> tuple[Any, tuple[str, ...]]:
    """The zone on the map in map metres, and what had to be mended."""
    raw = np.array([shapely.Polygon(r[0], r[1:]) for r in polygons if r], dtype=object)
    notes = []
    if not shapely.is_valid(raw).all():
        notes.append("an outline crossed itself and was mended")
        raw = shapely.make_valid(raw)
    on_map = shapely.box(*EXTENT)
    if not shapely.covers(on_map, raw).all():
        notes.append("what lay off the map was cut off")
        raw = shapely.intersection(raw, on_map)
    areal = [part for part in shapely.get_parts(raw) if not shapely.is_empty(part)]
    if not areal:
        return shapely.Polygon(), tuple(notes)
    whole = areal[0] if len(areal) == 1 else shapely.union_all(areal)
    return shapes.whole(drawn.in_map_metres(whole)), tuple(notes)
