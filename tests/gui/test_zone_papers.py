"""Zone files in the window: saved, opened again, dropped on it; refused in words."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication

RING = ((34.0, 48.9), (35.5, 48.9), (35.5, 49.9), (34.0, 49.9), (34.0, 48.9))
HOLE = ((34.5, 49.2), (35.0, 49.2), (35.0, 49.6), (34.5, 49.2))


@pytest.fixture
def room(open_shipped, qtbot):
    window = open_shipped()
    qtbot.waitUntil(lambda: window.drawing.drafting.work.table is not None, timeout=10_000)
    window.drawing.commands.draw((RING, HOLE))
    qtbot.waitUntil(lambda: bool(window.drawing.drafting.zone))
    return window


def cards(window):
    return {card.id: card for card in window._view.options if card.drawn}


SLOW = pytest.mark.soak


@pytest.mark.parametrize(
    "suffix",
    [".geojson", pytest.param(".gpkg", marks=SLOW), pytest.param(".kml", marks=SLOW)],
)
def test_a_zone_saved_removed_and_opened_again_is_the_same(room, qtbot, tmp_path, suffix):
    path = tmp_path / f"field{suffix}"
    room.zone_papers.save(path, room.zone_papers.wanted())
    qtbot.waitUntil(path.is_file, timeout=20_000)
    qtbot.waitUntil(lambda: path.name in room.status.under.text(), timeout=20_000)
    (first,) = cards(room).values()
    room.drawing.commands.remove(first.id)
    qtbot.waitUntil(lambda: not cards(room))
    room.zone_papers.open(path)
    qtbot.waitUntil(lambda: bool(cards(room)), timeout=30_000)
    (again,) = cards(room).values()
    assert again.name == first.name
    assert {frozenset(ring) for ring in again.rings} == {frozenset(ring) for ring in first.rings}
    assert again.chosen


def test_a_file_dropped_on_the_window_is_opened(room, qtbot, tmp_path):
    path = tmp_path / "field.geojson"
    room.zone_papers.save(path, room.zone_papers.wanted())
    qtbot.waitUntil(path.is_file, timeout=20_000)
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    held = (Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton)
    none = Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(QPoint(600, 400), *held, none)
    QApplication.sendEvent(room, enter)
    assert enter.isAccepted()
    QApplication.sendEvent(room, QDropEvent(QPointF(600, 400), *held, none))
    qtbot.waitUntil(lambda: len(cards(room)) == 2, timeout=30_000)


def test_a_file_that_is_no_zone_is_refused_in_words(room, qtbot, tmp_path):
    path = tmp_path / "wrong.geojson"
    path.write_text('{"type": "FeatureCollection", "features": [')
    room.zone_papers.open(path)
    qtbot.waitUntil(lambda: "wrong.geojson" in room.status.refusal.text(), timeout=30_000)
    assert len(cards(room)) == 1


def test_a_place_that_cannot_be_written_is_said(room, qtbot):
    room.zone_papers.save(Path("/nowhere/at/all.geojson"), room.zone_papers.wanted())
    qtbot.waitUntil(lambda: bool(room.status.refusal.text()), timeout=20_000)


def test_a_scenario_copy_carries_the_zone_drawn(room, qtbot, tmp_path):
    path = tmp_path / "mine.toml"
    room.zone_papers.save_scenario(path)
    qtbot.waitUntil(path.is_file, timeout=20_000)
    assert "drawn-1" in path.read_text(encoding="utf-8")
