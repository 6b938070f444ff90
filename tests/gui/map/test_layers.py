"""Several zones, the movement of the line, the pointer, and home."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter
from pytestqt.qtbot import QtBot

from wargame.app.atlas import Atlas
from wargame.app.records import SectorFigure, ZoneShape
from wargame.gui.map.hover import sector_facts
from wargame.gui.map.movement import WHERE, moved_words
from wargame.gui.map.picture import View, snapshot
from wargame.gui.map.view import MapView
from wargame.gui.theme import Theme

Figures = Callable[[float], tuple[SectorFigure, ...]]
Pixels = NDArray[np.float64]


def seen(image: QImage) -> Pixels:
    """Red, green, blue of an image, shape (rows, columns, 3)."""
    plain = image.convertToFormat(QImage.Format.Format_RGB888)
    rows = np.frombuffer(plain.constBits(), np.uint8).reshape(plain.height(), plain.bytesPerLine())
    return rows[:, : 3 * plain.width()].reshape(plain.height(), plain.width(), 3).astype(float)


def ground(view: MapView) -> Pixels:
    """The map below the names, drawn afresh."""
    size = QSize(view.width(), view.height())
    shown = View(view.scene.frame.visible, view.scene.frame.metres_per_pixel)
    return seen(
        snapshot(view.scene.frame, view.scene.items, shown, size, QColor("white")).toImage()
    )


def shown(view: MapView) -> Pixels:
    """The map below the names as the picture item paints it."""
    image = QImage(view.width(), view.height(), QImage.Format.Format_RGB32)
    image.fill(QColor("white"))
    painter = QPainter(image)
    view.scene.picture.draw(painter)
    painter.end()
    return seen(image)


def settled(view: MapView, scale: float = 2.0) -> None:
    """Come to rest away from home, with a picture of it."""
    view.canvas.zoom(scale)
    view.canvas.settle()
    shown(view)


def near(pixels: Pixels, color: QColor, by: float = 12.0) -> NDArray[np.bool_]:
    """Which pixels are nearly of a colour."""
    wanted = np.array([color.red(), color.green(), color.blue()], float)
    return np.asarray(np.abs(pixels - wanted).max(axis=2) <= by)


def moved(figures: tuple[SectorFigure, ...], km: float) -> tuple[SectorFigure, ...]:
    """The same sectors, each moved by so many km."""
    return tuple(replace(figure, displacement_km=km) for figure in figures)


def box(atlas: Atlas, west: float, south: float, east: float, north: float) -> np.ndarray:
    """A ring about a box of longitudes and latitudes, in map metres."""
    corners = [(west, south), (east, south), (east, north), (west, north), (west, south)]
    return np.array([atlas.to_map(*corner) for corner in corners])


@pytest.fixture
def eu(atlas: Atlas) -> ZoneShape:
    """A zone in the west under the EU clause."""
    return ZoneShape("eu", "eu", True, (box(atlas, 25.0, 48.6, 29.0, 50.5),))


@pytest.fixture
def moldova(atlas: Atlas) -> ZoneShape:
    """A zone beyond Ukraine."""
    return ZoneShape("moldova", "bilateral", False, (box(atlas, 27.6, 46.6, 28.9, 47.8),))


# several zones


def test_each_zone_has_its_colour_and_its_row(
    world: MapView, theme: Theme, eu: ZoneShape, moldova: ZoneShape
) -> None:
    world.set_zones((eu, moldova))
    now = ground(world)
    for shape in (eu, moldova):
        assert near(now, theme.zone_color(shape.guarantee)).sum() > 150, shape.option
    rows = {key: world.legend.boxes[key] for key in ("zone", "zone-2", "zone-3")}
    assert rows["zone"].text() == "Zone: EU 42(7), in force now"
    assert rows["zone-2"].text() == "Zone: Moldova, bilateral, on ceasefire"
    assert [row.isHidden() for row in rows.values()] == [False, False, True]
    world.set_zone(None)
    assert all(row.isHidden() for row in rows.values())
    assert not near(ground(world), theme.zone_color("eu")).any()


def test_a_row_switches_its_own_zone_and_remembers_it(
    world: MapView, theme: Theme, eu: ZoneShape, moldova: ZoneShape
) -> None:
    violet, ochre = theme.zone_color("eu"), theme.zone_color("bilateral")
    world.set_zones((eu, moldova))
    world.legend.boxes["zone"].click()
    now = ground(world)
    assert not near(now, violet).any()
    assert near(now, ochre).any()
    world.set_zones((moldova, eu))  # the other way round: the row moves, the wish stays
    assert not near(ground(world), violet).any()
    assert not world.legend.boxes["zone-2"].isChecked()
    world.legend.boxes["zone-2"].click()
    assert near(ground(world), violet).any()


def test_the_dash_says_when_a_zone_is_in_force(world: MapView, theme: Theme, eu: ZoneShape) -> None:
    green = theme.zone_color("article5")
    shares = []
    for in_force_now in (True, False):
        world.set_zone(ZoneShape("gov", "article5", in_force_now, eu.rings))
        shares.append(near(ground(world), green).sum())
    dash, gap = theme.numbers("zone.dash_on_ceasefire")
    assert shares[1] / shares[0] == pytest.approx(dash / (dash + gap), abs=0.08)


def test_a_narrow_zone_lies_above_a_wide_one_and_paths_are_kept(
    world: MapView, eu: ZoneShape, moldova: ZoneShape
) -> None:
    world.set_zones((moldova, eu))
    paths = set(map(id, world.scene.zone.pyramids()))
    assert [shape.option for shape in world.scene.zone.shapes] == ["eu", "moldova"]
    again = tuple(
        replace(shape, rings=tuple(ring.copy() for ring in shape.rings)) for shape in (eu, moldova)
    )
    world.set_zones(again)
    assert set(map(id, world.scene.zone.pyramids())) == paths


def test_panels_leave_a_zone_over_moldova_alone(
    world: MapView, figures: Figures, moldova: ZoneShape
) -> None:
    world.resize(820, 690)
    world.set_sectors(figures(44.0))
    world.set_zones((moldova,))
    legend = world.legend.geometry()
    corners = [world.canvas.to_screen(*point).toPoint() for point in moldova.rings[0]]
    assert not any(legend.contains(corner) for corner in corners)


# movement


def test_movement_shows_by_itself_only_from_one_km(world: MapView, figures: Figures) -> None:
    row = world.legend.boxes["movement"]
    world.set_sectors(figures(44.0))
    assert row.isHidden()
    world.set_sectors(moved(figures(44.0), 0.6))
    assert not row.isHidden()
    assert not row.isChecked()
    world.set_sectors(moved(figures(44.0), -1.2))
    assert row.isChecked()
    assert world.scene.movement.isVisible()
    row.click()  # a person's wish stands
    world.set_sectors(moved(figures(44.0), 20.0))
    assert not row.isChecked()
    assert not world.scene.movement.isVisible()


@pytest.mark.parametrize("km", [30.0, -30.0])
def test_the_band_lies_on_the_side_of_whoever_lost_the_ground(
    world: MapView, figures: Figures, atlas: Atlas, km: float
) -> None:
    world.set_sectors(figures(44.0))
    settled(world, 1.05)
    before = ground(world)
    world.set_sectors(moved(figures(44.0), km))
    after = ground(world)
    changed = np.abs(after - before).max(axis=2) > 8
    held = np.zeros(changed.shape, bool)
    occupied = np.zeros(changed.shape, bool)
    for x in range(0, world.width(), 4):
        for y in range(0, world.height(), 4):
            if changed[y, x]:
                here = world.canvas.to_map(QPointF(x, y))
                status = {r.get("status") for r in atlas.identify(here.x(), here.y())}
                held[y, x] = "government-held" in status
                occupied[y, x] = "occupied" in status
    lost, gained = held.sum(), occupied.sum()
    assert (lost > 5 * gained) if km > 0 else (gained > 5 * lost)
    assert max(lost, gained) > 60


def test_the_band_is_as_wide_as_the_mean_displacement(world: MapView, figures: Figures) -> None:
    world.set_sectors(figures(44.0))
    settled(world, 1.05)
    before = ground(world)
    kilometres = world.scene.frame.metres_per_pixel / 1000.0
    areas = []
    for km in (10.0, 30.0):
        world.set_sectors(moved(figures(44.0), km))
        changed = np.abs(ground(world) - before).max(axis=2) > 8
        areas.append(changed.sum() * kilometres**2)
    assert areas[1] - areas[0] > 20.0 * 700  # km2: most of the length of the line on land
    assert areas[1] - areas[0] < 20.0 * 2000


def test_home_stays_where_it_is_when_zone_and_movement_come_on(
    world: MapView, figures: Figures, eu: ZoneShape
) -> None:
    world.resize(820, 690)
    world.set_sectors(figures(44.0))
    camera = world.canvas.camera
    world.set_zones((eu,))
    world.set_sectors(moved(figures(44.0), 12.0))
    assert world.canvas.camera == camera


def test_no_band_where_no_line_runs_on_the_ground(world: MapView, figures: Figures) -> None:
    world.set_sectors(moved(figures(44.0), 5.0))
    drawn = set(world.scene.movement.moved)
    assert drawn == set("SUM KHA KUP SIV POK KVN ZAP KHE".split())


def test_numbers_stand_beside_their_arrows(world: MapView, figures: Figures) -> None:
    world.resize(1224, 870)
    world.set_sectors(moved(figures(44.0), 12.0))
    numbers = [item for item in world.scene.signs.placed if item.name.role == "moved"]
    assert len(numbers) >= 5
    assert {item.name.text for item in numbers} == {"12 km"}
    for item in numbers:
        left, top, right, bottom = item.box
        x, y = item.point
        assert left - 30 <= x <= right + 30
        assert top - 20 <= y <= bottom + 20
    world.legend.boxes["movement"].click()
    assert not any(item.name.role == "moved" for item in world.scene.signs.placed)


def test_words_say_whose_ground_how_much_and_that_nobody_knows_where(figures: Figures) -> None:
    assert moved_words(12.4) == "12 km lost by Kyiv"
    assert moved_words(-1.26) == "1.3 km gained by Kyiv"
    assert moved_words(0.0) == "none"
    figure = replace(figures(44.0)[4], displacement_km=12.4)
    row = dict(sector_facts(figure, "s", "2024-12-01").rows)["Movement"]
    assert "12 km lost by Kyiv on average, 1,240 km\u00b2" in row
    assert row.endswith("in this model; where is not known")


def test_the_legend_explains_the_band_while_it_shows(world: MapView, figures: Figures) -> None:
    world.resize(1224, 870)
    world.set_sectors(moved(figures(44.0), 5.0))
    notes = [label for label in world.legend.notes() if WHERE in label.text()]
    assert len(notes) == 1
    assert notes[0].isVisible()
    world.legend.boxes["movement"].click()
    assert not notes[0].isVisible()


# the pointer


def test_the_sector_under_the_pointer_has_a_thicker_casing(
    qtbot: QtBot, world: MapView, figures: Figures, theme: Theme
) -> None:
    world.set_sectors(figures(44.0))
    left, top, _, _ = world.scene.signs.tags["POK"].box
    casing = theme.color("map.casing")
    before = near(seen(world.canvas.grab().toImage()), casing, 40).sum()
    qtbot.mouseMove(world.canvas.viewport(), QPointF(left + 8, top + 8).toPoint())
    qtbot.waitUntil(world.card.isVisible)
    world.card.hide()
    after = near(seen(world.canvas.grab().toImage()), casing, 40).sum()
    assert after > before + 40


def test_a_drag_by_parts_of_a_pixel_loses_nothing(qtbot: QtBot, world: MapView) -> None:
    settled(world)
    start = world.canvas.camera.x
    port = world.canvas.viewport()
    qtbot.mousePress(port, Qt.MouseButton.LeftButton, pos=QPointF(400, 300).toPoint())
    for x in range(399, 339, -1):
        qtbot.mouseMove(port, QPointF(x, 300).toPoint())
    qtbot.mouseRelease(port, Qt.MouseButton.LeftButton, pos=QPointF(340, 300).toPoint())
    moved_by = (world.canvas.camera.x - start) / world.canvas.camera.metres_per_pixel
    assert moved_by == pytest.approx(60, abs=0.01)


# placing


def test_home_does_not_jump_back_when_a_zone_is_switched_off(
    world: MapView, figures: Figures, moldova: ZoneShape
) -> None:
    world.resize(820, 690)
    world.set_sectors(figures(44.0))
    world.set_zones((moldova,))
    camera = world.canvas.camera
    world.set_zones(())
    assert world.canvas.camera == camera


def test_names_of_seas_keep_to_the_sea(world: MapView, figures: Figures, atlas: Atlas) -> None:
    found = []
    for size in ((660, 510), (820, 690), (1224, 870)):
        world.resize(*size)
        world.set_sectors(figures(44.0))
        seas = [item for item in world.scene.signs.placed if item.name.role == "sea"]
        found += [item.name.text for item in seas]
        for item in seas:
            left, top, right, bottom = item.box
            for x in np.linspace(left, right, 12):
                here = world.canvas.to_map(QPointF(x, (top + bottom) / 2))
                layers = {r["layer"] for r in atlas.identify(here.x(), here.y())}
                assert "countries" not in layers, (size, item.name.text)
    assert "Black Sea" in found
    assert "Sea of Azov" in found
