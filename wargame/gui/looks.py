"""Light or dark, text size, full screen and Present: how the window looks."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtWidgets import QMainWindow

from wargame.gui.actions import Actions
from wargame.gui.theme import Theme

TEXT_SIZES = (0.9, 1.0, 1.1, 1.25, 1.5, 1.75, 2.0)


class Looks(QObject):
    """Holds the theme in use; `changed(Theme)` when a person asks for another."""

    changed = Signal(object)

    def __init__(self, theme: Theme, acts: Actions, window: QMainWindow) -> None:
        super().__init__(window)
        self.theme = theme
        self._acts, self._window = acts, window
        self._before_present = theme.scale
        acts["dark"].triggered.connect(self.swap)
        acts["contrast"].setChecked(theme.contrast)
        acts["contrast"].toggled.connect(self.set_contrast)
        acts["larger"].triggered.connect(self.larger)
        acts["smaller"].triggered.connect(self.smaller)
        acts["normal"].triggered.connect(self.normal)
        acts["present"].toggled.connect(self.set_presenting)
        acts["full_screen"].toggled.connect(self.set_full_screen)

    @property
    def text_size_kept(self) -> float:
        """The text size to come back to: that of Present does not outlive it."""
        presenting = self._acts["present"].isChecked()
        return self._before_present if presenting else self.theme.scale

    def _wear(self, theme: Theme) -> None:
        if theme != self.theme:
            self.theme = theme
            self.changed.emit(theme)

    def _set_text_size(self, scale: float) -> None:
        self._wear(Theme.load(self.theme.mode, scale))

    @Slot()
    def swap(self) -> None:
        """Light is dark now, or dark light."""
        self._wear_mode(dark=not self.theme.dark, contrast=self.theme.contrast)

    @Slot(bool)
    def set_contrast(self, on: bool) -> None:
        """Edges and letters are as strong as they can be, or as designed."""
        self._wear_mode(dark=self.theme.dark, contrast=on)

    def _wear_mode(self, *, dark: bool, contrast: bool) -> None:
        modes = ("contrast", "contrast-dark") if contrast else ("light", "dark")
        self._wear(Theme.load(modes[dark], self.theme.scale))

    @Slot()
    def larger(self) -> None:
        """Text is one step larger."""
        bigger = [size for size in TEXT_SIZES if size > self.theme.scale]
        self._set_text_size(bigger[0] if bigger else TEXT_SIZES[-1])

    @Slot()
    def smaller(self) -> None:
        """Text is one step smaller."""
        lesser = [size for size in TEXT_SIZES if size < self.theme.scale]
        self._set_text_size(lesser[-1] if lesser else TEXT_SIZES[0])

    @Slot()
    def normal(self) -> None:
        """Text has the size of the design."""
        self._set_text_size(1.0)

    @Slot(bool)
    def set_presenting(self, on: bool) -> None:
        """Full screen at the projector's text size, or as it was before."""
        if on:
            self._before_present = self.theme.scale
        self._acts["full_screen"].setChecked(on)
        self._set_text_size(
            self.theme.number("type.present_factor") if on else self._before_present
        )

    @Slot(bool)
    def set_full_screen(self, on: bool) -> None:
        """The window fills the screen, or is as it was."""
        state = self._window.windowState() & ~Qt.WindowState.WindowFullScreen
        self._window.setWindowState(state | Qt.WindowState.WindowFullScreen if on else state)

    def leave_full_screen(self) -> bool:
        """Present or full screen has ended; False when there was neither."""
        for name in ("present", "full_screen"):
            if self._acts[name].isChecked():
                self._acts[name].setChecked(False)
                return True
        return False
