"""Takes the README's pictures of the window: `uv run python assets/screenshots/make.py`.

Drives the real window with a mouse and keys on Qt's offscreen platform: the start, a zone in force
after four turns, Why with its first bar open, the facilitator's console with an exercise that runs,
and the room's window, at two sizes, light and dark.
"""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")  # before Qt is imported

from PySide6.QtCore import QEventLoop, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from wargame.app.exercise import ExerciseDesk
from wargame.app.records import Outlook
from wargame.gui.main_window import MainWindow
from wargame.gui.start import make_window, settings_at

HERE = Path(__file__).parent
SIZES = ((1280, 720), (1920, 1080))
THEMES = ("light", "dark")
ZONE = "gov-now"
EXERCISE, CHOSEN = "line-and-guarantee", "07"
TURNS = 4
PATIENCE, STEP = 60_000, 20  # milliseconds


class Watcher:
    """Remembers what the window has shown last."""

    def __init__(self, window: MainWindow) -> None:
        self.turn = -1
        self.chosen = ""
        self.final = False
        window.view_shown.connect(self.see_view)
        window.outlook_shown.connect(self.see_outlook)

    def see_view(self, view: object) -> None:
        """A view has been shown."""
        self.turn, self.chosen, self.final = view.turn, view.chosen, False  # type: ignore[attr-defined]

    def see_outlook(self, outlook: object) -> None:
        """A forecast has been shown."""
        self.final = isinstance(outlook, Outlook) and outlook.final


def rest(milliseconds: int) -> None:
    """The window has lived on for a while; unlike QTest's wait this lets other threads work."""
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


def wait(until: Callable[[], bool], what: str) -> None:
    """The window has come so far, or the script ends with a sentence."""
    for _ in range(PATIENCE // STEP):
        if until():
            break
        rest(STEP)
    else:
        sys.exit(f"the window did not get there: {what}")
    rest(400)  # names and pills find their places once the map rests


def states(window: MainWindow, seen: Watcher) -> Iterator[str]:
    """Each state worth a picture, reached as a person would reach it."""
    wait(lambda: seen.turn == 0 and seen.final, "the start and its forecast")
    yield "start"
    switch = window.options.cards[ZONE].switch
    QTest.mouseClick(switch, Qt.MouseButton.LeftButton)
    wait(lambda: seen.chosen == ZONE, "the zone switched on")
    for turn in range(1, TURNS + 1):
        QTest.keyClick(window, Qt.Key.Key_Space)
        wait(lambda turn=turn: seen.turn == turn, f"turn {turn}")  # type: ignore[misc]
    wait(lambda: seen.final, "the forecast after turn 4")
    yield "zone-turn-4"
    bars = window.inspector.why.list
    first = bars.visualRect(bars.model().index(1, 0))  # row 0 is the figure before
    QTest.mouseClick(bars.viewport(), Qt.MouseButton.LeftButton, pos=first.center())
    rest(600)
    yield "why"


def exercise(window: MainWindow, size: tuple[int, int]) -> Iterator[tuple[str, QWidget]]:
    """The console and the room's window once an exercise runs beside the game."""
    room = window.consoles.room
    window.consoles.open_exercise(EXERCISE)
    wait(lambda: room.view is not None and len(room.view.injects) > 1, "the exercise")
    room.do(run_exercise)
    wait(lambda: room.view is not None and room.view.injects[1].publication is not None, "events")
    console = window.consoles.console
    if console is None:
        sys.exit("the console is not open")
    console.resize(*size)
    console.open_page("events")
    room.choose(CHOSEN)
    rest(1500)
    yield "console", console
    window.acts["audience"].trigger()
    wait(lambda: window.audience.large is not None, "the room's window")
    large = window.audience.large
    if large is not None:
        large.resize(*size)
        rest(2500)
        yield "audience", large


def run_exercise(desk: ExerciseDesk) -> None:
    """The first module has begun, two events are told, two seats have decided."""
    desk.press("start")
    desk.publish("01")
    desk.press("item", 1)
    desk.publish("02")
    desk.decide("us", "Ann", "From now on", rationale="Words need a date")
    desk.decide("kyiv", "Borys", "After a ceasefire", rationale="Soldiers before words")


def take(theme: str, size: tuple[int, int], folder: Path) -> MainWindow:
    """The pictures of one theme and size; the window is closed and kept by the caller."""
    window = make_window(theme=theme, settings=settings_at(folder / "settings.ini"))
    seen = Watcher(window)
    window.resize(*size)
    window.show()
    for name in states(window, seen):
        path = HERE / f"{name}-{theme}-{size[0]}x{size[1]}.png"
        window.grab().save(str(path), "PNG")
        print(path.name)
    for name, part in exercise(window, size):
        path = HERE / f"{name}-{theme}-{size[0]}x{size[1]}.png"
        part.grab().save(str(path), "PNG")
        print(path.name)
    window.close()
    return window


def main() -> None:
    """Every picture, taken anew."""
    application = QApplication(["wargame"])
    kept = []  # a window collected while Qt still shares its parts takes the program with it
    for theme in THEMES:
        for size in SIZES:
            with tempfile.TemporaryDirectory() as folder:
                kept.append(take(theme, size, Path(folder)))
    application.quit()


if __name__ == "__main__":
    main()
