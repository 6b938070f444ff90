"""The options in a table of intervals over assumption sets; every column in its own unit."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from wargame.app.comparison_records import Comparison, OptionOverSets
from wargame.gui.panels.compare_lines import draw_interval
from wargame.gui.panels.compare_words import BASELINE, clash, gain, known_baseline
from wargame.gui.theme import Theme
from wargame.gui.widgets.word_steps import WORDS
from wargame.gui.words import plain

ROW, HEAD = 25, 34
TALLEST = 2.0  # of a row, where there is room
LEFT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
WRAP = LEFT | Qt.TextFlag.TextWordWrap
MIDDLE = Qt.AlignmentFlag.AlignCenter


def whole(value: float) -> str:
    """A figure without decimals."""
    return plain(value, 0)


def in_percent(share: float) -> str:
    """A share of 0 to 1 in whole percent."""
    return plain(100 * share, 0)


def in_thousands(value: float) -> str:
    """A figure in thousands."""
    return plain(value / 1000)


@dataclass(frozen=True, slots=True)
class Column:
    """A measure: its heading, and how its figures are written."""

    key: str
    words: str
    write: Callable[[float], str] = whole  # without the unit, which stands in the heading
    share: float = 1.0  # of the room, against the other columns


COLUMNS = (
    Column("stability", "Stability"),
    Column("durability_8q", "First ceasefire holds 2 years, %", in_percent),
    Column("km2_lost", "Ground lost, 1,000 km\u00b2", in_thousands, 1.25),
    Column("norm", "Sovereignty norm"),
    Column("ceasefire_any", "Any ceasefire, %", in_percent),
    Column("frozen", "Frozen-conflict index"),
)
NAMES, GAIN, CLASH = 0.155, 0.125, 0.145  # shares of the width


def reach(found: Comparison, key: str) -> tuple[float, float] | None:
    """The ends of a column's axis: all its intervals; None where no option has the measure."""
    over = [option.measures[key] for option in found.options if key in option.measures]
    if not over:
        return None
    low, high = min(o.low for o in over), max(o.high for o in over)
    return low, max(high, low + 1e-9)


def row_height(part: QWidget, rows: int, head: int, row: int, theme: Theme) -> float:
    """How tall rows are that share out the height, within reason."""
    room = (part.height() - theme.px(head)) / max(rows, 1)
    return min(max(theme.px(row), room), TALLEST * theme.px(row))


