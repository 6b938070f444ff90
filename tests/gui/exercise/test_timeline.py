"""The timeline under mouse and keyboard: chosen, dragged, zoomed, opened; read out one by one."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QAccessible, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMainWindow

from wargame.app.exercise import AgendaItem, Inject, Timing
from wargame.gui.dress import put_on
from wargame.gui.exercise.timeline import Timeline
from wargame.gui.exercise.timeline_facts import TYPES, lanes_of
from wargame.gui.exercise.timeline_paint import short
from wargame.gui.exercise.timeline_places import MOST_FANNED, fan
from wargame.gui.exercise.timeline_scale import Scale
from wargame.gui.theme import Theme

LEFT, SHIFT = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.ShiftModifier
AGENDA = (
    AgendaItem(title="Module 1", minutes=60),
    AgendaItem(title="Break", minutes=10, kind="break"),
    AgendaItem(title="Module 2", minutes=60),
    AgendaItem(title="Hot Wash", minutes=25, kind="hot_wash"),
)
DUE = (
    ("01", "T+10", "Key event"), ("02", "T+40", "Contingency"), ("03", "T+80", "Contextual"),
    ("04", "T+80", "Contextual"), ("05", "move 2", "Key event"), ("06", "manual", "Leak"),
)  # fmt: skip


def prepared(desk):
    desk.set_up(agenda=AGENDA, turn_minutes=20)
    for number, due, kind in DUE:
        timing = Timing.parse(due)
        desk.edit_inject(Inject(number=number, title=f"T{number}", event_type=kind, timing=timing))


@pytest.fixture
def timeline(qtbot, quick_room, theme):
    quick_room.do(prepared)
    window = QMainWindow()
    qtbot.addWidget(window)
    made = Timeline(quick_room, theme)
    window.setCentralWidget(made)
    put_on(window, theme)
    window.resize(1100, 260)
    window.show()
    qtbot.waitExposed(window)
    made.window_kept = window
    return made


def began(room, minutes):
    """The clock was started so many minutes ago."""
    then = datetime.now(UTC) - timedelta(minutes=minutes)

    def act(desk):
        desk._clock = lambda: then
        desk.press("start")

    room.do(act)


def at(timeline, number):
    place = timeline.places.place_of(number)
    return QPoint(round(place.x), round(place.y))


def move(timeline, start, *stops, release=True):
    """The mouse goes down, along those places, and up."""
    over = timeline.viewport()
    QTest.mousePress(over, LEFT, pos=start)
    for stop in stops:
        for share in (0.5, 1.0):
            step = start + (stop - start) * share
            QTest.mouseMove(over, step)
            drag(over, step)
    if release:
        QTest.mouseRelease(over, LEFT, pos=stops[-1])


def drag(over, to):
    """A move with the button down: QTest's own has none."""
    from PySide6.QtCore import QEvent
    from PySide6.QtGui import QMouseEvent

    where = QPointF(to)
    event = QMouseEvent(
        QEvent.Type.MouseMove, where, QPointF(over.mapToGlobal(to)),
        Qt.MouseButton.NoButton, LEFT, Qt.KeyboardModifier.NoModifier,
    )  # fmt: skip
    QApplication.sendEvent(over, event)


def minute(timeline, minutes):
    """The x of a minute after the start."""
    timeline.places  # noqa: B018  the scale is fitted
    return round(timeline.scale.x(60 * minutes))


def timing(room, number):
    return room.desk.state.inject(number).timing.text


# ------------------------------------------------------------------------------------------ drag


def test_a_diamond_dragged_along_has_its_new_time_in_one_step(timeline, quick_room):
    steps, start = quick_room.steps(), at(timeline, "02")
    move(timeline, start, QPoint(minute(timeline, 51), start.y()), release=False)
    marked = timeline.hands.marked()
    assert (marked.dragged, marked.dragged_words) == ("02", "T+51")
    assert quick_room.steps() == steps
    QTest.mouseRelease(timeline.viewport(), LEFT, pos=QPoint(minute(timeline, 51), start.y()))
    assert timing(quick_room, "02") == "T+51"
    assert not timeline.hands.dragging
    assert quick_room.steps() == steps + 1
    assert quick_room.number == "02"
    quick_room.window.session.undo()
    assert timing(quick_room, "02") == "T+40"


