"""An effect with its interval: bar, dot at the mean, tick at zero, and the figures."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from wargame.app.records import Effect
from wargame.gui.theme import Theme
from wargame.gui.words import signed, span

WIDEST = "+00.0 to +00.0"


class IntervalBadge(QWidget):
    """Bar, dot and words of one effect; grey with an ellipsis while a newer one is computed."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._effect: Effect | None = None
        self._stale = False
        self._low, self._high = -1.0, 1.0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_theme(self, theme: Theme) -> None:
        """From now on the badge wears `theme`."""
        self._theme = theme
        self.updateGeometry()
        self.update()

    def show_effect(self, effect: Effect | None, low: float, high: float, stale: bool) -> None:
        """The badge shows `effect` on an axis from `low` to `high`; None while nothing is known."""
        self._effect, self._stale = effect, stale
        self._low, self._high = low, max(high, low + 1e-6)
        words = self.words()
        self.setAccessibleName(words)
        self.setToolTip(words)
        self.update()

    def words(self) -> str:
        """The badge as a sentence, for a screen reader and the tool tip."""
        if self._effect is None:
            return "Effect being computed"
        effect = self._effect
        wait = "; being computed again" if self._stale else ""
        return (
            f"{signed(effect.mean)} points of stability against no zone, in this model; "
            f"{span(effect.low, effect.high)} ({effect.interval}; "
            f"{effect.runs:,} playthroughs){wait}"
        )

    def sizeHint(self) -> QSize:
        """One line of body text."""
        return QSize(self._theme.px(180), self._theme.px(18))

    def _bar(self) -> QRectF:
        """The track: all badges of a column have the same, with room for the widest words."""
        mean = QFontMetricsF(self._theme.font("section")).horizontalAdvance("+00.0")
        words = QFontMetricsF(self._theme.font("secondary")).horizontalAdvance(WIDEST)
        room = self.width() - mean - words - self._theme.px(15)
        width = max(min(self.width() * 0.42, self._theme.px(96), room), self._theme.px(32))
        return QRectF(0, self.height() / 2 - 2, width, 4)

    def _at(self, value: float) -> float:
        bar = self._bar()
        share = (value - self._low) / (self._high - self._low)
        return bar.left() + min(1.0, max(0.0, share)) * bar.width()

    def _color(self) -> QColor:
        effect = self._effect
        if effect is None or self._stale:
            return self._theme.color("text_dis")
        if effect.low > 0:
            return self._theme.color("good")
        return self._theme.color("bad" if effect.high < 0 else "bar_tot")

    def paintEvent(self, event: QPaintEvent) -> None:
        """Track, tick, bar, dot and words are drawn."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.color("sunken" if self._theme.mode == "light" else "border"))
        painter.drawRoundedRect(self._bar(), 2, 2)
        self._paint_tick(painter)
        if self._effect is not None:
            self._paint_interval(painter, self._effect)
        self._paint_words(painter)

    def _paint_tick(self, painter: QPainter) -> None:
        zero, middle = self._at(0.0), self._bar().center().y()
        reach = self._theme.px(6)
        painter.setPen(QPen(self._theme.color("text3"), 1.2))
        painter.drawLine(QPointF(zero, middle - reach), QPointF(zero, middle + reach))

    def _paint_interval(self, painter: QPainter, effect: Effect) -> None:
        middle, color = self._bar().center().y(), self._color()
        width = self._theme.number("line.interval")
        painter.setPen(QPen(color, width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
        painter.drawLine(
            QPointF(self._at(effect.low), middle), QPointF(self._at(effect.high), middle)
        )
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(color)
        radius = self._theme.px(3.6)
        painter.drawEllipse(QPointF(self._at(effect.mean), middle), radius, radius)

    def _paint_words(self, painter: QPainter) -> None:
        left = self._bar().right() + self._theme.px(8)
        text = QRectF(left, 0, self.width() - left, self.height())
        align = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        if self._effect is None:
            painter.setFont(self._theme.font("secondary"))
            painter.setPen(self._theme.color("text3"))
            painter.drawText(text, align, "\u2026")
            return
        painter.setFont(self._theme.font("section"))
        painter.setPen(self._theme.color("text_dis" if self._stale else "text"))
        mean = signed(self._effect.mean)
        painter.drawText(text, align, mean)
        column = painter.fontMetrics().horizontalAdvance("+00.0")
        used = max(column, painter.fontMetrics().horizontalAdvance(mean)) + self._theme.px(7)
        painter.setFont(self._theme.font("secondary"))
        painter.setPen(self._theme.color("text_dis" if self._stale else "text2"))
        more = " \u2026" if self._stale else ""
        painter.drawText(
            text.adjusted(used, 0, 0, 0), align, span(self._effect.low, self._effect.high) + more
        )
