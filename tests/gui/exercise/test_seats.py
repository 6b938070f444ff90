"""Seats and rulings as a facilitator and the people of a seat meet them, by mouse and keyboard."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QObject, QPoint, Qt, Signal
from PySide6.QtWidgets import QAbstractButton, QComboBox, QLabel, QLineEdit, QTextEdit, QWidget

from wargame.app.exercise import Inject
from wargame.app.kept_session import KeptSession
from wargame.app.session import Session
from wargame.gui.exercise.seats_page import SeatsPage
from wargame.gui.exercise.seats_pane import SeatsPane
from wargame.gui.main_window import MainWindow
from wargame.gui.panels.ruling_dialog import RulingDialog
from wargame.gui.start import refusals

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support raise")

LEFT = Qt.MouseButton.LeftButton
OTHERS = ("hawks", "cautious", "eu", "moscow", "separatists")


def words_in(root: QWidget) -> str:
    """All that a widget and what is in it says, shown or hidden, to eyes or to a screen reader."""
    found = []
    for part in (root, *root.findChildren(QWidget)):
        found += [part.accessibleName(), part.accessibleDescription(), part.toolTip()]
        found.append(part.windowTitle())
        if isinstance(part, QLabel | QAbstractButton | QLineEdit):
            found.append(part.text())
        elif isinstance(part, QTextEdit):
            found.append(part.toPlainText())
        elif isinstance(part, QComboBox):
            found += [part.itemText(k) for k in range(part.count())]
    return "\n".join(found)


class Looks(QObject):
    changed = Signal(object)


@pytest.fixture
def page(qtbot, quick_room, theme):
    """The page of seats on a session whose steps are done at once."""
    quick_room.window.looks = Looks(quick_room.window)
    found = SeatsPage(quick_room, theme)
    qtbot.addWidget(found)
    found.resize(1280, 640)
    found.show()
    qtbot.waitExposed(found)
    found.activateWindow()
    return found


@pytest.fixture
def console(qtbot, theme, atlas, settings, shipped, tmp_path):
    """The console on the page of seats, as small as a small screen, of a recorded session."""
    window = MainWindow(atlas, theme, settings)
    window.runner.start = lambda _job: None
    qtbot.addWidget(window)
    window.show()
    qtbot.waitExposed(window)
    session = Session(shipped[0], 1, shipped[1])
    with qtbot.waitSignal(window.view_shown, timeout=20_000):
        window.open_session(lambda: KeptSession.fresh(session, tmp_path / "kept"), refusals)
    room = window.consoles.room
    with qtbot.waitSignal(room.shown, timeout=20_000):
        window.acts["console"].trigger()
    found = window.consoles.console
    found.resize(1280, 720)
    qtbot.waitExposed(found)
    found.open_page("seats")
    found.activateWindow()
    qtbot.waitUntil(lambda: len(found.pages["seats"].rows) == 7)
    yield found
    window.close()


def after(qtbot, room, act) -> None:
    """The room shows what the act led to."""
    with qtbot.waitSignal(room.shown, timeout=20_000):
        room.do(act)


def test_a_decision_is_entered_by_keyboard_and_covered_before_the_next_seat(
    qtbot, page, quick_room
) -> None:
    room = quick_room
    qtbot.mouseClick(page.rows["kyiv"], LEFT)
    assert page.covered
    assert page.cover.words.text().startswith("Kyiv is covered: no hidden decisions")
    qtbot.keyClick(page.cover.lift, Qt.Key.Key_Space)
    assert not page.covered
    form = page.books["kyiv"].form
    assert not form.record.isEnabled()
    assert form.missing.text() == "Still missing: Decision Owner and Decision."
    qtbot.keyClicks(form.owner, "Ann Lee")
    qtbot.keyClicks(form.decision, "hold the line")
    qtbot.keyClicks(form.options, "hold")
    qtbot.keyClick(form.options, Qt.Key.Key_Return)
    qtbot.keyClicks(form.options, "withdraw")
    with qtbot.waitSignal(room.shown, timeout=20_000):
        qtbot.keyClick(form.record, Qt.Key.Key_Space)
    (record,) = room.view.decisions
    assert (record.seat, record.owner, record.options) == ("kyiv", "Ann Lee", ("hold", "withdraw"))
    assert not form.owner.text()
    assert "hold the line" in page.books["kyiv"].paper.toPlainText()
    assert page.rows["kyiv"].stand.words == "decided"
    qtbot.mouseClick(page.rows["moscow"], LEFT)
    assert page.covered
    qtbot.mouseClick(page.cover.lift, LEFT)
    assert "hold the line" not in words_in(page.books["moscow"])
    qtbot.mouseClick(page.all_seats, LEFT)
    assert page.covered
    qtbot.mouseClick(page.cover.lift, LEFT)
    assert "hidden from others" in page.books["control"].paper.toPlainText()


def test_what_one_seat_has_begun_to_write_is_not_in_the_fields_of_another(qtbot, page) -> None:
    qtbot.mouseClick(page.tick, LEFT, pos=QPoint(8, page.tick.height() // 2))
    assert not page.tick.isChecked()
    for seat in ("kyiv", "moscow"):
        qtbot.mouseClick(page.rows[seat], LEFT)
        assert not page.covered
        if seat == "kyiv":
            qtbot.keyClicks(page.books[seat].form.decision, "half a thought")
            qtbot.keyClicks(page.books[seat].messages.text, "half a message")
    fields = page.books["moscow"]
    assert not fields.form.decision.toPlainText()
    assert not fields.messages.text.toPlainText()


def test_messages_wait_with_a_badge_until_their_seat_reads_them(qtbot, page, quick_room) -> None:
    room = quick_room
    qtbot.mouseClick(page.rows["us"], LEFT)
    qtbot.mouseClick(page.cover.lift, LEFT)
    box = page.books["us"].messages
    box.to.setCurrentIndex(box.to.findData("eu"))
    assert box.send.text() == "Send"
    qtbot.keyClicks(box.text, "a word alone")
    with qtbot.waitSignal(room.shown, timeout=20_000):
        qtbot.keyClick(box.text, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert page.rows["eu"].unread == 1
    assert "1 unread" in page.all_seats.text()
    pane = SeatsPane(room, page._theme)
    qtbot.addWidget(pane)
    assert pane.mail.text() == "1 unread message"
    qtbot.mouseClick(page.rows["eu"], LEFT)
    assert page.rows["eu"].unread == 1
    qtbot.mouseClick(page.cover.lift, LEFT)
    assert page.rows["eu"].unread == 0
    assert "a word alone" in page.books["eu"].messages.paper.toPlainText()
    qtbot.mouseClick(page.all_seats, LEFT)
    qtbot.mouseClick(page.cover.lift, LEFT)
    assert not pane.mail.isVisibleTo(pane)


def test_reveal_waits_says_for_whom_and_asks_before_it_is_done_anyway(
    qtbot, page, quick_room
) -> None:
    room = quick_room
    part = page.reveal
    assert not part.together.isEnabled()
    assert not part.anyway.isVisibleTo(page)
    after(qtbot, room, lambda desk: desk.decide("us", "Ann", "wait and see"))
    assert part.why.text().startswith("waits for Hawk allies, Cautious allies")
    qtbot.keyClick(part.anyway, Qt.Key.Key_Space)
    assert "read 1 decision" in part.confirm.words.text()
    qtbot.keyClick(part.confirm, Qt.Key.Key_Escape)
    assert not part.confirm.isVisible()
    assert not room.view.decisions[0].revealed
    qtbot.mouseClick(part.anyway, LEFT)
    with qtbot.waitSignal(room.shown, timeout=20_000):
        qtbot.mouseClick(part.confirm.yes, LEFT)
    assert room.view.decisions[0].revealed
    assert page.rows["us"].stand.words == "revealed"
    qtbot.mouseClick(page.everything, LEFT)
    assert "private note" in page.confirm.words.text()
    with qtbot.waitSignal(room.shown, timeout=20_000):
        qtbot.mouseClick(page.confirm.yes, LEFT)
    assert room.view.told
    assert not page.everything.isVisibleTo(page)


def test_reveal_together_opens_when_the_last_seat_of_people_decides(
    qtbot, quick_room, theme
) -> None:
    pane = SeatsPane(quick_room, theme)
    qtbot.addWidget(pane)
    pane.show()
    for seat in OTHERS:
        quick_room.do(lambda desk, seat=seat: desk.decide(seat, "x", "y"))
    quick_room.do(lambda desk: desk.decide("kyiv", "x", "y"))
    assert (pane.reveal.together.isEnabled(), pane.reveal.why.text()) == (
        False, "waits for United States",
    )  # fmt: skip
    quick_room.do(lambda desk: desk.decide("us", "x", "y"))
    assert pane.reveal.together.isEnabled()
    assert not pane.reveal.anyway.isVisible()
    assert "decided; 3 of 3 political capital left" in pane.rows["us"].accessibleName()
    qtbot.mouseClick(pane.reveal.together, LEFT)
    assert all(record.revealed for record in quick_room.view.decisions)
    assert pane.reveal.why.text() == "nothing is hidden"


def test_windows_of_seats_stand_side_by_side_and_hold_no_secret_of_another(qtbot, console) -> None:
    page, room = console.pages["seats"], console.room
    secrets = {}

    def plant(desk):
        for seat in ("us", "kyiv"):
            secrets[seat] = [f"secret-{seat}-{k}" for k in range(5)]
            one, two, three, four, five = secrets[seat]
            desk.decide(seat, one, two, rationale=three)
            desk.send(seat, seat, four)
            desk.edit_inject(Inject(number=f"i-{seat}", to=seat, title=five, notes="for-control"))
            desk.publish(f"i-{seat}")
        desk.edit_inject(Inject(number="later", title="not-yet", to="all"))

    after(qtbot, room, plant)
    for seat in ("us", "kyiv"):
        qtbot.mouseClick(page.rows[seat], LEFT)
        with qtbot.waitSignal(page.windows.opened, timeout=20_000):
            qtbot.mouseClick(page.own_window, LEFT)
    us, kyiv = (page.windows.open_ones[seat] for seat in ("us", "kyiv"))
    assert us.isVisible()
    assert kyiv.isVisible()
    for window, own, other in ((us, "us", "kyiv"), (kyiv, "kyiv", "us")):
        told = words_in(window)
        assert all(words in told for words in secrets[own])
        assert not [w for w in (*secrets[other], "for-control", "not-yet") if w in told]
    kyiv.tabs.setCurrentIndex(1)
    card = next(c for c in kyiv.hand.cards if c.card.id == "back-channel")
    with qtbot.waitSignal(room.shown, timeout=20_000):
        qtbot.mouseClick(card, LEFT)
    qtbot.waitUntil(card.isChecked)
    assert "Back-channel" not in us.revealed.toPlainText()
    kyiv.tabs.setCurrentIndex(2)
    qtbot.keyClicks(kyiv.book.messages.text, "secret-of-kyiv to itself")
    with qtbot.waitSignal(room.shown, timeout=20_000):
        qtbot.mouseClick(kyiv.book.messages.send, LEFT)
    assert room.game.turn == 0  # a space that is typed plays no turn
    qtbot.waitUntil(lambda: "secret-of-kyiv" in words_in(kyiv))
    assert "secret-of-kyiv" not in words_in(us)
    after(qtbot, room, lambda desk: desk.reveal_decisions())
    qtbot.waitUntil(lambda: "Kyiv: Back-channel" in us.revealed.toPlainText())
    room.left.emit()
    assert not us.isVisible()


def test_the_ruling_pane_shows_the_last_ruling_and_says_why_none_may_be_made(
    qtbot, console
) -> None:
    room = console.room
    pane = console.events.ruling
    assert not pane.overrule.isEnabled()
    assert pane.why.text().startswith("Play a turn first")
    after(qtbot, room, lambda desk: desk.session.play_turn())
    qtbot.waitUntil(pane.overrule.isEnabled)
    after(qtbot, room, lambda desk: desk.set_up(adjudication="open"))
    console.open_page("events")
    qtbot.mouseClick(pane.overrule, LEFT)
    found: list[RulingDialog] = []

    def opened() -> bool:
        found[:] = [d for d in room.window.findChildren(RulingDialog) if d.isVisible()]
        found[:] = found or [d for d in console.findChildren(RulingDialog) if d.isVisible()]
        return bool(found)

    qtbot.waitUntil(opened)
    (dialog,) = found
    dialog.number.setValue(0.5)
    qtbot.keyClicks(dialog.reason, "they agreed")
    assert dialog.missing.text() == "Still missing: who argued."
    qtbot.keyClicks(dialog.argued, "Ann for it")
    with qtbot.waitSignal(room.shown, timeout=20_000):
        qtbot.mouseClick(dialog.accepting, LEFT)
    qtbot.waitUntil(lambda: pane.title.text() == "Ruling on turn 1")
    told = words_in(pane)
    assert "they agreed" in told
    assert "Ann for it" in told
    qtbot.waitUntil(lambda: "the rules alone would say" in pane.shadow.text())
    after(qtbot, room, lambda desk: desk.set_up(adjudication="rigid"))
    assert not pane.overrule.isEnabled()
    assert "rigid: the rules decide; change it in Set-up" in pane.why.text()
    room.window.sessions.ask_ruling()
    qtbot.waitUntil(lambda: "rigid" in words_in(room.window.status))