def test_esc_puts_what_is_dragged_back(timeline, quick_room):
    steps, start = quick_room.steps(), at(timeline, "02")
    move(timeline, start, start + QPoint(120, 0), release=False)
    assert timeline.hands.dragging
    QTest.keyClick(timeline, Qt.Key.Key_Escape)
    QTest.mouseRelease(timeline.viewport(), LEFT, pos=start + QPoint(120, 0))
    assert not timeline.hands.dragging
    assert (timing(quick_room, "02"), quick_room.steps()) == ("T+40", steps)


def test_a_click_chooses_and_takes_no_step(timeline, quick_room):
    steps = quick_room.steps()
    QTest.mouseClick(timeline.viewport(), LEFT, pos=at(timeline, "01"))
    assert (quick_room.number, quick_room.steps()) == ("01", steps)


def test_an_inject_without_a_time_gets_one_and_gives_it_back(timeline, quick_room):
    start, bare = at(timeline, "05"), at(timeline, "06")
    assert timeline.places.tray.contains(QPointF(start))
    assert timeline.places.tray.contains(QPointF(bare))
    row = round(timeline.places.rows["Key event"])
    move(timeline, start, QPoint(minute(timeline, 25), row))
    assert timing(quick_room, "05") == "T+25"
    move(timeline, at(timeline, "05"), at(timeline, "06"))
    assert timing(quick_room, "05") == "manual"


def test_nothing_is_due_before_the_start(timeline, quick_room):
    start = at(timeline, "01")
    move(timeline, start, QPoint(minute(timeline, -40), start.y()))
    assert timing(quick_room, "01") == "T+0"


def test_a_time_of_the_day_stays_one(timeline, quick_room):
    quick_room.do(lambda desk: desk.retime("01", Timing.parse("13:20")))
    assert timeline.facts.frame.words(0) == "T+0"
    assert f"{timeline.facts.frame.began:%H:%M}" == "13:15"
    start = at(timeline, "01")
    move(timeline, start, QPoint(minute(timeline, 30), start.y()))
    assert timing(quick_room, "01") == "13:45"


def test_what_has_been_published_stays_where_it_was_published(timeline, quick_room):
    began(quick_room, 30)
    quick_room.do(lambda desk: desk.publish("01"))
    spot = timeline.facts.find("01")
    assert spot.published
    assert spot.at == pytest.approx(30 * 60, abs=20)
    steps, start = quick_room.steps(), at(timeline, "01")
    move(timeline, start, start + QPoint(150, 0), release=False)
    assert not timeline.hands.dragging
    QTest.mouseRelease(timeline.viewport(), LEFT, pos=start + QPoint(150, 0))
    assert quick_room.steps() == steps
    move(timeline, start, start)
    QTest.mouseMove(timeline.viewport(), start + QPoint(1, 0))
    assert "It stays where it is" in timeline.card.words.text()


def test_what_is_refused_stands_where_it_was(timeline, quick_room):
    start = at(timeline, "02")
    move(timeline, start, start + QPoint(90, 0), release=False)
    began(quick_room, 1)
    quick_room.do(lambda desk: desk.publish("02"))  # meanwhile, by somebody else
    QTest.mouseRelease(timeline.viewport(), LEFT, pos=start + QPoint(90, 0))
    assert not timeline.hands.dragging
    assert timing(quick_room, "02") == "T+40"


# -------------------------------------------------------------------------------------- keyboard


def test_arrows_choose_in_the_order_of_time_and_shift_moves_by_minutes(qtbot, timeline, quick_room):
    timeline.setFocus()
    QTest.keyClick(timeline, Qt.Key.Key_Right)
    QTest.keyClick(timeline, Qt.Key.Key_Right)
    assert quick_room.number == "02"
    QTest.keyClick(timeline, Qt.Key.Key_Left)
    assert quick_room.number == "01"
    steps = quick_room.steps()
    for _press in range(3):
        QTest.keyPress(timeline, Qt.Key.Key_Right, SHIFT)
    assert timeline.hands.marked().dragged_words == "T+13"
    assert quick_room.steps() == steps
    QTest.keyRelease(timeline, Qt.Key.Key_Shift)
    assert (timing(quick_room, "01"), quick_room.steps()) == ("T+13", steps + 1)
    QTest.keyPress(timeline, Qt.Key.Key_Left, SHIFT)  # and the key that goes up is not seen
    qtbot.waitUntil(lambda: timing(quick_room, "01") == "T+12", timeout=5_000)
    QTest.keyPress(timeline, Qt.Key.Key_Left, SHIFT)
    QTest.keyPress(timeline, Qt.Key.Key_Escape)
    assert not timeline.hands.dragging
    assert timing(quick_room, "01") == "T+12"


