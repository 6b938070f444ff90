"""A game as a GeoPackage: styled layers, a row for each turn, and QGIS opens it looking right."""

from __future__ import annotations

import shutil
import sqlite3
import subprocess
from xml.etree import ElementTree as ET

import pyogrio
import pytest

from wargame.app import gis, headless

LAYERS = ["control", "front", "sectors", "zones", "front_by_turn", "zones_by_turn"]
TURNS = 2
# QGIS 3.22 opens a layer with its time switched off, whatever the style says; the style itself is
# asked, as "Style > Load from database" does.
ASK_QGIS = """
import sqlite3, sys
from qgis.core import QgsApplication, QgsVectorLayer
from qgis.PyQt.QtXml import QDomDocument
app = QgsApplication([], False); app.initQgis()
kept = dict(sqlite3.connect(sys.argv[1]).execute("select f_table_name, styleQML from layer_styles"))
for name in sys.argv[2:]:
    layer = QgsVectorLayer(f"{sys.argv[1]}|layername={name}", name, "ogr")
    drawn = layer.renderer()
    print(name, layer.isValid(), drawn.type(), len(drawn.categories()), end=" ")
    print(layer.featureCount(), end=" ")
    style = QDomDocument(); style.setContent(kept[name]); layer.importNamedStyle(style)
    print(layer.temporalProperties().isActive())
"""


@pytest.fixture(scope="module")
def game(tmp_path_factory):
    path = tmp_path_factory.mktemp("gis") / "game.gpkg"
    session = headless.session_at("ukraine-2024-12", "gov-now", TURNS, 7)
    gis.export_game(session, path)
    return session, path


def test_every_layer_has_one_default_style_that_is_well_formed(game):
    with sqlite3.connect(game[1]) as database:
        rows = database.execute(
            "select f_table_name, styleQML, useAsDefault from layer_styles"
        ).fetchall()
    assert sorted(name for name, _, _ in rows) == sorted(LAYERS)
    for _, style, default in rows:
        assert default == 1
        assert ET.fromstring(style).find("renderer-v2/symbols/symbol/layer") is not None


def test_a_row_of_the_front_lasts_from_one_turn_to_the_next(game):
    session, path = game
    table = pyogrio.read_dataframe(path, layer="front_by_turn")
    assert sorted(set(table.turn)) == list(range(TURNS + 1))
    spans = table.groupby("turn")[["begins", "ends"]].first()
    spans = [[str(day)[:10] for day in row] for row in spans.to_numpy()]
    assert spans == [
        ["2024-12-01", "2025-02-28"],
        ["2025-03-01", "2025-05-31"],
        ["2025-06-01", "2025-08-31"],
    ]
    last = {figure.id: figure.stability for figure in session.view().sectors}
    told = table[table.turn == TURNS].set_index("sector").stability
    assert {sector: last[sector] for sector in told.index} == pytest.approx(dict(told))


def test_a_zone_says_how_far_it_is_built_up_each_turn(game):
    session, path = game
    table = pyogrio.read_dataframe(path, layer="zones_by_turn")
    built = [float(played.state.implemented[0, 0]) for played in session.played]
    assert table.sort_values("turn").built_up.tolist() == pytest.approx(built)
    assert set(table.option) == {"gov-now"}


@pytest.mark.skipif(shutil.which("qgis") is None, reason="QGIS is not installed")
def test_qgis_opens_every_layer_styled_and_the_turns_in_time(game):
    asked = subprocess.run(
        ["/usr/bin/python3", "-c", ASK_QGIS, str(game[1]), *LAYERS],
        capture_output=True, text=True, timeout=120, check=False,
        env={"QT_QPA_PLATFORM": "offscreen", "HOME": str(game[1].parent), "PATH": "/usr/bin:/bin"},
    )  # fmt: skip
    told = {line.split()[0]: line.split()[1:] for line in asked.stdout.splitlines()}
    assert sorted(told) == sorted(LAYERS), asked.stderr[-800:]
    for name, (valid, kind, count, rows, timed) in told.items():
        assert (valid, kind) == ("True", "categorizedSymbol"), name
        assert int(count) >= 1, name
        assert int(rows) >= 1, name
        assert timed == str(name.endswith("by_turn")), name
