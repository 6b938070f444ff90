"""One seat as a line that can be pressed: its state, its name, and what it has left."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from wargame.app.exercise_seats import SeatStand
from wargame.gui import icons
from wargame.gui.theme import Theme

TALL = 29  # px
ICON, GAP = 15, 8
PIP = 3.6  # px, radius
BY_MODEL = "by the model"  # where the doctrine's name has no room; the tooltip has it
WORDS_AT = 132  # px, where the words begin: right of the longest name, "European Union"


class SeatRow(QAbstractButton):
    """A seat; pressed, it asks to be shown. The capital left is told by pips and in words."""

    def __init__(self, stand: SeatStand, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.stand = stand
        self.unread = 0
        self._theme = theme
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.show_stand(stand)

    def set_theme(self, theme: Theme) -> None:
        """From now on the row wears `theme`."""
        self._theme = theme
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """One line."""
        return QSize(self._theme.px(200), self._theme.px(TALL))

    def minimumSizeHint(self) -> QSize:
        """Words are cut before the name is."""
        return QSize(self._theme.px(120), self._theme.px(TALL))

    def show_stand(self, stand: SeatStand, unread: int = 0) -> None:
        """The seat stands so; that many messages wait for whoever reads here."""
        self.stand, self.unread = stand, unread
        who = f", {', '.join(stand.people)}" if stand.people else ""
        mail = f"; {unread_words(unread)}" if unread else ""
        left = f"{stand.capital_left} of {stand.capital} political capital left"
        told = f"{stand.name}{who}: {stand.words}; {left}{mail}"
        self.setAccessibleName(told)
        self.setToolTip(f"{told}\nOpen it on the page of seats")
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Icon, name, words and pips are drawn, with a line below."""
        painter, theme = QPainter(self), self._theme
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.underMouse() or self.isDown() or self.isChecked():
            painter.fillRect(
                self.rect(), theme.color("accent_soft" if self.isChecked() else "sunken")
            )
        box = QRectF(self.rect())
        painter.setPen(QPen(theme.color("grid"), 1))
        painter.drawLine(box.bottomLeft() - QPointF(0, 0.5), box.bottomRight() - QPointF(0, 0.5))
        if self.isChecked():
            painter.fillRect(QRectF(0, 0, theme.px(2), box.height()), theme.color("accent"))
        side = theme.px(6) if self.isCheckable() else 0
        self._paint_parts(painter, box.adjusted(side, 0, -side, 0))

    def _paint_parts(self, painter: QPainter, box: QRectF) -> None:
        theme, stand = self._theme, self.stand
        name, tone = icon_of(stand)
        size = theme.px(ICON)
        top = round(box.center().y() - size / 2)
        painter.drawPixmap(round(box.left()), top, icons.pixmap(name, theme, tone, ICON))
        right = self._paint_pips(painter, box) - theme.px(GAP)
        left = box.left() + size + theme.px(GAP)
        words = box.left() + theme.px(WORDS_AT)
        self._text(
            painter, "control", "text", stand.name, QRectF(left, 0, words - left, box.height())
        )
        said, color = stand.words, "text2"
        room = right - words - theme.px(4)
        if self.unread:
            said, color = f"{self.unread} unread", "accent"
        elif stand.doctrine:
            painter.setFont(theme.font("secondary"))
            if painter.fontMetrics().horizontalAdvance(said) > room:
                said = BY_MODEL
        self._text(
            painter, "secondary", color, said,
            QRectF(words + theme.px(4), 0, right - words - theme.px(4), box.height()),
        )  # fmt: skip

    def _text(self, painter: QPainter, role: str, tone: str, words: str, box: QRectF) -> None:
        painter.setFont(self._theme.font(role))
        painter.setPen(self._theme.color(tone))
        cut = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, int(box.width()))
        painter.drawText(box, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, cut)

    def _paint_pips(self, painter: QPainter, box: QRectF) -> float:
        """A pip for each unit of capital, full while it is left; where they begin."""
        theme, stand = self._theme, self.stand
        radius = theme.px(10 * PIP) / 10
        step = 2 * radius + theme.px(6)
        first = box.right() - radius - theme.px(1) - step * (stand.capital - 1)
        for pip in range(stand.capital):
            left = pip < stand.capital_left
            painter.setPen(QPen(theme.color("accent" if left else "text2"), 1.2))
            painter.setBrush(theme.color("accent") if left else Qt.BrushStyle.NoBrush)
            painter.drawEllipse(QPointF(first + pip * step, box.center().y()), radius, radius)
        return first - radius


def icon_of(stand: SeatStand) -> tuple[str, str]:
    """The icon of its state, and the icon's tone."""
    if stand.doctrine:
        return "cpu", "text2"
    if not stand.decided:
        return "hourglass", "warn"
    return ("eye" if stand.revealed else "check"), "good"


def unread_words(count: int) -> str:
    """A count of messages not read yet."""
    return f"{count} unread message{'' if count == 1 else 's'}"
