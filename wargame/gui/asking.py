"""A long question to the game: asked in a window, answered in a thread, marked when it is old."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Slot

from wargame.app.records import SessionView
from wargame.app.refusals import REFUSALS
from wargame.gui.panels.compare_work import CompareWork
from wargame.gui.theme import Theme
from wargame.gui.workers import Job, OutlookRunner

if TYPE_CHECKING:
    from wargame.gui.main_window import MainWindow

EARLIER = "Pale: found before the last step. Ask again for the state shown."


class Asking(QObject):
    """What all such questions share; a subclass builds the window and the job.

    The forecast goes first: the work waits while it is under way.
    """

    waiting = "Working \u2026"
    nothing = ""  # what to say before anything has been asked

    def __init__(self, window: MainWindow, theme: Theme) -> None:
        super().__init__(window)
        self._window, self._theme = window, theme
        self._view: SessionView | None = None
        self._standing: Any = None
        self._asked: Any = None  # where the session stood when it was asked
        self.found: Any = None
        self.working = False
        self.refused = ""  # why there is no answer, in a sentence
        self.runner = OutlookRunner(self)
        window.host.stands.connect(self._take_standing)
        window.runner.began.connect(self._pause)
        window.runner.idle.connect(self._resume)
        self.runner.found.connect(self._show_found)
        self.runner.progressed.connect(self._show_progress)
        self.runner.idle.connect(self._idle)
        self.runner.broke.connect(self._take_error)

    @property
    def current(self) -> bool:
        """Whether what was found is about the state shown."""
        return self.found is not None and self._asked == self._key()

    def _key(self) -> Any:
        """What makes two views the same state."""
        view = self._view
        if view is None:
            return None
        return (view.scenario_id, view.seed, view.turn, view.options, view.history, view.setting)

    @Slot(object)
    def _take_standing(self, standing: Any) -> None:
        self._standing = standing

    def show_view(self, view: SessionView) -> None:
        """Work on an earlier state stops; what it found stays, marked as old."""
        self._view = view
        if self.working and self._asked != self._key():
            self.runner.cancel()
            self.working = False
        self.refresh()

    def start(self, job: Job) -> None:
        """`job` is the question that counts from now on."""
        self.working, self._asked, self.found, self.refused = True, self._key(), None, ""
        work = self.work()
        if work is not None:
            work.show_working(0.0, self.waiting)
        self.runner.start(job)
        self.refresh()

    @Slot()
    def cancel(self) -> None:
        """No more is played; what has been found stays."""
        self.runner.cancel()

    def stop(self) -> None:
        """The thread has ended and the window is closed."""
        self.runner.stop()
        found = self.dialog()
        if found is not None:
            found.close()

    @Slot(int)
    def _pause(self, _number: int) -> None:
        self.runner.pause()

    @Slot(int)
    def _resume(self, _number: int) -> None:
        self.runner.resume()

    @Slot(object, int)
    def _show_found(self, found: Any, number: int) -> None:
        if self.runner.is_current(number) and self._asked == self._key():
            self.found = found
            self.refresh()

    @Slot(float, str, int)
    def _show_progress(self, fraction: float, words: str, number: int) -> None:
        work = self.work()
        if self.runner.is_current(number) and self.working and work is not None:
            work.show_working(fraction, words)

    @Slot(int)
    def _idle(self, number: int) -> None:
        if self.runner.is_current(number):
            self.working = False
            self.refresh()

    @Slot(object)
    def _take_error(self, error: Exception) -> None:
        if isinstance(error, REFUSALS):
            self.refused = str(error)
        else:
            self._window.faults.take_error(error)

    # for subclasses

    def dialog(self) -> Any:
        """The window, once it has been opened; None before."""
        raise NotImplementedError

    def work(self) -> CompareWork | None:
        """The part of it that asks, shows progress and cancels."""
        dialog = self.dialog()
        return None if dialog is None else dialog.work

    def possible(self) -> bool:
        """Whether there is anything to ask."""
        raise NotImplementedError

    def refresh(self) -> None:
        """The window shows what there is."""
        dialog = self.dialog()
        if dialog is None:
            return
        if self._view is not None:
            dialog.show_view(self._view)
        dialog.show_found(self.found, stale=not self.current)
        if not self.working:
            self._say(dialog.work)

    def _say(self, work: CompareWork) -> None:
        possible = self.possible()
        if self.refused:
            work.show_idle(self.refused[:1].upper() + self.refused[1:] + ".", possible=possible)
        elif self.found is None:
            work.show_idle(self.nothing, possible=possible)
        elif not self.current:
            work.show_idle(EARLIER, again=True, possible=possible)
        else:
            work.show_idle(self.told(), again=True, possible=possible)

    def told(self) -> str:
        """What stands beside a complete answer: how much was played, how long it took."""
        stopped = "" if self.found.final else "Stopped. "
        return f"{stopped}{self.found.seconds:.0f} s"

    def open_dialog(self, dialog: Any) -> None:
        """The window is in view and in front."""
        if dialog.isVisible():
            dialog.raise_()
        dialog.show()
        dialog.activateWindow()
        self.refresh()
