"""The map as an atlas: what is drawn where, names that stay, grids, points of view on borders."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QRectF, Qt
from pytestqt.qtbot import QtBot

from wargame.app.atlas import Atlas
from wargame.app.grid import PROJECTION, grid_reference
from wargame.app.reach import reach_km
from wargame.app.records import SectorFigure, ZoneShape
from wargame.gui.map.grid import spacing_at, written
from wargame.gui.map.labels import overlaps
from wargame.gui.map.legend import MORE
from wargame.gui.map.listing import listing
from wargame.gui.map.more import VIEWS
from wargame.gui.map.scene import NEIGHBOURS
from wargame.gui.map.view import MapView
from wargame.gui.theme import Theme

Figures = Callable[[float], tuple[SectorFigure, ...]]
GOLDEN = Path(__file__).parent / "golden"
VIEWPOINTS = {
    "theatre": None,
    "donbas": (37.6, 48.3, 150.0),
    "dnipro": (34.9, 48.5, 280.0),
}  # longitude, latitude, metres per pixel


def look(view: MapView, atlas: Atlas, lon: float, lat: float, scale: float) -> None:
    """Come to rest over a place."""
    x, y = atlas.to_map(lon, lat)
    view.canvas.show_area(QRectF(x - 1, y - 1, 2, 2), scale)
    view.canvas.settle()


def pushed(view: MapView, key: str, offset: tuple[float, float]) -> bool:
    """Whether a name could not stay: an edge, a panel, a pill or its leader is in the way."""
    item = next(p for p in view.scene.signs.placed if f"{p.name.text} {p.name.x:.0f}" == key)
    left, top = item.point[0] + offset[0], item.point[1] + offset[1]
    right, bottom = left + item.box[2] - item.box[0], top + item.box[3] - item.box[1]
    if left < 0 or top < 0 or right > view.width() or bottom > view.height():
        return True
    fixed = [*view._boxes(), *(tag.box for tag in view.scene.signs.tags.values())]
    return overlaps(np.array(fixed), (left, top, right, bottom))


def places(view: MapView) -> dict[str, tuple[float, float]]:
    """Where each name stands, from the point it belongs to."""
    return {
        f"{p.name.text} {p.name.x:.0f}": (p.box[0] - p.point[0], p.box[1] - p.point[1])
        for p in view.scene.signs.placed
    }


@pytest.mark.parametrize("name", sorted(VIEWPOINTS))
def test_what_is_drawn_is_what_was_looked_at(
    world: MapView, atlas: Atlas, figures: Figures, zone: ZoneShape, name: str
) -> None:
    world.set_sectors(figures(44.0))
    world.set_zones((zone,))
    where = VIEWPOINTS[name]
    if where is not None:
        look(world, atlas, *where)
    found, kept = listing(world), GOLDEN / f"{name}.txt"
    if os.environ.get("WARGAME_GOLDEN") == "write":
        kept.write_text(found, encoding="utf-8")
    assert found == kept.read_text(encoding="utf-8")


def test_names_stay_where_they_are_while_the_map_is_panned(
    world: MapView, atlas: Atlas, figures: Figures
) -> None:
    world.set_sectors(figures(44.0))
    look(world, atlas, 33.5, 48.9, 600.0)
    before = places(world)
    jumped = set()
    for _ in range(5):
        world.canvas.pan(17, -11)
        world.canvas.settle()
        now = places(world)
        both = before.keys() & now.keys()
        assert len(both) > 0.75 * len(before)
        moved = (key for key in both if not np.allclose(now[key], before[key], atol=1e-6))
        jumped |= {key for key in moved if not pushed(world, key, before[key])}
        before = now
    assert len(jumped) <= 2, jumped  # one that was pushed may push another


def test_names_never_overlap_with_every_layer_on(world: MapView, atlas: Atlas) -> None:
    for key in ("claims", "mgrs", "graticule"):
        world.legend.boxes[key].click()
    roles = set()
    for scale in (1000.0, 450.0, 150.0):
        look(world, atlas, 36.5, 48.4, scale)
        roles |= {item.name.role for item in world.scene.signs.placed}
        boxes = np.array([item.box for item in world.scene.signs.placed])
        for index, box in enumerate(boxes[:-1]):
            assert not overlaps(boxes[index + 1 :], tuple(box))
    assert {"oblast", "grid", "claim"} <= roles


def test_countries_speak_from_afar_and_oblasts_close_up(world: MapView, atlas: Atlas) -> None:
    def shown() -> set[str]:
        return {item.name.role for item in world.scene.signs.placed}

    assert "country_focus" in shown()
    assert not {"oblast", "river"} & shown()
    look(world, atlas, 37.7, 48.3, 250.0)
    assert "country_focus" not in shown()
    assert {"oblast", "river"} <= shown()


def test_insets_name_where_each_region_is_run_from(world: MapView) -> None:
    artist = world.tray._artist
    seats = {
        "Abkhazia": "Sukhumi",
        "South Ossetia": "Tskhinvali",
        "Transnistria": "Tiraspol",
    }
    for name, inset in world.tray.insets.items():
        size = inset.picture_size()
        found = artist._names(inset.region, artist.view_of(inset.region, size), size)
        assert seats[name] in {placed.name.text for placed in found}


def test_the_map_says_how_it_is_projected(world: MapView) -> None:
    assert PROJECTION in "".join(world.scale_panel.lines())
    assert PROJECTION == "Lambert conic, 45.5\u00b0 and 51.5\u00b0 N"


# points of view


@pytest.mark.parametrize("words", VIEWS)
def test_a_point_of_view_shows_its_borders_and_claims_say_that_they_are(
    world: MapView, words: str
) -> None:
    world.legend.more.view.setCurrentText(words)
    world.legend.more.view.activated.emit(world.legend.more.view.currentIndex())
    recognised, claims = VIEWS[words]
    shown = {
        key: [item.isVisible() for item in world.scene.switches[key]]
        for key in ("recognised", "claims", "occupied")
    }
    assert all(shown["occupied"])  # control is in every view
    assert all(seen == recognised for seen in shown["recognised"])
    assert all(seen == claims for seen in shown["claims"])
    named = [item.name.text for item in world.scene.signs.placed if item.name.role == "claim"]
    assert bool(named) == claims
    assert all(text.startswith("claim: ") for text in named)
    assert not world.legend.boxes["claims"].text().startswith("Recognised")


def test_two_switches_set_by_hand_name_the_view_that_they_make(world: MapView) -> None:
    more = world.legend.more
    assert more.view.currentText() == "Borders as recognised"
    world.legend.boxes["claims"].click()
    assert more.view.currentText() == "Recognised, with claims"
    world.legend.boxes["claims"].click()
    world.legend.boxes["recognised"].click()
    assert more.view.currentText() == "Own choice"


def test_further_layers_unfold_and_fold(qtbot: QtBot, world: MapView) -> None:
    world.resize(1100, 800)
    assert not world.legend.boxes["eu"].isVisible()
    qtbot.mouseClick(world.legend.more.button, Qt.MouseButton.LeftButton)
    assert all(world.legend.boxes[key].isVisible() for key in MORE)
    qtbot.mouseClick(world.legend.more.button, Qt.MouseButton.LeftButton)
    assert not world.legend.boxes["eu"].isVisible()


@pytest.mark.parametrize("key", ["eu", "neighbours", "reach", "graticule", "mgrs", "recognised"])
def test_a_further_switch_changes_the_map_and_back_again(
    world: MapView, zone: ZoneShape, key: str
) -> None:
    world.set_zones((zone,))
    before = world.canvas.grab().toImage()
    world.legend.boxes[key].click()
    assert world.canvas.grab().toImage() != before
    world.legend.boxes[key].click()
    assert world.canvas.grab().toImage() == before


def test_neighbours_are_those_that_touch_ukraine(atlas: Atlas) -> None:
    layer = atlas.layers["countries"]
    iso = [record["iso"] for record in layer.records]
    own = np.vstack(layer.parts_of(iso.index("UA")))
    points = {tuple(point) for point in own.round()}
    touching = {
        code
        for index, code in enumerate(iso)
        if code != "UA" and points & {tuple(p) for p in np.vstack(layer.parts_of(index)).round()}
    }
    assert touching == set(NEIGHBOURS)


def test_the_reach_is_as_wide_as_the_distances_of_the_rules(
    world: MapView, atlas: Atlas, theme: Theme
) -> None:
    assert reach_km() == (8.0, 25.0, 40.0)
    x, y = atlas.to_map(26.0, 57.0)
    ring = np.array([(x, y), (x + 3e5, y), (x + 3e5, y + 3e5), (x, y + 3e5), (x, y)])
    world.set_zones((ZoneShape("box", "article5", True, (ring,)),))
    look(world, atlas, 25.8, 58.2, 500.0)
    plain = world.canvas.grab().toImage()
    world.legend.boxes["reach"].click()
    banded = world.canvas.grab().toImage()
    for km, inside in ((4, True), (15, True), (36, True), (46, False)):
        at = world.canvas.to_screen(x - km * 1000.0, y + 150_000.0).toPoint()
        assert (banded.pixelColor(at) != plain.pixelColor(at)) == inside, km
    at = world.canvas.to_screen(x + 60_000.0, y + 150_000.0).toPoint()
    assert banded.pixelColor(at) == plain.pixelColor(at)  # nothing inside the zone


# grids


def test_lines_of_the_graticule_stand_closer_the_nearer_one_looks() -> None:
    assert [spacing_at(scale) for scale in (1400.0, 600.0, 300.0, 100.0)] == [5.0, 2.0, 1.0, 0.5]
    assert (written(48.0, "NS"), written(36.5, "EW")) == ("48\u00b0 N", "36.5\u00b0 E")


def test_degrees_stand_where_their_line_leaves_the_map(world: MapView, atlas: Atlas) -> None:
    world.legend.boxes["graticule"].click()
    texts = world.scene.edges.texts()
    assert {"30\u00b0 E", "50\u00b0 N"} <= texts.keys()
    for text, (x, y) in texts.items():
        here = world.canvas.to_map(QPoint(round(x), round(y)).toPointF())
        lon, lat = atlas.to_lonlat(here.x(), here.y())
        assert float(text.split("\u00b0")[0]) == pytest.approx(lon if y == 0.0 else lat, abs=0.02)


def test_a_place_is_told_by_the_military_grid_to_a_hundred_metres() -> None:
    assert grid_reference(30.5234, 50.4501) == "36U UA 241 916"
    assert grid_reference(30.0, 88.0) == ""
