"""The pieces of the map that need no window: levels of detail, placement, patterns, facts."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtGui import QTransform
from PySide6.QtWidgets import QApplication

from wargame.app.atlas import Atlas
from wargame.gui.map.front import distance_to, middle_of
from wargame.gui.map.hover import area_facts, written_date
from wargame.gui.map.labels import Name, Taken, fit_area, order, place_city
from wargame.gui.map.levels import Pyramid, make_parts, straightened, thin
from wargame.gui.map.overlays import nice_length
from wargame.gui.map.patterns import PatternBrush, tile
from wargame.gui.map.pills import HEIGHT, Pill, layout, spread
from wargame.gui.map.scene import parts_of, sector_lines, status_parts
from wargame.gui.theme import Theme
from wargame.gui.timing import denser

NOTHING = np.empty((0, 4))


def line(*points: tuple[float, float]) -> np.ndarray:
    return np.array(points, float)


def one(xy: np.ndarray, *, closed: bool = False):  # type: ignore[no-untyped-def]
    return make_parts(xy, np.array([0, len(xy)]), np.array([0]), closed=closed)


def test_a_layer_with_a_coordinate_that_is_no_number_is_refused() -> None:
    with pytest.raises(ValueError, match="not finite"):
        one(line((0, 0), (np.nan, 1)))


def test_thinning_keeps_ends_and_stays_within_a_cell() -> None:
    x = np.linspace(0, 10_000, 1001)
    xy = np.column_stack((x, 40 * np.sin(x / 700)))
    thinned = thin(one(xy), 300.0)
    assert len(thinned.xy) < 60
    assert (thinned.xy[0] == xy[0]).all()
    assert (thinned.xy[-1] == xy[-1]).all()
    away = [np.hypot(*(xy - point).T).min() for point in thinned.xy]
    assert max(away) < 300.0


def test_lines_that_touch_are_not_joined_by_thinning() -> None:
    xy = line((0, 0), (5000, 0), (5010, 10), (5010, 9000))
    parts = make_parts(xy, np.array([0, 2, 4]), np.array([0, 1]), closed=False)
    thinned = thin(parts, 300.0)
    assert thinned.count == 2
    assert (thinned.xy[thinned.offsets[1]] == xy[2]).all()


def test_a_border_shared_by_two_polygons_stays_shared() -> None:
    rng = np.random.default_rng(3)
    x = np.sort(rng.uniform(0, 20_000, 400))
    shared = np.column_stack((x, rng.normal(0, 150, 400)))
    above = np.vstack((line((0, 9000)), shared, line((20_000, 9000), (0, 9000))))
    below = np.vstack((line((0, -9000)), shared[::-1], line((20_000, -9000), (0, -9000))))
    upper = thin(one(above, closed=True), 500.0).xy
    lower = thin(one(below[::-1], closed=True), 500.0).xy
    inner = {tuple(point) for point in np.round(upper, 6) if abs(point[1]) < 2000}
    other = {tuple(point) for point in np.round(lower, 6) if abs(point[1]) < 2000}
    assert len(inner) > 20
    assert len(inner ^ other) <= 2  # the runs at the two corners


def test_a_coarser_scale_gets_fewer_points(atlas: Atlas) -> None:
    pyramid = Pyramid(status_parts(atlas, "government-held"))
    counts = [
        sum(piece.path.elementCount() for piece in pyramid.pieces(scale))
        for scale in (200.0, 2000.0, 8000.0)
    ]
    assert counts[0] > counts[1] > counts[2] > 50


def test_every_sector_of_the_front_is_on_the_map(atlas: Atlas) -> None:
    lines = {found.id: found for found in sector_lines(atlas)}
    assert set(lines) == set("SUM KHA KUP SIV POK KVN ZAP KHE KRS CRI".split())
    assert lines["KRS"].ring
    assert lines["CRI"].dashed
    assert lines["SUM"].border
    assert not any(lines[name].dashed for name in ("KUP", "POK", "ZAP"))


def test_distance_to_a_line_is_to_its_segments_not_its_points() -> None:
    parts = one(line((0, 0), (10_000, 0)))
    assert distance_to(parts, 5000, 700) == pytest.approx(700)
    assert distance_to(parts, -300, 400) == pytest.approx(500)
    assert middle_of(parts) == (5000, 0)


def test_important_names_come_first_and_then_the_larger() -> None:
    names = [
        Name("town", "city_4", 0, 0, 9e6),
        Name("small capital", "capital", 0, 0, 1.0),
        Name("large capital", "capital", 0, 0, 2.0),
        Name("UKRAINE", "country_focus", 0, 0),
    ]
    assert [name.text for name in order(names)] == [
        "UKRAINE", "large capital", "small capital", "town",
    ]  # fmt: skip


def test_a_small_town_vanishes_rather_than_cross_the_line_of_contact() -> None:
    wall = np.array([[0.0, 0.0, 300.0, 300.0]])
    town, city = Name("a", "city_4", 0, 0), Name("b", "city_2", 0, 0)
    screen, size = (300.0, 300.0), (40.0, 12.0)
    assert place_city(town, (150, 150), size, Taken(), wall, screen) is None
    assert place_city(city, (150, 150), size, Taken(), wall, screen) is not None


@given(
    st.lists(
        st.tuples(st.floats(0, 400), st.floats(0, 300), st.floats(10, 90)), min_size=2, max_size=40
    )
)
def test_placed_cities_never_overlap(cities: list[tuple[float, float, float]]) -> None:
    taken = Taken([(0.0, 0.0, 120.0, 60.0)])
    boxes = [(0.0, 0.0, 120.0, 60.0)]
    for x, y, width in cities:
        name = Name("n", "city_3", x, y)
        found = place_city(name, (x, y), (width, 12.0), taken, NOTHING, (400.0, 300.0))
        if found is None:
            continue
        left, top, right, bottom = found.box
        assert all(right <= a or c <= left or bottom <= b or d <= top for a, b, c, d in boxes)
        boxes.append(found.box)


def test_the_name_of_an_area_lies_inside_it_and_clear_of_others() -> None:
    mask = np.zeros((40, 60), bool)
    mask[10:30, 20:55] = True
    taken = np.array([[280.0, 140.0, 330.0, 180.0]])
    box = fit_area(mask, 8.0, (100.0, 20.0), taken)
    assert box is not None
    left, top, right, bottom = box
    assert left >= 160
    assert right <= 440
    assert top >= 80
    assert bottom <= 240
    assert right <= 280 or left >= 330 or bottom <= 140 or top >= 180
    assert fit_area(mask, 8.0, (400.0, 20.0), taken) is None


@given(st.lists(st.floats(-50, 500), min_size=1, max_size=10))
def test_a_column_keeps_order_distance_and_bounds(wishes: list[float]) -> None:
    tops = spread(np.sort(np.array(wishes)), 30.0, 0.0, 400.0)
    assert (np.diff(tops) >= 30.0 - 1e-9).all()
    assert tops[0] >= 0.0
    assert tops[-1] <= 400.0 + 1e-9


def test_crowded_pills_stand_in_a_column_and_touch_neither_panels_nor_each_other() -> None:
    pills = [Pill(str(index), 90.0, (640.0, 200.0 + 12 * index)) for index in range(6)]
    panel = (690.0, 12.0, 790.0, 60.0)
    boxes = layout(pills, (800.0, 600.0), [panel], NOTHING)
    assert len(boxes) == 6
    assert {box[2] for box in boxes.values()} == {788.0}
    tops = sorted(box[1] for box in boxes.values())
    assert min(np.diff(tops)) >= HEIGHT
    assert tops[0] >= 60.0


@pytest.mark.parametrize(
    ("metres", "nice"), [(84_000, 50_000), (199, 100), (1000, 1000), (0.0, 1.0)]
)
def test_the_scale_bar_has_a_round_length(metres: float, nice: float) -> None:
    assert nice_length(metres) == nice


@pytest.mark.parametrize("ratio", [1.0, 1.5, 2.0])
@pytest.mark.parametrize("mode", ["light", "dark"])
def test_patterns_are_sharp_at_the_screens_ratio(
    qapp: QApplication, mode: str, ratio: float
) -> None:
    theme = Theme.load(mode)
    images = {}
    for status in ("occupied", "frozen-conflict", "contested", "government-held"):
        image = tile(theme, status, ratio).toImage()
        assert image.width() == round({"occupied": 10, "contested": 6}.get(status, 8) * ratio)
        images[status] = len(
            {image.pixel(x, y) for x in range(image.width()) for y in range(image.height())}
        )
    assert images["government-held"] == 1
    assert all(images[status] > 2 for status in images if status != "government-held")


@pytest.mark.parametrize("zoom", [0.0003, 0.001, 0.02])
def test_a_pattern_brush_undoes_the_view(qapp: QApplication, zoom: float) -> None:
    view = QTransform(zoom, 0, 0, -zoom, 431.3, 277.9)
    brush = PatternBrush(Theme.load("light"), "occupied", 1.0).under(view)
    on_screen = brush.transform() * view
    assert on_screen.m11() == pytest.approx(1.0)
    assert on_screen.m22() == pytest.approx(1.0)
    assert on_screen.dx() == pytest.approx(round(on_screen.dx()))


def test_land_without_a_statement_of_control_has_its_memberships(atlas: Atlas) -> None:
    warsaw = area_facts(atlas.identify(*atlas.to_map(21.0, 52.2)))
    assert warsaw is not None
    assert warsaw.title == "Poland"
    assert dict(warsaw.rows)["Member of"] == "NATO and EU"
    minsk = area_facts(atlas.identify(*atlas.to_map(27.6, 53.9)))
    assert minsk is not None
    assert dict(minsk.rows)["Member of"] == "neither NATO nor EU"


def test_a_frozen_conflict_is_recognised_as_its_country_and_says_what_is_missing(
    atlas: Atlas,
) -> None:
    facts = area_facts(atlas.identify(*atlas.to_map(29.62, 46.85)))
    assert facts is not None
    rows = dict(facts.rows)
    assert rows["Status"] == "frozen-conflict; recognised as Moldova"
    assert "Bender" in rows["Note"]


def test_dates_are_written_out() -> None:
    assert written_date("2024-12-01") == "1 December 2024"
    assert written_date("pre-war") == "pre-war"


@given(
    st.lists(st.tuples(st.floats(0, 5e4), st.floats(0, 5e4)), min_size=4, max_size=40),
    st.integers(2, 6),
)
def test_points_on_a_line_are_dropped_and_none_strays(
    corners: list[tuple[float, float]], times: int
) -> None:
    at = np.arange((len(corners) - 1) * times + 1) / times
    whole = np.array(corners)
    dense = np.column_stack(
        [np.interp(at, np.arange(len(corners)), whole[:, axis]) for axis in (0, 1)]
    )
    parts = make_parts(dense, np.array([0, len(dense)]), np.zeros(1, np.int64), closed=False)
    lean = straightened(parts, 10.0)
    assert (lean.xy[0] == dense[0]).all()
    assert (lean.xy[-1] == dense[-1]).all()
    kept = make_parts(lean.xy, lean.offsets, lean.owner, closed=False)
    assert all(distance_to(kept, float(x), float(y)) < 60.5 for x, y in dense)


def test_a_map_of_four_times_the_points_is_drawn_with_few_more(atlas: Atlas) -> None:
    plain = parts_of(atlas, "countries")
    thick = parts_of(denser(atlas, 4), "countries")
    assert thick.count == plain.count
    assert len(thick.xy) > 3.9 * len(plain.xy)
    assert len(thin(thick, 512.0).xy) < 1.45 * len(thin(plain, 512.0).xy)
