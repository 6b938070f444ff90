"""The timeline drawn: hours, bands of the agenda, lanes, diamonds, squares, triangles, now."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QPainter, QPen, QPolygonF

from wargame.gui.exercise.timeline_facts import DECIDED, Band, Facts, due_words
from wargame.gui.exercise.timeline_places import NO_TIME, Heap, Place, Plan
from wargame.gui.theme import Theme

MIDDLE = Qt.AlignmentFlag.AlignVCenter
CENTRE = Qt.AlignmentFlag.AlignCenter
TICK_LEAST = 62  # px between two hours
RIGHT = Qt.TextElideMode.ElideRight


@dataclass(frozen=True, slots=True)
class Marked:
    """What is lit: the chosen inject, the one under the pointer, and the one that is dragged."""

    chosen: str = ""
    hover: str = ""
    dragged: str = ""
    dragged_to: QPointF | None = None
    dragged_words: str = ""  # the time it would have
    to_tray: bool = False
    focused: bool = False


class Brush:
    """Draws one timeline with a painter."""

    def __init__(self, painter: QPainter, theme: Theme, plan: Plan, facts: Facts) -> None:
        self.painter, self.theme, self.plan, self.facts = painter, theme, plan, facts
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)

    def paint(self, marked: Marked) -> None:
        """Everything is drawn."""
        self._hours()
        self._bands()
        self._lanes()
        self._tray(marked)
        self.painter.save()
        self.painter.setClipRect(self._clip())
        self._heaps()
        self._diamonds(marked)
        self.painter.restore()
        self._now()
        self._dragged(marked)

    def _clip(self) -> QRectF:
        plan, edge = self.plan, self.theme.px(11)
        return QRectF(plan.field.left() - edge, 0, plan.field.width() + 2 * edge,
                      plan.size.height())  # fmt: skip

    def _ink(self, role: str, tone: str, weight: int = 0) -> None:
        font = self.theme.font(role)
        if weight:
            font.setWeight(QFont.Weight(weight))
        self.painter.setFont(font)
        self.painter.setPen(self.theme.color(tone))

    # ------------------------------------------------------------------------------------ ground

    def _hours(self) -> None:
        plan, theme = self.plan, self.theme
        now = self._now_box()
        self._ink("axis", "text2")
        frame = self.facts.frame
        if frame.began is not None and not frame.begun:  # what the times of day are counted from
            box = QRectF(theme.px(12), 0, plan.field.left(), plan.axis.height() - theme.px(4))
            self.painter.drawText(box, MIDDLE, f"Start {frame.began:%H:%M}")
        for at, words in plan.scale.ticks(self.facts.frame, theme.px(TICK_LEAST)):
            x = plan.scale.x(at)
            wide = self.painter.fontMetrics().horizontalAdvance(words)
            box = QRectF(x - wide / 2, 0, wide, plan.axis.height() - theme.px(4))
            inside = plan.field.left() - wide / 2 <= x <= plan.field.right()
            if inside and not (now is not None and now.intersects(box)):
                self.painter.drawText(box, CENTRE, words)

    def _bands(self) -> None:
        for band in self.facts.bands:
            self._band(band)

    def _band(self, band: Band) -> None:
        plan, theme, painter = self.plan, self.theme, self.painter
        left, right = plan.scale.x(band.start), plan.scale.x(band.end)
        box = QRectF(left + 1, plan.field.top(), right - left - 2, plan.field.height())
        box = box.intersected(plan.field)
        if box.width() < 1:
            return
        fill = theme.color("accent_soft" if band.current else "sunken")
        if band.kind == "break" and not band.current:
            fill.setAlphaF(0.45)
        painter.setBrush(fill)
        painter.setPen(QPen(theme.color("border"), 1) if theme.contrast else Qt.PenStyle.NoPen)
        painter.drawRoundedRect(box, theme.px(4), theme.px(4))
        self._ink("axis", "accent" if band.current else "text2", 600)
        pad = theme.px(8)
        words = box.adjusted(pad, theme.px(2), -theme.px(2), 0)
        words.setHeight(theme.px(20))
        said = f"{band.title} \u00b7 {band.turns}" if band.turns else band.title
        if painter.fontMetrics().horizontalAdvance(said) > words.width():
            said = painter.fontMetrics().elidedText(band.title, RIGHT, int(words.width()))
        if len(said) > 2:
            painter.drawText(words, MIDDLE, said)

    def _lanes(self) -> None:
        plan, theme, painter = self.plan, self.theme, self.painter
        for name, y in plan.rows.items():
            painter.setPen(QPen(theme.color("border"), 1.2))
            painter.drawLine(QPointF(plan.field.left(), y), QPointF(plan.field.right(), y))
            self._lane_name(name, y)

    def _lane_name(self, name: str, y: float) -> None:
        plan, theme = self.plan, self.theme
        self._ink("axis", "text2")
        left = theme.px(12)
        box = QRectF(left, y - plan.lane / 2, plan.field.left() - left - theme.px(6), plan.lane)
        said = self.painter.fontMetrics().elidedText(name, RIGHT, int(box.width()))
        self.painter.drawText(box, MIDDLE, said)

    def _tray(self, marked: Marked) -> None:
        plan, theme, painter = self.plan, self.theme, self.painter
        self._ink("axis", "accent" if marked.to_tray else "text2")
        left = theme.px(12)
        box = QRectF(left, plan.tray.top(), plan.field.left() - left, plan.tray.height())
        painter.drawText(box, MIDDLE, NO_TIME)
        lit = marked.to_tray
        painter.setBrush(theme.color("accent_soft") if lit else Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(theme.color("accent" if lit else "border"), 1, Qt.PenStyle.DashLine))
        painter.drawRoundedRect(plan.tray.adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
        if not any(place.spot.at is None for place in plan.places):
            self._ink("axis", "text3")
            said = "Every inject has a time. One dragged here is published by hand."
            if not plan.places:
                said = "The list of events is empty."
            painter.drawText(plan.tray.adjusted(theme.px(8), 0, 0, 0), MIDDLE, said)

    # ------------------------------------------------------------------------------------- marks

    def _heaps(self) -> None:
        for heap in self.plan.heaps:
            if self.plan.field.left() <= heap.x <= self.plan.field.right():
                self._heap(heap)

    def _heap(self, heap: Heap) -> None:
        theme, painter = self.theme, self.painter
        size = min(theme.px(5.5), self.plan.lane * 0.32)
        painter.setPen(Qt.PenStyle.NoPen)
        if heap.lane == DECIDED:
            painter.setBrush(theme.color("accent"))
            painter.drawRoundedRect(QRectF(heap.x - size, heap.y - size, 2 * size, 2 * size), 1, 1)
        else:
            painter.setBrush(theme.color("bad"))
            up, wide = size * 1.15, size * 1.25
            points = [(0, -up), (wide, size), (-wide, size)]
            painter.drawPolygon(QPolygonF([QPointF(heap.x + x, heap.y + y) for x, y in points]))
        if len(heap.did) > 1:
            self._ink("axis", "text2")
            box = QRectF(heap.x + size + 2, heap.y - 8, 30, 16)
            painter.drawText(box, MIDDLE, str(len(heap.did)))

    def _diamonds(self, marked: Marked) -> None:
        last = (marked.hover, marked.chosen)
        order = sorted(self.plan.places, key=lambda p: last.index(p.spot.number) + 1
                       if p.spot.number in last else 0)  # fmt: skip
        for place in order:
            if place.spot.number != marked.dragged:
                self._foot(place)
                self.diamond(place, QPointF(place.x, place.y), marked)

    def _foot(self, place: Place) -> None:
        """Where diamonds are fanned out, a line leads to the time of each."""
        if abs(place.x - place.true_x) > 1:
            painter, y = self.painter, place.y + self.plan.lane / 2
            painter.setPen(QPen(self.theme.color("warn"), 1))
            foot = QPointF(place.true_x, y + 1)
            painter.drawLine(QPointF(place.x, place.y + place.radius * 0.5), foot)

    def diamond(self, place: Place, at: QPointF, marked: Marked) -> None:
        """One inject: filled when published, outlined when not, ringed when chosen."""
        theme, painter, spot = self.theme, self.painter, place.spot
        chosen, hover = spot.number == marked.chosen, spot.number == marked.hover
        tone = "text3" if spot.skipped else "warn"
        ground = theme.color("warn" if spot.published else "panel" if chosen else "warn_soft")
        if spot.skipped:
            ground = theme.color("panel")
        radius = place.radius + (1 if hover else 0)
        if chosen:
            self._ring(at, radius + theme.px(2.5), focused=marked.focused)
        wide = 2.2 if spot.due and not spot.published else 1.4
        painter.setPen(QPen(theme.color(tone), wide))
        painter.setBrush(ground)
        painter.drawPolygon(_diamond(at, radius - 0.7))
        self._number(spot.number, at, radius, "panel" if spot.published else tone)
        if place.caption > 0 and spot.number != marked.dragged:
            self._ink("axis", "text2")
            left = at.x() + radius + theme.px(3)
            box = QRectF(left, at.y() - theme.px(9), place.caption, theme.px(18))
            words = "by hand" if spot.timing.kind == "manual" else due_words(spot.timing)
            painter.drawText(box, MIDDLE, painter.fontMetrics().elidedText(
                words.removeprefix("on "), RIGHT, int(box.width())))  # fmt: skip

    def _ring(self, at: QPointF, radius: float, *, focused: bool) -> None:
        painter = self.painter
        painter.setPen(QPen(self.theme.color("accent"), 3.0 if focused else 2.2))
        painter.setBrush(self.theme.color("panel"))
        painter.drawPolygon(_diamond(at, radius))

    def _number(self, number: str, at: QPointF, radius: float, tone: str) -> None:
        self._ink("axis", tone, 700)
        font = self.painter.font()
        words = short(number)
        wide = self.painter.fontMetrics().horizontalAdvance(words)
        font.setPointSizeF(font.pointSizeF() * min(0.86, 1.25 * radius / max(1, wide)))
        self.painter.setFont(font)
        box = QRectF(at.x() - 2 * radius, at.y() - radius, 4 * radius, 2 * radius)
        self.painter.drawText(box, CENTRE, words)

    # --------------------------------------------------------------------------------- now, drag

    def _now_box(self) -> QRectF | None:
        facts, plan = self.facts, self.plan
        if facts.now is None:
            return None
        x = plan.scale.x(facts.now)
        if not plan.field.left() - 1 <= x <= plan.field.right() + 1:
            return None
        return self._pill(x, facts.frame.words(facts.now))

    def _pill(self, x: float, words: str) -> QRectF:
        theme, plan = self.theme, self.plan
        self._ink("axis", "on_accent", 600)
        wide = self.painter.fontMetrics().horizontalAdvance(words) + theme.px(12)
        left = min(max(x - wide / 2, 0.0), plan.size.width() - wide)
        return QRectF(left, theme.px(1), wide, plan.axis.height() - theme.px(4))

    def _now(self) -> None:
        box = self._now_box()
        if box is None or self.facts.now is None:
            return
        self._line(self.facts.now, "accent")
        self._say(box, self.facts.frame.words(self.facts.now))

    def _line(self, at: float, tone: str) -> None:
        x, field = self.plan.scale.x(at), self.plan.field
        self.painter.setPen(QPen(self.theme.color(tone), 1.6))
        self.painter.drawLine(QPointF(x, field.top() - 2), QPointF(x, field.bottom() + 3))

    def _say(self, box: QRectF, words: str) -> None:
        self.painter.setPen(Qt.PenStyle.NoPen)
        self.painter.setBrush(self.theme.color("accent"))
        self.painter.drawRoundedRect(box, self.theme.px(3), self.theme.px(3))
        self._ink("axis", "on_accent", 600)
        self.painter.drawText(box, CENTRE, words)

    def _dragged(self, marked: Marked) -> None:
        place = self.plan.place_of(marked.dragged)
        if place is None or marked.dragged_to is None:
            return
        at = marked.dragged_to
        if not marked.to_tray:
            self.painter.setPen(QPen(self.theme.color("warn"), 1.2, Qt.PenStyle.DashLine))
            self.painter.drawLine(QPointF(at.x(), self.plan.field.top()),
                                  QPointF(at.x(), self.plan.field.bottom()))  # fmt: skip
        self.diamond(place, at, marked)
        self._say(self._pill(at.x(), marked.dragged_words), marked.dragged_words)


def _diamond(at: QPointF, radius: float) -> QPolygonF:
    steps = ((0, -radius), (radius, 0), (0, radius), (-radius, 0))
    return QPolygonF([QPointF(at.x() + x, at.y() + y) for x, y in steps])


def short(number: str) -> str:
    """At most three letters of an inject's number: the digits it ends with, or how it begins."""
    if len(number) <= 3:
        return number
    digits = number.rstrip(")")
    tail = digits[len(digits.rstrip("0123456789")) :]
    return tail[-3:] if tail else number[:2]
