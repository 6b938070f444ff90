"""A crash inside a background task is told, and the same thread takes the next task."""

from __future__ import annotations

from wargame.gui.background import Background


def crash() -> None:
    raise ZeroDivisionError("planted")


def test_a_crash_in_the_thread_is_told_and_the_next_task_is_done(qtbot, qapp):
    thread = Background("test")
    try:
        with qtbot.waitSignal(thread.failed, timeout=5_000) as told:
            thread.ask("measure", crash)
        kind, error, _ = told.args
        assert kind == "measure"
        assert isinstance(error, ZeroDivisionError)
        with qtbot.waitSignal(thread.done, timeout=5_000) as told:
            thread.ask("measure", lambda: 42)
        assert told.args[:2] == ["measure", 42]
    finally:
        thread.stop()
