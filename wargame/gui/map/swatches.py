"""The little pictures of the legend, and the words for a zone."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPixmap

from wargame.app.records import ZoneShape
from wargame.gui.map.forces import picture_of
from wargame.gui.map.movement import OPACITY
from wargame.gui.map.patterns import STATUSES, paint_swatch
from wargame.gui.theme import Theme

GUARANTEES = {
    "article5": "Article 5",
    "bilateral": "bilateral",
    "eu": "EU 42(7)",
    "un": "UN mission",
}
ELSEWHERE = {"moldova": "Moldova", "georgia": "Georgia"}  # options that lie outside Ukraine
LINES: dict[str, tuple[str, float, tuple[float, ...]]] = {
    "recognised": ("map.ink", 1.4, ()),
    "eu": ("map.z_eu", 1.2, (2.5, 2.0)),
    "neighbours": ("map.label2", 1.8, ()),
    "graticule": ("map.label_sea", 1.0, ()),
    "mgrs": ("map.ink", 1.0, ()),
}
ZONE_KEYS = ("zone", "zone-2", "zone-3")  # as many as a session lets be on at once


def zone_words(shape: ZoneShape | None) -> str:
    """Return the legend's words for a zone."""
    if shape is None:
        return "Zone"
    guarantee = GUARANTEES.get(shape.guarantee, "no guarantee")
    time = "in force now" if shape.in_force_now else "on ceasefire"
    place = ELSEWHERE.get(shape.option)
    return ", ".join(part for part in (f"Zone: {place or guarantee}", place and guarantee, time)
                     if part)  # fmt: skip


def swatch(key: str, theme: Theme, shape: ZoneShape | None, ratio: float) -> QPixmap:
    """Return the little picture of a row."""
    size = QSize(20, 14)
    pixmap = QPixmap(size * ratio)
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    box = QRectF(0.75, 0.75, 18.5, 12.5)
    if key in STATUSES:
        paint_swatch(painter, theme, key, box, ratio)
    elif key == "nato":
        painter.setPen(QPen(theme.color("map.natoline"), 1))
        painter.setBrush(theme.color("map.nato"))
        painter.drawRoundedRect(box, 3, 3)
    elif key in ZONE_KEYS and shape is not None:
        _zone_swatch(painter, theme, shape, box)
    elif key == "claims":
        pen = QPen(theme.color("map.ink"), 1.4)
        pen.setDashPattern([3, 2])
        painter.setPen(pen)
        painter.drawLine(0, 7, 20, 7)
    elif key == "names":
        painter.setPen(theme.color("text2"))
        painter.setFont(theme.font("axis"))
        painter.drawText(QRectF(0, 0, 20, 14), Qt.AlignmentFlag.AlignCenter, "Aa")
    elif key == "front":
        painter.setPen(QPen(theme.color("map.casing"), 7))
        painter.drawLine(0, 7, 20, 7)
        painter.setPen(QPen(theme.stability_color(50), 4.6))
        painter.drawLine(0, 7, 20, 7)
    elif key in LINES:
        _line_swatch(painter, theme, key, box)
    elif key == "reach":
        _reach_swatch(painter, theme, box)
    elif key in _OTHERS:
        _OTHERS[key](painter, theme, box)
    painter.end()
    return pixmap


def _line_swatch(painter: QPainter, theme: Theme, key: str, box: QRectF) -> None:
    color, width, dash = LINES[key]
    pen = QPen(theme.color(color), width)
    if dash:
        pen.setDashPattern(list(dash))
    painter.setPen(pen)
    if key in ("graticule", "mgrs"):
        for share in (0.3, 0.7):
            x, y = box.left() + share * box.width(), box.top() + share * box.height()
            painter.drawLine(QPointF(x, box.top()), QPointF(x, box.bottom()))
            painter.drawLine(QPointF(box.left(), y), QPointF(box.right(), y))
        return
    painter.drawRoundedRect(box, 3, 3)


def _reach_swatch(painter: QPainter, theme: Theme, box: QRectF) -> None:
    color = theme.zone_color("article5")
    color.setAlphaF(0.16)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(color)
    for inset in (0.0, 3.0, 5.0):
        painter.drawRoundedRect(box.adjusted(inset, 0, 0, 0), 3, 3)


def _movement_swatch(painter: QPainter, theme: Theme, box: QRectF) -> None:
    band = theme.color("map.occ_ln")
    band.setAlphaF(OPACITY[1])
    painter.fillRect(box, theme.color("map.gov"))
    painter.fillRect(box.adjusted(0, 0, 0, -4), band)
    painter.setPen(QPen(theme.color("map.ink"), 1.4))
    middle, tip = box.center().x(), box.top() + 1.5
    painter.drawPolyline([QPointF(middle, box.bottom()), QPointF(middle, tip)])
    painter.drawPolyline(
        [QPointF(middle - 3, tip + 3), QPointF(middle, tip), QPointF(middle + 3, tip + 3)]
    )


def _force_swatch(painter: QPainter, theme: Theme, box: QRectF) -> None:
    picture_of("kyiv-brigade").render(painter, QRectF(2, -2, 16, 15))


_OTHERS = {"movement": _movement_swatch, "forces": _force_swatch}


def _zone_swatch(painter: QPainter, theme: Theme, shape: ZoneShape, box: QRectF) -> None:
    color = theme.zone_color(shape.guarantee)
    fill = QColor(color)
    fill.setAlphaF(theme.number("zone.inner_band_opacity"))
    pen = QPen(color, 2.0)
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    dash = theme.zone_dash(shape.guarantee, shape.in_force_now)
    if dash:
        pen.setDashPattern([max(length / 3.4, 0.9) for length in dash])
    painter.setPen(pen)
    painter.setBrush(fill)
    painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 2, 2)
