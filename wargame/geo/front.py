"""The front in ten sectors: sample points every two kilometres, cells, lengths, towns.

Sector boxes are those of the observed movement table (model.md 1.1). Three sectors have no line on
the ground and are judgement: SUM is the state border in its box, KRS the border between 34.0 and
35.5 E with 20 km added to every gap (the Kursk salient lay across it), CRI a line at sea.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray

from wargame.geo import projection
from wargame.geo.control import SOURCE, Control

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.int64]
BoolArray = NDArray[np.bool_]

SPACING_KM = 2.0
CELL_KM = 60.0
TOWN_KM = 50.0
DEPTH_KM = 200.0  # a deeper zone counts no more
_TANGENT_M = 5000.0  # half the chord that gives the direction of the line
_PROBES_M = (1000.0, 3000.0, 6000.0, 12000.0, 25000.0)

SEA_LINE = ((31.2, 46.3), (33.0, 44.4))  # CRI, judgement
KRS_BORDER = (34.0, 35.5)  # degrees east, judgement


@dataclass(frozen=True, slots=True)
class SectorRule:
    """What defines a sector: boxes of longitude and latitude, and what is added to its gaps."""

    id: str
    name: str
    basis: str  # assessed | state border | line at sea
    boxes: tuple[tuple[float, float, float, float], ...]  # west, south, east, north
    added_km: float
    confidence: float  # of the line's position, 0..1, judgement
    indicative: bool  # no line of contact on the ground
    dashed: bool


def _line(
    id_: str, name: str, confidence: float, *boxes: tuple[float, float, float, float]
) -> SectorRule:
    return SectorRule(id_, name, "assessed", boxes, 0.0, confidence, indicative=False, dashed=False)


_SUM_BOX = (32.5, 50.3, 35.55, 90.0)
SECTORS = (
    SectorRule("SUM", "Sumy border", "state border", (_SUM_BOX,), 0.0, 0.9, True, False),
    _line("KHA", "Kharkiv–Vovchansk", 0.75, (35.55, 49.9, 37.75, 90.0)),
    _line("KUP", "Kupiansk–Lyman", 0.8, (36.9, 48.95, 38.9, 49.95), (37.75, 48.95, 38.9, 50.3)),
    _line("SIV", "Siversk–Chasiv Yar", 0.8, (37.6, 48.5, 38.9, 48.95)),
    _line("POK", "Toretsk–Pokrovsk", 0.75, (36.0, 48.05, 37.6, 48.95), (37.6, 48.05, 38.2, 48.5)),
    _line("KVN", "Kurakhove–Velyka Novosilka", 0.75, (36.2, 47.45, 37.9, 48.05)),
    _line("ZAP", "Zaporizhzhia–Orikhiv", 0.85, (34.75, 46.5, 36.2, 48.05)),
    _line("KHE", "Dnipro–Kherson", 0.9, (-180.0, 45.9, 34.75, 47.9)),
    SectorRule("KRS", "Kursk salient", "state border", (), 20.0, 0.5, True, True),
    SectorRule("CRI", "Black Sea–Crimea", "line at sea", (), 25.0, 0.5, True, True),
)
IDS = tuple(sector.id for sector in SECTORS)
_TEST_ORDER = ("KUP", "KHA", "SIV", "POK", "KVN", "ZAP", "KHE")  # after SUM, as boxes overlap
_SUM, _KRS, _CRI = IDS.index("SUM"), IDS.index("KRS"), IDS.index("CRI")


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


def sector_of(lonlat: FloatArray) -> IntArray:
    """(N,) sector of points on the line of contact, -1 where no box holds them."""
    lon, lat = lonlat.T
    found = np.full(len(lonlat), -1)
    for id_ in _TEST_ORDER:
        index = IDS.index(id_)
        for west, south, east, north in SECTORS[index].boxes:
            inside = (lon >= west) & (lon < east) & (lat >= south) & (lat < north)
            found[inside & (found < 0)] = index
    west, south, east, north = _SUM_BOX
    found[(lon >= west) & (lon < east) & (lat >= south)] = -1  # SUM is the border, not the line
    return found


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
    pieces = [_substring(points, along, a, b) for a, b in zip(bounds[:-1], bounds[1:], strict=True)]
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
    box = _box_on_map(west, _SUM_BOX[1], east, _SUM_BOX[3])
    return _line_parts(shapely.intersection(shapely.boundary(control.recognised), box))


def _sample(control: Control) -> tuple[Samples, list[Any]]:
    land = control.government_held
    shapely.prepare(land)
    contact = _stack(shapely.get_parts(control.line))
    border = _stack(_border(control, _SUM_BOX[0], _SUM_BOX[2]))
    salient = _stack(_border(control, *KRS_BORDER))
    sea = _stack([shapely.linestrings(projection.project(SEA_LINE))])
    cuts = (contact, border, salient, sea)
    on_line = sector_of(projection.unproject(contact.middle)) if len(contact.middle) else []
    owners = (_SUM, _KRS, _CRI)
    sector = np.concatenate(
        [on_line, *(np.full(len(c.middle), o) for c, o in zip(cuts[1:], owners, strict=True))]
    ).astype(np.int64)
    xy = np.vstack([c.middle for c in cuts])
    direction = _into_government_land(xy, np.vstack([c.tangent for c in cuts]), land)
    coast_km = np.zeros(len(xy))
    at_sea = sector == _CRI
    ways = shapely.shortest_line(shapely.points(xy[at_sea]), land)
    step = shapely.get_coordinates(ways).reshape(-1, 2, 2)
    step = step[:, 1] - step[:, 0]
    coast_km[at_sea] = np.hypot(*step.T) / 1000
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
    own = (samples.sector >= 0) & (samples.sector != _KRS)
    points, owner = samples.xy[own], samples.sector[own]
    nearest = shapely.get_parts(
        shapely.voronoi_polygons(
            shapely.multipoints(points),
            extend_to=shapely.envelope(control.recognised),
            ordered=True,
        )
    )
    border = samples.xy[samples.sector == _KRS]
    cells = []
    for index in range(len(SECTORS)):
        chosen = owner == index
        if index == _KRS and len(border):
            _, match = shapely.STRtree(shapely.points(points[owner == _SUM])).query_nearest(
                shapely.points(border), all_matches=False
            )
            chosen = np.zeros(len(points), bool)
            chosen[np.flatnonzero(owner == _SUM)[np.unique(match)]] = True
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
        if index == _CRI:
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
