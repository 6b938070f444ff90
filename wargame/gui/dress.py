"""Putting a theme on a tree of widgets: fonts by role, and whatever paints itself is told."""

from __future__ import annotations

from typing import Protocol, runtime_checkable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget

from wargame.gui.theme import Theme

ROLE = "role"


@runtime_checkable
class Themed(Protocol):
    """A widget that draws or measures with tokens."""

    def set_theme(self, theme: Theme) -> None:
        """From now on the widget wears `theme`."""


def with_role(widget: QWidget, role: str) -> None:
    """`widget` gets the font of that type role whenever a theme is put on."""
    widget.setProperty(ROLE, role)


def label(role: str = "body", tone: str = "", text: str = "", wrap: bool = False) -> QLabel:
    """A label of plain text in a type role and a tone ("text2", "good")."""
    made = QLabel(text)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setWordWrap(wrap)
    with_role(made, role)
    if tone:
        made.setProperty("tone", tone)
    return made


def set_tone(widget: QWidget, tone: str) -> None:
    """The text of `widget` has the colour of that tone."""
    if widget.property("tone") == tone:
        return
    widget.setProperty("tone", tone)
    widget.style().unpolish(widget)
    widget.style().polish(widget)


def put_on(root: QWidget, theme: Theme) -> None:
    """`root` and everything in it wears `theme`."""
    for widget in (root, *root.findChildren(QWidget)):
        role = widget.property(ROLE)
        if role:
            widget.ensurePolished()  # a style sheet's first polish would take the font back
            widget.setFont(theme.font(role))
        if widget is not root and isinstance(widget, Themed):
            widget.set_theme(theme)
