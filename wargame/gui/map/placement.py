"""Places names and pills for one view; called when the map has come to rest, never while painting."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QImage, QPainter, QTransform

from wargame.app.atlas import Atlas
from wargame.gui.map.front import SectorLine
from wargame.gui.map.items import Frame
from wargame.gui.map.labels import (
    CITIES,
    Box,
    Floats,
    Name,
    Placed,
    Taken,
    fit_area,
    inside,
    order,
    place_city,
)
from wargame.gui.map.levels import Parts, Pyramid, make_parts
from wargame.gui.map.names import all_names
from wargame.gui.map.sprites import SpriteBook

CELL = 8.0  # logical pixels: resolution at which names of areas look for room
LINE_HALF = 7.0  # half width of the line of contact with its casing


class Placer:
    """Knows all names, and finds room for those in view."""

    def __init__(self, atlas: Atlas, lines: Sequence[SectorLine]) -> None:
        """Collect names, and outlines of countries for names that fill an area."""
        self._names = order(all_names(atlas))
        self._xy = np.array([(name.x, name.y) for name in self._names]).reshape(-1, 2)
        self._coarsest = np.array([name.coarsest for name in self._names])
        self._areas = _areas(atlas)
        self._line = _samples(lines)

    def line_boxes(self, frame: Frame) -> Floats:
        """Return boxes along the line of contact on the screen, shape (N, 4)."""
        points = self._project(self._line, frame)
        if len(points):
            cells = np.unique(np.round(points / LINE_HALF).astype(np.int64), axis=0)
            points = cells * LINE_HALF
        return np.hstack((points - LINE_HALF, points + LINE_HALF))

    def place(
        self, frame: Frame, screen: tuple[float, float], book: SpriteBook, taken: Taken
    ) -> list[Placed]:
        """Return the names that fit, the important ones first; `taken` grows by their boxes."""
        points = self._project(self._xy, frame)
        near = (points >= -40).all(axis=1) & (points <= np.array(screen) + 40).all(axis=1)
        near &= self._coarsest >= frame.metres_per_pixel
        soft = self.line_boxes(frame)
        placed = []
        for index, name in enumerate(self._names):
            if not near[index] and name.owner < 0:
                continue
            point = (float(points[index, 0]), float(points[index, 1]))
            found = self._one(name, point, frame, screen, book, taken, soft)
            if found is not None:
                placed.append(found)
        return placed

    def _one(
        self,
        name: Name,
        point: tuple[float, float],
        frame: Frame,
        screen: tuple[float, float],
        book: SpriteBook,
        taken: Taken,
        soft: Floats,
    ) -> Placed | None:
        if name.owner >= 0:
            mask = self._mask(name.owner, frame, screen)
            if mask is None:
                return None
        if name.role in CITIES and not inside((*point, *point), *screen):
            return None
        sprite = book.get(name.text, name.role)
        size = (sprite.width, sprite.height)
        if name.role in CITIES:
            return place_city(name, point, size, taken, soft, screen)
        box = self._centred(point, size, screen, taken)
        if name.owner >= 0 and mask is not None:
            box = fit_area(mask, CELL, size, taken)
        if box is None:
            return None
        taken.add(box)
        return Placed(name, box, point)

    def _centred(
        self,
        point: tuple[float, float],
        size: tuple[float, float],
        screen: tuple[float, float],
        taken: Taken,
    ) -> Box | None:
        """Return a free box at or near a point, moved by up to its own height."""
        for down in (0.0, -1.0, 1.0, -2.0, 2.0):
            for across in (0.0, -0.4, 0.4):
                left = point[0] - size[0] / 2 + across * size[0]
                top = point[1] - size[1] / 2 + down * size[1]
                box = (left, top, left + size[0], top + size[1])
                if inside(box, *screen) and not taken.hits(box):
                    return box
        return None

    def _project(self, xy: Floats, frame: Frame) -> Floats:
        rect, scale = frame.visible, frame.metres_per_pixel
        if len(xy) == 0:
            return np.empty((0, 2))
        return np.column_stack(
            ((xy[:, 0] - rect.left()) / scale, (rect.bottom() - xy[:, 1]) / scale)
        )

    def _mask(
        self, owner: int, frame: Frame, screen: tuple[float, float]
    ) -> NDArray[np.bool_] | None:
        """Return which cells of the screen a country fills, or None where it is out of view."""
        pyramid = self._areas.get(owner)
        if pyramid is None:
            return None
        pieces = [
            piece
            for piece in pyramid.pieces(frame.metres_per_pixel * CELL)
            if piece.box.intersects(frame.visible)
        ]
        if not pieces:
            return None
        wide, high = int(screen[0] / CELL), int(screen[1] / CELL)
        image = QImage(wide, high, QImage.Format.Format_Grayscale8)
        image.fill(0)
        painter = QPainter(image)
        scale = 1.0 / (frame.metres_per_pixel * CELL)
        rect = frame.visible
        painter.setTransform(
            QTransform(scale, 0, 0, -scale, -rect.left() * scale, rect.bottom() * scale)
        )
        painter.setPen(Qt.PenStyle.NoPen)
        for piece in pieces:
            painter.fillPath(piece.path, QColor(Qt.GlobalColor.white))
        painter.end()
        rows = np.frombuffer(image.constBits(), np.uint8).reshape(high, image.bytesPerLine())
        return np.asarray(rows[:, :wide] > 127)


def _areas(atlas: Atlas) -> Mapping[int, Pyramid]:
    layer = atlas.layers.get("countries")
    if layer is None:
        return {}
    parts = make_parts(layer.xy, layer.parts, layer.owner, closed=True)
    return {int(owner): Pyramid(_own(parts, int(owner))) for owner in np.unique(parts.owner)}


def _own(parts: Parts, owner: int) -> Parts:
    return parts.take(parts.owner == owner)


def _samples(lines: Sequence[SectorLine], step: float = 4000.0) -> Floats:
    """Return points along the line of contact, at most `step` metres apart."""
    found = [np.empty((0, 2))]
    for line in lines:
        for low, high in zip(line.parts.offsets[:-1], line.parts.offsets[1:], strict=True):
            xy = line.parts.xy[low:high]
            way = np.concatenate(([0.0], np.cumsum(np.hypot(*np.diff(xy, axis=0).T))))
            at = np.linspace(0.0, way[-1], max(int(way[-1] / step), 1) + 1)
            found.append(np.column_stack([np.interp(at, way, xy[:, axis]) for axis in (0, 1)]))
    return np.vstack(found)
