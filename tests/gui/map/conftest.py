"""A real map in a window that nobody sees, for every test of the map."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from wargame.app.atlas import Atlas, load_atlas
from wargame.app.records import SectorFigure, ZoneShape
from wargame.gui.fonts import load_fonts
from wargame.gui.map.view import MapView
from wargame.gui.theme import Theme

SIZE = (900, 640)


@pytest.fixture(scope="session")
def atlas() -> Atlas:
    """The map that ships."""
    return load_atlas()


@pytest.fixture
def theme(qapp: QApplication) -> Theme:
    """The light theme, with the fonts that ship."""
    assert load_fonts() == ()
    return Theme.load("light")


def figure(record: dict[str, object], stability: float, change: float = 3.0) -> SectorFigure:
    """A sector as a session would show it, at its place on the map."""
    return SectorFigure(
        id=str(record["sector"]),
        name=str(record["name"]),
        stability=stability,
        change=change,
        holds=0.5,
        quiet=0.5,
        deterrence=0.3,
        gap_km=10.0,
        occupied_share=0.0,
        fighting=True,
        net_km2=0.0,
        displacement_km=0.0,
        length_km=100.0,
        measured_km=float(str(record["measured_km"])),
        population_m=1.0,
        salience=0.5,
        irregulars=0.1,
        confidence=float(str(record["confidence"])),
        basis=str(record["basis"]),
        x=float(str(record["x"])),
        y=float(str(record["y"])),
    )


@pytest.fixture
def figures(atlas: Atlas) -> Callable[[float], tuple[SectorFigure, ...]]:
    """All sectors of the map at one stability."""

    def at(stability: float) -> tuple[SectorFigure, ...]:
        return tuple(figure(dict(record), stability) for record in atlas.layers["front"].records)

    return at


@pytest.fixture
def zone(atlas: Atlas) -> ZoneShape:
    """Government-held land as a zone under Article 5, in force now."""
    layer = atlas.layers["control"]
    held = next(
        index for index, record in enumerate(layer.records) if record["status"] == "government-held"
    )
    return ZoneShape("gov-now", "article5", True, layer.parts_of(held))


@pytest.fixture
def world(qtbot: QtBot, theme: Theme, atlas: Atlas) -> MapView:
    """The map, shown at home and at rest, with no session."""
    view = MapView(theme, atlas)
    qtbot.addWidget(view)
    view.resize(*SIZE)
    view.show()
    qtbot.waitExposed(view)
    view.canvas.settle()
    return view
