"""A person's mouse and keyboard on a virtual screen: draws a zone, edits it, goes back and forth.

`python real_mouse.py SCRIPT FOLDER` under X with xdotool and a window manager; prints JSON.
"""

from __future__ import annotations

import json
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
from PySide6.QtCore import QObject, QPoint, QSettings, QTimer, Signal, Slot
from PySide6.QtWidgets import QApplication

from wargame.app.measuring import to_map
from wargame.gui import start

FIELD = ((34.0, 48.9), (35.5, 48.9), (35.5, 49.9), (34.0, 49.9))
WAIT_S = 60.0


class Watch(QObject):
    """Notes what happens when, and how long the window's thread was away."""

    asked = Signal(object)

    def __init__(self, window: Any) -> None:
        super().__init__()
        self.window = window
        self.events: list[tuple[str, float]] = []
        self.longest_ms = 0.0
        self.away: list[float] = []
        self._last = time.perf_counter()
        self._tick = QTimer(self, interval=2)
        self._tick.timeout.connect(self._ticked)
        self._tick.start()
        self.asked.connect(self._run)
        window.view_shown.connect(self._viewed)
        window.outlook_shown.connect(self._looked)

    def note(self, what: str) -> None:
        self.events.append((what, round(time.perf_counter(), 4)))

    @Slot()
    def _ticked(self) -> None:
        now = time.perf_counter()
        self.away.append(1000 * (now - self._last))
        self._last = now

    @Slot(object)
    def _viewed(self, _view: object) -> None:
        self.note("view")

    @Slot(object)
    def _looked(self, outlook: Any) -> None:
        self.note("final forecast" if outlook.final else "forecast")

    @Slot(object)
    def _run(self, job: Callable[[], None]) -> None:
        job()


