"""The protection zones: for each a faint fill, an outline and a soft band inside its edge."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPainterPath

from wargame.app.records import ZoneShape
from wargame.gui.map.items import Frame, MapItem, device_pen, hairline, kept
from wargame.gui.map.levels import Parts, Piece, Pyramid, make_parts
from wargame.gui.theme import Theme

STROKE_PIXEL = 0.9
BAND_PIXEL = 5.0  # the band is soft and wide: a few pixels of error do not show in it
CIRCLE = 8  # hairlines side by side that make the outline: a wide pen costs five times as much
INNER_CIRCLE = 4
LIT_BAND = 0.55


def zone_parts(shape: ZoneShape) -> Parts:
    """Return the rings of a zone as one polygon."""
    rings = [np.asarray(ring, np.float64).reshape(-1, 2) for ring in shape.rings]
    rings = [ring for ring in rings if len(ring) >= 3]
    if not rings:
        return make_parts(
            np.empty((0, 2)), np.zeros(1, np.int64), np.empty(0, np.int64), closed=True
        )
    rings = [ring if (ring[0] == ring[-1]).all() else np.vstack((ring, ring[:1])) for ring in rings]
    offsets = np.concatenate(([0], np.cumsum([len(ring) for ring in rings])))
    return make_parts(np.vstack(rings), offsets, np.zeros(len(rings), np.int64), closed=True)


def same_rings(one: ZoneShape, other: ZoneShape) -> bool:
    """Say whether two zones cover the same ground, point by point."""
    return len(one.rings) == len(other.rings) and all(
        np.array_equal(a, b) for a, b in zip(one.rings, other.rings, strict=True)
    )


@dataclass(frozen=True, slots=True)
class Outline:
    """A zone with its paths, built once for its rings."""

    shape: ZoneShape
    edge: Pyramid
    soft: Pyramid  # coarser, for the band
    extent: float  # of its bounding box, m2

    @classmethod
    def of(cls, shape: ZoneShape) -> Outline:
        """Return the paths of a zone."""
        parts = zone_parts(shape)
        low, high = parts.xy.min(axis=0), parts.xy.max(axis=0)
        extent = float(np.prod(high - low))
        return cls(shape, Pyramid(parts, STROKE_PIXEL), Pyramid(parts, BAND_PIXEL), extent)

    def wearing(self, shape: ZoneShape) -> Outline:
        """Return the same paths for a zone on other terms."""
        return Outline(shape, self.edge, self.soft, self.extent)


class ZoneItem(MapItem):
    """Zones coloured by guarantee and dashed by time; lit for a bar chosen in Why."""

    def __init__(self, frame: Frame, z: float) -> None:
        """Show nothing until a zone is set."""
        super().__init__(frame, z)
        self._outlines: tuple[Outline, ...] = ()
        self._hidden: frozenset[str] = frozenset()
        self._theme: Theme | None = None
        self._lit = False

    @property
    def shapes(self) -> tuple[ZoneShape, ...]:
        """Return the zones, the widest first."""
        return tuple(found.shape for found in self._outlines)

    def pyramids(self) -> tuple[Pyramid, ...]:
        """Return the paths that the item draws."""
        return tuple(path for found in self._outlines for path in (found.edge, found.soft))

    def restyle(self, theme: Theme) -> None:
        """Take colours and widths from `theme`."""
        self._theme = theme
        self.changed()

    def set_shapes(self, shapes: Sequence[ZoneShape]) -> None:
        """Show these zones, narrow ones above wide ones; paths of rings known are kept."""
        found = []
        for shape in shapes:
            if not any(len(ring) >= 3 for ring in shape.rings):
                continue
            known = next((o for o in self._outlines if same_rings(o.shape, shape)), None)
            found.append(known.wearing(shape) if known else Outline.of(shape))
        self._outlines = tuple(sorted(found, key=lambda outline: -outline.extent))
        self.changed()

    def set_hidden(self, options: frozenset[str]) -> None:
        """Leave out the zones of these options."""
        self._hidden = options
        self.changed()

    def shown(self) -> Iterator[Outline]:
        """Yield the zones that are drawn, the widest first."""
        return (o for o in self._outlines if o.shape.option not in self._hidden)

    def set_lit(self, lit: bool) -> None:
        """Fill stronger and edge in accent while a bar in Why points at the zone."""
        if lit != self._lit:
            self._lit = lit
            self.changed()

    def steps(self, painter: QPainter) -> Iterator[None]:
        """Fill each zone, then lay its band and outline upon it."""
        if self._theme is None:
            return
        for outline in self.shown():
            with kept(painter):
                yield from self._one(painter, self._theme, outline)

    def _one(self, painter: QPainter, theme: Theme, outline: Outline) -> Iterator[None]:
        pieces = list(self.seen(outline.edge))
        if not pieces:
            return
        tint = QColor(theme.zone_color(outline.shape.guarantee))
        tint.setAlphaF(
            theme.number("zone.fill_opacity_hover" if self._lit else "zone.fill_opacity")
        )
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        for piece in pieces:
            painter.fillPath(piece.path, tint)
        yield
        if self.frame.exact:
            yield from self._true_edge(painter, theme, outline, pieces)
        else:
            yield from self._edge(painter, theme, outline, pieces)

    def _true_edge(
        self, painter: QPainter, theme: Theme, outline: Outline, pieces: Sequence[Piece]
    ) -> Iterator[None]:
        """Draw band and outline inside a clip to the polygon: slow, and true on paper."""
        shape = outline.shape
        color = theme.zone_color(shape.guarantee)
        soft = QColor(color)
        soft.setAlphaF(theme.number("zone.inner_band_opacity"))
        width = 2 * theme.number("zone.outline") * theme.scale
        band = device_pen(soft, 2 * theme.number("zone.inner_band") * theme.scale, self.frame)
        line = device_pen(color, width, self.frame)
        if dash := theme.zone_dash(shape.guarantee, shape.in_force_now):
            line.setDashPattern([length * theme.scale / width for length in dash])
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
        for piece in pieces:
            with kept(painter):
                painter.setClipPath(piece.path, Qt.ClipOperation.IntersectClip)
                for pen in (band, line):
                    painter.strokePath(piece.path, pen)
            yield

    def _edge(
        self, painter: QPainter, theme: Theme, outline: Outline, pieces: Sequence[Piece]
    ) -> Iterator[None]:
        """Draw band and outline on a sheet of their own, cut it to the inside, lay it down.

        A clip to the polygon would do the same at five times the cost.
        """
        ratio = self.frame.ratio
        view = painter.transform()
        screen = view.mapRect(self.frame.visible & _around(pieces))
        if painter.hasClipping():
            screen &= view.mapRect(painter.clipBoundingRect())
        device = _scaled(screen, ratio).toAlignedRect()
        if device.isEmpty():
            return
        screen = _scaled(QRectF(device), 1 / ratio)
        sheet = QImage(device.size(), QImage.Format.Format_ARGB32_Premultiplied)
        sheet.setDevicePixelRatio(ratio)
        sheet.fill(Qt.GlobalColor.transparent)
        pen = QPainter(sheet)
        try:
            pen.translate(-screen.topLeft())
            pen.setTransform(view, True)
            yield from self._line(pen, theme, outline, pieces)
            self._gaps(pen, theme, outline, pieces)
            yield
            self._band(pen, theme, outline)
            yield
            _cut(pen, pieces, view.inverted()[0].mapRect(screen))
            yield
        finally:
            pen.end()
        painter.resetTransform()
        painter.drawImage(screen.topLeft(), sheet)
        yield

    def _band(self, painter: QPainter, theme: Theme, outline: Outline) -> None:
        color = theme.zone_color(outline.shape.guarantee)
        band = QColor(theme.color("accent") if self._lit else color)
        band.setAlphaF(LIT_BAND if self._lit else theme.number("zone.inner_band_opacity"))
        pen = device_pen(band, 2 * theme.number("zone.inner_band") * theme.scale, self.frame)
        pen.setJoinStyle(Qt.PenJoinStyle.BevelJoin)
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_DestinationOver)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        for piece in self.seen(outline.soft):
            painter.strokePath(piece.path, pen)

    def _line(
        self, painter: QPainter, theme: Theme, outline: Outline, pieces: Sequence[Piece]
    ) -> Iterator[None]:
        shape, frame = outline.shape, self.frame
        painter.setPen(hairline(theme.zone_color(shape.guarantee)))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
        reach = theme.number("zone.outline") * theme.scale - 0.5 / frame.ratio
        for dx, dy in _circles(reach * frame.metres_per_pixel):
            painter.translate(dx, dy)
            for piece in pieces:
                painter.drawPath(piece.path)
            painter.translate(-dx, -dy)
            yield

    def _gaps(
        self, painter: QPainter, theme: Theme, outline: Outline, pieces: Sequence[Piece]
    ) -> None:
        """Cut the gaps of a dash out of the solid outline."""
        shape = outline.shape
        dash = theme.zone_dash(shape.guarantee, shape.in_force_now)
        if not dash:
            return
        width = (2 * theme.number("zone.outline") + 2) * theme.scale
        pen = device_pen(QColor(Qt.GlobalColor.black), width, self.frame)
        pen.setJoinStyle(Qt.PenJoinStyle.BevelJoin)
        spaces = [length * theme.scale / width for length in (*dash[1:], dash[0])]
        pen.setDashPattern(spaces)
        pen.setDashOffset(sum(spaces[:-1]))
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_DestinationOut)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        for piece in pieces:
            painter.strokePath(piece.path, pen)


def _around(pieces: Sequence[Piece]) -> QRectF:
    """Return the box that the pieces lie in, map metres."""
    box = QRectF()
    for piece in pieces:
        box |= piece.box
    return box


def _scaled(box: QRectF, factor: float) -> QRectF:
    size = box.size() * factor
    return QRectF(box.topLeft() * factor, size)


def _circles(reach: float) -> list[tuple[float, float]]:
    """Return shifts on two circles that turn hairlines into a line of twice `reach`."""
    shifts = [(0.0, 0.0)]
    for count, radius, turn in ((CIRCLE, reach, 0.0), (INNER_CIRCLE, 0.55 * reach, 0.5)):
        angles = [2 * math.pi * (step + turn) / count for step in range(count)]
        shifts += [(radius * math.cos(angle), radius * math.sin(angle)) for angle in angles]
    return shifts


def _cut(painter: QPainter, pieces: Sequence[Piece], area: QRectF) -> None:
    """Erase all of `area` (map metres) that lies outside the pieces."""
    wide = max(area.width(), area.height())
    outside = QPainterPath()
    outside.addRect(area.adjusted(-wide, -wide, wide, wide))
    for piece in pieces:
        outside.addPath(piece.path)
    outside.setFillRule(Qt.FillRule.OddEvenFill)
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_DestinationOut)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
    painter.fillPath(outside, QColor(Qt.GlobalColor.black))
