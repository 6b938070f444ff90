"""Who held what on twelve dates, and what changed between two of them, with its accuracy."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import shapely
from numpy.typing import NDArray

from wargame import paths
from wargame.geo import control, projection, store, zones
from wargame.geo.areas import area_km2

Rings = tuple[NDArray[Any], ...]


@dataclass(frozen=True, slots=True)
class Accuracy:
    """How good a line is: geodata/contact_lines/README.md, table "Results".

    Overlaps are intersection over union of the occupied mainland, 0..1.
    """

    reference: str  # the map whose control of settlements it was made from
    overlap: float  # with the reference
    second: str  # an independent map; empty where there is none
    second_overlap: float  # with it, 0 where there is none
    median_km: float | None  # distance of the line to the reference
    worst_km: float | None  # nine tenths of the line are nearer


_LIVE, _DEEP, _ISW = "Liveuamap", "DeepState", "ISW"
ACCURACY = {
    "2015-02-18": Accuracy(f"{_LIVE} of 2022-02-24, Donbas part", 0.936, "", 0.0, 1.6, 4.8),
    "2022-02-23": Accuracy(f"{_LIVE} of 2022-02-24, Donbas part", 0.935, "", 0.0, 1.7, 4.9),
    "2022-03-31": Accuracy(_LIVE, 0.916, "", 0.0, 1.8, 4.8),
    "2022-06-30": Accuracy(_LIVE, 0.971, "", 0.0, 1.3, 3.6),
    "2022-12-01": Accuracy(_LIVE, 0.976, "", 0.0, 1.2, 3.4),
    "2023-06-01": Accuracy(_LIVE, 0.968, "", 0.0, 1.5, 3.7),
    "2023-12-01": Accuracy(_LIVE, 0.968, f"{_ISW} of 2023-12-06", 0.968, 1.5, 3.7),
    "2024-07-08": Accuracy(_DEEP, 0.974, f"{_ISW} of 2024-06-19", 0.966, 1.1, 3.2),
    "2024-12-01": Accuracy(_DEEP, 0.973, f"{_ISW} of 2024-11-24", 0.963, None, None),
    "2025-06-01": Accuracy(_DEEP, 0.973, f"{_ISW} of 2025-05-16", 0.967, 1.0, 3.0),
    "2025-12-01": Accuracy(_DEEP, 0.973, f"{_ISW} of 2025-12-03", 0.956, 1.0, 2.9),
    "2026-06-01": Accuracy(_DEEP, 0.975, _LIVE, 0.961, 1.0, 2.8),
}
DATES = tuple(ACCURACY)

_NEW_REFERENCE = "2024-07-08"  # the first date made from another reference map
SAME_PLACES = frozenset({"2015-02-18", "2022-02-23"})  # differ by contested places alone


@dataclass(frozen=True, slots=True)
class PastControl:
    """Control of recognised Ukraine on one date; rings in map metres, closed, odd-even."""

    date: str
    held: Rings
    occupied: Rings
    occupied_km2: float  # with Crimea and Sevastopol, the Syvash lagoon counted
    mainland_km2: float  # without Crimea and Sevastopol
    accuracy: Accuracy
    source: str
    caution: str  # what must be known of this date; empty for nothing


@dataclass(frozen=True, slots=True)
class Change:
    """What came under occupation between two dates, and what came out of it."""

    before: str
    after: str
    taken: Rings
    freed: Rings
    taken_km2: float
    freed_km2: float
    caution: str


@dataclass(frozen=True, slots=True)
class HeldPlace:
    """A named place of an earlier conflict and who held it before and after."""

    conflict: str  # "Georgia: Abkhazia"
    name: str
    lonlat: tuple[float, float] | None  # None where no coordinates are known
    date_before: str
    before: str
    date_after: str
    after: str
    note: str


@lru_cache(maxsize=len(DATES))
def _control(date: str) -> control.Control:
    return store.load_control(date)


def at(date: str) -> PastControl:
    """Control on one of the twelve dates; UnknownDate for any other."""
    held = _control(date)
    mainland = [a.geometry for a in held.areas if a.status == "occupied" and "mainland" in a.name]
    return PastControl(
        date,
        zones.rings(held.government_held),
        zones.rings(held.occupied),
        float(area_km2(held.occupied)),
        float(sum(float(area_km2(shape)) for shape in mainland)),
        ACCURACY[date],
        control.SOURCE,
        _caution_of(date),
    )


def _caution_of(date: str) -> str:
    if date == "2022-03-31":
        return "Several fronts along roads: take areas of this date as good to about 8 %."
    if date == "2015-02-18":
        return (
            "Status of February 2022 without the places known to have been contested in 2015; "
            "that list is general knowledge, not measured."
        )
    return ""


def between(before: str, after: str) -> Change:
    """What changed between two of the twelve dates."""
    first, second = _control(before).occupied, _control(after).occupied
    taken = control.polygons_of(shapely.difference(second, first))
    freed = control.polygons_of(shapely.difference(first, second))
    return Change(
        before,
        after,
        zones.rings(taken),
        zones.rings(freed),
        float(area_km2(taken)),
        float(area_km2(freed)),
        _caution_between(*sorted((before, after))),
    )


def _caution_between(early: str, late: str) -> str:
    """What must be known before a change is read as ground gained or lost."""
    if {early, late} == SAME_PLACES:
        return "These two lines differ by the contested places alone: read no change into them."
    if early < _NEW_REFERENCE <= late and early >= "2022":
        return (
            "The lines rest on different reference maps, whose levels differ by up to a few "
            "thousand km\u00b2: do not read all of it as ground that changed hands."
        )
    return "Lines run half way between named settlements: narrow strips are within their accuracy."


def held_places(folder: Path | None = None) -> tuple[HeldPlace, ...]:
    """Who held which place in Georgia around August 2008 and in Moldova around 1992.

    General knowledge, checked on single points only (geodata/contact_lines/README.md, "Limits").
    """
    path = (folder or paths.geodata() / "contact_lines") / "frozen_conflicts_control.csv"
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return tuple(
        HeldPlace(
            row["conflict"],
            row["place"],
            (float(row["lon"]), float(row["lat"])) if row["lon"] else None,
            row["date_before"],
            row["control_before"],
            row["date_after"],
            row["control_after"],
            row["note"],
        )
        for row in rows
    )


def map_point(lonlat: tuple[float, float]) -> tuple[float, float]:
    """Map metres of a longitude and latitude."""
    x, y = projection.to_map(*lonlat)
    return float(x), float(y)
