"""The map widget: what is seen, what a click and a key do."""

from __future__ import annotations

from collections.abc import Callable
from itertools import combinations

import numpy as np
import pytest
from numpy.typing import NDArray
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QImage, QWheelEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from wargame.app.atlas import Atlas
from wargame.app.records import SectorFigure, ZoneShape
from wargame.gui.map.front import strongest
from wargame.gui.map.labels import boxes_of
from wargame.gui.map.view import MapView
from wargame.gui.theme import Theme

Figures = Callable[[float], tuple[SectorFigure, ...]]
Pixels = NDArray[np.float64]

# Longitude and latitude well inside land of each status.
PLACES = {
    "government-held": (31.0, 49.0),
    "occupied": (34.5, 45.3),
    "frozen-conflict": (41.2, 43.0),
}


def pixels(view: QWidget) -> Pixels:
    """Red, green, blue of what the widget shows, shape (rows, columns, 3)."""
    image = view.grab().toImage().convertToFormat(QImage.Format.Format_RGB888)
    rows = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.bytesPerLine())
    return rows[:, : 3 * image.width()].reshape(image.height(), image.width(), 3).astype(float)


def at(view: MapView, atlas: Atlas, lon: float, lat: float) -> QPoint:
    """The pixel of a place."""
    return view.canvas.to_screen(*atlas.to_map(lon, lat)).toPoint()


def patch(view: MapView, point: QPoint, half: int = 20) -> Pixels:
    """The pixels around a point of the map."""
    image = pixels(view)
    return image[point.y() - half : point.y() + half, point.x() - half : point.x() + half]


def centre_on(view: MapView, atlas: Atlas, lon: float, lat: float, zoom: float = 3.0) -> QPoint:
    """Bring a place to the middle, magnified; names and pills away. Returns its pixel."""
    view.legend.boxes["names"].setChecked(False)
    view.canvas.zoom(zoom)
    for _ in range(3):  # each step stops at the edge of the world
        point = at(view, atlas, lon, lat)
        view.canvas.pan(point.x() - view.width() / 2, point.y() - view.height() / 2)
    view.canvas.settle()
    return at(view, atlas, lon, lat)


