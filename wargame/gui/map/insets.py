"""Draws insets: small maps of a region from the layers of the large one, with names of towns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from PySide6.QtCore import QPointF, QRectF, QSize
from PySide6.QtGui import QPainter, QPixmap

from wargame.app.atlas import Atlas
from wargame.gui.map.items import Frame, MapItem
from wargame.gui.map.labels import CITIES, Placed, Taken, order, place_city
from wargame.gui.map.names import all_names
from wargame.gui.map.picture import View, snapshot
from wargame.gui.map.placement import along
from wargame.gui.map.regions import Region
from wargame.gui.map.signs import SignItem
from wargame.gui.theme import Theme

MOST_NAMES = 2
OWN_HALF = 4.0  # pixels about the outline of the region
ROLE = "city_4"  # small type: the picture is small


class InsetArtist:
    """Knows the layers; draws each region once per change of what the map shows."""

    def __init__(
        self, atlas: Atlas, frame: Frame, layers: Sequence[MapItem], signs: SignItem
    ) -> None:
        """Draw `layers` from the first to the last, names with the marks and texts of `signs`."""
        self._frame = frame
        self._layers = layers
        self._signs = signs
        towns = order(name for name in all_names(atlas) if name.role in CITIES)
        towns.sort(key=lambda name: not name.seat)  # the rest stay in their order
        self._towns = [replace(name, role=ROLE) for name in towns]
        self._drawn: dict[str, tuple[object, ...]] = {}

    def busy(self) -> bool:
        """Say whether the map is moving: insets wait for it."""
        return self._frame.moving

    def view_of(self, region: Region, size: QSize) -> View:
        """Return the region in the middle of a picture of `size` logical pixels."""
        room = region.room
        scale = max(room.width() / size.width(), room.height() / size.height())
        wide, high = size.width() * scale, size.height() * scale
        middle = region.rect.center()
        return View(QRectF(middle.x() - wide / 2, middle.y() - high / 2, wide, high), scale)

    def draw(self, region: Region, size: QSize, theme: Theme) -> QPixmap | None:
        """Return a picture of the region; None if the one drawn last is still right."""
        frame = self._frame
        key = (size.width(), size.height(), frame.ratio, frame.version, theme.mode, theme.scale)
        if self._drawn.get(region.name) == key:
            return None
        self._drawn[region.name] = key
        view = self.view_of(region, size)
        pixmap = snapshot(frame, self._layers, view, size, theme.color("map.sea"))
        painter = QPainter(pixmap)
        for placed in self._names(region, view, size):
            self._signs.draw_name(painter, placed, QPointF(*placed.point))
        painter.end()
        return pixmap

    def _names(self, region: Region, view: View, size: QSize) -> list[Placed]:
        """Return the seat of the region and the largest towns in view that find room."""
        screen, taken = (float(size.width()), float(size.height())), Taken()
        way = view.transform()
        own = np.array([way.map(QPointF(x, y)).toTuple() for x, y in region.outline])
        soft = along(own, OWN_HALF)  # no name covers the region itself
        found: list[Placed] = []
        for name in self._towns:
            point = way.map(QPointF(name.x, name.y))
            if not QRectF(0, 0, *screen).contains(point):
                continue
            sprite = self._signs.book.get(name.text, name.role)
            placed = place_city(
                name,
                (point.x(), point.y()),
                (sprite.width, sprite.height),
                taken,
                soft,
                screen,
            )
            if placed is not None:
                found.append(placed)
            if len(found) == MOST_NAMES:
                break
        return found
