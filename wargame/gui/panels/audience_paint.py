"""What the audience window paints itself: the scale, the beads of the turns, a QR code."""

from __future__ import annotations

from itertools import pairwise

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from wargame.gui.theme import Theme

ENDS = (0, 20, 40, 60, 80, 100)
QUIET = 4  # modules of white that a QR code needs around it (ISO/IEC 18004)
EDGE = 34  # px from the window's edge to the first and last bead, at 100 %


class Scale(QWidget):
    """Five classes of stability and a marker; `value` None shows none."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.value: float | None = None
        self.setAccessibleName("Stability, 0 to 100")
        self.set_theme(theme)

    def set_theme(self, theme: Theme) -> None:
        """From now on the scale wears `theme`."""
        self._theme = theme
        self.setFixedHeight(theme.px(42))

    def show_value(self, value: float | None) -> None:
        """The marker stands there."""
        self.value = value
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint marker, classes and figures."""
        theme = self._theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        side = theme.px(8)
        wide, top, high = self.width() - 2.0 * side, theme.px(12), theme.px(9)
        painter.setFont(theme.font("axis"))
        for low, end in pairwise(ENDS):
            box = QRectF(side + wide * low / 100, top, wide * (end - low) / 100, high)
            painter.setPen(QPen(theme.color("border_strong"), 1.0))
            painter.setBrush(theme.stability_color(low + 1.0))
            painter.drawRect(box)
        painter.setPen(theme.color("text2"))
        for end in ENDS:
            at = QRectF(side + wide * end / 100 - side * 3, top + high + 2, side * 6, theme.px(18))
            at.moveLeft(min(max(at.left(), -side * 1.6), self.width() - at.width() + side * 1.6))
            painter.drawText(at, Qt.AlignmentFlag.AlignHCenter, str(end))
        if self.value is not None:
            painter.setPen(QPen(theme.color("panel"), 2.0))
            painter.setBrush(theme.color("accent"))
            x = side + wide * self.value / 100
            painter.drawEllipse(QPointF(x, top - theme.px(5)), theme.px(5), theme.px(5))


class Turns(QWidget):
    """All turns as beads, those played filled, the last one with its number."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._labels: tuple[str, ...] = ()
        self._turn = 0
        self.setAccessibleName("Turns")
        self.set_theme(theme)

    def set_theme(self, theme: Theme) -> None:
        """From now on the beads wear `theme`."""
        self._theme = theme
        self.setFixedHeight(theme.px(68))

    def show_turn(self, turn: int, labels: tuple[str, ...]) -> None:
        """That turn was the last one played."""
        self._turn, self._labels = turn, labels
        self.setAccessibleDescription(f"Turn {turn} of {len(labels) - 1}")
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint line, beads and dates as far as they have room."""
        theme, last = self._theme, len(self._labels) - 1
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), theme.color("panel"))
        if last < 1:
            return
        edge, y = theme.px(EDGE), theme.px(24)
        at = [edge + (self.width() - 2 * edge) * turn / last for turn in range(last + 1)]
        self._line(painter, at[0], at[-1], y, "border")
        self._line(painter, at[0], at[self._turn], y, "accent")
        for turn, x in enumerate(at):
            self._bead(painter, turn, QPointF(x, y))
        self._dates(painter, at)

    def _line(self, painter: QPainter, start: float, end: float, y: float, tone: str) -> None:
        painter.setPen(QPen(self._theme.color(tone), self._theme.px(3)))
        painter.drawLine(QPointF(start, y), QPointF(end, y))

    def _bead(self, painter: QPainter, turn: int, at: QPointF) -> None:
        theme, now = self._theme, turn == self._turn
        tone = "accent" if turn <= self._turn else "border_strong"
        painter.setPen(QPen(theme.color(tone), theme.px(2)))
        painter.setBrush(theme.color("accent" if turn < self._turn else "panel"))
        size = theme.px(11 if now else 5)
        painter.drawEllipse(at, size, size)
        if now:
            painter.setFont(theme.font("section"))
            box = QRectF(at.x() - size, at.y() - size, 2 * size, 2 * size)
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, str(turn))

    def _dates(self, painter: QPainter, at: list[float]) -> None:
        theme = self._theme
        font = theme.font("secondary")
        wide = QFontMetricsF(theme.font("section")).horizontalAdvance("Mar 88") + theme.px(12)
        every = next(n for n in (1, 2, 3, 4, 6, 12, 99) if (at[1] - at[0]) * n >= wide)
        for turn, x in enumerate(at):
            now = turn == self._turn
            near = abs(turn - self._turn) < every and not now
            if near or (turn % every and not now):
                continue
            painter.setFont(theme.font("section") if now else font)
            painter.setPen(theme.color("text" if now else "text2"))
            box = QRectF(x - wide / 2, theme.px(42), wide, theme.px(20))
            box.moveLeft(min(max(box.left(), 0.0), self.width() - wide))
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, self._labels[turn])


class Code(QWidget):
    """A QR code, black on white in every theme, as readers of it want."""

    def __init__(self) -> None:
        super().__init__()
        self._rows: tuple[tuple[bool, ...], ...] = ()

    def show_words(self, words: str) -> None:
        """The code says `words`; ValueError in a sentence where they are too long for one."""
        import segno  # noqa: PLC0415  only a room that shows a code needs it

        try:
            made = segno.make(words, micro=False, error="m")
        except segno.DataOverflowError:
            raise ValueError("That is too long for a QR code; a shorter link fits.") from None
        self._rows = tuple(tuple(bool(dot) for dot in row) for row in made.matrix)
        self.setAccessibleName(f"QR code of {words}")
        self.update()

    def sizeHint(self) -> QSize:
        """Return a size that the last row of a room can read."""
        return QSize(360, 360)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint whole pixels a module, in the middle of white."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), Qt.GlobalColor.white)
        count = len(self._rows) + 2 * QUIET
        side = min(self.width(), self.height()) // count
        left = (self.width() - side * len(self._rows)) // 2
        top = (self.height() - side * len(self._rows)) // 2
        for y, row in enumerate(self._rows):
            for x, dark in enumerate(row):
                if dark:
                    box = (left + x * side, top + y * side, side, side)
                    painter.fillRect(*box, Qt.GlobalColor.black)
