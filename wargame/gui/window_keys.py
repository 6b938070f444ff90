"""Keys beside the shortcuts: Space plays, Esc ends what is furthest out, arrows move the map."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QAbstractButton, QApplication, QMainWindow, QWidget

from wargame.gui.map.view import MapView

STEP = 80  # px the map moves for an arrow key


class WindowKeys(QObject):
    """Space belongs to a button while the keyboard is on it; everywhere else it plays a turn.

    `escaped` when Esc is pressed.
    """

    escaped = Signal()

    def __init__(self, play: QAction, window: QMainWindow) -> None:
        super().__init__(window)
        self._space = QShortcut(QKeySequence(Qt.Key.Key_Space), window)
        self._space.activated.connect(play.trigger)
        self._space.setAutoRepeat(False)
        self._escape = QShortcut(QKeySequence(Qt.Key.Key_Escape), window)
        self._escape.activated.connect(self.escaped)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self.follow_focus)

    @Slot(QWidget, QWidget)
    def follow_focus(self, _old: QWidget | None, now: QWidget | None) -> None:
        """Space is the button's while a button has the keyboard."""
        self._space.setEnabled(not isinstance(now, QAbstractButton))


def leave_space_to_the_turn(root: QWidget) -> None:
    """Buttons take the keyboard by Tab alone, so that a click leaves Space to play a turn."""
    for button in root.findChildren(QAbstractButton):
        if button.focusPolicy() & Qt.FocusPolicy.ClickFocus:
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)


def move_map(event: QKeyEvent, world: MapView) -> bool:
    """Arrow keys move the map, plus and minus zoom it, Home shows all; False for any other key."""
    step = {
        Qt.Key.Key_Left: (STEP, 0),
        Qt.Key.Key_Right: (-STEP, 0),
        Qt.Key.Key_Up: (0, STEP),
        Qt.Key.Key_Down: (0, -STEP),
    }.get(Qt.Key(event.key()))
    if step is not None:
        world.pan(*step)
    elif event.key() in (Qt.Key.Key_Plus, Qt.Key.Key_Equal):
        world.zoom_in()
    elif event.key() == Qt.Key.Key_Minus:
        world.zoom_out()
    elif event.key() == Qt.Key.Key_Home:
        world.fit_home()
    else:
        return False
    return True
