"""Finds room for names in one view, once the map has come to rest, never while painting."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import product

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QImage, QPainter, QTransform

from wargame.app.atlas import Atlas
from wargame.gui.map.front import SectorLine
from wargame.gui.map.items import Frame
from wargame.gui.map.labels import (
    CITIES,
    MARK,
    PRIORITY,
    Box,
    Floats,
    Name,
    Placed,
    Taken,
    fit_area,
    inside,
    order,
    overlaps,
    place_city,
)
from wargame.gui.map.levels import Parts, Piece, Pyramid, make_parts
from wargame.gui.map.names import all_names
from wargame.gui.map.sprites import SpriteBook

CELL = 8.0  # logical pixels: resolution at which names of areas look for room
SHIFTS_DOWN = (0.0, -1.0, 1.0, -2.0, 2.0, 3.0)  # of a name's height, tried in turn
SHIFTS_ACROSS = (0.0, -0.4, 0.4, -0.8, 0.8)  # of its width
NEAR_DOWN, NEAR_ACROSS = (0.0, -0.5, 0.5, -1.0, 1.0), (0.0, -0.25, 0.25)  # for role "moved"
CITY_ROOM = (-8.0, -9.0, 70.0, 9.0)  # about the mark of a city, for its name
SMALL = PRIORITY.index("city_3")  # from here on names are small
RIVER_APART = 420.0  # pixels between two names of one river
LINE_HALF = 7.0  # half width of the line of contact with its casing


@dataclass(frozen=True, slots=True)
class Room:
    """The view to be filled, and what is already there."""

    frame: Frame
    screen: tuple[float, float]  # logical pixels
    book: SpriteBook
    taken: Taken
    soft: Floats  # boxes along lines, avoided where possible, shape (N, 4)

    def project(self, xy: Floats) -> Floats:
        """Return the screen points of map points, shape (N, 2)."""
        return project(xy, self.frame)

    def size(self, name: Name) -> tuple[float, float]:
        """Return how large a name is when drawn."""
        sprite = self.book.get(name.text, name.role)
        return sprite.width, sprite.height


def project(xy: Floats, frame: Frame) -> Floats:
    """Return the screen points of map points, shape (N, 2)."""
    rect, scale = frame.visible, frame.metres_per_pixel
    points = np.asarray(xy, np.float64).reshape(-1, 2)
    return np.column_stack(
        ((points[:, 0] - rect.left()) / scale, (rect.bottom() - points[:, 1]) / scale)
    )


def along(points: Floats, half: float) -> Floats:
    """Return square boxes of half side `half` about points, near duplicates merged, (N, 4)."""
    if len(points) == 0:
        return np.empty((0, 4))
    near = np.unique(np.round(points / half).astype(np.int64), axis=0) * half
    return np.hstack((near - half, near + half))


Offset = tuple[float, float, float, float]  # of a box from the point it belongs to, pixels


def _offset(placed: Placed) -> Offset:
    (left, top, right, bottom), (x, y) = placed.box, placed.point
    return left - x, top - y, right - x, bottom - y


class Placer:
    """Knows all names, and finds room for those in view."""

    def __init__(self, atlas: Atlas, lines: Sequence[SectorLine]) -> None:
        """Collect names, and outlines of countries for names that fill an area."""
        self._areas = _areas(atlas)
        self._line = _samples(lines)
        self._land_of: tuple[Room, NDArray[np.bool_]] | None = None
        self._know(all_names(atlas))

    def _know(self, names: Iterable[Name]) -> None:
        self._names = order(names)
        self._xy = np.array([(name.x, name.y) for name in self._names]).reshape(-1, 2)
        self._coarsest = np.array([name.coarsest for name in self._names])
        self._finest = np.array([name.finest for name in self._names])
        self._rank = np.array([PRIORITY.index(name.role) for name in self._names])
        self._view = (0.0, 0.0, 0.0)  # left, top, scale for which these places were found
        self._before: Mapping[int, Offset] = {}
        self._places: dict[int, Offset] = {}

    def add(self, names: Iterable[Name]) -> None:
        """Know these names as well from now on."""
        self._know([*self._names, *names])

    def line_boxes(self, frame: Frame) -> Floats:
        """Return boxes along the line of contact on the screen, shape (N, 4)."""
        return along(project(self._line, frame), LINE_HALF)

    def city_boxes(self, frame: Frame) -> Floats:
        """Return boxes about capitals and large cities with their names, shape (N, 4)."""
        large = np.array([name.role in ("capital", "city_2") for name in self._names], bool)
        return np.asarray(project(self._xy[large], frame)[:, [0, 1, 0, 1]] + np.array(CITY_ROOM))

    def place(self, room: Room, on: Mapping[str, bool], first: Sequence[Name] = ()) -> list[Placed]:
        """Return the names that fit, important ones first; `room.taken` grows by their boxes.

        on : which layers are shown; names of a layer that is not stay away.
        first : names of this moment, which go before all others.
        """
        points = room.project(self._xy)
        near = ((points >= 0) & (points <= np.array(room.screen))).all(axis=1)
        scale = room.frame.metres_per_pixel
        owned = np.array([name.owner >= 0 for name in self._names], bool)
        wanted = (near | owned) & (self._coarsest >= scale) & (self._finest <= scale)
        before, self._places = self._remembered(room.frame), {}
        placed = [item for item in self._first(first, room) if item is not None]
        rivers: dict[str, list[tuple[float, float]]] = {}
        for index in self._in_turn(np.flatnonzero(wanted), before):
            name, point = self._names[index], (float(points[index, 0]), float(points[index, 1]))
            if name.layer and not on.get(name.layer, False):
                continue
            if any(math.dist(point, other) < RIVER_APART for other in rivers.get(name.text, ())):
                continue
            found = self._again(name, point, room, before.get(index))
            found = found or self._one(name, point, room)
            if found is None:
                continue
            placed.append(found)
            self._places[index] = _offset(found)
            if name.role == "river":
                rivers.setdefault(name.text, []).append(point)
        return placed

    def _remembered(self, frame: Frame) -> Mapping[int, Offset]:
        """Return where names stood in the view before this one, if that was at the same scale.

        In one view the answer stays the same, so that a switch thrown and back changes nothing.
        """
        now = (frame.visible.left(), frame.visible.top(), frame.metres_per_pixel)
        if now != self._view:
            same = math.isclose(self._view[2], frame.metres_per_pixel, rel_tol=1e-6)
            self._before = self._places if same else {}
            self._view = now
        return self._before

    def _in_turn(self, wanted: NDArray[np.int64], before: Mapping[int, Offset]) -> list[int]:
        """Return names in the order in which they choose.

        Great names go by their role; among small ones those that stood go before newcomers.
        """
        return sorted(
            wanted.tolist(),
            key=lambda index: (min(self._rank[index], SMALL), index not in before),
        )

    def _again(
        self, name: Name, point: tuple[float, float], room: Room, offset: Offset | None
    ) -> Placed | None:
        """Return a name where it stood before if it still fits there: names do not jump."""
        if offset is None:
            return None
        x, y = point
        box = (x + offset[0], y + offset[1], x + offset[2], y + offset[3])
        if not inside(box, *room.screen) or room.taken.hits(box):
            return None
        if name.role in CITIES:
            mark = (x - MARK / 2, y - MARK / 2, x + MARK / 2, y + MARK / 2)
            if not inside(mark, *room.screen) or room.taken.hits(mark):
                return None
            room.taken.add(mark)
        room.taken.add(box)
        return Placed(name, box, point)

    def _first(self, names: Sequence[Name], room: Room) -> list[Placed | None]:
        points = room.project(np.array([(name.x, name.y) for name in names]))
        return [
            self._one(name, (float(x), float(y)), room)
            for name, (x, y) in zip(names, points, strict=True)
        ]

    def _one(self, name: Name, point: tuple[float, float], room: Room) -> Placed | None:
        if name.role in CITIES:
            return place_city(name, point, room.size(name), room.taken, room.soft, room.screen)
        box = self._in_area(name, room) if name.owner >= 0 else self._centred(name, point, room)
        if box is None:
            return None
        room.taken.add(box)
        return Placed(name, box, point)

    def _in_area(self, name: Name, room: Room) -> Box | None:
        """Return a free box inside the part of a country that is in view."""
        mask = self._mask(name.owner, room.frame, room.screen)
        if mask is None:
            return None
        return fit_area(mask, CELL, room.size(name), np.vstack((room.taken.boxes, room.soft)))

    def _centred(self, name: Name, point: tuple[float, float], room: Room) -> Box | None:
        """Return a free box at or near a point, moved by up to three times its own height."""
        width, height = room.size(name)
        land = self._land(room) if name.role == "sea" else None
        second: Box | None = None
        near = name.role == "moved"
        shifts = (NEAR_DOWN, NEAR_ACROSS) if near else (SHIFTS_DOWN, SHIFTS_ACROSS)
        for down, across in product(*shifts):
            left = point[0] - width / 2 + across * width
            top = point[1] - height / 2 + down * height
            box = (left, top, left + width, top + height)
            if not inside(box, *room.screen) or room.taken.hits(box):
                continue
            if land is not None and _any_in(land, box):
                continue
            if not overlaps(room.soft, box):
                return box
            second = second or box
        return second

    def _land(self, room: Room) -> NDArray[np.bool_]:
        """Return which cells of the screen are land, drawn once per placing."""
        if self._land_of is None or self._land_of[0] is not room:
            areas = self._areas.values()
            pieces = [p for area in areas for p in _pieces(area, room.frame)]
            self._land_of = room, _raster(pieces, room.frame, room.screen)
        return self._land_of[1]

    def _mask(
        self, owner: int, frame: Frame, screen: tuple[float, float]
    ) -> NDArray[np.bool_] | None:
        """Return which cells of the screen a country fills, or None where it is out of view."""
        pyramid = self._areas.get(owner)
        pieces = _pieces(pyramid, frame) if pyramid is not None else []
        return _raster(pieces, frame, screen) if pieces else None


def _pieces(pyramid: Pyramid, frame: Frame) -> list[Piece]:
    """Return the pieces of an area in view, as coarse as the cells."""
    pieces = pyramid.pieces(frame.metres_per_pixel * CELL)
    return [piece for piece in pieces if piece.box.intersects(frame.visible)]


def _raster(
    pieces: Sequence[Piece], frame: Frame, screen: tuple[float, float]
) -> NDArray[np.bool_]:
    """Return which cells of the screen the pieces fill, shape (rows, columns)."""
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


def _any_in(mask: NDArray[np.bool_], box: Box) -> bool:
    """Say whether any cell under a box is set."""
    left, top, right, bottom = (int(side / CELL) for side in box)
    return bool(mask[top : bottom + 1, left : right + 1].any())


def _areas(atlas: Atlas) -> Mapping[int, Pyramid]:
    layer = atlas.coarse.get("countries")
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
        if line.ring:
            found.append(np.array([line.middle]))
            continue
        for low, high in zip(line.parts.offsets[:-1], line.parts.offsets[1:], strict=True):
            found.append(sampled(line.parts.xy[low:high], step))
    return np.vstack(found)


def sampled(xy: Floats, step: float) -> Floats:
    """Return points along a polyline, at most `step` apart, its ends included."""
    way = np.concatenate(([0.0], np.cumsum(np.hypot(*np.diff(xy, axis=0).T))))
    at = np.linspace(0.0, way[-1], max(int(way[-1] / step), 1) + 1)
    return np.column_stack([np.interp(at, way, xy[:, axis]) for axis in (0, 1)])
