"""Zone polygons, and what a zone polygon means to the rules: gaps, depth, shares, people, area."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from weakref import WeakKeyDictionary

import numpy as np
import shapely
from numpy.typing import NDArray

from wargame.engine.inputs import GAP_QUANTILES, ZoneInputs
from wargame.geo import analogues, projection
from wargame.geo.control import Control, polygons_of
from wargame.geo.errors import UnknownZone
from wargame.geo.front import DEPTH_KM, Front, Samples
from wargame.geo.sectors import IDS, KRS

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.int64]

KINDS = ("none", "government_held", "recognised", "rear", "dmz", *analogues.STATES)
REAR_KM = 40.0  # an EU force in the rear stays this far from the line (model.md 3.3, option eu)
DMZ_KM = 5.0  # half of a demilitarised strip 10 km wide (model.md 3.3, option dmz)
COVERED_KM = 1.0  # a sample this close to the zone counts as covered

_BELT_M = 500.0  # tolerance of the line a belt is drawn around; area error about 1 %
_RAY_KM = 300.0
_RAY_PIECES = 6


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


@dataclass(frozen=True)
class _Ground:
    """What a front offers to every measurement, made once."""

    points: Any  # (N,) sample points
    rays: FloatArray  # (N * pieces, 2, 2)
    ray_boxes: Any  # (N * pieces,) polygons
    ray_ends: FloatArray  # (N, 2)
    reach: FloatArray  # (N,) km, length of each ray
    pieces: Any  # (S * 2,) held and occupied part of each cell
    piece_km2: FloatArray  # (S * 2,)
    rest: Any  # (1,) occupied land outside every cell
    rest_km2: FloatArray  # (1,)
    town_sector: IntArray  # (M, S) whether a town lies in a cell


_GROUND: WeakKeyDictionary[Front, _Ground] = WeakKeyDictionary()


def _ground(front: Front) -> _Ground:
    known = _GROUND.get(front)
    if known is None:
        known = _GROUND[front] = _make_ground(front)
    return known


def _make_ground(front: Front) -> _Ground:
    samples, control = front.samples, front.control
    reach = _RAY_KM + samples.coast_km
    steps = np.linspace(0, 1, _RAY_PIECES + 1)[:, None, None] * (reach * 1000)[:, None]
    along = samples.xy + steps * samples.direction  # (pieces + 1, N, 2)
    rays = np.stack((along[:-1], along[1:]), axis=2).reshape(-1, 2, 2)
    low, high = rays.min(axis=1), rays.max(axis=1)
    cells = np.array(front.cells)
    held = shapely.intersection(cells, control.government_held)
    occupied = shapely.intersection(cells, control.occupied)
    pieces = np.concatenate((held, occupied))
    rest = np.array([shapely.difference(control.occupied, shapely.union_all(cells))])
    shapely.prepare(control.recognised)
    x, y = front.towns.xy.T
    for cell in cells:
        shapely.prepare(cell)
    return _Ground(
        points=shapely.points(samples.xy),
        rays=rays,
        ray_boxes=shapely.box(low[:, 0], low[:, 1], high[:, 0], high[:, 1]),
        ray_ends=along[-1],
        reach=reach,
        pieces=pieces,
        piece_km2=area_km2(pieces),
        rest=rest,
        rest_km2=area_km2(rest),
        town_sector=np.column_stack([shapely.contains_xy(cell, x, y) for cell in cells]),
    )


@dataclass(frozen=True)
class _Edges:
    """The edges of a zone, indexed."""

    start: FloatArray  # (E, 2)
    end: FloatArray  # (E, 2)
    tree: shapely.STRtree


def _edges(zone: Any) -> _Edges:
    xy, ring = shapely.get_coordinates(
        shapely.get_rings(shapely.get_parts(zone)), return_index=True
    )
    same = ring[1:] == ring[:-1]
    start, end = xy[:-1][same], xy[1:][same]
    segments = shapely.linestrings(np.stack((start, end), axis=1))
    return _Edges(start, end, shapely.STRtree(segments, node_capacity=16))


def area_km2(geometry: Any) -> FloatArray:
    """Areas of geometries in map metres, measured on the equal-area grid."""
    return np.asarray(shapely.area(shapely.transform(geometry, projection.equal_area)) / 1e6)


def _shared_km2(zone: Any, pieces: Any, whole: FloatArray) -> FloatArray:
    """(K,) km2 that a prepared zone shares with pieces of known area, overlaid only if need be."""
    shared = np.zeros(len(pieces))
    full = shapely.covers(zone, pieces)
    partly = shapely.intersects(zone, pieces) & ~full
    shared[full] = whole[full]
    shared[partly] = area_km2(shapely.intersection(pieces[partly], zone))
    return shared


def _gaps(zone: Any, edges: _Edges, ground: _Ground, samples: Samples) -> FloatArray:
    """(N,) km from each sample to the zone, corrected for samples at sea and across the border."""
    _, metres = edges.tree.query_nearest(ground.points, return_distance=True, all_matches=False)
    inside = shapely.contains_xy(zone, samples.xy[:, 0], samples.xy[:, 1])
    local = projection.scale(samples.xy[:, 0], samples.xy[:, 1])
    away = np.where(inside, 0.0, metres / 1000 / local)
    return np.maximum(away - samples.coast_km, 0.0) + samples.added_km


def _depths(zone: Any, edges: _Edges, ground: _Ground, samples: Samples) -> FloatArray:
    """(N,) km of zone along each ray, 0..200, from where the ray crosses the zone's edges.

    Read from the far end: whether that lies inside is known, each crossing changes it.
    """
    count = len(samples.xy)
    piece, edge = edges.tree.query(ground.ray_boxes)
    origin, way = ground.rays[piece, 0], ground.rays[piece, 1] - ground.rays[piece, 0]
    a, b = edges.start[edge] - origin, edges.end[edge] - origin
    side_a = way[:, 0] * a[:, 1] - way[:, 1] * a[:, 0]
    side_b = way[:, 0] * b[:, 1] - way[:, 1] * b[:, 0]
    crosses = (side_a > 0) != (side_b > 0)
    a, b = a[crosses], b[crosses]
    share = side_a[crosses] / (side_a[crosses] - side_b[crosses])
    hit = a + share[:, None] * (b - a)
    way = way[crosses]
    at = (hit * way).sum(axis=1) / (way * way).sum(axis=1)
    real = (at >= 0) & (at < 1)
    ray = piece[crosses][real] % count
    step = piece[crosses][real] // count
    km = (step + at[real]) / _RAY_PIECES * ground.reach[ray]
    inside = shapely.contains_xy(zone, ground.ray_ends[:, 0], ground.ray_ends[:, 1])
    order = np.lexsort((-km, ray))
    ray, km = ray[order], km[order]
    first = np.searchsorted(ray, np.arange(count))
    turn = np.arange(len(ray)) - first[ray] if len(ray) else np.zeros(0, int)
    # outside at the far end: entering at the farthest crossing adds it, the next one subtracts
    sign = np.where((turn % 2 == 0) ^ inside[ray], 1.0, -1.0)
    depth = np.bincount(ray, sign * km, minlength=count) + np.where(inside, ground.reach, 0.0)
    return np.clip(depth, 0.0, DEPTH_KM)


def _quantiles(values: FloatArray, weight: FloatArray) -> FloatArray:
    """(64,) values at the middles of 64 equal lengths of front, in rising order."""
    order = np.argsort(values, kind="stable")
    ends = np.cumsum(weight[order])
    wanted = (np.arange(GAP_QUANTILES) + 0.5) / GAP_QUANTILES
    return np.asarray(np.interp(wanted, (ends - weight[order] / 2) / ends[-1], values[order]))


def _share(part: float, whole: float) -> float:
    return min(max(part / whole, 0.0), 1.0) if whole > 0 else 0.0


def _on_land(zone: Any, control: Control) -> Any:
    """The zone's part in recognised Ukraine."""
    if zone is control.recognised or shapely.covers(control.recognised, zone):
        return zone
    return shapely.intersection(zone, control.recognised)


