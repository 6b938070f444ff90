"""Words on one line that give way to what stands beside them, and chips that say a state."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QLabel, QSizePolicy

from wargame.gui.dress import set_tone, with_role
from wargame.gui.theme import Theme

FEW = 8  # letters that stay however narrow it gets


class Elided(QLabel):
    """One line, cut at its end where there is no room; the tooltip has all of it."""

    def __init__(self, role: str, tone: str = "") -> None:
        super().__init__()
        self._words = ""
        self.setTextFormat(Qt.TextFormat.PlainText)
        with_role(self, role)
        if tone:
            self.setProperty("tone", tone)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)

    def say(self, words: str) -> None:
        """The line says `words`."""
        if words != self._words:
            self._words = words
            self.setToolTip(words)
            self.setAccessibleName(words)
            self.updateGeometry()
            self.update()

    @property
    def words(self) -> str:
        """All that it says, cut or not."""
        return self._words

    def sizeHint(self) -> QSize:
        """Return room for all words."""
        letters = self.fontMetrics()
        return QSize(letters.horizontalAdvance(self._words) + 2, letters.height())

    def minimumSizeHint(self) -> QSize:
        """Return room for a few letters."""
        letters = self.fontMetrics()
        few = letters.horizontalAdvance("n" * FEW)
        return QSize(min(self.sizeHint().width(), few), letters.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint as much as there is room for."""
        painter = QPainter(self)
        painter.setPen(self.palette().color(self.foregroundRole()))
        painter.setFont(self.font())
        room = self.rect()
        cut = painter.fontMetrics().elidedText(
            self._words, Qt.TextElideMode.ElideRight, room.width()
        )
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, cut)


class Chip(QLabel):
    """A word on a soft ground of its tone: "warn", "good", "bad"; plain for none."""

    def __init__(self, theme: Theme, role: str = "caption") -> None:
        super().__init__()
        self._theme, self._tone, self._role = theme, "", role
        self.setTextFormat(Qt.TextFormat.PlainText)
        with_role(self, role)

    def set_theme(self, theme: Theme) -> None:
        """From now on the chip wears `theme`."""
        self._theme = theme
        self.setContentsMargins(theme.px(6), theme.px(2), theme.px(6), theme.px(2))
        self.update()

    def say(self, words: str, tone: str = "") -> None:
        """The chip says `words`, or is gone for none."""
        self._tone = tone
        self.setText(words)
        set_tone(self, tone or "text2")
        self.setFont(self._theme.font(self._role))  # a tone takes the font back
        self.setVisible(bool(words))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the ground, then the words."""
        theme, painter = self._theme, QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color(f"{self._tone}_soft" if self._tone else "sunken"))
        edge = theme.length("radius.chip")
        painter.drawRoundedRect(self.rect(), edge, edge)
        painter.end()
        super().paintEvent(event)


def told(widget: QLabel, words: str, tone: str, theme: Theme) -> None:
    """The label says `words` in a tone, in the font it has."""
    widget.setText(words)
    set_tone(widget, tone)
    widget.setFont(theme.font(str(widget.property("role"))))  # a tone takes the font back


def beside_icon(button: QAbstractButton, words: str) -> None:
    """The button says `words` with air between them and its icon; readers are told them plain."""
    if button.accessibleName() != words:
        button.setText(f"\u2009{words}")
        button.setAccessibleName(words)
