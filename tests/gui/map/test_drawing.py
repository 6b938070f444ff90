"""Drawing on the real map with the real table: what a hand, a key and a button do."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from wargame.app import measuring
from wargame.app.atlas import Atlas
from wargame.app.drawing import MOST_VERTICES, DrawingTable
from wargame.gui.map.drawing.drafting import Drafting
from wargame.gui.map.drawing.rings import MOST, Spot
from wargame.gui.map.drawing.sketch import BELT, CIRCLE, FREEHAND
from wargame.gui.map.drawing.work import to_lonlat
from wargame.gui.map.view import MapView
from wargame.gui.theme import Theme

LEFT = Qt.MouseButton.LeftButton
FIELD = ((34.0, 48.9), (35.5, 48.9), (35.5, 49.9), (34.0, 49.9))  # no river or border hugs them
LARGE = Qt.KeyboardModifier.ControlModifier  # lets go of what a point would snap to


@pytest.fixture(scope="session")
def table() -> DrawingTable:
    """The shipped scenario's map to draw on."""
    return DrawingTable.of("ukraine-2024-12")


@pytest.fixture
def draft(qtbot: QtBot, world: MapView, theme: Theme, table: DrawingTable):
    """A map that can be drawn on."""
    made = Drafting(world.canvas, theme, world)
    made.restyle(theme)
    made.work.table = table
    made.got = []
    made.drawn.connect(made.got.append)
    made.steps = []
    made.reshaped.connect(lambda zone, rings, stroke: made.steps.append((zone, rings, stroke)))
    world.canvas.setFocus()
    yield made
    made.escape()
    made.stop()
    made.work.stop()


def pixel(world: MapView, atlas: Atlas, lon: float, lat: float) -> QPoint:
    return world.canvas.to_screen(*atlas.to_map(lon, lat)).toPoint()


def click(world: MapView, at: QPoint, button=LEFT, held=LARGE) -> None:
    QTest.mouseMove(world.canvas.viewport(), at)
    QTest.mouseClick(world.canvas.viewport(), button, held, at)


def drag(world: MapView, path: list[QPoint], held=LARGE) -> None:
    port = world.canvas.viewport()
    QTest.mousePress(port, LEFT, held, path[0])
    for at in path[1:]:
        QTest.mouseMove(port, at)
    QTest.mouseRelease(port, LEFT, held, path[-1])


def sketch(draft: Drafting, world: MapView, atlas: Atlas, places=FIELD) -> None:
    draft.start()
    for place in places:
        click(world, pixel(world, atlas, *place))


def hold_field(draft: Drafting) -> None:
    draft.hold_zone("drawn-1", "Field", [(*FIELD, FIELD[0])])


