"""The options one below the other: interval over assumption sets, and "x of 10" at the right."""

from __future__ import annotations

from math import ceil, floor

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from wargame.app.comparison_records import Comparison, OptionOverSets
from wargame.gui.panels.compare_words import (
    BASELINE,
    against_baseline,
    known_baseline,
    sentence,
)
from wargame.gui.theme import Theme

ROW, LINE, AXIS = 35, 24, 18  # px: a row, where its line runs, the axis
STEP = 10  # points of stability between two ticks


def scale_of(found: Comparison) -> tuple[float, float]:
    """The part of 0 to 100 that holds every interval of stability, in whole steps."""
    over = [option.measures["stability"] for option in found.options]
    low = STEP * floor(min(o.low for o in over) / STEP)
    high = STEP * ceil(max(o.high for o in over) / STEP)
    return float(low), float(max(high, low + STEP))


def draw_interval(
    painter: QPainter, places: tuple[float, float, float], y: float, color: QColor, theme: Theme
) -> None:
    """A line from the first place to the last with a dot at the middle one is drawn."""
    low, median, high = places
    width = theme.number("line.interval") * theme.scale
    painter.setPen(QPen(color, width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
    painter.drawLine(QPointF(low, y), QPointF(high, y))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(color)
    painter.drawEllipse(QPointF(median, y), theme.px(3.8), theme.px(3.8))


class CompareLines(QWidget):
    """Every option on one axis of stability; accent means chosen and nothing else."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._found: Comparison | None = None
        self._stale = False
        self._baseline = BASELINE
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_theme(self, theme: Theme) -> None:
        """From now on the lines wear `theme`."""
        self._theme = theme
        self.updateGeometry()
        self.update()

    def show_comparison(
        self, found: Comparison | None, *, stale: bool = False, baseline: str = BASELINE
    ) -> None:
        """The lines are those of `found`; pale when they belong to an earlier state."""
        self._found, self._stale = found, stale
        self._baseline = base = known_baseline(found, baseline)
        said = "" if found is None else ". ".join(sentence(found, o, base) for o in found.options)
        self.setAccessibleName(said)
        self.setToolTip(said.replace(". ", "\n"))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """A row for each option, and the axis."""
        rows = len(self._found.options) if self._found else 0
        return QSize(self._theme.px(300), self._theme.px(ROW * rows + AXIS) if rows else 0)

    def _ink(self, option: OptionOverSets) -> str:
        if self._stale:
            return "text_dis"
        chosen = self._found is not None and option.id == self._found.chosen
        return "accent" if chosen else "text2"

    def paintEvent(self, event: QPaintEvent) -> None:
        """Grid, names, intervals and counts are drawn."""
        found, theme = self._found, self._theme
        if found is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        left, right = theme.px(8), self.width() - theme.px(8)
        low, high = scale_of(found)

        def at(value: float) -> float:
            return left + (value - low) / (high - low) * (right - left)

        self._paint_axis(painter, at, low, high)
        for index, option in enumerate(found.options):
            box = QRectF(0, theme.px(ROW) * index, self.width(), theme.px(ROW))
            over = option.measures["stability"]
            color = theme.color(self._ink(option))
            places = (at(over.low), at(over.median), at(over.high))
            draw_interval(painter, places, box.top() + theme.px(LINE), color, theme)
            self._paint_words(painter, box, option)

    def _paint_axis(self, painter: QPainter, at: object, low: float, high: float) -> None:
        if self._found is None or not callable(at):
            return
        theme, bottom = self._theme, self._theme.px(ROW) * len(self._found.options)
        painter.setFont(theme.font("axis"))
        for value in range(int(low), int(high) + 1, STEP):
            x = at(value)
            painter.setPen(QPen(theme.color("grid"), 1))
            painter.drawLine(QPointF(x, 0), QPointF(x, bottom))
            painter.setPen(theme.color("text3"))
            box = QRectF(x - theme.px(20), bottom, theme.px(40), theme.px(AXIS))
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, str(value))

    def _paint_words(self, painter: QPainter, box: QRectF, option: OptionOverSets) -> None:
        """Above its line: the name whole, and the count at the right."""
        theme, found = self._theme, self._found
        if found is None:
            return
        painter.setFont(theme.font("section" if option.id == found.chosen else "secondary"))
        painter.setPen(theme.color("text_dis" if self._stale else "text"))
        line = QRectF(0, box.top(), self.width(), theme.px(LINE - 6))
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.drawText(line, middle | Qt.AlignmentFlag.AlignLeft, option.name)
        count = against_baseline(found, option, self._baseline)
        painter.drawText(line, middle | Qt.AlignmentFlag.AlignRight, count)
