"""From a field of the set-up to the session: one step each, a refusal comes back to its field."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QObject, Signal, Slot

from wargame.app.refusals import REFUSALS
from wargame.gui.exercise.room import Act, Room

if TYPE_CHECKING:
    from wargame.app.exercise import ExerciseDesk
    from wargame.app.exercise_setup import Change

MOST_LINES = 8
SAID: tuple[type[Exception], ...] = (OSError, *REFUSALS)  # their text is a sentence for people


class Told(Protocol):
    """What says beside itself why something was refused."""

    def tell(self, refusal: str) -> None:
        """The refusal stands there; nothing does for an empty one."""


class Edits(QObject):
    """Asks for one step after another and tells each asker how it went."""

    _answered = Signal(int, str)

    def __init__(self, room: Room, parent: QObject) -> None:
        super().__init__(parent)
        self._room = room
        self._asked = 0
        self._waiting: dict[int, Told | None] = {}
        self._answered.connect(self._answer)

    def change(self, change: Change, asker: Told | None = None) -> None:
        """The set-up becomes what `change` makes of it: one step, none where nothing changes."""

        def act(desk: ExerciseDesk) -> None:
            parts = change(desk.state)
            if parts:
                desk.set_up(**parts)

        self.do(act, asker)

    def do(self, act: Act, asker: Told | None = None) -> None:
        """The session's thread calls `act`; a refusal goes to the asker."""
        self._asked += 1
        self._waiting[self._asked] = asker
        self._room.do(_answering(act, self._asked, self._answered.emit))

    @Slot(int, str)
    def _answer(self, number: int, refusal: str) -> None:
        asker = self._waiting.pop(number, None)
        if asker is not None:
            asker.tell(refusal)


def _answering(act: Act, number: int, answer: Callable[[int, str], object]) -> Act:
    def called(desk: ExerciseDesk) -> None:
        try:
            act(desk)
        except SAID as refusal:
            answer(number, in_words(refusal))
        else:
            answer(number, "")

    return called


def in_words(refusal: Exception) -> str:
    """Why, as a sentence beside the field that it is about; of many lines the first few."""
    said = str(getattr(refusal, "reason", refusal)).strip()
    lines = said.splitlines()
    if len(lines) > MOST_LINES:
        lines = [*lines[:MOST_LINES], f"and {len(lines) - MOST_LINES} more lines"]
    return said[:1].upper() + "\n".join(lines)[1:]