class CompareTable(QWidget):
    """Rows of options: median as dot and figure, 80 % as line and figures, clash in words."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._found: Comparison | None = None
        self._stale = False
        self._baseline = BASELINE
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)

    def set_theme(self, theme: Theme) -> None:
        """From now on the table wears `theme`."""
        self._theme = theme
        self.updateGeometry()
        self.update()

    def show_comparison(self, found: Comparison, *, stale: bool, baseline: str = BASELINE) -> None:
        """The rows are the options of `found`."""
        self._found, self._stale = found, stale
        self._baseline = known_baseline(found, baseline)
        self.setAccessibleName(". ".join(row_words(option) for option in found.options))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """A row for each option below the headings."""
        rows = len(self._found.options) if self._found else 0
        return QSize(self._theme.px(1180), self._theme.px(HEAD + ROW * rows))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Headings and rows are drawn."""
        found, theme = self._found, self._theme
        if found is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        names, gains, steps = (share * self.width() for share in (NAMES, GAIN, CLASH))
        wide = (self.width() - names - gains - steps) / sum(c.share for c in COLUMNS)
        self._paint_heads(painter, names, gains, wide)
        tall = row_height(self, len(found.options), HEAD, ROW, theme)
        for index, option in enumerate(found.options):
            top = theme.px(HEAD) + index * tall
            row = QRectF(0, top, self.width(), tall)
            chosen = option.id == found.chosen
            if chosen:
                painter.fillRect(row, theme.color("accent_soft"))
            painter.setPen(theme.color("border"))
            painter.drawLine(row.topLeft(), row.topRight())
            painter.setFont(theme.font("section" if chosen else "secondary"))
            painter.setPen(theme.color("text_dis" if self._stale else "text"))
            room = names - theme.px(14)
            name = painter.fontMetrics().elidedText(
                option.name, Qt.TextElideMode.ElideRight, int(room)
            )
            painter.drawText(QRectF(theme.px(8), top, room, row.height()), LEFT, name)
            self._paint_gain(painter, QRectF(names, top, gains, row.height()), option)
            left = names + gains
            for column in COLUMNS:
                cell = QRectF(left, top, wide * column.share, row.height())
                self._paint_cell(painter, cell, column, option)
                left = cell.right()
            last = QRectF(self.width() - steps, top, steps, row.height())
            self._paint_clash(painter, last, option)

    def _paint_heads(self, painter: QPainter, names: float, gains: float, wide: float) -> None:
        theme, tall = self._theme, self._theme.px(HEAD)
        found = self._found
        base = "" if found is None else found.option(self._baseline).name
        painter.setFont(theme.font("caption"))
        painter.setPen(theme.color("text2"))
        painter.drawText(QRectF(theme.px(8), 0, names, tall), LEFT, "Option")
        box = QRectF(names, 0, gains - theme.px(8), tall)
        painter.drawText(box, WRAP, f"Stability against \u201c{base}\u201d")
        left = names + gains
        for column in COLUMNS:
            box = QRectF(left, 0, wide * column.share - theme.px(6), tall)
            painter.drawText(box, WRAP, column.words)
            left += wide * column.share
        painter.drawText(QRectF(left, 0, self.width() - left, tall), LEFT, "Direct clash")

    def _paint_gain(self, painter: QPainter, cell: QRectF, option: OptionOverSets) -> None:
        """The change in stability with its interval, set by set; the baseline is the reference."""
        theme, found = self._theme, self._found
        if found is None:
            return
        words = gain(found, option, self._baseline) or "reference"
        middle, _, ends = words.partition(" ")
        painter.setFont(theme.font("section" if ends else "caption"))
        painter.setPen(theme.color("text_dis" if self._stale else "text" if ends else "text2"))
        painter.drawText(cell, LEFT, middle)
        used = painter.fontMetrics().horizontalAdvance(middle) + theme.px(5)
        painter.setFont(theme.font("axis"))
        painter.setPen(theme.color("text_dis" if self._stale else "text2"))
        painter.drawText(cell.adjusted(used, 0, 0, 0), LEFT, ends)

    def _paint_cell(
        self, painter: QPainter, cell: QRectF, column: Column, option: OptionOverSets
    ) -> None:
        theme, over = self._theme, option.measures.get(column.key)
        ends = None if self._found is None else reach(self._found, column.key)
        if over is None or ends is None:
            painter.setPen(theme.color("text3"))
            painter.drawText(cell, LEFT, "none")
            return
        left, bar = cell.left() + theme.px(4), cell.width() * 0.2
        track = QRectF(left, cell.center().y() - 2, bar, 4)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("border"))
        painter.drawRoundedRect(track, 2, 2)

        def at(value: float) -> float:
            return left + (value - ends[0]) / (ends[1] - ends[0]) * bar

        chosen = self._found is not None and option.id == self._found.chosen
        ink = "text_dis" if self._stale else "accent" if chosen else "text2"
        places = (at(over.low), at(over.median), at(over.high))
        draw_interval(painter, places, cell.center().y(), theme.color(ink), theme)
        self._paint_numbers(painter, cell.adjusted(bar + theme.px(11), 0, 0, 0), column, option)

    def _paint_numbers(
        self, painter: QPainter, box: QRectF, column: Column, option: OptionOverSets
    ) -> None:
        theme, over = self._theme, option.measures[column.key]
        painter.setFont(theme.font("section"))
        painter.setPen(theme.color("text_dis" if self._stale else "text"))
        median = column.write(over.median)
        painter.drawText(box, LEFT, median)
        used = painter.fontMetrics().horizontalAdvance(median) + theme.px(5)
        painter.setFont(theme.font("axis"))
        painter.setPen(theme.color("text_dis" if self._stale else "text2"))
        ends = f"{column.write(over.low)}\u2013{column.write(over.high)}"
        painter.drawText(box.adjusted(used, 0, 0, 0), LEFT, ends)

    def _paint_clash(self, painter: QPainter, cell: QRectF, option: OptionOverSets) -> None:
        """Five steps, those up to the median filled, and the words at both ends."""
        theme = self._theme
        filled = WORDS.index(option.clash_words[1]) + 1 if option.clash_words[1] in WORDS else 0
        side, gap = theme.px(6), theme.px(2)
        painter.setPen(Qt.PenStyle.NoPen)
        for step in range(len(WORDS)):
            ink = "text_dis" if self._stale else "text2"
            painter.setBrush(theme.color(ink if step < filled else "border"))
            x = cell.left() + step * (side + gap)
            painter.drawRect(QRectF(x, cell.center().y() - side / 2, side, side))
        painter.setFont(theme.font("caption"))
        painter.setPen(theme.color("text_dis" if self._stale else "text"))
        left = len(WORDS) * (side + gap) + theme.px(6)
        room = cell.adjusted(left, 0, 0, 0)
        words = painter.fontMetrics().elidedText(
            clash(option), Qt.TextElideMode.ElideRight, int(room.width())
        )
        painter.drawText(room, LEFT, words)


def row_words(option: OptionOverSets) -> str:
    """A row in words, for a screen reader."""
    said = [
        f"{column.words} {column.write(over.median)}, {column.write(over.low)} to "
        f"{column.write(over.high)}"
        for column in COLUMNS
        if (over := option.measures.get(column.key)) is not None
    ]
    return f"{option.name}: {'; '.join(said)}; direct clash {clash(option)}"
