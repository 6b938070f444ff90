"""Ground gained or lost since the start: a band along each sector, an arrow and a number.

The line of contact is never redrawn: the model knows how far a sector moved on average, not where.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPainterPathStroker, QTransform

from wargame.app.records import SectorFigure
from wargame.gui.map.front import SectorLine
from wargame.gui.map.items import Frame, MapItem, device_pen, kept
from wargame.gui.map.labels import Name
from wargame.gui.map.levels import Floats, Parts, Pyramid
from wargame.gui.theme import Theme
from wargame.gui.words import plain

SHOWN_FROM = 1.0  # km of mean displacement from which a sector has an arrow and a number
LEAST = 0.05  # km that are drawn at all
OPACITY = {1: 0.45, -1: 0.62}  # of ground lost and gained
WHERE = "in this model; where is not known"
ALONG = 25_000.0  # metres of line to each side that an arrow stands square to
SIDES = (3000.0, 6000.0, 12_000.0, 25_000.0)  # metres off the line at which a side is looked up
ARROW_LEAST = 18.0  # pixels
HEAD = 6.0
OFF_LINE = 5.0  # pixels from the middle of the line at which an arrow starts
BEYOND = (28.0, 15.0)  # pixels from the tip to the middle of its number, across and down
EDGE = 1.6  # pixels, half of which the clip takes at the sides
EDGE_DASH = (3.0, 2.5)  # in widths of the edge
QUARTER_TURN = np.array([[0.0, -1.0], [1.0, 0.0]])  # from tangent to normal


def moved_words(displacement_km: float) -> str:
    """Return how far a sector moved and for whom: "12 km lost by Kyiv"."""
    if abs(displacement_km) < LEAST:
        return "none"
    side = "lost" if displacement_km > 0 else "gained"
    digits = 0 if abs(displacement_km) >= 10 else 1
    return f"{plain(abs(displacement_km), digits)} km {side} by Kyiv"


def moved_at_all(figures: Iterable[SectorFigure], least: float = SHOWN_FROM) -> bool:
    """Say whether the line of any sector moved by at least so many km."""
    return any(abs(figure.displacement_km) >= least for figure in figures)


@dataclass(frozen=True, slots=True)
class Mark:
    """Where a sector's arrow starts on the line and which way government-held land lies."""

    point: tuple[float, float]  # map metres
    inward: tuple[float, float]  # unit vector towards government-held land

    def tip(self, displacement_km: float, metres_per_pixel: float) -> tuple[float, float]:
        """Return the end of the arrow: the far edge of the band, never too near to be seen."""
        reach = max(abs(displacement_km) * 1000.0, ARROW_LEAST * metres_per_pixel)
        reach = reach if displacement_km > 0 else -reach
        return self.point[0] + self.inward[0] * reach, self.point[1] + self.inward[1] * reach


def mark_of(line: SectorLine, held: QPainterPath) -> Mark | None:
    """Return the mark of a sector; None where no line runs between two sides on land."""
    if line.dashed or line.ring or line.parts.count == 0:
        return None
    xy = max(_polylines(line.parts), key=len)
    steps = np.hypot(*np.diff(xy, axis=0).T)
    way = np.concatenate(([0.0], np.cumsum(steps)))
    nearest = int(np.argmin(np.hypot(*(xy - np.array(line.middle)).T)))
    near = np.clip(way[nearest] + np.array((-ALONG, 0.0, ALONG)), 0.0, way[-1])
    back, here, on = np.column_stack([np.interp(near, way, xy[:, axis]) for axis in (0, 1)])
    along = on - back
    length = float(np.hypot(*along))
    if length == 0.0:
        return None
    normal = QUARTER_TURN @ along / length
    for reach in SIDES:
        left, right = here + normal * reach, here - normal * reach
        sides = held.contains(QPointF(*left)), held.contains(QPointF(*right))
        if sides[0] != sides[1]:
            inward = normal if sides[0] else -normal
            return Mark((float(here[0]), float(here[1])), (float(inward[0]), float(inward[1])))
    return None


def _polylines(parts: Parts) -> list[Floats]:
    ends = zip(parts.offsets[:-1], parts.offsets[1:], strict=True)
    return [parts.xy[low:high] for low, high in ends]


