"""Long work tells how far it is and can be stopped, from another thread too."""

from __future__ import annotations

import threading

import pytest

from wargame.app.tasks import Cancelled, TaskControl


def test_progress_reaches_whoever_watches() -> None:
    told: list[tuple[float, str]] = []
    TaskControl(lambda fraction, words: told.append((fraction, words))).report(0.5, "half")
    assert told == [(0.5, "half")]


def test_nobody_has_to_watch() -> None:
    TaskControl().report(0.5)


def test_a_cancelled_task_ends_at_its_next_word() -> None:
    told: list[float] = []
    control = TaskControl(lambda fraction, _: told.append(fraction))
    control.check()
    stopper = threading.Thread(target=control.cancel)
    stopper.start()
    stopper.join()
    assert control.cancelled
    with pytest.raises(Cancelled):
        control.check()
    with pytest.raises(Cancelled):
        control.report(0.9)
    assert told == []


def test_a_paused_task_waits_and_goes_on() -> None:
    told: list[float] = []
    control = TaskControl(lambda fraction, _: told.append(fraction))
    control.pause()
    task = threading.Thread(target=control.report, args=(0.5,))
    task.start()
    task.join(0.1)
    assert task.is_alive()
    assert told == []
    control.resume()
    task.join(5)
    assert told == [0.5]


def test_a_paused_task_can_be_stopped() -> None:
    control, ended = TaskControl(), threading.Event()

    def work() -> None:
        with pytest.raises(Cancelled):
            control.check()
        ended.set()

    control.pause()
    task = threading.Thread(target=work)
    task.start()
    control.cancel()
    task.join(5)
    assert ended.is_set()
    control.pause()  # too late: it has been stopped
    with pytest.raises(Cancelled):
        control.check()