def wheel(view: MapView, at_pixel: QPointF, notches: int) -> None:
    """Turn the wheel over a pixel of the map."""
    port = view.canvas.viewport()
    event = QWheelEvent(
        at_pixel,
        port.mapToGlobal(at_pixel.toPoint()).toPointF(),
        QPoint(0, 0),
        QPoint(0, 120 * notches),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(port, event)


@pytest.mark.parametrize("key", ["government-held", "occupied", "nato", "names", "claims"])
def test_a_switch_of_the_legend_changes_the_map_and_back_again(world: MapView, key: str) -> None:
    before = pixels(world.canvas)
    box = world.legend.boxes[key]
    box.click()
    switched = pixels(world.canvas)
    mask = np.ones(before.shape[:2], bool)  # the legend itself changes too
    area = world.legend.geometry()
    mask[area.top() : area.bottom() + 1, area.left() : area.right() + 1] = False
    assert np.abs(before - switched)[mask].sum() > 5000
    box.click()
    assert (pixels(world.canvas)[mask] == before[mask]).all()


def test_the_front_switches_off_with_its_pills(world: MapView, figures: Figures) -> None:
    world.set_sectors(figures(50.0))
    assert world.scene.signs.tags
    world.legend.boxes["front"].click()
    assert not world.scene.signs.tags
    assert not world.scene.front.isVisible()


def test_a_recoloured_front_shows_the_class_of_its_stability(
    world: MapView, theme: Theme, figures: Figures, atlas: Atlas
) -> None:
    built = {id(pyramid) for item in world.scene.items for pyramid in item.pyramids()}
    for value in (10.0, 50.0, 90.0):
        world.set_sectors(figures(value))
        color = theme.stability_color(value)
        wanted = np.array([color.red(), color.green(), color.blue()], float)
        seen = np.abs(pixels(world.canvas) - wanted).max(axis=2) <= 2
        legend = world.legend.geometry()
        seen[legend.top() :, : legend.right() + 1] = False
        for tag in world.scene.signs.tags.values():
            left, top, right, bottom = (round(side) for side in tag.box)
            seen[top : bottom + 1, left : right + 1] = False
        assert seen.sum() > 400, value
    assert built == {id(pyramid) for item in world.scene.items for pyramid in item.pyramids()}


def test_statuses_differ_in_colour_and_in_grey(world: MapView, atlas: Atlas) -> None:
    means = {}
    for status, place in PLACES.items():
        world.fit_home()
        if status == "frozen-conflict":
            world.canvas.zoom(0.5)
        world.canvas.settle()
        means[status] = patch(world, centre_on(world, atlas, *place)).mean(axis=(0, 1))
    luminance = np.array([0.2126, 0.7152, 0.0722])
    for one, other in combinations(means, 2):
        assert np.abs(means[one] - means[other]).max() > 25, (one, other)
        assert abs(means[one] @ luminance - means[other] @ luminance) > 8, (one, other)


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_a_pattern_has_one_pitch_at_every_zoom(world: MapView, atlas: Atlas, mode: str) -> None:
    world.set_theme(Theme.load(mode))
    pitches = []
    for zoom in (3.0, 2.0):
        point = centre_on(world, atlas, *PLACES["occupied"], zoom)
        row = patch(world, point, 40).mean(axis=2)[40]
        spectrum = np.abs(np.fft.rfft(row - row.mean()))
        pitches.append(len(row) / int(np.argmax(spectrum)))
    assert pitches[0] == pitches[1] == 10.0  # pitch 7 at 45 degrees, along a row


def test_zooming_with_the_wheel_keeps_the_place_under_the_cursor(world: MapView) -> None:
    cursor = QPointF(610.0, 240.0)
    before = world.canvas.to_map(cursor)
    scale = world.canvas.camera.metres_per_pixel
    wheel(world, cursor, 3)
    after = world.canvas.to_map(cursor)
    assert world.canvas.camera.metres_per_pixel < scale / 1.9
    assert abs(after.x() - before.x()) < 1.0
    assert abs(after.y() - before.y()) < 1.0


def test_nobody_gets_lost_by_panning_or_zooming_out(world: MapView) -> None:
    for _ in range(60):
        world.pan(900, 700)
    for _ in range(40):
        world.zoom_out()
    home = world.canvas.camera
    world.fit_home()
    assert home.metres_per_pixel < 3.0 * world.canvas.camera.metres_per_pixel
    for _ in range(60):
        world.zoom_in()
    assert world.canvas.camera.metres_per_pixel >= 60.0


def test_a_pan_moves_the_map_like_a_drag(world: MapView, atlas: Atlas) -> None:
    world.canvas.zoom(2.0)
    before = at(world, atlas, 31.0, 49.0)
    world.pan(40, -25)
    after = at(world, atlas, 31.0, 49.0)
    assert (after.x() - before.x(), after.y() - before.y()) == (40, -25)


@pytest.mark.parametrize("zoom", [1.0, 2.5, 6.0])
def test_names_pills_and_panels_never_overlap(
    world: MapView, figures: Figures, zone: ZoneShape, zoom: float
) -> None:
    world.set_title("Stability after turn 4", "small figure: change this turn")
    world.set_sectors(figures(44.0))
    world.set_zone(zone)
    world.canvas.zoom(zoom, QPointF(620, 300))
    world.canvas.settle()
    names = boxes_of(world.scene.signs.placed)
    pills = np.array([tag.box for tag in world.scene.signs.tags.values()]).reshape(-1, 4)
    panels = np.array(world._boxes())
    assert len(names) > 5
    boxes = np.vstack((names, pills, panels))
    for one, other in combinations(boxes.tolist(), 2):
        apart = one[2] <= other[0] or other[2] <= one[0] or one[3] <= other[1] or other[3] <= one[1]
        assert apart, (one, other)
    assert (np.vstack((names, pills)) >= 0).all()


def test_every_sector_has_a_pill_at_home_in_the_smallest_window(
    world: MapView, figures: Figures
) -> None:
    world.resize(640, 500)
    world.set_sectors(figures(44.0))
    world.fit_home()
    world.canvas.settle()
    assert set(world.scene.signs.tags) == {figure.id for figure in figures(44.0)}


def test_a_click_on_a_pill_and_on_the_line_tells_the_sector(
    qtbot: QtBot, world: MapView, figures: Figures
) -> None:
    world.set_sectors(figures(44.0))
    port = world.canvas.viewport()
    box = world.scene.signs.tags["POK"].box
    with qtbot.waitSignal(world.sector_clicked) as told:
        qtbot.mouseClick(
            port, Qt.MouseButton.LeftButton, pos=QPoint(int(box[0]) + 6, int(box[1]) + 6)
        )
    assert told.args == ["POK"]
    zap = next(line for line in world.scene.lines if line.id == "ZAP")
    point = world.canvas.to_screen(*zap.parts.xy[len(zap.parts.xy) // 3]).toPoint()
    with qtbot.waitSignal(world.sector_clicked) as told:
        qtbot.mouseClick(port, Qt.MouseButton.LeftButton, pos=point)
    assert told.args == ["ZAP"]


def test_a_click_on_land_tells_what_is_there(qtbot: QtBot, world: MapView, atlas: Atlas) -> None:
    with qtbot.waitSignal(world.feature_clicked) as told:
        qtbot.mouseClick(
            world.canvas.viewport(),
            Qt.MouseButton.LeftButton,
            pos=at(world, atlas, *PLACES["occupied"]),
        )
    assert told.args is not None
    assert told.args[0][0]["status"] == "occupied"


def test_a_drag_is_no_click(qtbot: QtBot, world: MapView) -> None:
    port = world.canvas.viewport()
    told: list[object] = []
    world.feature_clicked.connect(told.append)
    before = world.canvas.camera
    qtbot.mousePress(port, Qt.MouseButton.LeftButton, pos=QPoint(400, 300))
    qtbot.mouseMove(port, QPoint(370, 290))
    qtbot.mouseMove(port, QPoint(340, 280))
    qtbot.mouseRelease(port, Qt.MouseButton.LeftButton, pos=QPoint(340, 280))
    assert told == []
    assert world.canvas.camera.x == pytest.approx(before.x + 60 * before.metres_per_pixel)


def test_the_card_names_status_basis_source_and_date(
    qtbot: QtBot, world: MapView, atlas: Atlas
) -> None:
    point = at(world, atlas, *PLACES["occupied"])
    qtbot.mouseMove(world.canvas.viewport(), point)
    qtbot.waitUntil(world.card.isVisible)
    assert world.card.facts is not None
    rows = dict(world.card.facts.rows)
    assert world.card.facts.title == "Crimea"
    assert rows["Status"] == "occupied; recognised as Ukraine"
    assert rows["Basis"] == "assessed"
    assert rows["As of"] == "1 December 2024"
    assert "Natural Earth" in rows["Source"]
    assert rows["Claim"] == "annexation claimed, 18 March 2014"
    assert world.rect().contains(world.card.geometry())


def test_the_card_of_a_sector_gives_stability_change_and_length(
    qtbot: QtBot, world: MapView, figures: Figures
) -> None:
    world.set_sectors(figures(44.0))
    box = world.scene.signs.tags["KUP"].box
    with qtbot.waitSignal(world.hovered) as told:
        qtbot.mouseMove(world.canvas.viewport(), QPoint(int(box[0]) + 8, int(box[1]) + 8))
    assert told.args is not None
    assert "stability 44 of 100, +3 this turn" in told.args[0]
    assert world.card.facts is not None
    rows = dict(world.card.facts.rows)
    assert rows["Stability"].startswith("44 of 100, +3")
    assert " km on this map" in rows["Length"]


def test_the_keyboard_reaches_every_sector(qtbot: QtBot, world: MapView, figures: Figures) -> None:
    world.set_sectors(figures(44.0))
    seen = []
    for _ in figures(44.0):
        qtbot.keyClick(world.canvas, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
        seen.append(world.canvas.accessibleDescription()[:3])
    assert sorted(seen) == sorted(figure.id for figure in figures(44.0))
    with qtbot.waitSignal(world.sector_clicked) as told:
        qtbot.keyClick(world.canvas, Qt.Key.Key_Return)
    assert told.args == [seen[-1]]


def test_keys_pan_zoom_and_go_home(qtbot: QtBot, world: MapView) -> None:
    home = world.canvas.camera
    qtbot.keyClick(world.canvas, Qt.Key.Key_Plus)
    assert world.canvas.camera.metres_per_pixel < home.metres_per_pixel
    before = world.canvas.camera
    qtbot.keyClick(world.canvas, Qt.Key.Key_Right)
    assert world.canvas.camera.x > before.x
    qtbot.keyClick(world.canvas, Qt.Key.Key_Home)
    assert world.canvas.camera == home


def test_a_bar_lights_the_zone_and_the_sectors_that_carry_it(
    world: MapView, figures: Figures, zone: ZoneShape
) -> None:
    world.set_sectors(figures(44.0))
    world.set_zone(zone)
    dark = pixels(world.canvas)
    world.highlight({"POK": 7.0, "KVN": 6.0, "SUM": 0.2}, "zone")
    lit = pixels(world.canvas)
    assert np.abs(lit - dark).sum() > 50_000
    world.highlight({}, "none")
    assert (pixels(world.canvas) == dark).all()
    assert strongest({"POK": 7.0, "KVN": 6.0, "SUM": 0.2}) == {"POK", "KVN"}
    assert strongest({}) == frozenset()


def test_the_zone_stays_inside_its_polygon(world: MapView, zone: ZoneShape, atlas: Atlas) -> None:
    world.legend.boxes["names"].setChecked(False)
    world.legend.fold()
    before = pixels(world.canvas)
    world.set_zone(zone)
    after = pixels(world.canvas)
    inside = at(world, atlas, 27.2, 49.0)
    assert (after[inside.y(), inside.x()] != before[inside.y(), inside.x()]).any()
    ring = max(zone.rings, key=len)
    west = world.canvas.to_screen(*ring[ring[:, 0].argmin()]).toPoint()
    for off in (3, 5, 7):  # the band is 9 pixels wide: it would show here
        assert (after[west.y(), west.x() - off] == before[west.y(), west.x() - off]).all()
    assert world.legend.boxes["zone"].text() == "Zone: Article 5, in force now"


def test_the_map_says_where_it_comes_from_and_how_large_it_is(world: MapView) -> None:
    words = " ".join(world.scale_panel.lines())
    assert "1 December 2024" in words
    assert "GeoNames CC BY 4.0" in words
    assert world.scale_panel.label().endswith(" km")
    assert world.canvas.accessibleName() == "Map of Ukraine"
    assert all(button.accessibleName() for button in world.zoom_panel.buttons.values())
