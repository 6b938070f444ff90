"""A waterfall from what was to be expected to what happened, in three parts and their rows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from wargame.gui.panels.sensitivity_tornado import round_values
from wargame.gui.theme import Theme

ROW, AXIS, NAMES, FIGURE = 26, 20, 0.44, 112
LEFT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
RIGHT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
Kind = Literal["total", "part", "row"]


@dataclass(frozen=True, slots=True)
class Step:
    """A row of the waterfall: a level, or a change from one level to another."""

    label: str
    figure: str
    start: float
    end: float
    kind: Kind
    error: float = 0.0
    good: bool = True  # whether the change counts as better


def reach(steps: tuple[Step, ...]) -> tuple[float, float]:
    """The ends of the axis: every level and what playing more would settle, with some room."""
    levels = [v for s in steps for v in (s.start, s.end - s.error, s.end + s.error)]
    low, high = min(levels), max(levels)
    room = 0.05 * (high - low) or max(1.0, 0.1 * abs(high))
    return low - room, high + room


class Waterfall(QWidget):
    """Levels as ticks, changes as bars; thin lines are what playing more would settle."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._steps: tuple[Step, ...] = ()
        self._stale = False
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_theme(self, theme: Theme) -> None:
        """From now on the picture wears `theme`."""
        self._theme = theme
        self.updateGeometry()
        self.update()

    def show_steps(self, steps: tuple[Step, ...], *, stale: bool) -> None:
        """The rows are those; pale when they belong to an earlier state."""
        self._steps, self._stale = steps, stale
        said = [f"{step.label}: {step.figure}" for step in steps]
        self.setAccessibleName(". ".join(said))
        self.setToolTip("\n".join(said))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """All rows, and the axis."""
        count = len(self._steps)
        return QSize(self._theme.px(520), self._theme.px(ROW * count + AXIS) if count else 0)

    def _ink(self, name: str) -> str:
        return "text_dis" if self._stale else name

    def paintEvent(self, event: QPaintEvent) -> None:
        """Names, bars, figures and axis are drawn."""
        if not self._steps:
            return
        theme, painter = self._theme, QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        low, high = reach(self._steps)
        left, right = NAMES * self.width(), self.width() - theme.px(FIGURE)

        def at(value: float) -> float:
            return left + (value - low) / (high - low) * (right - left)

        bottom = theme.px(ROW) * len(self._steps)
        painter.setFont(theme.font("axis"))
        for value in round_values(low, high):
            painter.setPen(QPen(theme.color("grid"), 1))
            painter.drawLine(QPointF(at(value), 0), QPointF(at(value), bottom))
            painter.setPen(theme.color("text3"))
            box = QRectF(at(value) - theme.px(40), bottom, theme.px(80), theme.px(AXIS))
            text = f"{value:,.4g}".replace("-", "\u2212")
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)
        for index, step in enumerate(self._steps):
            box = QRectF(0, theme.px(ROW) * index, self.width(), theme.px(ROW))
            self._paint_words(painter, step, box, left)
            places = (at(step.start), at(step.end), at(low + step.error) - at(low))
            self._paint_mark(painter, step, box, places)

    def _paint_words(self, painter: QPainter, step: Step, box: QRectF, left: float) -> None:
        theme = self._theme
        inset = theme.px(18) if step.kind == "row" else theme.px(2)
        painter.setFont(theme.font("secondary" if step.kind == "row" else "section"))
        painter.setPen(theme.color(self._ink("text")))
        name = box.adjusted(inset, 0, left - box.width() - theme.px(8), 0)
        text = painter.fontMetrics().elidedText(
            step.label, Qt.TextElideMode.ElideRight, int(name.width())
        )
        painter.drawText(name, LEFT, text)
        painter.drawText(box.adjusted(0, 0, -theme.px(2), 0), RIGHT, step.figure)

    def _paint_mark(
        self, painter: QPainter, step: Step, box: QRectF, places: tuple[float, float, float]
    ) -> None:
        theme = self._theme
        start, end, error = places
        inset = theme.px(8 if step.kind == "row" else 5)
        if step.kind == "total":
            tick = QRectF(end - 2, box.top() + theme.px(3), 4, box.height() - 2 * theme.px(3))
            painter.fillRect(tick, theme.color(self._ink("bar_tot")))
            return
        if step.start == step.end:
            return
        name = "bar_up" if step.good else "bar_dn"
        bar = QRectF(min(start, end), box.top() + inset, max(abs(end - start), 1.5),
                     box.height() - 2 * inset)  # fmt: skip
        painter.fillRect(bar, theme.color(self._ink(name)))
        if error > 0:
            painter.setPen(QPen(theme.color(self._ink("text3")), 1))
            y = box.center().y()
            painter.drawLine(QPointF(end - error, y), QPointF(end + error, y))