def test_up_and_down_go_from_lane_to_lane_and_enter_opens(qtbot, timeline, quick_room):
    timeline.setFocus()
    QTest.keyClick(timeline, Qt.Key.Key_Home)
    assert quick_room.number == "01"
    QTest.keyClick(timeline, Qt.Key.Key_Down)
    assert quick_room.number == "02"
    for _press in range(3):
        QTest.keyClick(timeline, Qt.Key.Key_Down)
    assert quick_room.number in ("05", "06")
    with qtbot.waitSignal(timeline.edit_wanted) as opened:
        QTest.keyClick(timeline, Qt.Key.Key_Return)
    assert opened.args == [quick_room.number]
    with qtbot.waitSignal(timeline.edit_wanted) as opened:
        QTest.mouseDClick(timeline.viewport(), LEFT, pos=at(timeline, "01"))
    assert opened.args == ["01"]


def test_an_inject_without_a_time_gets_one_by_keys(timeline, quick_room):
    began(quick_room, 20)
    quick_room.choose("06")
    timeline.setFocus()
    QTest.keyPress(timeline, Qt.Key.Key_Right, SHIFT)
    QTest.keyRelease(timeline, Qt.Key.Key_Shift)
    assert timing(quick_room, "06") == "T+20"


def test_a_screen_reader_hears_one_sentence_for_each_inject(timeline, quick_room):
    QAccessible.setActive(True)
    read = QAccessible.queryAccessibleInterface(timeline)
    assert read.role() == QAccessible.Role.List
    assert read.childCount() == len(DUE)
    sentences = [read.child(k).text(QAccessible.Text.Name) for k in range(len(DUE))]
    assert sentences[0] == "Inject 01: T01: Key event, Pending, due at T+10."
    assert sentences[4] == "Inject 05: T05: Key event, Pending, due on move 2."
    quick_room.choose("03")
    assert read.child(2).state().selected


# ------------------------------------------------------------------------------------------ time


def wheel(timeline, x, notches):
    over = timeline.viewport()
    where = QPointF(x, 60)
    event = QWheelEvent(
        where, QPointF(over.mapToGlobal(where.toPoint())), QPoint(), QPoint(0, 120 * notches),
        Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase,
        False,
    )  # fmt: skip
    QApplication.sendEvent(over, event)


def test_the_wheel_zooms_where_it_points_the_ground_pans_and_fit_shows_all(timeline):
    x = minute(timeline, 40)
    wide = timeline.scale.seconds
    assert not timeline.fit_button.isVisible()
    wheel(timeline, x, 3)
    assert timeline.scale.seconds < wide
    assert minute(timeline, 40) == pytest.approx(x, abs=1)
    ground = QPoint(600, round(timeline.places.rows["Decisions"]))
    move(timeline, ground, ground + QPoint(60, 0))
    assert minute(timeline, 40) == pytest.approx(x + 60, abs=2)
    QTest.mouseClick(timeline.fit_button, LEFT)
    assert minute(timeline, 40) == x
    QTest.keyClick(timeline, Qt.Key.Key_Plus)
    assert timeline.scale.seconds < wide
    QTest.keyClick(timeline, Qt.Key.Key_0)
    assert minute(timeline, 40) == x


def test_bands_are_the_agenda_as_planned_and_then_as_it_is_held(timeline, quick_room):
    planned = [(b.title, b.start / 60, b.end / 60) for b in timeline.facts.bands]
    assert planned[2] == ("Module 2", 70, 130)
    assert timeline.facts.bands[0].turns == "turns 1 to 3"
    assert timeline.facts.now is None
    began(quick_room, 75)  # and nobody has gone on to the break: it runs late
    held = timeline.facts.bands
    assert [b.current for b in held] == [True, False, False, False]
    assert held[0].end / 60 == pytest.approx(75, abs=1)
    assert (held[1].start, held[1].end - held[1].start) == (held[0].end, 600)
    quick_room.do(lambda desk: desk.press("item", 2))
    held = timeline.facts.bands
    assert [b.title for b in held] == ["Module 1", "Module 2", "Hot Wash"]
    assert held[1].current
    assert timeline.facts.frame.words(0) == f"{timeline.facts.frame.began:%H:%M}"


