"""The line of contact: four stacked strokes per sector, recoloured without rebuilding the map."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen

from wargame.gui.map.items import Frame, MapItem
from wargame.gui.map.levels import Parts, Pyramid
from wargame.gui.theme import Theme

RING = 11.0  # radius in pixels of the mark of a sector that holds no line
STROKE_PIXEL = 1.6  # thinning of wide strokes, in pixels; their width hides it
BORDER_SECTOR = "state border"


@dataclass(frozen=True, slots=True)
class SectorLine:
    """Where one sector's line runs on the map."""

    id: str
    parts: Parts
    confidence: float  # 0..1
    indicative: bool  # no line exists on the ground
    border: bool  # runs on the state border
    ring: bool  # drawn as a ring at its middle
    middle: tuple[float, float]  # map metres


def middle_of(parts: Parts) -> tuple[float, float]:
    """Return the point half way along the longest part."""
    if parts.count == 0:
        return 0.0, 0.0
    lengths = np.diff(parts.offsets)
    longest = int(np.argmax(lengths))
    xy = parts.xy[parts.offsets[longest] : parts.offsets[longest + 1]]
    way = np.concatenate(([0.0], np.cumsum(np.hypot(*np.diff(xy, axis=0).T))))
    half = way[-1] / 2
    return float(np.interp(half, way, xy[:, 0])), float(np.interp(half, way, xy[:, 1]))


def distance_to(parts: Parts, x: float, y: float) -> float:
    """Return the distance in metres from a point to the nearest segment."""
    best = np.inf
    for low, high in zip(parts.offsets[:-1], parts.offsets[1:], strict=True):
        best = min(best, _to_segments(parts.xy[low:high], x, y))
    return float(best)


def _to_segments(xy: NDArray[np.float64], x: float, y: float) -> float:
    start, step = xy[:-1], np.diff(xy, axis=0)
    away = np.array((x, y)) - start
    square = np.maximum((step**2).sum(axis=1), 1e-12)
    share = np.clip((away * step).sum(axis=1) / square, 0.0, 1.0)
    return float(np.hypot(*(away - share[:, None] * step).T).min())


