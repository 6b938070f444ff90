"""The timeline of the exercise: injects on the hours and modules they belong to, to be dragged.

A list to a screen reader: one item an inject, with a sentence.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QSize,
    Qt,
    Signal,
    Slot,
)
from PySide6.QtGui import (
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QStandardItem,
    QStandardItemModel,
    QWheelEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListView, QSizePolicy, QToolButton

from wargame.gui.dress import with_role
from wargame.gui.exercise.room import Room
from wargame.gui.exercise.timeline_card import TimelineCard
from wargame.gui.exercise.timeline_facts import MINUTE, Facts, facts_of
from wargame.gui.exercise.timeline_hands import Hands
from wargame.gui.exercise.timeline_paint import Brush
from wargame.gui.exercise.timeline_places import (
    RIGHT,
    Heap,
    Place,
    Plan,
    gutter,
    least_height,
    plan,
)
from wargame.gui.exercise.timeline_scale import Scale
from wargame.gui.theme import Theme

if TYPE_CHECKING:
    from wargame.app.exercise_records import ExerciseView

Index = QModelIndex | QPersistentModelIndex
NUMBER = Qt.ItemDataRole.UserRole
LATE = 120 * MINUTE  # a clock left running so long after the end is not followed


class Timeline(QListView):
    """`edit_wanted(number)` when an inject is to be opened."""

    edit_wanted = Signal(str)

    def __init__(self, room: Room, theme: Theme) -> None:
        super().__init__()
        self._room, self._theme = room, theme
        self._facts: Facts | None = None
        self._plan: Plan | None = None
        self._card: TimelineCard | None = None
        self.fitted = True  # all is in view, and stays so
        self.scale = Scale(0, 1)
        self.items = QStandardItemModel(0, 1, self)
        self.setModel(self.items)
        self.hands = Hands(self, room)
        self.fit_button = QToolButton(self.viewport())
        self._dress()
        self.selectionModel().currentChanged.connect(self._current_changed)
        room.shown.connect(self._show)
        room.ticked.connect(self._tick)
        room.told.connect(self._told)
        room.chosen.connect(self._choose)
        room.refused.connect(self.hands.let_go)
        if room.view is not None:
            self._show(room.view)

    def _dress(self) -> None:
        self.setAccessibleName("Timeline of the exercise")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.viewport().setMouseTracking(True)
        self.fit_button.setText("Fit")
        self.fit_button.setAccessibleName("Show the whole exercise")
        self.fit_button.setToolTip("Show the whole exercise (0)")
        self.fit_button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        with_role(self.fit_button, "caption")
        self.fit_button.clicked.connect(self.fit)
        self.fit_button.hide()

    # ------------------------------------------------------------------------------------- shown

    @property
    def facts(self) -> Facts | None:
        """What stands on it."""
        return self._facts

    @property
    def places(self) -> Plan | None:
        """Where it stands; None while nothing is known."""
        if self._facts is None:
            return None
        if self._plan is None:
            self.scale = self._in_size(self.scale)
            self._plan = plan(self._facts, self.viewport().size(), self.scale, self._theme)
        return self._plan

    def _in_size(self, scale: Scale) -> Scale:
        left = gutter(self._theme)
        wide = max(1.0, self.viewport().width() - self._theme.px(RIGHT) - left)
        sized = Scale(left, wide, scale.first, scale.seconds)
        return sized.fitted(*self.span) if self.fitted else sized

    @property
    def span(self) -> tuple[float, float]:
        """From the first to the last time that is worth a look."""
        if self._facts is None:
            return 0.0, 90.0 * MINUTE
        first, last = self._facts.span
        ends = max((band.end for band in self._facts.bands), default=0.0)
        times = [s.at for s in self._facts.spots if s.at is not None]
        return first, min(last, max([ends, *times]) + LATE)

    @Slot(object)
    def _show(self, view: ExerciseView) -> None:
        self._facts = facts_of(view, self._room.log)
        self.hands.let_go_of_sent()
        self._tell()
        self.setMinimumHeight(least_height(len(self._facts.lanes), self._theme))
        self.replan()

    @Slot(object)
    def _tick(self, view: ExerciseView) -> None:
        self._facts = facts_of(view, self._room.log)
        self._tell()
        self.replan()

    @Slot(object)
    def _told(self, _told: object) -> None:
        if self._room.view is not None:
            self._tick(self._room.view)

    def replan(self) -> None:
        """All places are found anew before it is painted."""
        self._plan = None
        self.fit_button.setVisible(not self.fitted)
        self.viewport().update()

    def _tell(self) -> None:
        """The list to a screen reader holds each inject by its time, with its sentence."""
        order = self._facts.in_order if self._facts else ()
        held = [self.items.item(k).data(NUMBER) for k in range(self.items.rowCount())]
        if held != [spot.number for spot in order]:
            self.selectionModel().blockSignals(True)
            self.items.clear()
            for spot in order:
                item = QStandardItem()
                item.setData(spot.number, NUMBER)
                self.items.appendRow(item)
            self.selectionModel().blockSignals(False)
        for row, spot in enumerate(order):
            item = self.items.item(row)
            if item.accessibleText() != spot.words:
                item.setAccessibleText(spot.words)
        self._point_at_chosen()

    def _point_at_chosen(self) -> None:
        for row in range(self.items.rowCount()):
            if self.items.item(row).data(NUMBER) == self._room.number:
                index = self.items.index(row, 0)
                if self.currentIndex() != index:
                    self.setCurrentIndex(index)
                return

    @Slot(str)
    def _choose(self, number: str) -> None:
        spot = self._facts.find(number) if self._facts else None
        if spot is not None and spot.at is not None and not self.fitted:
            self.scale = self.scale.showing(spot.at)
        self._point_at_chosen()
        self.replan()

    @Slot(QModelIndex, QModelIndex)
    def _current_changed(self, now: QModelIndex, _before: QModelIndex) -> None:
        number = now.data(NUMBER)
        if number:  # asked for by a screen reader
            self._room.choose(str(number))

    # -------------------------------------------------------------------------------------- time

    @Slot()
    def fit(self) -> None:
        """The whole exercise is in view."""
        self.fitted = True
        self.replan()

    def zoom(self, x: float, factor: float) -> None:
        """So many times as much time is in view; what stood at `x` still does."""
        self.scale, self.fitted = self._in_size(self.scale).zoomed(x, factor), False
        self.replan()

    def pan(self, pixels: float) -> None:
        """What is in view goes right by so many pixels."""
        self.scale, self.fitted = self._in_size(self.scale).panned(pixels, *self.span), False
        self.replan()

    # -------------------------------------------------------------------------------------- hits

    def place_at(self, x: float, y: float) -> Place | None:
        """The diamond there, the chosen one before others; None where there is none."""
        found = self.places
        if found is None:
            return None
        least = self._theme.length("size.hit_min")
        near = [p for p in found.places if p.holds(x, y, least) and x > found.field.left() - least]
        return min(near, key=lambda p: abs(p.x - x) + abs(p.y - y), default=None)

    def heap_at(self, x: float, y: float) -> Heap | None:
        """The decisions or rulings there."""
        found, near = self.places, self._theme.length("size.hit_min") / 2
        heaps = found.heaps if found else ()
        close = [h for h in heaps if abs(h.x - x) <= near and abs(h.y - y) <= near]
        return min(close, key=lambda h: abs(h.x - x) + abs(h.y - y), default=None)

    def show_card(self, place: Place | Heap | None, at: QPoint) -> None:
        """The card tells of what is under the pointer, or is away."""
        if place is None:
            if self._card is not None:
                self._card.hide()
            return
        if self._card is None:
            self._card = TimelineCard(self.window(), self._theme)
        what = place.spot if isinstance(place, Place) else place
        self._card.show_card(what, self.viewport().mapTo(self.window(), at))

    @property
    def card(self) -> TimelineCard | None:
        """The card, once one has been shown."""
        return self._card

    # --------------------------------------------------------------------------- of an item view

    def visualRect(self, index: Index) -> QRect:
        """Where the inject stands."""
        found = self.places
        place = found.place_of(str(index.data(NUMBER))) if found else None
        if place is None:
            return QRect()
        side = round(place.radius)
        return QRect(round(place.x) - side, round(place.y) - side, 2 * side, 2 * side)

    def indexAt(self, point: QPoint) -> QModelIndex:
        """The inject that stands there."""
        place = self.place_at(point.x(), point.y())
        for row in range(self.items.rowCount() if place else 0):
            if place and self.items.item(row).data(NUMBER) == place.spot.number:
                return self.items.index(row, 0)
        return QModelIndex()

    def scrollTo(
        self,
        index: Index,
        hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible,
    ) -> None:
        """Nothing scrolls: what is chosen comes into view."""

    # ------------------------------------------------------------------------------------ events

    def set_theme(self, theme: Theme) -> None:
        """From now on the timeline wears `theme`."""
        self._theme = theme
        if self._facts is not None:
            self.setMinimumHeight(least_height(len(self._facts.lanes), theme))
        self.fit_button.setGeometry(theme.px(8), theme.px(23), theme.px(52), theme.px(20))
        self.replan()

    def sizeHint(self) -> QSize:
        """As high as its lanes need."""
        lanes = len(self._facts.lanes) if self._facts else 5
        return QSize(self._theme.px(700), self._theme.px(76 + 26 * lanes))

    def paintEvent(self, event: QPaintEvent) -> None:
        """All is drawn."""
        painter = QPainter(self.viewport())
        found = self.places
        if found is not None and self._facts is not None:
            Brush(painter, self._theme, found, self._facts).paint(self.hands.marked())
        painter.end()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The places are others."""
        super().resizeEvent(event)
        self.replan()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """An inject is chosen and held, or the ground is."""
        self.hands.press(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """What is held moves; else a card tells what is there."""
        self.hands.move(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """An inject that was moved has its new time."""
        self.hands.release(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """An inject is opened; on the ground the whole exercise is in view."""
        self.hands.open(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """More or less time is in view; with Shift, or a wheel to the side, it moves."""
        delta, side = event.angleDelta().y(), event.angleDelta().x()
        if side or event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self.pan((side or delta) / 2)
        elif delta:
            self.zoom(event.position().x(), 0.8 ** (delta / 120))
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows choose; with Shift they move a minute; Enter opens, Esc lets go."""
        self.hands.key(event)

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        """Without Shift an inject stays where it was put."""
        self.hands.key_up(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The ring is stronger; nothing else is chosen."""
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """What the keyboard moved stays where it was put."""
        self.hands.settle()
        self.viewport().update()

    def viewportEvent(self, event: QEvent) -> bool:
        """The card goes with the pointer."""
        if event.type() == QEvent.Type.Leave:
            self.hands.leave()
        return super().viewportEvent(event)
