"""The large comparison: against any option, as tables, in files, before a room, discs apart."""

from __future__ import annotations

import csv
from itertools import combinations
from math import hypot

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog

from wargame.app.comparison_words import BY_KEY, CLASH, MEASURES, place_of
from wargame.gui.panels.compare_discs import told_apart
from wargame.gui.panels.compare_plot import marks_of, span_of

LEFT = Qt.MouseButton.LeftButton
WAIT = 10_000


@pytest.fixture
def large(qtbot, window):
    window.acts["compare"].trigger()
    qtbot.waitUntil(lambda: window.comparing.found is not None, timeout=WAIT)
    qtbot.waitUntil(lambda: not window.comparing.working, timeout=WAIT)
    return window.comparing.large


def choose_baseline(large, option):
    large.head.baseline.setCurrentIndex(large.head.baseline.findData(option))


def test_any_option_can_be_the_one_the_others_are_held_against(large, window):
    page = window.inspector.compare
    assert "reference" in large.cards["none"].accessibleName()
    assert "more stable than no zone" in page.what.text()
    choose_baseline(large, "gov-now")
    assert "reference" in large.cards["gov-now"].accessibleName()
    said = large.cards["none"].accessibleName()
    assert "more stable than Gov-held, in force now in 1.3 of 10" in said
    assert "more stable than Gov-held, in force now" in page.what.text()
    assert "more stable than Gov-held, in force now in 1.3 of 10" in page.lines.accessibleName()
    assert large.head.baseline.currentData() == "gov-now"


def test_the_baseline_stays_when_a_step_is_taken_and_compared_anew(qtbot, large, window):
    choose_baseline(large, "gov")
    with qtbot.waitSignal(window.view_shown, timeout=WAIT):
        window.commands.play_turn()
    assert window.comparing.baseline == large.head.baseline.currentData() == "gov"


def test_as_a_table_every_measure_of_every_option_stands_there(qtbot, large):
    assert large.area.isVisible()
    qtbot.mouseClick(large.head.tables, LEFT)
    assert large.tables.isVisible()
    assert not large.area.isVisible()
    cells = large.tables.cells
    assert cells.rowCount() == len(MEASURES)
    assert cells.columnCount() == len(large.cards)
    assert cells.item(0, 0).text() == "40 (38 to 42)"
    qtbot.mouseClick(large.tables.buttons.button(1), LEFT)
    assert cells.item(0, 0).text() == "reference"
    assert cells.item(0, 2).text().startswith("+18 (")
    qtbot.mouseClick(large.tables.buttons.button(2), LEFT)
    assert cells.item(0, 2).text() == "10.0 of 10"
    choose_baseline(large, "gov-now")
    assert cells.item(0, 2).text() == "reference"
    qtbot.mouseClick(large.head.tables, LEFT)
    assert large.area.isVisible()


def test_what_is_selected_is_copied_with_its_names(qtbot, large):
    qtbot.mouseClick(large.head.tables, LEFT)
    cells = large.tables.cells
    cells.setFocus()
    cells.item(0, 1).setSelected(True)
    qtbot.keyClick(cells, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    text = QGuiApplication.clipboard().text()
    assert text == (
        "\tGov-held, on ceasefire\nStability after the last turn (0 to 100)\t42 (41 to 44)"
    )


@pytest.mark.parametrize("kind", ["csv", "html"])
def test_the_comparison_is_written_to_the_file_named(large, window, tmp_path, monkeypatch, kind):
    path = tmp_path / f"x.{kind}"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(path), ""))
    choose_baseline(large, "gov")
    action = next(a for a in large.head.export.menu().actions() if a.data() == kind)
    action.trigger()
    assert str(path) in window.comparing.work.words.text()
    text = path.read_text()
    if kind == "html":
        assert "Against \u201cGov-held, on ceasefire\u201d" in text
        assert "in this model, not a forecast" in text
    else:
        rows = [*csv.DictReader(text.splitlines())]
        assert len(rows) == len(MEASURES) * len(large.cards)
        assert {row["baseline"] for row in rows} == {"gov"}
        now = next(r for r in rows if (r["option"], r["measure"]) == ("gov-now", "stability"))
        assert float(now["difference_median"]) == pytest.approx(15.9)
        assert float(now["better_of_10"]) == 10


