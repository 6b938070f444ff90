"""Tools that take the mouse and the keyboard of the map before the map does."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPointF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent

from wargame.gui.map.canvas import CLICK, PAN_KEYS, MapCanvas

LEFT = Qt.MouseButton.LeftButton
KEY_STEP, KEY_FINE, KEY_FAR = 10.0, 1.0, 60.0  # pixels that an arrow key moves the cursor


class MapTool:
    """What a hand does while the tool is held; each answer says whether the event was taken.

    Points are viewport pixels. A press that moves further than a click pans the map unless `drags`.
    """

    shape = Qt.CursorShape.CrossCursor

    def drags(self, at: QPointF) -> bool:
        """Say whether a press here begins a drag of the tool's own."""
        return False

    def begin(self, at: QPointF, event: QMouseEvent) -> None:
        """Begin a drag."""

    def drag(self, at: QPointF, event: QMouseEvent) -> None:
        """Follow the hand with the button down."""

    def end(self, at: QPointF, event: QMouseEvent) -> None:
        """End a drag."""

    def click(self, at: QPointF, event: QMouseEvent) -> bool:
        """Take a click of the left button."""
        return False

    def double(self, at: QPointF, event: QMouseEvent) -> bool:
        """Take a double click."""
        return False

    def menu(self, at: QPointF, event: QMouseEvent) -> bool:
        """Take a press of the right button."""
        return False

    def hover(self, at: QPointF, event: QMouseEvent) -> None:
        """Follow the hand with no button down."""

    def key(self, event: QKeyEvent) -> bool:
        """Take a key."""
        return False

    def leave(self) -> None:
        """The pointer has left the map."""


class Hold(QObject):
    """Holds one tool at a time over a map; without one the map works as ever.

    `taken(MapTool | None)` when it is another.
    """

    taken = Signal(object)

    def __init__(self, canvas: MapCanvas) -> None:
        """Hold nothing."""
        super().__init__(canvas)
        self._canvas, self._port = canvas, canvas.viewport()
        self._tool: MapTool | None = None
        self._press: QPointF | None = None
        self._last = QPointF()
        self._own = False  # the drag under way is the tool's
        self._panning = False

    @property
    def tool(self) -> MapTool | None:
        """Return the tool held."""
        return self._tool

    def take(self, tool: MapTool | None) -> None:
        """Hold `tool` from now on, or nothing."""
        port = self._port
        if self._tool is None and tool is not None:
            port.installEventFilter(self)
            self._canvas.installEventFilter(self)
        elif self._tool is not None and tool is None:
            port.removeEventFilter(self)
            self._canvas.removeEventFilter(self)
        self._tool, self._press, self._own, self._panning = tool, None, False, False
        port.setCursor(Qt.CursorShape.ArrowCursor if tool is None else tool.shape)
        self.taken.emit(tool)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let the tool have the event first."""
        tool, kind = self._tool, event.type()
        if tool is None:
            return False
        if isinstance(event, QKeyEvent):
            return watched is self._canvas and self._keyed(tool, event)
        if watched is not self._port:
            return False
        if isinstance(event, QMouseEvent):
            return self._moused(tool, event)
        if kind == QEvent.Type.Leave:
            tool.leave()
        return False

    def _keyed(self, tool: MapTool, event: QKeyEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress:
            return tool.key(event)
        if event.type() == QEvent.Type.ShortcutOverride and _is_plain(event):
            event.accept()  # comes again as a press, not as the window's shortcut
        return False

    def _moused(self, tool: MapTool, event: QMouseEvent) -> bool:
        kind, at = event.type(), event.position()
        if kind == QEvent.Type.MouseButtonDblClick:
            return event.button() == LEFT and tool.double(at, event)
        if kind == QEvent.Type.MouseButtonPress:
            return self._pressed(tool, at, event)
        if kind == QEvent.Type.MouseMove:
            return self._moved(tool, at, event)
        if kind == QEvent.Type.MouseButtonRelease:
            return self._released(tool, at, event)
        return False

    def _pressed(self, tool: MapTool, at: QPointF, event: QMouseEvent) -> bool:
        self._canvas.setFocus(Qt.FocusReason.MouseFocusReason)
        if event.button() == Qt.MouseButton.RightButton:
            return tool.menu(at, event)
        if event.button() != LEFT:
            return False
        self._press = self._last = at
        self._own = tool.drags(at)
        if self._own:
            tool.begin(at, event)
        return True

    def _moved(self, tool: MapTool, at: QPointF, event: QMouseEvent) -> bool:
        if self._press is None:
            tool.hover(at, event)
            return False  # the map tells the coordinates too
        if self._own:
            tool.drag(at, event)
        elif self._panning or (at - self._press).manhattanLength() > CLICK:
            self._panning = True
            self._port.setCursor(Qt.CursorShape.ClosedHandCursor)
            self._canvas.pan(self._last.x() - at.x(), self._last.y() - at.y())
            self._last = at
        self._canvas.pointed.emit(at)
        return True

    def _released(self, tool: MapTool, at: QPointF, event: QMouseEvent) -> bool:
        if event.button() != LEFT or self._press is None:
            return False
        panned, own = self._panning, self._own
        self._press, self._own, self._panning = None, False, False
        self._port.setCursor(tool.shape)
        if own:
            tool.end(at, event)
        elif not panned:
            tool.click(at, event)
        return True


def _is_plain(event: QKeyEvent) -> bool:
    """Whether the key would be a shortcut of the window though a tool may want it."""
    held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    return held == Qt.KeyboardModifier.NoModifier and event.key() in (
        Qt.Key.Key_Delete,
        Qt.Key.Key_Backspace,
        Qt.Key.Key_Return,
        Qt.Key.Key_Enter,
    )


def key_way(event: QKeyEvent) -> QPointF | None:
    """Return how far an arrow key moves the cursor, in pixels; None for any other key.

    Shift moves by one pixel, Ctrl far.
    """
    way = PAN_KEYS.get(Qt.Key(event.key()))
    if way is None:
        return None
    held = event.modifiers()
    step = KEY_STEP
    if held & Qt.KeyboardModifier.ShiftModifier:
        step = KEY_FINE
    elif held & Qt.KeyboardModifier.ControlModifier:
        step = KEY_FAR
    return QPointF(way[0] * step, way[1] * step)
