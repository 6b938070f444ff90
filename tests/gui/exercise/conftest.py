"""A room on a session without the map beside it: what is asked is done at once."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QObject, Signal

from wargame.app.refusals import REFUSALS
from wargame.gui.exercise.room import Room


class Host(QObject):
    told, refused = Signal(object), Signal(str)

    def __init__(self, window):
        super().__init__(window)
        self._window = window

    def ask(self, command):
        try:
            command(self._window.session)
        except REFUSALS as refusal:
            self.refused.emit(str(refusal))
        self._window.view_shown.emit(self._window.session.view())

    def inquire(self, question):
        question(self._window.session)


class Beside(QObject):
    """All that a room asks of a window."""

    view_shown = Signal(object)

    def __init__(self, session):
        super().__init__()
        self.session = session
        self.host = Host(self)


@pytest.fixture
def quick_room(qapp, shipped, theme):
    """The room of a session on the shipped game; `room.steps()` counts what was recorded."""
    from wargame.app.exercise import ExerciseDesk
    from wargame.app.session import Session

    session = Session(shipped[0], 1, shipped[1])
    beside = Beside(session)
    room = Room(beside)
    room.desk = ExerciseDesk(session)
    room.steps = lambda: session.chronicle.last
    room.watch(on=True)
    room._timer.setInterval(3_600_000)
    beside.view_shown.emit(session.view())
    yield room
    room.watch(on=False)
