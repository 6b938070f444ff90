"""Short-term de-escalation against sovereignty as a principle: two axes, never one sum."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, floor, log10

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from wargame.gui.theme import Theme

ACROSS, UP = "Short-term de-escalation", "Sovereignty as a principle"
LEAST_SPAN = 4.0  # points of an axis: small differences are not blown up beyond this
AIR = 0.14


@dataclass(frozen=True, slots=True)
class Mark:
    """An option on the plot: its letter, its guarantee for the colour, where it stands."""

    letter: str
    guarantee: str
    chosen: bool
    calm: float  # short-term de-escalation, 0..100
    principle: float  # 0..100


def axis(values: Sequence[float]) -> tuple[float, float]:
    """The part of 0 to 100 that an axis shows for those values, with air at both ends."""
    low, high = min(values), max(values)
    middle, span = (low + high) / 2, max(high - low, LEAST_SPAN)
    reach = span * (0.5 + AIR)
    return max(0.0, middle - reach), min(100.0, middle + reach)


def ticks(low: float, high: float) -> list[float]:
    """Three to six round values between `low` and `high`."""
    raw = (high - low) / 4
    unit = 10.0 ** floor(log10(raw))
    step = next(unit * m for m in (1, 2, 5, 10) if unit * m >= raw)
    return [step * n for n in range(ceil(low / step), floor(high / step) + 1)]


class TradeOffPlot(QWidget):
    """Options as lettered dots, and the path of this playthrough up to now."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.path: tuple[tuple[float, float], ...] = ()
        self.marks: tuple[Mark, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_theme(self, theme: Theme) -> None:
        """From now on the plot wears `theme`."""
        self._theme = theme
        self.updateGeometry()
        self.update()

    def show_marks(
        self, path: Sequence[tuple[float, float]], marks: Sequence[Mark], words: str
    ) -> None:
        """Path and options stand there; `words` say the same to a screen reader."""
        self.path, self.marks = tuple(path), tuple(marks)
        self.setAccessibleName(words)
        self.update()

    def sizeHint(self) -> QSize:
        """A little wider than high at the narrowest panel."""
        return QSize(self._theme.px(280), self._theme.px(216))

    def _frame(self) -> QRectF:
        theme = self._theme
        return QRectF(self.rect()).adjusted(theme.px(44), theme.px(6), -theme.px(6), -theme.px(36))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Grid, axes, path, dots and letters are drawn."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        frame, points = self._frame(), [*self.path, *((m.calm, m.principle) for m in self.marks)]
        self._paint_names(painter, frame)
        if not points:
            painter.setPen(self._theme.color("text3"))
            painter.setFont(self._theme.font("secondary"))
            painter.drawText(frame, Qt.AlignmentFlag.AlignCenter, "\u2026")
            return
        shown = points[len(self.path) :] or points  # the options' differences are what is asked
        across, up = axis([p[0] for p in shown]), axis([p[1] for p in shown])
        self._paint_grid(painter, frame, across, up)

        def at(point: tuple[float, float]) -> QPointF:
            x = (point[0] - across[0]) / (across[1] - across[0])
            y = (point[1] - up[0]) / (up[1] - up[0])
            return QPointF(frame.left() + x * frame.width(), frame.bottom() - y * frame.height())

        painter.save()
        painter.setClipRect(frame)
        self._paint_path(painter, [at(point) for point in self.path])
        painter.restore()
        self._paint_marks(painter, frame, [at((m.calm, m.principle)) for m in self.marks])

    def _paint_names(self, painter: QPainter, frame: QRectF) -> None:
        """Both axes are named."""
        theme = self._theme
        painter.setFont(theme.font("caption"))
        painter.setPen(theme.color("text2"))
        below = QRectF(frame.left(), self.height() - theme.px(16), frame.width(), theme.px(16))
        painter.drawText(below, Qt.AlignmentFlag.AlignCenter, f"{ACROSS} \u2192")
        painter.save()
        painter.translate(theme.px(8), frame.center().y())
        painter.rotate(-90)
        side = QRectF(-frame.height() / 2, -theme.px(8), frame.height(), theme.px(16))
        painter.drawText(side, Qt.AlignmentFlag.AlignCenter, f"{UP} \u2192")
        painter.restore()
        painter.setPen(QPen(theme.color("border_strong"), 1))
        painter.drawLine(frame.bottomLeft(), frame.bottomRight())
        painter.drawLine(frame.bottomLeft(), frame.topLeft())

    def _paint_grid(
        self,
        painter: QPainter,
        frame: QRectF,
        across: tuple[float, float],
        up: tuple[float, float],
    ) -> None:
        theme = self._theme
        painter.setFont(theme.font("axis"))
        for (low, high), flat in ((across, True), (up, False)):
            for value in ticks(low, high):
                share, words = (value - low) / (high - low), f"{value:g}"
                painter.setPen(QPen(theme.color("grid"), 1))
                if flat:
                    x = frame.left() + share * frame.width()
                    painter.drawLine(QPointF(x, frame.top()), QPointF(x, frame.bottom() - 1))
                    box = QRectF(x - theme.px(20), frame.bottom() + 2, theme.px(40), theme.px(15))
                    align = Qt.AlignmentFlag.AlignCenter
                else:
                    y = frame.bottom() - share * frame.height()
                    painter.drawLine(QPointF(frame.left() + 1, y), QPointF(frame.right(), y))
                    box = QRectF(
                        frame.left() - theme.px(30), y - theme.px(8), theme.px(26), theme.px(16)
                    )
                    align = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
                painter.setPen(theme.color("text3"))
                painter.drawText(box, align, words)

    def _paint_path(self, painter: QPainter, places: list[QPointF]) -> None:
        """The turns played, joined; the last one is a square."""
        theme = self._theme
        painter.setPen(QPen(theme.color("text2"), 1.4))
        painter.drawPolyline(places)
        painter.setBrush(theme.color("text2"))
        painter.setPen(Qt.PenStyle.NoPen)
        for place in places[:-1]:
            painter.drawEllipse(place, theme.px(2), theme.px(2))
        if places:
            side = theme.px(8)
            painter.setBrush(theme.color("text"))
            painter.drawRect(
                QRectF(places[-1].x() - side / 2, places[-1].y() - side / 2, side, side)
            )

    def _paint_marks(self, painter: QPainter, frame: QRectF, places: list[QPointF]) -> None:
        """A dot for each option, and its letter where it covers nothing yet."""
        theme, radius = self._theme, self._theme.px(4)
        taken = [QRectF(p.x() - radius, p.y() - radius, 2 * radius, 2 * radius) for p in places]
        font = theme.font("section")
        metrics = QFontMetricsF(font)
        painter.setFont(font)
        for mark, place in zip(self.marks, places, strict=True):
            painter.setPen(QPen(theme.color("panel"), 1))
            painter.setBrush(theme.zone_color(mark.guarantee))
            painter.drawEllipse(place, radius + mark.chosen, radius + mark.chosen)
            box = _free(
                place,
                metrics.horizontalAdvance(mark.letter),
                metrics.height() * 0.8,
                frame,
                taken,
                radius,
            )
            taken.append(box)
            painter.setPen(theme.color("accent" if mark.chosen else "text"))
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, mark.letter)


def _free(
    place: QPointF,
    wide: float,
    tall: float,
    frame: QRectF,
    taken: Sequence[QRectF],
    radius: float,
) -> QRectF:
    """The nearest box of that size round a place that touches nothing and stays in the frame."""
    first = QRectF(place.x() + radius + 1, place.y() - tall / 2, wide, tall)
    for away in (1.0, 2.2, 3.6):
        for x, y in ((1, 0), (-1, 0), (0, -1), (0, 1), (1, -1), (-1, -1), (1, 1), (-1, 1)):
            centre = QPointF(
                place.x() + x * away * (radius + wide / 2 + 1),
                place.y() + y * away * (radius + tall / 2),
            )
            box = QRectF(centre.x() - wide / 2, centre.y() - tall / 2, wide, tall)
            if frame.contains(box) and not any(box.intersects(other) for other in taken):
                return box
    return first
