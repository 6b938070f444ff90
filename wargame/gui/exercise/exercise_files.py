"""Ready exercises in the menu: one is opened from a file, the present one is kept as a file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QFileDialog

from wargame import paths

if TYPE_CHECKING:
    from wargame.app.exercise import ExerciseDesk
    from wargame.gui.exercise.consoles import Consoles
    from wargame.gui.main_window import MainWindow

SUFFIX = ".toml"
FILTER = f"Exercise (*{SUFFIX})"
KEPT = "exercise/folder"
NAMES = ("open_exercise", "save_exercise")


class ExerciseFiles(QObject):
    """Both actions of one main window; the session's thread reads and writes."""

    def __init__(self, window: MainWindow, consoles: Consoles) -> None:
        super().__init__(window)
        self._window, self._consoles = window, consoles
        for name, slot in zip(NAMES, (self.ask_open, self.ask_save), strict=True):
            window.acts[name].setEnabled(False)
            window.acts[name].triggered.connect(slot)
        window.view_shown.connect(self._allow)

    @Slot(object)
    def _allow(self, _view: object) -> None:
        for name in NAMES:
            self._window.acts[name].setEnabled(True)

    def _folder(self) -> Path:
        """Where a person last kept an exercise; at first where the shipped ones lie."""
        shipped = paths.assets() / "exercises"
        return Path(str(self._window.settings.value(KEPT, str(shipped))))

    @Slot()
    def ask_open(self) -> None:
        """A dialog asks for the file; the shipped exercises are in the first folder it shows."""
        name, _ = QFileDialog.getOpenFileName(
            self._window, "Open an exercise", str(self._folder()), FILTER
        )
        if name:
            self._consoles.open_exercise(name)

    @Slot()
    def ask_save(self) -> None:
        """A dialog asks where; what was prepared is kept, what was said and done is not."""
        start = Path.home() if self._folder() == paths.assets() / "exercises" else self._folder()
        name, _ = QFileDialog.getSaveFileName(
            self._window, "Save the exercise", str(start / f"exercise{SUFFIX}"), FILTER
        )
        if name:
            self.save(Path(name).with_suffix(SUFFIX))

    def save(self, path: Path) -> None:
        """What was prepared is that file, or the status bar says why it is not."""
        self._window.settings.setValue(KEPT, str(path.parent))

        def act(desk: ExerciseDesk) -> None:
            desk.save_exercise(path)

        self._consoles.room.do(act)
