"""Run as a module of its own by `wargame bench`: times the map and the first window, unseen.

Prints seconds as JSON: `frames STEPS WIDTHxHEIGHT TIMES ...`, TIMES being how often the points of a
map are multiplied, or `window` for processor seconds to a first map.
"""

from __future__ import annotations

import json
import math
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, replace
from tempfile import TemporaryDirectory

import numpy as np
from PySide6.QtCore import QSettings, QSize
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication

from wargame.app.atlas import Atlas, Layer, load_atlas
from wargame.gui.fonts import load_fonts
from wargame.gui.map.canvas import Camera
from wargame.gui.map.picture import View, snapshot
from wargame.gui.map.view import MapView
from wargame.gui.start import make_window, show
from wargame.gui.theme import Theme


@dataclass(slots=True)
class Frames:
    """What the map took, in seconds, and where it looked: x, y and metres to a pixel."""

    frame: list[float]  # from a move to the picture on screen, and what was drawn on meanwhile
    sharp: list[float]  # the whole picture of the same view drawn from nothing
    still: float  # from the last move to rest
    views: list[tuple[float, float, float]]


def frames(steps: int, size: tuple[int, int], times: Sequence[int]) -> list[Frames]:
    """Pan maps in a circle, zoom them in and out, in turn, so that other work slows all alike.

    times : for each map, how many times its points are multiplied.
    """
    app = QApplication(["wargame"])
    load_fonts()
    theme, atlas = Theme.load("light"), load_atlas()
    views = [MapView(theme, denser(atlas, count)) for count in times]
    found = [Frames([], [], 0.0, []) for _ in views]
    for view in views:
        view.resize(*size)
        view.show()
        _idle(app, lambda view=view: not view.scene.picture.draw_on_far(0.01))  # type: ignore[misc]
    for step in range(steps):
        for view, result in zip(views, found, strict=True):
            result.frame.append(_frame(app, view, step / steps, step % 100 < 50))
            camera = view.canvas.camera
            result.views.append((camera.x, camera.y, camera.metres_per_pixel))
    for view, result in zip(views, found, strict=True):
        result.still = _timed(lambda view=view: _idle(app, lambda: not view.canvas.frame.moving))  # type: ignore[misc]
    for spot in found[0].views:
        for view, result in zip(views, found, strict=True):
            result.sharp.append(_timed(lambda view=view, spot=spot: _whole(view, size, spot)))  # type: ignore[misc]
    return found


def _frame(app: QApplication, view: MapView, share: float, inwards: bool) -> float:
    """Return the seconds of one move: to the picture on screen and what is drawn on meanwhile."""
    angle = 4 * math.pi * share
    began = time.perf_counter()
    view.canvas.zoom(1.02 if inwards else 1 / 1.02)
    view.canvas.pan(12 * math.cos(angle), 12 * math.sin(angle))
    app.processEvents()
    return time.perf_counter() - began


def _whole(view: MapView, size: tuple[int, int], spot: tuple[float, float, float]) -> None:
    """Draw the whole picture of a view from nothing."""
    seen = View(Camera(*spot).rect(*size), spot[2])
    snapshot(view.scene.frame, view.scene.items, seen, QSize(*size), QColor("white"))


def _timed(act: Callable[[], object]) -> float:
    began = time.perf_counter()
    act()
    return time.perf_counter() - began


def _idle(app: QApplication, done: Callable[[], bool]) -> None:
    """Let the application work until something is done, at most ten seconds."""
    until = time.perf_counter() + 10.0
    while not done() and time.perf_counter() < until:
        app.processEvents()


def denser(atlas: Atlas, times: int) -> Atlas:
    """Return the map with each step between two points cut into `times` steps."""
    if times == 1:
        return atlas
    layers = {
        name: layer if layer.kind == "point" else _denser(layer, times)
        for name, layer in atlas.layers.items()
    }
    return replace(atlas, layers=layers)


def _denser(layer: Layer, times: int) -> Layer:
    parts = []
    for index in range(len(layer.owner)):
        line = layer.part(index)
        at = np.arange((len(line) - 1) * times + 1) / times
        whole = np.arange(len(line))
        parts.append(np.column_stack([np.interp(at, whole, line[:, axis]) for axis in (0, 1)]))
    offsets = np.cumsum([0, *map(len, parts)])
    return replace(layer, xy=np.vstack(parts), parts=offsets)


def window() -> list[float]:
    """Processor seconds of this process, imports and all, until a window with a map is painted."""
    app = QApplication(["wargame"])
    with TemporaryDirectory() as folder:
        made = make_window(settings=QSettings(f"{folder}/bench.ini", QSettings.Format.IniFormat))
        show(made)
        app.processEvents()
        made.grab()
        used = time.process_time()
        made.close()
    return [used]


def main(asked: str, steps: str = "200", size: str = "1920x1080", *times: str) -> None:
    """Measure what is asked for and print it."""
    if asked == "window":
        found: object = window()
    else:
        wide, _, high = size.partition("x")
        counts = [int(count) for count in times or ("1",)]
        found = [asdict(one) for one in frames(int(steps), (int(wide), int(high)), counts)]
    sys.stdout.write(json.dumps(found) + "\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
