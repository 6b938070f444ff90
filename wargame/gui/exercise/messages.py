"""Notes and messages of one seat, or of control: what it may read, and a line to write."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from wargame.app.exercise_seats import CONTROL, Message
from wargame.gui.dress import label, with_role
from wargame.gui.exercise.seats_paper import Paper
from wargame.gui.exercise.seats_words import WHITE_CELL, Names, message_lines
from wargame.gui.theme import Theme

NOTE = "Private note"
LINES = 3
SEEN = "Control reads all messages and notes."


class MessagesBox(QWidget):
    """`sent(to, text)` by the button or Ctrl+Return; to oneself it is a private note."""

    sent = Signal(str, str)

    def __init__(self, reader: str, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.reader = reader
        self._theme = theme
        self.paper = Paper("Notes and messages", theme)
        self.to = QComboBox()
        self.to.setAccessibleName("To")
        self.text = QPlainTextEdit()
        self.text.setAccessibleName("Message")
        self.text.setPlaceholderText("Write a note or a message (Ctrl+Return sends it)")
        self.text.setTabChangesFocus(True)
        self.text.installEventFilter(self)
        self.send = QPushButton("Keep note")
        self.send.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        for part, role in ((self.to, "control"), (self.text, "body"), (self.send, "control")):
            with_role(part, role)
        self._lay_out()
        self.set_theme(theme)
        self.text.textChanged.connect(self._allow)
        self.to.currentIndexChanged.connect(self._allow)
        self.send.clicked.connect(self._send)
        self._allow()

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(label("secondary", "text2", "To"))
        row.addWidget(self.to, 1)
        row.addWidget(self.send)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(label("section", text="Notes and messages"))
        if self.reader != CONTROL:
            column.addWidget(label("caption", "text2", SEEN))
        column.addWidget(self.paper, 1)
        column.addWidget(self.text)
        column.addLayout(row)

    def set_theme(self, theme: Theme) -> None:
        """From now on the field is as high as its lines in `theme`."""
        self._theme = theme
        self.text.setFont(theme.font("body"))
        self.text.setFixedHeight(self.text.fontMetrics().lineSpacing() * LINES + theme.px(12))

    def show_messages(self, messages: Sequence[Message], names: Names) -> None:
        """These can be read; a message can go to each of the other seats and to control."""
        self.paper.show_lines(message_lines(messages, self.reader, names), at_end=True)
        found = [(NOTE, self.reader)]
        if self.reader != CONTROL:
            found.append((WHITE_CELL, CONTROL))
        found += [(name, seat) for seat, name in names.items() if seat != self.reader]
        if [self.to.itemData(k) for k in range(self.to.count())] == [seat for _, seat in found]:
            return
        chosen = self.to.currentData()
        self.to.clear()
        for words, seat in found:
            self.to.addItem(words, seat)
        self.to.setCurrentIndex(max(0, self.to.findData(chosen)))

    @Slot()
    def _allow(self) -> None:
        self.send.setEnabled(bool(self.text.toPlainText().strip()))
        note = self.to.currentData() in (None, self.reader)
        self.send.setText("Keep note" if note else "Send")
        self.send.setToolTip("" if self.send.isEnabled() else "Write something first")

    @Slot()
    def _send(self) -> None:
        words = self.text.toPlainText().strip()
        if words and self.to.currentData() is not None:
            self.text.clear()
            self.sent.emit(str(self.to.currentData()), words)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Ctrl+Return in the field sends what is written."""
        if (
            watched is self.text
            and isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
            and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
            and event.modifiers() & Qt.KeyboardModifier.ControlModifier
        ):
            self._send()
            return True
        return super().eventFilter(watched, event)
