"""The fonts that ship with the game, so that every machine measures and draws the same letters."""

from __future__ import annotations

from PySide6.QtGui import QFontDatabase

from wargame import paths

FILES = (
    "Inter-Regular.otf",
    "Inter-Medium.otf",
    "Inter-SemiBold.otf",
    "Inter-Bold.otf",
    "Inter-Italic.otf",
    "JetBrainsMono-Regular.ttf",
)


def load_fonts() -> tuple[str, ...]:
    """The shipped font files are known to Qt; returns the names of those it refused."""
    folder = paths.assets() / "fonts"
    return tuple(name for name in FILES if QFontDatabase.addApplicationFont(str(folder / name)) < 0)
