"""The exercise of the session for every part of the console: what stands, and what to do to it.

Everything done goes to the session's thread; what stands comes back as one plain record.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, cast

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from wargame.gui.workers import PlayedSession

if TYPE_CHECKING:
    from wargame.app.exercise import ExerciseDesk
    from wargame.app.exercise_records import ExerciseView
    from wargame.app.records import SessionView
    from wargame.app.told import Told
    from wargame.gui.main_window import MainWindow

Act = Callable[["ExerciseDesk"], object]
TICK_MS = 1000


class Room(QObject):
    """One for each window.

    `shown(ExerciseView)` after every step; `ticked(ExerciseView)` every second while `watching`;
    `played(SessionView)` and `told(Told)` as the main window has them; `refused(str)`: a sentence;
    `chosen(number)`: the inject that all parts show, empty for none.
    """

    shown = Signal(object)
    ticked = Signal(object)
    played = Signal(object)
    told = Signal(object)
    refused = Signal(str)
    chosen = Signal(str)
    left = Signal()  # the window is about to close, and with it all that belongs to the room
    _found = Signal(object, bool)

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self.window = window
        self.view: ExerciseView | None = None
        self.game: SessionView | None = None
        self.log: Told | None = None
        self.number = ""  # of the inject chosen
        self._asked = False  # a second's answer is on its way
        self._timer = QTimer(self, interval=TICK_MS)
        self._timer.timeout.connect(self._tick)
        self._found.connect(self._show)
        window.view_shown.connect(self._play)
        window.host.told.connect(self._tell)
        window.host.refused.connect(self.refused)

    def do(self, act: Act) -> None:
        """The session's thread calls `act` with the desk; a refusal comes back as a sentence."""

        def command(session: PlayedSession) -> None:
            act(_desk(session))

        self.window.host.ask(command)

    def inquire(self, question: Callable[[Any], object]) -> None:
        """The session's thread calls `question` with the session, which it leaves as it is."""
        self.window.host.inquire(question)

    def choose(self, number: str) -> None:
        """Every part shows that inject as the chosen one."""
        if number != self.number:
            self.number = number
            self.chosen.emit(number)

    def watch(self, *, on: bool) -> None:
        """Somebody looks: the exercise is asked for now and every second; or nobody does."""
        if on and not self._timer.isActive():
            self._timer.start()
            self._ask(second=False)
        elif not on:
            self._timer.stop()

    @property
    def watching(self) -> bool:
        """Whether somebody looks."""
        return self._timer.isActive()

    def _ask(self, *, second: bool) -> None:
        def question(session: PlayedSession) -> None:
            self._found.emit(_desk(session).view(), second)

        self.window.host.inquire(question)

    @Slot()
    def _tick(self) -> None:
        if not self._asked:
            self._asked = True
            self._ask(second=True)

    @Slot(object)
    def _play(self, view: SessionView) -> None:
        self.game = view
        self.played.emit(view)
        if self.watching:
            self._ask(second=False)

    @Slot(object)
    def _tell(self, told: Told) -> None:
        self.log = told
        self.told.emit(told)

    @Slot(object, bool)
    def _show(self, view: ExerciseView, second: bool) -> None:
        self.view = view
        if second:
            self._asked = False
            self.ticked.emit(view)
        else:
            self.shown.emit(view)


def _desk(session: PlayedSession) -> ExerciseDesk:
    from wargame.app.exercise import ExerciseDesk  # noqa: PLC0415  not before the console

    return ExerciseDesk(cast("Any", session))
