"""The tray of frozen conflicts: what it draws and says, when it gives way, how it is reached."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from numpy.typing import NDArray
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPixmap
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from wargame.app.atlas import Atlas
from wargame.app.records import RegionFigure, SectorFigure
from wargame.gui.map.insets import InsetArtist
from wargame.gui.map.overlays import SHADOW
from wargame.gui.map.regions import chance_word, region_facts, regions_of
from wargame.gui.map.view import MapView
from wargame.gui.theme import Theme

Figures = Callable[[float], tuple[SectorFigure, ...]]
NAMES = ("Transnistria", "Abkhazia", "South Ossetia")


def frozen(flared: str = "") -> tuple[RegionFigure, ...]:
    """Three regions as a session would show them; `flared` names one that has."""
    return tuple(
        RegionFigure(
            id=name.lower().replace(" ", "-"),
            name=name,
            flared=name == flared,
            flare_chance=0.03 + 0.1 * index,
            troops_k=1.5 + index,
            population_k=240.0,
            patron_share=0.85,
            sources="troops: a base, rounded (from memory)",
        )
        for index, name in enumerate(NAMES)
    )


def near(image: QImage, color: QColor, by: float = 30.0) -> NDArray[np.bool_]:
    """Which pixels of an image are nearly of a colour."""
    plain = image.convertToFormat(QImage.Format.Format_RGB888)
    rows = np.frombuffer(plain.constBits(), np.uint8).reshape(plain.height(), plain.bytesPerLine())
    pixels = rows[:, : 3 * plain.width()].reshape(plain.height(), plain.width(), 3).astype(float)
    wanted = np.array([color.red(), color.green(), color.blue()], float)
    return np.asarray(np.abs(pixels - wanted).max(axis=2) <= by)


@pytest.fixture
def wide(qtbot: QtBot, world: MapView, figures: Figures) -> MapView:
    """A map with room for the tray, its pictures drawn."""
    world.resize(1224, 870)
    world.set_sectors(figures(44.0))
    world.set_regions(frozen())
    insets = world.tray.insets.values()
    qtbot.waitUntil(lambda: all(not inset.picture.isNull() for inset in insets))
    return world


def crimea(view: MapView, atlas: Atlas) -> QRectF:
    """Where Crimea with Sevastopol lies on the map shown."""
    layer = atlas.layers["oblasts"]
    found = QRectF()
    for index, record in enumerate(layer.records):
        if record["iso"] in ("UA-43", "UA-40"):
            for ring in layer.parts_of(index):
                ends = [view.canvas.to_screen(*point) for point in ring[::5]]
                x, y = [end.x() for end in ends], [end.y() for end in ends]
                found |= QRectF(min(x), min(y), max(x) - min(x), max(y) - min(y))
    return found


@pytest.mark.parametrize("name", NAMES)
def test_an_inset_shows_the_region_with_the_pattern_of_its_status(
    wide: MapView, theme: Theme, name: str
) -> None:
    image = wide.tray.insets[name].picture.toImage()
    assert near(image, theme.color("map.frz")).mean() > 0.005
    assert near(image, theme.color("map.frz_ln")).mean() > 0.005


def test_an_inset_follows_the_legend_and_the_theme(
    qtbot: QtBot, wide: MapView, theme: Theme
) -> None:
    inset = wide.tray.insets["Abkhazia"]
    wide.legend.boxes["frozen-conflict"].click()
    purple = theme.color("map.frz")
    qtbot.waitUntil(lambda: near(inset.picture.toImage(), purple).mean() < 0.004)
    dark = Theme.load("dark")
    wide.set_theme(dark)
    sea = dark.color("map.sea")
    qtbot.waitUntil(lambda: near(inset.picture.toImage(), sea, 3).mean() > 0.1)


def test_pictures_are_sharp_at_the_ratio_of_the_screen(
    world: MapView, atlas: Atlas, theme: Theme
) -> None:
    world.scene.frame.ratio = 1.5
    artist = InsetArtist(atlas, world.scene.frame, world.scene.inset_items(), world.scene.signs)
    inset = world.tray.insets["Abkhazia"]
    picture = artist.draw(inset.region, inset.picture_size(), theme)
    assert isinstance(picture, QPixmap)
    assert picture.size() == inset.picture_size() * 1.5
    assert picture.devicePixelRatio() == 1.5
    assert artist.draw(inset.region, inset.picture_size(), theme) is None  # nothing changed


def test_an_inset_says_parent_troops_and_chance_with_their_caveats(wide: MapView) -> None:
    inset = wide.tray.insets["Transnistria"]
    assert inset.lines() == ("Transnistria", "Moldova \u00b7 1,500 troops", "Flare-up: low, 3 %")
    assert wide.tray.insets["Abkhazia"].lines()[1:] == (
        "Georgia \u00b7 2,500 troops",
        "Flare-up: moderate, 13 %",
    )
    assert inset.accessibleName() == "Transnistria"
    words = inset.accessibleDescription()
    assert "within a year, in this model: low, 3 %" in words
    assert "1,500 Russian troops, from memory" in words
    assert "in this model" in wide.tray.note()
    assert "troops: from memory" in wide.tray.note()


def test_a_flare_up_is_marked_by_word_sign_and_edge(wide: MapView, theme: Theme) -> None:
    inset = wide.tray.insets["Abkhazia"]
    bad = theme.color("bad")
    before = near(inset.grab().toImage(), bad, 12).sum()
    wide.set_regions(frozen("Abkhazia"))
    assert inset.lines()[2].startswith("Flared up")
    assert near(inset.grab().toImage(), bad, 12).sum() > before + 300
    words = inset.grab().toImage().copy(30, inset.height() - 17, 100, 13)
    assert near(words, bad, 40).sum() > 30
    assert "has happened" in inset.accessibleDescription()
    assert not wide.tray.insets["Transnistria"].lines()[2].startswith("Flared up")


@pytest.mark.parametrize("name", NAMES)
def test_a_click_brings_the_region_to_the_middle_and_shows_its_card(
    qtbot: QtBot, wide: MapView, name: str
) -> None:
    inset = wide.tray.insets[name]
    with qtbot.waitSignal(wide.region_clicked) as told:
        qtbot.mouseClick(inset, Qt.MouseButton.LeftButton)
    assert told.args == [name.lower().replace(" ", "-")]
    assert inset.isChecked()
    qtbot.waitUntil(wide.card.isVisible)
    assert wide.card.facts is not None
    rows = dict(wide.card.facts.rows)
    assert wide.card.facts.title == name
    assert rows["Flare-up"].endswith("within a year, in this model")
    assert "from memory" in rows["Troops"]
    point = wide.canvas.to_screen(inset.region.rect.center().x(), inset.region.rect.center().y())
    assert wide.canvas.rect().adjusted(200, 150, -200, -150).contains(point.toPoint())


def test_the_keyboard_reaches_every_inset_and_opens_one(qtbot: QtBot, wide: MapView) -> None:
    wide.tray.button().setFocus(Qt.FocusReason.TabFocusReason)
    reached = []
    for _ in NAMES:
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        reached.append(QApplication.focusWidget().accessibleName())
    assert tuple(reached) == NAMES
    with qtbot.waitSignal(wide.region_clicked) as told:
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Space)
    assert told.args == ["south-ossetia"]


@pytest.mark.parametrize(
    ("size", "shape"),
    [((1224, 870), "row"), ((820, 690), "row"), ((660, 510), "column"), ((560, 420), "folded")],
)
def test_crimea_stays_whole_and_clear_of_the_tray_at_home(
    world: MapView, atlas: Atlas, figures: Figures, size: tuple[int, int], shape: str
) -> None:
    world.resize(*size)
    world.set_sectors(figures(44.0))
    world.set_regions(frozen())
    land = crimea(world, atlas)
    assert QRectF(world.rect()).contains(land)
    tray = world.tray
    is_open = tray.isVisible() and not tray.is_folded
    assert is_open == (shape != "folded")
    assert tray.is_column == (shape == "column")
    if tray.isVisible():
        body = tray.geometry().adjusted(SHADOW, SHADOW, -SHADOW, -SHADOW)
        assert not QRectF(tray.geometry()).intersects(land)
        for other in (world.legend, world.scale_panel):
            assert not body.intersects(other.geometry().adjusted(SHADOW, SHADOW, -SHADOW, -SHADOW))


def test_in_a_small_window_all_three_stand_one_below_another(
    qtbot: QtBot, world: MapView, figures: Figures
) -> None:
    world.resize(658, 508)  # what 1280 by 720 leaves
    world.set_sectors(figures(44.0))
    world.set_regions(frozen("Abkhazia"))
    tray = world.tray
    rows = [tray.insets[name] for name in NAMES]
    qtbot.waitUntil(lambda: all(not inset.picture.isNull() for inset in rows))
    assert [inset.x() for inset in rows] == [0, 0, 0]
    assert len({inset.y() for inset in rows}) == 3
    assert all(inset.visibleRegion().boundingRect() == inset.rect() for inset in rows)
    assert tray.size() == tray.column_size(world.legend.width())
    tray.button().click()
    assert tray.is_folded
    assert tray.x() == world.legend.x()  # it waits where it stood
    tray.button().click()
    assert tray.is_column
    assert not tray.is_folded


def test_a_person_unfolds_it_until_the_window_is_another_size(world: MapView) -> None:
    world.resize(560, 420)
    world.set_regions(frozen())
    assert world.tray.is_folded
    world.tray.button().click()
    assert not world.tray.is_folded
    world.set_regions(frozen("Abkhazia"))
    assert not world.tray.is_folded
    world.resize(570, 430)
    assert world.tray.is_folded
    assert world.tray.button().accessibleName() == "Unfold the frozen conflicts"


def test_without_figures_there_is_no_tray(world: MapView) -> None:
    world.resize(1224, 870)
    assert not world.tray.isVisible()


def test_the_card_names_the_state_that_a_region_is_recognised_as(
    atlas: Atlas, theme: Theme
) -> None:
    regions = regions_of(atlas)
    assert set(regions) == set(NAMES)
    rows = dict(region_facts(frozen()[0], regions["Transnistria"], theme).rows)
    assert rows["Status"] == "frozen-conflict; recognised as Moldova"
    assert rows["So far"] == "none in this game"
    assert "Bender" in rows["Note"]


@pytest.mark.parametrize(
    ("chance", "word"),
    [(0.0, "very low"), (0.02, "low"), (0.05, "moderate"), (0.2, "elevated"), (1.0, "high")],
)
def test_a_chance_has_the_word_of_the_tokens(qapp: QApplication, chance: float, word: str) -> None:
    assert chance_word(chance, Theme.load("light")) == word
