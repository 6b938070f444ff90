"""A slider over a few dates, each with its tick and its name."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSlider, QWidget

from wargame.gui.theme import Theme

EDGE = 34  # pixels before the first tick and after the last


class DateSlider(QSlider):
    """Stands on one of its dates; `date_chosen(iso)` when it moves."""

    date_chosen = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        """Hold no dates yet."""
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._dates: tuple[str, ...] = ()
        self._theme: Theme | None = None
        self._since = ""  # a second date marked on the line
        self.setPageStep(1)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName("Date")
        self.valueChanged.connect(self._moved)

    def show_dates(self, dates: Sequence[str], now: str, since: str = "") -> None:
        """Offer these dates (ISO), stand on one of them, mark the way from another."""
        self._dates, self._since = tuple(dates), since
        self.blockSignals(True)
        self.setRange(0, len(dates) - 1)
        self.setValue(self._dates.index(now))
        self.blockSignals(False)
        self.setAccessibleDescription(now)
        self.update()

    @property
    def date(self) -> str:
        """Return the date it stands on."""
        return self._dates[self.value()] if self._dates else ""

    def restyle(self, theme: Theme) -> None:
        """Take colours and fonts from `theme`."""
        self._theme = theme
        self.setFixedHeight(theme.px(44))
        self.update()

    def sizeHint(self) -> QSize:
        """Room for the names of the dates."""
        return QSize(400, 44)

    @Slot(int)
    def _moved(self, _value: int) -> None:
        self.setAccessibleDescription(self.date)
        self.update()
        self.date_chosen.emit(self.date)

    def _x(self, index: int) -> float:
        steps = max(len(self._dates) - 1, 1)
        return EDGE + (self.width() - 2 * EDGE) * index / steps

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Go to the date nearest to the hand."""
        self._go(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Follow the hand."""
        if event.buttons() & Qt.MouseButton.LeftButton:
            self._go(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Stay where the hand let go."""
        event.accept()

    def _go(self, event: QMouseEvent) -> None:
        x = event.position().x()
        self.setValue(min(range(len(self._dates)), key=lambda index: abs(self._x(index) - x)))
        event.accept()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the line, its ticks, the names and the handle."""
        theme = self._theme
        if theme is None or not self._dates:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        middle = theme.px(13)
        painter.setPen(QPen(theme.color("border_strong"), 2))
        painter.drawLine(
            QPointF(self._x(0), middle), QPointF(self._x(len(self._dates) - 1), middle)
        )
        if self._since in self._dates:
            painter.setPen(QPen(theme.color("accent"), 4))
            ends = self._x(self._dates.index(self._since)), self._x(self.value())
            painter.drawLine(QPointF(ends[0], middle), QPointF(ends[1], middle))
        for index, iso in enumerate(self._dates):
            self._tick(painter, theme, index, iso, middle)
        painter.end()

    def _tick(self, painter: QPainter, theme: Theme, index: int, iso: str, middle: float) -> None:
        x, now = self._x(index), index == self.value()
        painter.setPen(QPen(theme.color("accent" if now else "border_strong"), 2))
        painter.setBrush(theme.color("accent" if now else "panel"))
        size = theme.px(7 if now else 4)
        painter.drawEllipse(QPointF(x, middle), size, size)
        if now and self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawEllipse(QPointF(x, middle), size + 4, size + 4)
        painter.setFont(theme.font("section" if now else "axis"))
        painter.setPen(theme.color("text" if now else "text2"))
        day = date.fromisoformat(iso)
        box = QRectF(x - 40, middle + theme.px(10), 80, theme.px(18))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, f"{day:%b} {day:%y}")
