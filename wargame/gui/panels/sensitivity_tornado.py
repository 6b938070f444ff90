"""The tornado: what each assumption alone does to the figure, the widest at the top."""

from __future__ import annotations

from collections.abc import Iterator
from math import ceil, floor, log10

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from wargame.app.sensitivity_records import End, Sensitivity, Swing
from wargame.app.sensitivity_words import CLASH, amount_of, effect_words, setting_of, span
from wargame.gui.theme import Theme

BAR, GAP, AXIS = 15, 9, 20  # px: one end of a range, between two assumptions, the axis
NAMES, END = 0.40, 84  # share of the width for names; px beside the bars for words
LINES = 6  # ticks of the axis, about
ROWS = 12
LEFT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
RIGHT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
MIDDLE = Qt.AlignmentFlag.AlignCenter


class Tornado(QWidget):
    """Bars from the present figure: outlined to the low end of a range, filled to the high end.

    A thin line at a bar's tip is what luck leaves open. Where the figure is a difference, a dashed
    line says where the order of the two options flips.
    """

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._found: Sensitivity | None = None
        self._stale = False
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_theme(self, theme: Theme) -> None:
        """From now on the picture wears `theme`."""
        self._theme = theme
        self.updateGeometry()
        self.update()

    def show_found(self, found: Sensitivity | None, *, stale: bool) -> None:
        """The bars are those of `found`; pale when it belongs to an earlier state."""
        self._found, self._stale = found, stale
        said = "" if found is None else ". ".join(self._said(found))
        self.setAccessibleName(said)
        self.setToolTip(said.replace(". ", "\n"))
        self.updateGeometry()
        self.update()

    def _swings(self) -> tuple[Swing, ...]:
        return () if self._found is None else self._found.tornado.swings[:ROWS]

    def _said(self, found: Sensitivity) -> Iterator[str]:
        for swing in self._swings():
            ends = ", ".join(
                f"{setting_of(swing.factor, end.value)}: "
                f"{effect_words(found, end.effect, end.error)}"
                for end in swing.ends
            )
            yield f"{swing.factor.meaning} ({span(swing.factor)}): {ends}"

    def _tall(self, swing: Swing) -> int:
        """The height of an assumption: a bar for each end, and room for two lines of words."""
        return self._theme.px(max(BAR * len(swing.ends), 2 * BAR) + GAP)

    def sizeHint(self) -> QSize:
        """All rows, and the axis."""
        tall = sum(self._tall(swing) for swing in self._swings())
        return QSize(self._theme.px(560), tall + self._theme.px(AXIS) if tall else 0)

    def _reach(self, found: Sensitivity) -> tuple[float, float]:
        """The ends of the axis: every bar with its luck, and the line where the order flips."""
        seen = [0.0]
        for swing in self._swings():
            for end in swing.ends:
                seen += [end.effect - 1.96 * end.error, end.effect + 1.96 * end.error]
        low, high = min(seen), max(seen)
        if found.against_name and low <= -found.tornado.value <= high:
            seen.append(-found.tornado.value)
        room = 0.04 * (high - low) or 1.0
        return low - room, high + room

    def paintEvent(self, event: QPaintEvent) -> None:
        """Names, bars and axis are drawn."""
        found, theme = self._found, self._theme
        if found is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        low, high = self._reach(found)
        left = NAMES * self.width() + theme.px(END)
        right = self.width() - theme.px(END)

        def at(value: float) -> float:
            return left + (value - low) / (high - low) * (right - left)

        bottom = sum(self._tall(swing) for swing in self._swings())
        self._paint_axis(painter, found, (at(0.0), at(low), at(high)), (low, high), bottom)
        if found.against_name and low <= -found.tornado.value <= high:
            self._paint_flip(painter, at(-found.tornado.value), bottom)
        top = 0.0
        for swing in self._swings():
            self._paint_names(painter, swing, top)
            for index, end in enumerate(swing.ends):
                place = top + theme.px(GAP / 2 + BAR * index)
                places = (at(0.0), at(end.effect), at(1.96 * end.error) - at(0.0))
                self._paint_bar(painter, swing, end, places, place)
            top += self._tall(swing)

    def _ink(self, name: str) -> str:
        return "text_dis" if self._stale else name

    def _paint_axis(
        self,
        painter: QPainter,
        found: Sensitivity,
        places: tuple[float, float, float],
        ends: tuple[float, float],
        bottom: float,
    ) -> None:
        """Ticks of the change; of a clash, which is told in words, the two directions."""
        theme = self._theme
        zero, left, right = places
        painter.setFont(theme.font("axis"))
        low, high = ends
        if found.question.measure == CLASH:
            painter.setPen(theme.color("text3"))
            below = QRectF(left, bottom, right - left, theme.px(AXIS))
            painter.drawText(below, LEFT, "\u2190 lower")
            painter.drawText(below, RIGHT, "higher \u2192")
        else:
            for value in round_values(low, high):
                x = left + (value - low) / (high - low) * (right - left)
                if not left <= x <= right:
                    continue
                painter.setPen(QPen(theme.color("grid"), 1))
                painter.drawLine(QPointF(x, 0), QPointF(x, bottom))
                painter.setPen(theme.color("text3"))
                box = QRectF(x - theme.px(30), bottom, theme.px(60), theme.px(AXIS))
                painter.drawText(box, MIDDLE, _tick(value))
        painter.setPen(QPen(theme.color(self._ink("border_strong")), 1))
        painter.drawLine(QPointF(zero, 0), QPointF(zero, bottom))

    def _paint_flip(self, painter: QPainter, x: float, bottom: float) -> None:
        pen = QPen(self._theme.color(self._ink("text")), 1.4 * self._theme.scale)
        pen.setStyle(Qt.PenStyle.DashLine)
        painter.setPen(pen)
        painter.drawLine(QPointF(x, 0), QPointF(x, bottom))

    def _paint_names(self, painter: QPainter, swing: Swing, top: float) -> None:
        """What the assumption is, and below where it is now and may be."""
        theme, factor = self._theme, swing.factor
        wide, line = NAMES * self.width() - theme.px(8), theme.px(BAR)
        middle = top + (self._tall(swing) - 2 * line) / 2
        for row, (words, role, ink) in enumerate(
            ((factor.meaning, "secondary", "text"), (span(factor), "caption", "text3"))
        ):
            painter.setFont(theme.font(role))
            painter.setPen(theme.color(self._ink(ink)))
            text = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, int(wide))
            painter.drawText(QRectF(0, middle + row * line, wide, line), LEFT, text)

    def _paint_bar(
        self,
        painter: QPainter,
        swing: Swing,
        end: End,
        places: tuple[float, float, float],
        top: float,
    ) -> None:
        theme = self._theme
        zero, tip, luck = places
        thick = theme.px(BAR - 4)
        box = QRectF(min(zero, tip), top + 2, max(abs(tip - zero), 1.0), thick)
        filled = bool(swing.factor.choices) or end.value == swing.factor.high
        ink = theme.color(self._ink("bar_tot"))
        painter.setPen(QPen(ink, 1))
        painter.setBrush(ink if filled else Qt.BrushStyle.NoBrush)
        painter.drawRect(box.adjusted(0.5, 0.5, -0.5, -0.5))
        y = box.center().y()
        painter.setPen(QPen(theme.color(self._ink("text3")), 1))
        painter.drawLine(QPointF(tip - luck, y), QPointF(tip + luck, y))
        self._paint_end(painter, swing, end, (tip, luck), QRectF(0, top, 0, theme.px(BAR)))

    def _paint_end(
        self,
        painter: QPainter,
        swing: Swing,
        end: End,
        tip_and_luck: tuple[float, float],
        row: QRectF,
    ) -> None:
        """Beyond the tip: what the assumption is there."""
        theme, (tip, luck) = self._theme, tip_and_luck
        words = setting_of(swing.factor, end.value)
        if swing.factor.unit == "log-odds":
            words = words.removesuffix(" log-odds")
        painter.setFont(theme.font("axis"))
        painter.setPen(theme.color(self._ink("text2")))
        away = theme.px(4)
        if end.effect >= 0:
            start, stop = tip + luck + away, float(self.width())
        else:
            start, stop = NAMES * self.width(), tip - luck - away
        text = painter.fontMetrics().elidedText(
            words, Qt.TextElideMode.ElideRight, int(stop - start)
        )
        box = QRectF(start, row.top(), stop - start, row.height())
        painter.drawText(box, LEFT if end.effect >= 0 else RIGHT, text)


def round_values(low: float, high: float) -> list[float]:
    """About LINES round values from `low` to `high`, 0 among them where it lies between."""
    raw = (high - low) / LINES
    unit = 10.0 ** floor(log10(raw))
    step = next(unit * m for m in (1, 2, 5, 10) if unit * m >= raw)
    return [step * n for n in range(ceil(low / step), floor(high / step) + 1)]


def _tick(value: float) -> str:
    """A change as the axis writes it."""
    text = f"{value:+,.4g}" if value else "now"
    return text.replace("-", "\u2212")


def bar_words(found: Sensitivity) -> str:
    """How to read the picture."""
    half = f"luck, 95 %, of {found.each:,} playthroughs with the same dice"
    flip = " Dashed: beyond it the order of the two options flips." if found.against_name else ""
    now = "" if found.question.measure == CLASH else f" ({amount_of(found, found.tornado.value)})"
    return (
        f"Change from the figure of now{now} when one assumption alone goes to the low end of its "
        f"range (outlined) or the high end (filled), or a switch is set. Thin line: {half}.{flip}"
    )
