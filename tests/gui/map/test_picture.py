"""The picture that frames copy: right at rest, never bare in motion, drawn a little at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np
import pytest
from numpy.typing import NDArray
from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QColor, QImage, QPainter
from pytestqt.qtbot import QtBot

from wargame.app.records import SectorFigure, ZoneShape
from wargame.gui.map.items import Frame, MapItem
from wargame.gui.map.picture import MARGIN, PictureItem, View, snapshot
from wargame.gui.map.view import MapView
from wargame.gui.theme import Theme

Figures = Callable[[float], tuple[SectorFigure, ...]]
Pixels = NDArray[np.float64]
FOREVER = float("inf")


def pixels(image: QImage) -> Pixels:
    plain = image.convertToFormat(QImage.Format.Format_RGB888)
    rows = np.frombuffer(plain.constBits(), np.uint8).reshape(plain.height(), plain.bytesPerLine())
    return rows[:, : 3 * plain.width()].reshape(plain.height(), plain.width(), 3).astype(float)


def afresh(view: MapView) -> Pixels:
    """The map below the names, drawn at once."""
    frame = view.scene.frame
    shown = View(QRectF(frame.visible), frame.metres_per_pixel)
    back = view.scene.picture._canvas.color
    picture = snapshot(frame, view.scene.items, shown, QSize(view.width(), view.height()), back)
    return pixels(picture.toImage())


def shown(view: MapView) -> Pixels:
    """The map below the names as a frame paints it now."""
    image = QImage(view.width(), view.height(), QImage.Format.Format_RGB32)
    image.fill(QColor("magenta"))
    painter = QPainter(image)
    view.scene.picture.draw(painter)
    painter.end()
    return pixels(image)


def wrong(one: Pixels, other: Pixels) -> float:
    """The share of pixels that differ to the eye."""
    return float((np.abs(one - other).max(axis=2) > 24).mean())


@pytest.fixture
def away(world: MapView, figures: Figures, zone: ZoneShape) -> MapView:
    """At rest away from home, with a zone, and the picture of all the land drawn."""
    world.set_sectors(figures(44.0))
    world.set_zones((zone,))
    world.canvas.zoom(2.0)
    world.canvas.settle()
    shown(world)
    while world.scene.picture.draw_on_far(FOREVER):
        pass
    return world


@pytest.mark.parametrize("step", [(30, 0), (0, -30), (-33, 21), (110, -90)])
def test_a_panned_picture_is_the_picture_drawn_afresh(
    qtbot: QtBot, away: MapView, step: tuple[int, int]
) -> None:
    for _ in range(6):  # far enough to leave the margin
        away.canvas.pan(*step)
        shown(away)
    qtbot.waitUntil(away.scene.picture.sharp)
    assert wrong(shown(away), afresh(away)) < 0.002


def test_a_short_pan_draws_nothing_and_is_sharp(away: MapView) -> None:
    picture, taken = away.scene.picture, away.scene.picture.taken
    for _ in range(4):
        away.canvas.pan(MARGIN / 10, -MARGIN / 10)
    assert picture.sharp()
    assert not picture.draw_on(FOREVER)
    assert wrong(shown(away), afresh(away)) < 0.002
    assert picture.taken == taken


@pytest.mark.parametrize("factor", [1.1, 0.8, 0.4])
def test_a_frame_of_a_zoom_shows_the_same_land_less_sharp(away: MapView, factor: float) -> None:
    taken = away.scene.picture.taken
    away.canvas.zoom(factor)
    quick = shown(away)
    assert away.scene.picture.taken == taken  # nothing was drawn for it
    assert not (quick == (255.0, 0.0, 255.0)).all(axis=2).any()  # nothing was left bare
    fresh = afresh(away)
    assert wrong(quick, fresh) < 0.35
    coarse = slice(None, 600), slice(None, 900)
    blocks = [p[coarse].reshape(30, 20, 45, 20, 3).mean(axis=(1, 3)) for p in (quick, fresh)]
    assert np.abs(blocks[0] - blocks[1]).max(axis=2).mean() < 12


def test_the_map_comes_to_rest_only_when_it_is_sharp(qtbot: QtBot, away: MapView) -> None:
    with qtbot.waitSignal(away.canvas.settled):
        away.canvas.zoom(1.3)
        assert away.canvas.frame.moving
    assert away.scene.picture.sharp()
    assert wrong(shown(away), afresh(away)) < 0.002


def test_at_rest_hover_copies_the_picture_and_changes_draw_it_anew(
    away: MapView, figures: Figures, theme: Theme
) -> None:
    picture = away.scene.picture
    taken = picture.taken
    for _ in range(3):
        shown(away)
    away.scene.front.set_hovered("POK")
    shown(away)
    assert picture.taken == taken
    for number, change in enumerate(
        (
            lambda: away.set_zones(()),
            lambda: away.select_sector("POK"),
            away.legend.boxes["nato"].click,
            lambda: away.set_sectors(figures(70.0)),
            lambda: away.set_theme(Theme.load("dark")),
            lambda: away.highlight({"POK": 1.0}, "zone"),
        ),
        start=1,
    ):
        change()
        away.canvas.settle()
        assert wrong(shown(away), afresh(away)) < 0.002
        assert picture.taken == taken + number, number


def test_a_change_while_moving_is_drawn_before_the_map_rests(qtbot: QtBot, away: MapView) -> None:
    away.canvas.zoom(1.2)
    away.scene.picture.draw_on(1e-9)
    with qtbot.waitSignal(away.canvas.settled):
        away.set_zones(())
    assert wrong(shown(away), afresh(away)) < 0.002


@pytest.mark.parametrize("ratio", [1.5, 2.0])
def test_a_picture_on_a_fine_screen_is_copied_pixel_by_pixel(away: MapView, ratio: float) -> None:
    frame, picture = away.scene.frame, away.scene.picture
    frame.ratio = ratio
    away.scene.restyle(Theme.load("light"))
    image = QImage(QSize(away.width(), away.height()) * ratio, QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(ratio)
    painter = QPainter(image)
    picture.draw(painter)
    painter.end()
    view = View(QRectF(frame.visible), frame.metres_per_pixel)
    size = QSize(away.width(), away.height())
    fresh = snapshot(frame, away.scene.items, view, size, picture._canvas.color).toImage()
    assert wrong(pixels(image), pixels(fresh)) < 0.002


class Slow(MapItem):
    """A layer of a hundred strokes that counts those drawn."""

    drawn = 0

    def steps(self, painter: QPainter) -> Iterator[None]:
        for _ in range(100):
            self.drawn += 1
            yield


def test_a_moment_of_drawing_ends_at_the_first_pause_after_it(qapp: object) -> None:
    frame = Frame(100.0, QRectF(0, 0, 4000, 3000), moving=True)
    layer = Slow(frame, 0)
    picture = PictureItem(frame, 1, [layer], frame.visible)
    drawn = []
    while picture.draw_on(1e-9):
        drawn.append(layer.drawn)
    assert max(np.diff(drawn)) == 1
    assert layer.drawn == 100
    assert picture.sharp()


def test_a_picture_given_up_half_way_lets_go_of_its_paper(away: MapView) -> None:
    for _ in range(3):  # Qt warns, and the suite fails, if a painter outlives its image
        away.canvas.zoom(1.1)
        for _ in range(60):
            away.scene.picture.draw_on(1e-9)
        away.scene.picture.restyle(Theme.load("light"))
    assert away.isVisible()
