"""People at the table: cards face down, the cover, events, switches, votes, on the real game."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton

LEFT = Qt.MouseButton.LeftButton
CTRL = Qt.KeyboardModifier.ControlModifier
# said by the offscreen platform of every menu, popup and floating dock
OFFSCREEN = pytest.mark.qt_log_ignore("This plugin does not support")


@pytest.fixture
def window(open_shipped):
    return open_shipped()


@pytest.fixture
def table(window):
    window.acts["show_table"].trigger()
    return window.table.dock


def click(qtbot, window, widget, modifier=Qt.KeyboardModifier.NoModifier):
    with qtbot.waitSignal(window.view_shown, timeout=5_000):
        qtbot.mouseClick(widget, LEFT, modifier)


def ask(qtbot, window, call, *args):
    with qtbot.waitSignal(window.view_shown, timeout=5_000):
        call(*args)


def play(qtbot, window):
    ask(qtbot, window, window.commands.play_turn)


def seat(qtbot, table, name):
    """The cards of a seat by id, its tab having been clicked."""
    qtbot.mouseClick(table.strip.tabs[name], LEFT)
    return {button.card.id: button for button in table.seats[name].hand.cards}


def laid(window):
    return [(c.seat, c.card, c.sector) for c in window.session.position.laid]


def words_of(widget):
    """All that can be read on a widget's labels."""
    from PySide6.QtWidgets import QLabel

    return "\n".join(each.text() for each in widget.findChildren(QLabel) if each.isVisible())


# the dock


def test_the_table_is_away_at_first_and_comes_by_key_button_and_menu(qtbot, window):
    assert not window.table.dock.isVisible()
    qtbot.keyClick(window, Qt.Key.Key_T, CTRL)
    assert window.table.dock.isVisible()
    button = window.bar.widgetForAction(window.acts["show_table"])
    qtbot.mouseClick(button, LEFT)
    assert not window.table.dock.isVisible()
    qtbot.mouseClick(button, LEFT)
    qtbot.mouseClick(window.table.dock.close_button, LEFT)
    assert not window.table.dock.isVisible()
    assert not window.acts["show_table"].isChecked()


def test_an_open_table_is_open_again_next_time(qtbot, open_shipped):
    first = open_shipped()
    first.acts["show_table"].trigger()
    first.close()
    second = open_shipped()
    assert second.acts["show_table"].isChecked()
    assert second.table.dock.isVisible()


@OFFSCREEN
def test_the_table_can_stand_in_a_window_of_its_own_and_keeps_its_keys(qtbot, window, table):
    qtbot.mouseClick(table.float_button, LEFT)
    assert table.isFloating()
    cards = seat(qtbot, table, "kyiv")
    click(qtbot, window, cards["back-channel"])
    assert laid(window) == [("kyiv", "back-channel", "")]
    cards["mobilise-kyiv"].setFocus(Qt.FocusReason.TabFocusReason)
    assert window.ring.isVisible()
    qtbot.mouseClick(table.float_button, LEFT)
    assert not table.isFloating()


def test_names_of_seats_and_titles_of_cards_are_whole_at_the_smallest_size(qtbot, window, table):
    for tab in table.strip.tabs.values():
        room = tab.width() - window.looks.theme.px(12)
        assert tab.fontMetrics().horizontalAdvance(tab.text()) <= room, tab.text()
    for name in table.seats:
        for button in seat(qtbot, table, name).values():
            font = window.looks.theme.font("section")
            from PySide6.QtGui import QFontMetrics

            cost = 50
            assert QFontMetrics(font).horizontalAdvance(button.card.title) < button.width() - cost


# cards


def test_a_card_is_laid_by_a_click_and_taken_back_by_another(qtbot, window, table):
    cards = seat(qtbot, table, "us")
    click(qtbot, window, cards["aid"])
    assert laid(window) == [("us", "aid", "")]
    assert cards["aid"].isChecked()
    assert cards["aid"].state == "Laid, hidden until revealed"
    assert table.strip.tabs["us"].note == "2 of 3"
    assert "1 card laid" in table.strip.tabs["us"].accessibleName()
    click(qtbot, window, cards["aid"])
    assert laid(window) == []
    assert not cards["aid"].isChecked()
    assert table.strip.tabs["us"].note == "3 of 3"


