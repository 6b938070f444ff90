"""What came of a file: a sentence, then every note or fault on a line of its own."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QPlainTextEdit, QVBoxLayout, QWidget

from wargame.gui.dress import label, put_on, with_role
from wargame.gui.theme import Theme


class NotesDialog(QDialog):
    """Title, words, lines that can be copied, and what follows from it."""

    def __init__(
        self, title: str, words: str, lines: tuple[str, ...], after: str, theme: Theme,
        parent: QWidget,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self.setWindowTitle(title)
        self.words, self.lines = words, lines
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(10)
        column.addWidget(label("panel", text=title))
        said = label("body", text=words, wrap=True)
        said.setMinimumWidth(theme.px(520))
        said.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        column.addWidget(said)
        if lines:
            listed = QPlainTextEdit("\n".join(lines))
            listed.setReadOnly(True)
            listed.setTabChangesFocus(True)
            listed.setAccessibleName(f"{title}, in full")
            with_role(listed, "secondary")
            listed.setFixedHeight(theme.px(min(300, 40 + 22 * len(lines))))
            column.addWidget(listed)
        column.addWidget(label("secondary", "text2", after, wrap=True))
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        column.addWidget(buttons)
        put_on(self, theme)
