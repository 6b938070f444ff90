"""Rows of a list that people change: kept and used again, with tools to move and remove them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, TypeVar

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from wargame.gui import icons
from wargame.gui.dress import label, put_on
from wargame.gui.theme import Theme

W = TypeVar("W", bound=QWidget)
TOOLS = {"up": ("chevron-up", "Move up"), "down": ("chevron-down", "Move down"),
         "remove": ("x", "Remove")}  # fmt: skip


class Pool(Generic[W]):
    """As many rows as are needed; those too many are put away, never deleted.

    Rows made and deleted with every step have crashed Qt's Python binding.
    """

    def __init__(self, column: QVBoxLayout, make: Callable[[int], W], theme: Theme) -> None:
        self._column, self._make, self._theme = column, make, theme
        self.made: list[W] = []

    def set_theme(self, theme: Theme) -> None:
        """Rows made from now on wear `theme`."""
        self._theme = theme

    def sized(self, count: int) -> list[W]:
        """The first so many rows, in view."""
        while len(self.made) < count:
            row = self._make(len(self.made))
            self._column.addWidget(row)
            put_on(row, self._theme)
            if hasattr(row, "set_theme"):
                row.set_theme(self._theme)
            self.made.append(row)
        for place, row in enumerate(self.made):
            row.setVisible(place < count)
        return self.made[:count]


class RowTools(QWidget):
    """Up, down, remove: `moved(-1 or 1)`, `removed()`."""

    moved = Signal(int)
    removed = Signal()

    def __init__(self, what: str, theme: Theme) -> None:
        super().__init__()
        self.buttons = {name: QToolButton() for name in TOOLS}
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(1)
        for name, button in self.buttons.items():
            button.setAccessibleName(f"{TOOLS[name][1]}: {what}")
            button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            row.addWidget(button)
        self.buttons["up"].clicked.connect(self._up)
        self.buttons["down"].clicked.connect(self._down)
        self.buttons["remove"].clicked.connect(self.removed)
        self.allow(up=True, down=True)
        self.set_theme(theme)

    def set_theme(self, theme: Theme) -> None:
        """From now on the buttons wear `theme`."""
        side = theme.length("size.hit_min")
        for name, button in self.buttons.items():
            button.setIcon(icons.icon(TOOLS[name][0], theme, "text2", 15))
            button.setIconSize(QSize(theme.px(15), theme.px(15)))
            button.setStyleSheet("padding: 0")
            button.setFixedSize(side, side)

    def allow(self, *, up: bool, down: bool, kept: str = "") -> None:
        """Which way it may go; `kept` says why it may not be removed."""
        why = {"up": "" if up else "It stands first", "down": "" if down else "It stands last"}
        for name, button in self.buttons.items():
            refusal = why.get(name, kept)
            button.setEnabled(not refusal)
            button.setToolTip(refusal or TOOLS[name][1])

    @Slot()
    def _up(self) -> None:
        self.moved.emit(-1)

    @Slot()
    def _down(self) -> None:
        self.moved.emit(1)


class Block(QFrame):
    """A part of the page: heading, what it is for, and its body below."""

    def __init__(self, title: str, words: str = "") -> None:
        super().__init__()
        self.heading: QLabel = label("section", text=title)
        self.words: QLabel = label("caption", "text2", words, wrap=True)
        self.words.setVisible(bool(words))
        self.words.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self.body = QVBoxLayout()
        self.body.setSpacing(6)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self.heading)
        column.addWidget(self.words)
        column.addSpacing(2)
        column.addLayout(self.body)
        self.setAccessibleName(title)

    def say(self, words: str) -> None:
        """What it is for is said anew."""
        self.words.setText(words)
        self.words.setVisible(bool(words))
