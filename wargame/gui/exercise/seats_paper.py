"""Words to read in order, in the roles and tones of the theme: never markup, whatever they hold."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QTextBlockFormat, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QFrame, QTextEdit, QWidget

from wargame.gui.theme import Theme


@dataclass(frozen=True, slots=True)
class Words:
    """A run of text in a type role and a tone."""

    text: str
    role: str = "body"
    tone: str = "text"


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph; `above` is the gap before it in px."""

    runs: tuple[Words, ...]
    above: int = 2
    inset: int = 0


def line(text: str, role: str = "body", tone: str = "text", above: int = 2) -> Line:
    """A paragraph in one role and tone."""
    return Line((Words(text, role, tone),), above)


def named(name: str, text: str, above: int = 2, inset: int = 0) -> Line:
    """A paragraph that begins with what it is."""
    return Line((Words(f"{name}: ", "secondary", "text2"), Words(text)), above, inset)


class Paper(QTextEdit):
    """Lines that can be read, chosen and copied, not changed; what is shown stays where it was."""

    def __init__(self, name: str, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._lines: Sequence[Line] = ()
        self.setAccessibleName(name)
        self.setReadOnly(True)
        self.setUndoRedoEnabled(False)
        self.setAcceptRichText(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.setTabChangesFocus(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.document().setDocumentMargin(2)

    def set_theme(self, theme: Theme) -> None:
        """From now on the words wear `theme`."""
        self._theme = theme
        self._write()

    def show_lines(self, lines: Sequence[Line], *, at_end: bool = False) -> None:
        """These lines and no others stand here; the newest is in view where it is the last."""
        if tuple(lines) == tuple(self._lines):
            return
        self._lines = tuple(lines)
        self._write()
        if at_end:
            self.moveCursor(QTextCursor.MoveOperation.End)

    def _write(self) -> None:
        bar = self.verticalScrollBar()
        before = bar.value()
        self.clear()
        cursor = QTextCursor(self.document())
        for number, part in enumerate(self._lines):
            block = QTextBlockFormat()
            block.setTopMargin(self._theme.px(part.above))
            block.setLeftMargin(self._theme.px(part.inset))
            if number:
                cursor.insertBlock(block)
            else:
                cursor.setBlockFormat(block)
            for run in part.runs:
                style = QTextCharFormat()
                style.setFont(self._theme.font(run.role))
                style.setForeground(self._theme.color(run.tone))
                # one line of a paragraph each: a break in it must not begin a paragraph
                cursor.insertText(run.text.replace("\n", "\N{LINE SEPARATOR}"), style)
        self.moveCursor(QTextCursor.MoveOperation.Start)  # it went along with what was written
        bar.setValue(min(before, bar.maximum()))
