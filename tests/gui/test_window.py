"""How the window fits, looks, links map and lists, remembers, and survives its own faults."""

from __future__ import annotations

import sys

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtGui import QFont, QPalette
from PySide6.QtWidgets import QAbstractButton, QLabel, QMessageBox, QWidget

from wargame.gui import faults
from wargame.gui.dress import ROLE
from wargame.gui.memory import theme_of

SIZES = [(1280, 720), (1440, 900), (1600, 900), (1920, 1080), (3840, 2160)]
SPACE = Qt.Key.Key_Space


def play(qtbot, window):
    with qtbot.waitSignal(window.view_shown, timeout=5_000):
        qtbot.keyClick(window, SPACE)


@pytest.mark.parametrize("size", SIZES)
def test_the_grid_is_that_of_the_tokens_and_leaves_the_map_its_room(qtbot, make_window, size):
    window = make_window(size=size)
    wide = size[0] >= 1600
    assert window.options.width() == (296 if wide else 284)
    assert window.inspector.width() == (400 if wide else 336)
    assert window.map.width() >= 560
    assert window.inspector.stacked == (size[1] >= 1000)


@pytest.mark.parametrize("size", [(1280, 720), (1920, 1080)])
def test_nothing_in_the_panels_is_wider_than_its_panel(qtbot, make_window, size):
    window = make_window(size=size)
    with qtbot.waitSignal(window.outlook_shown, timeout=5_000):
        window.commands.choose("gov-now")
    play(qtbot, window)
    window.inspector.why.list.setCurrentIndex(window.inspector.why.list.rows.index(1))
    window.inspector.sectors.select("KVN")
    for page in range(4):
        window.inspector.open_tab(page)
        qtbot.wait(20)
        area = window.inspector.area
        assert area.widget().width() == area.viewport().width(), page
    cards = window.options.area
    assert cards.widget().width() == cards.viewport().width()


def test_a_narrow_window_folds_the_options_to_signs_that_still_switch(qtbot, make_window):
    window = make_window(size=(1100, 720))
    assert window.options.strip.isVisible()
    assert window.options.width() == 48
    assert window.map.width() >= 560
    sign = window.options.strip.findChildren(QAbstractButton)[2]
    with qtbot.waitSignal(window.view_shown, timeout=5_000):
        qtbot.mouseClick(sign, Qt.MouseButton.LeftButton)
    assert window.session.state[1] == sign.option
    assert sign.isChecked()


def test_a_bar_in_why_lights_the_map_and_opens_its_rule(qtbot, window, monkeypatch):
    lit = []
    monkeypatch.setattr(window.map, "highlight", lambda weights, what: lit.append((weights, what)))
    play(qtbot, window)
    listed = window.inspector.why.list
    at = listed.visualRect(listed.rows.index(1)).center()
    qtbot.mouseClick(listed.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert lit[-1][1] == "zone"
    assert set(lit[-1][0]) == {"KVN", "POK"}
    card = window.inspector.why.card
    assert card.isVisible()
    for words in ("Deterrence of the guarantee", "JetBrains Mono", "our judgement", "family."):
        assert words in card.text.text()
    qtbot.keyClick(window, Qt.Key.Key_Escape)
    assert lit[-1] == ({}, "none")
    assert not card.isVisible()


def test_a_bar_stays_chosen_from_turn_to_turn(qtbot, window):
    play(qtbot, window)
    listed = window.inspector.why.list
    listed.setCurrentIndex(listed.rows.index(2))
    chosen = listed.selected().id
    play(qtbot, window)
    assert listed.selected().id == chosen
    assert window.inspector.why.card.isVisible()


def test_totals_can_be_read_but_not_chosen(qtbot, window):
    play(qtbot, window)
    listed = window.inspector.why.list
    listed.setCurrentIndex(listed.rows.index(0))
    assert listed.selected() is None


def test_a_sector_chosen_on_the_map_is_chosen_in_the_table_and_the_reverse(
    qtbot, window, monkeypatch
):
    ringed = []
    monkeypatch.setattr(window.map, "select_sector", ringed.append)
    window.map.sector_clicked.emit("KVN")
    assert window.inspector.sectors.selected().id == "KVN"
    assert window.inspector.sectors.isVisible()
    assert "Kurakhove" in window.inspector.sectors.name.text()
    assert ringed == []
    table = window.inspector.sectors.table
    row = table.visualRect(window.inspector.sectors.model.index(0, 0)).center()
    qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=row)
    assert ringed == ["SUM"]


def test_dark_is_a_palette_of_its_own_and_light_comes_back(qtbot, window, qapp):
    light = qapp.palette().color(QPalette.ColorRole.Window).name()
    window.acts["dark"].trigger()
    assert qapp.palette().color(QPalette.ColorRole.Window).name() == "#12161b"
    assert qapp.palette().color(QPalette.ColorRole.Text).name() == "#e9edf1"
    pictured = window.options.grab().toImage().pixelColor(3, window.options.height() - 3)
    assert pictured.name() == "#1a1f26"
    window.acts["dark"].trigger()
    assert qapp.palette().color(QPalette.ColorRole.Window).name() == light


