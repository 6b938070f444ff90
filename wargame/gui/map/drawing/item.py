"""What a drawing in progress looks like: outline, handles, rubber line, snap mark, key cursor."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPainterPath, QPen

from wargame.gui.map.drawing.rings import Floats, Rings, Spot, closed, place
from wargame.gui.map.items import Frame, MapItem
from wargame.gui.theme import Theme

ABOVE = 700.0  # over the picture, under names and pills
HANDLE = 3.5  # pixels: half a vertex' square
MIDDLE = 3.0  # radius of a middle's dot
SNAP = 7.0
CROSS = 11.0
FILL = 0.14
PLAIN = 500  # points from which hairlines side by side stand for a wide line: a tenth of the cost
HAIRLINES = (QPointF(-0.4, 0.0), QPointF(0.4, 0.0), QPointF(0.0, 0.5))
BEYOND = 4_000.0  # pixels outside the view that are still told apart


@dataclass(slots=True)
class Sheet:
    """Everything there is to draw, map metres."""

    rings: Rings = ()  # closed shapes
    line: Floats = field(default_factory=lambda: np.empty((0, 2)))  # a line not yet closed
    rubber: tuple[float, float] | None = None  # where the next point would be
    closes: bool = False  # the rubber line goes back to the first point too
    vertices: Sequence[Spot] = ()
    middles: Sequence[Spot] = ()
    chosen: Spot | None = None
    snapped: tuple[float, float] | None = None
    cross: tuple[float, float] | None = None  # the cursor of the keyboard
    words: str = ""  # beside the rubber's end
    cuts: bool = False  # what is drawn takes land away
    filled: bool = True


class DrawingItem(MapItem):
    """Paints a sheet in screen pixels above the map's picture, which need not be drawn again."""

    def __init__(self, frame: Frame) -> None:
        """Show nothing yet."""
        super().__init__(frame, ABOVE)
        self.sheet = Sheet()
        self._theme: Theme | None = None

    def restyle(self, theme: Theme) -> None:
        """Take colours and widths from `theme`."""
        self._theme = theme

    def project(self, xy: Floats) -> Floats:
        """Return screen pixels of map metres, each (N, 2)."""
        frame = self.frame
        corner = np.array((frame.visible.left(), frame.visible.bottom()))
        pixels = (xy - corner) / frame.metres_per_pixel * (1.0, -1.0)
        return np.asarray(np.clip(pixels, -BEYOND * 4, BEYOND * 4))

    def point(self, at: tuple[float, float]) -> QPointF:
        """Return the screen pixel of one point in map metres."""
        x, y = self.project(np.array([at]))[0]
        return QPointF(float(x), float(y))

    def draw(self, painter: QPainter) -> None:
        """Draw fill, outline, the line in hand, then all marks."""
        theme, sheet = self._theme, self.sheet
        if theme is None:
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
        ink = theme.color("bad" if sheet.cuts else "accent")
        if sheet.rings:
            self._shapes(painter, sheet, ink, theme.color("map.halo"))
        self._line(painter, sheet, ink, theme.color("map.halo"))
        self._marks(painter, sheet, ink, theme)

    def _shapes(self, painter: QPainter, sheet: Sheet, ink: QColor, halo: QColor) -> None:
        path = QPainterPath()
        for ring in sheet.rings:
            path.addPath(self._path(closed(ring)))
        path.setFillRule(Qt.FillRule.OddEvenFill)
        if sheet.filled:
            tint = QColor(ink)
            tint.setAlphaF(FILL)
            painter.fillPath(path, tint)
        self._stroke(painter, path, ink, halo)

    def _path(self, xy: Floats) -> QPainterPath:
        """Return a line in pixels, runs of points on one half pixel drawn once."""
        pixels = self.project(xy)
        cell = np.round(pixels * 2.0)
        fresh = np.ones(len(cell), bool)
        fresh[1:] = (cell[1:] != cell[:-1]).any(axis=1)
        fresh[-1] = True
        kept = np.ascontiguousarray(pixels[fresh])
        if len(kept) < 2:
            return QPainterPath()
        return QPainterPath(pg.functions.arrayToQPath(kept[:, 0], kept[:, 1], "all"))

    def _stroke(self, painter: QPainter, path: QPainterPath, ink: QColor, halo: QColor) -> None:
        """Draw a light line under a dark one, so that it stands on every ground."""
        painter.setBrush(Qt.BrushStyle.NoBrush)
        if path.elementCount() > PLAIN:
            painter.setPen(QPen(ink, 1.0))
            for shift in HAIRLINES:
                painter.translate(shift)
                painter.drawPath(path)
                painter.translate(-shift)
            return
        soft = QColor(halo)
        soft.setAlphaF(0.7)
        for pen in (QPen(soft, 4.0), QPen(ink, 2.0)):
            pen.setJoinStyle(Qt.PenJoinStyle.BevelJoin)
            painter.setPen(pen)
            painter.drawPath(path)

    def _line(self, painter: QPainter, sheet: Sheet, ink: QColor, halo: QColor) -> None:
        line = sheet.line
        if len(line) > 1:
            self._stroke(painter, self._path(line), ink, halo)
        if sheet.rubber is None or not len(line):
            return
        pen = QPen(ink, 1.5, Qt.PenStyle.DashLine)
        painter.setPen(pen)
        end = self.point(sheet.rubber)
        painter.drawLine(self.point((line[-1, 0], line[-1, 1])), end)
        if sheet.closes and len(line) > 1:
            pen.setColor(QColor(ink.red(), ink.green(), ink.blue(), 110))
            painter.setPen(pen)
            painter.drawLine(end, self.point((line[0, 0], line[0, 1])))

    def _marks(self, painter: QPainter, sheet: Sheet, ink: QColor, theme: Theme) -> None:
        panel = theme.color("panel")
        for spot in sheet.middles:
            painter.setPen(QPen(ink, 1.2))
            painter.setBrush(panel)
            at = place(sheet.rings, spot)
            painter.drawEllipse(self.point((at[0], at[1])), MIDDLE, MIDDLE)
        spots = [place(sheet.rings, spot) for spot in sheet.vertices]
        for at in (*spots, *(sheet.line if len(sheet.line) < 400 else ())):
            _square(painter, self.point((at[0], at[1])), HANDLE, ink, panel)
        if sheet.chosen is not None and sheet.chosen.ring < len(sheet.rings):
            at = place(sheet.rings, sheet.chosen)
            _square(painter, self.point((at[0], at[1])), HANDLE + 1.5, panel, ink)
        if sheet.snapped is not None:
            painter.setPen(QPen(theme.color("warn"), 2.0))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawEllipse(self.point(sheet.snapped), SNAP, SNAP)
        if sheet.cross is not None:
            _cross(painter, self.point(sheet.cross), ink, theme.color("map.halo"))
        if sheet.words and sheet.rubber is not None:
            _words(painter, self.point(sheet.rubber), sheet.words, theme)


def _square(painter: QPainter, at: QPointF, half: float, edge: QColor, fill: QColor) -> None:
    painter.setPen(QPen(edge, 1.5))
    painter.setBrush(fill)
    painter.drawRect(QRectF(at.x() - half, at.y() - half, 2 * half, 2 * half))


def _cross(painter: QPainter, at: QPointF, ink: QColor, halo: QColor) -> None:
    for color, width in ((halo, 4.0), (ink, 1.8)):
        painter.setPen(QPen(color, width))
        for way in (QPointF(CROSS, 0), QPointF(0, CROSS)):
            painter.drawLine(at - way, at - way * 0.25)
            painter.drawLine(at + way * 0.25, at + way)


def _words(painter: QPainter, at: QPointF, words: str, theme: Theme) -> None:
    font = theme.font("secondary")
    painter.setFont(font)
    metrics = QFontMetricsF(font)
    box = QRectF(0, 0, metrics.horizontalAdvance(words) + 12, metrics.height() + 6)
    box.moveTopLeft(at + QPointF(14, 12))
    painter.setPen(QPen(theme.color("border"), 1.0))
    painter.setBrush(theme.color("panel"))
    painter.drawRoundedRect(box, 4, 4)
    painter.setPen(theme.color("text"))
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, words)
