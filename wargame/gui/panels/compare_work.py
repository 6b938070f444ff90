"""Long work as a person sees it: asked for by a button, progress, cancel."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QPushButton, QVBoxLayout, QWidget

from wargame.gui.dress import label, with_role
from wargame.gui.theme import Theme

START, AGAIN = "Compare over assumption sets", "Compare again"


class CompareWork(QWidget):
    """`wanted` when a person asks for the work, `cancelled` when they stop it.

    asks : what the button says at first, and once there is something to do again.
    """

    wanted = Signal()
    cancelled = Signal()

    def __init__(
        self,
        theme: Theme,
        parent: QWidget | None = None,
        *,
        asks: tuple[str, str] = (START, AGAIN),
        cancels: str = "Cancel the comparison",
    ) -> None:
        super().__init__(parent)
        self._asks = asks
        self.start = QPushButton(asks[0])
        self.stop = QPushButton("Cancel")
        self.progress = QProgressBar()
        self.words: QLabel = label("caption", "text2", wrap=True)
        self.start.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.stop.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.stop.setProperty("flat", True)
        self.stop.setAccessibleName(cancels)
        self.progress.setRange(0, 1000)
        self.progress.setTextVisible(False)
        with_role(self.start, "control")
        with_role(self.stop, "caption")
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.start)
        row.addWidget(self.progress, 1)
        row.addWidget(self.stop)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(row)
        column.addWidget(self.words)
        self.start.clicked.connect(self.wanted)
        self.stop.clicked.connect(self.cancelled)
        self.show_idle("")

    def show_working(self, fraction: float, words: str) -> None:
        """Work is under way: how far, in words, and it can be stopped."""
        self.start.hide()
        for part in (self.progress, self.stop):
            part.show()
        self.progress.setValue(round(1000 * fraction))
        self.progress.setAccessibleName(words)
        self.words.setText(words)

    def show_waiting(self, words: str) -> None:
        """The work under way stands still for a moment; `words` say for what."""
        self.words.setText(words)

    def show_idle(self, words: str, *, again: bool = False, possible: bool = True) -> None:
        """Nothing is under way; `words` say what is shown, the button asks for it anew."""
        for part in (self.progress, self.stop):
            part.hide()
        self.start.setText(self._asks[again])
        self.start.setEnabled(possible)
        self.start.show()
        self.words.setText(words)

    def show_done(self, words: str) -> None:
        """All sets are played: nothing is left to ask for."""
        self.show_idle(words)
        self.start.hide()
