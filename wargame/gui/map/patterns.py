"""Status patterns: textures in device pixels that never scale with the map."""

from __future__ import annotations

import math

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPainterPath, QPen, QPixmap, QTransform

from wargame.gui.theme import Theme

STATUSES = ("government-held", "occupied", "contested", "frozen-conflict")
# One period along an axis, pixels; the width of the lines; their slopes on the map.
SIDES = {"occupied": 10.0, "frozen-conflict": 8.0, "contested": 6.0}
WIDTHS = {"occupied": 1.9, "frozen-conflict": 1.3}
HATCHES: dict[str, tuple[int, ...]] = {"occupied": (1,), "frozen-conflict": (1, -1)}

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
    side = SIDES.get(status, 8.0)
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
    width = WIDTHS.get(status)
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
        self._status = status
        self._colors = base_color(theme, status), line_color(theme, status)
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

    def draw(self, painter: QPainter, path: QPainterPath, metres_per_pixel: float) -> None:
        """Fill a path (map metres) with colour and true lines, which stay sharp on paper."""
        base, line = self._colors
        painter.fillPath(path, base)
        angles = HATCHES.get(self._status, ())
        if not angles:
            return
        painter.save()
        painter.setClipPath(path, Qt.ClipOperation.IntersectClip)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
        pen = QPen(line, WIDTHS[self._status] * self._ratio)
        pen.setCosmetic(True)
        painter.setPen(pen)
        box = path.boundingRect()
        step = SIDES[self._status] * metres_per_pixel
        for slope in angles:
            painter.drawLines(_hatch(box, step, slope))
        painter.restore()


def _hatch(box: QRectF, step: float, slope: int) -> list[QLineF]:
    """Return parallel lines over a box, `step` apart along its sides; anchored to the map."""
    high = box.height()
    first = math.floor((box.left() - slope * box.top()) / step - high / step) - 1
    last = math.ceil((box.right() - slope * box.top()) / step + high / step) + 1
    lines = []
    for index in range(first, last):
        left = index * step + slope * box.top()
        lines.append(QLineF(left, box.top(), left + slope * high, box.bottom()))
    return lines


def paint_swatch(
    painter: QPainter, theme: Theme, status: str, box: QRectF, ratio: float = 1.0
) -> None:
    """Paint a status's colour and pattern into a legend swatch."""
    painter.setBrush(PatternBrush(theme, status, ratio).under(QTransform()))
    painter.setPen(QPen(line_color(theme, status), 1.0))
    painter.drawRoundedRect(box, 3, 3)
