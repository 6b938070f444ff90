"""The windows of seats that are open: each is fed by the session's thread with its own view."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from PySide6.QtCore import QObject, Signal, Slot

from wargame.gui.exercise.room import Room
from wargame.gui.exercise.seat_window import SeatWindow
from wargame.gui.exercise.seats_hands import SeatHands
from wargame.gui.theme import Theme
from wargame.gui.workers import PlayedSession

if TYPE_CHECKING:
    from wargame.app.seat_room import SeatRoom


class SeatWindows(QObject):
    """One for each room; `found(SeatRoom)` by the session's thread, `opened(seat)` once shown."""

    found = Signal(object)
    opened = Signal(str)

    def __init__(self, room: Room) -> None:
        super().__init__(room)
        self._room = room
        self.open_ones: dict[str, SeatWindow] = {}
        self._hands = SeatHands.of(room)
        self._hands.refused.connect(self._refuse)
        self.found.connect(self._show)
        room.played.connect(self._ask_all)
        room.window.looks.changed.connect(self.set_theme)
        room.left.connect(self.close_all)

    @staticmethod
    def of(room: Room) -> SeatWindows:
        """The one of that room, made when it is first asked for."""
        found = room.findChild(SeatWindows)
        return found if isinstance(found, SeatWindows) else SeatWindows(room)

    def open(self, seat: str) -> None:
        """The window of that seat is in front; several can be open."""
        if seat not in self.open_ones:
            made = SeatWindow(seat, self._room.window.looks.theme, self._room.window)
            made.decided.connect(self._hands.decide)
            made.sent.connect(self._hands.send)
            made.laid.connect(self._hands.lay)
            made.taken_back.connect(self._hands.take_back)
            self.open_ones[seat] = made
        self._ask(seat)

    def _ask(self, seat: str) -> None:
        def question(session: PlayedSession) -> None:
            from wargame.app.seat_room import seat_room  # noqa: PLC0415  not before asked

            self.found.emit(seat_room(cast("Any", session).standing(), seat))

        self._room.inquire(question)

    @Slot(object)
    def _ask_all(self, _view: object) -> None:
        for seat, window in self.open_ones.items():
            if window.isVisible():
                self._ask(seat)

    @Slot(object)
    def _show(self, room: SeatRoom) -> None:
        window = self.open_ones.get(room.id)
        if window is None:
            return
        window.show_room(room)
        if not window.isVisible():
            window.show()
            window.raise_()
            window.activateWindow()
        self.opened.emit(room.id)

    @Slot(str, str)
    def _refuse(self, seat: str, sentence: str) -> None:
        if seat in self.open_ones:
            self.open_ones[seat].refuse(sentence)

    @Slot()
    def close_all(self) -> None:
        """The windows are closed with the program's."""
        for window in self.open_ones.values():
            window.close()

    @Slot(object)
    def set_theme(self, theme: object) -> None:
        """From now on every window wears `theme`."""
        if isinstance(theme, Theme):
            for window in self.open_ones.values():
                window.set_theme(theme)
