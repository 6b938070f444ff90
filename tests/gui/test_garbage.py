"""Widgets nobody holds go in the window's thread, and their threads end before they do."""

from __future__ import annotations

import gc
import threading
import weakref

import pytest
from PySide6.QtWidgets import QWidget

from wargame.gui import garbage, threads


def allocate() -> None:
    """As much as makes Python collect of itself, were it to."""
    for _ in range(20):
        kept = [[index] for index in range(5_000)]
        kept.append(kept)


@pytest.fixture
def elsewhere(qapp):
    """The threads in which widgets in cycles went, one made here."""
    garbage.collect_here()
    went = []
    widget = QWidget()
    widget.itself = widget
    weakref.finalize(widget, lambda: went.append(threading.current_thread()))
    return went


def test_a_thread_that_allocates_deletes_no_widget(qtbot, elsewhere) -> None:
    thread = threads.begin("busy", allocate)
    thread.join()
    assert elsewhere == []
    qtbot.waitUntil(lambda: elsewhere != [], timeout=5_000)
    assert elsewhere == [threading.main_thread()]


def test_what_a_library_switches_on_is_switched_off_again(qtbot, elsewhere) -> None:
    gc.enable()
    qtbot.waitUntil(lambda: not gc.isenabled(), timeout=5_000)
    allocate()
    qtbot.waitUntil(lambda: elsewhere != [], timeout=5_000)
    assert elsewhere == [threading.main_thread()]


def test_there_is_one_collector_and_it_is_the_windows_thread_that_has_it(qapp) -> None:
    assert garbage.collect_here() is garbage.collect_here()
    refused = []

    def ask() -> None:
        try:
            garbage.collect_here()
        except RuntimeError as error:
            refused.append(str(error))

    threads.begin("asking", ask).join()
    assert refused == ["garbage is collected in the thread of an application that runs"]


def test_after_the_last_window_python_collects_again(qapp) -> None:
    collector = garbage.collect_here()
    collector.end()
    assert gc.isenabled()
    assert garbage.collect_here() is not collector
    assert not gc.isenabled()


def test_a_thread_that_has_not_ended_is_waited_for() -> None:
    go_on = threading.Event()
    threads.begin("slow", go_on.wait)
    assert not threads.all_ended(0.05)
    go_on.set()
    assert threads.all_ended(10)
