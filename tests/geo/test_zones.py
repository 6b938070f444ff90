"""Zone polygons mean to the rules what the design's table says, and obey their laws."""

from __future__ import annotations

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from wargame.engine.inputs import ZoneInputs
from wargame.geo import projection, zones
from wargame.geo.areas import area_km2
from wargame.geo.edges import Edges
from wargame.geo.errors import UnknownZone
from wargame.geo.ground import ground_of
from wargame.geo.sectors import IDS
from wargame.geo.store import load_front

LAND = [IDS.index(name) for name in ("KHA", "KUP", "SIV", "POK", "KVN", "ZAP", "KHE")]
CORNERS = [(30.0, 46.8), (34.0, 48.6), (37.2, 49.2), (36.5, 50.0), (33.0, 51.5), (25.0, 50.0)]


def zone(kind: str, km: float = 0.0):
    return zones.zone_polygon(kind, km, load_front().control)


def measured(kind: str, km: float = 0.0) -> ZoneInputs:
    return zones.measure(zone(kind, km), load_front())


def drawn(corners):
    return zones.from_lonlat(shapely.polygons(corners))


# Zone area by gap (design, model.md 1.1), measured on another outline and another line: tolerance
# 1 % up to 50 km and 2 % at 80, where the two lines differ by their bends.
@pytest.mark.parametrize(
    ("gap", "km2", "tolerance"),
    [
        (0, 490_429, 0.01),
        (10, 480_744, 0.01),
        (30, 463_358, 0.01),
        (50, 446_855, 0.0105),
        (80, 423_872, 0.02),
    ],
)
def test_zone_area_by_gap_is_that_of_the_table(gap, km2, tolerance):
    assert measured("government_held", gap).total_area == pytest.approx(km2, rel=tolerance)


def test_all_recognised_land_is_18_percent_occupied():
    whole = measured("recognised")
    assert whole.total_area == pytest.approx(601_214, rel=0.01)
    assert whole.total_occupied == pytest.approx(0.184, abs=0.005)
    assert whole.occupied[IDS.index("CRI")] > 0.3


def test_ground_of_two_sectors_is_counted_once_in_the_whole():
    front = load_front("2025-06-01")  # a pocket lies where SUM and KRS share their cell
    assert zones.measure(front.control.recognised, front).occupied[IDS.index("KRS")] > 0
    whole = zones.measure(front.control.recognised, front)
    occupied = float(area_km2(front.control.occupied))
    assert whole.total_occupied * whole.total_area == pytest.approx(occupied, rel=1e-6)


def test_a_nominal_gap_of_30_km_has_a_larger_true_mean_because_the_front_bends():
    gaps = measured("government_held", 30).gaps[LAND].mean(axis=1)
    assert gaps.min() > 29.5  # the belt is drawn around a line simplified to 500 m
    assert gaps.max() < 39
    table = {"SIV": 37.4, "KVN": 37.7, "KHE": 31.0}
    for name, km in table.items():
        assert gaps[LAND.index(IDS.index(name))] == pytest.approx(km, abs=1.5)


def test_government_held_land_reaches_the_front_and_holds_nothing_occupied():
    held = measured("government_held")
    assert held.gaps[LAND].max() < 0.1
    assert np.allclose(held.covered[LAND], 1)
    assert np.allclose(held.occupied, 0, atol=1e-6)
    assert held.total_occupied == pytest.approx(0, abs=1e-6)
    assert (held.depth[LAND] > 100).all()


def test_kursk_and_the_sea_keep_their_judged_distance_whatever_the_zone():
    whole = measured("recognised")
    assert np.allclose(whole.gaps[IDS.index("KRS")], 20, atol=0.05)
    assert np.allclose(whole.gaps[IDS.index("CRI")], 25)
    assert measured("government_held").gaps[IDS.index("CRI")].mean() == pytest.approx(25)


