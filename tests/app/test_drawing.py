"""What follows the hand: figures, circles, belts, snapping, and every repair said in a sentence."""

from __future__ import annotations

import math

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from wargame.app.drawing import MOST_VERTICES, DrawingTable, vertices
from wargame.geo import drawn, zones
from wargame.geo.areas import area_km2

BOW = [((30.0, 48.0), (32.0, 50.0), (32.0, 48.0), (30.0, 50.0), (30.0, 48.0))]


@pytest.fixture(scope="module")
def board(table) -> DrawingTable:
    return DrawingTable.of(table.shelf)


def area(rings) -> float:
    return float(area_km2(drawn.from_rings(rings)))


def spiral(points: int, turns: int) -> list[tuple[tuple[float, float], ...]]:
    angle = np.linspace(0, 2 * np.pi * turns, points)
    radius = np.linspace(0.1, 3, points)
    return [
        tuple(zip(32 + radius * np.cos(angle), 48.5 + 0.6 * radius * np.sin(angle), strict=True))
    ]


def test_a_zone_under_the_hand_measures_what_the_rules_will_read(board) -> None:
    rings = board.belt(0, 30)
    found, inputs = board.measure(rings), zones.measure(drawn.from_rings(rings), board.shelf.front)
    assert found.area_km2 == inputs.total_area
    assert found.population_m == inputs.total_population
    assert found.occupied_km2 == pytest.approx(0, abs=1)
    assert found.front_share > 0.98
    assert found.gap_km < 1
    for part in ("km²", "million people", "km of the front", "no occupied land"):
        assert part in found.words


@pytest.mark.parametrize("km", [1, 25, 120, 400])
def test_a_circle_is_round_on_the_ground(board, km) -> None:
    (ring,) = board.circle(33.0, 48.0, km)
    assert ring[0] == ring[-1]
    far = [_far((33.0, 48.0), point) for point in ring]
    assert far == pytest.approx([km] * len(far), rel=2e-4)


def _far(a: tuple[float, float], b: tuple[float, float]) -> float:
    from pyproj import Geod

    return Geod(ellps="WGS84").inv(*a, *b)[2] / 1000


def test_a_belt_lies_between_its_two_distances_on_the_government_side(board) -> None:
    rings = board.belt(10, 40)
    found = board.measure(rings)
    assert found.occupied_km2 < 1
    inputs = zones.measure(drawn.from_rings(rings), board.shelf.front)
    on_land = inputs.gaps[1:8]
    assert 8.5 < on_land.min() < on_land.mean() < 20
    assert board.belt(40, 10) == rings
    assert board.belt(20, 20) == ()


def test_oblasts_can_be_added_cut_and_subtracted(board) -> None:
    oblasts = board.oblasts()
    assert len(oblasts) == 27
    name, local, donetsk = oblasts["UA-14"]
    assert (name, local) == ("Donetsk", "Донецька область")
    circle = board.circle(37.5, 48.2, 80)
    parts = {
        op: area(board.combine(circle, op, donetsk)) for op in ("union", "intersect", "subtract")
    }
    assert parts["intersect"] + parts["subtract"] == pytest.approx(area(circle), rel=1e-6)
    assert parts["union"] == pytest.approx(parts["subtract"] + area(donetsk), rel=1e-6)
    assert board.combine(circle, "subtract", circle) == ()
    with pytest.raises(ValueError, match="no operation"):
        board.combine(circle, "divide", donetsk)


def test_holes_survive_and_a_buffer_grows_and_shrinks(board) -> None:
    rings = (*board.circle(34, 49, 60), *board.circle(34, 49, 20))
    assert area(rings) == pytest.approx(math.pi * (3600 - 400), rel=0.002)
    wide, narrow = board.buffer(rings, 5), board.buffer(rings, -5)
    assert area(wide) == pytest.approx(math.pi * (65**2 - 15**2), rel=0.005)
    assert area(narrow) == pytest.approx(math.pi * (55**2 - 25**2), rel=0.005)
    assert board.buffer(rings, -40) == ()
    few = board.simplified(rings, 3)
    assert vertices(few) < vertices(rings)
    assert len(few) == 2


def test_a_point_snaps_to_the_nearest_line_within_reach_and_says_which(board) -> None:
    lon, lat, what = board.snap(36.3, 48.0, 30)
    assert "Zaporizhzhia" in what or "Dnipropetrovsk" in what
    assert (lon, lat) != (36.3, 48.0)
    again = board.snap(lon, lat, 0.1)
    assert again[:2] == pytest.approx((lon, lat), abs=1e-6)
    assert board.snap(31.0, 49.0, 0.001) == (31.0, 49.0, "")
    names = {board.snap(x, y, 15)[2] for x in np.arange(30, 39, 0.2) for y in (46.6, 48, 49)}
    assert any("line of contact" in name for name in names)
    assert "Dnipro" in names


def test_a_bow_tie_is_split_and_said(board) -> None:
    rings, said = board.repair(BOW)
    assert "crossed itself" in said
    assert "2 parts" in said
    assert len(rings) == 2
    assert board.repair(rings) == (rings, "")


def test_what_is_sound_stays_to_the_last_digit(board) -> None:
    rings = ((((30.123456, 48.0), (32.0, 48.1), (31.5, 49.7654321), (30.123456, 48.0))),)
    assert board.repair(rings) == (rings, "")


@pytest.mark.parametrize(
    ("rings", "words"),
    [
        ([], "at least three"),
        ([((30, 48), (31, 49))], "at least three"),
        ([((30, 48), (31, 48), (32, 48))], "no area"),
        ([((30, 48), (math.nan, 48), (32, 49))], "no place on Earth"),
        (spiral(20_000, 2_000), "too often"),
    ],
)
def test_what_makes_no_zone_is_refused_in_words(board, rings, words) -> None:
    assert board.repair(rings)[0] == ()
    assert words in board.repair(rings)[1]


def test_what_lies_off_the_map_is_cut_and_said(board) -> None:
    rings, said = board.repair([((50, 48), (90, 48), (90, 60), (50, 60))])
    assert "off the map" in said
    assert max(lon for lon, _ in rings[0]) <= 60


def test_a_spiral_of_twenty_thousand_vertices_becomes_one_that_can_be_dragged(board) -> None:
    rough = spiral(20_000, 40)
    assert "20,000" in board.measure(rough).words.replace("19,999", "20,000")
    rings, said = board.repair(rough)
    assert 0 < vertices(rings) <= MOST_VERTICES
    assert "became fewer" in said
    assert area(rings) == pytest.approx(area(rough), rel=0.05)


@given(st.lists(st.tuples(st.floats(23, 39), st.floats(45, 52)), min_size=3, max_size=25))
@settings(max_examples=40)
def test_any_scribble_is_refused_or_mended_for_good(board, points) -> None:
    rings, said = board.repair([tuple(points)])
    if not rings:
        assert said
        return
    shape = drawn.from_rings(rings)
    assert shapely.is_valid(shape)
    scribble = drawn.from_rings([(*points, points[0])])
    assert area(rings) == pytest.approx(float(area_km2(scribble)), rel=1e-3, abs=0.5)
    assert board.measure(rings).area_km2 >= 0