@dataclass(frozen=True, slots=True)
class _Cover:
    """Land of a zone, km2."""

    held: FloatArray  # (S,) in each cell
    occupied: FloatArray  # (S,)
    total: float
    total_occupied: float


def _cover(zone: Any, front: Front, ground: _Ground) -> _Cover:
    count = len(IDS)
    inside = _shared_km2(zone, ground.pieces, ground.piece_km2)
    held, occupied = inside[:count], inside[count:]
    beyond = _shared_km2(zone, ground.rest, ground.rest_km2)
    once = np.arange(count) != KRS  # its cell is the same ground as a part of SUM's
    total = float(area_km2(_on_land(zone, front.control)))
    return _Cover(held, occupied, total, float(occupied[once].sum() + beyond[0]))


def _by_sector(
    gap: FloatArray, depth: FloatArray, samples: Samples
) -> tuple[FloatArray, FloatArray, FloatArray]:
    """(S, 64) gaps, (S,) mean depth, (S,) share covered; inf, 0, 0 where there is no front."""
    count = len(IDS)
    gaps = np.full((count, GAP_QUANTILES), np.inf)
    depths, covered = np.zeros(count), np.zeros(count)
    for index in range(count):
        own = samples.sector == index
        if own.any():
            weight = samples.weight[own]
            gaps[index] = _quantiles(gap[own], weight)
            depths[index] = min(np.average(depth[own], weights=weight), DEPTH_KM)
            covered[index] = min(np.average(gap[own] < COVERED_KM, weights=weight), 1.0)
    return gaps, depths, covered


def measure(zone: Any, front: Front) -> ZoneInputs:
    """What a zone polygon means to the rules; about 20 ms on full-resolution outlines.

    zone : any valid polygon or multipolygon in map metres; an empty one gives ZoneInputs.empty.
    Sectors without a front on this date keep infinite gaps. Only land of recognised Ukraine counts
    as area, occupied share and population.
    """
    if zone is None or shapely.is_empty(zone):
        return ZoneInputs.empty(len(IDS))
    ground, samples = _ground(front), front.samples
    shapely.prepare(zone)
    edges = _edges(zone)
    gap = _gaps(zone, edges, ground, samples)
    depth = _depths(zone, edges, ground, samples)
    gaps, depths, covered = _by_sector(gap, depth, samples)
    land = _cover(zone, front, ground)
    x, y = front.towns.xy.T
    people = shapely.contains_xy(zone, x, y) * front.towns.population
    shares = zip(land.occupied, land.held, strict=True)
    return ZoneInputs(
        gaps=gaps,
        depth=depths,
        occupied=np.array([_share(occupied, occupied + held) for occupied, held in shares]),
        covered=covered,
        population=people @ ground.town_sector,
        area=land.held + land.occupied,
        total_area=land.total,
        total_occupied=_share(land.total_occupied, land.total),
        total_population=float(people.sum()),
        analogues=analogues.covered(zone),
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
