"""The console as a facilitator meets it: clock, publishing, the chosen inject, keys, refusals."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QFontInfo, QKeyEvent
from PySide6.QtWidgets import QApplication, QLabel

from wargame.app.exercise import AgendaItem, Inject, Objective, Timing

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support raise")

AGENDA = (
    AgendaItem(title="Briefing", minutes=10, kind="briefing"),
    AgendaItem(title="Module 1", minutes=25),
    AgendaItem(title="Break", minutes=5, kind="break"),
    AgendaItem(title="Hot Wash", minutes=25, kind="hot_wash"),
)
INJECTS = (
    Inject(number="01", to="All", title="Opening", status="Approved", objective="O1"),
    Inject(
        number="02", to="Kyiv, EU", title="Strikes", message="Two stations are hit.",
        event_type="Key event", expected="The EU answers", notes="Who pays?", objective="O1, O2",
        timing=Timing.parse("T+15"), extra=(("Photo", "hit.png"),),
    ),
    Inject(number="03", to="All", title="A vote", poll="Yes | No", event_type="Contextual"),
    Inject(number="04", to="US", title="In case", contingency=True, timing=Timing.parse("T+1")),
)  # fmt: skip


def prepared(desk):
    objectives = (Objective(id="O1", text="Deter"), Objective(id="O2", text="Explain"))
    desk.set_up(agenda=AGENDA, objectives=objectives, turn_minutes=10)
    for inject in INJECTS:
        desk.edit_inject(inject)


@pytest.fixture
def room(qtbot, open_shipped):
    """The room of a window whose console is open on a small exercise."""
    window = open_shipped()
    room = window.consoles.room
    with qtbot.waitSignal(room.shown, timeout=20_000):
        window.acts["console"].trigger()
    room.do(prepared)
    qtbot.waitUntil(lambda: room.view is not None and len(room.view.injects) == 4)
    console = window.consoles.console
    console.resize(1280, 720)
    qtbot.waitExposed(console)
    yield room
    room.watch(on=False)


def console_of(room):
    return room.window.consoles.console


def told_by(window):
    """What every label of a window says."""
    return "\n".join(part.text() for part in window.findChildren(QLabel))


def click(qtbot, button):
    assert button.isEnabled(), button.toolTip()
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def later(room, qtbot, minutes):
    """The clock was started so many minutes earlier."""
    then = datetime.now(UTC) - timedelta(minutes=minutes)

    def act(desk):
        desk._clock = lambda: then
        desk.press("start")

    room.do(act)
    qtbot.waitUntil(lambda: room.view.clock.running)


def test_the_clock_starts_pauses_goes_on_and_ends_by_its_buttons(qtbot, room):
    hands = console_of(room).events.band.hands
    assert not hands.next.isEnabled()
    assert "Start the exercise first" in hands.next.toolTip()
    click(qtbot, hands.clock)
    qtbot.waitUntil(lambda: room.view.clock.running)
    assert hands.clock.accessibleName() == "Pause clock"
    click(qtbot, hands.clock)
    qtbot.waitUntil(lambda: room.view.clock.paused)
    assert hands.clock.accessibleName() == "Resume clock"
    click(qtbot, hands.clock)
    qtbot.waitUntil(lambda: room.view.clock.running)
    click(qtbot, hands.next)
    qtbot.waitUntil(lambda: room.view.clock.item == 1)
    words = [act.text() for act in hands.menu.actions()]
    assert words[:4] == ["Briefing\t10 min", "Module 1\t25 min", "Break\t5 min", "Hot Wash\t25 min"]
    hands.menu.actions()[3].trigger()
    qtbot.waitUntil(lambda: room.view.clock.item == 3)
    assert not hands.next.isEnabled()
    next(a for a in hands.menu.actions() if a.text() == "Stop the exercise").trigger()
    qtbot.waitUntil(lambda: room.view.clock.stopped)
    assert hands.clock.accessibleName() == "Start again"


def test_a_part_that_overruns_is_told_by_colour_sign_and_word(qtbot, room):
    band = console_of(room).events.band
    later(room, qtbot, 12)
    assert band.of.text() == "\u25b2 over 10:00"
    assert band.left.text().startswith("02:0")
    assert band.left.property("tone") == "bad"
    assert band.bar.share > 1
    assert band.late.text() == "\u25b2 2 min behind the agenda"
    assert console_of(room).status.late.text() == band.late.text()


def test_publish_is_about_the_chosen_inject_and_keeps_digest_and_map_view(qtbot, room):
    console = console_of(room)
    hands, pane = console.events.band.hands, console.events.pane
    assert hands.publish.accessibleName() == "Publish 02 now"  # the next, while none is chosen
    room.choose("01")
    assert hands.publish.accessibleName() == "Publish 01 now"
    room.choose("02")
    world = room.window.map
    world.zoom_in()
    world.pan(120, 40)
    seen = world.canvas.frame.visible
    click(qtbot, hands.publish)
    qtbot.waitUntil(lambda: room.view.injects[1].publication is not None)
    told = room.view.injects[1].publication
    assert told.digest == room.window.session.digest()
    assert told.view.km_across == pytest.approx(seen.width() / 1000)
    assert hands.publish.accessibleName() == "Publish 01 now"
    facts = {name.text(): value.text() for name, value in pane.facts.rows if name.text()}
    assert facts["State digest"] == told.digest[:12]
    assert "before the first turn" in facts["Published"]
    world.fit_home()
    assert world.canvas.frame.visible != seen
    click(qtbot, pane.buttons["map"])
    again = world.canvas.frame.visible
    assert again.center().x() == pytest.approx(seen.center().x(), abs=5)
    assert again.width() == pytest.approx(seen.width(), rel=1e-6)


def test_the_pane_says_all_there_is_of_an_inject(qtbot, room):
    pane = console_of(room).events.pane
    assert "No inject is chosen" in pane.title.text()
    room.choose("02")
    words = "\n".join(w.text() for w in pane.findChildren(QLabel) if w.isVisible())
    for said in (
        "Key event", "Event Number 02 \u00b7 Pending", "Strikes", "Two stations are hit.",
        "Kyiv, EU", "relative, T+15", "O1 Deter; O2 Explain", "Expected Participant Response",
        "The EU answers", "Prompt for the Facilitator", "Who pays?", "Photo", "hit.png",
        "nothing: it is told, not played", "not shown to the room",
    ):  # fmt: skip
        assert said in words
    assert not pane.buttons["map"].isVisible()
    assert not pane.buttons["poll"].isVisible()


def test_skip_and_complete_and_a_held_list(qtbot, room):
    console = console_of(room)
    hands, pane = console.events.band.hands, console.events.pane
    room.choose("02")
    click(qtbot, pane.buttons["skip"])
    qtbot.waitUntil(lambda: room.view.injects[1].inject.status == "Archived")
    assert not pane.buttons["publish"].isEnabled()
    assert pane.buttons["publish"].toolTip() == "It is Archived"
    click(qtbot, hands.hold)
    qtbot.waitUntil(lambda: room.view.held)
    assert not hands.publish.isEnabled()
    assert "paused" in hands.publish.toolTip()
    click(qtbot, hands.hold)
    qtbot.waitUntil(lambda: not room.view.held)
    room.choose("01")
    click(qtbot, pane.buttons["publish"])
    qtbot.waitUntil(lambda: room.view.injects[0].inject.status == "Deployed")
    click(qtbot, pane.buttons["complete"])
    qtbot.waitUntil(lambda: room.view.injects[0].inject.status == "Complete")
    assert not pane.buttons["edit"].isEnabled()


def test_what_is_due_is_announced_and_the_contingency_stands_apart(qtbot, room):
    band = console_of(room).events.band
    assert not band.due.isVisible()
    later(room, qtbot, 16)
    qtbot.waitUntil(band.due.isVisible)
    assert band.due.text().strip() == "02, 04 due"
    assert "04 (contingency" in band.due.toolTip()
    assert room.view.injects[1].publication is None
    click(qtbot, band.due)
    assert room.number == "02"
    click(qtbot, band.due)
    assert room.number == "04"
    assert console_of(room).events.pane.due.text() == "due now"
    assert console_of(room).events.pane.kind.text() == "Contingency"


def test_coverage_chooses_the_inject_that_would_exercise_most(qtbot, room):
    band = console_of(room).events.band
    later(room, qtbot, 1)
    assert band.coverage.words.startswith("Not yet exercised: O1, O2 \u00b7 39 min")
    click(qtbot, band.suggest)
    assert room.number == "02"
    room.do(lambda desk: desk.publish("02"))
    qtbot.waitUntil(lambda: "Every objective" in band.coverage.words)
    assert not band.suggest.isVisible()


def test_a_refusal_is_read_in_the_console_until_the_next_step(qtbot, room):
    status = console_of(room).status
    with qtbot.waitSignal(room.refused):
        room.do(lambda desk: desk.publish("99"))
    assert 'no inject "99"' in status.refusal.words
    room.do(lambda desk: desk.pause(on=True))
    qtbot.waitUntil(lambda: not status.refusal.words)


def test_space_plays_no_turn_here_and_undo_is_the_main_windows(qtbot, room):
    console = console_of(room)
    console.activateWindow()
    field = console.bar.field
    field.setFocus()
    qtbot.keyClicks(field, "a b")
    assert field.text() == "a b"
    for target in (console, console.events.timeline, field):
        press = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Space, Qt.KeyboardModifier.NoModifier)
        QApplication.sendEvent(target, press)
    time.sleep(0.05)
    assert room.game.turn == 0
    play, undo = console.menus.play, room.window.acts["undo"]
    play.trigger()
    qtbot.waitUntil(lambda: room.game.turn == 1)
    assert console.bar.buttons[0].defaultAction() is undo
    undo.trigger()
    qtbot.waitUntil(lambda: room.game.turn == 0)
    console.menus.full_screen.trigger()
    assert console.windowState() & Qt.WindowState.WindowFullScreen
    assert not room.window.windowState() & Qt.WindowState.WindowFullScreen
    qtbot.keyClick(console, Qt.Key.Key_Escape)
    assert not console.windowState() & Qt.WindowState.WindowFullScreen


def test_a_poll_is_put_to_the_room_only_once_the_room_has_seen_the_inject(qtbot, room):
    pane = console_of(room).events.pane
    room.choose("03")
    assert pane.buttons["poll"].isVisible()
    assert not pane.buttons["poll"].isEnabled()
    click(qtbot, pane.buttons["publish"])
    qtbot.waitUntil(pane.buttons["poll"].isEnabled)
    audience = room.window.audience
    with qtbot.waitSignal(audience.shown, timeout=20_000):
        click(qtbot, pane.buttons["poll"])
    assert audience.large.facts.question.words.text() == "A vote\nA  Yes\nB  No"
    assert audience.bar.question.text() == "A vote | A  Yes | B  No"
    audience.bar.ask.click()
    assert not audience.large.facts.question.isVisible()
    assert console_of(room).bar.audience.accessibleName() == "Audience window: live"


def test_the_room_reads_public_injects_and_the_clock_and_nothing_else_of_the_list(qtbot, room):
    audience = room.window.audience
    with qtbot.waitSignal(audience.shown, timeout=20_000):
        room.window.acts["audience"].trigger()
    assert not audience.large.clock.isVisible()
    later(room, qtbot, 2)
    room.do(lambda desk: desk.publish("01"))
    room.do(lambda desk: desk.publish("02"))
    qtbot.waitUntil(lambda: "Inject 01: Opening" in told_by(audience.large), timeout=20_000)
    told = told_by(audience.large)
    assert "Strikes" not in told
    assert "A vote" not in told
    assert audience.large.clock.words.text() == "Briefing"
    assert audience.large.clock.left.text().startswith(("08:0", "07:5"))


def test_nothing_in_the_band_is_clipped(qtbot, room):
    console = console_of(room)
    later(room, qtbot, 2)
    for size in ((1280, 720), (1920, 1080)):
        console.resize(*size)
        qtbot.waitUntil(lambda wide=size[0]: console.width() == wide)
        QApplication.processEvents()
        check_band(console.events.band)
        assert console.events.side.stacked is (size[1] > 1000)


def test_letters_keep_their_sizes_when_the_theme_changes_under_the_console(qtbot, room):
    console = console_of(room)
    band, pane = console.events.band, console.events.pane
    parts = (band.time, band.left, band.scenario, pane.title, console.status.seed)
    before = [QFontInfo(part.font()).pixelSize() for part in parts]
    room.window.acts["dark"].trigger()
    QApplication.processEvents()
    assert [QFontInfo(part.font()).pixelSize() for part in parts] == before
    assert before[0] > before[-1]


def check_band(band):
    for widget in (*band.findChildren(QLabel), *band.hands.findChildren(type(band.due))):
        if not widget.isVisible():
            continue
        corner = widget.mapTo(band, QPoint(widget.width(), widget.height()))
        assert corner.x() <= band.width()
        assert corner.y() <= band.height()
        if hasattr(widget, "words"):
            continue  # gives way, with all of it in its tooltip
        assert widget.width() >= widget.sizeHint().width() - 1, widget.text()
