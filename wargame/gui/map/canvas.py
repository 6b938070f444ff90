"""The viewport: camera, wheel, drag and keys on pyqtgraph's view; it knows nothing of the game."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

import pyqtgraph as pg
from PySide6.QtCore import QEvent, QMarginsF, QPointF, QRect, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QGraphicsView, QWidget

from wargame.gui.map.items import Frame
from wargame.gui.theme import Theme

SETTLE_MS = 90
SLICE_S = 0.001  # of drawing between two frames
FAR_MS = 40  # between two slices of the picture of all the land
STEP = 1.25  # zoom of a key, a button or a notch of the wheel
NEAREST = 60.0  # metres per pixel at the closest
HIGH_UP = 0.35  # share of the height to spare that home leaves above, clear of the legend
CLICK = 4  # pixels that a click may wander
BY_KEY = (
    Qt.FocusReason.TabFocusReason,
    Qt.FocusReason.BacktabFocusReason,
    Qt.FocusReason.ShortcutFocusReason,
)
PAN_KEYS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}


@dataclass(frozen=True, slots=True)
class Camera:
    """The middle of the view in map metres, and its scale."""

    x: float
    y: float
    metres_per_pixel: float

    def rect(self, width: float, height: float) -> QRectF:
        """Return the map rectangle that a screen of that size shows."""
        wide, high = width * self.metres_per_pixel, height * self.metres_per_pixel
        return QRectF(self.x - wide / 2, self.y - high / 2, wide, high)


class Picture(Protocol):
    """What the canvas shows, drawn a little at a time."""

    def draw_on(self, seconds: float) -> bool:
        """Draw on for about so long; say whether anything was wanted."""

    def draw_on_far(self, seconds: float) -> bool:
        """Draw on for about so long at what shows beyond the view; say whether it was wanted."""

    def sharp(self) -> bool:
        """Say whether the picture shows the view as it is now."""


class MapCanvas(pg.GraphicsView):  # type: ignore[misc]
    """Pans by drag and arrows, zooms at the cursor, fits on Home; tells when it comes to rest."""

    moved = Signal()  # the view changed
    settled = Signal()  # and came to rest
    clicked = Signal(QPointF)  # viewport pixels
    pointed = Signal(QPointF)
    left = Signal()
    stepped = Signal(int)  # the next (+1) or previous (-1) sector is wanted
    chosen = Signal()  # Return: take the sector stepped to
    cleared = Signal()  # Escape
    focused = Signal(bool)  # focus came by keyboard, or went

    def __init__(self, frame: Frame, home: QRectF, world: QRectF, parent: QWidget) -> None:
        """Show `home` first and never more than `world`; keep `frame` up to date."""
        super().__init__(parent, background=None)
        self.frame = frame
        self._home, self._world = home, world
        self.insets = QMarginsF()  # pixels at the edges that home keeps free
        self.high_up = HIGH_UP  # share of the height to spare that home leaves above
        self._drag: QPointF | None = None
        self._press: QPointF | None = None
        self._at_home = True
        self._camera = Camera(home.center().x(), home.center().y(), 1000.0)
        self.setViewportUpdateMode(QGraphicsView.ViewportUpdateMode.NoViewportUpdate)
        # pyqtgraph keeps a picture of the background, copied whole in every frame beneath ours
        self.setCacheMode(QGraphicsView.CacheModeFlag.CacheNone)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.viewport().setMouseTracking(True)
        self.viewport().setAutoFillBackground(False)
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.viewport().setCursor(Qt.CursorShape.ArrowCursor)
        self._timer = QTimer(self, singleShot=True, interval=SETTLE_MS)
        self._timer.timeout.connect(self._rest)
        self.picture: Picture | None = None  # what is drawn on while there is time
        self._idle = QTimer(self, interval=0)
        self._idle.timeout.connect(self._draw_on)

    @property
    def camera(self) -> Camera:
        """Return where the view stands."""
        return self._camera

    def restyle(self, theme: Theme) -> None:
        """Paint anew; the picture brings its own sea, so nothing is painted beneath it."""
        self.repaint_map()

    def repaint_map(self) -> None:
        """Ask for a repaint of all, panels and all: around panels cut out, copying is slower."""
        self.viewport().update()

    def to_map(self, point: QPointF) -> QPointF:
        """Return the map point under a viewport pixel."""
        rect, scale = self.frame.visible, self.frame.metres_per_pixel
        return QPointF(rect.left() + point.x() * scale, rect.bottom() - point.y() * scale)

    def to_screen(self, x: float, y: float) -> QPointF:
        """Return the viewport pixel of a map point."""
        rect, scale = self.frame.visible, self.frame.metres_per_pixel
        return QPointF((x - rect.left()) / scale, (rect.bottom() - y) / scale)

    def fit_home(self) -> None:
        """Show the home extent whole."""
        self._go(self.home_camera(self.insets, self.high_up))
        self._at_home = True

    def home_camera(self, insets: QMarginsF, high_up: float) -> Camera:
        """Return where the view stands at home, with so many pixels free at the edges.

        high_up : share of the height to spare that is left above.
        """
        size = self.viewport().size()
        wide = max(size.width() - insets.left() - insets.right(), 1.0)
        high = max(size.height() - insets.top() - insets.bottom(), 1.0)
        scale = max(self._home.width() / wide, self._home.height() / high)
        centre = self._home.center()
        x = centre.x() + (insets.right() - insets.left()) / 2 * scale
        tall = self._home.height() / scale
        middle = insets.top() + (high - tall) * high_up + tall / 2  # where Ukraine's middle goes
        return Camera(x, centre.y() - (size.height() / 2 - middle) * scale, scale)

    def set_home(self, insets: QMarginsF, high_up: float = HIGH_UP) -> None:
        """Keep so many pixels at the edges free at home; show home again if it is shown."""
        if insets == self.insets and high_up == self.high_up:
            return
        self.insets, self.high_up = insets, high_up
        if self._at_home:
            self.fit_home()
            self._timer.stop()
            self.frame.moving = False

    def show_area(self, area: QRectF, metres_per_pixel: float) -> None:
        """Bring an area to the middle, at a scale no finer than that and never past the world."""
        middle = area.center()
        self._go(Camera(middle.x(), middle.y(), metres_per_pixel))

    def zoom(self, factor: float, at: QPointF | None = None) -> None:
        """Zoom in by `factor`; the map point under `at` (viewport pixels) stays."""
        camera, size = self._camera, self.viewport().size()
        scale = self._clamp_scale(camera.metres_per_pixel / factor)
        middle = QPointF(size.width() / 2, size.height() / 2)
        at = at or middle
        fixed = self.to_map(at)
        x = fixed.x() - (at.x() - middle.x()) * scale
        y = fixed.y() + (at.y() - middle.y()) * scale
        self._go(Camera(x, y, scale))

    def pan(self, dx: float, dy: float) -> None:
        """Move the view by so many pixels to the right and down, whole ones of the device."""
        camera, ratio = self._camera, self.devicePixelRatioF()
        dx, dy = round(dx * ratio) / ratio, round(dy * ratio) / ratio
        scale = camera.metres_per_pixel
        self._go(Camera(camera.x + dx * scale, camera.y - dy * scale, scale))

    def reveal(self, x: float, y: float) -> None:
        """Move the view just so far that a map point stands well inside."""
        point, size = self.to_screen(x, y), self.viewport().size()
        margin = 60.0
        dx = min(0.0, point.x() - margin) + max(0.0, point.x() - size.width() + margin)
        dy = min(0.0, point.y() - margin) + max(0.0, point.y() - size.height() + margin)
        if dx or dy:
            self.pan(dx, dy)

    def _clamp_scale(self, scale: float) -> float:
        size = self.viewport().size()
        farthest = min(
            self._world.width() / max(size.width(), 1), self._world.height() / max(size.height(), 1)
        )
        return float(min(max(scale, NEAREST), max(farthest, NEAREST)))

    def _go(self, camera: Camera) -> None:
        size = self.viewport().size()
        scale = self._clamp_scale(camera.metres_per_pixel)
        rect = Camera(camera.x, camera.y, scale).rect(size.width(), size.height())
        rect.moveLeft(min(max(rect.left(), self._world.left()), self._world.right() - rect.width()))
        rect.moveTop(min(max(rect.top(), self._world.top()), self._world.bottom() - rect.height()))
        centre = rect.center()
        self._camera = Camera(centre.x(), centre.y(), scale)
        self._at_home = False
        self.frame.metres_per_pixel = scale
        self.frame.visible = rect
        self.frame.moving = True
        self.frame.ratio = self.devicePixelRatioF()
        self._timer.start()
        self._idle.start(0)
        self.repaint_map()
        self.moved.emit()

    def _draw_on(self) -> None:
        """Draw on at the picture, or at rest at that of all the land, for a moment."""
        picture = self.picture
        if picture is None:
            self._idle.stop()
        elif not self.frame.moving:
            if not picture.draw_on_far(SLICE_S):
                self._idle.stop()
        elif picture.draw_on(SLICE_S):
            if picture.sharp():
                self.repaint_map()
        elif self._timer.isActive():
            self._idle.stop()  # until the map moves on or comes to rest
        else:
            self.settle()

    def hurry(self) -> None:
        """Show what there is until what has changed is drawn, a little at a time, as in motion."""
        self.frame.moving = True
        self._timer.start()
        self._idle.start(0)

    def _rest(self) -> None:
        """Come to rest as soon as the picture is sharp."""
        self._idle.start(0)

    def settle(self) -> None:
        """Come to rest: names find their places, and what is drawn from here on is sharp."""
        self._timer.stop()
        self.frame.moving = False
        self.settled.emit()
        self.repaint_map()
        self._idle.start(FAR_MS)

    def resizeEvent(self, event: QResizeEvent | None) -> None:
        """Keep showing home if it was shown, else the same middle and scale; names follow."""
        super().resizeEvent(event)
        if not hasattr(self, "_timer"):
            return
        if self._at_home:
            self.fit_home()
        else:
            self._go(self._camera)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zoom at the cursor."""
        notches = event.angleDelta().y() / 120.0
        if notches:
            self.zoom(STEP**notches, event.position())
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin a drag or a click."""
        if event.button() in (Qt.MouseButton.LeftButton, Qt.MouseButton.MiddleButton):
            self._press = self._drag = event.position()
        event.accept()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Pan while a button is down; otherwise tell where the pointer is."""
        here = event.position()
        if self._drag is None or self._press is None:
            self.pointed.emit(here)
        elif self._dragging or (here - self._press).manhattanLength() > CLICK:
            self.viewport().setCursor(Qt.CursorShape.ClosedHandCursor)
            step, ratio = self._drag - here, self.devicePixelRatioF()
            step = QPointF(round(step.x() * ratio) / ratio, round(step.y() * ratio) / ratio)
            self._press = QPointF(-1e6, -1e6)
            self._drag = self._drag - step  # what is less than a pixel waits for the next move
            self.pan(step.x(), step.y())
        event.accept()

    @property
    def _dragging(self) -> bool:
        return self._press is not None and self._press.x() < -1e5

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """End a drag, or tell of a click."""
        was_click = self._press is not None and not self._dragging
        self._press = self._drag = None
        self.viewport().setCursor(Qt.CursorShape.ArrowCursor)
        if was_click and event.button() == Qt.MouseButton.LeftButton:
            self.clicked.emit(event.position())
        event.accept()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Zoom in at the cursor."""
        self.zoom(STEP**2, event.position())
        event.accept()

    def leaveEvent(self, event: QEvent) -> None:
        """Tell that the pointer is gone."""
        super().leaveEvent(event)
        self.left.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Pan, zoom, fit, or step through the sectors; other keys go to the window."""
        key = event.key()
        shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if key in PAN_KEYS and shift:
            across, down = PAN_KEYS[Qt.Key(key)]
            self.stepped.emit(1 if across + down > 0 else -1)
        elif key in PAN_KEYS:
            across, down = PAN_KEYS[Qt.Key(key)]
            size = self.viewport().size()
            self.pan(across * size.width() / 8, down * size.height() / 8)
        elif key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal):
            self.zoom(STEP)
        elif key in (Qt.Key.Key_Minus, Qt.Key.Key_Underscore):
            self.zoom(1 / STEP)
        elif key == Qt.Key.Key_Home:
            self.fit_home()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.chosen.emit()
        elif key == Qt.Key.Key_Escape:
            self.cleared.emit()
            event.ignore()
            return
        else:
            event.ignore()
            return
        event.accept()

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        """Leave releases to the window."""
        event.ignore()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the focus when it came by keyboard."""
        super().focusInEvent(event)
        self.focused.emit(event.reason() in BY_KEY)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Hide the focus."""
        super().focusOutEvent(event)
        self.focused.emit(False)

    def overlay_boxes(self) -> list[QRect]:
        """Return where panels lie on the viewport."""
        return [
            child.geometry()
            for child in self.viewport().children()
            if isinstance(child, QWidget) and not child.isHidden() and child.property("opaque_body")
        ]
