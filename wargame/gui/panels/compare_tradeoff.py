"""Any measure against any other, options as points with their intervals; never added up."""

from __future__ import annotations

from string import ascii_uppercase

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Slot
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QComboBox, QGridLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from wargame.app.comparison_records import Comparison, OptionOverSets, OverSets
from wargame.gui.dress import label, with_role
from wargame.gui.panels.tradeoff import axis, ticks
from wargame.gui.theme import Theme

MEASURES = {
    "deescalation": "Short-term de-escalation, first 4 turns (0 to 100)",
    "principle": "Sovereignty as a principle (0 to 100)",
    "stability": "Stability after the last turn (0 to 100)",
    "weakest": "Weakest sector after the last turn (0 to 100)",
    "norm": "Sovereignty norm (0 to 100)",
    "frozen": "Frozen-conflict index (0 to 100)",
    "precedent": "Precedent index (0 to 100)",
}
YOURS = "Cross: median and 80 % of assumption sets. Weighing the two is yours: no sum is made."
MIDDLE = Qt.AlignmentFlag.AlignCenter
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class CompareTradeOff(QWidget):
    """The plot under two boxes that choose what it shows."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.plot = CrossPlot(theme)
        self.across, self.up = QComboBox(), QComboBox()
        rows = QGridLayout()
        rows.setHorizontalSpacing(8)
        rows.setVerticalSpacing(4)
        for row, (words, box, first) in enumerate(
            (("Across", self.across, "deescalation"), ("Up", self.up, "principle"))
        ):
            named: QLabel = label("secondary", "text2", words)
            named.setBuddy(box)
            rows.addWidget(named, row, 0)
            rows.addWidget(box, row, 1)
            self._fill(box, words, first)
        rows.setColumnStretch(1, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addLayout(rows)
        column.addWidget(self.plot, 1)
        column.addWidget(label("caption", "text3", YOURS, wrap=True))
        self._choose()

    def _fill(self, box: QComboBox, words: str, first: str) -> None:
        for key, name in MEASURES.items():
            box.addItem(name, key)
        box.setCurrentIndex(box.findData(first))
        box.setAccessibleName(f"{words}: measure")
        box.setMinimumContentsLength(12)
        shrinking = QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        box.setSizeAdjustPolicy(shrinking)
        with_role(box, "control")
        box.currentIndexChanged.connect(self._choose)

    @Slot()
    def _choose(self) -> None:
        self.plot.show_measures(str(self.across.currentData()), str(self.up.currentData()))

    def show_comparison(self, found: Comparison, *, stale: bool) -> None:
        """The options of `found` stand on the plot."""
        self.plot.show_comparison(found, stale=stale)


class CrossPlot(QWidget):
    """Lettered crosses on a part of both axes that holds every interval."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._found: Comparison | None = None
        self._stale = False
        self._keys = ("deescalation", "principle")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumHeight(theme.px(200))

    def set_theme(self, theme: Theme) -> None:
        """From now on the plot wears `theme`."""
        self._theme = theme
        self.setMinimumHeight(theme.px(200))
        self.update()

    def show_measures(self, across: str, up: str) -> None:
        """The axes are those two measures."""
        self._keys = (across, up)
        self._name()

    def show_comparison(self, found: Comparison, *, stale: bool) -> None:
        """The crosses are the options of `found`."""
        self._found, self._stale = found, stale
        self._name()

    def sizeHint(self) -> QSize:
        """A little wider than high."""
        return QSize(self._theme.px(420), self._theme.px(270))

    def placed(self) -> list[tuple[str, OptionOverSets, OverSets, OverSets]]:
        """Letter, option and its two measures, for every option that has both."""
        if self._found is None:
            return []
        return [
            (letter, option, option.measures[self._keys[0]], option.measures[self._keys[1]])
            for letter, option in zip(ascii_uppercase, self._found.options, strict=False)
            if all(key in option.measures for key in self._keys)
        ]

    def _name(self) -> None:
        said = [
            f"{letter}, {option.name}: {x.median:.0f} ({x.low:.0f} to {x.high:.0f}), "
            f"{y.median:.0f} ({y.low:.0f} to {y.high:.0f})"
            for letter, option, x, y in self.placed()
        ]
        names = " against ".join(MEASURES[key] for key in reversed(self._keys))
        self.setAccessibleName(f"{names}. {'. '.join(said)}")
        self.setToolTip("\n".join(said))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Grid, crosses and letters are drawn."""
        shown, theme = self.placed(), self._theme
        if not shown:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        frame = QRectF(self.rect()).adjusted(theme.px(34), theme.px(6), -theme.px(8), -theme.px(20))
        across = axis([v for _l, _o, x, _y in shown for v in (x.low, x.high)])
        up = axis([v for _l, _o, _x, y in shown for v in (y.low, y.high)])
        self._paint_grid(painter, frame, across, up)

        def at(x: float, y: float) -> QPointF:
            right = (x - across[0]) / (across[1] - across[0]) * frame.width()
            high = (y - up[0]) / (up[1] - up[0]) * frame.height()
            return QPointF(frame.left() + right, frame.bottom() - high)

        for letter, option, x, y in shown:
            color = theme.color(self._ink(option))
            painter.setPen(QPen(color, 1.6 * theme.scale))
            painter.drawLine(at(x.low, y.median), at(x.high, y.median))
            painter.drawLine(at(x.median, y.low), at(x.median, y.high))
            self._paint_letter(painter, at(x.median, y.median), letter, option)

    def _ink(self, option: OptionOverSets) -> str:
        if self._stale:
            return "text_dis"
        chosen = self._found is not None and option.id == self._found.chosen
        return "accent" if chosen else "text3"

    def _paint_letter(
        self, painter: QPainter, place: QPointF, letter: str, option: OptionOverSets
    ) -> None:
        """A disc with the letter inside: no label to go astray where crosses are crowded."""
        theme, side = self._theme, self._theme.px(8)
        painter.setPen(QPen(theme.color(self._ink(option)), 1.4 * theme.scale))
        painter.setBrush(theme.color("panel"))
        painter.drawEllipse(place, side, side)
        painter.setFont(theme.font("caption"))
        painter.setPen(theme.color("text_dis" if self._stale else "text"))
        box = QRectF(place.x() - side, place.y() - side, 2 * side, 2 * side)
        painter.drawText(box, MIDDLE, letter)

    def _paint_grid(
        self,
        painter: QPainter,
        frame: QRectF,
        across: tuple[float, float],
        up: tuple[float, float],
    ) -> None:
        theme = self._theme
        painter.setFont(theme.font("axis"))
        for value in ticks(*across):
            x = frame.left() + (value - across[0]) / (across[1] - across[0]) * frame.width()
            painter.setPen(QPen(theme.color("grid"), 1))
            painter.drawLine(QPointF(x, frame.top()), QPointF(x, frame.bottom()))
            painter.setPen(theme.color("text3"))
            box = QRectF(x - theme.px(20), frame.bottom() + 2, theme.px(40), theme.px(16))
            painter.drawText(box, MIDDLE, f"{value:g}")
        for value in ticks(*up):
            y = frame.bottom() - (value - up[0]) / (up[1] - up[0]) * frame.height()
            painter.setPen(QPen(theme.color("grid"), 1))
            painter.drawLine(QPointF(frame.left(), y), QPointF(frame.right(), y))
            painter.setPen(theme.color("text3"))
            box = QRectF(0, y - theme.px(8), theme.px(30), theme.px(16))
            painter.drawText(box, RIGHT, f"{value:g}")
        painter.setPen(QPen(theme.color("border_strong"), 1))
        painter.drawLine(frame.bottomLeft(), frame.bottomRight())
        painter.drawLine(frame.bottomLeft(), frame.topLeft())
