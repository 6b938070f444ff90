"""Unit symbols on the map: drawn where they stand, told apart, explained under the pointer."""

from __future__ import annotations

from pathlib import Path

import pytest

from wargame import paths
from wargame.app.atlas import load_atlas
from wargame.app.headless import session_at
from wargame.gui.map.forces import picture_of, size_of
from wargame.gui.map.view import MapView
from wargame.gui.theme import Theme


@pytest.fixture(scope="module")
def marks():
    return session_at("ukraine-2024-12", "gov-now", 3, 7).view().forces


@pytest.fixture
def world(qtbot, marks):
    view = MapView(Theme.load("light"), load_atlas())
    qtbot.addWidget(view)
    view.resize(1200, 800)
    view.show()
    view.set_forces(marks)
    view.scene.show_layer("forces", True)
    return view


def looks(world):
    world.canvas.settle()
    return world.canvas.grab().toImage()


def test_every_shipped_symbol_is_a_picture_that_qt_can_draw(qapp):
    names = sorted(path.stem for path in Path(paths.assets() / "symbols").glob("*.svg"))
    assert len(names) >= 18
    for name in names:
        assert picture_of(name).isValid(), name
        assert size_of(name)[0] > 10


def test_a_symbol_is_drawn_where_it_stands_and_goes_with_its_layer(world, marks):
    shown = looks(world)
    world.scene.show_layer("forces", False)
    hidden = looks(world)
    mark = next(mark for mark in marks if mark.id == "gf-south")
    at = world.canvas.to_screen(*mark.at)
    ratio = shown.devicePixelRatio()
    here = (round((at.x() - 7) * ratio), round(at.y() * ratio))
    assert shown.pixelColor(*here) != hidden.pixelColor(*here)
    assert world.scene.forces.boxes() == []


def test_the_symbol_keeps_its_size_when_the_map_is_zoomed(world):
    before = [box[2] - box[0] for box in world.scene.forces.boxes()]
    world.zoom_in()
    after = [box[2] - box[0] for box in world.scene.forces.boxes()]
    assert before == pytest.approx(after)


def test_under_the_pointer_a_symbol_says_what_it_is_and_that_frames_are_no_judgement(world, marks):
    mark = next(mark for mark in marks if mark.id == "gov-now-guarantor")
    at = world.canvas.to_screen(*mark.at)
    facts = world.scene.forces.facts_at(at.x(), at.y())
    assert facts is not None
    assert facts.title == "Guarantor troops: Gov-held, in force now"
    assert "no judgement" in dict(facts.rows)["Symbol"]
    assert "not modelled" in dict(facts.rows)["What"]


def test_names_and_pills_keep_clear_of_symbols(world):
    world.canvas.settle()
    taken = world.scene.forces.boxes()
    for placed in world.scene.signs.placed:
        left, top, right, bottom = placed.box
        for box in taken:
            apart = right <= box[0] or left >= box[2] or bottom <= box[1] or top >= box[3]
            assert apart, placed.name.text


def test_a_stronger_force_has_a_larger_sign_of_size(qapp):
    assert size_of("guarantor-corps")[0] >= size_of("guarantor-brigade")[0]
    assert size_of("kyiv-army-group")[0] > size_of("kyiv-brigade")[0] * 0.9
