"""Records one drag of a vertex: a real mouse on a virtual screen, and what the window did when.

Run as `python tests/gui/record_drag.py [MOVES]`; needs Debian's xvfb and xdotool. Prints a list of
(event, milliseconds) pairs, the button's press at 0, then what was waited for.
"""

from __future__ import annotations

import math
import os
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

SIZE = (1440, 900)
PACE_S = 0.02  # between two moves of the mouse
FIELD = ((34.0, 48.9), (35.5, 48.9), (35.5, 49.9), (34.0, 49.9))
BEAT_MS = 2  # how often the window is asked whether it is still there


@contextmanager
def screen() -> Iterator[str]:
    """A virtual screen, as long as it is needed."""
    missing = [tool for tool in ("Xvfb", "xdotool") if shutil.which(tool) is None]
    if missing:
        sys.exit(f"missing: {', '.join(missing)}; on Debian: apt-get install xvfb xdotool")
    read, write = os.pipe()
    width, height = SIZE
    command = ["Xvfb", "-displayfd", str(write), "-screen", "0", f"{width}x{height}x24"]
    server = subprocess.Popen(
        [*command, "-nolisten", "tcp"], pass_fds=(write,), stderr=subprocess.DEVNULL
    )
    try:
        yield ":" + os.read(read, 16).decode().strip()
    finally:
        server.terminate()
        server.wait()


def mouse(*words: str) -> None:
    """The mouse does something, as xdotool says it."""
    subprocess.run(["xdotool", *words], check=True)


class Recorder:
    """Everything that happened, and when."""

    def __init__(self) -> None:
        self.events: list[tuple[str, float]] = []
        self.gaps: list[float] = []  # seconds between two beats of the window
        self.watching = False

    def note(self, what: str) -> None:
        """It happened now."""
        if self.watching:
            self.events.append((what, time.perf_counter()))

    def beat(self) -> None:
        """The window is still there."""
        now = time.perf_counter()
        if self.watching:
            self.gaps.append(now - self._last)
        self._last = now

    _last = 0.0


def drive(app: Any, until: Callable[[], bool], what: str, seconds: float = 60.0) -> None:
    """The window works until something is so."""
    end = time.perf_counter() + seconds
    while not until():
        app.processEvents()
        time.sleep(0.001)
        if time.perf_counter() > end:
            sys.exit(f"the window did not answer in time: {what}")


def watch(window: Any, recorder: Recorder) -> Any:
    """Every event that counts is recorded; what is returned must be kept."""
    from PySide6.QtCore import QEvent, QObject, QTimer

    class Mouse(QObject):
        def eventFilter(self, _watched: QObject, event: QEvent) -> bool:  # noqa: N802
            names = {
                QEvent.Type.MouseButtonPress: "press",
                QEvent.Type.MouseMove: "move",
                QEvent.Type.MouseButtonRelease: "release",
            }
            if event.type() in names:
                recorder.note(names[event.type()])
            return False

    follower = Mouse()
    window.map.canvas.viewport().installEventFilter(follower)  # last, so that it is asked first
    drafting = window.drawing.drafting
    drafting.work.measured.connect(lambda _figures: recorder.note("figures shown"))
    ask = window.host.ask

    def asked(command: Any) -> None:
        recorder.note("edit sent")
        ask(command)

    window.host.ask = asked
    window.view_shown.connect(lambda _view: recorder.note("zone shown"))
    show = window.options.show_outlook  # the first that hears of a forecast

    def shown(outlook: Any) -> None:
        sharp = ", all badges" if outlook.final else ""
        recorder.note(f"forecast of {outlook.forecast.runs:,}{sharp}")
        show(outlook)

    window.options.show_outlook = shown
    timer = QTimer(interval=BEAT_MS)
    timer.timeout.connect(recorder.beat)
    timer.start()
    return follower, timer


