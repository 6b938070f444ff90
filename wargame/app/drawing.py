"""A zone under the hand: what it measures, and shapes to draw with; needs no session.

Rings are closed sequences of longitude and latitude, inside by the odd-even rule; holes are rings
too. Everything is quick enough for the thread that follows the mouse; making the table is not.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np

from wargame import paths
from wargame.app import drawn_zones
from wargame.app.zones import ZoneShelf
from wargame.engine.errors import IllegalDecision
from wargame.engine.inputs import ZoneInputs
from wargame.geo import drawn, projection, shapes, snapping, zones
from wargame.geo.arrays import load_npz, unpack_json
from wargame.geo.drawn import Ring, Rings
from wargame.geo.layers import Layer, read_layers
from wargame.geo.sectors import SECTORS
from wargame.scenario.load import load_scenario
from wargame.scenario.options import LATITUDES, LONGITUDES
from wargame.scenario.schema import Scenario

MOST_VERTICES = 5_000  # of a zone that is drawn and dragged; files may bring more
FEW_VERTICES = 300  # so few can cross one another as they like
LARGEST_KM = 1_000.0  # of a circle, a belt or a buffer
ON_LAND = np.array([sector.basis == "assessed" for sector in SECTORS])


@dataclass(frozen=True, slots=True)
class ZoneFigures:
    """What a zone is worth, as the rules will see it."""

    area_km2: float  # inside recognised Ukraine
    population_m: float  # in towns of the zone, pre-war
    front_km: float  # of the line of contact on land that lies within 1 km of the zone
    front_share: float  # 0..1 of that line
    gap_km: float  # mean distance from the line to the zone, inf without a zone
    occupied_km2: float  # land in the zone that is occupied
    words: str


def _untold(words: str) -> ZoneFigures:
    return ZoneFigures(0.0, 0.0, 0.0, 0.0, float("inf"), 0.0, words)


NOTHING = ZoneFigures(0.0, 0.0, 0.0, 0.0, float("inf"), 0.0, "no ground inside")


class DrawingTable:
    """One scenario's map as a table to draw zones on."""

    def __init__(self, shelf: ZoneShelf) -> None:
        self.shelf = shelf
        self._front = shelf.front

    @classmethod
    def of(cls, what: ZoneShelf | Scenario | str | Path) -> DrawingTable:
        """The table for a shelf, a scenario, or the id or file of one; about 0.2 s the first time.

        Raises FaultsError with every fault of the file.
        """
        if isinstance(what, ZoneShelf):
            return cls(what)
        scenario = what if isinstance(what, Scenario) else load_scenario(what)
        return cls(ZoneShelf.of(scenario))

    def measure(self, rings: Rings) -> ZoneFigures:
        """What the zone inside the rings holds; rings that cross themselves count odd-even.

        More than MOST_VERTICES are not measured: the words say so.
        """
        count = vertices(rings)
        if count > MOST_VERTICES:
            return _untold(
                f"{count:,} vertices: at most {MOST_VERTICES:,} can be drawn and dragged"
            )
        placed = drawn.placed(rings) if rings else []
        if count > FEW_VERTICES and shapes.tangled(placed):
            return _untold("the outline crosses itself too often to be measured")
        zone = drawn.inside(placed) if placed else drawn.from_rings(())
        return figures(zones.measure(zone, self._front), self._front.lengths)

    def circle(self, lon: float, lat: float, km: float) -> tuple[Ring, ...]:
        """The ground within km of a point."""
        x, y = projection.to_map(lon, lat)
        size = min(max(km, 0.1), LARGEST_KM)
        return drawn.to_rings(shapes.circle(float(x), float(y), size))

    def belt(self, near_km: float, far_km: float) -> tuple[Ring, ...]:
        """Government-held land between two distances from the front; no rings without any."""
        near, far = sorted((max(near_km, 0.0), min(far_km, LARGEST_KM)))
        return drawn.to_rings(shapes.band(self._front.control, near, far))

    def combine(self, rings: Rings, operation: str, other: Rings) -> tuple[Ring, ...]:
        """The zones joined by "union", "intersect" or "subtract"; no rings when nothing is left."""
        first, second = drawn.from_rings(rings), drawn.from_rings(other)
        return drawn.to_rings(shapes.combined(first, operation, second))

    def buffer(self, rings: Rings, km: float) -> tuple[Ring, ...]:
        """The zone wider by so many kilometres, or narrower by a negative number."""
        size = min(max(km, -LARGEST_KM), LARGEST_KM)
        return drawn.to_rings(shapes.grown(drawn.from_rings(rings), size))

    def simplified(self, rings: Rings, tolerance_km: float) -> tuple[Ring, ...]:
        """The zone with fewer vertices, its edge moved by no more than the tolerance."""
        return drawn.to_rings(shapes.simplified(drawn.from_rings(rings), max(tolerance_km, 0.0)))

    def repair(self, rings: Rings) -> tuple[tuple[Ring, ...], str]:
        """Sound rings and a sentence about what was mended, empty when nothing was.

        No rings come back when the zone is refused; then the sentence says why.
        """
        closed = [ring for ring in (_closed(ring) for ring in rings) if len(set(ring)) >= 3]
        if not closed:
            return (), "A zone needs at least three different points."
        if not np.isfinite(np.concatenate([np.array(ring) for ring in closed])).all():
            return (), "A point of the zone is no place on Earth."
        return self._mended(closed)

    def _mended(self, closed: list[Ring]) -> tuple[tuple[Ring, ...], str]:
        said = []
        clamped = [_on_map(ring) for ring in closed]
        if clamped != closed:
            said.append("What lay off the map was cut off.")
        placed, count = drawn.placed(clamped), vertices(closed)
        if count > FEW_VERTICES and shapes.tangled(placed):
            return (), "The outline crosses itself too often."
        if count > MOST_VERTICES:
            placed, moved = shapes.fitted(placed, MOST_VERTICES)
            if not placed:
                words = f"{count:,} vertices are too many to draw with; at most {MOST_VERTICES:,}."
                return (), words
            said.append(f"{count:,} vertices became fewer; the edge moved by up to {moved:g} km.")
        crossing = shapes.crosses_itself(placed)
        zone = shapes.whole(drawn.inside(placed))
        if crossing:
            said.append(f"The outline crossed itself; {_left(zone)}.")
        found = drawn.to_rings(zone)
        if not found:
            return (), "The outline encloses no ground."
        if vertices(found) > MOST_VERTICES:
            return (), f"The outline crosses itself too often: {vertices(found):,} vertices."
        sound = found if said else tuple(clamped)
        try:
            drawn_zones.geometry(sound)
        except IllegalDecision as refusal:
            return (), f"{refusal.reason[:1].upper()}{refusal.reason[1:]}."
        return sound, " ".join(said)

    def snap(self, lon: float, lat: float, km: float) -> tuple[float, float, str]:
        """The nearest place on an oblast border, a river or the front, and its name.

        Within km of the point; otherwise the point itself and no name.
        """
        x, y = projection.to_map(lon, lat)
        local = float(projection.scale(x, y))
        found = self._lines.nearest(float(x), float(y), 1000 * km * local)
        if found is None:
            return lon, lat, ""
        east, north, what = found
        at = projection.to_lonlat(east, north)
        return float(at[0]), float(at[1]), what

    def oblasts(self) -> dict[str, tuple[str, str, tuple[Ring, ...]]]:
        """ISO code -> name, Ukrainian name and rings of each of the 27 regions, as drawn."""
        return dict(self._oblasts)

    @cached_property
    def _layers(self) -> dict[str, Layer]:
        arrays = load_npz(paths.geodata() / "map.npz")
        meta: dict[str, Any] = unpack_json(arrays["meta"])
        wanted = [entry for entry in meta["layers"] if entry["name"] in ("oblasts", "rivers")]
        return read_layers(arrays, {"layers": wanted})

    @cached_property
    def _oblasts(self) -> dict[str, tuple[str, str, tuple[Ring, ...]]]:
        layer, found = self._layers["oblasts"], {}
        for index, record in enumerate(layer.records):
            rings = tuple(_lonlat(part) for part in layer.parts_of(index))
            found[str(record["iso"])] = (str(record["name"]), str(record["name_uk"]), rings)
        return found

    @cached_property
    def _lines(self) -> snapping.Lines:
        return snapping.lines_of(self._layers, self._front)