def test_decisions_and_rulings_stand_where_they_were_made(timeline, quick_room):
    from wargame.app.session_records import Saved
    from wargame.app.told import told

    began(quick_room, 30)
    session = quick_room.window.session
    quick_room.do(lambda desk: desk.decide("us", "Ann", "Wait and see"))
    session.choose("gov")
    quick_room._tell(told(session, Saved("", "", 0, 0, read_only=False, words="")))
    done = timeline.facts.done
    assert {did.lane for did in done} == {"Decisions"}
    assert any("Wait and see (not revealed)" in did.words for did in done)
    heap = timeline.places.heaps[0]
    assert len(heap.did) == 2
    QTest.mouseMove(timeline.viewport(), QPoint(round(heap.x), round(heap.y)))
    assert timeline.card.isVisible()
    assert "Zone" in timeline.card.words.text()


@pytest.mark.parametrize("mode", ["light", "dark", "contrast"])
def test_the_chosen_diamond_is_ringed_and_the_published_one_filled(timeline, quick_room, mode):
    theme = Theme.load(mode)
    timeline.set_theme(theme)
    began(quick_room, 12)
    quick_room.do(lambda desk: desk.publish("01"))
    quick_room.choose("02")
    image = timeline.viewport().grab().toImage()
    ratio = image.devicePixelRatio()

    def colour(number, dx, dy=0):
        place = timeline.places.place_of(number)
        x, y = round((place.x + dx) * ratio), round((place.y + dy) * ratio)
        return image.pixelColor(x, y).name()

    radius = timeline.places.place_of("01").radius
    assert colour("01", -0.25 * radius, -0.55 * radius) == theme.hex("warn")
    assert colour("03", -0.25 * radius, -0.55 * radius) == theme.hex("warn_soft")
    found = {colour("02", 0, -radius - k / 2) for k in range(1, 8)}
    assert theme.hex("accent") in found


# ------------------------------------------------------------------------------------------ laws


@given(st.lists(st.floats(0, 1_000), min_size=1, max_size=30), st.floats(4, 30))
def test_fanned_diamonds_keep_their_order_and_hide_no_other(xs, wide):
    xs = sorted(xs)
    found = fan(xs, wide)
    assert found == sorted(found)
    assert sum(found) == pytest.approx(sum(xs), abs=1e-6 * len(xs) + 1e-6)
    least = min(wide, MOST_FANNED / max(1, len(xs) - 1))
    gaps = [b - a for a, b in pairwise(found)]
    assert all(gap >= least - 1e-6 for gap in gaps)
    if all(b - a >= wide for a, b in pairwise(xs)):
        assert found == pytest.approx(xs)


@given(st.floats(-5_000, 9_000), st.floats(0, 1_000), st.floats(0.2, 5))
def test_a_place_is_the_time_it_stands_for_and_zooming_keeps_what_is_pointed_at(at, x, factor):
    scale = Scale(100, 900).fitted(0, 5_400)
    assert scale.at(scale.x(at)) == pytest.approx(at, abs=1e-6)
    assert scale.zoomed(x, factor).at(x) == pytest.approx(scale.at(x), abs=1e-6)


def test_each_type_has_a_lane_and_the_rarest_share_one():
    assert lanes_of([]) == TYPES
    assert lanes_of(["", ""]) == ("Injects",)
    assert lanes_of(["contextual", "Leak"]) == (*TYPES, "Leak")
    many = [f"kind {k}" for k in range(9) for _times in range(9 - k)]
    assert lanes_of(["Key event", *many]) == (*TYPES, "kind 0", "kind 1", "Other types")


def test_a_long_number_is_told_by_its_end():
    told = [short(n) for n in ("07", "card 12", "card 12 (2)", "a1b2", "inject")]
    assert told == ["07", "12", "2", "2", "in"]
