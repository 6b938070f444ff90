"""Picking a region of Ukraine on the map, by hand or by key, to join it with a zone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QObject, QPointF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent

from wargame.gui.map.canvas import MapCanvas
from wargame.gui.map.drawing.hold import MapTool, key_way
from wargame.gui.map.drawing.item import DrawingItem, Sheet
from wargame.gui.map.drawing.rings import Floats, Rings
from wargame.gui.map.drawing.work import LonLatRings, to_map

NOWHERE = "No region of Ukraine lies here; click inside one, or press Esc."
WORDS = {
    "union": "Click the region to add.",
    "subtract": "Click the region to cut out.",
    "intersect": "Click the region of which the zone keeps only what lies in it.",
}


@dataclass(frozen=True, slots=True)
class Region:
    """A region as it is drawn, in map metres, inside by the odd-even rule."""

    id: str
    name: str
    rings: Rings
    low: Floats  # (2,) corners of its box
    high: Floats

    def holds(self, x: float, y: float) -> bool:
        """Say whether a point of the map lies inside."""
        at = np.array((x, y))
        if (at < self.low).any() or (at > self.high).any():
            return False
        return bool(sum(_crossings(ring, x, y) for ring in self.rings) % 2)


def regions_of(oblasts: Mapping[str, tuple[str, str, LonLatRings]]) -> tuple[Region, ...]:
    """Return the drawing table's regions, the smallest box first: Kyiv lies within its oblast."""
    found = []
    for code, (name, _, lonlat) in oblasts.items():
        rings = to_map(lonlat)
        if rings:
            points = np.concatenate(rings)
            found.append(Region(code, name, rings, points.min(axis=0), points.max(axis=0)))
    return tuple(sorted(found, key=lambda region: float(np.prod(region.high - region.low))))


class PickTool(QObject, MapTool):
    """Lights up the region under the hand; `picked(id)`, `refused(str)` why not, `said(str)`."""

    picked = Signal(str)
    refused = Signal(str)
    said = Signal(str)
    shape = Qt.CursorShape.PointingHandCursor

    def __init__(self, canvas: MapCanvas, item: DrawingItem) -> None:
        """Know no region yet."""
        super().__init__(canvas)
        self._canvas, self._item = canvas, item
        self.regions: tuple[Region, ...] = ()
        self.cuts = False
        self._here: tuple[float, float] | None = None
        self._by_key = False
        self._named = ""

    def begin_picking(self, *, cuts: bool) -> None:
        """Light nothing until the hand moves; what is picked will be taken away if it `cuts`."""
        self.cuts, self._here, self._by_key, self._named = cuts, None, False, ""
        self._show()

    def region(self) -> Region | None:
        """Return the region under the hand."""
        if self._here is None:
            return None
        return next((region for region in self.regions if region.holds(*self._here)), None)

    def click(self, at: QPointF, event: QMouseEvent) -> bool:
        """Pick the region here."""
        self._look(at)
        self._take()
        return True

    def hover(self, at: QPointF, event: QMouseEvent) -> None:
        """Light the region under the hand."""
        self._by_key = False
        self._look(at)

    def leave(self) -> None:
        """Without a pointer no region is lit."""
        if not self._by_key:
            self._here = None
            self._show()

    def key(self, event: QKeyEvent) -> bool:
        """Arrow keys move a cursor, Enter picks the region under it."""
        way = key_way(event)
        if way is not None:
            size = self._canvas.viewport().size()
            at = QPointF(size.width() / 2, size.height() / 2)
            if self._here is not None:
                at = self._canvas.to_screen(*self._here)
            self._by_key = True
            self._look(at + way)
            if self._here is not None:
                self._canvas.reveal(*self._here)
            return True
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._take()
            return True
        return False

    def _look(self, at: QPointF) -> None:
        here = self._canvas.to_map(at)
        self._here = (here.x(), here.y())
        self._show()

    def _take(self) -> None:
        found = self.region()
        if found is None:
            self.refused.emit(NOWHERE)
        else:
            self.picked.emit(found.id)

    def _show(self) -> None:
        found, sheet = self.region(), Sheet(cuts=self.cuts)
        if found is not None:
            sheet.rings, sheet.rubber, sheet.words = found.rings, self._here, found.name
        if self._by_key:
            sheet.cross = self._here
        name = "" if found is None else found.name
        if name and name != self._named:
            self.said.emit(name)
        self._named = name
        self._item.sheet = sheet
        self._canvas.repaint_map()


def _crossings(ring: Floats, x: float, y: float) -> int:
    """Return how often a ray to the east meets an open ring."""
    start, end = ring, np.roll(ring, -1, axis=0)
    above = (start[:, 1] > y) != (end[:, 1] > y)
    rise = np.where(above, end[:, 1] - start[:, 1], 1.0)
    meets = start[:, 0] + (y - start[:, 1]) * (end[:, 0] - start[:, 0]) / rise
    return int(np.count_nonzero(above & (meets > x)))
