"""A check box in the colours of the tokens, its words as long as they need to be."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QCheckBox, QSizePolicy, QWidget

from wargame.gui.theme import Theme

BOX = 13  # px
GAP = 8


class Tick(QCheckBox):
    """Box and words on one line; it takes the keyboard by Tab, not by a click."""

    def __init__(self, text: str, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self._theme = theme
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.set_theme(theme)

    def set_theme(self, theme: Theme) -> None:
        """From now on the box wears `theme`."""
        self._theme = theme
        self.setFont(theme.font("secondary"))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Box and words, big enough to be hit."""
        font = self._theme.font("secondary")
        self.setFont(font)
        words = self.fontMetrics().horizontalAdvance(self.text())
        return QSize(self._theme.px(BOX + GAP + 4) + words, self._theme.length("size.hit_min"))

    def minimumSizeHint(self) -> QSize:
        """The words are never cut."""
        return self.sizeHint()

    def hitButton(self, pos: QPoint) -> bool:
        """The whole row takes the click."""
        return self.rect().contains(pos)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Box, hook and words are drawn."""
        theme, scale = self._theme, self._theme.scale
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        side, middle = BOX * scale, self.height() / 2
        box = QRectF(1.5, middle - side / 2, side, side)
        on, able = self.isChecked(), self.isEnabled()
        edge = "accent" if on else "border_strong"
        painter.setPen(QPen(theme.color(edge if able else "border"), 1.2))
        painter.setBrush(theme.color("accent" if on and able else "panel"))
        painter.drawRoundedRect(box, 3, 3)
        if on:
            ink = theme.color("on_accent" if able else "text_dis")
            painter.setPen(QPen(ink, 1.8 * scale))
            hook = ((0.22, 0.52), (0.42, 0.72), (0.78, 0.3))
            at = [QPointF(box.left() + x * side, box.top() + y * side) for x, y in hook]
            painter.drawPolyline(QPolygonF(at))
        painter.setPen(theme.color("text" if able else "text_dis"))
        words = QRectF(self.rect()).adjusted(box.right() + theme.px(GAP) - 1, 0, 0, 0)
        painter.drawText(
            words, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, self.text()
        )
