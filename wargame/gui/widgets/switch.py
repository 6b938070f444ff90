"""A switch: on is accent and to the right, off is an outline; a check box to a screen reader."""

from __future__ import annotations

from PySide6.QtCore import Property, QEasingCurve, QPropertyAnimation, QRectF, QSize, Qt, Slot
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from wargame.gui.theme import Theme


class Switch(QAbstractButton):
    """A checkable button drawn as a switch; it takes the keyboard by Tab, not by a click."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._position = 0.0
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._slide = QPropertyAnimation(self, b"position", self)
        self._slide.setDuration(int(theme.number("motion.switch_ms")))
        self._slide.setEasingCurve(QEasingCurve.Type.OutCubic)
        self.toggled.connect(self._glide)

    def set_theme(self, theme: Theme) -> None:
        """From now on the switch wears `theme`."""
        self._theme = theme
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Big enough to be hit, as the tokens ask."""
        width, _height = self._theme.numbers("size.switch")
        return QSize(self._theme.px(width), self._theme.length("size.hit_min"))

    def _get_position(self) -> float:
        return self._position

    def _set_position(self, value: float) -> None:
        self._position = value
        self.update()

    position = Property(float, _get_position, _set_position)

    @Slot(bool)
    def _glide(self, on: bool) -> None:
        self._slide.stop()
        if not self.isVisible():
            self._set_position(float(on))
            return
        self._slide.setStartValue(self._position)
        self._slide.setEndValue(float(on))
        self._slide.start()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Track and knob are drawn where the switch stands."""
        width, height = (self._theme.px(side) for side in self._theme.numbers("size.switch"))
        track = QRectF(0, 0, width, height).adjusted(0.75, 0.75, -0.75, -0.75)
        track.moveTop((self.height() - track.height()) / 2)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        edge, fill, knob = self._colors()
        painter.setPen(QPen(edge, 1.3))
        painter.setBrush(fill)
        painter.drawRoundedRect(track, track.height() / 2, track.height() / 2)
        size = track.height() - self._theme.px(5.5)
        gap = (track.height() - size) / 2
        left = track.left() + gap + self._position * (track.width() - size - 2 * gap)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(knob)
        painter.drawEllipse(QRectF(left, track.top() + gap, size, size))

    def _colors(self) -> tuple[QColor, QColor, QColor]:
        """Edge, fill and knob for the state it is in."""
        theme = self._theme
        if not self.isEnabled():
            return theme.color("border"), theme.color("sunken"), theme.color("text_dis")
        if self.isChecked():
            name = "accent_hover" if self.underMouse() else "accent"
            return theme.color(name), theme.color(name), theme.color("on_accent")
        fill = "sunken" if self.underMouse() else "panel"
        return theme.color("border_strong"), theme.color(fill), theme.color("border_strong")
