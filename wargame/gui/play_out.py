"""Playing all turns that are left, one by one, for a room to watch; any other step stops it."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from wargame.app.records import SessionView

PACE_MS = 350  # between two turns: long enough to see the front change


class PlayOut(QObject):
    """`turn_wanted` for each turn; `ended` when none is left or it has been stopped."""

    turn_wanted = Signal()
    ended = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.running = False
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PACE_MS)
        self._pause.timeout.connect(self.turn_wanted)

    def start(self) -> None:
        """The first turn is asked for at once."""
        self.running = True
        self.turn_wanted.emit()

    @Slot()
    def stop(self) -> None:
        """No further turn is asked for."""
        if self.running:
            self.running = False
            self._pause.stop()
            self.ended.emit()

    def turn_shown(self, view: SessionView) -> None:
        """The turn asked for is on screen: the next one follows, or this is the end."""
        if not self.running:
            return
        if view.can_play:
            self._pause.start()
        else:
            self.stop()
