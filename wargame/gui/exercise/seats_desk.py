"""What the parts of the console that show seats share: the seat chosen, and what has been read."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal, Slot

from wargame.app.exercise_records import ExerciseView
from wargame.app.exercise_seats import CONTROL, Message
from wargame.gui.exercise.room import Room


class SeatsDesk(QObject):
    """One for each room: `chosen(seat)` when another is shown, `counted` when mail came or is read.

    What has been read is of this window: a session file knows nothing of it.
    """

    chosen = Signal(str)
    counted = Signal()

    def __init__(self, room: Room) -> None:
        super().__init__(room)
        self.seat = CONTROL
        self._messages: Sequence[Message] = ()
        self._read: dict[str, int] = {}
        room.shown.connect(self._show)

    @staticmethod
    def of(room: Room) -> SeatsDesk:
        """The one of that room, made when it is first asked for."""
        found = room.findChild(SeatsDesk)
        return found if isinstance(found, SeatsDesk) else SeatsDesk(room)

    def choose(self, seat: str) -> None:
        """That seat, or control, is the one shown."""
        if seat != self.seat:
            self.seat = seat
            self.chosen.emit(seat)

    def unread(self, reader: str) -> int:
        """How many messages of others that seat, or control, has not read."""
        return max(0, self._for(reader) - self._read.get(reader, 0))

    def read(self, reader: str) -> None:
        """All that is there for that seat, or control, has been read."""
        if self._read.get(reader) != self._for(reader):
            self._read[reader] = self._for(reader)
            self.counted.emit()

    def _for(self, reader: str) -> int:
        """The messages to a seat from others; control reads what everybody writes."""
        if reader == CONTROL:
            return sum(m.from_seat != CONTROL for m in self._messages)
        return sum(m.to_seat == reader != m.from_seat for m in self._messages)

    @Slot(object)
    def _show(self, view: ExerciseView) -> None:
        self._messages = view.messages
        self._read = {reader: min(n, self._for(reader)) for reader, n in self._read.items()}
        self.counted.emit()
