"""Editing the outline of a drawn zone by its handles."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QObject, QPointF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent

from wargame.app import measuring
from wargame.gui.map.canvas import MapCanvas
from wargame.gui.map.drawing.hold import MapTool, key_way
from wargame.gui.map.drawing.item import DrawingItem, Sheet
from wargame.gui.map.drawing.rings import (
    LEAST,
    Rings,
    Spot,
    handles,
    inserted,
    middles,
    moved,
    nearest_edge,
    nearest_vertex,
    place,
    removed,
)
from wargame.gui.map.drawing.sketch import SNAP_PIXELS, Snap

GRIP = 8.0  # pixels around a handle that take it
APART = 14.0  # pixels between handles


class EditTool(QObject, MapTool):
    """Drags, inserts and deletes vertices of one zone.

    `shaping(Rings)` while a vertex is dragged, `shaped(Rings)` when a step is done,
    `remove_wanted()` when Delete is pressed with no vertex chosen,
    `said(str)` for reader and status, `refused(str)` why not.
    """

    shape = Qt.CursorShape.ArrowCursor
    shaping = Signal(object)
    shaped = Signal(object)
    remove_wanted = Signal()
    said = Signal(str)
    refused = Signal(str)

    def __init__(self, canvas: MapCanvas, item: DrawingItem, snap: Snap) -> None:
        """Hold no zone yet."""
        super().__init__(canvas)
        self._canvas, self._item, self._snap = canvas, item, snap
        self.snapping = True
        self.rings: Rings = ()
        self.dragging = False
        self._before: Rings = ()
        self._chosen: Spot | None = None
        self._vertices: list[Spot] = []
        self._middles: list[Spot] = []
        self._snapped: tuple[float, float] | None = None

    def show_rings(self, rings: Rings) -> None:
        """Hold a zone of this outline; while a vertex is dragged the hand is right."""
        if self.dragging:
            return
        chosen = self._chosen
        if chosen is not None and (
            chosen.ring >= len(rings) or chosen.index >= len(rings[chosen.ring])
        ):
            self._chosen = None
        self.rings = rings
        self.refresh()

    def let_go(self) -> None:
        """Choose no vertex."""
        self._chosen = None
        self._show()

    def refresh(self) -> None:
        """Find the handles for the view shown."""
        rect, scale = self._canvas.frame.visible, self._canvas.frame.metres_per_pixel
        box = (rect.left(), rect.top(), rect.right(), rect.bottom())
        self._vertices = handles(self.rings, box, APART * scale)
        self._middles = middles(self.rings, self._vertices, APART * scale)
        self._show()

    @property
    def chosen(self) -> Spot | None:
        """Return the vertex chosen."""
        return self._chosen

    def handle_at(self, at: QPointF) -> Spot | None:
        """Return the vertex or middle under a pixel; vertices come first."""
        here, reach = self._canvas.to_map(at), GRIP * self._canvas.frame.metres_per_pixel
        for spots in (self._vertices, self._middles):
            if not spots:
                continue
            xy = np.array([place(self.rings, spot) for spot in spots])
            away = np.hypot(xy[:, 0] - here.x(), xy[:, 1] - here.y())
            if away.min() <= reach:
                return spots[int(away.argmin())]
        return None

    # the mouse

    def drags(self, at: QPointF) -> bool:
        """Take a handle; anywhere else a drag moves the map."""
        return self.handle_at(at) is not None

    def begin(self, at: QPointF, event: QMouseEvent) -> None:
        """Hold the handle; a middle becomes a vertex."""
        spot = self.handle_at(at)
        if spot is None:
            return
        self._before, self.dragging = self.rings, True
        if spot.middle:
            x, y = place(self.rings, spot)
            self.rings, spot = inserted(self.rings, spot, x, y)
        self._chosen = spot
        self._show()

    def drag(self, at: QPointF, event: QMouseEvent) -> None:
        """Move the vertex with the hand."""
        if self._chosen is None:
            return
        here = self._canvas.to_map(at)
        x, y = here.x(), here.y()
        self._snapped = None
        if self.snapping and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            found = self._snap(x, y, SNAP_PIXELS * self._canvas.frame.metres_per_pixel)
            if found is not None:
                x, y, _ = found
                self._snapped = (x, y)
        self.rings = moved(self.rings, self._chosen, x, y)
        self._show()
        self.shaping.emit(self.rings)

    def end(self, at: QPointF, event: QMouseEvent) -> None:
        """Let go of the vertex."""
        self.dragging, self._snapped = False, None
        if self.rings is not self._before:
            self.shaped.emit(self.rings)
        self.refresh()

    def cancel_drag(self) -> bool:
        """Put the vertex back where it was; say whether one was held."""
        if not self.dragging:
            return False
        self.dragging, self._snapped = False, None
        self.rings, self._chosen = self._before, None
        self.shaped.emit(self.rings)
        self.refresh()
        return True

    def click(self, at: QPointF, event: QMouseEvent) -> bool:
        """Choose no vertex: the click was beside all of them."""
        self.let_go()
        return True

    def double(self, at: QPointF, event: QMouseEvent) -> bool:
        """Insert a vertex on the edge under the hand."""
        here, reach = self._canvas.to_map(at), GRIP * self._canvas.frame.metres_per_pixel
        found = nearest_edge(self.rings, here.x(), here.y())
        if found is None or found[1] > reach or self.handle_at(at) is not None:
            return True
        self.rings, self._chosen = inserted(self.rings, found[0], here.x(), here.y())
        self.shaped.emit(self.rings)
        self.refresh()
        return True

    def menu(self, at: QPointF, event: QMouseEvent) -> bool:
        """Delete the vertex under the hand."""
        spot = self.handle_at(at)
        if spot is None or spot.middle:
            return False
        self._delete(spot)
        return True

    def hover(self, at: QPointF, event: QMouseEvent) -> None:
        """Show by the pointer that there is something to take."""
        held = self.handle_at(at) is not None
        self.shape = Qt.CursorShape.SizeAllCursor if held else Qt.CursorShape.ArrowCursor
        self._canvas.viewport().setCursor(self.shape)

    # the keyboard

    def key(self, event: QKeyEvent) -> bool:
        """Page keys choose a vertex, arrows move it, Insert adds one, Delete takes it away."""
        key, way = event.key(), key_way(event)
        if way is not None and self._chosen is not None:
            self._nudge(self._chosen, way)
        elif key in (Qt.Key.Key_PageDown, Qt.Key.Key_PageUp):
            self._walk(1 if key == Qt.Key.Key_PageDown else -1)
        elif key == Qt.Key.Key_Insert and self._chosen is not None:
            middle = Spot(self._chosen.ring, self._chosen.index, middle=True)
            x, y = place(self.rings, middle)
            self.rings, self._chosen = inserted(self.rings, middle, x, y)
            self.shaped.emit(self.rings)
            self.refresh()
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            if self._chosen is None:
                self.remove_wanted.emit()
            else:
                self._delete(self._chosen)
        else:
            return False
        return True

    def _nudge(self, spot: Spot, way: QPointF) -> None:
        x, y = place(self.rings, spot)
        to = self._canvas.to_map(self._canvas.to_screen(x, y) + way)
        self.rings = moved(self.rings, spot, to.x(), to.y())
        self._canvas.reveal(to.x(), to.y())
        self.shaped.emit(self.rings)
        self.refresh()
        self._tell(spot)

    def _walk(self, step: int) -> None:
        order = [Spot(r, i) for r, ring in enumerate(self.rings) for i in range(len(ring))]
        if not order:
            return
        if self._chosen in order:
            spot = order[(order.index(self._chosen) + step) % len(order)]
        else:
            rect = self._canvas.frame.visible.center()
            near = nearest_vertex(self.rings, rect.x(), rect.y())
            spot = near[0] if near is not None else order[0]
        self._chosen = spot
        self._canvas.reveal(*place(self.rings, spot))
        self.refresh()
        self._tell(spot)

    def _tell(self, spot: Spot) -> None:
        lon, lat = measuring.to_lonlat(place(self.rings, spot))[0]
        total = len(self.rings[spot.ring])
        self.said.emit(f"Corner {spot.index + 1} of {total}, {lat:.2f}\u00b0 N {lon:.2f}\u00b0 E")

    def _delete(self, spot: Spot) -> None:
        if len(self.rings) == 1 and len(self.rings[0]) <= LEAST:
            self.refused.emit(
                "A zone keeps at least three corners; Remove on its card takes it away."
            )
            return
        self.rings, self._chosen = removed(self.rings, spot), None
        self.shaped.emit(self.rings)
        self.refresh()

    def _show(self) -> None:
        quiet = self.dragging
        chosen = self._chosen
        self._item.sheet = Sheet(
            rings=self.rings,
            vertices=() if quiet else self._vertices,
            middles=() if quiet else self._middles,
            chosen=chosen,
            snapped=self._snapped,
        )
        self._canvas.repaint_map()
