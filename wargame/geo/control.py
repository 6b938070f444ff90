"""Who holds what on a date: areas derived from the line of contact, never drawn a second time.

The line is a list of waypoints between named settlements (geodata/contact_lines); closing points
turn it into polygons, and Ukraine without Crimea is cut by them. Everything is in map metres.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date as calendar_date
from pathlib import Path
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray

from wargame.geo import projection
from wargame.geo.errors import ControlRefused, UnknownDate

STATUSES = ("government-held", "occupied", "frozen-conflict", "contested")
BASES = ("assessed", "claimed")
SOURCE = "Line of contact between named settlements, Wargame; GeoNames (CC BY 4.0), Natural Earth"

# Overlap (intersection over union) of the occupied mainland with an independent second map, or with
# the reference where there is no second one: geodata/contact_lines/README.md, table "Results".
CONFIDENCE = {
    "2015-02-18": 0.936,
    "2022-02-23": 0.935,
    "2022-03-31": 0.916,
    "2022-06-30": 0.971,
    "2022-12-01": 0.976,
    "2023-06-01": 0.968,
    "2023-12-01": 0.968,
    "2024-07-08": 0.966,
    "2024-12-01": 0.963,
    "2025-06-01": 0.967,
    "2025-12-01": 0.956,
    "2026-06-01": 0.961,
}
DATES = tuple(CONFIDENCE)
_CRIMEA_CONFIDENCE = 0.99  # judgement: held since 2014, its outline is a coast and an isthmus


@dataclass(frozen=True, slots=True)
class ControlArea:
    """One area and what is said about who holds it, by whom and when."""

    name: str
    status: str  # one of STATUSES
    basis: str  # assessed | claimed
    source: str
    as_of: str  # ISO date
    confidence: float  # 0..1
    geometry: Any  # polygon or multipolygon, map metres

    def record(self) -> dict[str, Any]:
        """Everything but the geometry, as a plain dictionary."""
        return {
            "name": self.name,
            "status": self.status,
            "basis": self.basis,
            "source": self.source,
            "as_of": self.as_of,
            "confidence": self.confidence,
        }


@dataclass(frozen=True, slots=True)
class Control:
    """All of recognised Ukraine on one date, split into government-held and occupied land."""

    date: str
    areas: tuple[ControlArea, ...]
    government_held: Any  # map metres
    occupied: Any  # mainland, Crimea and Sevastopol
    recognised: Any  # Ukraine in its borders of 1991
    line: Any  # the line of contact inside Ukraine, multilinestring


def faults_of(area: ControlArea) -> list[str]:
    """Every reason why an area may not state control, as sentences; empty when it may."""
    faults = []
    if area.status not in STATUSES:
        faults.append(f"{area.name}: status {area.status!r} is none of {', '.join(STATUSES)}")
    if area.basis not in BASES:
        faults.append(f"{area.name}: basis {area.basis!r} is neither assessed nor claimed")
    if not area.source.strip():
        faults.append(f"{area.name}: no source is given")
    try:
        calendar_date.fromisoformat(area.as_of)
    except ValueError:
        faults.append(f"{area.name}: as_of {area.as_of!r} is no date (YYYY-MM-DD)")
    if not 0 <= area.confidence <= 1:
        faults.append(f"{area.name}: confidence {area.confidence} is not between 0 and 1")
    if area.geometry is None or shapely.is_empty(area.geometry):
        faults.append(f"{area.name}: it has no area")
    return faults


def validate(areas: Iterable[ControlArea]) -> tuple[ControlArea, ...]:
    """The same areas, all of them sound; otherwise ControlRefused with every fault at once."""
    checked = tuple(areas)
    faults = [fault for area in checked for fault in faults_of(area)]
    if faults:
        raise ControlRefused(faults)
    return checked


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _waypoints(rows: Iterable[dict[str, str]]) -> dict[str, NDArray[np.float64]]:
    """Segment name -> (N, 2) map metres, in the order of seq."""
    found: dict[str, list[tuple[int, float, float]]] = {}
    for row in rows:
        point = (int(row["seq"]), float(row["lon"]), float(row["lat"]))
        found.setdefault(row["segment"], []).append(point)
    return {
        name: projection.project([point[1:] for point in sorted(points)])
        for name, points in found.items()
    }


def occupied_side(folder: Path, date: str) -> Any:
    """The occupied side of the line on a date, not yet clipped to Ukraine, map metres.

    Open segments are closed by the closing points of the same date and segment; rings are added,
    holes subtracted. Raises UnknownDate for a date without a file.
    """
    path = folder / f"contact_line_{date}.csv"
    if date not in DATES or not path.is_file():
        raise UnknownDate(date, DATES)
    closing = _waypoints(r for r in _rows(folder / "closing_points.csv") if r["date"] == date)
    inside: list[Any] = []
    holes: list[Any] = []
    for name, points in _waypoints(_rows(path)).items():
        closed = np.vstack((points, closing[name])) if name in closing else points
        polygon = shapely.make_valid(shapely.polygons(closed))
        (holes if name.startswith("hole_") else inside).append(polygon)
    return shapely.difference(shapely.union_all(inside), shapely.union_all(holes))


def polygons_of(geometry: Any) -> Any:
    """The polygonal part of a geometry as one polygon or multipolygon, lines and points dropped."""
    parts = shapely.get_parts(geometry)
    return shapely.union_all(parts[shapely.get_dimensions(parts) == 2])


def derive(folder: Path, date: str, mainland: Any, crimea: Any, sevastopol: Any) -> Control:
    """Government-held and occupied land of a date, from the waypoints and three outlines.

    folder : where the contact line CSV files lie; outlines in map metres.
    """
    side = occupied_side(folder, date)
    held_by_russia = polygons_of(shapely.intersection(mainland, side))
    government = polygons_of(shapely.difference(mainland, side))
    south = shapely.union_all([crimea, sevastopol])
    occupied = shapely.union_all([held_by_russia, south])
    line = shapely.line_merge(shapely.intersection(shapely.boundary(side), mainland))
    lines = shapely.get_parts(line)
    line = shapely.multilinestrings(lines[shapely.get_dimensions(lines) == 1])
    say = {"basis": "assessed", "source": SOURCE, "as_of": date}
    sure = CONFIDENCE[date]
    areas = validate(
        (
            ControlArea(
                "Government-held Ukraine",
                "government-held",
                geometry=government,
                confidence=sure,
                **say,
            ),
            ControlArea(
                "Occupied mainland of Ukraine",
                "occupied",
                geometry=held_by_russia,
                confidence=sure,
                **say,
            ),
            ControlArea(
                "Crimea, occupied since 2014",
                "occupied",
                geometry=crimea,
                confidence=_CRIMEA_CONFIDENCE,
                **say,
            ),
            ControlArea(
                "Sevastopol, occupied since 2014",
                "occupied",
                geometry=sevastopol,
                confidence=_CRIMEA_CONFIDENCE,
                **say,
            ),
        )
    )
    recognised = shapely.union_all([mainland, south])
    return Control(date, areas, government, occupied, recognised, line)
