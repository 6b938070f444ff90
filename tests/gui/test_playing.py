"""A person at the window: switches, turns, steps back, and what the window says to it."""

from __future__ import annotations

import threading

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QPushButton, QSpinBox

from wargame.gui import play_out
from wargame.gui.dialogs import RestartDialog

LEFT = Qt.MouseButton.LeftButton


def click(qtbot, window, widget, at=None):
    with qtbot.waitSignal(window.view_shown, timeout=5_000):
        qtbot.mouseClick(widget, LEFT, pos=at or widget.rect().center())


def press(qtbot, window, key, modifier=Qt.KeyboardModifier.NoModifier):
    with qtbot.waitSignal(window.view_shown, timeout=5_000):
        qtbot.keyClick(window.focusWidget() or window, key, modifier)


def switch(window, option):
    return window.options.cards[option].switch


def turn_shown(window):
    return window.track.turn.text()


def test_a_switch_puts_its_zone_on_the_table_and_turns_the_other_off(qtbot, window):
    click(qtbot, window, switch(window, "gov-now"))
    assert switch(window, "gov-now").isChecked()
    assert window.options.cards["gov-now"].terms.isVisible()
    click(qtbot, window, switch(window, "dmz"))
    assert switch(window, "dmz").isChecked()
    assert not switch(window, "gov-now").isChecked()
    assert not window.options.cards["gov-now"].terms.isVisible()
    assert window.session.state[1] == "dmz"


def test_a_switch_turned_off_leaves_no_zone(qtbot, window):
    click(qtbot, window, switch(window, "gov-now"))
    click(qtbot, window, switch(window, "gov-now"))
    assert window.session.state[1] == "none"
    assert switch(window, "none").isChecked()


def test_the_whole_card_switches_its_zone_on(qtbot, window):
    card = window.options.cards["gov"]
    click(qtbot, window, card, QPoint(60, card.height() - 4))
    assert window.session.state[1] == "gov"


def test_space_plays_a_turn_wherever_the_last_click_was(qtbot, window):
    press(qtbot, window, Qt.Key.Key_Space)
    assert turn_shown(window) == "Turn 1 of 12"
    click(qtbot, window, switch(window, "gov-now"))
    press(qtbot, window, Qt.Key.Key_Space)
    listed = window.inspector.why.list
    row = listed.visualRect(listed.rows.index(1)).center()
    qtbot.mouseClick(listed.viewport(), LEFT, pos=row)
    assert listed.selected() is not None
    press(qtbot, window, Qt.Key.Key_Space)
    assert turn_shown(window) == "Turn 3 of 12"


def test_space_is_the_buttons_while_the_keyboard_is_on_a_button(qtbot, window):
    switch(window, "dmz").setFocus(Qt.FocusReason.TabFocusReason)
    press(qtbot, window, Qt.Key.Key_Space)
    assert window.session.state == (0, "dmz")