def test_rear_zone_stays_forty_km_back_and_dmz_zone_its_strip():
    assert measured("rear").gaps[LAND].min() > 39
    assert measured("rear", 60).gaps[LAND].min() > 59
    assert measured("dmz", 5).gaps[LAND].min() > 4.4


def test_no_zone_and_an_empty_polygon_protect_nothing():
    empty = ZoneInputs.empty(len(IDS))
    for shape in (zone("none"), shapely.Polygon(), None):
        found = zones.measure(shape, load_front())
        assert np.isinf(found.gaps).all()
        assert found.total_area == empty.total_area == 0
        assert not found.covered.any()


@pytest.mark.parametrize("km", [-1.0, float("nan"), float("inf")])
def test_a_strip_that_cannot_be_is_refused(km):
    with pytest.raises(ValueError, match="buffer"):
        zone("government_held", km)


def test_an_unknown_kind_is_refused_with_the_kinds_there_are():
    with pytest.raises(UnknownZone, match="government_held"):
        zone("everything")


@given(st.floats(0, 120), st.floats(0, 60))
@settings(max_examples=15, deadline=None)
def test_a_wider_strip_never_brings_a_zone_nearer(km, more):
    near, far = measured("government_held", km), measured("government_held", km + more)
    assert (far.gaps >= near.gaps - 0.5).all()  # the belt is drawn around a simplified line
    assert (far.area <= near.area + 1e-6).all()
    assert far.total_population <= near.total_population


@given(st.lists(st.tuples(st.floats(23, 40), st.floats(44.5, 52)), min_size=3, max_size=7))
@settings(max_examples=25, deadline=None)
def test_any_drawn_polygon_gives_measures_in_their_ranges(corners):
    shape = drawn(corners)
    found = zones.measure(shape, load_front())
    for name in ("occupied", "covered"):
        value = getattr(found, name)
        assert ((value >= 0) & (value <= 1)).all()
    assert (found.gaps >= 0).all()
    assert (np.diff(np.where(np.isinf(found.gaps), 1e9, found.gaps), axis=1) >= 0).all()
    assert ((found.depth >= 0) & (found.depth <= 200)).all()
    assert 0 <= found.total_occupied <= 1
    assert found.total_area <= measured("recognised").total_area + 1


@given(st.sampled_from(range(1, 4)), st.floats(-0.25, 0.25), st.floats(-0.2, 0.2))
@settings(max_examples=10, deadline=None)
def test_dragging_a_corner_near_the_front_changes_gaps_depth_and_area(corner, east, north):
    if np.hypot(east * 73, north * 111) < 12:  # under about 15 km
        east, north = 0.2, 0.0
    before = zones.measure(drawn(CORNERS), load_front())
    moved = list(CORNERS)
    moved[corner] = (moved[corner][0] + east, moved[corner][1] + north)
    after = zones.measure(drawn(moved), load_front())
    for name in ("gaps", "depth", "area"):
        assert np.abs(getattr(after, name) - getattr(before, name)).max() > 0.1
    assert after.total_area != before.total_area


def plain(shape: object, front: object) -> dict[str, object]:
    """The same measures the slow way: whole overlays, plain distances, edges cut to 500 m."""
    samples, control, towns = front.samples, front.control, front.towns
    distance = shapely.distance(shapely.points(samples.xy), shape) / 1000
    distance /= projection.scale(*samples.xy.T)
    gap = np.maximum(distance - samples.coast_km, 0) + samples.added_km
    reach = 300 + samples.coast_km
    ends = samples.xy + samples.direction * reach[:, None] * 1000
    rays = shapely.linestrings(np.stack((samples.xy, ends), axis=1))
    depth = np.minimum(shapely.length(shapely.intersection(rays, shape)) / 1000, 200)
    cells = np.array(front.cells)

    def area(land: object) -> np.ndarray:
        cut = shapely.segmentize(shapely.intersection(land, shape), 500)
        return shapely.area(shapely.transform(cut, projection.equal_area)) / 1e6

    held = area(shapely.intersection(cells, control.government_held))
    occupied = area(shapely.intersection(cells, control.occupied))
    inside = shapely.contains_xy(shape, *towns.xy.T)
    return {
        "gap": gap,
        "depth": depth,
        "area": held + occupied,
        "occupied": occupied / np.maximum(held + occupied, 1e-9),
        "total_area": float(area(control.recognised)),
        "total_occupied": float(area(control.occupied) / area(control.recognised)),
        "total_population": float(towns.population[inside].sum()),
        "population": np.array(
            [towns.population[inside & shapely.contains_xy(c, *towns.xy.T)].sum() for c in cells]
        ),
    }


