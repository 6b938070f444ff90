"""Long work that reports how far it is and can be told to stop; knows nothing of threads or Qt."""

from __future__ import annotations

import threading
from collections.abc import Callable


class Cancelled(Exception):  # not an error: somebody asked for it
    """Raised inside a task when somebody has asked it to stop."""


def _silent(fraction: float, words: str) -> None:
    """Progress that nobody watches."""


class TaskControl:
    """The line between one running task and whoever watches it; safe to use from two threads."""

    def __init__(self, on_progress: Callable[[float, str], None] = _silent) -> None:
        self._stop = threading.Event()
        self._free = threading.Event()
        self._free.set()
        self._on_progress = on_progress

    def cancel(self) -> None:
        """The task ends at its next check."""
        self._stop.set()
        self._free.set()

    def pause(self) -> None:
        """The task waits at its next check, until it may go on or is told to stop."""
        self._free.clear()
        if self._stop.is_set():
            self._free.set()

    def resume(self) -> None:
        """The task goes on."""
        self._free.set()

    @property
    def cancelled(self) -> bool:
        """Whether somebody has asked the task to stop."""
        return self._stop.is_set()

    def check(self) -> None:
        """Nothing happens, or `Cancelled` is raised when the task has been asked to stop.

        A task that is paused waits here.
        """
        self._free.wait()
        if self._stop.is_set():
            raise Cancelled

    def report(self, fraction: float, words: str = "") -> None:
        """Watchers know that `fraction` (0..1) is done; raises `Cancelled` when asked to stop."""
        self.check()
        self._on_progress(fraction, words)
