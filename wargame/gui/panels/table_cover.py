"""A page that a cover can hide from the room: under it, only words that give nothing away."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QPushButton, QStackedLayout, QVBoxLayout, QWidget

from wargame.gui.dress import label, with_role


class Covered(QWidget):
    """A page and its cover; `lifted` when a person asks to look under it."""

    lifted = Signal()

    def __init__(self, page: QWidget, button: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.words: QLabel = label("body", "text2")
        self.lift = QPushButton(button)
        self.lift.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        with_role(self.lift, "control")
        self.lift.clicked.connect(self.lifted)
        cover = QWidget()
        middle = QVBoxLayout(cover)
        middle.addStretch(1)
        for part in (self.words, self.lift):
            middle.addWidget(part, 0, Qt.AlignmentFlag.AlignHCenter)
        middle.addStretch(1)
        self._both = QStackedLayout(self)
        self._both.addWidget(page)
        self._both.addWidget(cover)

    def set_covered(self, covered: bool, words: str) -> None:
        """The cover lies over the page and says `words`, or the page is open."""
        self.words.setText(words)
        self._both.setCurrentIndex(int(covered))
