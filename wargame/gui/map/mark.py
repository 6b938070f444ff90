"""A mark on the map with a name: what was looked for, or what was asked about."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPainterPath, QPen

from wargame.gui.map.items import Frame, MapItem
from wargame.gui.theme import Theme

ABOVE = 1100.0  # over names and pills
HEAD, STEM = 7.0, 18.0  # pixels of the pin


class MarkItem(MapItem):
    """A pin and a word at one point of the map."""

    def __init__(self, frame: Frame) -> None:
        """Mark nothing."""
        super().__init__(frame, ABOVE)
        self._theme: Theme | None = None
        self.at: tuple[float, float] | None = None
        self.words = ""

    def restyle(self, theme: Theme) -> None:
        """Take colours and fonts from `theme`."""
        self._theme = theme

    def put(self, at: tuple[float, float] | None, words: str = "") -> None:
        """Mark a point in map metres, or none."""
        self.at, self.words = at, words

    def draw(self, painter: QPainter) -> None:
        """Draw the pin with its point on the place, and the word beside it."""
        theme, at, frame = self._theme, self.at, self.frame
        if theme is None or at is None:
            return
        x = (at[0] - frame.visible.left()) / frame.metres_per_pixel
        y = (frame.visible.bottom() - at[1]) / frame.metres_per_pixel
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
        pin = QPainterPath(QPointF(x, y))
        pin.lineTo(x - HEAD * 0.8, y - STEM + HEAD * 0.5)
        pin.arcTo(QRectF(x - HEAD, y - STEM - HEAD, 2 * HEAD, 2 * HEAD), 210, -240)
        pin.closeSubpath()
        painter.setPen(QPen(theme.color("map.halo"), 2.0))
        painter.setBrush(theme.color("accent"))
        painter.drawPath(pin)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("on_accent"))
        painter.drawEllipse(QPointF(x, y - STEM), 2.6, 2.6)
        if self.words:
            self._label(painter, theme, QPointF(x + HEAD + 5, y - STEM))

    def _label(self, painter: QPainter, theme: Theme, left: QPointF) -> None:
        font = theme.font("section")
        metrics = QFontMetricsF(font)
        wide, high = metrics.horizontalAdvance(self.words) + 12, metrics.height() + 6
        box = QRectF(left.x(), left.y() - high / 2, wide, high)
        painter.setPen(QPen(theme.color("accent"), 1.2))
        painter.setBrush(theme.color("panel"))
        painter.drawRoundedRect(box, 4, 4)
        painter.setFont(font)
        painter.setPen(theme.color("text"))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, self.words)
