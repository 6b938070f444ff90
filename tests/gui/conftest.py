"""One application, offscreen, with the shipped fonts; windows on the stand-in session."""

from __future__ import annotations

import gc
import importlib.util
import os
import sys
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QSettings
from PySide6.QtGui import QColor, QImage, QPainter

from wargame.app.atlas import load_atlas
from wargame.gui.fonts import load_fonts
from wargame.gui.garbage import collect_here
from wargame.gui.main_window import MainWindow
from wargame.gui.start import refusals
from wargame.gui.theme import Theme, apply
from wargame.gui.threads import all_ended

HERE = Path(__file__).parent


def _load_stand_in():
    spec = importlib.util.spec_from_file_location(
        "gui_stand_in", Path(__file__).with_name("stand_in.py")
    )
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def drawn(letter: str, theme: Theme) -> bytes:
    image = QImage(40, 40, QImage.Format.Format_Grayscale8)
    image.fill(QColor("white"))
    painter = QPainter(image)
    painter.setFont(theme.font("title"))
    painter.drawText(8, 30, letter)
    painter.end()
    return bytes(image.constBits())


@pytest.fixture(scope="session", autouse=True)
def letters(qapp):
    """Offscreen without fonts every letter is the same box, and no picture means anything."""
    assert load_fonts() == ()
    theme = Theme.load("light")
    assert drawn("A", theme) != drawn("g", theme)
    assert drawn("\u0416", theme) != drawn("\u0419", theme)


@pytest.fixture(autouse=True)
def no_thread_left(qapp):
    """A thread that outlives its window speaks to what is no longer there."""
    yield
    assert all_ended(60)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item, nextitem):
    """Only the window's thread collects, as in the program; a test leaves nothing half closed.

    pytest calls this for every test there is, those of other folders too.
    """
    if HERE not in item.path.parents:
        return (yield)
    gc.disable()
    result = yield
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    if QCoreApplication.instance() is not None:
        collect_here().settle()
        if nextitem is None or HERE not in nextitem.path.parents:
            collect_here().end()
    return result


@pytest.fixture(scope="session")
def atlas():
    return load_atlas()


@pytest.fixture
def theme(qapp):
    light = Theme.load("light")
    apply(qapp, light)
    return light


@pytest.fixture(scope="session")
def stand_in():
    return _load_stand_in()


@pytest.fixture
def settings(tmp_path):
    return QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat)


@pytest.fixture
def make_window(qtbot, theme, atlas, settings, stand_in):
    """A function that shows a window on a session and waits until it stands there."""
    made = []

    def make(session=None, size=(1440, 900), wait=True):
        window = MainWindow(atlas, theme, settings)
        qtbot.addWidget(window)
        made.append(window)
        window.resize(*size)
        window.show()
        qtbot.waitExposed(window)
        session = session or stand_in.StandIn()
        window.session = session
        if wait:
            with qtbot.waitSignal(window.outlook_shown, timeout=10_000):
                window.open_session(lambda: session, lambda: (stand_in.Refused,))
            qtbot.waitUntil(lambda: not window.status.stop.isVisible())
        else:
            window.open_session(lambda: session, lambda: (stand_in.Refused,))
        return window

    yield make
    for window in made:
        window.close()


@pytest.fixture
def window(make_window):
    return make_window()


@pytest.fixture(scope="session")
def shipped():
    """The shipped scenario and its measured zones."""
    from wargame.app.zones import ZoneShelf
    from wargame.scenario.load import load_scenario

    scenario = load_scenario("ukraine-2024-12")
    return scenario, ZoneShelf.of(scenario)


@pytest.fixture
def open_shipped(qtbot, theme, atlas, settings, shipped):
    """A function that shows a window on the shipped game; forecasts are left to other tests."""
    from wargame.app.session import Session

    made = []

    def opened():
        session = Session(shipped[0], 1, shipped[1])
        session.outlook = lambda: lambda _control: iter(())
        window = MainWindow(atlas, theme, settings)
        qtbot.addWidget(window)
        made.append(window)
        window.session = session
        window.resize(1280, 720)
        window.show()
        qtbot.waitExposed(window)
        with qtbot.waitSignal(window.view_shown, timeout=20_000):
            window.open_session(lambda: session, refusals)
        return window

    yield opened
    for window in made:
        window.close()
