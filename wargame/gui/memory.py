"""What the window remembers from one day to the next: its place, its panels, how it looks."""

from __future__ import annotations

from PySide6.QtCore import QByteArray, QSettings
from PySide6.QtWidgets import QMainWindow

from wargame.gui.actions import Actions
from wargame.gui.theme import MODES, Theme

PANELS = {"show_options": "true", "show_inspector": "true", "show_table": "false"}


def theme_of(settings: QSettings, wanted: str | None = None) -> Theme:
    """The theme asked for, or the one in use last time, or light."""
    mode = wanted or str(settings.value("window/theme", "light"))
    try:
        scale = float(str(settings.value("window/text_size", 1.0)))
    except ValueError:
        scale = 1.0
    scale = min(2.0, max(0.9, scale)) if scale == scale else 1.0  # noqa: PLR0124  not a number
    return Theme.load(mode if wanted or mode in MODES[:-1] else "light", scale)


def restore(window: QMainWindow, acts: Actions, settings: QSettings) -> None:
    """The window stands where it stood, or at the size of the design."""
    geometry = settings.value("window/geometry")
    if not isinstance(geometry, QByteArray) or not window.restoreGeometry(geometry):
        window.resize(1440, 900)
    for name, at_first in PANELS.items():
        acts[name].setChecked(str(settings.value(f"window/{name}", at_first)) != "false")


def remember(window: QMainWindow, acts: Actions, settings: QSettings) -> None:
    """Place and panels are kept for next time."""
    if not window.isFullScreen():
        settings.setValue("window/geometry", window.saveGeometry())
    for name in PANELS:
        settings.setValue(f"window/{name}", "true" if acts[name].isChecked() else "false")


def remember_looks(settings: QSettings, mode: str, text_size: float) -> None:
    """Theme and text size are kept for next time."""
    settings.setValue("window/theme", mode)
    settings.setValue("window/text_size", text_size)
