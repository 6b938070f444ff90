"""Ratings, observations, Hot Wash, feedback and plan, entered by mouse and keyboard."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from PySide6.QtCore import QEvent, QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QTest

from wargame.app.exercise import Objective, Participant
from wargame.app.exercise_evaluation import PLAN, RATINGS
from wargame.gui.dress import put_on
from wargame.gui.exercise.evaluation_page import EvaluationPage

GOALS = (
    Objective(id="O1", text="Decide together", tasks=("State the red lines",)),
    Objective(id="O2", text="Explain"),
)


@pytest.fixture
def page(quick_room, theme, qtbot):
    made = EvaluationPage(quick_room, theme)
    qtbot.addWidget(made)
    made.resize(1280, 620)
    put_on(made, theme)
    made.show()
    people = (Participant(name="Greta", role="Evaluator"),)
    quick_room.do(lambda desk: desk.set_up(objectives=GOALS, participants=people))
    quick_room.log = SimpleNamespace(log=quick_room.desk.session.log())
    return made


def view(page):
    return page._room.view


def note(page, qtbot, text):
    before = len(view(page).hot_wash)
    QTest.keyClicks(page.hot_wash.text, text)
    QTest.keyClick(page.hot_wash.text, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: len(view(page).hot_wash) == before + 1)


def piles(page):
    return {
        kind: [pile.item(row).text().split("\n")[0] for row in range(pile.count())]
        for kind, pile in page.hot_wash.piles.items()
    }


def test_keys_and_clicks_rate_objectives_and_tasks_in_the_words_of_the_guide(page, qtbot) -> None:
    guide = page.guide
    assert guide.table.rowCount() == 3
    for words in RATINGS.values():
        assert words in guide.key.text()
    guide.table.setCurrentCell(0, 0)
    QTest.keyClick(guide.table, Qt.Key.Key_S)
    qtbot.waitUntil(lambda: len(view(page).ratings) == 1)
    spot = guide.table.visualItemRect(guide.table.item(1, 4)).center()
    QTest.mouseClick(guide.table.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    qtbot.waitUntil(lambda: len(view(page).ratings) == 2)
    QTest.keyClick(guide.table, Qt.Key.Key_M)
    qtbot.waitUntil(lambda: [r.rating for r in view(page).ratings] == ["S", "M"])
    assert [(r.objective, r.task, r.by) for r in view(page).ratings] == [
        ("O1", "", "Greta"), ("O1", "State the red lines", "Greta"),
    ]  # fmt: skip
    assert guide.table.item(0, 2).toolTip() == "S: Performed with Some Challenges"
    guide.table.item(0, 5).setText("Late")
    qtbot.waitUntil(lambda: view(page).ratings[0].note == "Late")


def test_an_observation_cites_events_of_the_log_and_can_be_changed(page, qtbot) -> None:
    part = page.observations
    page.open_part(1)
    assert not part.add.isEnabled()
    QTest.keyClicks(part.text, "They agreed")
    QTest.mouseClick(part.events.open, Qt.MouseButton.LeftButton)
    dialog = part.events.dialog
    QTest.keyClick(dialog.list, Qt.Key.Key_Space)
    dialog._accept()
    assert part.events.words.words.startswith("event 1: Exercise set up")
    QTest.mouseClick(part.add, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: len(view(page).observations) == 1)
    assert view(page).observations[0].refs == (1,)
    assert part.table.item(0, 3).text().startswith("event 1: Exercise set up")
    part.table.item(0, 1).setText("Greta")
    qtbot.waitUntil(lambda: view(page).observations[0].by == "Greta")
    part.table.setCurrentCell(0, 0)
    QTest.keyClick(part.table, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: not view(page).observations)


def test_notes_are_sorted_by_key_and_by_drag_put_in_order_changed_and_taken_out(
    page, qtbot
) -> None:
    page.open_part(2)
    for text in ("one", "two", "three"):
        note(page, qtbot, text)
    loose, strengths = page.hot_wash.piles["unsorted"], page.hot_wash.piles["strength"]
    for _ in range(2):
        loose.setCurrentRow(0)
        done = len(piles(page)["strength"])
        QTest.keyClick(loose, Qt.Key.Key_S)
        qtbot.waitUntil(lambda done=done: strengths.count() == done + 1)
    assert piles(page)["strength"] == ["Strength 1: one", "Strength 2: two"]
    strengths.setCurrentRow(1)
    QTest.keyClick(strengths, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(lambda: piles(page)["strength"] == ["Strength 1: two", "Strength 2: one"])
    loose.setCurrentRow(0)
    page.hot_wash._sort(loose.place(), "improvement", -1)
    want = ["Area for Improvement 1: three"]
    qtbot.waitUntil(lambda: piles(page)["improvement"] == want)
    strengths.setCurrentRow(0)
    QTest.keyClick(strengths, Qt.Key.Key_F2)
    assert page.hot_wash.text.text() == "two"
    QTest.keyClicks(page.hot_wash.text, " more")
    QTest.keyClick(page.hot_wash.text, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: piles(page)["strength"][0] == "Strength 1: two more")
    strengths.setCurrentRow(0)
    QTest.keyClick(strengths, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: piles(page)["strength"] == ["Strength 1: one"])


class Drop(QDropEvent):
    """A note let go over a pile; offscreen nothing drags."""

    def __init__(self, source, at):
        super().__init__(
            QPointF(at), Qt.DropAction.MoveAction, QMimeData(),
            Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, QEvent.Type.Drop,
        )  # fmt: skip
        self._source = source

    def source(self):
        return self._source


def test_a_note_dropped_on_another_stands_before_it(page, qtbot) -> None:
    page.open_part(2)
    for text in ("one", "two"):
        note(page, qtbot, text)
    loose, areas = page.hot_wash.piles["unsorted"], page.hot_wash.piles["improvement"]
    loose.setCurrentRow(0)
    areas.dropEvent(Drop(loose, QPoint(20, 200)))
    qtbot.waitUntil(lambda: areas.count() == 1)
    loose.setCurrentRow(0)
    areas.dropEvent(Drop(loose, areas.visualItemRect(areas.item(0)).center()))
    want = ["Area for Improvement 1: two", "Area for Improvement 2: one"]
    qtbot.waitUntil(lambda: piles(page)["improvement"] == want)


def test_forms_are_handed_in_one_after_another_and_means_skip_what_was_left_out(
    page, qtbot
) -> None:
    page.open_part(3)
    part = page.feedback
    assert not part.hand_in.isEnabled()
    for name, answers in (("Ann", (5, 0)), ("", (4, 2))):
        QTest.keyClicks(part.by, name)
        QTest.keyClicks(part.strengths[0], "Clear")
        for box, answer in zip(part.answers, answers, strict=False):
            box.setCurrentIndex(answer)
        done = part.list.count()
        QTest.mouseClick(part.hand_in, Qt.MouseButton.LeftButton)
        qtbot.waitUntil(lambda done=done: part.list.count() == done + 1)
    assert [f.by for f in view(page).feedback] == ["Ann", ""]
    assert view(page).statement_means[:3] == ((4.5, 2), (2.0, 1), (0.0, 0))
    assert "4.5" in part.means.text()
    part.list.setCurrentRow(0)
    QTest.mouseClick(part.remove, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: [f.by for f in view(page).feedback] == [""])


def test_the_plan_has_its_seven_columns_and_takes_areas_for_improvement(page, qtbot) -> None:
    page.open_part(4)
    table = page.plan.table
    heads = [table.horizontalHeaderItem(k).text() for k in range(table.columnCount())]
    assert tuple(heads) == PLAN
    assert not page.plan.take.isEnabled()
    table.item(0, 0).setText("Noise")
    qtbot.waitUntil(lambda: len(view(page).plan) == 1)
    table.item(0, 4).setText("Ann")
    qtbot.waitUntil(lambda: view(page).plan[0].poc == "Ann")
    note(page, qtbot, "Ask more")
    page.hot_wash._sort(0, "improvement", -1)
    qtbot.waitUntil(page.plan.take.isEnabled)
    QTest.mouseClick(page.plan.take, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: [p.issue for p in view(page).plan] == ["Noise", "Ask more"])
    table.setCurrentCell(1, 0)
    QTest.keyClick(table, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(lambda: [p.issue for p in view(page).plan] == ["Ask more", "Noise"])
    QTest.keyClick(table, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: [p.issue for p in view(page).plan] == ["Noise"])


def test_rows_are_as_tall_as_their_words_in_the_width_there_is(page, qtbot) -> None:
    table = page.guide.table
    page.resize(500, 620)
    qtbot.waitUntil(lambda: table.columnWidth(0) < 200)
    table.item(0, 0).setText(
        "Say what a guarantee would cover, from when, and who stands behind it"
    )
    table.resizeRowsToContents()
    tall = table.rowHeight(0)
    page.resize(1600, 620)
    qtbot.waitUntil(lambda: table.rowHeight(0) < tall)
