"""Several zones at once, mode and switches: asked for by hand, named wherever they matter."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from wargame.app.records import Effect

LEFT = Qt.MouseButton.LeftButton
CTRL = Qt.KeyboardModifier.ControlModifier
# said by the offscreen platform of every menu, popup and floating dock
OFFSCREEN = pytest.mark.qt_log_ignore("This plugin does not support")


@pytest.fixture
def window(open_shipped):
    return open_shipped()


def click(qtbot, window, widget, modifier=Qt.KeyboardModifier.NoModifier):
    with qtbot.waitSignal(window.view_shown, timeout=5_000):
        qtbot.mouseClick(widget, LEFT, modifier)


def ask(qtbot, window, call, *args):
    with qtbot.waitSignal(window.view_shown, timeout=5_000):
        call(*args)


# several zones


def test_options_exclude_each_other_until_several_are_asked_for(qtbot, window):
    cards = window.options.cards
    click(qtbot, window, cards["gov"].switch)
    click(qtbot, window, cards["eu"].switch)
    assert window.session.position.on == ("eu",)
    qtbot.mouseClick(window.options.several, LEFT)
    click(qtbot, window, cards["dmz"].switch)
    assert window.session.position.on == ("eu", "dmz")
    assert window.options.together.text() == "2 zones together"
    click(qtbot, window, cards["eu"].switch)
    assert window.session.position.on == ("dmz",)
    assert not window.options.together.isVisible()


def test_ctrl_and_a_click_puts_a_zone_beside_the_others(qtbot, window, monkeypatch):
    from wargame.gui.panels import options_panel

    click(qtbot, window, window.options.cards["eu"].switch)
    monkeypatch.setattr(options_panel.QApplication, "keyboardModifiers", staticmethod(lambda: CTRL))
    click(qtbot, window, window.options.cards["dmz"].switch, CTRL)
    assert window.session.position.on == ("eu", "dmz")
    assert window.options.several.isChecked()


def test_a_fourth_zone_is_refused_in_a_sentence_and_its_switch_goes_back(qtbot, window):
    for option in ("gov", "eu", "dmz"):
        ask(qtbot, window, window.table.commands.switch, option, True)
    click(qtbot, window, window.options.cards["all"].switch)
    qtbot.waitUntil(lambda: bool(window.status.refusal.text()))
    assert "at most 3 zones can be on at once" in window.status.refusal.text()
    assert not window.options.cards["all"].switch.isChecked()
    assert window.session.position.on == ("gov", "eu", "dmz")


def test_zones_together_have_a_badge_of_their_own(qtbot, window):
    for option in ("eu", "dmz"):
        ask(qtbot, window, window.table.commands.switch, option, True)
    window.options._effects = {"together": Effect(9.0, 7.0, 11.0, "luck only", 200)}
    window.options._stale = False
    window.options._show_effects()
    assert window.options.badge.isVisible()
    assert window.options.badge.words().startswith("+9.0")


def test_no_zone_clears_them_all_even_with_several(qtbot, window):
    for option in ("eu", "dmz"):
        ask(qtbot, window, window.table.commands.switch, option, True)
    click(qtbot, window, window.options.cards["none"].switch)
    assert window.session.position.on == ()


# mode and switches


def open_setting(qtbot, window):
    qtbot.mouseClick(window.options.mode, LEFT)
    panel = window.table.setting
    qtbot.waitUntil(panel.isVisible)
    return panel


@OFFSCREEN
def test_mode_and_switches_are_named_wherever_they_matter(qtbot, window):
    assert window.options.mode.text() == "as if adopted"
    assert not window.inspector.head.switches.isVisible()
    panel = open_setting(qtbot, window)
    click(qtbot, window, panel.mode.second)
    for name in ("fragile_truce", "stalemate_drift", "steps_to_war"):
        click(qtbot, window, panel.ticks[name])
    with qtbot.waitSignal(window.view_shown, timeout=5_000):
        panel.posture.setCurrentIndex(panel.posture.findData("disengaged"))
        panel.posture.activated.emit(panel.posture.currentIndex())
    said = (
        "Political process decides. Switches on: fragile truce, stalemate drift, steps-to-war, "
        "US disengaged."
    )
    assert window.inspector.head.switches.text() == said
    assert window.inspector.head.switches.isVisible()
    assert window.status.setting.text() == said
    assert window.options.mode.text() == "political process"
    assert panel.isVisible()
    click(qtbot, window, panel.ticks["fragile_truce"])
    assert "fragile" not in window.status.setting.text()
    panel.close()


@OFFSCREEN
def test_mode_and_switches_come_by_key_and_go_with_esc(qtbot, window):
    qtbot.keyClick(window, Qt.Key.Key_M, CTRL)
    panel = window.table.setting
    qtbot.waitUntil(panel.isVisible)
    assert panel.mode.first.hasFocus()
    assert window.ring.isVisible()
    QTest.keyClick(panel, Qt.Key.Key_Escape)
    assert not panel.isVisible()


@OFFSCREEN
def test_mode_and_switches_show_what_another_hand_has_set(qtbot, window):
    ask(qtbot, window, window.table.commands.change_setting, {"steps_to_war": True})
    panel = open_setting(qtbot, window)
    assert panel.ticks["steps_to_war"].isChecked()
    ask(qtbot, window, window.commands.undo)
    assert not panel.ticks["steps_to_war"].isChecked()
    panel.close()
