"""Zones drawn in the window on the real session: cards, undo and redo of every step."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

LEFT = Qt.MouseButton.LeftButton
CTRL = Qt.KeyboardModifier.ControlModifier
FIELD = ((34.0, 48.9), (35.5, 48.9), (35.5, 49.9), (34.0, 49.9))


@pytest.fixture
def room(open_shipped, qtbot):
    """A window in which a zone can be drawn."""
    window = open_shipped()
    qtbot.waitUntil(lambda: window.drawing.drafting.work.table is not None, timeout=10_000)
    return window


def pixel(window, lon, lat):
    return window.map.canvas.to_screen(*window.atlas.to_map(lon, lat)).toPoint()


def draw_field(window, qtbot):
    window.acts["draw"].trigger()
    for place in FIELD:
        at = pixel(window, *place)
        QTest.mouseMove(window.map.canvas.viewport(), at)
        QTest.mouseClick(window.map.canvas.viewport(), LEFT, CTRL, at)
    QTest.keyClick(window.map.canvas, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(window.drawing.drafting.zone))
    return window.drawing.drafting.zone


def rings(window, zone):
    return next((card.rings for card in window._view.options if card.id == zone), None)


def test_a_zone_drawn_has_a_card_that_is_on_and_its_handles_are_out(room, qtbot):
    zone = draw_field(room, qtbot)
    card = room.options.cards[zone]
    assert card.switch.isChecked()
    assert card.hands.name.text() == "Drawn zone 1"
    assert not card.hands.edit.isHidden()
    assert len(rings(room, zone)[0]) == 5
    room.drawing.escape()
    assert not room.drawing.drafting.busy


def test_every_step_is_undone_and_redone_to_the_last_digit(room, qtbot):
    zone = draw_field(room, qtbot)
    seen = [rings(room, zone)]
    port = room.map.canvas.viewport()
    for corner, way in ((0, QPoint(-20, 8)), (2, QPoint(15, -10))):
        at = room.map.canvas.to_screen(*room.drawing.drafting.edit.rings[0][corner]).toPoint()
        QTest.mousePress(port, LEFT, CTRL, at)
        for share in (0.3, 0.6, 1.0):
            QTest.mouseMove(port, at + way * share)
        QTest.mouseRelease(port, LEFT, CTRL, at + way)
        qtbot.waitUntil(
            lambda: (
                rings(room, zone) not in seen
                and room.drawing.commands.settled
                and not room.drawing.drafting.edit.dragging
            )
        )
        qtbot.wait(150)  # a stroke's last outline may still be on its way
        seen.append(rings(room, zone))
    for wanted in (seen[1], seen[0], None):
        room.acts["undo"].trigger()
        qtbot.waitUntil(lambda wanted=wanted: rings(room, zone) == wanted)
    assert not room.drawing.drafting.busy
    for wanted in seen:
        room.acts["redo"].trigger()
        qtbot.waitUntil(lambda wanted=wanted: rings(room, zone) == wanted)


def test_undo_belongs_to_the_sketch_while_there_is_one(room, qtbot):
    room.acts["draw"].trigger()
    assert not room.acts["undo"].isEnabled()
    for place in FIELD[:2]:
        QTest.mouseClick(room.map.canvas.viewport(), LEFT, CTRL, pixel(room, *place))
    assert room.acts["undo"].isEnabled()
    room.acts["undo"].trigger()
    assert len(room.drawing.drafting.sketch.points) == 1
    assert room.acts["redo"].isEnabled()
    room.drawing.escape()
    assert not room.acts["undo"].isEnabled()


def test_a_card_renames_copies_and_removes(room, qtbot):
    zone = draw_field(room, qtbot)
    hands = room.options.cards[zone].hands
    hands.name.setText("  Our   field ")
    hands.name.editingFinished.emit()
    qtbot.waitUntil(lambda: room.options.cards[zone].name.text() == "Our field")
    hands.template.activated.emit(hands.template.findData("eu-rear"))
    hands.remove.click()
    qtbot.waitUntil(lambda: zone not in room.options.cards)
    assert not room.drawing.drafting.busy
    room.commands.choose("gov-now")
    qtbot.waitUntil(lambda: room._view.chosen == "gov-now")
    room.options.cards["gov-now"].hands.copy.click()
    qtbot.waitUntil(lambda: bool(room.drawing.drafting.zone))
    copy = room.drawing.drafting.zone
    assert room.options.cards[copy].switch.isChecked()
    assert not room.options.cards["gov-now"].switch.isChecked()
    assert np.sum([len(ring) for ring in rings(room, copy)]) > 500


def test_a_click_on_its_edge_takes_the_handles_out(room, qtbot):
    zone = draw_field(room, qtbot)
    room.drawing.escape()
    middle = (pixel(room, *FIELD[0]) + pixel(room, *FIELD[1])) / 2
    QTest.mouseClick(room.map.canvas.viewport(), LEFT, pos=middle)
    assert room.drawing.drafting.zone == zone
