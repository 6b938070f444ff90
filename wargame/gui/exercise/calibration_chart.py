"""How often what was called so probable came about: people beside the model, bins with counts."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from wargame.app.exercise_questions import FEW_ANSWERS, Bin
from wargame.app.exercise_records import ScoresView
from wargame.gui.theme import Theme

EDGE, AIR, SIDE = 40, 10, 250  # px: room for the axis, air around, the least side
MARK = 5.0  # px
STEPS = (0.0, 0.25, 0.5, 0.75, 1.0)
NOTHING = "No question has been resolved yet."
TOO_FEW = f"Hollow: fewer than {FEW_ANSWERS} answers, too few to say anything."


class CalibrationChart(QWidget):
    """Discs are people, squares the model; the dashed line is perfect calibration."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.people: tuple[Bin, ...] = ()
        self.model: tuple[Bin, ...] = ()
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setSizePolicy(policy)
        self.setAccessibleName("Calibration")
        self.show_scores(None)

    def set_theme(self, theme: Theme) -> None:
        """From now on the chart wears `theme`."""
        self._theme = theme
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Square, with a line of legend below."""
        side = self._theme.px(SIDE)
        return QSize(side, side + self._theme.px(EDGE))

    minimumSizeHint = sizeHint

    def show_scores(self, scores: ScoresView | None) -> None:
        """The bins of these scores are shown."""
        self.people = scores.calibration if scores is not None else ()
        self.model = scores.model_calibration if scores is not None else ()
        said = [*_told("people", self.people), *_told("the model", self.model)]
        self.setAccessibleDescription("; ".join(said) or NOTHING)
        self.update()

    def place(self, share: float, happened: float) -> QPointF:
        """Where a point stands: stated probability across, share that came about up."""
        box = self._box()
        return QPointF(box.left() + share * box.width(), box.bottom() - happened * box.height())

    def _box(self) -> QRectF:
        px = self._theme.px
        side = min(self.width() - px(EDGE + AIR), self.height() - px(2 * EDGE))
        return QRectF(px(EDGE), px(AIR), max(40, side), max(40, side))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint axes, the dashed line, then points and what they mean."""
        theme, box = self._theme, self._box()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(theme.font("axis"))
        self._axes(painter, box)
        if not (self.people or self.model):
            painter.setPen(theme.color("text2"))
            painter.setFont(theme.font("secondary"))
            flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
            painter.drawText(box.adjusted(20, 20, -20, -20), int(flags), NOTHING)
            return
        self._points(painter, self.model, "text2", square=True)
        self._points(painter, self.people, "accent", square=False)
        self._legend(painter, box)

    def _axes(self, painter: QPainter, box: QRectF) -> None:
        theme, letters = self._theme, QFontMetricsF(painter.font())
        for step in STEPS:
            across, up = self.place(step, 0), self.place(0, step)
            painter.setPen(QPen(theme.color("grid"), 1))
            painter.drawLine(QPointF(box.left(), up.y()), QPointF(box.right(), up.y()))
            painter.drawLine(QPointF(across.x(), box.top()), QPointF(across.x(), box.bottom()))
            painter.setPen(theme.color("text2"))
            words = f"{100 * step:.0f}"
            wide = letters.horizontalAdvance(words)
            painter.drawText(QPointF(box.left() - wide - 6, up.y() + letters.ascent() / 2), words)
            below = box.bottom() + letters.height()
            painter.drawText(QPointF(across.x() - wide / 2, below), words)
        painter.setPen(QPen(theme.color("border_strong"), 1, Qt.PenStyle.DashLine))
        painter.drawLine(self.place(0, 0), self.place(1, 1))
        painter.setPen(theme.color("text2"))
        under = QRectF(box.left(), box.bottom() + letters.height() + 4, box.width(), 20)
        painter.drawText(under, int(Qt.AlignmentFlag.AlignHCenter), "estimated, %")
        painter.save()
        painter.translate(letters.height() - 3, box.center().y())
        painter.rotate(-90)
        beside = QRectF(-box.height() / 2, -letters.height(), box.height(), letters.height())
        painter.drawText(beside, int(Qt.AlignmentFlag.AlignHCenter), "came about, %")
        painter.restore()

    def _points(self, painter: QPainter, bins: Sequence[Bin], tone: str, *, square: bool) -> None:
        theme, size = self._theme, self._theme.px(MARK)
        ink = theme.color(tone)
        for found in bins:
            at = self.place(found.stated, found.happened)
            painter.setPen(QPen(ink, 1.6))
            painter.setBrush(ink if found.count >= FEW_ANSWERS else theme.color("panel"))
            spot = QRectF(at.x() - size, at.y() - size, 2 * size, 2 * size)
            if square:
                painter.drawRect(spot)
            else:
                painter.drawEllipse(spot)
            painter.setPen(ink)
            beside = at + QPointF(size + 4, -size if not square else 2 * size + 4)
            painter.drawText(beside, f"{found.count}")

    def _legend(self, painter: QPainter, box: QRectF) -> None:
        theme, letters = self._theme, QFontMetricsF(painter.font())
        y, x, size = box.bottom() + 3 * letters.height() + 2, box.left(), theme.px(MARK) - 1
        for tone, words, square in (("accent", "people", False), ("text2", "the model", True)):
            spot = QRectF(x, y - 2 * size, 2 * size, 2 * size)
            painter.setPen(QPen(theme.color(tone), 1.4))
            painter.setBrush(theme.color(tone))
            if square:
                painter.drawRect(spot)
            else:
                painter.drawEllipse(spot)
            painter.setPen(theme.color("text2"))
            painter.drawText(QPointF(x + 2 * size + 5, y), words)
            x += 2 * size + letters.horizontalAdvance(words) + 22
        painter.drawText(QPointF(x, y), "number: answers")


def _told(who: str, bins: Sequence[Bin]) -> list[str]:
    return [
        f"{who}: about {100 * b.stated:.0f} % said {b.count} times, came about "
        f"{100 * b.happened:.0f} %" + (", too few to say" if b.count < FEW_ANSWERS else "")
        for b in bins
    ]