def key(world: MapView, which: Qt.Key, held=Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(world.canvas, which, held)


def test_clicks_and_enter_draw_the_polygon_clicked(qtbot, draft, world, atlas):
    sketch(draft, world, atlas)
    assert draft.panel.isVisible()
    qtbot.waitUntil(lambda: draft.panel.figures.values["area"].text() != "\u2013")
    key(world, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(draft.got))
    (ring,) = draft.got[0]
    assert ring[0] == ring[-1]
    metres = world.canvas.frame.metres_per_pixel
    away = measuring.to_map(ring[:-1]) - measuring.to_map(FIELD)
    assert np.hypot(*away.T).max() < 1.5 * metres
    assert not draft.busy
    assert not draft.panel.isVisible()


def test_a_double_click_closes_and_a_click_on_the_first_corner_too(qtbot, draft, world, atlas):
    sketch(draft, world, atlas, FIELD[:3])
    QTest.mouseDClick(world.canvas.viewport(), LEFT, LARGE, pixel(world, atlas, *FIELD[2]))
    qtbot.waitUntil(lambda: len(draft.got) == 1)
    assert len(draft.got[0][0]) == 4
    sketch(draft, world, atlas)
    click(world, pixel(world, atlas, *FIELD[0]))
    qtbot.waitUntil(lambda: len(draft.got) == 2)
    assert len(draft.got[1][0]) == 5


def test_backspace_undo_and_redo_walk_through_the_corners(draft, world, atlas):
    sketch(draft, world, atlas)
    key(world, Qt.Key.Key_Backspace)
    assert len(draft.sketch.points) == 3
    assert draft.undo()
    assert draft.redo()
    assert draft.redo()
    assert not draft.redo()
    assert len(draft.sketch.points) == 4


def test_escape_drops_the_sketch_and_nothing_is_drawn(draft, world, atlas):
    sketch(draft, world, atlas)
    assert draft.escape()
    assert not draft.busy
    assert not draft.got
    assert not draft.escape()


def test_every_button_of_the_panel_does_what_it_says(qtbot, draft, world, atlas):
    sketch(draft, world, atlas)
    draft.panel.close_button.click()
    assert not draft.busy
    sketch(draft, world, atlas)
    draft.panel.finish.click()
    qtbot.waitUntil(lambda: len(draft.got) == 1)
    hold_field(draft)
    draft.panel.add.click()
    assert draft.purpose == "union"
    draft.panel.cancel.click()
    draft.panel.cut.click()
    assert draft.purpose == "subtract"
    draft.panel.cancel.click()
    draft.panel.apply.click()
    qtbot.waitUntil(lambda: len(draft.steps) == 1)
    draft.panel.close_button.click()
    assert not draft.busy


def test_two_corners_are_refused_in_words(draft, world, atlas):
    sketch(draft, world, atlas, FIELD[:2])
    draft.finish()
    assert "at least 3 corners" in draft.panel.said.text()
    assert draft.sketching


def test_a_drag_while_drawing_moves_the_map_and_sets_no_corner(draft, world):
    draft.start()
    before = world.canvas.camera.x
    drag(world, [QPoint(450, 400), QPoint(430, 400), QPoint(380, 400)])
    assert world.canvas.camera.x > before
    assert not len(draft.sketch.points)


def test_an_outline_that_crosses_itself_is_mended_and_said(qtbot, draft, world, atlas):
    bow = (FIELD[0], FIELD[2], FIELD[1], FIELD[3])
    sketch(draft, world, atlas, bow)
    with qtbot.waitSignal(draft.said, check_params_cb=lambda words: "crossed itself" in words):
        key(world, Qt.Key.Key_Return)
    assert len(draft.got[0]) == 2


def test_a_freehand_line_is_closed_when_the_button_goes_up(qtbot, draft, world, atlas):
    draft.start(FREEHAND)
    middle, turn = pixel(world, atlas, 31.5, 49.5), np.linspace(0, 6.2, 60)
    drag(world, [middle + QPoint(int(60 * np.cos(a)), int(60 * np.sin(a))) for a in turn])
    qtbot.waitUntil(lambda: bool(draft.got))
    area = measuring.measure(measuring.to_map(draft.got[0][0])).area_km2
    radius = 60 * world.canvas.frame.metres_per_pixel / 1000
    assert area == pytest.approx(np.pi * radius**2, rel=0.05)
    assert 8 < len(draft.got[0][0]) < 60


def test_a_drag_sizes_a_circle_and_a_click_takes_the_number(qtbot, draft, world, atlas):
    draft.start(CIRCLE)
    middle = pixel(world, atlas, 31.5, 49.5)
    drag(world, [middle, middle + QPoint(30, 0), middle + QPoint(60, 0)])
    qtbot.waitUntil(lambda: len(draft.got) == 1)
    draft.start(CIRCLE)
    draft.panel.radius.setValue(40)
    click(world, middle)
    qtbot.waitUntil(lambda: len(draft.got) == 2)
    km = [
        measuring.measure(measuring.to_map([(*_middle(rings),), rings[0][0]])).length_km
        for rings in draft.got
    ]
    assert km[0] == pytest.approx(60 * world.canvas.frame.metres_per_pixel / 1000, rel=0.03)
    assert km[1] == pytest.approx(40, rel=0.01)


def _middle(rings):
    points = measuring.to_map(rings[0][:-1])
    return measuring.to_lonlat(points.mean(axis=0))[0]


def test_a_belt_is_shown_while_its_numbers_change_and_drawn_by_finish(qtbot, draft, world):
    draft.start()
    draft.set_kind(BELT)
    qtbot.waitUntil(lambda: bool(draft.item.sheet.rings))
    draft.panel.far.setValue(20)
    draft.panel.near.setValue(10)
    draft.finish()
    qtbot.waitUntil(lambda: bool(draft.got))
    figures = draft.work.table.measure(draft.got[0])
    assert figures.gap_km == pytest.approx(10, abs=2.5)
    assert figures.occupied_km2 < 1


def test_a_corner_snaps_to_a_border_unless_told_not_to(draft, world, atlas, table):
    lon, lat, name = table.snap(33.0, 49.3, 200.0)
    assert name
    near = pixel(world, atlas, lon, lat) + QPoint(4, 3)
    draft.start()
    click(world, near, held=Qt.KeyboardModifier.NoModifier)
    x, y = draft.sketch.points[0]
    assert table.snap(*measuring.to_lonlat((x, y))[0], 0.05)[2]
    click(world, near, held=LARGE)
    assert not table.snap(*measuring.to_lonlat(draft.sketch.points[1])[0], 0.05)[2]


def test_the_keyboard_alone_draws_a_zone(qtbot, draft, world):
    draft.start()
    ctrl = Qt.KeyboardModifier.ControlModifier
    for which in (Qt.Key.Key_Left, Qt.Key.Key_Up, Qt.Key.Key_Right):
        key(world, which, ctrl)
        key(world, Qt.Key.Key_Return)
    assert len(draft.sketch.points) == 3
    key(world, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(draft.got))
    assert len(draft.got[0][0]) == 4


def test_a_vertex_follows_the_hand_and_one_stroke_is_one_step(qtbot, draft, world, atlas):
    hold_field(draft)
    moves = []
    draft.reshaping.connect(lambda _zone, _rings, stroke: moves.append(stroke))
    at = pixel(world, atlas, *FIELD[0])
    drag(world, [at, at + QPoint(-10, 4), at + QPoint(-30, 12)])
    qtbot.waitUntil(lambda: len(draft.steps) == 1)
    zone, rings, stroke = draft.steps[0]
    assert zone == "drawn-1"
    assert set(moves) == {stroke}
    assert rings[0][1:4] == tuple(FIELD[1:])  # the others stay to the last digit
    drag(world, [at + QPoint(-30, 12), at, at])
    qtbot.waitUntil(lambda: len(draft.steps) == 2)
    assert draft.steps[1][2] != stroke


def test_a_middle_becomes_a_corner_and_a_right_click_takes_it_away(qtbot, draft, world, atlas):
    hold_field(draft)
    spot = next(spot for spot in draft.edit._middles if spot.index == 0)
    at = world.canvas.to_screen(*_place(draft, spot)).toPoint()
    drag(world, [at, at + QPoint(0, 10), at + QPoint(0, 25)])
    qtbot.waitUntil(lambda: len(draft.steps) == 1)
    assert len(draft.edit.rings[0]) == 5
    click(world, at + QPoint(0, 25), Qt.MouseButton.RightButton)
    qtbot.waitUntil(lambda: len(draft.steps) == 2)
    assert draft.steps[1][1] == ((*FIELD, FIELD[0]),)


def _place(draft, spot):
    ring = draft.edit.rings[spot.ring]
    return (ring[spot.index] + ring[(spot.index + 1) % len(ring)]) / 2


def test_page_keys_arrows_and_delete_edit_without_a_mouse(qtbot, draft, world):
    hold_field(draft)
    key(world, Qt.Key.Key_PageDown)
    assert draft.edit.chosen is not None
    key(world, Qt.Key.Key_Right)
    qtbot.waitUntil(lambda: len(draft.steps) == 1)
    key(world, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: len(draft.steps) == 2)
    assert len(draft.steps[1][1][0]) == 4
    gone = []
    draft.remove_wanted.connect(gone.append)
    key(world, Qt.Key.Key_Delete)
    assert gone == ["drawn-1"]


def test_a_part_is_cut_out_and_escape_comes_back_to_the_handles(qtbot, draft, world, atlas):
    hold_field(draft)
    draft.start_part("subtract")
    assert draft.escape()
    assert draft.zone == "drawn-1"
    draft.start_part("subtract")
    for place in ((34.4, 49.2), (35.1, 49.2), (35.1, 49.6)):
        click(world, pixel(world, atlas, *place))
    key(world, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: len(draft.steps) == 1)
    assert len(draft.steps[0][1]) == 2
    assert draft.zone == "drawn-1"


def test_a_region_is_kept_and_the_zone_widened(qtbot, draft, table):
    hold_field(draft)
    whole = table.measure(draft.work.table.oblasts()["UA-53"][2]).area_km2  # Poltava
    draft._combine_region("union", "UA-53")
    qtbot.waitUntil(lambda: len(draft.steps) == 1)
    assert table.measure(draft.steps[0][1]).area_km2 > whole
    draft._combine_region("intersect", "UA-53")
    qtbot.waitUntil(lambda: len(draft.steps) == 2)
    assert table.measure(draft.steps[1][1]).area_km2 == pytest.approx(whole, rel=1e-3)
    draft._buffer(10.0)
    qtbot.waitUntil(lambda: len(draft.steps) == 3)
    assert table.measure(draft.steps[2][1]).area_km2 > 1.1 * whole


def test_a_region_is_picked_by_a_click_on_the_map(qtbot, draft, world, atlas, table):
    hold_field(draft)
    whole = table.measure(draft.work.table.oblasts()["UA-53"][2]).area_km2
    draft.panel.region_wanted.emit("union", "")
    assert not draft.panel.back.isHidden()
    assert draft.panel.hint.text() == "Click the region to add."
    with qtbot.waitSignal(draft.pick.said) as named:
        QTest.mouseMove(world.canvas.viewport(), pixel(world, atlas, 33.7, 49.6))
    assert named.args[0].startswith("Poltava")
    assert draft.item.sheet.rings
    click(world, pixel(world, atlas, 33.7, 49.6))
    qtbot.waitUntil(lambda: len(draft.steps) == 1)
    assert table.measure(draft.steps[0][1]).area_km2 > whole
    assert draft.zone == "drawn-1"
    assert not draft.sketching


def test_a_region_is_picked_by_key_and_escape_picks_none(qtbot, draft, world, atlas):
    hold_field(draft)
    draft.start_pick("subtract")
    assert draft.escape()
    assert not draft.steps
    assert draft.zone == "drawn-1"
    draft.start_pick("union")
    QTest.mouseMove(world.canvas.viewport(), pixel(world, atlas, 34.2, 49.5))
    key(world, Qt.Key.Key_Right)
    assert draft.item.sheet.cross is not None
    assert draft.pick.region().name.startswith("Poltava")
    key(world, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: len(draft.steps) == 1)
    assert not draft.sketching


def test_a_click_outside_every_region_is_said_and_picking_goes_on(draft, world, atlas):
    hold_field(draft)
    draft.start_pick("union")
    click(world, pixel(world, atlas, 31.4, 43.6))  # the Black Sea
    assert "No region of Ukraine" in draft.panel.said.text()
    assert draft.sketching


def test_a_city_within_its_oblast_is_picked_before_it(draft, table):
    from wargame.gui.map.drawing.pick import regions_of

    x, y = measuring.to_map((30.52, 50.45))[0]
    held = [region.id for region in regions_of(table.oblasts()) if region.holds(x, y)]
    assert held[0] == "UA-30"


def test_nothing_is_left_of_a_zone_cut_by_all_of_it_and_that_is_said(qtbot, draft):
    hold_field(draft)
    with qtbot.waitSignal(draft.said):
        draft._buffer(-200.0)
    assert "Nothing is left" in draft.panel.said.text()
    assert not draft.steps


def test_two_thousand_vertices_show_few_handles_and_drag_as_one(qtbot, draft, world):
    angle = np.linspace(0, 2 * np.pi, 2000, endpoint=False)
    radius = 60_000 * (1 + 0.1 * np.sin(40 * angle))
    ring = radius[:, None] * np.column_stack((np.cos(angle), np.sin(angle)))
    draft.hold_zone("drawn-1", "Star", to_lonlat((ring,)))
    assert len(draft.edit.rings[0]) == 2000
    assert 5 < len(draft.edit._vertices) < 200
    at = world.canvas.to_screen(*ring[draft.edit._vertices[3].index]).toPoint()
    drag(world, [at, at + QPoint(10, 10), at + QPoint(20, 20)])
    qtbot.waitUntil(lambda: len(draft.steps) == 1)
    assert draft.edit.chosen == Spot(0, draft.edit._vertices[3].index) or draft.edit.chosen


def test_a_spiral_of_twenty_thousand_vertices_is_refused_in_words(draft):
    turn = np.linspace(0, 60, 10_000)
    out = (20_000 + 1_000 * turn)[:, None] * np.column_stack((np.cos(turn), np.sin(turn)))
    spiral = np.vstack((out, 0.99 * out[::-1]))
    said = []
    draft.said.connect(said.append)
    draft.hold_zone("drawn-1", "Spiral", to_lonlat((spiral,)))
    assert not draft.busy
    assert "20,000 corners; at most 5,000" in said[0]
    assert MOST == MOST_VERTICES


def test_what_is_drawn_is_named_for_those_who_do_not_see_it(qtbot, draft, world, atlas):
    sketch(draft, world, atlas)
    qtbot.waitUntil(lambda: "km\u00b2" in draft.panel.figures.accessibleDescription())
    for part in (draft.panel.radius, draft.panel.near, draft.panel.far, draft.panel.wider):
        assert part.accessibleName()
    assert all(button.accessibleName() for button in draft.panel.kinds.buttons())
