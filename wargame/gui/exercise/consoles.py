"""The console of one main window: nothing is made before it is asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from wargame.gui.exercise.exercise_files import ExerciseFiles
from wargame.gui.exercise.room import Room
from wargame.gui.theme import Theme

if TYPE_CHECKING:
    from wargame.app.exercise import ExerciseDesk
    from wargame.gui.exercise.console import Console
    from wargame.gui.main_window import MainWindow


class Consoles(QObject):
    """Opens, closes and dresses the console of one main window; made when it is asked for."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self.room = Room(window)
        self.console: Console | None = None
        self.files = ExerciseFiles(window, self)
        window.acts["console"].setEnabled(False)
        window.acts["console"].toggled.connect(self.show_window)
        window.view_shown.connect(self._allow)

    @Slot(object)
    def _allow(self, _view: object) -> None:
        self._window.acts["console"].setEnabled(True)

    @Slot(bool)
    def show_window(self, on: bool) -> None:
        """The console is open in front, or gone."""
        if on and self.console is None:
            from wargame.gui.exercise.console import Console  # noqa: PLC0415  not before asked

            self.console = Console(self.room, self._window.looks.theme)
            self.console.closed.connect(self._closed)
        self.room.watch(on=on)
        if self.console is not None:
            self.console.setVisible(on)
            if on:
                self.console.activateWindow()

    def open_exercise(self, id_or_path: str) -> None:
        """A shipped exercise or one of a file stands ready, and the console shows it."""

        def act(desk: ExerciseDesk) -> None:
            desk.open_exercise(id_or_path)

        self.room.do(act)
        self._window.acts["console"].setChecked(True)

    @Slot()
    def _closed(self) -> None:
        self._window.acts["console"].setChecked(False)

    @Slot(object)
    def set_theme(self, theme: object) -> None:
        """From now on the console wears `theme`."""
        if self.console is not None and isinstance(theme, Theme):
            self.console.set_theme(theme)

    def stop(self) -> None:
        """The console is closed with its window."""
        self.room.watch(on=False)
        self.room.left.emit()
        if self.console is not None:
            self.console.stop()
            self.console.close()
