"""A small picture of a zone: colour by guarantee, dash by time, as the map draws it."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from wargame.gui.theme import Theme


def paint_swatch(
    painter: QPainter, rect: QRectF, theme: Theme, guarantee: str, in_force_now: bool
) -> None:
    """A rounded rectangle in the zone's outline and fill is drawn inside `rect`."""
    color = theme.zone_color(guarantee)
    width = 2.2 * theme.scale if guarantee != "none" else 1.2
    fill = theme.color("map.gov") if guarantee != "none" else theme.color("panel")
    pen = QPen(color, width)
    dash = theme.zone_dash(guarantee, in_force_now) if guarantee != "none" else (2.0, 3.0)
    if dash:
        # the map's dashes are too long for an outline of 60 px: shrunk, same rhythm
        pen.setDashPattern([max(0.8, part / 4.0) for part in dash])
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(pen)
    painter.setBrush(fill)
    inset = width / 2 + 0.5
    radius = theme.px(2.5)
    painter.drawRoundedRect(rect.adjusted(inset, inset, -inset, -inset), radius, radius)


class Swatch(QWidget):
    """The zone's sign on an option card."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._guarantee = "none"
        self._now = True
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def set_theme(self, theme: Theme) -> None:
        """From now on the swatch wears `theme`."""
        self._theme = theme
        self.updateGeometry()
        self.update()

    def show_zone(self, guarantee: str, in_force_now: bool) -> None:
        """The swatch means a zone under that guarantee, live now or on a ceasefire."""
        self._guarantee = guarantee
        self._now = in_force_now
        self.update()

    def sizeHint(self) -> QSize:
        """Twenty by fourteen at 100 %."""
        return QSize(self._theme.px(20), self._theme.px(15))

    def paintEvent(self, event: QPaintEvent) -> None:
        """The sign is drawn."""
        painter = QPainter(self)
        paint_swatch(painter, QRectF(self.rect()), self._theme, self._guarantee, self._now)
