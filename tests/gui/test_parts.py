"""Small parts: numbers as written, rows of the waterfall, switch, badge, words for a chance."""

from __future__ import annotations

import sys
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible

from wargame.app.records import Bar, Effect, Why
from wargame.gui.panels.why_list import Scale
from wargame.gui.panels.why_model import WhyModel, rows_of, with_small_ones_joined
from wargame.gui.widgets.interval_badge import IntervalBadge
from wargame.gui.widgets.switch import Switch
from wargame.gui.widgets.word_steps import WordSteps
from wargame.gui.words import direction, plain, rounded_to_sum, signed, span


def bar(name: str, amount: float) -> Bar:
    return Bar(name, name, amount, {"KVN": amount}, "front", (), ())


def test_qt_binding_keeps_none_alive(qapp):
    before = sys.getrefcount(None)
    for _ in range(200):
        qapp.processEvents()
    assert abs(sys.getrefcount(None) - before) < 100


@pytest.mark.parametrize(
    ("value", "digits", "text"),
    [
        (2.46, 1, "+2.5"),
        (-10, 0, "\u221210"),
        (0.04, 1, "0.0"),
        (-0.04, 1, "0.0"),
        (1e4, 0, "+10,000"),
    ],
)
def test_changes_are_written_with_a_true_minus_and_no_sign_for_nothing(value, digits, text):
    assert signed(value, digits) == text


def test_figures_and_spans():
    assert plain(-3.14159, 1) == "\u22123.1"
    assert plain(12_345.6, 0) == "12,346"
    assert span(-10.2, 15.4) == "\u221210 to +15"
    assert span(0.5, 4.5) == "+0.5 to +4.5"


@pytest.mark.parametrize(("value", "tone"), [(0.06, "good"), (-0.06, "bad"), (0.04, "text2")])
def test_the_tone_is_that_of_the_figure_as_written(value, tone):
    assert direction(value) == tone


@given(st.lists(st.floats(-50, 50), min_size=1, max_size=20))
def test_rounded_parts_add_up_to_the_rounded_whole(amounts):
    total = sum(amounts)
    parts = rounded_to_sum(amounts, total)
    assert sum(parts) == pytest.approx(round(total * 10) / 10, abs=1e-9)
    for amount, part in zip(amounts, parts, strict=True):
        assert abs(amount - part) <= 0.1 + 1e-9


@given(st.floats(0, 100), st.lists(st.floats(-20, 20), min_size=1, max_size=12))
def test_the_waterfall_begins_and_ends_at_its_totals_and_its_figures_add_up(before, amounts):
    after = before + sum(amounts)
    rows = rows_of(Why(3, before, after, tuple(bar(f"b{i}", a) for i, a in enumerate(amounts))))
    assert rows[0].label == "After turn 2"
    assert rows[-1].label == "After turn 3"
    assert rows[1].start == before
    assert rows[-2].end == pytest.approx(after, abs=1e-9)
    read = [float(row.figure.replace("\u2212", "-").replace(",", "")) for row in rows]
    assert read[0] + sum(read[1:-1]) == pytest.approx(read[-1], abs=1e-6)


def test_small_terms_are_joined_without_losing_a_point():
    bars = (bar("big", 3.0), bar("a", 0.01), bar("b", -0.04), bar("c", 0.02))
    joined = with_small_ones_joined(bars)
    assert [each.label for each in joined] == ["big", "3 smaller terms"]
    assert sum(each.amount for each in joined) == pytest.approx(sum(each.amount for each in bars))
    assert [name for name, _ in joined[-1].causes] == ["a", "b", "c"]


def test_rows_speak_to_a_screen_reader():
    model = WhyModel()
    model.show_why(Why(1, 20.0, 22.5, (bar("Guarantee in force", 2.5),)))
    said = model.data(model.index(1), Qt.ItemDataRole.AccessibleTextRole)
    assert said == "Guarantee in force: +2.5 points"
    assert not model.flags(model.index(0)) & Qt.ItemFlag.ItemIsSelectable


@given(st.floats(0, 99), st.floats(0.3, 100))
def test_an_axis_has_two_to_nine_round_ticks_inside_it(low, width):
    from wargame.gui.theme import Theme

    ticks = Scale(300, low, low + width, Theme.load("light")).ticks()
    assert 2 <= len(ticks) <= 9
    assert all(low - 1e-9 <= tick <= low + width + 1e-9 for tick in ticks)


def test_a_switch_is_a_check_box_that_the_keyboard_turns(qtbot, theme):
    switch = Switch(theme)
    switch.setAccessibleName("Switch this zone on or off")
    qtbot.addWidget(switch)
    switch.show()
    spoken = QAccessible.queryAccessibleInterface(switch)
    assert spoken.role() == QAccessible.Role.CheckBox
    switch.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.keyClick(switch, Qt.Key.Key_Space)
    assert switch.isChecked()
    off = switch.grab().toImage()
    qtbot.wait(200)
    on = switch.grab().toImage()
    assert off != on


def test_a_badge_says_its_effect_with_interval_and_count(qtbot, theme):
    badge = IntervalBadge(theme)
    qtbot.addWidget(badge)
    badge.resize(220, 18)
    badge.show_effect(None, -5, 20, stale=False)
    empty = badge.grab().toImage()
    assert badge.words() == "Effect being computed"
    effect = Effect(2.5, -10.0, 15.0, "luck only, 1.96 standard errors", 2000)
    badge.show_effect(effect, -12, 20, stale=False)
    assert "+2.5 points" in badge.words()
    assert "\u221210 to +15" in badge.words()
    assert "2,000 playthroughs" in badge.accessibleName()
    assert badge.grab().toImage() != empty


@pytest.mark.parametrize(
    ("low", "high", "token"), [(1.0, 3.0, "good"), (-3.0, -1.0, "bad"), (-1.0, 3.0, "bar_tot")]
)
def test_a_badge_has_a_tone_only_when_its_interval_leaves_zero(theme, qtbot, low, high, token):
    badge = IntervalBadge(theme)
    qtbot.addWidget(badge)
    badge.show_effect(Effect((low + high) / 2, low, high, "luck", 10), -5, 5, stale=False)
    assert badge._color() == theme.color(token)


def test_words_for_a_chance_fill_as_many_steps_as_they_mean(qtbot, theme):
    pictures = []
    for word in ("very low", "low", "moderate", "elevated", "high"):
        steps = WordSteps(theme)
        qtbot.addWidget(steps)
        steps.show_word(word)
        steps.resize(160, 18)
        pictures.append(steps.grab().copy(steps.width() - 36, 0, 36, 18).toImage())
    assert all(first != second for first, second in pairwise(pictures))