def test_undo_and_redo_by_key_walk_through_every_step(qtbot, window):
    click(qtbot, window, switch(window, "gov-now"))
    press(qtbot, window, Qt.Key.Key_Space)
    press(qtbot, window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert window.session.state == (0, "gov-now")
    press(qtbot, window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert window.session.state == (0, "none")
    assert not window.acts["undo"].isEnabled()
    both = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    press(qtbot, window, Qt.Key.Key_Z, both)
    press(qtbot, window, Qt.Key.Key_Z, both)
    assert window.session.state == (1, "gov-now")
    assert not window.acts["redo"].isEnabled()


def test_a_bead_leads_back_to_its_turn_and_forward_again(qtbot, window):
    for _ in range(3):
        press(qtbot, window, Qt.Key.Key_Space)
    beads = window.track.beads
    click(qtbot, window, beads, beads.bead(1).toPoint())
    assert turn_shown(window) == "Turn 1 of 12"
    click(qtbot, window, beads, beads.bead(3).toPoint())
    assert turn_shown(window) == "Turn 3 of 12"
    assert not beads.reachable(4)


def test_arrow_keys_walk_the_beads(qtbot, window):
    press(qtbot, window, Qt.Key.Key_Space)
    press(qtbot, window, Qt.Key.Key_Space)
    window.track.beads.setFocus(Qt.FocusReason.TabFocusReason)
    press(qtbot, window, Qt.Key.Key_Left)
    assert turn_shown(window) == "Turn 1 of 12"
    press(qtbot, window, Qt.Key.Key_Right)
    assert turn_shown(window) == "Turn 2 of 12"
    press(qtbot, window, Qt.Key.Key_Home)
    assert turn_shown(window) == "Turn 0 of 12"


def test_playing_to_the_end_plays_every_turn_and_then_lets_go(qtbot, window):
    window.play_out._pause.setInterval(1)
    window.acts["play_out"].trigger()
    qtbot.waitUntil(lambda: turn_shown(window) == "Turn 12 of 12", timeout=10_000)
    assert [name for name, _ in window.session.calls].count("play_turn") == 12
    assert not window.acts["play_out"].isChecked()
    assert not window.acts["play"].isEnabled()
    assert not window.track.play.isEnabled()


def test_escape_stops_playing_to_the_end(qtbot, window):
    assert play_out.PACE_MS >= 100
    window.acts["play_out"].trigger()
    qtbot.waitUntil(lambda: turn_shown(window) == "Turn 1 of 12")
    qtbot.keyClick(window, Qt.Key.Key_Escape)
    assert not window.play_out.running
    qtbot.wait(2 * play_out.PACE_MS)
    assert turn_shown(window) in ("Turn 1 of 12", "Turn 2 of 12")


def test_starting_again_takes_the_seed_that_was_typed(qtbot, window):
    press(qtbot, window, Qt.Key.Key_Space)
    window.acts["restart"].trigger()
    dialog = window.findChild(RestartDialog)
    field = dialog.findChild(QSpinBox)
    field.selectAll()
    qtbot.keyClicks(field, "42")
    buttons = [each for each in dialog.findChildren(QPushButton) if each.text() == "Start again"]
    click(qtbot, window, buttons[0])
    assert window.session.seed == 42
    assert "seed 42" in window.inspector.head.whose.text()
    assert window.status.seed.text() == "Seed 42"


def test_edited_terms_go_out_once_the_hand_rests(qtbot, window):
    click(qtbot, window, switch(window, "gov"))
    card = window.options.cards["gov"]
    card.buffer.selectAll()
    with qtbot.waitSignal(window.view_shown, timeout=5_000):
        qtbot.keyClicks(card.buffer, "25")
    sent = [value for name, value in window.session.calls if name == "set_terms"]
    assert sent == [("gov", {"buffer_km": 25.0})]
    click(qtbot, window, card.in_force.first)
    sent = [value for name, value in window.session.calls if name == "set_terms"]
    assert sent[-1] == ("gov", {"in_force_now": True})


def test_space_plays_a_turn_while_a_field_is_being_edited(qtbot, window):
    click(qtbot, window, switch(window, "gov"))
    field = window.options.cards["gov"].troops
    field.setFocus()
    field.selectAll()
    with qtbot.waitSignal(window.view_shown, timeout=5_000):
        qtbot.keyClicks(field, "30")
    press(qtbot, window, Qt.Key.Key_Space)
    assert turn_shown(window) == "Turn 1 of 12"
    assert field.value() == 30


def test_a_refusal_is_a_sentence_in_the_status_bar_and_the_card_goes_back(qtbot, window):
    with qtbot.waitSignal(window.host.refused):
        click(qtbot, window, switch(window, "eu"))
    qtbot.waitUntil(lambda: "vote has been taken" in window.status.refusal.text())
    assert not switch(window, "eu").isChecked()
    assert switch(window, "none").isChecked()


def test_the_session_is_touched_by_one_thread_that_is_not_the_windows(qtbot, window):
    click(qtbot, window, switch(window, "gov-now"))
    press(qtbot, window, Qt.Key.Key_Space)
    assert window.session.threads == {"session"}


def test_badges_show_effects_and_pale_while_newer_ones_are_found(qtbot, make_window, stand_in):
    window = make_window(stand_in.StandIn(look_s=0.15))
    qtbot.waitUntil(lambda: window._outlook is not None and window._outlook.final)
    badge = window.options.cards["dmz"].badge
    assert badge.words().startswith("+20.5 points")
    assert "2,000 playthroughs" in badge.words()
    press(qtbot, window, Qt.Key.Key_Space)
    assert badge.words().endswith("being computed again")
    qtbot.waitUntil(lambda: not badge.words().endswith("again"))


def test_cancel_stops_the_forecast_and_says_nothing_is_under_way(qtbot, make_window, stand_in):
    window = make_window(stand_in.StandIn(look_s=60.0), wait=False)
    qtbot.waitUntil(window.status.stop.isVisible)
    assert "playthroughs" in window.status.work.text()
    qtbot.mouseClick(window.status.stop, LEFT)
    qtbot.waitUntil(lambda: not window.status.stop.isVisible())
    assert window._outlook is None


def test_a_newer_forecast_takes_the_place_of_the_one_in_hand(qtbot, make_window, stand_in):
    window = make_window(stand_in.StandIn(look_s=60.0), wait=False)
    qtbot.waitUntil(window.status.stop.isVisible)
    window.session.look_s = 0.0
    press(qtbot, window, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: window._outlook is not None and window._outlook.final, timeout=3_000)
    assert window._outlook.turn == 1


def test_closing_during_work_ends_both_threads(qtbot, make_window, stand_in):
    window = make_window(stand_in.StandIn(look_s=60.0), wait=False)
    qtbot.waitUntil(window.status.stop.isVisible)
    window.close()
    names = {thread.name for thread in threading.enumerate()}
    assert not names & {"session", "outlook"}


@pytest.mark.parametrize("name", ["keys", "about"])
def test_help_opens_and_closes(qtbot, window, name):
    window.acts[name].trigger()
    dialogs = [each for each in window.children() if each.inherits("QDialog")]
    assert len(dialogs) == 1
    assert dialogs[0].isVisible()
    qtbot.keyClick(dialogs[0], Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: not [each for each in window.children() if each.inherits("QDialog")])