class MovementItem(MapItem):
    """Bands as wide as the mean displacement, on the side of whoever lost the ground."""

    def __init__(self, frame: Frame, z: float, lines: Sequence[SectorLine], held: Pyramid) -> None:
        """Prepare the sides of `lines`; `held` is the government-held land."""
        super().__init__(frame, z)
        self._held = held
        whole = self._held_path(200.0)
        marks = {line.id: mark_of(line, whole) for line in lines}
        self._marks = {sector: mark for sector, mark in marks.items() if mark is not None}
        self._paths = {line.id: Pyramid(line.parts) for line in lines if line.id in self._marks}
        self._moved: Mapping[str, float] = {}
        self._bands: dict[tuple[int, int], QPainterPath] = {}
        self._theme: Theme | None = None

    def pyramids(self) -> tuple[Pyramid, ...]:
        """Return the paths that the item draws."""
        return (self._held, *self._paths.values())

    def restyle(self, theme: Theme) -> None:
        """Take colours from `theme`."""
        self._theme = theme
        self.changed()

    def set_moved(self, displacement_km: Mapping[str, float]) -> None:
        """Show the mean displacement of each sector since the start, plus = lost by Kyiv."""
        moved = {
            sector: km
            for sector, km in displacement_km.items()
            if sector in self._marks and abs(km) >= LEAST
        }
        if moved != self._moved:
            self._moved = moved
            self._bands.clear()
            self.changed()

    @property
    def moved(self) -> Mapping[str, float]:
        """Return the sectors drawn and their displacement in km."""
        return self._moved

    def names(self) -> list[Name]:
        """Return the number that wants a place at the tip of each arrow."""
        if not self.isVisible():
            return []
        found = []
        for sector, km in self._moved.items():
            if abs(km) >= SHOWN_FROM:
                scale, mark = self.frame.metres_per_pixel, self._marks[sector]
                x, y = mark.tip(km, scale)
                ahead = np.sign(km) * scale
                x += ahead * mark.inward[0] * BEYOND[0]
                y += ahead * mark.inward[1] * BEYOND[1]
                digits = 0 if abs(km) >= 10 else 1
                found.append(Name(f"{plain(abs(km), digits)} km", "moved", x, y, abs(km)))
        return sorted(found, key=lambda name: -name.weight)

    def steps(self, painter: QPainter) -> Iterator[None]:
        """Draw bands of ground lost inside government-held land, of ground gained outside it."""
        theme = self._theme
        if theme is None or not self._moved:
            return
        held = self._held_path(self.frame.metres_per_pixel)
        outside = QPainterPath()
        outside.addRect(self.frame.visible)
        outside.addPath(held)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        for sign, clip, color in (
            (1, held, theme.color("map.occ_ln")),
            (-1, outside, theme.color("map.gov")),
        ):
            band = self._band(sign)
            if band.isEmpty():
                continue
            color.setAlphaF(OPACITY[sign])
            with kept(painter):
                painter.setClipPath(clip, Qt.ClipOperation.IntersectClip)
                painter.fillPath(band, color)
                self._edge(painter, color, band)
            yield

    def _edge(self, painter: QPainter, color: QColor, band: QPainterPath) -> None:
        """Draw the band's edge, broken: nobody knows where the line runs."""
        solid = QColor(color)
        solid.setAlphaF(1.0)
        pen = device_pen(solid, EDGE, self.frame)
        pen.setDashPattern(list(EDGE_DASH))
        painter.setPen(pen)
        painter.drawPath(band)  # not antialiased: inside a clip that would cost ten times as much

    def _held_path(self, metres_per_pixel: float) -> QPainterPath:
        path = QPainterPath()
        for piece in self._held.pieces(metres_per_pixel):
            path.addPath(piece.path)
        return path

    def _band(self, sign: int) -> QPainterPath:
        """Return the union of the bands of one direction, built once per level of detail."""
        scale = self.frame.metres_per_pixel
        level = next((path.level(scale) for path in self._paths.values()), 0)
        if (sign, level) not in self._bands:
            band = QPainterPath()
            band.setFillRule(Qt.FillRule.WindingFill)
            for sector, km in self._moved.items():
                if km * sign > 0:
                    width = 2000.0 * abs(km) / scale
                    band.addPath(_wide(self._paths[sector], width, scale))
            back = QTransform.fromScale(scale, scale)
            self._bands[sign, level] = back.map(band.simplified())
        return self._bands[sign, level]

    def draw_arrows(self, painter: QPainter) -> None:
        """Draw an arrow per sector from the line to the far edge of its band."""
        theme = self._theme
        if theme is None or not self.isVisible():
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for color, width in (("map.halo", 4.2), ("map.ink", 1.8)):
            painter.setPen(device_pen(theme.color(color), width, self.frame))
            for sector, km in self._moved.items():
                if abs(km) >= SHOWN_FROM:
                    painter.drawPath(self._arrow(self._marks[sector], km))

    def _arrow(self, mark: Mark, km: float) -> QPainterPath:
        scale = self.frame.metres_per_pixel
        tip = np.array(mark.tip(km, scale))
        ahead = (tip - np.array(mark.point)) / np.hypot(*(tip - np.array(mark.point)))
        start = np.array(mark.point) + OFF_LINE * scale * ahead
        aside = QUARTER_TURN @ ahead
        path = QPainterPath(QPointF(*start))
        path.lineTo(QPointF(*tip))
        for side in (1.0, -1.0):
            barb = tip - HEAD * scale * (ahead - 0.7 * side * aside)
            path.moveTo(QPointF(*barb))
            path.lineTo(QPointF(*tip))
        return path


class ArrowItem(MapItem):
    """The arrows of a movement, above the line of contact."""

    def __init__(self, frame: Frame, z: float, movement: MovementItem) -> None:
        """Draw for `movement`, which holds what they need."""
        super().__init__(frame, z)
        self._movement = movement

    def restyle(self, theme: Theme) -> None:
        """Leave colours to the movement."""

    def steps(self, painter: QPainter) -> Iterator[None]:
        """Draw the arrows."""
        self._movement.draw_arrows(painter)
        yield


def _wide(pyramid: Pyramid, width: float, metres_per_pixel: float) -> QPainterPath:
    """Return a line as a strip with flat ends, both in pixels: Qt flattens curves to a unit."""
    stroker = QPainterPathStroker()
    stroker.setWidth(width)
    stroker.setCapStyle(Qt.PenCapStyle.FlatCap)
    stroker.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    down = QTransform.fromScale(1 / metres_per_pixel, 1 / metres_per_pixel)
    strip = QPainterPath()
    for piece in pyramid.pieces(metres_per_pixel):
        strip.addPath(stroker.createStroke(down.map(piece.path)))
    return strip
