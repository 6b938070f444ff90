"""Past and play: a map of its own, a banner that says so, and nothing of the game on it."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from wargame.app.past import accuracy_words, conflict, look_back
from wargame.gui.map.history_items import FREED, TAKEN, side_of


@pytest.fixture
def past(window, qtbot):
    window.acts["history"].setChecked(True)
    back = window.looking_back
    qtbot.waitUntil(lambda: back.page.panel.figure.text() != "")
    return back


def shown(back, qtbot, words):
    qtbot.waitUntil(lambda: words in back.page.panel.banner.text())


def test_the_past_covers_the_game_and_says_that_it_is_not_the_game(window, past):
    page = past.page
    assert page.isVisible()
    assert page.geometry() == window.frame.rect()
    title = past.map.title.findChildren(QLabel)[0].text()
    assert title == "History: line of contact on 1 December 2024"
    assert past.map.scene.lines == ()
    assert past.map.scene.zone.shapes == ()
    assert not past.map.scene.signs.tags
    assert past.map.legend.boxes["front"].isHidden()


def test_the_slider_walks_the_twelve_dates_by_key(window, past, qtbot):
    slider = past.page.slider
    QTest.keyClick(slider, Qt.Key.Key_Home)
    shown(past, qtbot, "18 February 2015")
    for _ in range(2):
        QTest.keyClick(slider, Qt.Key.Key_Right)
    shown(past, qtbot, "31 March 2022")
    assert "154," in past.page.panel.figure.text()
    assert "Liveuamap" in past.page.panel.sources.text()
    assert "8 %" in past.page.panel.caution.text()
    records = past.map._atlas.identify(*past.map._atlas.to_map(31.3, 51.3))  # near Chernihiv
    control = next(record for record in records if record["layer"] == "control")
    assert control["as_of"] == "2022-03-31"


def test_a_change_since_another_date_is_drawn_and_told(past, qtbot):
    past.go_to("2022-12-01")
    shown(past, qtbot, "1 December 2022")
    past.compare_with("2022-03-31")
    qtbot.waitUntil(lambda: "came out of it" in past.page.panel.change.text())
    assert "50,8" in past.page.panel.change.text()
    assert set(past.map.changes._ground) == {TAKEN, FREED}
    past.compare_with("")
    qtbot.waitUntil(lambda: not past.map.changes._ground)


def test_an_earlier_conflict_shows_its_places_before_and_after(past):
    past.look_at("georgia")
    table = past.page.panel.table
    assert table.rowCount() == 20
    before = {place.name: place.side for place in past.map.places.places}
    past.go_to("2008-10-10")
    after = {place.name: place.side for place in past.map.places.places}
    assert before["Akhalgori (Leningor)"] == "government"
    assert after["Akhalgori (Leningor)"] == "other"
    assert not past.map.changes._ground
    past.look_at("moldova")
    assert table.rowCount() == 16
    table.setCurrentCell(5, 0)
    assert "police station" in past.page.panel.note.text()


def test_escape_comes_back_to_the_game_as_it_was(window, past):
    calls = len(window.session.calls)
    window.escape()
    assert past.page.isHidden()
    assert not window.acts["history"].isChecked()
    assert window.map.isVisible()
    assert len(window.session.calls) == calls


def test_the_page_keeps_the_window_s_size_and_wears_its_theme(window, past, qtbot):
    window.resize(1280, 720)
    qtbot.waitUntil(lambda: past.page.geometry() == window.frame.rect())
    window.acts["dark"].trigger()
    assert past.map._theme.mode == "dark"


def test_words_of_the_past():
    assert "no second source" in accuracy_words(look_back("2022-06-30").control.accuracy)
    assert side_of("Georgian government") == "government"
    assert side_of("contested") == "contested"
    assert side_of("Russian checkpoint") == "other"
    assert conflict("moldova").before == "1992-03-01"
