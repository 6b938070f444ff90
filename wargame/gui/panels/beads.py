"""The turns as beads on a line under a sparkline of stability; a slider to the keyboard."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPolygonF,
)
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from wargame.app.records import Outlook, SessionView, TurnFigures
from wargame.gui.panels.track_marks import marks_of, paint_mark
from wargame.gui.theme import Theme
from wargame.gui.words import plain, signed

if TYPE_CHECKING:
    from wargame.app.told import Told

MARKS_Y = 0.52
BEADS_Y = 0.62  # of the height
LABELS_Y = 0.80
SPARK = (0.08, 0.46)  # band of the sparkline
LEAST_SPAN = 30.0  # points of stability the sparkline shows at least


class Beads(QWidget):
    """Turn 0 to the last as beads; `wanted(turn)` when a person asks for a turn already played."""

    wanted = Signal(int)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._view: SessionView | None = None
        self._outlook: Outlook | None = None
        self._reached = 0
        self._hover: int | None = None
        self._look: int | None = None  # the turn looked at, when it is not the present one
        self._recorded = False
        self._marks: dict[int, tuple[str, ...]] = {}
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName("Turn track")

    def set_theme(self, theme: Theme) -> None:
        """From now on the beads wear `theme`."""
        self._theme = theme
        self.update()

    def sizeHint(self) -> QSize:
        """As wide as it may be."""
        return QSize(self._theme.px(600), self._theme.px(104))

    def show_view(self, view: SessionView) -> None:
        """The beads stand at the turn of `view`; turns taken back can be reached again."""
        if not self._recorded:
            self._reached = max(self._reached, view.turn) if view.can_redo else view.turn
        self._view, self._outlook = view, None
        words = f"Turn {view.turn} of {view.last_turn}, stability {plain(view.now.stability)}"
        self.setAccessibleDescription(words)
        self.update()

    def show_told(self, told: Told) -> None:
        """All turns of the line can be looked at; its decisions, injects and rulings are marked."""
        self._recorded, self._look = True, None
        self._reached = len(told.turns) - 1
        self._marks = marks_of(told.log)
        self.update()

    def show_look(self, turn: int | None) -> None:
        """The turn looked at is ringed; None when it is the present one."""
        self._look = turn
        self.update()

    @property
    def here(self) -> int:
        """The turn on screen."""
        return self._view.turn if self._look is None and self._view else self._look or 0

    def show_outlook(self, outlook: Outlook) -> None:
        """The dotted mean ahead, and the dashed one with no zone, are those of `outlook`."""
        self._outlook = outlook
        self.update()

    def reachable(self, turn: int) -> bool:
        """Whether a click on that bead leads anywhere."""
        view = self._view
        if view is None or turn == self.here or not 0 <= turn <= self._reached:
            return False
        if self._recorded:
            return True
        return view.can_undo if turn < view.turn else view.can_redo

    # geometry

    def bead(self, turn: int) -> QPointF:
        """Where the bead of a turn stands."""
        last = self._view.last_turn if self._view else 1
        margin = self._theme.px(36)
        width = self.width() - 2 * margin
        share = turn / max(1, last)
        return QPointF(margin + share * width, self.height() * BEADS_Y)

    def _turn_at(self, place: QPointF) -> int | None:
        if self._view is None:
            return None
        near = self._theme.length("size.hit_min") / 2 + 2
        for turn in range(self._view.last_turn + 1):
            if abs(self.bead(turn).x() - place.x()) <= near and place.y() > self.height() * 0.4:
                return turn
        return None

    # hands

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """The pointer is a hand over a bead that leads somewhere."""
        turn = self._turn_at(event.position())
        hover = turn if turn is not None and self.reachable(turn) else None
        if hover is not None and event.buttons() & Qt.MouseButton.LeftButton:
            self.wanted.emit(hover)
        if hover != self._hover:
            self._hover = hover
            shape = (
                Qt.CursorShape.ArrowCursor if hover is None else Qt.CursorShape.PointingHandCursor
            )
            self.setCursor(shape)
            self.update()

    def leaveEvent(self, event: QEvent) -> None:
        """No bead is lit."""
        self._hover = None
        self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click on a bead asks for its turn."""
        turn = self._turn_at(event.position())
        if turn is not None and self.reachable(turn):
            self.wanted.emit(turn)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Left and right, home and end walk through the turns already played."""
        if self._view is None:
            return
        here = self.here
        aims = {
            Qt.Key.Key_Left: here - 1,
            Qt.Key.Key_Right: here + 1,
            Qt.Key.Key_Home: 0,
            Qt.Key.Key_End: self._reached,
        }
        turn = aims.get(Qt.Key(event.key()))
        if turn is not None and self.reachable(turn):
            self.wanted.emit(turn)
        elif turn is None:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        """A tool tip tells the figures of the bead under the pointer."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            turn = self._turn_at(QPointF(event.pos()))
            if turn is not None and self._view is not None:
                QToolTip.showText(event.globalPos(), tip_at(self._view, turn), self)
            return True
        return super().event(event)

    # paint

    def paintEvent(self, event: QPaintEvent) -> None:
        """Ground, sparkline, beads, labels and, with the keyboard here, the focus ring."""
        if self._view is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_ground(painter, self._view)
        self._paint_spark(painter, self._view)
        self._paint_line(painter, self._view)
        for turn in range(self._view.last_turn + 1):
            self._paint_bead(painter, self._view, turn)
            self._paint_label(painter, self._view, turn)
        self._paint_marks(painter)
        self._paint_look(painter)
        if self.hasFocus():
            width = self._theme.number("state.focus.width")
            painter.setPen(QPen(self._theme.color("accent"), width))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            radius = self._theme.px(14)
            painter.drawEllipse(self.bead(self.here), radius, radius)

    def _paint_ground(self, painter: QPainter, view: SessionView) -> None:
        """What is ahead stands on a darker ground than what has been."""
        left = self.bead(view.turn).x()
        ahead = QRectF(left, self._theme.px(3), self.width() - left, self.height())
        painter.fillRect(ahead, self._theme.color("window"))

    def _level_to_y(self, levels: Sequence[float]) -> tuple[float, float]:
        """Scale and offset from stability to pixels, so that every level is inside the band."""
        low, high = min(levels), max(levels)
        spare = max(0.0, LEAST_SPAN - (high - low)) / 2
        low, high = low - spare, high + spare
        top, bottom = SPARK[0] * self.height() + self._theme.px(8), SPARK[1] * self.height()
        scale = (top - bottom) / (high - low)
        return scale, bottom - low * scale

    def _paint_spark(self, painter: QPainter, view: SessionView) -> None:
        theme, played = self._theme, [figures.stability for figures in view.history]
        forecast = self._outlook.forecast if self._outlook else None
        ahead = list(forecast.mean) if forecast else []
        rest = list(forecast.baseline) if forecast and view.chosen != "none" else []
        scale, offset = self._level_to_y([*played, *ahead, *rest])

        def points(turns: Sequence[int], levels: Sequence[float]) -> QPolygonF:
            return QPolygonF(
                [
                    QPointF(self.bead(turn).x(), level * scale + offset)
                    for turn, level in zip(turns, levels, strict=True)
                ]
            )

        if forecast and len(forecast.turns) > 1:
            mean = points(forecast.turns, forecast.mean)
            if rest:
                line = points(forecast.turns, rest)
                painter.setPen(self._pen("text2", 1.4, (4, 3)))
                painter.drawPolyline(line)
                self._paint_end(
                    painter, line.last(), f"no zone {plain(rest[-1])}", "text2", mean.last()
                )
            painter.setPen(self._pen("accent", 2.0, (1, 1.8)))
            painter.drawPolyline(mean)
            words = f"forecast mean {plain(ahead[-1])}"
            other = points(forecast.turns, rest).last() if rest else QPointF(0, 1e9)
            self._paint_end(painter, mean.last(), words, "accent", other)
        line = points(range(len(played)), played)
        painter.setPen(self._pen("accent", theme.number("line.chart_main")))
        painter.drawPolyline(line)
        self._paint_here(painter, line.last(), plain(played[-1]))

    def _pen(self, color: str, width: float, dash: tuple[float, ...] = ()) -> QPen:
        pen = QPen(self._theme.color(color), width)
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        if dash:
            pen.setDashPattern(list(dash))
        return pen

    def _paint_end(
        self, painter: QPainter, at: QPointF, words: str, color: str, other: QPointF
    ) -> None:
        """The figure at the end of a line, above it or, when the other line is above, below."""
        painter.setFont(self._theme.font("caption"))
        painter.setPen(self._theme.color(color))
        tall = self._theme.px(15)
        top = at.y() - tall - 2 if at.y() <= other.y() else at.y() + 2
        top = max(0.0, top)
        box = QRectF(at.x() - self._theme.px(220), top, self._theme.px(220), tall)
        painter.drawText(box, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, words)

    def _paint_here(self, painter: QPainter, at: QPointF, words: str) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.color("accent"))
        painter.drawEllipse(at, 3.2, 3.2)
        font = self._theme.font("caption")
        font.setWeight(font.Weight.DemiBold)
        painter.setFont(font)
        painter.setPen(self._theme.color("accent"))
        last = at.x() > self.width() - self._theme.px(90)
        left = at.x() - self._theme.px(46) if last else at.x() + self._theme.px(8)
        box = QRectF(
            left, max(0.0, at.y() - self._theme.px(17)), self._theme.px(60), self._theme.px(15)
        )
        painter.drawText(box, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, words)

    def _paint_line(self, painter: QPainter, view: SessionView) -> None:
        start, here, end = self.bead(0), self.bead(view.turn), self.bead(view.last_turn)
        painter.setPen(QPen(self._theme.color("border"), 3))
        painter.drawLine(here, end)
        painter.setPen(QPen(self._theme.color("accent"), 3))
        painter.drawLine(start, here)

    def _paint_bead(self, painter: QPainter, view: SessionView, turn: int) -> None:
        theme, place = self._theme, self.bead(turn)
        if turn == view.turn:
            radius = theme.length("size.bead.current")
            painter.setPen(QPen(theme.color("accent"), 2.2))
            painter.setBrush(theme.color("panel"))
            painter.drawEllipse(place, radius, radius)
            font = theme.font("caption")
            font.setWeight(font.Weight.Bold)
            painter.setFont(font)
            painter.setPen(theme.color("accent"))
            box = QRectF(place.x() - radius, place.y() - radius, 2 * radius, 2 * radius)
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, str(turn))
            return
        grown = 1.5 if turn == self._hover else 0.0
        size = theme.length("size.bead.done") + grown
        filled = turn < view.turn
        edge = "accent" if filled or self.reachable(turn) else "border_strong"
        painter.setPen(QPen(theme.color(edge), 1.6))
        painter.setBrush(theme.color("accent" if filled else "panel"))
        painter.drawEllipse(place, size, size)

    def _paint_marks(self, painter: QPainter) -> None:
        """Decisions as squares, injects as diamonds, rulings as triangles before their turn."""
        for turn, kinds in self._marks.items():
            right = self.bead(turn).x() - self._theme.px(16)
            for place, kind in enumerate(reversed(kinds)):
                at = QPointF(right - place * self._theme.px(12), self.height() * MARKS_Y)
                paint_mark(painter, self._theme, kind, at)

    def _paint_look(self, painter: QPainter) -> None:
        """A ring round the turn looked at."""
        if self._look is None:
            return
        radius = self._theme.length("size.bead.current") + 3
        painter.setPen(QPen(self._theme.color("warn"), 2.4))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawEllipse(self.bead(self._look), radius, radius)

    def _paint_label(self, painter: QPainter, view: SessionView, turn: int) -> None:
        """The date under the bead; every second one when they would touch."""
        theme = self._theme
        painter.setFont(theme.font("caption"))
        apart = self.bead(1).x() - self.bead(0).x()
        if apart < theme.px(46) and (view.last_turn - turn) % 2 and turn != view.turn:
            return
        if turn == view.turn:
            font = theme.font("caption")
            font.setWeight(font.Weight.Bold)
            painter.setFont(font)
        painter.setPen(theme.color("text" if turn <= view.turn else "text3"))
        center = self.bead(turn).x()
        box = QRectF(center - theme.px(45), self.height() * LABELS_Y, theme.px(90), theme.px(16))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, view.turn_labels[turn])


def tip_at(view: SessionView, turn: int) -> str:
    """What there is to say of a bead."""
    if turn >= len(view.history):
        return f"Turn {turn}, {view.turn_labels[turn]}: not played yet"
    return tip_of(view.history[turn])


def tip_of(figures: TurnFigures) -> str:
    """The indices of a turn in a few lines."""
    lines = [
        f"Turn {figures.turn}: {figures.period}",
        f"Stability {plain(figures.stability)}",
        f"Weakest sector {figures.weakest_id}, {plain(figures.weakest, 0)}",
        f"Ceasefire: {'in force' if figures.ceasefire else 'none'}",
        f"Escalation: {figures.rung_words}",
        f"Ground lost by Kyiv {signed(figures.lost_km2, 0)} km\u00b2",
    ]
    return "\n".join((*lines, *figures.happened))
