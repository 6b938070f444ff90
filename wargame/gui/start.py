"""Opening the window: the first lines of the program that touch Qt's widgets."""

from __future__ import annotations

import signal
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from types import FrameType
from typing import cast

import platformdirs
from PySide6.QtCore import QEvent, QObject, QSettings, QTimer, Slot
from PySide6.QtWidgets import QApplication

from wargame.app.atlas import load_atlas
from wargame.gui.fonts import load_fonts
from wargame.gui.garbage import collect_here
from wargame.gui.main_window import MainWindow
from wargame.gui.memory import theme_of
from wargame.gui.theme import apply
from wargame.gui.threads import all_ended
from wargame.gui.workers import STOP_S, PlayedSession

FRAME = 40  # px that a window manager may put round a window
UNSEEN_MS = 500  # after which the session of a window that nobody shows is opened
SHIPPED = "ukraine-2024-12"


def session_opener(
    scenario: str | Path, seed: int, folder: Path, file: Path | None = None
) -> Callable[[], PlayedSession]:
    """A function that opens the session of a file, or a new one kept in `folder`.

    What it imports, it imports when called, in the thread.
    """

    def open_session() -> PlayedSession:
        from wargame.app.kept_session import KeptSession  # noqa: PLC0415  not before the window
        from wargame.app.session import Session  # noqa: PLC0415  as above

        if file is not None:
            return cast("PlayedSession", KeptSession.of_file(file, folder))
        kept = KeptSession.fresh(Session.open(scenario, seed), folder)
        return cast("PlayedSession", kept)

    return open_session


def refusals() -> tuple[type[Exception], ...]:
    """The errors whose text is a sentence for a person."""
    from wargame.app.refusals import REFUSALS  # noqa: PLC0415  as above

    return REFUSALS


def settings_at(path: Path | None = None) -> QSettings:
    """What the window remembers: the user's own, or a file for a test or a lesson."""
    if path is not None:
        return QSettings(str(path), QSettings.Format.IniFormat)
    return QSettings(QSettings.Format.IniFormat, QSettings.Scope.UserScope, "wargame", "wargame")


def sessions_folder(settings: QSettings) -> Path:
    """Where sessions are kept: in the user's own data, or beside a settings file of one's own."""
    if settings.fileName() == settings_at().fileName():
        return platformdirs.user_data_path("wargame", appauthor=False) / "sessions"
    return Path(settings.fileName()).parent / "sessions"


class _Interrupt(QObject):
    """Ctrl+C, or a polite request to end, closes the window as its button does."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, self.close_window)
        # Python looks at signals only when it runs: now and then is enough
        self._tick = QTimer(self, interval=300)
        self._tick.timeout.connect(self.breathe)
        self._tick.start()

    def close_window(self, _number: int, _frame: FrameType | None) -> None:
        """The window is closed."""
        self._window.close()

    @Slot()
    def breathe(self) -> None:
        """Python has run."""


class _Opening(QObject):
    """Opens the session once the map has been painted: two threads share one interpreter."""

    def __init__(self, window: MainWindow, opener: Callable[[], PlayedSession]) -> None:
        super().__init__(window)
        self._window, self._opener = window, opener
        self._begun = False
        self._port = window.map.canvas.viewport()
        self._port.installEventFilter(self)
        QTimer.singleShot(UNSEEN_MS, self, self.begin)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The session is opened as soon as this paint is done."""
        if event.type() == QEvent.Type.Paint:
            watched.removeEventFilter(self)
            QTimer.singleShot(0, self, self.begin)
        return False

    @Slot()
    def begin(self) -> None:
        """The session is being opened, unless it is already."""
        if not self._begun:
            self._begun = True
            self._window.open_session(self._opener, refusals)


def make_window(
    scenario: str | Path = SHIPPED,
    seed: int = 1,
    theme: str | None = None,
    settings: QSettings | None = None,
    file: Path | None = None,
) -> MainWindow:
    """A window on the scenario or on a session file, not yet shown; its session opens after that.

    An application exists.
    """
    app = QApplication.instance()
    kept = settings if settings is not None else settings_at()
    worn = theme_of(kept, theme)
    load_fonts()
    collect_here()
    if isinstance(app, QApplication):
        apply(app, worn)
    window = MainWindow(load_atlas(), worn, kept)
    opener = session_opener(scenario, seed, sessions_folder(kept), file)
    _Opening(window, opener)
    return window


def show(window: MainWindow) -> None:
    """The window is on screen, filling it when the screen is no bigger than the window."""
    room = window.screen().availableSize()
    if room.width() <= window.width() + FRAME or room.height() <= window.height() + FRAME:
        window.showMaximized()
    else:
        window.show()


def run(
    scenario: str | Path = SHIPPED,
    seed: int = 1,
    theme: str | None = None,
    arguments: Sequence[str] = (),
    file: Path | None = None,
    exercise: str = "",
) -> int:
    """The window is shown until a person closes it; returns the exit status.

    exercise : a shipped one, or the path of one, that the console opens with.
    """
    app = QApplication([sys.argv[0], *arguments])
    app.setApplicationName("wargame")
    app.setApplicationDisplayName("Wargame")
    window = make_window(scenario, seed, theme, file=file)
    window.faults.install()
    _Interrupt(window)
    show(window)
    if exercise:
        window.consoles.open_exercise(exercise)
    from wargame.app import processes  # noqa: PLC0415  costs the first window nothing

    processes.use()
    try:
        return int(app.exec())
    finally:
        processes.end()
        all_ended(STOP_S)
