"""Mouse and keyboard on the timeline: choose, drag to another time, pan; one step on release."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPointF, Qt, QTimer, Slot
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QApplication

from wargame.app.exercise import Timing
from wargame.gui.exercise.room import Room
from wargame.gui.exercise.timeline_facts import MINUTE, Spot, due_words, moved
from wargame.gui.exercise.timeline_paint import Marked

if TYPE_CHECKING:
    from wargame.gui.exercise.timeline import Timeline

KEYS_MS = 900  # after the last key an inject stays where it was put
ZOOM = 0.7
KEY, SHIFT = Qt.Key, Qt.KeyboardModifier.ShiftModifier
STEPS = {KEY.Key_Left: -1, KEY.Key_Right: 1}
ROWS = {KEY.Key_Up: -1, KEY.Key_Down: 1}


@dataclass(slots=True)
class Grip:
    """What is held: an inject, or the ground where `number` is empty."""

    number: str
    pressed: QPointF
    last: QPointF
    at: float | None = None  # where the inject is now; None: where it was
    timing: Timing | None = None  # that it would get
    y: float = 0.0
    to_tray: bool = False
    by_keys: bool = False
    sent: bool = False


class Hands(QObject):
    """The hands on one timeline."""

    def __init__(self, timeline: Timeline, room: Room) -> None:
        super().__init__(timeline)
        self._line, self._room = timeline, room
        self._grip: Grip | None = None
        self._hover = ""
        self._wait = QTimer(self, singleShot=True, interval=KEYS_MS)
        self._wait.timeout.connect(self.settle)

    @property
    def dragging(self) -> bool:
        """Whether an inject is on its way to another time."""
        return self._grip is not None and self._grip.timing is not None

    def marked(self) -> Marked:
        """What is lit."""
        focused = self._line.hasFocus()
        grip, facts = self._grip, self._line.facts
        if grip is None or grip.timing is None or facts is None:
            return Marked(self._room.number, self._hover, focused=focused)
        x = self._line.scale.x(grip.at) if grip.at is not None else grip.last.x()
        timing, words = grip.timing, grip.timing.text
        if timing.kind == "relative" and facts.frame.begun:
            words = f"{facts.frame.words(timing.seconds)} \u00b7 {words}"
        if timing.kind == "manual":
            words = "by hand"
        return Marked(
            self._room.number, "", grip.number, QPointF(x, grip.y), words, grip.to_tray, focused
        )

    def _spot(self, number: str) -> Spot | None:
        return self._line.facts.find(number) if self._line.facts else None

    # ------------------------------------------------------------------------------------- mouse

    def press(self, event: QMouseEvent) -> None:
        """What is there is held; an inject is chosen."""
        if event.button() != Qt.MouseButton.LeftButton:
            return
        self.settle()
        self._line.setFocus(Qt.FocusReason.MouseFocusReason)
        at = event.position()
        place = self._line.place_at(at.x(), at.y())
        self._line.show_card(None, at.toPoint())
        number = place.spot.number if place else ""
        self._grip = Grip(number, at, at, y=place.y if place else 0.0)
        if place:
            self._room.choose(number)

    def move(self, event: QMouseEvent) -> None:
        """The inject, or the ground, follows the pointer."""
        grip, at = self._grip, event.position()
        if grip is None or grip.sent or not event.buttons() & Qt.MouseButton.LeftButton:
            self._look(at)
            return
        far = (at - grip.pressed).manhattanLength() >= QApplication.startDragDistance()
        if not far and grip.timing is None and grip.last == grip.pressed:
            return
        if not grip.number:
            self._line.pan(at.x() - grip.last.x())
            self._line.viewport().setCursor(Qt.CursorShape.ClosedHandCursor)
        else:
            self._carry(grip, at)
        grip.last = at

    def _carry(self, grip: Grip, at: QPointF) -> None:
        spot, plan = self._spot(grip.number), self._line.places
        if spot is None or plan is None or not spot.movable or self._line.facts is None:
            return
        self._line.viewport().setCursor(Qt.CursorShape.ClosedHandCursor)
        in_tray = at.y() >= plan.tray.top()
        grip.to_tray = in_tray
        if in_tray:
            grip.timing = spot.timing if spot.at is None else Timing()
            grip.at, grip.y = None, plan.tray.center().y()
        else:
            before = plan.scale.x(spot.at) - grip.pressed.x() if spot.at is not None else 0.0
            wanted = max(plan.scale.at(at.x() + before), plan.scale.first)
            grip.timing = moved(spot, wanted, self._line.facts)
            grip.at = self._at(grip.timing)
            grip.y = plan.rows.get(spot.lane, at.y())
        self._line.viewport().update()

    def _at(self, timing: Timing) -> float | None:
        if timing.kind == "absolute" and self._line.facts is not None:
            return self._line.facts.frame.of_day(timing.seconds)
        return float(timing.seconds) if timing.kind == "relative" else None

    def release(self, event: QMouseEvent) -> None:
        """The inject has its new time: one step of the session."""
        if event.button() == Qt.MouseButton.LeftButton and self._grip is not None:
            self._line.viewport().unsetCursor()
            self._send()

    def open(self, event: QMouseEvent) -> None:
        """The inject there is opened; the whole exercise is in view where there is none."""
        at = event.position()
        place = self._line.place_at(at.x(), at.y())
        self._grip = None
        if place is not None:
            self._room.choose(place.spot.number)
            self._line.edit_wanted.emit(place.spot.number)
        else:
            self._line.fit()

    def _look(self, at: QPointF) -> None:
        place = self._line.place_at(at.x(), at.y())
        what = place or self._line.heap_at(at.x(), at.y())
        shape = Qt.CursorShape.PointingHandCursor if place else Qt.CursorShape.ArrowCursor
        self._line.viewport().setCursor(shape)
        self._line.show_card(what, at.toPoint())
        hover = place.spot.number if place else ""
        if hover != self._hover:
            self._hover = hover
            self._line.viewport().update()

    def leave(self) -> None:
        """Nothing is under the pointer."""
        self._hover = ""
        self._line.show_card(None, QPointF().toPoint())
        self._line.viewport().update()

    # ------------------------------------------------------------------------------------- steps

    def _send(self) -> None:
        """What is held gets its time; what did not move is let go."""
        grip = self._grip
        spot = self._spot(grip.number) if grip else None
        self._wait.stop()
        if grip is None or grip.sent:
            return
        if grip.timing is None or spot is None or grip.timing == spot.timing:
            self.let_go()
            return
        grip.sent = True  # it stays where it was put until the answer is here
        number, timing = grip.number, grip.timing
        self._room.do(lambda desk: desk.retime(number, timing))

    @Slot()
    def settle(self) -> None:
        """What the keyboard moved has its new time."""
        if self._grip is not None and self._grip.by_keys:
            self._send()

    @Slot()
    def let_go(self, _why: str = "") -> None:
        """Nothing is held; what was moved stands where it was."""
        self._grip = None
        self._wait.stop()
        self._line.viewport().update()

    def let_go_of_sent(self) -> None:
        """The answer is here."""
        if self._grip is not None and self._grip.sent:
            self.let_go()

    # ---------------------------------------------------------------------------------- keyboard

    def key(self, event: QKeyEvent) -> None:
        """A key does what it says in the help of the timeline."""
        pressed, shift = KEY(event.key()), bool(event.modifiers() & SHIFT)
        if pressed == KEY.Key_Escape and self._grip is not None and not self._grip.sent:
            self.let_go()
        elif pressed in STEPS and shift:
            self._shift(STEPS[pressed])
        elif pressed in STEPS:
            self._next(STEPS[pressed])
        elif pressed in ROWS:
            self._other_lane(ROWS[pressed])
        elif pressed in (KEY.Key_Home, KEY.Key_End):
            self._end(-1 if pressed == KEY.Key_End else 0)
        elif pressed in (KEY.Key_Return, KEY.Key_Enter) and self._spot(self._room.number):
            self._line.edit_wanted.emit(self._room.number)
        elif not self._zoom_key(pressed):
            event.ignore()

    def _zoom_key(self, pressed: Qt.Key) -> bool:
        middle = self._line.viewport().width() / 2
        if pressed in (KEY.Key_Plus, KEY.Key_Equal):
            self._line.zoom(middle, ZOOM)
        elif pressed == KEY.Key_Minus:
            self._line.zoom(middle, 1 / ZOOM)
        elif pressed == KEY.Key_0:
            self._line.fit()
        else:
            return False
        return True

    def key_up(self, event: QKeyEvent) -> None:
        """Without Shift the inject stays where it was put."""
        if event.key() == KEY.Key_Shift and not event.isAutoRepeat():
            self.settle()

    def _next(self, step: int) -> None:
        self.settle()
        order = self._line.facts.in_order if self._line.facts else ()
        numbers = [spot.number for spot in order]
        if not numbers:
            return
        if self._room.number not in numbers:
            self._pick(numbers[0 if step > 0 else -1])
            return
        row = numbers.index(self._room.number) + step
        self._pick(numbers[min(max(row, 0), len(numbers) - 1)])

    def _end(self, row: int) -> None:
        order = self._line.facts.in_order if self._line.facts else ()
        if order:
            self._pick(order[row].number)

    def _other_lane(self, step: int) -> None:
        """The nearest inject of the next lane that has one; the last row are those without time."""
        plan = self._line.places
        place = plan.place_of(self._room.number) if plan else None
        if plan is None or place is None:
            self._next(step)
            return
        rows = sorted({p.y for p in plan.places if (p.y - place.y) * step > 1}, reverse=step < 0)
        if rows:
            near = [p for p in plan.places if abs(p.y - rows[0]) < 1]
            self._pick(min(near, key=lambda p: abs(p.x - place.x)).spot.number)

    def _pick(self, number: str) -> None:
        self._room.choose(number)
        spot = self._spot(number)
        if spot is not None:
            self._say(spot.words)

    def _shift(self, minutes: int) -> None:
        """The chosen inject moves so many minutes; it stays there when Shift goes up."""
        spot, facts, plan = self._spot(self._room.number), self._line.facts, self._line.places
        if spot is None or facts is None or plan is None:
            return
        if not spot.movable:
            self._say(f"{spot.name} has been published and stays where it is.")
            return
        grip = self._grip
        if grip is None or not grip.by_keys or grip.number != spot.number or grip.sent:
            grip = self._grip = Grip(spot.number, QPointF(), QPointF(), spot.at, by_keys=True)
            grip.y = plan.rows.get(spot.lane, 0.0)
        first = facts.now or 0.0 if grip.at is None else grip.at + minutes * MINUTE
        grip.timing = moved(spot, first, facts)
        grip.at = self._at(grip.timing)
        if grip.at is not None and not self._line.fitted:
            self._line.scale = self._line.scale.showing(grip.at)
            self._line.replan()
        self._say(f"{spot.name} {due_words(grip.timing)}")
        self._wait.start()
        self._line.viewport().update()

    def _say(self, words: str) -> None:
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self._line, words))
