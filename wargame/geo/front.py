"""The front in ten sectors: sample points every two kilometres, cells, lengths, towns.

Cells are Ukraine within 60 km of a sector's samples and nearer to them than to another sector's.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray

from wargame.geo import projection
from wargame.geo.control import SOURCE, Control
from wargame.geo.sectors import CRI, KRS, KRS_BORDER, SEA_LINE, SECTORS, SUM, SUM_BOX, sector_of

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.int64]
BoolArray = NDArray[np.bool_]

SPACING_KM = 2.0
CELL_KM = 60.0
TOWN_KM = 50.0
DEPTH_KM = 200.0  # a deeper zone counts no more
_TANGENT_M = 5000.0  # half the chord that gives the direction of the line
_PROBES_M = (1000.0, 3000.0, 6000.0, 12000.0, 25000.0)


@dataclass(frozen=True, slots=True)
class Samples:
    """N points of the front; each stands for `weight` km of it."""

    xy: FloatArray  # (N, 2) map metres
    sector: IntArray  # (N,) index into SECTORS, -1 for a stretch that belongs to none
    weight: FloatArray  # (N,) km on the ground
    direction: FloatArray  # (N, 2) unit vector along which depth is measured
    coast_km: FloatArray  # (N,) km from a point at sea to the government-held coast, 0 on land
    added_km: FloatArray  # (N,) added to every gap


@dataclass(frozen=True, eq=False)
class Front:
    """The front of one date, ready to be measured against."""

    control: Control
    samples: Samples
    lines: tuple[Any, ...]  # (S,) multilinestring of each sector, map metres
    cells: tuple[Any, ...]  # (S,) polygon of each sector's cell, map metres
    lengths: FloatArray  # (S,) km on the ground
    population: FloatArray  # (S,) million in government-held towns within 50 km, pre-war
    towns: Towns

    @property
    def labels(self) -> FloatArray:
        """(S, 2) map metres: the middle sample of each sector; nan where a sector has none."""
        middle = np.full((len(SECTORS), 2), np.nan)
        for index in range(len(SECTORS)):
            own = self.samples.xy[self.samples.sector == index]
            if len(own):
                middle[index] = own[np.argmin(((own - own.mean(axis=0)) ** 2).sum(axis=1))]
        return middle


@dataclass(frozen=True, slots=True)
class Towns:
    """Settlements of Ukraine from 500 inhabitants; population is pre-war."""

    xy: FloatArray  # (M, 2) map metres
    population: FloatArray  # (M,) million


@dataclass(frozen=True, slots=True)
class _Cut:
    """A line cut into equal pieces of two kilometres or less."""

    middle: FloatArray  # (n, 2)
    tangent: FloatArray  # (n, 2)
    weight: FloatArray  # (n,) km
    pieces: Any  # (n,) linestrings


def _ground_km(points: FloatArray) -> FloatArray:
    """(n,) kilometres on the ellipsoid from the first point, along the line."""
    middle = (points[1:] + points[:-1]) / 2
    steps = np.hypot(*np.diff(points, axis=0).T) / projection.scale(middle[:, 0], middle[:, 1])
    return np.concatenate(([0.0], np.cumsum(steps))) / 1000


def _substring(points: FloatArray, along: FloatArray, start: float, end: float) -> Any:
    inner = points[(along > start) & (along < end)]
    ends = [[np.interp(at, along, points[:, axis]) for axis in (0, 1)] for at in (start, end)]
    return shapely.linestrings(np.vstack((ends[0], inner, ends[1])))


def _cut(line: Any) -> _Cut:
    points = shapely.get_coordinates(line)
    along = np.concatenate(([0.0], np.cumsum(np.hypot(*np.diff(points, axis=0).T))))
    count = max(1, int(np.ceil(along[-1] / (SPACING_KM * 1000))))
    bounds = np.linspace(0, along[-1], count + 1)
    centre = (bounds[1:] + bounds[:-1]) / 2

    def at(distance: FloatArray) -> FloatArray:
        clipped = np.clip(distance, 0, along[-1])
        return np.column_stack([np.interp(clipped, along, points[:, axis]) for axis in (0, 1)])

    chord = at(centre + _TANGENT_M) - at(centre - _TANGENT_M)
    size = np.hypot(*chord.T)[:, None]
    ring = size < 1.0  # both ends of the chord meet on a small ring
    chord = np.where(ring, at(centre + 200) - at(centre - 200), chord)
    tangent = chord / np.maximum(np.hypot(*chord.T)[:, None], 1e-9)
    pieces = [_substring(points, along, a, b) for a, b in pairwise(bounds)]
    weight = np.diff(np.interp(bounds, along, _ground_km(points)))
    return _Cut(at(centre), tangent, weight, np.array(pieces))


def _stack(lines: Any) -> _Cut:
    cuts = [_cut(line) for line in lines if shapely.length(line) > 0]
    if not cuts:
        none = np.zeros((0, 2))
        return _Cut(none, none, np.zeros(0), np.zeros(0, dtype=object))
    return _Cut(
        np.vstack([c.middle for c in cuts]),
        np.vstack([c.tangent for c in cuts]),
        np.concatenate([c.weight for c in cuts]),
        np.concatenate([c.pieces for c in cuts]),
    )


def _into_government_land(xy: FloatArray, tangent: FloatArray, land: Any) -> FloatArray:
    """Unit normals on the side that is more government-held, probed up to 25 km out."""
    normal = np.column_stack((-tangent[:, 1], tangent[:, 0]))
    votes = np.zeros(len(xy))
    for step in _PROBES_M:
        for sign in (1, -1):
            probe = xy + sign * step * normal
            votes += sign * shapely.contains_xy(land, probe[:, 0], probe[:, 1])
    return np.asarray(np.where(votes[:, None] >= 0, normal, -normal))


def _box_on_map(west: float, south: float, east: float, north: float) -> Any:
    box = shapely.segmentize(shapely.box(west, south, east, min(north, 60.0)), 0.1)
    return shapely.transform(box, projection.project)


def _line_parts(geometry: Any) -> Any:
    parts = shapely.get_parts(shapely.line_merge(geometry))
    return parts[shapely.get_dimensions(parts) == 1]


def _border(control: Control, west: float, east: float) -> Any:
    """Parts of the state border in the box of SUM between two longitudes."""
    box = _box_on_map(west, SUM_BOX[1], east, SUM_BOX[3])
    return _line_parts(shapely.intersection(shapely.boundary(control.recognised), box))


def _sample(control: Control) -> tuple[Samples, list[Any]]:
    land = control.government_held
    shapely.prepare(land)
    contact = _stack(shapely.get_parts(control.line))
    border = _stack(_border(control, SUM_BOX[0], SUM_BOX[2]))
    salient = _stack(_border(control, *KRS_BORDER))
    sea = _stack([shapely.segmentize(shapely.linestrings(projection.project(SEA_LINE)), 10_000)])
    cuts = (contact, border, salient, sea)
    on_line = sector_of(projection.unproject(contact.middle))
    owners = (SUM, KRS, CRI)
    sector = np.concatenate(
        [on_line, *(np.full(len(c.middle), o) for c, o in zip(cuts[1:], owners, strict=True))]
    ).astype(np.int64)
    xy = np.vstack([c.middle for c in cuts])
    direction = _into_government_land(xy, np.vstack([c.tangent for c in cuts]), land)
    coast_km = np.zeros(len(xy))
    at_sea = sector == CRI
    ways = shapely.shortest_line(shapely.points(xy[at_sea]), land)
    step = shapely.get_coordinates(ways).reshape(-1, 2, 2)
    step = step[:, 1] - step[:, 0]
    coast_km[at_sea] = np.hypot(*step.T) / 1000 / projection.scale(*xy[at_sea].T)
    direction[at_sea] = step / np.maximum(np.hypot(*step.T)[:, None], 1e-9)
    added = np.array([SECTORS[s].added_km if s >= 0 else 0.0 for s in sector])
    weight = np.concatenate([c.weight for c in cuts])
    pieces = np.concatenate([c.pieces for c in cuts])
    lines = [
        shapely.line_merge(shapely.multilinestrings(pieces[sector == index]))
        for index in range(len(SECTORS))
    ]
    return Samples(xy, sector, weight, direction, coast_km, added), lines


def _cells(control: Control, samples: Samples, lines: list[Any]) -> list[Any]:
    """Ukraine within 60 km of a sector's samples and nearer to them than to another sector's.

    KRS lies on the same border as part of SUM: there both sectors hold the same ground.
    """
    own = (samples.sector >= 0) & (samples.sector != KRS)
    points, owner = samples.xy[own], samples.sector[own]
    nearest = shapely.get_parts(
        shapely.voronoi_polygons(
            shapely.multipoints(points),
            extend_to=shapely.envelope(control.recognised),
            ordered=True,
        )
    )
    border = samples.xy[samples.sector == KRS]
    cells = []
    for index in range(len(SECTORS)):
        chosen = owner == index
        if index == KRS and len(border):
            _, match = shapely.STRtree(shapely.points(points[owner == SUM])).query_nearest(
                shapely.points(border), all_matches=False
            )
            chosen = np.zeros(len(points), bool)
            chosen[np.flatnonzero(owner == SUM)[np.unique(match)]] = True
        if not chosen.any():
            cells.append(shapely.Polygon())
            continue
        region = shapely.union_all(nearest[chosen])
        reach = shapely.buffer(shapely.simplify(lines[index], 500.0), CELL_KM * 1000, quad_segs=16)
        cells.append(shapely.intersection(control.recognised, shapely.intersection(region, reach)))
    return cells


def _town_population(
    control: Control, samples: Samples, cells: list[Any], towns: Towns
) -> FloatArray:
    held = shapely.contains_xy(control.government_held, towns.xy[:, 0], towns.xy[:, 1])
    points = shapely.points(towns.xy)
    found = np.zeros(len(SECTORS))
    for index, cell in enumerate(cells):
        own = samples.xy[samples.sector == index]
        if not len(own):
            continue
        shapely.prepare(cell)
        inside = np.flatnonzero(held & shapely.contains_xy(cell, towns.xy[:, 0], towns.xy[:, 1]))
        if index == CRI:
            found[index] = towns.population[inside].sum()
            continue
        far = shapely.distance(points[inside], shapely.multipoints(own)) / 1000
        found[index] = towns.population[inside[far <= TOWN_KM]].sum()
    return found


def build_front(control: Control, towns: Towns) -> Front:
    """The front of a date with samples, cells, measured lengths and towns; about 0.1 s."""
    samples, lines = _sample(control)
    cells = _cells(control, samples, lines)
    lengths = np.array(
        [samples.weight[samples.sector == index].sum() for index in range(len(SECTORS))]
    )
    population = _town_population(control, samples, cells, towns)
    return Front(control, samples, tuple(lines), tuple(cells), lengths, population, towns)


def sector_records(front: Front) -> list[dict[str, Any]]:
    """What is said of each sector, as plain dictionaries in the order of SECTORS."""
    rows = []
    for index, rule in enumerate(SECTORS):
        x, y = np.nan_to_num(front.labels[index])
        rows.append(
            {
                "sector": rule.id,
                "name": rule.name,
                "basis": rule.basis,
                "source": SOURCE if rule.basis == "assessed" else "judgement; Natural Earth",
                "as_of": front.control.date,
                "confidence": rule.confidence,
                "indicative": rule.indicative,
                "dashed": rule.dashed,
                "measured_km": round(float(front.lengths[index]), 1),
                "measured_population_m": round(float(front.population[index]), 2),
                "x": round(float(x)),
                "y": round(float(y)),
            }
        )
    return rows


def sector_table(front: Front, used: Mapping[str, tuple[float, float]]) -> str:
    """Measured length and population beside the ones the rules use, one line a sector.

    used : sector id -> (km, million people) of the scenario.
    """
    lines = ["sector  used km  measured km  used M  measured M"]
    for index, rule in enumerate(SECTORS):
        km, people = used.get(rule.id, (float("nan"), float("nan")))
        lines.append(
            f"{rule.id:6}  {km:7.0f}  {front.lengths[index]:11.0f}"
            f"  {people:6.2f}  {front.population[index]:10.2f}"
        )
    return "\n".join(lines)