class Hand(threading.Thread):
    """Moves the mouse and types, as a person at the screen would."""

    def __init__(self, watch: Watch, script: str, folder: Path) -> None:
        super().__init__(daemon=True)
        self.watch, self.window = watch, watch.window
        self.script, self.folder = script, folder
        self.told: dict[str, Any] = {}

    def x(self, *words: object) -> None:
        subprocess.run(["xdotool", *map(str, words)], check=True)
        time.sleep(0.05)

    def ask(self, job: Callable[[], Any]) -> Any:
        """What `job` returns in the window's thread."""
        done, answer = threading.Event(), []

        def work() -> None:
            answer.append(job())
            done.set()

        self.watch.asked.emit(work)
        if not done.wait(WAIT_S):
            raise TimeoutError
        return answer[0]

    def until(self, what: str, true: Callable[[], bool]) -> None:
        end = time.perf_counter() + WAIT_S
        while not self.ask(true):
            if time.perf_counter() > end:
                raise TimeoutError(what)
            time.sleep(0.03)

    def pixel(self, lon: float, lat: float) -> tuple[int, int]:
        return self.ask(lambda: self._global(*to_map((lon, lat))[0]))

    def _global(self, x: float, y: float) -> tuple[int, int]:
        canvas = self.window.map.canvas
        at = canvas.viewport().mapToGlobal(canvas.to_screen(float(x), float(y)).toPoint())
        return at.x(), at.y()

    def vertex(self, index: int) -> tuple[int, int]:
        return self.ask(lambda: self._global(*self.window.drawing.drafting.edit.rings[0][index]))

    def click(self, at: tuple[int, int]) -> None:
        self.x("mousemove", *at)
        self.x("click", 1)

    def drag(self, at: tuple[int, int], way: QPoint, steps: int = 12) -> None:
        start = QPoint(*at)
        self.x("mousemove", *at)
        self.x("mousedown", 1)
        self.watch.note("press")
        for step in range(1, steps + 1):
            share = step / steps
            self.x("mousemove", *(start + way * share).toTuple())
            self.watch.note("move")
        self.x("mouseup", 1)
        self.watch.note("release")

    def rings(self) -> Any:
        cards = [card for card in self.window._view.options if card.drawn]
        return cards[0].rings if cards else None

    def settled(self) -> bool:
        draft = self.window.drawing
        return draft.commands.settled and not draft.drafting.edit.dragging

    def run(self) -> None:
        try:
            ready = self.window.drawing.drafting.work
            self.until("open", lambda: self.window._view is not None and ready.table is not None)
            self.until("home", lambda: not self.window.status.stop.isVisible())
            getattr(self, f"do_{self.script}")()
        except Exception as error:  # noqa: BLE001  told on standard output
            self.told["fault"] = f"{type(error).__name__}: {error}"
        finally:
            self.told["events"] = self.watch.events
            away = sorted(self.watch.away)
            self.told["longest_away_ms"] = round(away[-1], 1)
            self.told["away_p99_ms"] = round(away[int(0.99 * len(away))], 1)
            self.watch.asked.emit(self.window.close)

    def draw(self) -> None:
        self.x("key", "z")
        self.until("sketch", lambda: self.window.drawing.drafting.sketching)
        self.x("keydown", "ctrl")
        for place in FIELD:
            self.click(self.pixel(*place))
        self.x("keyup", "ctrl")
        self.x("key", "Return")
        self.until("zone", lambda: bool(self.window.drawing.drafting.zone))

    def do_steps(self) -> None:
        """Draw, drag two corners, take one away; undo all, redo all; save, remove, open."""
        self.draw()
        seen = [self.ask(self.rings)]
        for corner, way in ((0, QPoint(-24, 10)), (2, QPoint(18, -12))):
            self.drag(self.vertex(corner), way)
            before = seen[-1]
            self.until("drag", lambda before=before: self.rings() != before and self.settled())
            time.sleep(0.8)
            seen.append(self.ask(self.rings))
        self.x("mousemove", *self.vertex(1))
        self.x("click", 3)
        self.until("delete", lambda: self.rings() != seen[-1] and self.settled())
        time.sleep(0.5)
        seen.append(self.ask(self.rings))
        back, forth = [*seen[:-1][::-1], None], seen
        for wanted in back:
            self.x("key", "ctrl+z")
            self.until("undo", lambda wanted=wanted: self.rings() == wanted)
        for wanted in forth:
            self.x("key", "ctrl+shift+z")
            self.until("redo", lambda wanted=wanted: self.rings() == wanted)
        self.told["steps"] = len(seen)
        self.told["undone_and_redone"] = True
        path = self.folder / "field.geojson"
        self.watch.asked.emit(self.window.acts["save_zones"].trigger)
        time.sleep(1.5)
        self.x("key", "ctrl+a")
        self.x("type", "--delay", 5, path)
        self.x("key", "Return")
        self.until("saved", path.is_file)
        self.told["saved"] = path.name
        card = next(card.id for card in self.window._view.options if card.drawn)
        self.ask(lambda: self.window.drawing.commands.remove(card))
        self.until("removed", lambda: self.rings() is None)
        self.ask(lambda: self.window.zone_papers.open(path))
        self.until("opened", lambda: self.rings() is not None)
        again = self.ask(self.rings)
        self.told["identical"] = {frozenset(r) for r in again} == {frozenset(r) for r in seen[-1]}

    def do_drag(self) -> None:
        """Drag one corner slowly and note when forecasts come."""
        self.draw()
        self.until("quiet", lambda: not self.window.status.stop.isVisible())
        self._follow(0, QPoint(-60, 30))

    def do_many(self) -> None:
        """Drag a corner of a zone of two thousand."""
        angle = np.linspace(0, 2 * np.pi, 2000, endpoint=False)
        radius = 1.2 + 0.15 * np.sin(50 * angle)
        ring = np.column_stack((34.5 + radius * np.cos(angle), 49.3 + 0.6 * radius * np.sin(angle)))
        rings = (tuple(map(tuple, np.vstack((ring, ring[:1])).round(7).tolist())),)
        self.ask(lambda: self.window.drawing.commands.draw(rings))
        self.until("zone", lambda: bool(self.window.drawing.drafting.zone))
        self.until("quiet", lambda: not self.window.status.stop.isVisible())
        edit = self.window.drawing.drafting.edit
        self.told["vertices"] = self.ask(lambda: len(edit.rings[0]))
        self.told["handles"] = self.ask(lambda: len(edit._vertices))
        self._follow(self.ask(lambda: edit._vertices[2].index), QPoint(-50, 30))

    def _follow(self, corner: int, way: QPoint) -> None:
        self.watch.events.clear()
        self.watch.away.clear()
        self.drag(self.vertex(corner), way, steps=30)
        last = lambda: any(what == "final forecast" for what, _ in self.watch.events[-3:])  # noqa: E731
        self.until("final", last)


def main() -> None:
    script, folder = sys.argv[1], Path(sys.argv[2])
    app = QApplication(sys.argv[:1])
    settings = QSettings(str(folder / "window.ini"), QSettings.Format.IniFormat)
    window = start.make_window(settings=settings)
    window.faults.install()
    window.resize(1280, 720)
    start.show(window)
    hand = Hand(Watch(window), script, folder)
    hand.start()
    app.exec()
    hand.join(10)
    sys.stdout.write(json.dumps(hand.told) + "\n")


if __name__ == "__main__":
    main()
