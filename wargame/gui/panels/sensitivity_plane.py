"""Two assumptions together: where on the plane of their ranges the order flips."""

from __future__ import annotations

from itertools import pairwise

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from wargame.app.sensitivity_records import Factor, Line, Sensitivity
from wargame.app.sensitivity_words import figure, line_sentence
from wargame.gui.theme import Theme

TALL, SIDE, BELOW, ABOVE = 196, 46, 38, 22
MIDDLE = Qt.AlignmentFlag.AlignCenter


def edges(line: Line) -> list[float] | None:
    """For each value of the first assumption, from where on the second one flips the order.

    Of the range's end where a column flips nowhere or everywhere. None where a column flips and
    flips back, or columns flip on different sides: then only the grid is drawn.
    """
    low, high = line.ys[0], line.ys[-1]
    above = _flips_above(line)
    found = []
    for x, signs in zip(line.xs, line.signs, strict=True):
        crossings = [y for at, y in line.points if at == x]
        if len(crossings) > 1 or (crossings and (signs[0] > 0) != above):
            return None
        nowhere, everywhere = (high, low) if above else (low, high)
        found.append(crossings[0] if crossings else everywhere if signs[0] < 0 else nowhere)
    return found


def _flips_above(line: Line) -> bool:
    """Whether the other option is ahead above the line rather than below it."""
    first = [signs[0] > 0 for signs in line.signs if len(set(signs)) > 1]
    return first[0] if first else True


class Plane(QWidget):
    """Hatched where the other option is ahead; the ring is where the assumptions are now."""

    def __init__(
        self, found: Sensitivity, line: Line, theme: Theme, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._line, self._theme = line, theme
        said = line_sentence(found, line)
        self.setAccessibleName(said)
        self.setToolTip(said)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_theme(self, theme: Theme) -> None:
        """From now on the plane wears `theme`."""
        self._theme = theme
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """A little wider than high."""
        return QSize(self._theme.px(210), self._theme.px(TALL))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Hatch, line, ring and both axes are drawn."""
        theme, line = self._theme, self._line
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        left, top = theme.px(SIDE), theme.px(ABOVE)
        frame = QRectF(self.rect()).adjusted(left, top, -theme.px(8), -theme.px(BELOW))

        def at(x: float, y: float) -> QPointF:
            right = (x - line.across.low) / (line.across.high - line.across.low)
            high = (y - line.up.low) / (line.up.high - line.up.low)
            return QPointF(frame.left() + right * frame.width(),
                           frame.bottom() - high * frame.height())  # fmt: skip

        painter.fillRect(frame, theme.color("sunken"))
        painter.save()
        painter.setClipRect(frame)
        self._paint_flipped(painter, at)
        painter.restore()
        painter.setPen(QPen(theme.color("border_strong"), 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(frame)
        self._paint_words(painter, frame)
        painter.setPen(QPen(theme.color("text"), 2 * theme.scale))
        painter.setBrush(theme.color("panel"))
        painter.drawEllipse(at(line.across.now, line.up.now), theme.px(4.5), theme.px(4.5))

    def _paint_flipped(self, painter: QPainter, at: object) -> None:
        line, theme = self._line, self._theme
        if not callable(at):
            return
        hatch = QBrush(theme.color("bar_tot"), Qt.BrushStyle.BDiagPattern)
        levels = edges(line)
        if levels is None:
            self._paint_cells(painter, at, hatch)
            return
        end = line.ys[-1] if _flips_above(line) else line.ys[0]
        places = list(zip(line.xs, levels, strict=True))
        region = [at(x, y) for x, y in places]
        outer = [at(line.xs[-1], end), at(line.xs[0], end)]
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(hatch)
        painter.drawPolygon(QPolygonF([*region, *outer]))
        painter.setPen(QPen(theme.color("text"), 1.6 * theme.scale))
        for (x0, y0), (x1, y1) in pairwise(places):
            if {y0, y1} not in ({line.ys[0]}, {line.ys[-1]}):
                painter.drawLine(at(x0, y0), at(x1, y1))

    def _paint_cells(self, painter: QPainter, at: object, hatch: QBrush) -> None:
        """Cells of the grid in which the other option is ahead."""
        line = self._line
        if not callable(at):
            return
        wide, tall = (line.xs[1] - line.xs[0]) / 2, (line.ys[1] - line.ys[0]) / 2
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(hatch)
        for x, signs in zip(line.xs, line.signs, strict=True):
            for y, sign in zip(line.ys, signs, strict=True):
                if sign < 0:
                    painter.drawRect(QRectF(at(x - wide, y + tall), at(x + wide, y - tall)))

    def _paint_words(self, painter: QPainter, frame: QRectF) -> None:
        """Both ranges in figures, and what they are."""
        theme, line = self._theme, self._line
        painter.setFont(theme.font("axis"))
        painter.setPen(theme.color("text3"))
        size = theme.px(16)
        below = QRectF(frame.left(), frame.bottom() + 2, frame.width(), size)
        painter.drawText(below, Qt.AlignmentFlag.AlignLeft, figure(line.across.low))
        painter.drawText(below, Qt.AlignmentFlag.AlignRight, figure(line.across.high))
        side = QRectF(0, frame.top() - 2, frame.left() - theme.px(5), frame.height() + 4)
        right = Qt.AlignmentFlag.AlignRight
        painter.drawText(side, right | Qt.AlignmentFlag.AlignTop, figure(line.up.high))
        painter.drawText(side, right | Qt.AlignmentFlag.AlignBottom, figure(line.up.low))
        painter.setFont(theme.font("caption"))
        painter.setPen(theme.color("text2"))
        self._paint_name(painter, line.across, below.translated(0, size), "\u2192", MIDDLE)
        head = QRectF(0, 0, self.width(), theme.px(ABOVE) - 4)
        self._paint_name(painter, line.up, head, "\u2191", Qt.AlignmentFlag.AlignLeft)

    def _paint_name(
        self, painter: QPainter, factor: Factor, box: QRectF, arrow: str, flags: Qt.AlignmentFlag
    ) -> None:
        text = painter.fontMetrics().elidedText(
            f"{arrow} {factor.meaning}", Qt.TextElideMode.ElideRight, int(box.width())
        )
        painter.drawText(box, flags, text)
