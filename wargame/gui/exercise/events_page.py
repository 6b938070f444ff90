"""Clock, timeline, list of events, and the one that is chosen."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QVBoxLayout

from wargame.gui.exercise.room import Room
from wargame.gui.theme import Theme


class EventsPage(QFrame):
    """What control looks at while an exercise runs."""

    def __init__(self, room: Room, theme: Theme) -> None:
        super().__init__()
        self.setProperty("panel", True)
        self._room, self._theme = room, theme
        self._column = QVBoxLayout(self)
