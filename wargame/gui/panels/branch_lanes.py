"""The other branches under the beads: each a lane from where it left to its last turn."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QHelpEvent,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from wargame.gui.panels.branch_list import words_of
from wargame.gui.theme import Theme
from wargame.gui.words import plain

if TYPE_CHECKING:
    from wargame.app.told import BranchLine

TALL, MOST = 20, 3  # px a lane at 100 %; lanes shown


class BranchLanes(QWidget):
    """`visited(branch)` when a person clicks a lane; `more` for those that have no room."""

    visited = Signal(int)
    more = Signal()

    def __init__(self, theme: Theme, place: Callable[[int], QPointF]) -> None:
        """`place` tells where the bead of a turn stands."""
        super().__init__()
        self._theme, self._place = theme, place
        self._lines: tuple[BranchLine, ...] = ()
        self._line: tuple[int, ...] = ()
        self._hidden = 0
        self._hover = -1
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName("Branches on the turn track")
        self.hide()

    def set_theme(self, theme: Theme) -> None:
        """From now on the lanes wear `theme`."""
        self._theme = theme
        self._fit()

    def show_lines(self, lines: tuple[BranchLine, ...], line: tuple[int, ...]) -> None:
        """The lanes are the latest of the branches the game does not stand on.

        `line` are the steps at which the turns of the present line stand: each lane leaves it where
        the two part.
        """
        self._line = line
        others = [line for line in lines if not line.view.current]
        self._lines = tuple(others[-MOST:])
        self._hidden = len(others) - len(self._lines)
        told = "; ".join(words_of(line) for line in self._lines)
        self.setAccessibleDescription(told)
        self._fit()

    @property
    def tall(self) -> int:
        """The height all lanes need."""
        return self._theme.px(TALL) * len(self._lines)

    def _fit(self) -> None:
        self.setVisible(bool(self._lines))
        self.setFixedHeight(max(1, self.tall))
        self.update()

    def sizeHint(self) -> QSize:
        """As high as the lanes need."""
        return QSize(self._theme.px(400), self.tall)

    # hands

    def _lane_at(self, y: float) -> int:
        lane = int(y // self._theme.px(TALL))
        return lane if 0 <= lane < len(self._lines) else -1

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """The lane under the pointer is lit."""
        self._hover = self._lane_at(event.position().y())
        self.setCursor(
            Qt.CursorShape.PointingHandCursor if self._hover >= 0 else Qt.CursorShape.ArrowCursor
        )
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        """No lane is lit."""
        self._hover = -1
        self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click visits the branch; on the count of those without room, it opens their list."""
        lane = self._lane_at(event.position().y())
        if lane == 0 and self._hidden and self._more_box().contains(event.position()):
            self.more.emit()
        elif lane >= 0:
            self.visited.emit(self._lines[lane].view.id)

    def event(self, event: QEvent) -> bool:
        """A tool tip tells the branch in a sentence."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            lane = self._lane_at(event.pos().y())
            if lane >= 0:
                QToolTip.showText(event.globalPos(), words_of(self._lines[lane]), self)
            return True
        return super().event(event)

    # paint

    def _more_box(self) -> QRectF:
        wide = self._theme.px(80)
        return QRectF(self.width() - wide - 4, 0, wide, self._theme.px(TALL))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Each lane with its fork, its turns and its name."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for lane, line in enumerate(self._lines):
            self._paint_lane(painter, lane, line)
        if self._hidden:
            painter.setFont(self._theme.font("caption"))
            painter.setPen(self._theme.color("accent"))
            right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            painter.drawText(self._more_box(), right, f"{self._hidden} more \u2026")

    def _parts(self, line: BranchLine) -> int:
        """The last turn that a branch has in common with the present line."""
        pairs = zip(line.moments, self._line, strict=False)
        shared = sum(1 for one, other in pairs if one == other)
        return max(0, shared - 1)

    def _paint_lane(self, painter: QPainter, lane: int, line: BranchLine) -> None:
        theme, view = self._theme, line.view
        y = theme.px(TALL) * (lane + 0.5)
        first = self._parts(line)
        start, end = self._place(first).x(), self._place(view.length).x()
        lit = lane == self._hover
        color = theme.color("accent" if lit else "text3")
        pen = QPen(color, 1.6)
        pen.setDashPattern([4, 2])
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        bend = theme.px(10)
        fork = QPainterPath(QPointF(start, 0))
        fork.lineTo(start, y - bend)
        fork.quadTo(start, y, start + bend, y)
        fork.lineTo(max(end, start + bend), y)
        painter.drawPath(fork)
        painter.setPen(QPen(color, 1.4))
        painter.setBrush(theme.color("panel"))
        for turn in range(first + 1, view.length + 1):
            painter.drawEllipse(QPointF(self._place(turn).x(), y), theme.px(3), theme.px(3))
        self._paint_name(painter, QPointF(max(end, start + bend) + theme.px(8), y), line, lit)

    def _paint_name(self, painter: QPainter, at: QPointF, line: BranchLine, lit: bool) -> None:
        theme = self._theme
        painter.setFont(theme.font("caption"))
        painter.setPen(theme.color("accent" if lit else "text2"))
        words = f"{line.view.label} \u00b7 {plain(line.stability[-1])}"
        full = painter.fontMetrics().horizontalAdvance(words)
        edge = self.width() - theme.px(8) - (theme.px(80) if self._hidden else 0)
        left = at.x()
        if left + full > edge:  # no room behind the end: the name stands above its own lane
            left = max(theme.px(4.0), edge - full)
        room = max(theme.px(40), edge - left)
        said = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, int(room))
        box = QRectF(left, at.y() - theme.px(9), min(full, room) + 4, theme.px(18))
        if left < at.x():
            painter.fillRect(box.adjusted(-4, 1, 2, -1), theme.color("panel"))
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, said)