def test_a_file_that_cannot_be_written_is_a_sentence(large, window, tmp_path, monkeypatch):
    name = str(tmp_path / "no" / "x.csv")
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (name, ""))
    large.head.export.menu().actions()[0].trigger()
    assert "cannot be written: no such file or directory" in window.status.currentMessage() or (
        "cannot be written" in window.status.refusal.text()
    )


def test_the_room_sees_one_part_at_a_time_and_turns_pages(qtbot, large):
    qtbot.mouseClick(large.head.room, LEFT)
    room = large.room
    room.activateWindow()
    qtbot.waitUntil(room.isActiveWindow, timeout=WAIT)
    assert room.size().width() <= room.screen().size().width()
    assert list(room.cards) == list(large.cards)
    seen = []
    for _ in range(5):
        seen.append(room.heading.text())
        qtbot.keyClick(room, Qt.Key.Key_Right)
    assert len(set(seen)) == 4
    assert seen[3] == seen[4]
    assert not room.on.isEnabled()
    qtbot.keyClick(room, Qt.Key.Key_PageUp)
    assert room.where.text() == "3 of 4"
    qtbot.waitUntil(lambda: all(c.picture is not None for c in room.cards.values()), timeout=WAIT)
    qtbot.keyClick(room, Qt.Key.Key_Escape)
    assert not room.isVisible()
    assert large.isVisible()


@pytest.mark.parametrize("size", [(1280, 720), (1920, 1080), (3840, 2160)])
def test_the_maps_of_a_room_fit_its_screen(qtbot, large, size):
    large.open_room()
    room = large.room
    room._room = QSize(*size)
    room._dress()
    cards = list(room.cards.values())
    columns = len({index for index in range(len(cards)) if room._grid.itemAtPosition(0, index)})
    rows = -(-len(cards) // columns)
    assert columns * (cards[0].width() + 14) <= size[0]
    assert rows * (cards[0].height() + 14) <= size[1] - 80
    assert cards[0].width() > 150


PLACES = st.lists(st.tuples(st.floats(0, 600), st.floats(0, 300)), min_size=1, max_size=12)


@given(PLACES)
def test_no_disc_lies_on_another_and_none_leaves_the_frame(places):
    frame, side = QRectF(0, 0, 600, 300), 8
    found = told_apart([QPointF(x, y) for x, y in places], side, frame)
    for one, other in combinations(found, 2):
        assert hypot(one.x() - other.x(), one.y() - other.y()) >= 2 * side - 0.01
    inside = frame.adjusted(side - 0.01, side - 0.01, -side + 0.01, -side + 0.01)
    assert all(inside.contains(place) for place in found)


def test_discs_that_touch_none_stay_where_they_belong():
    frame = QRectF(0, 0, 600, 300)
    places = [QPointF(100, 100), QPointF(140, 100), QPointF(300, 200)]
    assert told_apart(places, 8, frame) == places


def test_every_measure_can_stand_on_either_axis(qtbot, large):
    tradeoff = large.tradeoff
    keys = [tradeoff.up.itemData(index) for index in range(tradeoff.up.count())]
    assert keys == [shown.key for shown in MEASURES]
    for key in ("km2_lost", "durability_8q", "cohesion"):
        tradeoff.across.setCurrentIndex(keys.index(key))
        tradeoff.plot.grab()
        frame = tradeoff.plot.frame()
        for true, _disc in tradeoff.plot.places():
            assert frame.adjusted(-1, -1, 1, 1).contains(true)


def test_a_clash_stands_on_an_axis_of_words_without_a_figure():
    shown = BY_KEY[CLASH]
    span = span_of(shown, [0.02, 0.3])
    words = [words for _place, words in marks_of(shown, span)]
    assert words == ["very low", "low", "moderate", "elevated", "high"]
    assert [int(place_of(shown, v)) for v in (0.005, 0.03, 0.1, 0.2, 0.9)] == [0, 1, 2, 3, 4]


def test_the_comparison_waits_while_the_forecast_is_worked_out(qtbot, make_window, stand_in):
    window = make_window(stand_in.StandIn(look_s=0.4), wait=False)
    qtbot.waitSignal(window.view_shown, timeout=WAIT).wait()
    told = []
    window.runner.idle.connect(lambda _number: told.append("forecast"))
    window.comparing.shown.connect(lambda found: told.append(found.sets))
    window.acts["compare_page"].trigger()
    qtbot.mouseClick(window.inspector.compare.work.start, LEFT)
    qtbot.waitUntil(lambda: bool(told) and told[-1] == 120, timeout=WAIT)
    assert told == ["forecast", 10, 40, 120]
