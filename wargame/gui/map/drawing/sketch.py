"""Sketching a shape that is not there yet: a polygon, a circle, a line drawn freehand."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QObject, QPointF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent

from wargame.app import measuring
from wargame.gui.map.canvas import MapCanvas
from wargame.gui.map.drawing.hold import MapTool, key_way
from wargame.gui.map.drawing.item import DrawingItem, Sheet
from wargame.gui.map.drawing.rings import LEAST, Floats, Rings, thinned
from wargame.gui.map.drawing.steps import Steps

POLYGON, FREEHAND, CIRCLE, BELT = "polygon", "freehand", "circle", "belt"
SNAP_PIXELS = 10.0
ON_FIRST = 8.0  # pixels from the first point at which a click closes the polygon
FREE_PIXELS = 1.5  # a freehand line keeps to the hand within so many pixels
CIRCLE_POINTS = 48  # of the circle shown under the hand

Snap = Callable[[float, float, float], tuple[float, float, str] | None]
NO_POINTS: Floats = np.empty((0, 2))


@dataclass(frozen=True, slots=True)
class Circle:
    """A circle asked for: its middle in map metres and its radius in kilometres."""

    x: float
    y: float
    km: float


class SketchTool(QObject, MapTool):
    """Collects points under the hand.

    `changed()` whenever what is sketched is another, `finished(Rings | Circle)` when it is done,
    `said(str)` for a reader and the status bar, `refused(str)` why not.
    """

    changed = Signal()
    finished = Signal(object)
    said = Signal(str)
    refused = Signal(str)

    def __init__(self, canvas: MapCanvas, item: DrawingItem, snap: Snap) -> None:
        """Sketch a polygon at first; `snap` finds the place to hold on to near a point."""
        super().__init__(canvas)
        self._canvas, self._item, self._snap = canvas, item, snap
        self.kind = POLYGON
        self.snapping = True
        self.cuts = False
        self.radius_km = 50.0  # of a circle set by a click alone
        self.steps: Steps[Floats] = Steps(NO_POINTS)
        self._stroke: list[tuple[float, float]] = []  # a freehand line under the hand
        self._centre: tuple[float, float] | None = None
        self._here: tuple[float, float] | None = None  # under pointer or key cursor, snapped
        self._held = ""  # the name of what it is snapped to
        self._by_key = False
        self._fresh = False  # the key cursor has moved since the last point

    # what others read

    @property
    def points(self) -> Floats:
        """Return the points set so far, (N, 2) map metres."""
        return self.steps.now

    def rings(self) -> Rings:
        """Return the shape that would be made if it were closed here."""
        points = self.points
        if self._stroke:
            points = np.array(self._stroke)
        elif self._centre is not None and self._here is not None:
            return (_round(self._centre, self._here),)
        elif self.kind == POLYGON and self._here is not None and len(points):
            points = np.vstack((points, [self._here]))
        return (points,) if len(points) >= LEAST else ()

    def words(self) -> str:
        """Return what a hand does next."""
        if self.kind == CIRCLE:
            return "Drag from the middle outwards, or click to set a circle of this radius."
        if self.kind == FREEHAND:
            return "Draw with the button held down; letting go closes the shape."
        if self.kind == BELT:
            return "from the front; Finish makes it."
        if len(self.points) < LEAST:
            return "Click sets a corner; a drag moves the map."
        return "Enter or a double click closes, Backspace drops the last corner."

    # what others ask

    def set_kind(self, kind: str) -> None:
        """Sketch another kind of shape from now on; what was begun is dropped."""
        self.kind = kind
        self.clear()

    def clear(self) -> None:
        """Drop all that was sketched."""
        self.steps = Steps(NO_POINTS)
        self._stroke, self._centre = [], None
        self._show()

    def undo(self) -> bool:
        """Take back the last point; say whether there was one."""
        done = self.steps.undo()
        self._show()
        return done

    def redo(self) -> bool:
        """Set the point taken back once more; say whether there was one."""
        done = self.steps.redo()
        self._show()
        return done

    def finish(self) -> bool:
        """Close the shape if it has corners enough; say whether it had."""
        points = self.points
        if len(points) < LEAST:
            self.refused.emit(f"A zone needs at least {LEAST} corners; this has {len(points)}.")
            return False
        self.finished.emit((points,))
        return True

    # the mouse

    def drags(self, at: QPointF) -> bool:
        """Draw and size by dragging; a polygon's drag moves the map."""
        return self.kind in (FREEHAND, CIRCLE)

    def begin(self, at: QPointF, event: QMouseEvent) -> None:
        """Begin a line or the radius of a circle."""
        self._look(at, event.modifiers())
        if self.kind == CIRCLE:
            self._centre = self._here
        elif self._here is not None:
            self._stroke = [self._here]
        self._show()

    def drag(self, at: QPointF, event: QMouseEvent) -> None:
        """Lengthen the line, or size the circle."""
        if self.kind == CIRCLE:
            self._look(at, event.modifiers() | Qt.KeyboardModifier.ControlModifier)
        else:
            here = self._canvas.to_map(at)
            self._stroke.append((here.x(), here.y()))
        self._show()

    def end(self, at: QPointF, event: QMouseEvent) -> None:
        """Close the line, or set the circle."""
        if self.kind == CIRCLE:
            self._set_circle()
            return
        line, self._stroke = np.array(self._stroke), []
        metres = self._canvas.frame.metres_per_pixel
        kept = thinned(line, FREE_PIXELS * metres) if len(line) > 2 else line
        if len(kept) >= LEAST:
            self.steps.take(kept)
            self._show()
            self.finish()
        else:
            self._show()
            self.refused.emit("Too short for a zone: draw all the way round.")

    def _set_circle(self) -> None:
        if self._centre is None:
            return
        centre, edge = self._centre, self._here or self._centre
        self._centre = None
        metres = float(np.hypot(edge[0] - centre[0], edge[1] - centre[1]))
        small = metres < ON_FIRST * self._canvas.frame.metres_per_pixel
        km = self.radius_km if small else measuring.measure((centre, edge)).length_km
        self._show()
        self.finished.emit(Circle(*centre, km))

    def click(self, at: QPointF, event: QMouseEvent) -> bool:
        """Set a corner, or close the polygon on its first one."""
        self._look(at, event.modifiers())
        if self.kind != POLYGON or self._here is None:
            return True
        if len(self.points) >= LEAST and self._near_first(at):
            self.finish()
        else:
            self._add(self._here)
        return True

    def double(self, at: QPointF, event: QMouseEvent) -> bool:
        """Close the polygon; the first click of the two has set its last corner."""
        if self.kind == POLYGON:
            self.finish()
        return True

    def menu(self, at: QPointF, event: QMouseEvent) -> bool:
        """Drop the last corner."""
        self.undo()
        return True

    def hover(self, at: QPointF, event: QMouseEvent) -> None:
        """Let the rubber line follow the hand."""
        self._by_key = False
        self._look(at, event.modifiers())
        self._show()

    def leave(self) -> None:
        """Without a pointer there is no rubber line."""
        if not self._by_key:
            self._here = None
            self._show()

    # the keyboard

    def key(self, event: QKeyEvent) -> bool:
        """Arrow keys move a cursor, Enter sets a point, Enter once more closes."""
        way, key = key_way(event), event.key()
        if way is not None:
            self._step(way, event.modifiers())
            return True
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._enter()
            return True
        if key in (Qt.Key.Key_Backspace, Qt.Key.Key_Delete):
            self.undo()
            return True
        return False

    def _step(self, way: QPointF, held: Qt.KeyboardModifier) -> None:
        """Move the cursor of the keyboard; it starts in the middle of the view."""
        size = self._canvas.viewport().size()
        at = QPointF(size.width() / 2, size.height() / 2)
        if self._here is not None:
            at = self._canvas.to_screen(*self._here)
        to = at + way
        here = self._canvas.to_map(to)
        self._canvas.reveal(here.x(), here.y())
        self._by_key = self._fresh = True
        self._here, self._held = (here.x(), here.y()), ""
        lon, lat = measuring.to_lonlat(self._here)[0]
        self.said.emit(f"{lat:.2f}\u00b0 N {lon:.2f}\u00b0 E")
        self._show()

    def _enter(self) -> None:
        here = self._here
        if here is None or not self._fresh:
            if self.kind == POLYGON:
                self.finish()
            return
        self._fresh = False
        if self.snapping:
            here = self._snapped(here) or here
        if self.kind == CIRCLE:
            self.finished.emit(Circle(*here, self.radius_km))
        elif self.kind in (POLYGON, FREEHAND):
            self._add(here)

    # both

    def _add(self, here: tuple[float, float]) -> None:
        points = self.points
        if len(points) and (points[-1] == here).all():
            return
        self.steps.take(np.vstack((points, [here])))
        self.said.emit(f"Corner {len(self.points)}" + (f", on {self._held}" if self._held else ""))
        self._show()

    def _near_first(self, at: QPointF) -> bool:
        first = self._canvas.to_screen(*self.points[0])
        return bool((first - at).manhattanLength() <= ON_FIRST)

    def _look(self, at: QPointF, held: Qt.KeyboardModifier) -> None:
        """Take note of where the hand is; Ctrl held lets go of borders, rivers and the front."""
        here = self._canvas.to_map(at)
        self._here, self._held = (here.x(), here.y()), ""
        if self.snapping and not held & Qt.KeyboardModifier.ControlModifier:
            self._here = self._snapped(self._here) or self._here

    def _snapped(self, here: tuple[float, float]) -> tuple[float, float] | None:
        found = self._snap(*here, SNAP_PIXELS * self._canvas.frame.metres_per_pixel)
        if found is None:
            return None
        self._held = found[2]
        return found[:2]

    def _show(self) -> None:
        sheet = Sheet(cuts=self.cuts)
        if self._stroke:
            sheet.line = np.array(self._stroke)
        elif self._centre is not None and self._here is not None:
            sheet.rings = (_round(self._centre, self._here),)
            sheet.rubber, sheet.line = self._here, np.array([self._centre])
            km = measuring.measure((self._centre, self._here)).length_km
            sheet.words = f"{km:,.0f} km"
        else:
            sheet.line = self.points
            if self.kind == POLYGON:
                sheet.rubber, sheet.closes = self._here, True
                sheet.words = self._held
        if self._held and self._centre is None:
            sheet.snapped = self._here
        if self._by_key:
            sheet.cross = self._here
        self._item.sheet = sheet
        self._canvas.repaint_map()
        self.changed.emit()


def _round(centre: tuple[float, float], edge: tuple[float, float]) -> Floats:
    """Return the circle under the hand, good enough for the eye."""
    radius = np.hypot(edge[0] - centre[0], edge[1] - centre[1])
    angle = np.linspace(0, 2 * np.pi, CIRCLE_POINTS, endpoint=False)
    return np.asarray(centre + radius * np.column_stack((np.cos(angle), np.sin(angle))))
