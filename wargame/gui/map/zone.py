"""The chosen protection zone: a faint fill, an outline and a soft band inside its edge."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath

from wargame.app.records import ZoneShape
from wargame.gui.map.items import Frame, MapItem, device_pen, hairline
from wargame.gui.map.levels import Parts, Pyramid, make_parts
from wargame.gui.theme import Theme

STROKE_PIXEL = 0.9
BAND_PIXEL = 3.0  # the band is soft and wide: three pixels of error do not show in it


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


class ZoneItem(MapItem):
    """The zone, coloured by guarantee and dashed by time; lit for a bar chosen in Why."""

    def __init__(self, frame: Frame, z: float) -> None:
        """Show nothing until a zone is set."""
        super().__init__(frame, z)
        self._shape: ZoneShape | None = None
        self._pyramid: Pyramid | None = None
        self._soft: Pyramid | None = None
        self._theme: Theme | None = None
        self._lit = False

    def pyramids(self) -> tuple[Pyramid, ...]:
        """Return the paths that the item draws."""
        return tuple(found for found in (self._pyramid, self._soft) if found is not None)

    def restyle(self, theme: Theme) -> None:
        """Take colours and widths from `theme`."""
        self._theme = theme
        self.update()

    def set_shape(self, shape: ZoneShape | None) -> None:
        """Show this zone, or none."""
        if shape is None or not shape.rings:
            self._shape, self._pyramid, self._soft = None, None, None
        elif self._shape is None or shape.rings is not self._shape.rings:
            parts = zone_parts(shape)
            self._shape, self._pyramid = shape, Pyramid(parts, STROKE_PIXEL)
            self._soft = Pyramid(parts, BAND_PIXEL)
        else:
            self._shape = shape
        self.update()

    def set_lit(self, lit: bool) -> None:
        """Fill stronger and edge in accent while a bar in Why points at the zone."""
        self._lit = lit
        self.update()

    def draw(self, painter: QPainter) -> None:
        """Fill, then stroke twice as wide inside a clip, so that all of it lies inside."""
        theme, shape, pyramid, soft = self._theme, self._shape, self._pyramid, self._soft
        if theme is None or shape is None or pyramid is None or soft is None:
            return
        color = theme.zone_color(shape.guarantee)
        self._fill(painter, theme, color, pyramid)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
        if self.frame.moving:
            painter.setPen(hairline(color))
            for piece in self.visible_pieces(pyramid):
                painter.drawPath(piece.path)
            return
        for piece in self.visible_pieces(pyramid):
            painter.setClipPath(piece.path, Qt.ClipOperation.ReplaceClip)
            self._band(painter, theme, color, soft)
            self._outline(painter, theme, shape, color, piece.path)

    def _fill(self, painter: QPainter, theme: Theme, color: QColor, pyramid: Pyramid) -> None:
        tint = QColor(color)
        tint.setAlphaF(
            theme.number("zone.fill_opacity_hover" if self._lit else "zone.fill_opacity")
        )
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        for piece in self.visible_pieces(pyramid):
            painter.fillPath(piece.path, tint)

    def _band(self, painter: QPainter, theme: Theme, color: QColor, soft: Pyramid) -> None:
        band = QColor(theme.color("accent") if self._lit else color)
        band.setAlphaF(0.55 if self._lit else theme.number("zone.inner_band_opacity"))
        pen = device_pen(band, 2 * theme.number("zone.inner_band") * theme.scale, self.frame)
        pen.setJoinStyle(Qt.PenJoinStyle.BevelJoin)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        for piece in self.visible_pieces(soft):
            painter.strokePath(piece.path, pen)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)

    def _outline(
        self, painter: QPainter, theme: Theme, shape: ZoneShape, color: QColor, path: QPainterPath
    ) -> None:
        width = 2 * theme.number("zone.outline") * theme.scale
        pen = device_pen(color, width, self.frame)
        pen.setJoinStyle(Qt.PenJoinStyle.BevelJoin)
        dash = theme.zone_dash(shape.guarantee, shape.in_force_now)
        if dash:
            pen.setDashPattern([length * theme.scale / width for length in dash])
        painter.strokePath(path, pen)
