"""Looking at past moments of the game without a step: nothing is written, the game stays."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from wargame.app.records import SessionView
from wargame.gui.panels.moment_bar import MomentBar
from wargame.gui.theme import Theme
from wargame.gui.workers import PlayedSession

if TYPE_CHECKING:
    from wargame.app.told import Told
    from wargame.gui.main_window import MainWindow

PACE_MS = 2_000  # a turn, played back at 1
STILL = ("play", "play_out", "undo", "redo", "restart", "setting", "draw", "open_zones")


class Moments(QObject):
    """Shows the moment last asked for; `looked(view, seq)` from the thread, `changed` after it."""

    looked = Signal(object, int)
    changed = Signal()

    def __init__(self, window: MainWindow, theme: Theme) -> None:
        super().__init__(window)
        self._window = window
        self._told: Told | None = None
        self._wanted: int | None = None  # the step whose moment is wanted; None for now
        self._asked: int | None = None  # the step whose view the thread is working out
        self.shown: int | None = None  # the step whose moment is on screen; None for now
        self.bar = MomentBar(theme)
        self._pace = QTimer(self)
        self._pace.setSingleShot(True)
        self._pace.timeout.connect(self._next_turn)
        self.bar.sought.connect(self._seek)
        self.bar.played.connect(self._set_playing)
        self.bar.resumed.connect(self.resume)
        self.bar.left.connect(self.leave)
        self.looked.connect(self._show)
        window.acts["playback"].triggered.connect(self.play_back)
        window.acts["playback"].setEnabled(False)

    @property
    def looking(self) -> bool:
        """Whether a past moment is on screen, or will be."""
        return self._wanted is not None

    # what is looked at

    @Slot(int)
    def turn(self, turn: int) -> None:
        """The moment at which that turn stands is looked at."""
        told = self._told
        if told is None:
            self._window.commands.go_to(turn)
        elif 0 <= turn < len(told.turns):
            self.bar.stop()
            self.look(told.turns[turn])

    @Slot(int)
    def look(self, seq: int) -> None:
        """The moment after that step is on screen, read only; the present one ends the looking."""
        told = self._told
        if told is None:
            return
        if seq == told.present:
            self.leave()
            return
        self._window.play_out.stop()
        self._wanted = seq
        if self._asked is None:
            self._ask(seq)

    def _ask(self, seq: int) -> None:
        self._asked = seq

        def question(session: PlayedSession) -> None:
            self.looked.emit(cast("Any", session).view_at(seq), seq)

        self._window.host.inquire(question)

    @Slot(object, int)
    def _show(self, view: SessionView, seq: int) -> None:
        self._asked = None
        if self._wanted is None or self._told is None:
            return
        if self._wanted != seq:
            self._ask(self._wanted)
        self.shown = seq
        self._window.show_moment(view)
        moments = self._moments(seq)
        self.bar.show_moment(moments.index(seq), len(moments) - 1, self._words(view, seq))
        self._hold_still()
        self.changed.emit()
        if self.bar.play.isChecked():
            self._pace.start(PACE_MS // self.bar.speed)

    def _moments(self, seq: int) -> tuple[int, ...]:
        """The steps the slider walks over: the present line, or the branch that is looked at."""
        told = self._told
        if told is None or seq in told.moments:
            return told.moments if told else ()
        own = next(line.branch for line in told.log if line.seq == seq)
        return tuple(line.seq for line in told.log if line.branch == own)

    def _words(self, view: SessionView, seq: int) -> str:
        line = next(line for line in self._told.log if line.seq == seq) if self._told else None
        where = "the start" if view.turn == 0 else f"turn {view.turn}"
        return f"Looking at {where} \u00b7 {line.words if line else ''}"

    def _hold_still(self) -> None:
        """Nothing of the past can be changed."""
        window = self._window
        window.drawing.drafting.stop()
        for name in STILL:
            window.acts[name].setEnabled(False)
        window.options.setEnabled(False)
        window.table.dock.setEnabled(False)

    # the way back

    @Slot()
    def leave(self) -> None:
        """The present is on screen again."""
        if self._wanted is None:
            return
        self._end()
        self._window.host.ask(_nothing)  # it is shown anew

    def _end(self) -> None:
        self._wanted, self.shown = None, None
        self._pace.stop()
        self.bar.stop()
        self.bar.hide()
        window = self._window
        window.options.setEnabled(True)
        window.table.dock.setEnabled(True)
        window.acts["setting"].setEnabled(True)
        window.acts["open_zones"].setEnabled(True)
        self.changed.emit()

    @Slot()
    def resume(self) -> None:
        """The game stands at the moment looked at; what came later stays as a branch."""
        if self._wanted is not None:
            self.go_to(self._wanted)

    def go_to(self, seq: int) -> None:
        """The game stands right after that step."""
        self._window.play_out.stop()
        self._end()
        self._window.host.ask(lambda session: cast("Any", session).go_to(seq))

    def escape(self) -> bool:
        """The looking ends; whether there was any."""
        looking = self.looking
        self.leave()
        return looking

    # playing back

    @Slot()
    def play_back(self) -> None:
        """The game is played back from its start, or from the moment looked at."""
        told = self._told
        if told is None or len(told.turns) < 2:
            return
        if not self.looking:
            self.look(told.turns[0])
        self.bar.play.setChecked(True)

    @Slot(bool)
    def _set_playing(self, on: bool) -> None:
        if on and self.shown is not None:
            self._pace.start(PACE_MS // self.bar.speed)
        elif not on:
            self._pace.stop()

    @Slot()
    def _next_turn(self) -> None:
        """The next turn of the line looked at; after the last one nothing is played."""
        told, here = self._told, self.shown
        if told is None or here is None:
            return
        turns = next((line.moments for line in told.lines if here in line.moments), told.turns)
        if here in told.moments:
            turns = told.turns
        later = [seq for seq in turns if seq > here]
        if not later:
            self.bar.stop()
            return
        self.look(later[0])

    @Slot(int)
    def _seek(self, index: int) -> None:
        self.bar.stop()
        moments = self._moments(self.shown) if self.shown is not None else ()
        if index < len(moments):
            self.look(moments[index])

    # the window

    def show_told(self, told: Told) -> None:
        """The session went on: what was looked at is past, and the present is on screen."""
        self._told = told
        self._window.acts["playback"].setEnabled(len(told.turns) > 1)
        if self._wanted is not None:
            self._end()

    def set_theme(self, theme: Theme) -> None:
        """From now on the bar wears `theme`."""
        self.bar.set_theme(theme)


def _nothing(_session: PlayedSession) -> None:
    """The session stays as it is."""