def test_every_letter_has_the_font_of_its_role_at_every_size(qtbot, window):
    for name in ("", "larger", "larger", "normal"):
        if name:
            window.acts[name].trigger()
        theme = window.looks.theme
        for widget in window.findChildren(QWidget):
            role = widget.property(ROLE)
            if not role:
                continue
            wanted = theme.font(role)
            assert widget.font().weight() == wanted.weight(), (role, widget)
            assert widget.font().pointSizeF() == pytest.approx(wanted.pointSizeF(), abs=0.05)


def test_present_is_full_screen_at_150_and_escape_ends_it(qtbot, window):
    window.acts["present"].trigger()
    assert window.looks.theme.scale == 1.5
    assert window.isFullScreen()
    assert window.looks.text_size_kept == 1.0
    qtbot.keyClick(window, Qt.Key.Key_Escape)
    assert window.looks.theme.scale == 1.0
    assert not window.isFullScreen()


def test_layout_and_looks_are_remembered(qtbot, make_window, settings):
    window = make_window(size=(1300, 760))
    window.acts["dark"].trigger()
    window.acts["larger"].trigger()
    window.acts["show_inspector"].setChecked(False)
    window.close()
    again = theme_of(settings)
    assert (again.mode, again.scale) == ("dark", 1.1)
    second = make_window()
    assert not second.inspector.isVisible()
    assert not second.acts["show_inspector"].isChecked()


@pytest.mark.parametrize("stored", ["nan", "pink", "-3", "1e9"])
def test_nonsense_in_the_settings_does_no_harm(tmp_path, stored):
    settings = QSettings(str(tmp_path / "odd.ini"), QSettings.Format.IniFormat)
    settings.setValue("window/theme", stored)
    settings.setValue("window/text_size", stored)
    theme = theme_of(settings)
    assert theme.mode == "light"
    assert 0.9 <= theme.scale <= 2.0


def test_arrow_keys_move_the_map_when_no_part_wants_them(qtbot, window, monkeypatch):
    moves = []
    monkeypatch.setattr(window.map, "pan", lambda dx, dy: moves.append((dx, dy)))
    qtbot.keyClick(window, Qt.Key.Key_Left)
    qtbot.keyClick(window, Qt.Key.Key_Down)
    assert moves == [(80, 0), (0, -80)]


def test_the_ring_is_round_the_button_that_has_the_keyboard_and_goes_with_it(qtbot, window):
    button = window.track.play
    button.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.waitUntil(window.ring.isVisible)
    assert window.ring.geometry().contains(button.geometry())
    window.map.setFocus()
    assert not window.ring.isVisible()


def test_every_control_has_a_name_for_a_screen_reader(qtbot, window):
    with qtbot.waitSignal(window.view_shown, timeout=5_000):
        window.commands.choose("gov")
    nameless = [
        button
        for button in window.findChildren(QAbstractButton)
        if button.isVisible()
        and not (button.accessibleName() or button.text())
        # Qt's own: the corner of a table, scroll buttons of a tab bar
        and not button.metaObject().className().startswith("QTableCorner")
    ]
    assert nameless == []


def test_the_status_bar_tells_place_and_what_lies_there(qtbot, window):
    window.map.cursor_moved.emit(37.42, 48.05)
    window.map.hovered.emit("Donetsk oblast, occupied")
    assert window.status.place.text() == "48.05\u00b0 N 37.42\u00b0 E"
    assert window.status.under.text() == "Donetsk oblast, occupied"


def test_a_fault_is_noted_each_time_and_shown_once(qtbot, window, monkeypatch, tmp_path, capsys):
    monkeypatch.setattr(faults.platformdirs, "user_log_dir", lambda *_, **__: str(tmp_path))
    for number in range(3):
        window.faults.take_error(RuntimeError(f"fault {number}"))
    boxes = window.findChildren(QMessageBox)
    assert len(boxes) == 1
    assert "fault 2" in capsys.readouterr().err
    assert "fault 0" in boxes[0].informativeText()
    assert len(list(tmp_path.glob("fault-*.txt"))) == 3
    boxes[0].close()


def test_hooks_are_given_back_when_the_window_closes(qtbot, make_window):
    before = sys.excepthook
    window = make_window()
    window.faults.install()
    assert sys.excepthook != before
    window.close()
    assert sys.excepthook == before


def test_an_opening_that_is_refused_says_so_and_leaves_the_map(qtbot, make_window, stand_in, theme):
    window = make_window(wait=True)

    def refuse():
        raise stand_in.Refused("There is no scenario of that name.")

    second = type(window)(window.atlas, theme, window.settings)
    qtbot.addWidget(second)
    second.show()
    with qtbot.waitSignal(second.host.refused):
        second.open_session(refuse, lambda: (stand_in.Refused,))
    assert second.status.refusal.text() == "There is no scenario of that name."
    assert second.status.work.text() == ""
    assert not second.acts["play"].isEnabled()
    second.close()


def test_labels_are_plain_text_so_that_a_name_cannot_carry_markup(qtbot, window):
    rich = [
        each
        for each in window.findChildren(QLabel)
        if each.textFormat() != Qt.TextFormat.PlainText and each.property(ROLE)
    ]
    assert rich == [window.inspector.why.card.text]


def test_fonts_of_the_forecast_axis_are_ours(window):
    axis = window.inspector.forecast.chart._plot.getAxis("left")
    font: QFont = axis.style["tickFont"]
    assert font.families()[0] == "Inter"
