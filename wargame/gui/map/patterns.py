"""Status patterns: textures in device pixels that never scale with the map."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPen, QPixmap, QTransform

from wargame.gui.theme import Theme

STATUSES = ("government-held", "occupied", "contested", "frozen-conflict")


_BASE = {"government-held": "gov", "occupied": "occ", "contested": "con", "frozen-conflict": "frz"}


def base_color(theme: Theme, status: str) -> QColor:
    """Return the plain colour under the pattern of a status."""
    return theme.color(f"map.{_BASE[status]}")


def line_color(theme: Theme, status: str) -> QColor:
    """Return the colour of the pattern itself (of the outline for plain land)."""
    name = _BASE[status]
    return theme.color("map.ink") if name == "gov" else theme.color(f"map.{name}_ln")


def tile(theme: Theme, status: str, ratio: float = 1.0) -> QPixmap:
    """Return one opaque period of a status's pattern, at `ratio` device pixels to a pixel.

    Pitch and line width are those of tokens `pattern`: 7 and 1.9 diagonal, 6 and 1.3 crossed,
    6 with dots of 1.35 contested. A diagonal's period along an axis is pitch times root two.
    """
    side = {"occupied": 10.0, "frozen-conflict": 8.0, "contested": 6.0}.get(status, 8.0)
    device = max(2, round(side * ratio))
    pixmap = QPixmap(device, device)
    pixmap.fill(base_color(theme, status))
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.scale(device / side, device / side)
    _draw(painter, status, side, line_color(theme, status))
    painter.end()
    return pixmap


def _draw(painter: QPainter, status: str, side: float, color: QColor) -> None:
    if status == "contested":
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(color)
        painter.drawEllipse(QPointF(side / 2, side / 2), 1.35, 1.35)
        return
    width = {"occupied": 1.9, "frozen-conflict": 1.3}.get(status)
    if width is None:
        return
    painter.setPen(QPen(color, width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.SquareCap))
    for shift in (-side, 0.0, side):
        painter.drawLine(QPointF(shift - 2, side + 2), QPointF(shift + side + 2, -2))
        if status == "frozen-conflict":
            painter.drawLine(QPointF(shift - 2, -2), QPointF(shift + side + 2, side + 2))


class PatternBrush:
    """A brush of one status whose texture stays in device pixels under any view."""

    def __init__(self, theme: Theme, status: str, ratio: float) -> None:
        """Draw the texture once."""
        self._ratio = ratio
        self._tile = tile(theme, status, ratio)
        self._plain = status == "government-held"
        self._brush = QBrush(base_color(theme, status))
        if not self._plain:
            self._brush.setTexture(self._tile)

    def under(self, view: QTransform) -> QBrush:
        """Return a brush for painting under `view`: fixed in size, anchored to the map."""
        brush = QBrush(self._brush)
        inverse, possible = view.inverted()
        if self._plain or not possible:
            return brush
        origin = view.map(QPointF(0.0, 0.0))
        period = self._tile.width() / self._ratio
        step = 1.0 / self._ratio
        shift = QTransform.fromTranslate(
            round((origin.x() % period) / step) * step, round((origin.y() % period) / step) * step
        )
        brush.setTransform(QTransform.fromScale(step, step) * shift * inverse)
        return brush


def paint_swatch(
    painter: QPainter, theme: Theme, status: str, box: QRectF, ratio: float = 1.0
) -> None:
    """Paint a status's colour and pattern into a legend swatch."""
    painter.setBrush(PatternBrush(theme, status, ratio).under(QTransform()))
    painter.setPen(QPen(line_color(theme, status), 1.0))
    painter.drawRoundedRect(box, 3, 3)
