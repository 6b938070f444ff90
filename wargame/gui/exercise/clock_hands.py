"""What control presses: the clock's buttons, and those for the inject that comes next."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QGridLayout, QMenu, QPushButton, QWidget

from wargame.app.exercise_next import target
from wargame.app.exercise_records import ExerciseView
from wargame.gui.dress import with_role
from wargame.gui.exercise.elided import beside_icon
from wargame.gui.exercise.publishing import Publisher
from wargame.gui.exercise.room import Room
from wargame.gui.icons import icon
from wargame.gui.theme import Theme

if TYPE_CHECKING:
    from wargame.app.exercise import ExerciseDesk

PUBLISH_KEYS = "Ctrl+Shift+P"


class ClockHands(QWidget):
    """Every button does what its words say now; one that can do nothing says why."""

    def __init__(self, room: Room, publisher: Publisher, theme: Theme) -> None:
        super().__init__()
        self._room, self._publisher, self._theme = room, publisher, theme
        self._number = ""
        self.clock, self.next, self.agenda = QPushButton(), QPushButton(), QPushButton("Agenda")
        self.skip, self.hold, self.publish = QPushButton(), QPushButton(), QPushButton()
        beside_icon(self.next, "Next part")
        beside_icon(self.skip, "Skip")
        self.menu = QMenu(self)
        self._shown: tuple[object, ...] = ()
        self._lay_out()
        self.clock.clicked.connect(self._press_clock)
        self.next.clicked.connect(self._begin_next)
        self.skip.clicked.connect(self._skip)
        self.hold.clicked.connect(self._hold)
        self.publish.clicked.connect(self._publish)
        self.menu.triggered.connect(self._begin)
        room.shown.connect(self.show_view)
        room.ticked.connect(self.show_view)
        room.chosen.connect(self._chosen)
        self.setEnabled(False)

    def _lay_out(self) -> None:
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        rows = ((self.skip, self.hold, self.publish), (self.clock, self.next, self.agenda))
        for line, buttons in enumerate(rows):
            for column, button in enumerate(buttons):
                with_role(button, "control")
                grid.addWidget(button, line, column)
        self.publish.setProperty("primary", True)
        self.publish.setShortcut(QKeySequence(PUBLISH_KEYS))
        self.hold.setCheckable(True)
        self.agenda.setMenu(self.menu)
        self.menu.setToolTipsVisible(True)
        self.agenda.setToolTip("Begin any part of the agenda, restart the turn timer, or stop")

    def set_theme(self, theme: Theme) -> None:
        """From now on the buttons wear `theme`."""
        self._theme, self._shown = theme, ()
        self.next.setIcon(icon("step-forward", theme, size=15))
        self.skip.setIcon(icon("skip-forward", theme, size=15))
        self.hold.setIcon(icon("pause", theme, size=15))
        self.publish.setIcon(icon("send", theme, "on_accent", 15))
        wide = self.publish.fontMetrics().horizontalAdvance("Publish 000 now")
        self.publish.setMinimumWidth(wide + theme.px(46))
        if self._room.view is not None:
            self.show_view(self._room.view)

    # ----------------------------------------------------------------------------------- showing

    @Slot(object)
    def show_view(self, view: ExerciseView) -> None:
        """The buttons are those of the exercise as it stands."""
        self.setEnabled(True)
        self._show_target(view)
        clock = view.clock
        shown = (view.agenda, clock.item, clock.running, clock.paused, clock.stopped, view.held)
        if shown == self._shown:
            return
        self._shown = shown
        begun = clock.running or clock.paused
        words = "Pause clock" if clock.running else "Resume clock" if clock.paused else "Start"
        beside_icon(self.clock, "Start again" if clock.stopped else words)
        name = "pause" if clock.running else "play"
        self.clock.setIcon(icon(name, self._theme, size=15))
        self.clock.setToolTip("The timers of part and turn stop or run; the agenda's plan stays")
        last = clock.item >= len(view.agenda) - 1
        self.next.setEnabled(begun and not last)
        self.next.setToolTip(_next_words(view, begun=begun, last=last))
        self.hold.setChecked(view.held)
        beside_icon(self.hold, "Injects paused" if view.held else "Pause injects")
        self.hold.setToolTip("No inject can be published while they are paused")
        self._fill_menu(view, begun=begun)

    def _show_target(self, view: ExerciseView) -> None:
        row = target(view, self._room.number)
        self._number = row.inject.number if row is not None else ""
        beside_icon(self.publish, f"Publish {self._number} now" if row is not None else "Publish")
        self.publish.setEnabled(row is not None and not view.held)
        self.skip.setEnabled(row is not None)
        if row is None:
            why = "No inject is left to publish"
        elif view.held:
            why = "Injects are paused; press \u201cInjects paused\u201d to go on"
        else:
            why = f"{row.inject.name} ({PUBLISH_KEYS})"
        self.publish.setToolTip(why)
        self.skip.setToolTip(f"Leave out {row.inject.name}" if row is not None else why)

    def _fill_menu(self, view: ExerciseView, *, begun: bool) -> None:
        self.menu.clear()
        for place, item in enumerate(view.agenda):
            act = self._act(f"{item.title}\t{item.minutes} min", f"item {place}", on=begun)
            act.setCheckable(True)
            act.setChecked(begun and place == view.clock.item)
        self.menu.addSeparator()
        self._act("Restart the turn timer", "turn", on=begun)
        self._act("Stop the exercise", "stop", on=begun)

    def _act(self, words: str, what: str, *, on: bool) -> QAction:
        made: QAction = self.menu.addAction(words)
        made.setData(what)
        made.setEnabled(on)
        if not on:
            made.setToolTip("Start the exercise first")
        return made

    @Slot(str)
    def _chosen(self, _number: str) -> None:
        if self._room.view is not None:
            self._show_target(self._room.view)

    # ------------------------------------------------------------------------------------- doing

    @Slot()
    def _press_clock(self) -> None:
        if self._room.view is not None:
            clock = self._room.view.clock
            self._press("pause" if clock.running else "resume" if clock.paused else "start")

    @Slot()
    def _begin_next(self) -> None:
        if self._room.view is not None:
            self._press("item", self._room.view.clock.item + 1)

    @Slot(QAction)
    def _begin(self, action: QAction) -> None:
        kind, _, place = str(action.data()).partition(" ")
        self._shown = ()  # a tick taken by hand goes back to the part that is on
        self._press(kind, int(place or 0))

    def _press(self, kind: str, item: int = 0) -> None:
        def act(desk: ExerciseDesk) -> None:
            desk.press(kind, item)  # type: ignore[arg-type]

        self._room.do(act)

    @Slot()
    def _skip(self) -> None:
        self._publisher.skip(self._number)

    @Slot()
    def _hold(self) -> None:
        on = self._room.view is not None and not self._room.view.held
        self._shown = ()
        self._room.do(lambda desk: desk.pause(on=on))

    @Slot()
    def _publish(self) -> None:
        self._publisher.publish(self._number)


def _next_words(view: ExerciseView, *, begun: bool, last: bool) -> str:
    if not begun:
        return "Start the exercise first"
    if last:
        return "The last part of the agenda is on"
    return f"Begin {view.agenda[view.clock.item + 1].title}"
