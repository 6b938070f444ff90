"""How far each zone reaches beyond its edge, drawn softly: the distances of the rules' kernels."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPainterPath, QPainterPathStroker, QTransform

from wargame.gui.map.items import Frame, MapItem, kept
from wargame.gui.map.zone import Outline, ZoneItem
from wargame.gui.theme import Theme

OPACITY = 0.13  # of each distance; they lie upon each other, so the nearest is the strongest
KM = 1000.0
POINTS = 24.0  # points that a distance of a band is worth: it is soft, corners do not show


class ReachItem(MapItem):
    """Bands outside each zone, as wide as the distances at which its effects have worn off."""

    def __init__(self, frame: Frame, z: float, zones: ZoneItem) -> None:
        """Draw about the zones of `zones`; the distances are looked up when first shown."""
        super().__init__(frame, z)
        self._zones = zones
        self._theme: Theme | None = None
        self._distances: tuple[float, ...] = ()
        self._made: dict[int, tuple[Outline, list[QPainterPath]]] = {}

    def restyle(self, theme: Theme) -> None:
        """Take colours from `theme`."""
        self._theme = theme
        self.changed()

    def steps(self, painter: QPainter) -> Iterator[None]:
        """Draw the bands of every zone shown."""
        theme = self._theme
        if theme is None:
            return
        if not self._distances:
            from wargame.app.reach import reach_km  # noqa: PLC0415  few look at this

            self._distances = reach_km()
        for outline in self._zones.shown():
            color = theme.zone_color(outline.shape.guarantee)
            color.setAlphaF(OPACITY)
            bands = self._bands(outline)
            yield
            with kept(painter):
                yield from self._one(painter, outline, bands, color)

    def _bands(self, outline: Outline) -> list[QPainterPath]:
        """Return the zone's edge widened to each distance, built once for its rings."""
        known = self._made.get(id(outline.soft))
        if known is None:
            if len(self._made) > len(self._distances) * 4:
                self._made.clear()
            bands = [_widened(outline, distance) for distance in self._distances]
            known = self._made[id(outline.soft)] = outline, bands
        return known[1]

    def _one(
        self, painter: QPainter, outline: Outline, bands: list[QPainterPath], color: QColor
    ) -> Iterator[None]:
        """Draw the bands on a sheet of their own, cut the zone out of it, lay it down."""
        view, ratio = painter.transform(), self.frame.ratio
        screen = QRectF(view.mapRect(self.frame.visible).toAlignedRect())
        sheet = QImage((screen.size() * ratio).toSize(), QImage.Format.Format_ARGB32_Premultiplied)
        sheet.setDevicePixelRatio(ratio)
        sheet.fill(Qt.GlobalColor.transparent)
        pen = QPainter(sheet)
        try:
            pen.translate(-screen.topLeft())
            pen.setTransform(view, True)
            for band in bands:
                pen.fillPath(band, color)
                yield
            pen.setCompositionMode(QPainter.CompositionMode.CompositionMode_DestinationOut)
            for piece in self.seen(outline.edge):
                pen.fillPath(piece.path, Qt.GlobalColor.black)
            yield
        finally:
            pen.end()
        painter.resetTransform()
        painter.drawImage(screen.topLeft(), sheet)
        yield


def _widened(outline: Outline, distance_km: float) -> QPainterPath:
    """Return the ground within a distance of a zone's edge, map metres."""
    stroker = QPainterPathStroker()  # in kilometres: Qt flattens curves to a unit
    stroker.setWidth(2.0 * distance_km * 10.0)
    stroker.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    down = QTransform.fromScale(10.0 / KM, 10.0 / KM)
    strip = QPainterPath()
    strip.setFillRule(Qt.FillRule.WindingFill)
    for piece in outline.edge.pieces(distance_km * KM / POINTS):
        strip.addPath(stroker.createStroke(down.map(piece.path)))
    back = QTransform.fromScale(KM / 10.0, KM / 10.0)
    whole = back.map(strip)
    whole.setFillRule(Qt.FillRule.WindingFill)
    return whole
