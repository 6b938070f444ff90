"""The escalation ladder and the two axes that are never added, as a person reads them."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QImage

from wargame.app.records import LadderView
from wargame.gui.panels.ladder import Ladder, LadderPanel
from wargame.gui.panels.tradeoff import Mark, TradeOffPlot, _free, axis, ticks
from wargame.gui.panels.tradeoff_panel import TradeOffPanel

RUNGS = ("settled", "cold", "breaches", "war", "wider war", "clash", "theatre war", "nuclear use")
CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def view(stand_in):
    session = stand_in.StandIn()
    session.choose("gov-now")
    for _ in range(3):
        session.play_turn()
    return replace(session.view(), ladder=LadderView(RUNGS, 3, 4))


@pytest.fixture
def outlook(stand_in):
    found = stand_in.outlook_of(3, "gov-now", 400, final=False)
    places = {
        "none": (22.0, 53.0), "gov": (20.8, 46.0), "gov-now": (20.5, 47.0), "dmz": (23.3, 53.1),
        "eu": (21.9, 54.0),
    }  # fmt: skip
    return replace(found, tradeoff=places)


def picture(widget, width=300):
    widget.resize(width, widget.sizeHint().height())
    grabbed = widget.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    raw = np.frombuffer(grabbed.constBits(), np.uint8)
    return raw.reshape(grabbed.height(), grabbed.bytesPerLine() // 4, 4)[..., :3].astype(int)


def written(panel):
    return [[cell.text() for cell in row] for row in panel.rows if not row[0].isHidden()]


# the ladder


def test_the_ladder_says_where_it_stands_and_how_high_it_has_been(qtbot, theme, view):
    ladder = Ladder(theme)
    qtbot.addWidget(ladder)
    ladder.show_ladder(view.ladder)
    said = ladder.accessibleName()
    assert said == "Escalation ladder of 8 rungs, now: war; highest so far: wider war"


def test_the_rung_in_force_moves_with_the_ladder(qtbot, theme):
    ladder = Ladder(theme)
    qtbot.addWidget(ladder)
    ink, tall = theme.color("text"), theme.px(23)
    dark = np.array([ink.blue(), ink.green(), ink.red()])

    def filled():
        shot = picture(ladder)
        rows = [shot[(len(RUNGS) - 1 - r) * tall + tall // 2, theme.px(9)] for r in range(8)]
        return [r for r, pixel in enumerate(rows) if np.abs(pixel - dark).max() < 40]

    ladder.show_ladder(LadderView(RUNGS, 3, 3))
    assert filled() == [3]
    ladder.show_ladder(LadderView(RUNGS, 5, 5))
    assert filled() == [5]


def test_the_upper_rungs_have_a_word_and_no_figure(qtbot, theme, view, outlook):
    panel = LadderPanel(theme)
    qtbot.addWidget(panel)
    panel.show_view(view)
    assert panel.steps.isHidden()
    panel.show_outlook(outlook)
    assert not panel.steps.isHidden()
    assert panel.steps.accessibleName() == "elevated"
    assert "%" not in panel.chance.text()
    assert "0." not in panel.chance.text()


def test_after_the_last_turn_the_ladder_waits_for_nothing(qtbot, theme, view):
    panel = LadderPanel(theme)
    qtbot.addWidget(panel)
    panel.show_view(replace(view, turn=view.last_turn))
    assert "computed" not in panel.chance.text()


# the trade-off


def test_the_key_says_in_figures_what_the_plot_shows(qtbot, theme, view, outlook):
    panel = TradeOffPanel(theme)
    qtbot.addWidget(panel)
    panel.show_view(view)
    assert [mark.letter for mark in panel.plot.marks] == []
    panel.show_outlook(outlook)
    assert [row[0] for row in written(panel)] == ["A", "B", "C", "D", "E", "\u25a0"]
    assert written(panel)[2] == ["C", "Gov-held, in force now", "20.5", "47.0"]
    assert written(panel)[-1][1:] == ["This playthrough, now", "33.0", "55.0"]
    assert [mark.letter for mark in panel.plot.marks if mark.chosen] == ["C"]
    assert "400 playthroughs" in panel.what.text()


def test_zones_together_are_the_mark_that_is_chosen(qtbot, theme, view, outlook):
    panel = TradeOffPanel(theme)
    qtbot.addWidget(panel)
    panel.show_view(view)
    places = {**outlook.tradeoff, "together": (24.0, 50.0)}
    panel.show_outlook(replace(outlook, tradeoff=places))
    chosen = [mark for mark in panel.plot.marks if mark.chosen]
    assert [(mark.letter, mark.calm) for mark in chosen] == [("F", 24.0)]
    assert "together" in written(panel)[5][1]


def test_the_two_axes_are_never_added(qtbot, theme, view, outlook):
    panel = TradeOffPanel(theme)
    qtbot.addWidget(panel)
    panel.show_view(view)
    panel.show_outlook(outlook)
    figures = {text for row in written(panel) for text in row[2:]}
    sums = {f"{calm + principle:.1f}" for calm, principle in outlook.tradeoff.values()}
    means = {f"{(calm + principle) / 2:.1f}" for calm, principle in outlook.tradeoff.values()}
    assert not figures & (sums | means)


def test_the_path_of_a_game_just_begun_does_not_blow_up_the_axes(qtbot, theme):
    plot = TradeOffPlot(theme)
    qtbot.addWidget(plot)
    marks = [Mark("A", "none", False, 22.0, 50.0), Mark("B", "un", True, 24.0, 53.0)]
    plot.show_marks([], marks, "")
    without = picture(plot)
    plot.show_marks([(0.0, 90.0)], marks, "")
    assert np.array_equal(without, picture(plot))


@pytest.mark.parametrize("values", [[20.0, 24.0], [50.0], [0.0, 100.0], [99.9, 99.9], [0.0, 0.0]])
def test_an_axis_holds_its_values_within_0_and_100_and_has_ticks(values):
    low, high = axis(values)
    assert 0 <= low <= min(values)
    assert max(values) <= high <= 100
    marked = ticks(low, high)
    assert 2 <= len(marked) <= 6
    assert all(low <= tick <= high for tick in marked)


def test_letters_keep_off_dots_and_off_each_other():
    frame = QRectF(0, 0, 300, 200)
    places = [QPointF(150 + 3 * n, 100 + 2 * (n % 3)) for n in range(8)]
    dots = [QRectF(p.x() - 4, p.y() - 4, 8, 8) for p in places]
    taken = list(dots)
    for place in places:
        box = _free(place, 9, 13, frame, taken, 4)
        assert frame.contains(box)
        assert not any(box.intersects(other) for other in taken)
        taken.append(box)


# in the window


def test_keys_bring_ladder_and_trade_off_into_view(qtbot, window):
    for key, part in (
        (Qt.Key.Key_5, window.inspector.outcome.ladder),
        (Qt.Key.Key_6, window.inspector.outcome.tradeoff),
    ):
        window.inspector.open_tab(0)
        qtbot.keyClick(window, key, CTRL)
        viewport = window.inspector.area.viewport()
        qtbot.waitUntil(
            lambda part=part, viewport=viewport: (
                part.isVisible()
                and viewport.rect().contains(part.mapTo(viewport, part.rect().topLeft()))
            )
        )
        assert window.inspector.tabs.currentIndex() == 3


def test_both_fit_the_narrowest_inspector(qtbot, make_window):
    window = make_window(size=(1280, 720))
    window.acts["tradeoff"].trigger()
    qtbot.wait(20)
    area = window.inspector.area
    assert area.widget().width() == area.viewport().width()
