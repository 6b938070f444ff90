"""The map as a picture file, drawn without a display."""

from __future__ import annotations

import os
from pathlib import Path

import shiboken6
from PySide6.QtCore import QBuffer, QIODevice, Qt
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QApplication

from wargame.app.atlas import Atlas
from wargame.app.records import SessionView
from wargame.app.whole import write_whole
from wargame.gui.fonts import load_fonts
from wargame.gui.map.view import MapView
from wargame.gui.theme import Theme, apply

SMALLEST, LARGEST = 320, 16_384  # pixels a side


def render_png(
    view: SessionView | None,
    atlas: Atlas,
    size: tuple[int, int],
    path: Path,
    *,
    theme: str = "light",
) -> None:
    """Write the map of `view` (without one the base map) to a PNG file of `size` pixels.

    Legend, scale, title and sources are part of the picture. Raises ValueError for a size that
    cannot be drawn, OSError if the file cannot be written.
    """
    if not all(SMALLEST <= side <= LARGEST for side in size):
        raise ValueError(
            f"The map can be {SMALLEST} to {LARGEST} pixels a side, not {size[0]} by {size[1]}."
        )
    held = QBuffer()
    held.open(QIODevice.OpenModeFlag.WriteOnly)
    if not picture(view, atlas, size, theme).save(held, "PNG"):
        raise OSError(f"The picture could not be written to {path}.")
    write_whole(path, bytes(held.data().data()))


def picture(
    view: SessionView | None, atlas: Atlas, size: tuple[int, int], theme: str = "light"
) -> QPixmap:
    """Return the map of `view` as a picture."""
    worn = Theme.load(theme)
    app = application(worn)
    world = MapView(worn, atlas)
    world.setAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen)
    world.resize(*size)
    world.show()
    if view is not None:
        world.set_sectors(view.sectors)
        world.set_zones(view.zones or (() if view.zone is None else (view.zone,)))
        world.set_regions(view.regions)
        world.set_forces(view.forces)
        world.set_title(view.title, _note(view))
    with world.together():
        world.corners.for_paper()
    app.processEvents()
    world.canvas.settle()
    world.tray.for_paper()
    grabbed = world.grab()
    shiboken6.delete(world)  # here and now: garbage is collected in any thread
    return grabbed


def _note(view: SessionView) -> str:
    chosen = next((card.name for card in view.options if card.id == view.chosen), "")
    moment = "at the start" if view.turn == 0 else f"after turn {view.turn}"
    return f"stability {moment}, in this model" + (f" \u00b7 {chosen}" if chosen else "")


def application(theme: Theme) -> QApplication:
    """Return the running application, or a new one that wears `theme` and needs no display."""
    running = QApplication.instance()
    if isinstance(running, QApplication):
        return running
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    app = QApplication(["wargame"])
    load_fonts()
    apply(app, theme)
    return app