def test_a_refused_card_keeps_its_words_and_says_why(qtbot, window, table):
    cards = seat(qtbot, table, "us")
    click(qtbot, window, cards["aid"])
    assert not cards["aid-pause"].isEnabled()
    assert cards["aid-pause"].state == "Not now: the opposite card is played this turn"
    assert "the opposite card" in cards["aid-pause"].accessibleName()
    qtbot.mouseClick(cards["aid-pause"], LEFT)
    assert laid(window) == [("us", "aid", "")]


@OFFSCREEN
def test_a_card_on_a_sector_asks_which_one(qtbot, window, table):
    cards = seat(qtbot, table, "kyiv")
    qtbot.mouseClick(cards["fortify"], LEFT)
    menu = cards["fortify"].menu
    assert menu is not None
    assert not cards["fortify"].isChecked()
    assert len(menu.actions()) == 10
    wanted = next(a for a in menu.actions() if a.text().startswith("Toretsk"))
    ask(qtbot, window, wanted.trigger)
    menu.close()
    assert laid(window) == [("kyiv", "fortify", "POK")]
    assert cards["fortify"].state.startswith("Laid face down: Toretsk")


def test_a_card_for_two_seats_says_so_and_a_lone_one_does_nothing(qtbot, window, table):
    cards = seat(qtbot, table, "eu")
    assert cards["confidence"].state == "Needs two seats"
    click(qtbot, window, cards["confidence"])
    play(qtbot, window)
    assert "No effect: it takes 2 seats, and 1 played it." in words_of(table.revealed)


def test_cards_are_laid_by_keyboard_alone(qtbot, window, table):
    table.strip.tabs["hawks"].setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.keyClick(table.strip.tabs["hawks"], Qt.Key.Key_Space)
    assert table.page == "hawks"
    card = next(b for b in table.seats["hawks"].hand.cards if b.card.id == "suspend-act")
    card.setFocus(Qt.FocusReason.TabFocusReason)
    assert window.ring.isVisible()
    ask(qtbot, window, qtbot.keyClick, card, Qt.Key.Key_Space)
    assert laid(window) == [("hawks", "suspend-act", "")]
    assert window._view.turn == 0


def test_arrow_keys_walk_from_seat_to_seat(qtbot, window, table):
    first = table.strip.tabs["us"]
    seat(qtbot, table, "us")
    first.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.keyClick(first, Qt.Key.Key_Right)
    assert table.page == "hawks"


def test_undo_takes_a_card_back(qtbot, window, table):
    click(qtbot, window, seat(qtbot, table, "us")["aid"])
    ask(qtbot, window, qtbot.keyClick, window, Qt.Key.Key_Z, CTRL)
    assert laid(window) == []


def test_every_control_of_the_table_has_a_name(qtbot, window, table):
    for page in table.strip.tabs.values():
        qtbot.mouseClick(page, LEFT)
        for button in table.findChildren(QAbstractButton):
            if button.isVisible():
                assert button.accessibleName() or button.text(), button


# revealed


def test_the_turn_reveals_all_cards_together(qtbot, window, table):
    click(qtbot, window, seat(qtbot, table, "us")["aid"])
    click(qtbot, window, seat(qtbot, table, "moscow")["nuclear-signal"])
    assert "Nuclear signalling" not in words_of(table.revealed)
    assert table.note.text().startswith("2 cards laid")
    play(qtbot, window)
    assert table.page == "revealed"
    said = words_of(table.revealed)
    assert "United States: Aid package" in said
    assert "Moscow: Nuclear signalling" in said
    assert laid(window) == []


def test_a_turn_without_cards_leaves_the_seat_in_view(qtbot, window, table):
    seat(qtbot, table, "kyiv")
    play(qtbot, window)
    assert table.page == "kyiv"
    assert "No card was played." in [
        each.text() for each in table.revealed.findChildren(type(table.note))
    ]


def test_a_vote_is_told_with_its_chance_in_a_word_and_what_moved_it(qtbot, window, table):
    ask(qtbot, window, window.table.commands.change_setting, {"mode": "political"})
    ask(qtbot, window, window.commands.choose, "gov-now")
    play(qtbot, window)
    qtbot.mouseClick(table.strip.tabs["revealed"], LEFT)
    said, vote = words_of(table.revealed), window._view.now.votes[0]
    assert "Gov-held, in force now: " in said
    assert "Against: base (\u22123.0)" in said
    from wargame.gui.widgets.word_steps import WordSteps

    found = table.revealed.findChildren(WordSteps)
    steps = [s.accessibleName() for s in found if s.accessibleName()]
    assert steps == [vote.chance_words]


