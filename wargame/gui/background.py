"""One thread for short work beside the window: the newest request of each kind is the one done."""

from __future__ import annotations

import threading
from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from wargame.gui.threads import begin

Job = Callable[[], object]
STOP_S = 3.0  # how long closing waits for the thread


class Background(QObject):
    """Runs jobs one after the other; a newer job of the same kind replaces one still waiting.

    `done(kind, result, number)` or `failed(kind, exception, number)`, in the window's thread.
    """

    done = Signal(str, object, int)
    failed = Signal(str, object, int)

    def __init__(self, name: str, parent: QObject | None = None) -> None:
        """The thread starts with the first job."""
        super().__init__(parent)
        self._name = name
        self._waiting: dict[str, tuple[int, Job]] = {}
        self._numbers: dict[str, int] = {}
        self._more = threading.Condition()
        self._ended = False
        self._thread: threading.Thread | None = None

    def ask(self, kind: str, job: Job) -> int:
        """`job` will be done; returns its number, by which its answer is known."""
        with self._more:
            number = self._numbers[kind] = self._numbers.get(kind, 0) + 1
            self._waiting[kind] = (number, job)
            self._more.notify()
        if self._thread is None:
            self._thread = begin(self._name, self._run)
        return number

    def is_newest(self, kind: str, number: int) -> bool:
        """Whether nothing of that kind was asked for since."""
        return self._numbers.get(kind) == number

    def forget(self, kind: str) -> None:
        """No answer of that kind is awaited any more."""
        with self._more:
            self._numbers[kind] = self._numbers.get(kind, 0) + 1
            self._waiting.pop(kind, None)

    def stop(self) -> bool:
        """The thread has ended after the job in hand; False when it did not in time."""
        with self._more:
            self._ended = True
            self._waiting.clear()
            self._more.notify()
        if self._thread is None:
            return True
        self._thread.join(STOP_S)
        return not self._thread.is_alive()

    def _next(self) -> tuple[str, int, Job] | None:
        with self._more:
            while not self._waiting and not self._ended:
                self._more.wait()
            if self._ended:
                return None
            kind = next(iter(self._waiting))
            number, job = self._waiting.pop(kind)
            return kind, number, job

    def _run(self) -> None:
        while (entry := self._next()) is not None:
            kind, number, job = entry
            try:
                result = job()
            except Exception as error:  # noqa: BLE001  told to the window
                self.failed.emit(kind, error, number)
            else:
                self.done.emit(kind, result, number)
