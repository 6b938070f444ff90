"""What people of seats ask for, done in the session; a refusal goes to the seat that asked."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal, Slot

from wargame.app.refusals import REFUSALS
from wargame.gui.exercise.room import Room

if TYPE_CHECKING:
    from wargame.app.exercise import ExerciseDesk


class SeatHands(QObject):
    """One for each room; `refused(seat, sentence)` to nobody else."""

    refused = Signal(str, str)

    def __init__(self, room: Room) -> None:
        super().__init__(room)
        self._room = room

    @staticmethod
    def of(room: Room) -> SeatHands:
        """The one of that room, made when it is first asked for."""
        found = room.findChild(SeatHands)
        return found if isinstance(found, SeatHands) else SeatHands(room)

    @Slot(str, dict)
    def decide(self, seat: str, fields: dict[str, Any]) -> None:
        """The decision is recorded."""
        self._do(seat, lambda desk: desk.decide(seat, **fields))

    @Slot(str, str, str)
    def send(self, seat: str, to: str, text: str) -> None:
        """The message is on its way, the note is kept."""
        self._do(seat, lambda desk: desk.send(seat, to, text))

    @Slot(str, str, str)
    def lay(self, seat: str, card: str, sector: str) -> None:
        """The card lies on the table, face down."""
        self._do(seat, lambda desk: desk.session.lay(seat, card, sector))

    @Slot(str, str)
    def take_back(self, seat: str, card: str) -> None:
        """The card is in the hand again."""
        self._do(seat, lambda desk: desk.session.take_back(seat, card))

    def _do(self, seat: str, act: Callable[[ExerciseDesk], object]) -> None:
        def tried(desk: ExerciseDesk) -> None:
            try:
                act(desk)
            except REFUSALS as error:
                self.refused.emit(seat, str(error))
                raise

        self._room.do(tried)
