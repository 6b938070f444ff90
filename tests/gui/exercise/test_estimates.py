"""Estimates asked, entered by mouse and keyboard, resolved and scored on the console's page."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QSpinBox

from wargame.app import exercise_questions as questions
from wargame.app.exercise import Participant
from wargame.app.exercise_questions import Chance, Event
from wargame.gui.dress import put_on
from wargame.gui.exercise.estimates_model import VALUE
from wargame.gui.exercise.estimates_page import EstimatesPage

PEOPLE = (
    Participant(name="Ann", seat="kyiv"),
    Participant(name="Bo", seat="eu"),
    Participant(name="Greta", role="Evaluator"),
)


@pytest.fixture
def page(quick_room, theme, qtbot):
    made = EstimatesPage(quick_room, theme)
    qtbot.addWidget(made)
    made.resize(1280, 620)
    put_on(made, theme)
    made.show()
    quick_room.do(lambda desk: desk.set_up(participants=PEOPLE))
    yield made
    made.stop()


def ask(page, qtbot, event=None, share=0.34, words=""):
    """An event is asked with a forecast; playing thousands of games is left to other tests."""
    event = event or Event(kind="stability", turn=1, value=40)
    before = len(page._room.view.questions)

    def act(desk):
        found = Chance(share, 4000, words, final=True)
        questions.ask(desk, desk.session.standing(), event, found)

    page._expect_new()
    page._room.do(act)
    qtbot.waitUntil(lambda: page.list.count() == before + 1)


def said(page):
    return {e.who: e.probability for e in page._room.view.questions[-1].estimates}


def test_a_press_asks_the_room_with_the_models_forecast_beside_it(page, qtbot) -> None:
    form = page.form
    form.kind.setCurrentIndex(form.kind.findData("stability"))
    form.turn.setValue(1)
    assert form.words.text().startswith("Stability of the front is above")
    QTest.mouseClick(form.ask, Qt.MouseButton.LeftButton)
    assert not form.ask.isEnabled()
    qtbot.waitUntil(lambda: page.list.count() == 1, timeout=30_000)
    (asked,) = page._room.view.questions
    assert (asked.runs, asked.event.turn) == (4000, 1)
    assert page.pane.title.text() == asked.text
    assert "covered" in page.pane.model_line.text()
    qtbot.waitUntil(form.ask.isEnabled)


def test_numbers_are_typed_one_name_after_another(page, qtbot) -> None:
    ask(page, qtbot)
    table = page.pane.table
    assert [p.name for p in page.pane.model.people] == ["Ann", "Bo"]
    table.setFocus()
    table.setCurrentIndex(page.pane.model.index(0, VALUE))
    QTest.keyClick(table, Qt.Key.Key_Return)
    editor = table.findChild(QSpinBox)
    QTest.keyClicks(editor, "70")
    QTest.keyClick(editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: said(page) == {"Ann": 0.7})
    assert table.currentIndex().row() == 1
    assert "covered" in page.pane.model_line.text()
    QTest.keyClick(table, Qt.Key.Key_Right)
    QTest.keyClick(table, Qt.Key.Key_Right)
    qtbot.waitUntil(lambda: said(page) == {"Ann": 0.7, "Bo": 0.55}, timeout=5000)
    qtbot.waitUntil(lambda: "34 %" in page.pane.model_line.text())  # all are in


def test_a_bar_is_dragged_and_kept_when_it_is_let_go(page, qtbot) -> None:
    ask(page, qtbot)
    table, model = page.pane.table, page.pane.model
    track = table.cells.track(table.visualRect(model.index(1, VALUE)))
    start = QPoint(track.left() + 2, track.center().y())
    end = QPoint(track.left() + round(0.8 * track.width()), track.center().y())
    QTest.mousePress(table.viewport(), Qt.MouseButton.LeftButton, pos=start)
    QTest.mouseMove(table.viewport(), end)
    assert said(page) == {}
    QTest.mouseRelease(table.viewport(), Qt.MouseButton.LeftButton, pos=end)
    qtbot.waitUntil(lambda: said(page) == {"Bo": pytest.approx(0.8, abs=0.02)})


def test_estimates_stay_hidden_from_each_other_until_they_are_revealed(page, qtbot) -> None:
    ask(page, qtbot)
    page.pane.cover_people.setChecked(True)
    assert not page.pane.reveal.isEnabled()
    page.pane.model.setData(page.pane.model.index(0, VALUE), 63)
    qtbot.waitUntil(lambda: said(page) == {"Ann": 0.63})
    qtbot.waitUntil(page.pane.reveal.isEnabled)
    shown = page.pane.model.index(0, VALUE)
    assert shown.data() == "entered"
    assert shown.data(Qt.ItemDataRole.EditRole) is None
    QTest.mouseClick(page.pane.reveal, Qt.MouseButton.LeftButton)
    assert shown.data() == "63 %"
    assert "34 %" in page.pane.model_line.text()


def test_the_models_answer_on_a_clash_is_a_word_until_it_is_scored(page, qtbot) -> None:
    ask(page, qtbot, Event(kind="clash", turn=1), 0.03, "low")
    page.pane.cover_model.setChecked(False)
    assert page.pane.model_line.text().startswith("In this model: low,")
    assert "3" not in page.pane.model_line.text().split("by")[0]


def test_a_played_turn_offers_to_resolve_and_scores_stand_by_name(page, qtbot) -> None:
    ask(page, qtbot)
    for row, percent in enumerate((80, 20)):
        page.pane.model.setData(page.pane.model.index(row, VALUE), percent)
    qtbot.waitUntil(lambda: len(said(page)) == 2)
    assert not page.pane.accept.isVisible()
    page._room.do(lambda desk: desk.session.play_turn())
    qtbot.waitUntil(page.pane.accept.isVisible, timeout=20_000)
    assert page.pane.verdict.text().startswith("Turn 1 has been played: it ")
    QTest.mouseClick(page.pane.accept, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: page.scores.table.rowCount() == 5)
    names = [page.scores.table.item(r, 0).text() for r in range(5)]
    assert names[0] == questions.MODEL
    assert names[3:] == ["Ann", "Bo"]
    assert page.scores.table.item(3, 3).text() == "too few to say"
    assert page.scores.chart.people
    assert "too few" in page.scores.chart.accessibleDescription()
    assert not page.pane.withdraw.isVisible()


def test_a_question_in_own_words_takes_hands_and_is_resolved_by_hand(page, qtbot) -> None:
    form = page.form
    form.kind.setCurrentIndex(form.kind.findData(""))
    assert not form.ask.isEnabled()
    QTest.keyClicks(form.own, "A summit is held")
    QTest.keyClick(form.own, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page.list.count() == 1)
    QTest.mouseClick(page.pane.way.second, Qt.MouseButton.LeftButton)
    hands = page.pane.hands
    assert not hands.record.isEnabled()
    hands.fields[0.1].setValue(12)
    hands.fields[0.9].setValue(3)
    QTest.mouseClick(hands.record, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: page.pane.count.text() == "15 estimates in")
    QTest.mouseClick(page.pane.no, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: page.pane.verdict.text() == "Resolved: it did not happen.")
    assert not hands.record.isEnabled()


def test_somebody_else_is_added_and_a_question_withdrawn(page, qtbot) -> None:
    ask(page, qtbot)
    QTest.keyClicks(page.pane.name, "Zoe")
    QTest.keyClick(page.pane.name, Qt.Key.Key_Return)
    assert [p.name for p in page.pane.model.people] == ["Ann", "Bo", "Zoe"]
    QTest.mouseClick(page.pane.withdraw, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: page.list.count() == 0)
    assert page.pane.title.text().startswith("Ask a question")