def test_nobody_votes_while_options_are_taken_as_adopted(qtbot, window, table):
    qtbot.mouseClick(table.strip.tabs["revealed"], LEFT)
    assert "Nobody votes: options are taken as adopted." in words_of(table.revealed)


# the cover


def test_the_cover_leaves_only_counts(qtbot, window, table):
    click(qtbot, window, seat(qtbot, table, "moscow")["nuclear-signal"])
    qtbot.mouseClick(table.cover, LEFT)
    shown = table.seats["moscow"]
    assert not any(button.isVisible() for button in shown.hand.cards)
    assert "1 card lies face down" in words_of(table.pages)
    assert "political capital" not in words_of(table)
    assert "2 of 3" not in table.strip.tabs["moscow"].accessibleName()
    assert table.strip.tabs["moscow"].note == "1 laid"
    ask(qtbot, window, window.table.commands.set_inject, "inject_oil", True)
    qtbot.mouseClick(table.strip.tabs["events"], LEFT)
    assert not table.events.isVisible()


def test_a_lifted_cover_falls_when_another_seat_is_opened_or_the_turn_is_played(
    qtbot, window, table
):
    qtbot.mouseClick(table.cover, LEFT)
    cards = seat(qtbot, table, "kyiv")
    qtbot.mouseClick(table.seats["kyiv"].cover.lift, LEFT)
    assert cards["back-channel"].isVisible()
    click(qtbot, window, cards["back-channel"])
    assert cards["back-channel"].isVisible()
    seat(qtbot, table, "us")
    seat(qtbot, table, "kyiv")
    assert not cards["back-channel"].isVisible()
    qtbot.mouseClick(table.seats["kyiv"].cover.lift, LEFT)
    play(qtbot, window)
    seat(qtbot, table, "kyiv")
    assert not cards["back-channel"].isVisible()


# doctrines


def test_a_seat_is_given_to_a_doctrine_and_says_why_it_played(qtbot, window, table):
    cards = seat(qtbot, table, "moscow")
    box = table.seats["moscow"].player
    box.setFocus()
    with qtbot.waitSignal(window.view_shown, timeout=5_000):
        box.setCurrentIndex(box.findData("maximal"))
        box.activated.emit(box.currentIndex())
    assert window.session.position.setting.doctrines == (("moscow", "maximal"),)
    assert not any(button.isEnabled() for button in cards.values())
    assert cards["nuclear-signal"].state == "Not now: a doctrine plays this seat"
    assert table.strip.tabs["moscow"].note == box.currentText()
    assert "Moscow" in window.status.setting.text()
    play(qtbot, window)
    assert "Played by \u201cMaximal aims\u201d: " in words_of(table.revealed)
    with qtbot.waitSignal(window.view_shown, timeout=5_000):
        box.setCurrentIndex(0)
        box.activated.emit(0)
    assert window.session.position.setting.doctrines == ()


# events


def test_an_event_set_by_hand_happens_in_the_next_turn_and_is_marked(qtbot, window, table):
    qtbot.mouseClick(table.strip.tabs["events"], LEFT)
    tick = table.events.ticks["inject_exchange"]
    click(qtbot, window, tick)
    assert table.strip.tabs["events"].note == "1 set"
    assert window.session.position.injects == ("inject_exchange",)
    play(qtbot, window)
    qtbot.mouseClick(table.strip.tabs["events"], LEFT)
    assert not tick.isChecked()
    assert table.events.marks["inject_exchange"].text() == "\u25c7 happened in turn 1"
    assert table.events.marks["inject_oil"].text() == ""
    assert "A large exchange of prisoners" in "\n".join(
        each.text() for each in table.revealed.findChildren(type(table.note))
    )


def test_events_are_drawn_by_hazard_once_asked_for(qtbot, window, table):
    qtbot.mouseClick(table.strip.tabs["events"], LEFT)
    click(qtbot, window, table.events.drawing)
    assert window.session.position.setting.injects
    assert "injects drawn" in window.status.setting.text()
