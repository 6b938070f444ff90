"""A bar across the window that tells something and offers what can be done; it blocks nothing."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QWidget

from wargame.gui.dress import label, put_on, with_role
from wargame.gui.icons import pixmap
from wargame.gui.theme import Theme


class NoticeBar(QFrame):
    """Hidden until `tell`; `answered(name)` when a person takes one of the answers."""

    answered = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("panel", True)
        self._theme = theme
        self.sign = QLabel()
        self.words: QLabel = label("control", wrap=True)
        self.buttons: list[QPushButton] = []
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(16, 5, 12, 5)
        self._row.setSpacing(8)
        self._row.addWidget(self.sign, 0)
        self._row.addWidget(self.words, 1)
        self.hide()
        self.set_theme(theme)

    def set_theme(self, theme: Theme) -> None:
        """From now on the bar wears `theme`."""
        self._theme = theme
        self.sign.setPixmap(pixmap("info", theme, "accent"))
        put_on(self, theme)

    def tell(self, words: str, answers: Sequence[tuple[str, str]]) -> None:
        """The bar is in view with those words and a button for each answer: (name, words)."""
        for button in self.buttons:
            self._row.removeWidget(button)
            button.deleteLater()
        self.words.setText(words)
        self.buttons = [self._button(name, said) for name, said in answers]
        for button in self.buttons:
            self._row.addWidget(button)
        put_on(self, self._theme)
        self.show()
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, words))

    def _button(self, name: str, words: str) -> QPushButton:
        button = QPushButton(words, self)
        button.setProperty("answer", name)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        with_role(button, "control")
        button.clicked.connect(self._clicked)
        return button

    @Slot()
    def _clicked(self) -> None:
        self.hide()
        sender = self.sender()
        if sender is not None:
            self.answered.emit(str(sender.property("answer")))
