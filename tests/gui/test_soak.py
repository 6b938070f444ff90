"""Random steps in one window, while other threads make garbage and small widgets come and go."""

from __future__ import annotations

import importlib.util
import random
import threading
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QGridLayout, QLabel, QPushButton, QWidget

from wargame.gui import start, threads

SWITCHES = (
    "show_options", "show_inspector", "show_table", "show_log", "contrast", "present", "history",
    "audience", "console", "full_screen",
)  # fmt: skip
BUTTONS = (
    "why", "forecast", "sectors", "indices", "ladder", "tradeoff", "compare_page", "compare",
    "sensitivity", "attribution", "dark", "larger", "smaller", "normal", "zoom_in", "zoom_out",
    "fit", "clear", "draw", "find", "measure", "identify", "play", "undo", "redo", "rulebook",
    "keys", "about", "setting", "overrule",
)  # fmt: skip
SIZES = ((960, 600), (1280, 720), (1440, 900))

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")  # said offscreen


@pytest.fixture(scope="module")
def random_step():
    """A step of the session as the window that is killed takes them."""
    spec = importlib.util.spec_from_file_location(
        "killed_window", Path(__file__).with_name("killed_window.py")
    )
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.random_step


@pytest.fixture
def busy():
    """A thread that makes what Python would collect, were it to, there."""
    ended = threading.Event()

    def allocate() -> None:
        while not ended.wait(0.01):
            kept = [[index] for index in range(2_000)]
            kept.append(kept)

    thread = threads.begin("busy", allocate)
    yield
    ended.set()
    thread.join()


def close_dialogs() -> None:
    for widget in QApplication.topLevelWidgets():
        if isinstance(widget, QDialog) and widget.isVisible():
            widget.close()


def come_and_go(kept: list[QWidget], dice: random.Random) -> None:
    """Small widgets take the memory of what has just been deleted: who still writes there is seen.

    Half are deleted by Qt, half are left to the collector in a cycle.
    """
    box = QWidget()
    grid = QGridLayout(box)
    for index in range(6):
        grid.addWidget((QLabel if index % 2 else QPushButton)(f"part {index}"), index, 0)
    box.setAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen)
    box.show()
    kept.append(box)
    while len(kept) > 8:
        old = kept.pop(dice.randrange(len(kept)))
        texts = [part.text() for part in old.findChildren(QPushButton)]
        assert texts == ["part 0", "part 2", "part 4"]
        if dice.random() < 0.5:
            old.deleteLater()
        else:
            old.itself = old


def settle() -> None:
    for _ in range(3):
        QApplication.processEvents()
        QTest.qSleep(2)  # the threads have their turn
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def walk(window, dice: random.Random, steps: int, random_step) -> None:
    """Steps of a person who presses anything; each is done before the next is taken."""
    kept: list[QWidget] = []
    for _ in range(steps):
        match dice.randrange(8):
            case 0:
                window.acts[dice.choice(SWITCHES)].toggle()
            case 1 | 2 | 3:
                window.acts[dice.choice(BUTTONS)].trigger()
            case 4:
                window.resize(*dice.choice(SIZES))
            case 5:
                QTest.keyClick(window, dice.choice((Qt.Key.Key_Escape, Qt.Key.Key_Tab)))
            case _:
                window.host.ask(lambda session: random_step(dice, session))
        settle()
        if dice.random() < 0.3:
            close_dialogs()
        come_and_go(kept, dice)
    close_dialogs()


@pytest.fixture
def window(qtbot, settings, theme):
    made = start.make_window(settings=settings)
    qtbot.addWidget(made)
    made.resize(1280, 720)
    with qtbot.waitSignal(made.view_shown, timeout=60_000):
        made.show()
    yield made
    made.close()


def test_a_window_stands_random_steps(qtbot, window, busy, random_step) -> None:
    window.runner.start = lambda _job: None  # forecasts are left to the long one,
    window.rulebook._build = lambda: None  # and so are the worked examples
    walk(window, random.Random(40), 24, random_step)
    with qtbot.waitSignal(window.view_shown, timeout=20_000):
        window.commands.restart(2)
    assert window.map.isVisible()


@pytest.mark.soak
@pytest.mark.parametrize("seed", range(5))
def test_a_window_stands_three_hundred_of_them(qtbot, window, busy, random_step, seed: int) -> None:
    walk(window, random.Random(seed), 300, random_step)
    with qtbot.waitSignal(window.view_shown, timeout=60_000):
        window.commands.restart(2)
    assert window.map.isVisible()