class FrontItem(MapItem):
    """All sectors, with halos beneath all lines; selection and highlight ring them in accent."""

    def __init__(self, frame: Frame, z: float, lines: tuple[SectorLine, ...]) -> None:
        """Prepare the paths of `lines`; colours come with `restyle` and `set_values`."""
        super().__init__(frame, z)
        self._lines = lines
        self._pyramids = {line.id: Pyramid(line.parts, STROKE_PIXEL) for line in lines}
        self._values: Mapping[str, float] = {}
        self._ringed: frozenset[str] = frozenset()
        self._hovered = ""
        self._theme: Theme | None = None
        self._width = 6.0
        self._lowest = min((line.confidence for line in lines), default=1.0)

    def restyle(self, theme: Theme) -> None:
        """Take colours and widths from `theme`."""
        self._theme = theme
        self.update()

    def set_values(self, stability: Mapping[str, float]) -> None:
        """Colour each sector by its stability; those not named are drawn in the casing's colour."""
        self._values = dict(stability)
        self.update()

    def set_ringed(self, sectors: frozenset[str]) -> None:
        """Ring these sectors in accent."""
        self._ringed = sectors
        self.update()

    def set_hovered(self, sector: str) -> None:
        """Thicken this sector's casing a little; empty for none."""
        if sector != self._hovered:
            self._hovered = sector
            self.update()

    def set_width(self, width: float) -> None:
        """Draw lines of sectors at the front `width` logical pixels wide."""
        self._width = width

    def halo_width(self, confidence: float) -> float:
        """Return how wide the certainty halo is: the less certain, the wider."""
        theme = self._theme
        narrow, wide = theme.numbers("line.front_certainty_halo") if theme else (15.0, 34.0)
        if self._lowest >= 1.0:
            return narrow
        return wide - (wide - narrow) * (confidence - self._lowest) / (1.0 - self._lowest)

    def draw(self, painter: QPainter) -> None:
        """Draw certainty halo, background halo, casing and colour, each for all sectors."""
        theme = self._theme
        if theme is None:
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
        shown = [(line, self._path(line)) for line in self._lines]
        shown = [(line, path) for line, path in shown if not path.isEmpty()]
        if not self.frame.moving:
            self._certainty(painter, theme, shown)
        inner = theme.number("line.front_casing_inner")
        outer = inner + theme.number("line.front_casing_outer")
        ring = outer + theme.number("line.selection") - 1.5
        for line, path in shown:
            if line.id in self._ringed:
                self._stroke(painter, line, path, theme.color("accent"), ring, caps=True)
        for line, path in shown:
            self._stroke(painter, line, path, theme.color("map.halo"), outer)
        for line, path in shown:
            more = 1.0 if line.id == self._hovered else 0.0
            self._stroke(painter, line, path, theme.color("map.casing"), inner + more)
        for line, path in shown:
            self._stroke(painter, line, path, self._color(theme, line), 0.0)

    def _certainty(
        self, painter: QPainter, theme: Theme, shown: list[tuple[SectorLine, QPainterPath]]
    ) -> None:
        color = QColor(theme.color("map.casing"))
        color.setAlphaF(0.20)
        for line, path in shown:
            if line.ring or line.indicative:
                continue
            pen = QPen(color, self.halo_width(line.confidence))
            pen.setCosmetic(True)
            pen.setCapStyle(Qt.PenCapStyle.FlatCap)
            pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
            painter.strokePath(path, pen)

    def _stroke(
        self,
        painter: QPainter,
        line: SectorLine,
        path: QPainterPath,
        color: QColor,
        casing: float,
        *,
        caps: bool = False,
    ) -> None:
        width = self.line_width(line)
        if line.ring:
            self._ring(painter, line, color, width, casing)
            return
        pen = QPen(color, width + 2 * casing)
        pen.setCosmetic(True)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap if caps else Qt.PenCapStyle.FlatCap)
        if line.indicative and not caps and self._theme is not None:
            dash = self._theme.numbers("line.front_indicative_dash")
            pen.setDashPattern(_dashes(dash, width, casing))
            pen.setDashOffset(casing / (width + 2 * casing))
        painter.strokePath(path, pen)

    def _ring(
        self, painter: QPainter, line: SectorLine, color: QColor, width: float, casing: float
    ) -> None:
        """Draw a dotted ring of fixed size: colour in dots on the casing's circle."""
        size = self.frame.metres_per_pixel
        box_radius = RING * size * (width / 6.0)
        pen = QPen(color, width + 2 * casing)
        pen.setCosmetic(True)
        if casing == 0.0:
            pen.setCapStyle(Qt.PenCapStyle.FlatCap)
            pen.setDashPattern([0.62, 0.3])
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawEllipse(QPointF(*line.middle), box_radius, box_radius)

    def line_width(self, line: SectorLine) -> float:
        """Return a sector's width in pixels; sectors on the state border are thinner."""
        if line.border and self._theme is not None:
            narrow = self._theme.number("line.front_border_sector")
            return narrow * self._width / self._theme.number("line.front")
        return self._width

    def _color(self, theme: Theme, line: SectorLine) -> QColor:
        value = self._values.get(line.id)
        return theme.color("map.label2") if value is None else theme.stability_color(value)

    def _path(self, line: SectorLine) -> QPainterPath:
        pieces = self.visible_pieces(self._pyramids[line.id])
        path = QPainterPath()
        for piece in pieces:
            path.addPath(piece.path)
        return path


def _dashes(dash: tuple[float, ...], width: float, casing: float) -> list[float]:
    """Return a dash in pen widths whose marks grow by the casing at both ends."""
    full = width + 2 * casing
    return [(dash[0] + 2 * casing) / full, max(dash[1] - 2 * casing, 0.5) / full]
