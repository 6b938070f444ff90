"""Run as a module of its own by `wargame bench`: times the map and the first window, unseen.

Prints a list of seconds as JSON: `frames STEPS`, or `window` for processor seconds to a first map.
"""

from __future__ import annotations

import json
import math
import sys
import time
from tempfile import TemporaryDirectory

from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication

from wargame.app.atlas import load_atlas
from wargame.gui.fonts import load_fonts
from wargame.gui.map.view import MapView
from wargame.gui.start import make_window, show
from wargame.gui.theme import Theme

SIZE = (1920, 1080)


def frames(steps: int) -> list[float]:
    """Seconds of each frame while the map is panned in a circle and zoomed in and out."""
    app = QApplication(["wargame"])
    load_fonts()
    view = MapView(Theme.load("light"), load_atlas())
    view.resize(*SIZE)
    view.show()
    app.processEvents()
    found = []
    for step in range(steps):
        angle = 4 * math.pi * step / steps
        began = time.perf_counter()
        view.canvas.zoom(1.02 if step % 100 < 50 else 1 / 1.02)
        view.canvas.pan(12 * math.cos(angle), 12 * math.sin(angle))
        view.canvas.viewport().repaint()
        found.append(time.perf_counter() - began)
    return found


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


if __name__ == "__main__":
    seconds = frames(int(sys.argv[2])) if sys.argv[1] == "frames" else window()
    sys.stdout.write(json.dumps(seconds) + "\n")
