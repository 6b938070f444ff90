"""The two threads beside the window: one that owns the session, one that looks ahead.

Threads hand over plain records by signals of objects that live in the GUI thread, whose slots are
bound methods; nothing here touches a widget.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from queue import SimpleQueue
from typing import Any, Protocol

from PySide6.QtCore import QObject, Signal

from wargame.app.comparison_records import Comparison
from wargame.app.records import Outlook, SessionView
from wargame.app.tasks import Cancelled, TaskControl
from wargame.gui.threads import begin

OutlookJob = Callable[[TaskControl], Iterator[Outlook]]
ComparisonJob = Callable[[TaskControl], Iterator[Comparison]]
Job = Callable[[TaskControl], Iterator[Any]]  # any work that tells more and more
STOP_S = 3.0  # how long closing waits for a thread
PROGRESS_S = 0.05  # progress is told at most so often


class PlayedSession(Protocol):
    """What the window asks of a session; `wargame.app.session.Session` is one."""

    def view(self) -> SessionView:
        """All there is to show, as it stands."""
        ...

    def choose(self, option: str, /) -> object:
        """The option is on the table; "none" clears it."""
        ...

    def set_terms(
        self,
        option: str,
        /,
        *,
        buffer_km: float | None = None,
        troops_k: float | None = None,
        in_force_now: bool | None = None,
    ) -> object:
        """The terms named are changed."""
        ...

    def play_turn(self) -> object:
        """One turn has been played."""
        ...

    def undo(self) -> object:
        """The last step is taken back."""
        ...

    def redo(self) -> object:
        """The step taken back is done again."""
        ...

    def restart(self, seed: int, /) -> object:
        """The scenario stands at its start, with other dice."""
        ...

    def switch(self, option_id: str, /, *, on: bool) -> object:
        """The option is on beside the others, or off."""
        ...

    def lay(self, seat: str, card: str, sector: str, /) -> object:
        """The card lies for the next turn."""
        ...

    def take_back(self, seat: str, card: str, /) -> object:
        """The card is in the hand again."""
        ...

    def set_inject(self, inject: str, /, *, on: bool) -> object:
        """The event happens in the next turn, or not."""
        ...

    def set_setting(self, setting: Any, /) -> object:
        """The game goes on in that setting."""
        ...

    def outlook(self) -> OutlookJob:
        """What to run in another thread to look ahead from here."""
        ...

    def comparison(self) -> ComparisonJob:
        """What to run in another thread to compare the options over assumption sets."""
        ...

    def standing(self) -> Any:
        """Where it stands, for long questions that another thread answers."""
        ...


Command = Callable[[PlayedSession], object]


class SessionHost(QObject):
    """Runs every command on the session, one after the other, in one thread of its own.

    After the last command waiting: `comparable(ComparisonJob)`, `stands(Standing)` and, of a
    recorded session, `told(Told)`; then `changed(SessionView, OutlookJob)`. A refusal, after that:
    `refused(str)`, a sentence. Anything else that goes wrong: `broke(exception)`.
    """

    changed = Signal(object, object)
    comparable = Signal(object)
    stands = Signal(object)
    told = Signal(object)
    refused = Signal(str)
    broke = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._commands: SimpleQueue[Command | None] = SimpleQueue()
        self._session: PlayedSession | None = None
        self._refusals: tuple[type[Exception], ...] = ()
        self._unshown = False
        self._thread: threading.Thread | None = None

    def open(
        self,
        opener: Callable[[], PlayedSession],
        refusals: Callable[[], tuple[type[Exception], ...]],
    ) -> None:
        """The session that `opener` makes is opened in the thread; `refusals` names its own errors.

        Both are called in the thread, so that what they import costs the window nothing.
        """
        self._thread = begin("session", self._run, opener, refusals)

    def choose(self, option: str) -> None:
        """The zone option is put on the table; "none" clears it."""
        self._commands.put(_Choose(option))

    def set_terms(self, option: str, terms: dict[str, object]) -> None:
        """The terms of an option are changed: buffer_km, troops_k, in_force_now."""
        self._commands.put(_SetTerms(option, terms))

    def play_turn(self) -> None:
        """One turn is played, if one is left."""
        self._commands.put(_play_turn)

    def undo(self) -> None:
        """The last step is taken back, if there is one."""
        self._commands.put(_undo)

    def redo(self) -> None:
        """The step taken back is done again, if there is one."""
        self._commands.put(_redo)

    def restart(self, seed: int) -> None:
        """The scenario starts again with other dice."""
        self._commands.put(_Restart(seed))

    def go_to(self, turn: int) -> None:
        """Steps are taken back or done again until `turn` is shown or no step is left."""
        self._commands.put(_GoTo(turn))

    def ask(self, command: Command) -> None:
        """Any other step is taken: the thread calls `command` with the session."""
        self._commands.put(command)

    def inquire(self, question: Command) -> None:
        """The thread calls `question` with the session, which it leaves as it is."""
        self._commands.put(_Inquiry(question))

    def stop(self) -> bool:
        """The thread has ended after the command in hand; False when it did not in time."""
        self._commands.put(None)
        if self._thread is None:
            return True
        self._thread.join(STOP_S)
        return not self._thread.is_alive()

    def _run(
        self,
        opener: Callable[[], PlayedSession],
        refusals: Callable[[], tuple[type[Exception], ...]],
    ) -> None:
        try:
            self._refusals = refusals()
            self._session = opener()
        except Exception as error:  # noqa: BLE001  told to the window
            self._tell(error)
            return
        self._show(self._session)
        while (command := self._commands.get()) is not None:
            self._obey(self._session, command)
        self._close(self._session)

    def _close(self, session: PlayedSession) -> None:
        """What keeps a file has closed it."""
        try:
            getattr(session, "close", _nothing)()
        except Exception as error:  # noqa: BLE001  told to the window
            self._tell(error)

    def _obey(self, session: PlayedSession, command: Command) -> None:
        fault: Exception | None = None
        try:
            command(session)
        except Exception as error:  # noqa: BLE001  told to the window
            fault = error
        self._unshown = self._unshown or not isinstance(command, _Inquiry)
        if self._unshown and (self._commands.empty() or fault is not None):
            self._unshown = False
            self._show(session)
        if fault is not None:
            self._tell(fault)

    def _show(self, session: PlayedSession) -> None:
        try:
            view, look, comparison = session.view(), session.outlook(), session.comparison()
            self.comparable.emit(comparison)
            self.stands.emit(session.standing())
            tell = getattr(session, "told", None)
            if tell is not None:
                self.told.emit(tell())
            self.changed.emit(view, look)
        except Exception as error:  # noqa: BLE001  told to the window
            self._tell(error)

    def _tell(self, error: Exception) -> None:
        if isinstance(error, self._refusals):
            self.refused.emit(str(error))
        else:
            self.broke.emit(error)


class OutlookRunner(QObject):
    """Looks ahead in one thread; a newer job stops the one in hand.

    `began()`, `found(Outlook)`, `progressed(float, str)`, `idle()` when nothing is left to do,
    `broke(error)`. Each carries the number of its job: the receiver asks `is_current` and drops the
    others.
    """

    began = Signal(int)
    found = Signal(object, int)
    progressed = Signal(float, str, int)
    idle = Signal(int)
    broke = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._jobs: SimpleQueue[tuple[int, Job, TaskControl] | None] = SimpleQueue()
        self._number = 0
        self._control: TaskControl | None = None
        self._thread: threading.Thread | None = None
        self._told = 0.0

    def is_current(self, number: int) -> bool:
        """Whether a signal with that number comes from the newest job."""
        return number == self._number

    def start(self, job: Job) -> None:
        """`job` is the one that counts from now on; the one before is told to stop."""
        self.cancel()
        if self._thread is None:
            self._thread = begin("outlook", self._run)
        self._number += 1
        self._control = TaskControl(_Watch(self, self._number))
        self._jobs.put((self._number, job, self._control))
        self.began.emit(self._number)

    def pause(self) -> None:
        """The job in hand waits at its next check."""
        if self._control is not None:
            self._control.pause()

    def resume(self) -> None:
        """The job in hand goes on."""
        if self._control is not None:
            self._control.resume()

    def cancel(self) -> None:
        """The job in hand ends at its next check; what it has found stays."""
        if self._control is not None:
            self._control.cancel()

    def stop(self) -> bool:
        """The thread has ended; False when it did not in time."""
        self.cancel()
        self._jobs.put(None)
        if self._thread is None:
            return True
        self._thread.join(STOP_S)
        return not self._thread.is_alive()

    def report(self, fraction: float, words: str, number: int) -> None:
        """Progress goes on to the window, not more often than an eye can follow."""
        now = time.monotonic()
        if now - self._told >= PROGRESS_S or fraction >= 1.0:
            self._told = now
            self.progressed.emit(fraction, words, number)

    def _run(self) -> None:
        while (entry := self._jobs.get()) is not None:
            number, job, control = entry
            try:
                self._look(number, job, control)
            except Cancelled:
                self.idle.emit(number)
                continue
            except Exception as error:  # noqa: BLE001  told to the window
                self.broke.emit(error)
            self.idle.emit(number)

    def _look(self, number: int, job: Job, control: TaskControl) -> None:
        control.check()
        for outlook in job(control):
            self.found.emit(outlook, number)
            control.check()


class _Watch:
    """Carries the progress of one job to its runner."""

    def __init__(self, runner: OutlookRunner, number: int) -> None:
        self._runner, self._number = runner, number

    def __call__(self, fraction: float, words: str) -> None:
        self._runner.report(fraction, words, self._number)


class _Inquiry:
    def __init__(self, question: Command) -> None:
        self._question = question

    def __call__(self, session: PlayedSession) -> object:
        return self._question(session)


class _Choose:
    def __init__(self, option: str) -> None:
        self._option = option

    def __call__(self, session: PlayedSession) -> object:
        return session.choose(self._option)


class _SetTerms:
    def __init__(self, option: str, terms: dict[str, object]) -> None:
        self._option, self._terms = option, terms

    def __call__(self, session: PlayedSession) -> object:
        return session.set_terms(self._option, **self._terms)  # type: ignore[arg-type]


class _Restart:
    def __init__(self, seed: int) -> None:
        self._seed = seed

    def __call__(self, session: PlayedSession) -> object:
        return session.restart(self._seed)


class _GoTo:
    def __init__(self, turn: int) -> None:
        self._turn = turn

    def __call__(self, session: PlayedSession) -> object:
        view = session.view()
        while view.turn > self._turn and view.can_undo:
            session.undo()
            view = session.view()
        while view.turn < self._turn and view.can_redo:
            session.redo()
            view = session.view()
        return view


def _play_turn(session: PlayedSession) -> object:
    return session.play_turn() if session.view().can_play else None


def _undo(session: PlayedSession) -> object:
    return session.undo() if session.view().can_undo else None


def _redo(session: PlayedSession) -> object:
    return session.redo() if session.view().can_redo else None


def _nothing() -> None:
    """There is nothing to close."""
