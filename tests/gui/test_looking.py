"""Find, measure and identify in the window: nothing of the game changes."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def looking(window, qtbot):
    window.looking._load()
    qtbot.waitUntil(lambda: window.looking._gazetteer is not None, timeout=10_000)
    return window.looking


def pixel(window, lon, lat) -> QPoint:
    return window.map.canvas.to_screen(*window.atlas.to_map(lon, lat)).toPoint()


def test_a_place_is_found_by_ctrl_f_gone_to_and_marked(window, looking, qtbot):
    window.acts["find"].trigger()
    field = looking.find.field
    field.setText("\u043f\u043e\u043a\u0440\u043e\u0432\u0441\u044c\u043a")
    assert "Pokrovsk" in looking.find.list.item(0).text()
    QTest.keyClick(field, Qt.Key.Key_Return)
    x, y = looking.mark.at
    middle = window.map.canvas.camera
    assert (middle.x, middle.y) == (pytest.approx(x, abs=9e3), pytest.approx(y, abs=9e3))
    assert looking.mark.words == "Pokrovsk"
    assert looking.find.list.isHidden()
    QTest.keyClick(field, Qt.Key.Key_Escape)
    assert looking.find.isHidden()
    assert looking.mark.at is None


def test_down_chooses_the_next_place_and_nonsense_says_so(window, looking):
    window.acts["find"].trigger()
    looking.find.field.setText("Pokrovsk")
    QTest.keyClick(looking.find.field, Qt.Key.Key_Down)
    assert looking.find.list.currentRow() == 1
    looking.find.field.setText("qqqxzw")
    assert looking.find.note.text() == "No place called qqqxzw on this map."


def test_a_way_is_measured_by_clicks_and_the_next_one_begins_anew(window, looking):
    window.acts["measure"].trigger()
    port = window.map.canvas.viewport()
    for place in ((30.5, 50.45), (36.23, 49.99)):
        QTest.mouseMove(port, pixel(window, *place))
        QTest.mouseClick(port, LEFT, pos=pixel(window, *place))
    km = float(looking.measure.length.text().split()[0])
    assert km == pytest.approx(411, abs=5)
    QTest.keyClick(window.map.canvas, Qt.Key.Key_Return)
    QTest.mouseMove(port, pixel(window, 31, 47))
    assert looking.measure.length.text().startswith(str(round(km)))
    QTest.mouseClick(port, LEFT, pos=pixel(window, 31, 48))
    assert looking.measure.length.text() == "0 m"
    window.escape()
    assert looking.measure.isHidden()
    assert window.drawing.drafting.hold.tool is None


def test_drawing_ends_measuring_and_measuring_ends_drawing(window, looking):
    window.acts["measure"].trigger()
    window.acts["draw"].trigger()
    assert looking.measure.isHidden()
    assert window.drawing.drafting.sketching
    window.acts["measure"].trigger()
    assert not window.drawing.drafting.busy
    assert looking.measure.isVisible()


def test_a_click_lists_what_lies_there_with_source_and_date(window, looking):
    before = len(window.session.calls)
    QTest.mouseClick(window.map.canvas.viewport(), LEFT, pos=pixel(window, 34.0, 45.4))
    assert looking.card.isVisible()
    said = looking.card.area.accessibleDescription()
    assert "Status occupied." in said
    assert "Basis assessed." in said
    assert "Source" in said
    assert "As of 2024-12-01." in said
    window.escape()
    assert looking.card.isHidden()
    window.acts["identify"].trigger()
    assert looking.card.isVisible()
    assert len(window.session.calls) == before
