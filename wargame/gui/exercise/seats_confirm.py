"""A question in place, before something that everybody will see: a sentence, yes and no."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from wargame.gui.dress import label, with_role


class Confirm(QFrame):
    """Hidden until `ask`; `confirmed` or `withdrawn`, and hidden again. Escape withdraws."""

    confirmed = Signal()
    withdrawn = Signal()

    def __init__(self, no: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("rulecard", True)
        self.words: QLabel = label("body", wrap=True)
        self.yes, self.no = QPushButton(), QPushButton(no)
        for button in (self.yes, self.no):
            with_role(button, "control")
            button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            button.setAutoDefault(True)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.yes)
        row.addWidget(self.no)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 8, 10, 8)
        column.setSpacing(8)
        column.addWidget(self.words)
        column.addLayout(row)
        self.yes.clicked.connect(self._say_yes)
        self.no.clicked.connect(self._say_no)
        self.hide()

    def ask(self, words: str, yes: str) -> None:
        """The sentence stands there; Return alone changes nothing."""
        self.words.setText(words)
        self.yes.setText(yes)
        self.show()
        self.no.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _say_yes(self) -> None:
        self.hide()
        self.confirmed.emit()

    @Slot()
    def _say_no(self) -> None:
        self.hide()
        self.withdrawn.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape withdraws."""
        if event.key() == Qt.Key.Key_Escape:
            self._say_no()
        else:
            super().keyPressEvent(event)
