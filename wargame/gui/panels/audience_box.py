"""The framing box on the facilitator's map: what lies in it, the room sees."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRect, QRectF, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QRegion
from PySide6.QtWidgets import QWidget

from wargame.gui.map.canvas import MapCanvas
from wargame.gui.theme import Theme

EDGE, GRIP = 8, 18  # px of the border that is held, and of its corners
LEAST = 90  # px across
STEP = 1.2  # of a key that makes the box larger or smaller
KEYS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, 1),
    Qt.Key.Key_Down: (0, -1),
}


class FramingBox(QWidget):
    """Held by its border, sized by its corner; the map in it takes the mouse as ever.

    `moved(QRectF)` : the land in the box, map metres.
    """

    moved = Signal(QRectF)

    def __init__(self, canvas: MapCanvas, theme: Theme) -> None:
        super().__init__(canvas.viewport())
        self._canvas, self._theme = canvas, theme
        self.area = QRectF()
        self._grip: QPointF | None = None
        self._sizing = False
        self.setAccessibleName("Frame of the audience's map")
        self.setAccessibleDescription("Arrow keys move it, plus and minus change its size.")
        self.setToolTip("Drag the border to move, the lower right corner to size")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        canvas.moved.connect(self._follow_map)
        self.hide()

    def set_theme(self, theme: Theme) -> None:
        """From now on the box wears `theme`."""
        self._theme = theme
        self.update()

    def put(self, area: QRectF) -> None:
        """The box stands round that land; its sides keep that proportion."""
        self.area = QRectF(area)
        self._follow_map()

    @Slot()
    def _follow_map(self) -> None:
        """The box stands where its land is on the screen now."""
        if self.area.isEmpty():
            return
        first = self._canvas.to_screen(self.area.left(), self.area.bottom())
        last = self._canvas.to_screen(self.area.right(), self.area.top())
        spot = QRectF(first, last).normalized().toAlignedRect()
        if spot != self.geometry():
            self.setGeometry(spot)
            self._cut()

    def _cut(self) -> None:
        """Only border and grip are there for the mouse."""
        inner = self.rect().adjusted(EDGE, EDGE, -EDGE, -EDGE)
        self.setMask(QRegion(self.rect()) - QRegion(inner) + QRegion(self._corner()))

    def _corner(self) -> QRect:
        return QRect(self.width() - GRIP, self.height() - GRIP, GRIP, GRIP)

    def _tell(self) -> None:
        self._follow_map()
        self.moved.emit(QRectF(self.area))

    def _size_to(self, wide: float) -> None:
        """The upper left corner stays."""
        scale = self._canvas.frame.metres_per_pixel
        wide = max(wide, LEAST * scale)
        high = wide * self.area.height() / self.area.width()
        self.area = QRectF(self.area.left(), self.area.bottom() - high, wide, high)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take hold of the border or of the corner."""
        if event.button() == Qt.MouseButton.LeftButton:
            self._grip = event.globalPosition()
            self._sizing = self._corner().contains(event.position().toPoint())
        event.accept()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Move or size what is held."""
        over = self._corner().contains(event.position().toPoint())
        shape = Qt.CursorShape.SizeFDiagCursor if over else Qt.CursorShape.SizeAllCursor
        self.setCursor(shape)
        if self._grip is not None:
            step = event.globalPosition() - self._grip
            self._grip = event.globalPosition()
            scale = self._canvas.frame.metres_per_pixel
            if self._sizing:
                self._size_to(self.area.width() + step.x() * scale)
            else:
                self.area.translate(step.x() * scale, -step.y() * scale)
            self._tell()
        event.accept()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let go."""
        self._grip = None
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move or size by keys."""
        step = KEYS.get(Qt.Key(event.key()))
        if step is not None:
            part = self.area.width() / 16
            self.area.translate(step[0] * part, step[1] * part)
        elif event.key() in (Qt.Key.Key_Plus, Qt.Key.Key_Equal):
            self._size_to(self.area.width() * STEP)
        elif event.key() == Qt.Key.Key_Minus:
            self._size_to(self.area.width() / STEP)
        else:
            super().keyPressEvent(event)
            return
        self._tell()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint a double line and the grip."""
        theme = self._theme
        painter = QPainter(self)
        box = QRectF(self.rect()).adjusted(2.5, 2.5, -2.5, -2.5)
        painter.setPen(QPen(theme.color("panel"), 5.0))
        painter.drawRect(box)
        painter.setPen(QPen(theme.color("accent"), 3.0))
        painter.drawRect(box)
        painter.fillRect(self._corner(), theme.color("accent"))