def _lonlat(points: Any) -> Ring:
    lonlat = np.round(projection.unproject(points), drawn.DIGITS)
    return tuple((float(lon), float(lat)) for lon, lat in lonlat)


def _closed(ring: Any) -> Ring:
    points = [(float(lon), float(lat)) for lon, lat in ring]
    if points and points[0] != points[-1]:
        points.append(points[0])
    return tuple(points)


def _on_map(ring: Ring) -> Ring:
    """The ring with every point pushed onto the map's extent."""
    (west, east), (south, north) = LONGITUDES, LATITUDES
    return tuple((min(max(lon, west), east), min(max(lat, south), north)) for lon, lat in ring)


def _left(zone: Any) -> str:
    """What is left of a mended zone, in words."""
    parts = len(getattr(zone, "geoms", (zone,)))
    return "it was mended" if parts == 1 else f"it was split into {parts} parts where it crosses"


def vertices(rings: Rings) -> int:
    """How many vertices the rings have, the closing ones not counted."""
    return sum(len(ring) for ring in rings) - len(rings)


def figures(found: ZoneInputs, lengths: Any) -> ZoneFigures:
    """The figures of a measured zone; lengths : (S,) km of each sector's line on this map."""
    line = np.where(ON_LAND, lengths, 0.0)
    covered = float((found.covered * line).sum())
    whole = float(line.sum())
    has = line > 0
    gap = float((found.gaps[has].mean(axis=1) * line[has]).sum() / whole) if whole else np.inf
    occupied = found.total_occupied * found.total_area
    if found.total_area <= 0:
        return NOTHING
    share = covered / whole if whole else 0.0
    words = _words(found, covered, whole, gap, occupied)
    return ZoneFigures(
        found.total_area, found.total_population, covered, share, gap, occupied, words
    )


def _words(found: ZoneInputs, covered: float, whole: float, gap: float, occupied: float) -> str:
    said = [
        f"{found.total_area:,.0f} km\N{SUPERSCRIPT TWO}",
        f"{found.total_population:.2f} million people (pre-war)",
        f"{covered:,.0f} of {whole:,.0f} km of the front covered",
        f"mean gap {gap:,.0f} km",
        f"{occupied:,.0f} km\N{SUPERSCRIPT TWO} of it occupied" if occupied >= 0.5
        else "no occupied land inside",
    ]  # fmt: skip
    return " \N{MIDDLE DOT} ".join(said)
