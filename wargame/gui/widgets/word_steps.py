"""A chance in words, very low to high, with five steps drawn: no figure stands behind it."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from wargame.gui.theme import Theme

WORDS = ("very low", "low", "moderate", "elevated", "high")


class WordSteps(QWidget):
    """The word, and as many of five steps filled as it means."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._word = ""
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def set_theme(self, theme: Theme) -> None:
        """From now on the steps wear `theme`."""
        self._theme = theme
        self.updateGeometry()
        self.update()

    def show_word(self, word: str) -> None:
        """The steps mean `word`; an unknown word is written without steps."""
        self._word = word
        self.setAccessibleName(word)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """One line: word and five steps."""
        font = self._theme.font("secondary")
        font.setWeight(font.Weight.DemiBold)
        self.setFont(font)
        width = self.fontMetrics().horizontalAdvance(self._word) + self._theme.px(36)
        return QSize(width, self._theme.px(18))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Word and steps are drawn, against the right edge."""
        theme = self._theme
        painter = QPainter(self)
        painter.setPen(theme.color("text"))
        steps = theme.px(34)
        box = QRectF(0, 0, self.width() - steps, self.height())
        painter.drawText(
            box, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, self._word
        )
        filled = WORDS.index(self._word) + 1 if self._word in WORDS else 0
        painter.setPen(Qt.PenStyle.NoPen)
        side, gap = theme.px(4), theme.px(2)
        left = self.width() - steps + theme.px(5)
        for step in range(len(WORDS)):
            painter.setBrush(theme.color("text2" if step < filled else "border"))
            tall = theme.px(4 + 2 * step)
            top = (self.height() + theme.px(12)) / 2 - tall
            painter.drawRect(QRectF(left + step * (side + gap), top, side, tall))
