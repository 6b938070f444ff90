"""Comparing as a person does it: asked for, watched, stopped, and put beside the game."""

from __future__ import annotations

import threading
import time

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QColor

from wargame.app import comparison
from wargame.app.comparison_sets import assumption_sets
from wargame.gui import start
from wargame.gui.panels import compare_matrix
from wargame.gui.panels.compare_maps import MapArtist, Sheet
from wargame.gui.theme import MODES, Theme

LEFT = Qt.MouseButton.LeftButton
WAIT = 10_000


def press_compare(qtbot, window):
    window.acts["compare_page"].trigger()
    qtbot.mouseClick(window.inspector.compare.work.start, LEFT)


def compared(qtbot, window):
    press_compare(qtbot, window)
    qtbot.waitUntil(lambda: window.comparing.found is not None, timeout=WAIT)
    qtbot.waitUntil(lambda: not window.comparing.working, timeout=WAIT)
    return window.comparing.found


def open_large(qtbot, window):
    window.acts["compare"].trigger()
    large = window.comparing.large
    qtbot.waitUntil(lambda: window.comparing.found is not None, timeout=WAIT)
    qtbot.waitUntil(lambda: not window.comparing.working, timeout=WAIT)
    return large


def pixels(widget):
    image = widget.grab().toImage()  # its bits live no longer than it
    return bytes(image.constBits())


def test_the_page_compares_when_it_is_asked_and_never_before(qtbot, window):
    assert window.comparing.found is None
    page = window.inspector.compare
    assert not page.lines.isVisible()
    found = compared(qtbot, window)
    assert found.final
    assert page.lines.isVisible()
    assert page.lines.height() > 5 * 15
    assert "120 assumption sets" in page.work.words.text()
    assert not page.work.start.isVisible()
    said = page.lines.accessibleName()
    assert "Gov-held, in force now" in said
    assert "more stable than no zone in 8.7 of 10" in said
    assert "the reference" in said


def test_the_comparison_sharpens_while_it_is_watched(qtbot, make_window, stand_in):
    window = make_window(stand_in.StandIn(look_s=0.05))
    seen = []
    window.comparing.shown.connect(lambda found: seen.append((found.sets, found)))
    found = compared(qtbot, window)
    assert [sets for sets, _ in seen] == [10, 40, 120]
    widths = [c.option("gov").effect.high - c.option("gov").effect.low for _, c in seen]
    assert widths == sorted(widths, reverse=True)
    assert found is seen[-1][1]


def test_progress_is_shown_and_cancel_stops_it(qtbot, make_window, stand_in):
    window = make_window(stand_in.StandIn(look_s=0.4))
    press_compare(qtbot, window)
    work = window.inspector.compare.work
    qtbot.waitUntil(lambda: "assumption set" in work.words.text(), timeout=WAIT)
    assert work.progress.isVisible()
    qtbot.waitUntil(lambda: window.comparing.found is not None, timeout=WAIT)
    qtbot.mouseClick(work.stop, LEFT)
    qtbot.waitUntil(lambda: not window.comparing.working, timeout=WAIT)
    sets = window.comparing.found.sets
    assert sets < 120
    assert f"Stopped after {sets} of 120" in work.words.text()
    assert work.start.isVisible()
    assert work.start.text() == "Compare again"
    qtbot.wait(600)
    assert window.comparing.found.sets == sets


def test_badges_are_luck_only_until_all_sets_are_there(qtbot, make_window, stand_in):
    window = make_window(stand_in.StandIn(look_s=0.15))
    badge = window.options.cards["gov"].badge
    assert "luck only" in badge.words()
    assert "luck only" in window.options.meaning.text()
    press_compare(qtbot, window)
    qtbot.waitUntil(lambda: window.comparing.found is not None, timeout=WAIT)
    assert "luck only" in badge.words()
    qtbot.waitUntil(lambda: not window.comparing.working, timeout=WAIT)
    assert "80 % of 120 assumption sets" in badge.words()
    assert "80 % of 120 assumption sets" in window.options.meaning.text()