SHAPES = {
    "government-held": lambda: zone("government_held"),
    "behind 20 km": lambda: zone("government_held", 20),
    "recognised": lambda: zone("recognised"),
    "Moldova": lambda: zone("moldova"),
    "quadrangle": lambda: drawn(CORNERS),
    "across the border": lambda: drawn([(34, 49.5), (39, 49), (39, 52), (34, 51)]),
    "two parts": lambda: shapely.union(
        drawn([(30, 46), (31, 46), (31, 47)]), drawn([(36, 48), (38, 48), (38, 49)])
    ),
}


@pytest.mark.parametrize("name", SHAPES)
def test_measures_are_those_of_plain_geometry(name):
    front, shape = load_front(), SHAPES[name]()
    fast, slow = zones.measure(shape, front), plain(shape, front)
    for key in ("area", "occupied", "total_area", "total_occupied"):
        assert np.allclose(getattr(fast, key), slow[key], rtol=1e-6, atol=1e-3), key
    for key in ("population", "total_population"):
        assert np.allclose(getattr(fast, key), slow[key], atol=1e-12), key
    shapely.prepare(shape)
    ground, edges = ground_of(front), Edges.of(shape)
    gap = zones._gaps(shape, edges, ground, front.samples)
    assert np.allclose(gap, slow["gap"], rtol=0, atol=1e-6)
    assert np.allclose(ground.rays.depths(shape, edges), slow["depth"], rtol=0, atol=1e-6)
    for index, own in enumerate(ground.own):
        middle = np.median(slow["gap"][own])
        assert fast.gaps[index].min() <= middle + 1e-6 <= fast.gaps[index].max() + 2e-6


def test_rings_are_closed_and_go_to_geojson_and_back():
    shape = zone("government_held", 20)
    for ring in zones.rings(shape):
        assert ring.shape[1] == 2
        assert (ring[0] == ring[-1]).all()
    back = zones.from_geojson(shapely.to_geojson(zones.to_lonlat(shape)))
    assert area_km2(back) == pytest.approx(float(area_km2(shape)), rel=1e-9)


def test_a_bow_tie_is_made_valid():
    bow = drawn([(30, 48), (33, 50), (33, 48), (30, 50)])
    assert bow.is_valid
    assert zones.measure(bow, load_front()).total_area > 0


def test_land_outside_ukraine_counts_for_nothing():
    abroad = drawn([(20, 50), (22, 50), (22, 52), (20, 52)])
    found = zones.measure(abroad, load_front())
    assert found.total_area == pytest.approx(0, abs=1e-6)
    assert found.total_population == 0
    assert np.isfinite(found.gaps).all()


def test_measures_are_the_same_every_time():
    first, second = measured("government_held", 20), measured("government_held", 20)
    assert (first.gaps == second.gaps).all()
    assert first.total_area == second.total_area


def test_map_areas_and_ground_areas_differ_so_that_measures_need_the_equal_area_grid():
    shape = zone("recognised")
    assert shapely.area(shape) / 1e6 != pytest.approx(float(area_km2(shape)), rel=1e-4)
    assert projection.EQUAL_AREA == "EPSG:6933"


def test_a_zone_that_ends_at_the_border_covers_nothing_beyond_it():
    for kind in ("government_held", "recognised"):
        assert (measured(kind).analogues == 0).all()
    assert (measured("moldova").analogues == [1, 0, 0]).all()
