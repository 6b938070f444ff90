"""Documents made one after another by `wargame report`, in a process beside the window.

The command reads the session's file, which holds every step: the window goes on meanwhile.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject, QProcess, Signal, Slot

BREATH_MS = 2000  # how long a process that is stopped may take


@dataclass(frozen=True, slots=True)
class Document:
    """One to be made: of what kind, from which session, where it will lie."""

    kind: str
    title: str
    session: Path
    out: Path
    paper: str = "a4"
    maps: str = "print"
    sets: int = 40
    tables: str = ""  # "csv": a folder of tables beside it; "xlsx": a workbook

    @property
    def arguments(self) -> list[str]:
        """What the command is told."""
        words = ["-m", "wargame", "report", str(self.session), "--kind", self.kind]
        words += ["--out", str(self.out), "--paper", self.paper, "--maps", self.maps]
        words += ["--sets", str(self.sets)]
        if self.tables == "csv":
            words += ["--csv", str(self.tables_at)]
        elif self.tables == "xlsx":
            words += ["--xlsx", str(self.tables_at)]
        return words

    @property
    def tables_at(self) -> Path:
        """Where its tables lie."""
        return self.out.with_suffix(".xlsx") if self.tables == "xlsx" else self.out.with_suffix("")


class DocumentsJob(QObject):
    """`begun(Document, number, of how many)`, `made(Document, words)`, `failed(Document, words)`.

    `ended` when nothing is left or somebody has stopped it.
    """

    begun = Signal(object, int, int)
    made = Signal(object, str)
    failed = Signal(object, str)
    ended = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._waiting: list[Document] = []
        self._all = 0
        self._stopped = False
        self.current: Document | None = None
        self._process = QProcess(self)
        self._process.finished.connect(self._finished)
        self._process.errorOccurred.connect(self._broke)

    @property
    def running(self) -> bool:
        """Whether a document is being made."""
        return self.current is not None

    def start(self, documents: Iterable[Document]) -> None:
        """They are made one after another; nothing happens while others are."""
        if self.running:
            return
        self._waiting = list(documents)
        self._all, self._stopped = len(self._waiting), False
        self._next()

    def stop(self) -> None:
        """The one in hand is given up, the others are not begun."""
        self._waiting = []
        self._stopped = True
        if self._process.state() != QProcess.ProcessState.NotRunning:
            self._process.kill()
            self._process.waitForFinished(BREATH_MS)

    def _next(self) -> None:
        if not self._waiting:
            self.current = None
            self.ended.emit()
            return
        self.current = self._waiting.pop(0)
        self.begun.emit(self.current, self._all - len(self._waiting), self._all)
        if self.current.tables == "csv":
            self.current.tables_at.mkdir(exist_ok=True)
        self._process.start(sys.executable, self.current.arguments)

    @Slot(int, QProcess.ExitStatus)
    def _finished(self, code: int, status: QProcess.ExitStatus) -> None:
        said = self._process.readAllStandardOutput().toStdString().strip()
        fault = self._process.readAllStandardError().toStdString().strip()
        done = self.current
        if done is None:
            return
        if status == QProcess.ExitStatus.NormalExit and code == 0:
            self.made.emit(done, said)
        elif self._stopped:
            self.failed.emit(done, "stopped before it was made")
        else:
            self.failed.emit(done, fault.splitlines()[-1] if fault else f"ended with {code}")
        self._next()

    @Slot(QProcess.ProcessError)
    def _broke(self, error: QProcess.ProcessError) -> None:
        if error == QProcess.ProcessError.FailedToStart and self.current is not None:
            self.failed.emit(self.current, self._process.errorString())
            self._next()
