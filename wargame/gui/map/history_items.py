"""What history draws on its map: ground that changed hands, and places of earlier conflicts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QFontMetricsF, QPainter, QPen, QPolygonF

from wargame.app.past import Change
from wargame.app.records import ZoneShape
from wargame.gui.map.items import Frame, MapItem, device_pen
from wargame.gui.map.levels import Pyramid
from wargame.gui.map.zone import zone_parts
from wargame.gui.theme import Theme

TAKEN, FREED = "taken", "freed"
PATTERNS = {TAKEN: Qt.BrushStyle.Dense5Pattern, FREED: Qt.BrushStyle.BDiagPattern}
TONES = {TAKEN: "bad", FREED: "good"}
TINT = 0.35


class ChangeItem(MapItem):
    """Ground that came under occupation or out of it, each with a colour and a pattern."""

    def __init__(self, frame: Frame, z: float) -> None:
        """Show no change."""
        super().__init__(frame, z)
        self._theme: Theme | None = None
        self._ground: dict[str, Pyramid] = {}

    def show_change(self, change: Change | None) -> None:
        """Show what changed between two dates, or nothing."""
        self._ground = {}
        if change is not None:
            for kind, rings in ((TAKEN, change.taken), (FREED, change.freed)):
                if rings:
                    self._ground[kind] = Pyramid(zone_parts(ZoneShape("", "none", False, rings)))
        self.changed()

    def restyle(self, theme: Theme) -> None:
        """Take colours from `theme`."""
        self._theme = theme
        self.changed()

    def pyramids(self) -> tuple[Pyramid, ...]:
        """Return the paths that the item draws."""
        return tuple(self._ground.values())

    def steps(self, painter: QPainter) -> Iterator[None]:
        """Fill each kind of ground and draw its edge."""
        if self._theme is None:
            return
        for kind, pyramid in self._ground.items():
            color = self._theme.color(TONES[kind])
            brush = change_brush(color, kind)
            brush.setTransform(painter.worldTransform().inverted()[0])
            tint = QColor(color)
            tint.setAlphaF(TINT)
            for piece in self.seen(pyramid):
                painter.fillPath(piece.path, tint)
                painter.fillPath(piece.path, brush)
                painter.strokePath(piece.path, device_pen(color, 1.4, self.frame))
                yield


def change_brush(color: QColor, kind: str) -> QBrush:
    """Return the pattern of ground that was taken or freed."""
    return QBrush(color, PATTERNS[kind])


@dataclass(frozen=True, slots=True)
class Held:
    """A place and the side that holds it: "government", "other" or "contested"."""

    name: str
    at: tuple[float, float]  # map metres
    side: str


def side_of(control: str) -> str:
    """Return which of three marks a holder has."""
    if control == "contested":
        return "contested"
    return "government" if control.endswith("government") else "other"


STATUS = {"government": "gov", "other": "frz", "contested": "con"}


class PlacesItem(MapItem):
    """Places with a mark for who holds them: square, disc or diamond, each in its colour."""

    def __init__(self, frame: Frame, z: float) -> None:
        """Show no places."""
        super().__init__(frame, z)
        self._theme: Theme | None = None
        self.places: Sequence[Held] = ()

    def restyle(self, theme: Theme) -> None:
        """Take colours and fonts from `theme`."""
        self._theme = theme

    def draw(self, painter: QPainter) -> None:
        """Draw marks, then names beside them where there is room."""
        theme, frame = self._theme, self.frame
        if theme is None or not self.places:
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
        font = theme.font("secondary")
        painter.setFont(font)
        metrics = QFontMetricsF(font)
        taken: list[QRectF] = []
        for place in self.places:
            x = (place.at[0] - frame.visible.left()) / frame.metres_per_pixel
            y = (frame.visible.bottom() - place.at[1]) / frame.metres_per_pixel
            paint_mark(painter, theme, place.side, QPointF(x, y))
            box = QRectF(x + 9, y - 9, metrics.horizontalAdvance(place.name) + 8, 18)
            if any(box.intersects(other) for other in taken):
                box.moveTop(y + 6)
            if any(box.intersects(other) for other in taken):
                continue
            taken.append(box)
            painter.setPen(Qt.PenStyle.NoPen)
            back = QColor(theme.color("panel"))
            back.setAlphaF(0.82)
            painter.setBrush(back)
            painter.drawRoundedRect(box, 3, 3)
            painter.setPen(theme.color("text"))
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, place.name)


def paint_mark(painter: QPainter, theme: Theme, side: str, at: QPointF, size: float = 6.0) -> None:
    """Draw the mark of a side at a point of the screen."""
    painter.setPen(QPen(theme.color("map.ink"), 1.6))
    painter.setBrush(theme.color(f"map.{STATUS[side]}"))
    if side == "government":
        painter.drawRect(QRectF(at.x() - size * 0.85, at.y() - size * 0.85, 1.7 * size, 1.7 * size))
    elif side == "other":
        painter.drawEllipse(at, size, size)
    else:
        ways = ((0, -size), (size, 0), (0, size), (-size, 0))
        painter.drawPolygon(QPolygonF([at + QPointF(dx, dy) * 1.2 for dx, dy in ways]))


def bounds(places: Sequence[Held]) -> QRectF:
    """Return the map rectangle that holds all places, with room around."""
    xy = np.array([place.at for place in places])
    (west, south), (east, north) = xy.min(axis=0), xy.max(axis=0)
    return QRectF(QPointF(west, south), QPointF(east, north)).adjusted(-3e4, -3e4, 3e4, 3e4)
