"""Zone polygons, and what a zone polygon means to the rules: gaps, depth, shares, people, area."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray

from wargame.engine.inputs import GAP_QUANTILES, ZoneInputs
from wargame.geo import analogues, projection
from wargame.geo.control import Control, polygons_of
from wargame.geo.edges import Edges
from wargame.geo.errors import UnknownZone
from wargame.geo.front import DEPTH_KM, Front, Samples
from wargame.geo.ground import Ground, ground_of
from wargame.geo.sectors import IDS, KRS
from wargame.geo.tiles import Cover

FloatArray = NDArray[np.float64]

KINDS = ("none", "government_held", "recognised", "rear", "dmz", *analogues.STATES)
REAR_KM = 40.0  # an EU force in the rear stays this far from the line (model.md 3.3, option eu)
DMZ_KM = 5.0  # half of a demilitarised strip 10 km wide (model.md 3.3, option dmz)
COVERED_KM = 1.0  # a sample this close to the zone counts as covered

_BELT_M = 500.0  # tolerance of the line a belt is drawn around; area error about 1 %


def belt(control: Control, km: float) -> Any:
    """All ground within km of occupied land: the strip a zone leaves free."""
    return shapely.buffer(shapely.simplify(control.occupied, _BELT_M), km * 1000, quad_segs=8)


def zone_polygon(kind: str, buffer_km: float, control: Control) -> Any:
    """The polygon of a zone of a kind, map metres; empty for "none".

    government_held and dmz leave buffer_km free along occupied land, rear at least 40 km;
    recognised is all of Ukraine whatever the buffer. Raises UnknownZone for any other kind,
    ValueError for a buffer that is negative or not finite.
    """
    if kind not in KINDS:
        raise UnknownZone(kind, KINDS)
    if not (np.isfinite(buffer_km) and buffer_km >= 0):
        raise ValueError(f"a buffer of {buffer_km} km makes no strip; it must be 0 km or more")
    if kind == "none":
        return shapely.Polygon()
    if kind == "recognised":
        return control.recognised
    if kind in analogues.STATES:
        return analogues.held_land()[kind]
    free = max(buffer_km, REAR_KM) if kind == "rear" else buffer_km
    return behind(control.government_held, free, control)


def behind(zone: Any, km: float, control: Control) -> Any:
    """The part of a zone that lies more than km behind occupied land; all of it for 0 km."""
    if km == 0:
        return zone
    return polygons_of(shapely.difference(zone, belt(control, km)))


def _gaps(zone: Any, edges: Edges, ground: Ground, samples: Samples) -> FloatArray:
    """(N,) km from each sample to the zone, corrected for samples at sea and across the border."""
    inside = shapely.contains_xy(zone, samples.xy[:, 0], samples.xy[:, 1])
    metres = edges.distances(ground.points, ~inside)
    away = np.where(inside, 0.0, metres / 1000 / ground.scale)
    return np.maximum(away - samples.coast_km, 0.0) + samples.added_km


def _quantiles(values: FloatArray, weight: FloatArray) -> FloatArray:
    """(64,) values at the middles of 64 equal lengths of front, in rising order."""
    order = np.argsort(values, kind="stable")
    ends = np.cumsum(weight[order])
    wanted = (np.arange(GAP_QUANTILES) + 0.5) / GAP_QUANTILES
    return np.asarray(np.interp(wanted, (ends - weight[order] / 2) / ends[-1], values[order]))


def _share(part: float, whole: float) -> float:
    return min(max(part / whole, 0.0), 1.0) if whole > 0 else 0.0


@dataclass(frozen=True, slots=True)
class _Land:
    """Land of a zone, km2."""

    held: FloatArray  # (S,) in each cell
    occupied: FloatArray  # (S,)
    total: float
    total_occupied: float


def _land(shared: FloatArray) -> _Land:
    """The zone's land from what it shares with the areas of the ground, in their order."""
    count = len(IDS)
    held, occupied, beyond = shared[:count], shared[count : 2 * count], shared[2 * count :]
    once = np.arange(count) != KRS  # its cell is the same ground as a part of SUM's
    taken = float(occupied[once].sum() + beyond[0])
    return _Land(held, occupied, float(held[once].sum() + beyond[1]) + taken, taken)


def _people(zone: Any, cover: Cover, front: Front, ground: Ground) -> FloatArray:
    """(S + 1,) million people in the zone's towns in each cell, and in all of them."""
    inside = cover.whole[ground.town_tile]
    unsure = np.flatnonzero(np.isnan(inside))
    inside[unsure] = shapely.contains_xy(zone, *front.towns.xy[unsure].T)
    return np.asarray(inside @ ground.towns)


def _by_sector(
    gap: FloatArray, depth: FloatArray, weight: FloatArray, ground: Ground
) -> tuple[FloatArray, FloatArray, FloatArray]:
    """(S, 64) gaps, (S,) mean depth, (S,) share covered; inf, 0, 0 where there is no front."""
    count = len(IDS)
    gaps = np.full((count, GAP_QUANTILES), np.inf)
    depths, covered = np.zeros(count), np.zeros(count)
    for index, own in enumerate(ground.own):
        if len(own):
            share = weight[own] / weight[own].sum()
            gaps[index] = _quantiles(gap[own], weight[own])
            depths[index] = min(float(share @ depth[own]), DEPTH_KM)
            covered[index] = min(float(share @ (gap[own] < COVERED_KM)), 1.0)
    return gaps, depths, covered


def measure(zone: Any, front: Front) -> ZoneInputs:
    """What a zone polygon means to the rules; under 5 ms on full-resolution outlines.

    zone : any valid polygon or multipolygon in map metres; an empty one gives ZoneInputs.empty.
    Sectors without a front on this date keep infinite gaps. Only land of recognised Ukraine counts
    as area, occupied share and population.
    """
    if zone is None or shapely.is_empty(zone):
        return ZoneInputs.empty(len(IDS))
    ground, samples = ground_of(front), front.samples
    shapely.prepare(zone)
    edges = Edges.of(zone)
    gap = _gaps(zone, edges, ground, samples)
    depth = ground.rays.depths(zone, edges)
    gaps, depths, covered = _by_sector(gap, depth, samples.weight, ground)
    cover = ground.tiles.under(zone)
    land, people = _land(cover.area), _people(zone, cover, front, ground)
    shares = zip(land.occupied, land.held, strict=True)
    return ZoneInputs(
        gaps=gaps,
        depth=depths,
        occupied=np.array([_share(occupied, occupied + held) for occupied, held in shares]),
        covered=covered,
        population=people[:-1],
        area=land.held + land.occupied,
        total_area=land.total,
        total_occupied=_share(land.total_occupied, land.total),
        total_population=float(people[-1]),
        analogues=analogues.covered(zone, ground.abroad),
    )


def rings(zone: Any) -> tuple[FloatArray, ...]:
    """Closed rings (N, 2) of a zone in map metres, holes included, to be filled odd-even."""
    found = shapely.get_rings(shapely.get_parts(zone))
    return tuple(shapely.get_coordinates(ring) for ring in found)


def to_lonlat(zone: Any) -> Any:
    """A zone in longitude and latitude."""
    return shapely.transform(zone, projection.unproject)


def from_lonlat(zone: Any) -> Any:
    """A zone drawn in longitude and latitude, in map metres and made valid."""
    return polygons_of(shapely.make_valid(shapely.transform(zone, projection.project)))


def from_geojson(text: str) -> Any:
    """The zone of a GeoJSON geometry in longitude and latitude, in map metres and made valid."""
    return from_lonlat(shapely.from_geojson(text))
