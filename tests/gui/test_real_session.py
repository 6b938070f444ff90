"""The window on the shipped scenario: real rules, real zones, real forecast."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from wargame.gui import start


@pytest.fixture
def window(qtbot, settings, theme):
    made = start.make_window(settings=settings)
    qtbot.addWidget(made)
    made.resize(1440, 900)
    made.show()
    with qtbot.waitSignal(made.outlook_shown, timeout=60_000):
        pass
    yield made
    made.close()


def test_a_zone_switched_on_and_a_turn_played_read_the_same_everywhere(qtbot, window):
    before = window._view
    switch = window.options.cards["gov-now"].switch
    with qtbot.waitSignal(window.view_shown, timeout=20_000):
        qtbot.mouseClick(switch, Qt.MouseButton.LeftButton)
    assert window._view.zone is not None
    with (
        qtbot.waitSignal(window.outlook_shown, timeout=60_000),
        qtbot.waitSignal(window.view_shown),
    ):
        qtbot.keyClick(window, Qt.Key.Key_Space)
    view = window._view
    assert view.turn == 1
    assert window.inspector.head.number.text() == f"{view.now.stability:.1f}"
    rows = window.inspector.why.list.rows.rows
    assert rows[-1].figure == f"{view.now.stability:.1f}"
    moved = sum(row.bar.amount for row in rows if row.bar is not None)
    assert moved == pytest.approx(view.now.stability - view.history[0].stability, abs=1e-9)
    assert window.inspector.sectors.model.rowCount() == 10
    assert window.options.cards["gov-now"].badge.words().startswith(("+", "\u2212"))
    with qtbot.waitSignal(window.view_shown, timeout=20_000):
        qtbot.keyClick(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    with qtbot.waitSignal(window.view_shown, timeout=20_000):
        qtbot.keyClick(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert window._view.now == before.now
    assert window._view.zone is None


def test_a_scenario_that_is_not_there_is_refused_in_words(qtbot, settings, theme):
    window = start.make_window("no-such-scenario", settings=settings)
    qtbot.addWidget(window)
    window.show()
    qtbot.waitUntil(lambda: bool(window.status.refusal.text()), timeout=20_000)
    assert "no-such-scenario" in window.status.refusal.text()
    window.close()
