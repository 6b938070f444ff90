"""What happens when the program itself is at fault: a note, one dialog, and the window lives on."""

from __future__ import annotations

import sys
import threading
import time
import traceback
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType

import platformdirs
from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QMessageBox, QWidget

QUIET_S = 20.0  # paintEvent repeats its faults: one dialog in so many seconds
KEEP = 50  # notes of one run


class Faults(QObject):
    """Takes the place of `sys.excepthook` and `threading.excepthook` while a window is open."""

    reported = Signal(str, str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._owner = parent
        self._last = -QUIET_S
        self._count = 0
        self._dialog: QMessageBox | None = None
        self._before = (sys.excepthook, threading.excepthook)
        self.reported.connect(self.show_fault)

    def install(self) -> None:
        """From now on no fault passes unseen."""
        sys.excepthook = self.take
        threading.excepthook = self.take_from_thread

    def remove(self) -> None:
        """The hooks are those from before."""
        sys.excepthook, threading.excepthook = self._before

    def take(
        self, kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        """The fault is printed, noted, and shown unless one has just been shown."""
        if issubclass(kind, KeyboardInterrupt):
            self._owner.close()
            return
        text = "".join(traceback.format_exception(kind, error, trace))
        if sys.stderr is not None:  # a program without a console has none
            sys.stderr.write(text)
        self._count += 1
        now = time.monotonic()
        note = write_note(text) if self._count <= KEEP else None
        if now - self._last >= QUIET_S:
            self._last = now
            self.reported.emit(f"{kind.__name__}: {error}", str(note or ""))

    def take_from_thread(self, args: threading.ExceptHookArgs) -> None:
        """The same for a fault in a thread."""
        if args.exc_value is not None:
            self.take(args.exc_type, args.exc_value, args.exc_traceback)

    @Slot(object)
    def take_error(self, error: BaseException) -> None:
        """The same for an exception that a worker has handed over."""
        self.take(type(error), error, error.__traceback__)

    @Slot(str, str)
    def show_fault(self, what: str, note: str) -> None:
        """One dialog says what went wrong and where the note lies; the game goes on."""
        dialog = self._dialog or QMessageBox(self._owner)
        self._dialog = dialog
        dialog.setIcon(QMessageBox.Icon.Warning)
        dialog.setWindowTitle("Wargame")
        dialog.setText("Something went wrong inside the program. The game goes on as it stands.")
        dialog.setInformativeText(what + (f"\n\nA note for the authors: {note}" if note else ""))
        dialog.open()


def write_note(text: str) -> Path | None:
    """The fault is written to the user's log folder; None where that cannot be written."""
    moment = datetime.now(UTC).strftime("%Y-%m-%dT%H-%M-%S-%f")
    try:
        folder = Path(platformdirs.user_log_dir("wargame", appauthor=False))
        folder.mkdir(parents=True, exist_ok=True)
        note = folder / f"fault-{moment}.txt"
        note.write_text(text, encoding="utf-8")
    except OSError:
        return None
    return note
