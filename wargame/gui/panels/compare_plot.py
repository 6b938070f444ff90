"""Options on two axes of their own units: crosses for intervals, lettered discs told apart."""

from __future__ import annotations

from string import ascii_uppercase

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from wargame.app.comparison_records import Comparison, OptionOverSets, OverSets
from wargame.app.comparison_words import BY_KEY, CLASH, CLASH_STEPS, Shown, place_of, words_of
from wargame.gui.panels.compare_discs import told_apart
from wargame.gui.panels.tradeoff import ticks
from wargame.gui.theme import Theme

AIR = 0.1  # of an axis' span, beyond the outermost interval
DISC = 8  # px, its radius
MIDDLE = Qt.AlignmentFlag.AlignCenter
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
Span = tuple[float, float]


def span_of(shown: Shown, values: list[float]) -> Span:
    """The part of an axis that holds those values, with air, and never less than is meaningful."""
    if shown.key == CLASH:
        return 0.0, float(len(CLASH_STEPS))
    places = [place_of(shown, value) for value in values]
    low, high = min(places), max(places)
    reach = max(high - low, shown.least) * (0.5 + AIR)
    middle = (low + high) / 2
    return max(shown.low, middle - reach), min(shown.high, middle + reach)


def marks_of(shown: Shown, span: Span) -> list[tuple[float, str]]:
    """Where an axis is marked, and with what."""
    if shown.key == CLASH:
        return [(step + 0.5, words) for step, words in enumerate(CLASH_STEPS)]
    return [(value, f"{value:,g}".replace("-", "\u2212")) for value in ticks(*span)]


class CrossPlot(QWidget):
    """Lettered crosses on a part of both axes that holds every interval."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._found: Comparison | None = None
        self._stale = False
        self._keys = ("deescalation", "principle")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumHeight(theme.px(220))

    def set_theme(self, theme: Theme) -> None:
        """From now on the plot wears `theme`."""
        self._theme = theme
        self.setMinimumHeight(theme.px(220))
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
        return QSize(self._theme.px(420), self._theme.px(300))

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
        across, up = (BY_KEY[key] for key in self._keys)
        said = [
            f"{letter}, {option.name}: {words_of(across, x)}; {words_of(up, y)}"
            for letter, option, x, y in self.placed()
        ]
        self.setAccessibleName(f"{up.words} against {across.words}. {'. '.join(said)}")
        self.setToolTip("\n".join(said))
        self.update()

    def frame(self) -> QRectF:
        """Where the crosses stand; words on the upright axis need more room than figures."""
        theme, words = self._theme, self._keys[1] == CLASH
        left = theme.px(62 if words else 40)
        return QRectF(self.rect()).adjusted(left, theme.px(6), -theme.px(8), -theme.px(20))

    def places(self) -> list[tuple[QPointF, QPointF]]:
        """Of each option: where its medians stand, and where its disc stands."""
        true = [self._at(x.median, y.median) for _l, _o, x, y in self.placed()]
        side = self._theme.px(DISC)
        return list(zip(true, told_apart(true, side, self.frame()), strict=True))

    def _spans(self) -> tuple[Span, Span]:
        shown = self.placed()
        across = [v for _l, _o, x, _y in shown for v in (x.low, x.high)]
        up = [v for _l, _o, _x, y in shown for v in (y.low, y.high)]
        return span_of(BY_KEY[self._keys[0]], across), span_of(BY_KEY[self._keys[1]], up)

    def _at(self, x: float, y: float) -> QPointF:
        frame, (across, up) = self.frame(), self._spans()
        x, y = place_of(BY_KEY[self._keys[0]], x), place_of(BY_KEY[self._keys[1]], y)
        right = (x - across[0]) / (across[1] - across[0]) * frame.width()
        high = (y - up[0]) / (up[1] - up[0]) * frame.height()
        return QPointF(frame.left() + right, frame.bottom() - high)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Grid, crosses and letters are drawn."""
        shown, theme = self.placed(), self._theme
        if not shown:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_grid(painter)
        for _letter, option, x, y in shown:
            painter.setPen(QPen(theme.color(self._ink(option)), 1.6 * theme.scale))
            painter.drawLine(self._at(x.low, y.median), self._at(x.high, y.median))
            painter.drawLine(self._at(x.median, y.low), self._at(x.median, y.high))
        for (letter, option, _x, _y), (true, disc) in zip(shown, self.places(), strict=True):
            self._paint_letter(painter, true, disc, letter, option)

    def _ink(self, option: OptionOverSets) -> str:
        if self._stale:
            return "text_dis"
        chosen = self._found is not None and option.id == self._found.chosen
        return "accent" if chosen else "text3"

    def _paint_letter(
        self,
        painter: QPainter,
        true: QPointF,
        disc: QPointF,
        letter: str,
        option: OptionOverSets,
    ) -> None:
        """A disc with the letter inside, tied to its place where it had to give way."""
        theme, side = self._theme, self._theme.px(DISC)
        ink = theme.color(self._ink(option))
        painter.setPen(QPen(ink, 1.2 * theme.scale))
        painter.drawLine(true, disc)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ink)
        painter.drawEllipse(true, theme.px(2.6), theme.px(2.6))
        painter.setPen(QPen(ink, 1.4 * theme.scale))
        painter.setBrush(theme.color("panel"))
        painter.drawEllipse(disc, side, side)
        painter.setFont(theme.font("caption"))
        painter.setPen(theme.color("text_dis" if self._stale else "text"))
        box = QRectF(disc.x() - side, disc.y() - side, 2 * side, 2 * side)
        painter.drawText(box, MIDDLE, letter)

    def _paint_grid(self, painter: QPainter) -> None:
        theme, frame, (across, up) = self._theme, self.frame(), self._spans()
        painter.setFont(theme.font("axis"))
        for value, words in marks_of(BY_KEY[self._keys[0]], across):
            x = frame.left() + (value - across[0]) / (across[1] - across[0]) * frame.width()
            painter.setPen(QPen(theme.color("grid"), 1))
            painter.drawLine(QPointF(x, frame.top()), QPointF(x, frame.bottom()))
            painter.setPen(theme.color("text2"))
            box = QRectF(x - theme.px(40), frame.bottom() + 2, theme.px(80), theme.px(16))
            painter.drawText(box, MIDDLE, words)
        for value, words in marks_of(BY_KEY[self._keys[1]], up):
            y = frame.bottom() - (value - up[0]) / (up[1] - up[0]) * frame.height()
            painter.setPen(QPen(theme.color("grid"), 1))
            painter.drawLine(QPointF(frame.left(), y), QPointF(frame.right(), y))
            painter.setPen(theme.color("text2"))
            box = QRectF(0, y - theme.px(8), frame.left() - theme.px(5), theme.px(16))
            painter.drawText(box, RIGHT, words)
        painter.setPen(QPen(theme.color("border_strong"), 1))
        painter.drawLine(frame.bottomLeft(), frame.bottomRight())
        painter.drawLine(frame.bottomLeft(), frame.topLeft())