def drag(window: Any, app: Any, recorder: Recorder, moves: int) -> None:
    """A corner of the zone goes round in a curve, then is let go; until every badge is there."""
    canvas = window.map.canvas
    x, y = window.drawing.drafting.edit.rings[0][1]
    corner = canvas.viewport().mapToGlobal(canvas.to_screen(float(x), float(y)).toPoint())
    mouse("mousemove", str(corner.x()), str(corner.y()))

    def hand() -> None:
        mouse("keydown", "ctrl", "mousedown", "1")  # with Ctrl nothing snaps
        for step in range(1, moves + 1):
            angle = math.pi * step / moves
            east, south = 60 * math.sin(angle), -40 * (1 - math.cos(angle)) / 2
            mouse("mousemove", str(corner.x() + round(east)), str(corner.y() + round(south)))
            time.sleep(PACE_S)
        mouse("mouseup", "1", "keyup", "ctrl")

    thread = threading.Thread(target=hand)
    recorder.beat()
    recorder.watching = True
    thread.start()
    drive(app, lambda: not thread.is_alive() and _settled(recorder), "the drag")
    recorder.watching = False


def _settled(recorder: Recorder) -> bool:
    """Whether every badge has come after the hand let go."""
    names = [name for name, _ in recorder.events]
    if "release" not in names:
        return False
    return any(name.endswith("all badges") for name in names[names.index("release") :])


def waits(events: list[tuple[str, float]]) -> tuple[list[float], list[float]]:
    """Milliseconds from each edit that was followed to its first forecast, and to its sharp one.

    A newer edit stops the forecast of the one before, so only the last is followed to the end.
    """
    first: list[float] = []
    asked: float | None = None
    for name, at in events:
        if name == "edit sent":
            asked = at
        elif name.startswith("forecast") and asked is not None:
            first.append(1000 * (at - asked))
            asked = None
    last = max(at for name, at in events if name == "edit sent")
    sharp = [1000 * (at - last) for name, at in events if "10,000" in name and at > last][:1]
    return first, sharp


def report(recorder: Recorder) -> None:
    """The list of pairs, then what was waited for."""
    start = next((at for name, at in recorder.events if name == "press"), recorder.events[0][1])
    for name, at in recorder.events:
        print(f"{name:28} {1000 * (at - start):8.1f} ms")
    first, sharp = waits(recorder.events)
    ordered = sorted(first)
    gaps = sorted(1000 * gap for gap in recorder.gaps)
    busy = ", ".join(f"{load:.1f}" for load in os.getloadavg()[:2])
    print(f"load of the machine: {busy} on {os.cpu_count()} processors")
    print(f"edits answered: {len(first)}")
    if ordered:
        middle, late = ordered[len(ordered) // 2], ordered[int(0.95 * (len(ordered) - 1))]
        print(f"edit to first forecast: median {middle:.0f} ms, 95th percentile {late:.0f} ms")
    if sharp:
        print(f"last edit to 10,000 playthroughs: {sharp[0]:.0f} ms")
    late = gaps[int(0.99 * (len(gaps) - 1))]
    print(f"longest gap of the window: {gaps[-1]:.0f} ms, 99th percentile {late:.0f} ms")


def main() -> None:
    """A window on a virtual screen, a zone drawn, a corner dragged."""
    moves = int(sys.argv[1]) if len(sys.argv) > 1 else 60
    with screen() as display, tempfile.TemporaryDirectory() as folder:
        os.environ |= {"DISPLAY": display, "QT_QPA_PLATFORM": "xcb", "XDG_RUNTIME_DIR": folder}
        record(moves, folder)


def record(moves: int, folder: str) -> None:
    """The window is opened, a zone is drawn and dragged, and what happened is printed."""
    from pathlib import Path

    from PySide6.QtWidgets import QApplication

    from wargame.app import processes
    from wargame.gui.start import make_window, settings_at

    app = QApplication(["wargame"])
    window = make_window(settings=settings_at(Path(folder) / "drag.ini"))
    window.setGeometry(0, 0, *SIZE)
    window.show()
    processes.use()  # as the program does
    recorder = Recorder()
    drive(
        app,
        lambda: window._view is not None and window.drawing.drafting.work.table is not None,
        "open",
    )
    window.drawing.commands.draw((FIELD + FIELD[:1],))
    drive(app, lambda: bool(window.drawing.drafting.zone), "handles")
    for _ in range(3):
        turn = window._view.turn
        window.host.play_turn()
        drive(app, lambda turn=turn: window._view.turn > turn, "turn")
    drive(app, lambda: window._outlook is not None and window._outlook.final, "forecast")
    kept = watch(window, recorder)
    drag(window, app, recorder, moves)
    report(recorder)
    del kept
    window.close()
    processes.end()


if __name__ == "__main__":
    main()