def test_a_step_makes_the_comparison_old_and_undo_brings_it_back(qtbot, window):
    compared(qtbot, window)
    page, badge = window.inspector.compare, window.options.cards["gov"].badge
    fresh = pixels(page.lines)
    with qtbot.waitSignal(window.outlook_shown, timeout=WAIT):
        qtbot.keyClick(window, Qt.Key.Key_Space)
    assert "Pale" in page.work.words.text()
    assert page.work.start.isEnabled()
    assert pixels(page.lines) != fresh
    assert "luck only" in badge.words()
    assert "luck only" in window.options.meaning.text()
    with qtbot.waitSignal(window.view_shown, timeout=WAIT):
        qtbot.keyClick(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert pixels(page.lines) == fresh
    assert "120 assumption sets" in badge.words()


def test_a_step_while_comparing_stops_the_work_on_the_earlier_state(qtbot, make_window, stand_in):
    window = make_window(stand_in.StandIn(look_s=0.5))
    press_compare(qtbot, window)
    assert window.comparing.working
    with qtbot.waitSignal(window.view_shown, timeout=WAIT):
        qtbot.keyClick(window, Qt.Key.Key_Space)
    assert not window.comparing.working
    qtbot.wait(700)
    assert window.comparing.found is None


def test_after_the_last_turn_nothing_can_be_compared(qtbot, window):
    window.session.state = (window.session.view().last_turn, "none")
    with qtbot.waitSignal(window.view_shown, timeout=WAIT):
        window.commands.choose("gov")
    work = window.inspector.compare.work
    assert not work.start.isEnabled()
    assert "nothing is left" in work.words.text()


def test_the_large_view_opens_by_its_keys_and_starts_by_itself(qtbot, window):
    keys = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    qtbot.keyClick(window, Qt.Key.Key_C, keys)
    large = window.comparing.large
    assert large is not None
    assert large.isVisible()
    assert not large.isModal()
    qtbot.waitUntil(lambda: not window.comparing.working, timeout=WAIT)
    assert window.comparing.found.final
    assert list(large.cards) == [option.id for option in window.comparing.found.options]
    assert "120 assumption sets" in large.head.what.text()


def test_every_option_has_a_small_map_drawn_away_from_the_window(qtbot, window):
    threads = []
    real = MapArtist._draw_all

    def watched(self, scene, order):
        threads.append(threading.current_thread().name)
        real(self, scene, order)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(MapArtist, "_draw_all", watched)
        large = open_large(qtbot, window)
        qtbot.waitUntil(
            lambda: all(card.picture is not None for card in large.cards.values()), timeout=WAIT
        )
    assert set(threads) == {"small maps"}
    images = {bytes(card.picture.constBits()) for card in large.cards.values()}
    assert len(images) > 1
    sizes = {card.picture.size().toTuple() for card in large.cards.values()}
    assert len(sizes) == 1


def test_the_front_of_a_small_map_has_the_colours_of_its_stability(qtbot, atlas, theme):
    artist, found = MapArtist(atlas, None), {}
    artist.drawn.connect(lambda option, image, _number: found.update({option: image}))
    lines = ("POK", "KVN", "ZAP", "KUP", "SIV")
    sheets = [Sheet(str(v), dict.fromkeys(lines, float(v)), ()) for v in (10, 90)]
    artist.ask(sheets, QSize(400, 250), 1.0, theme)
    qtbot.waitUntil(lambda: len(found) == 2, timeout=WAIT)
    artist.stop()

    def count(option, value):
        color, image = theme.stability_color(value), found[option]
        places = ((x, y) for x in range(image.width()) for y in range(image.height()))
        return sum(image.pixelColor(x, y) == color for x, y in places)

    assert count("10", 10) > 40
    assert count("90", 90) > 40
    assert count("10", 90) == count("90", 10) == 0


@pytest.mark.parametrize("size", [(1280, 720), (1440, 900), (1920, 1080)])
def test_nothing_is_cut_off_at_the_sides(qtbot, window, size):
    large = open_large(qtbot, window)
    large.resize(*size)
    qtbot.wait(50)
    inside = large.area.viewport()
    for part in (*large.cards.values(), large.table, large.tradeoff, large.matrix):
        left = part.mapTo(inside, part.rect().topLeft()).x()
        assert left >= 0
        assert left + part.width() <= inside.width()
    cards = list(large.cards.values())
    assert len({card.size().toTuple() for card in cards}) == 1


def test_both_axes_of_the_trade_off_can_be_any_measure(qtbot, window):
    large = open_large(qtbot, window)
    plot = large.tradeoff.plot
    assert len(plot.placed()) == len(large.cards)
    before = pixels(plot)
    large.tradeoff.up.setCurrentIndex(large.tradeoff.up.findData("stability"))
    assert plot.placed()[2][3] == window.comparing.found.options[2].measures["stability"]
    assert pixels(plot) != before
    assert "Stability" in plot.accessibleName()


def test_the_matrix_says_every_pair_both_ways(qtbot, window):
    large = open_large(qtbot, window)
    said = large.matrix.accessibleName()
    assert "Gov-held, in force now is more stable than No zone in 8.7 of 10" in said
    assert "No zone is more stable than Gov-held, in force now in 1.3 of 10" in said


@pytest.mark.parametrize(("share", "open_"), [(2.9, False), (3.0, True), (7.0, True), (7.1, False)])
def test_between_three_and_seven_of_ten_the_order_is_unsettled(share, open_):
    assert compare_matrix.unsettled(share) is open_


@pytest.mark.parametrize("mode", MODES)
def test_figures_in_the_matrix_can_be_read_in_both_themes(qapp, mode):
    theme = Theme.load(mode)
    for tenth in range(101):
        ground = compare_matrix.mixed(
            theme.color("text2"), theme.color("panel"), compare_matrix.FULLEST * tenth / 100
        )
        ink = compare_matrix.readable(ground, theme)
        assert compare_matrix.contrast(ink, ground) >= 4.5, tenth
    assert compare_matrix.contrast(QColor("black"), QColor("white")) == pytest.approx(21)


def test_a_clash_stands_in_words_without_a_figure(qtbot, window):
    large = open_large(qtbot, window)
    assert "direct clash very low to moderate" in large.table.accessibleName()


def test_the_large_view_follows_the_theme(qtbot, window):
    large = open_large(qtbot, window)
    card = large.cards["gov"]
    qtbot.waitUntil(lambda: card.picture is not None, timeout=WAIT)
    light = bytes(card.picture.constBits())
    window.acts["dark"].trigger()
    qtbot.waitUntil(lambda: bytes(card.picture.constBits()) != light, timeout=WAIT)


def test_nothing_blocks_the_window_while_it_compares(qtbot, make_window, stand_in):
    window = make_window(stand_in.StandIn(look_s=0.2))
    press_compare(qtbot, window)
    longest, last = 0.0, time.perf_counter()
    while window.comparing.working:
        qtbot.wait(1)
        now = time.perf_counter()
        longest, last = max(longest, now - last), now
    assert longest < 0.4  # far above what a quiet machine shows, far below a stage


def test_closing_the_window_ends_the_work(qtbot, make_window, stand_in):
    window = make_window(stand_in.StandIn(look_s=5.0))
    window.acts["compare"].trigger()
    large = window.comparing.large
    qtbot.waitUntil(large.isVisible)
    began = time.monotonic()
    window.close()
    assert time.monotonic() - began < 3
    assert not large.isVisible()


def test_the_real_game_is_compared_from_the_turn_shown(qtbot, settings, theme, monkeypatch):
    monkeypatch.setattr(comparison, "STAGES", (2, 4))
    monkeypatch.setattr(comparison, "assumption_sets", lambda: assumption_sets(4))
    window = start.make_window(settings=settings)
    qtbot.addWidget(window)
    window.show()
    qtbot.waitUntil(lambda: window._view is not None, timeout=60_000)
    switch = window.options.cards["gov-now"].switch
    with qtbot.waitSignal(window.view_shown, timeout=20_000):
        qtbot.mouseClick(switch, LEFT)
    with qtbot.waitSignal(window.view_shown, timeout=20_000):
        qtbot.keyClick(window, Qt.Key.Key_Space)
    window.acts["compare"].trigger()
    large = window.comparing.large
    qtbot.waitUntil(
        lambda: window.comparing.found is not None and window.comparing.found.final, timeout=60_000
    )
    found = window.comparing.found
    assert (found.turn, found.last_turn, found.sets, found.chosen) == (1, 12, 4, "gov-now")
    assert found.seconds > 0
    assert list(large.cards) == [card.id for card in window._view.options]
    qtbot.waitUntil(
        lambda: all(card.picture is not None for card in large.cards.values()), timeout=20_000
    )
    words = window.options.cards["gov-now"].badge.words()
    assert words.startswith(f"{found.option('gov-now').effect.median:+.1f} points")
    window.close()
