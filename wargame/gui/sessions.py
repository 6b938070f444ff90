"""The session in its window: files, log, branches, looking back, rulings, and what is saved."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtWidgets import QApplication

from wargame.app.atlas import Atlas
from wargame.gui.branch_maps import BranchMaps
from wargame.gui.moments import Moments
from wargame.gui.panels.ruling_dialog import RulingDialog
from wargame.gui.panels.session_dock import SessionDock
from wargame.gui.session_files import SessionFiles
from wargame.gui.theme import Theme
from wargame.gui.workers import PlayedSession

if TYPE_CHECKING:
    from wargame.app.session_records import Rulable
    from wargame.app.told import Told
    from wargame.gui.main_window import MainWindow


class Sessions(QObject):
    """Everything about the recorded session that the window holds."""

    rulable = Signal(object, int, str)
    shadowed = Signal(object)

    def __init__(self, window: MainWindow, theme: Theme, atlas: Atlas) -> None:
        super().__init__(window)
        self._window = window
        self.told: Told | None = None
        self.files = SessionFiles(window, theme)
        self.moments = Moments(window, theme)
        self.maps = BranchMaps(window, theme, atlas)
        self.dock = SessionDock(theme, window)
        self.dock.hide()
        window.addDockWidget(Qt.DockWidgetArea.BottomDockWidgetArea, self.dock)
        window.frame.add_above(self.files.recovery)
        window.frame.add_above(self.files.note)
        window.frame.add_below(self.moments.bar)
        self._connect()

    def _connect(self) -> None:
        window, dock = self._window, self.dock
        window.host.told.connect(self.show_told)
        window.track.wanted.connect(self.moments.turn)
        window.acts["show_log"].toggled.connect(self.show_dock)
        window.acts["overrule"].triggered.connect(self.ask_ruling)
        window.acts["overrule"].setEnabled(False)
        window.inspector.why.overrule.clicked.connect(self.ask_ruling)
        window.inspector.why.overrule.setEnabled(False)
        dock.closed.connect(self.put_away)
        dock.looked.connect(self.moments.look)
        dock.gone_to.connect(self.moments.go_to)
        dock.noted.connect(self.note)
        dock.overruled.connect(self.ask_ruling)
        dock.branches.visited.connect(self.visit)
        dock.branches.named.connect(self.rename)
        dock.branches.compared.connect(self.maps.open)
        window.track.lanes.visited.connect(self.visit)
        window.track.lanes.more.connect(self.open_log)
        self.moments.changed.connect(self._mark)
        self.rulable.connect(self._open_ruling)
        self.shadowed.connect(dock.show_shadow)

    # what the session says

    @Slot(object)
    def show_told(self, told: Told) -> None:
        """Every part shows the session as it stands."""
        self.told = told
        window = self._window
        window.status.show_saved(told.saved)
        self.moments.show_told(told)
        self.files.show_told(told)
        self.dock.show_told(told)
        window.track.show_told(told)
        self.maps.show_told(told)
        played = bool(told.log) and next(x.turn for x in told.log if x.present) > 0
        for part in (
            window.acts["overrule"], window.inspector.why.overrule, self.dock.overrule
        ):  # fmt: skip
            part.setEnabled(played)
        window.inspector.why.overrule.setVisible(played)
        if told.rulings:
            window.host.inquire(self.ask_shadow)

    def ask_shadow(self, session: PlayedSession) -> None:
        """Called in the session's thread, it tells what the rules alone would have said."""
        self.shadowed.emit(cast("Any", session).without_rulings())

    @Slot()
    def _mark(self) -> None:
        """Track and log say which moment is looked at."""
        told, seq = self.told, self.moments.shown
        if told is None:
            return
        line = next((x for x in told.log if x.seq == seq), None)
        self._window.track.beads.show_look(None if line is None else line.turn)
        self.dock.choose(told.present if seq is None else seq)

    # hands

    @Slot(int)
    def visit(self, branch: int) -> None:
        """The game stands at the end of that branch."""
        self._window.play_out.stop()
        self._window.host.ask(lambda session: cast("Any", session).visit(branch))

    @Slot(int, str)
    def rename(self, branch: int, name: str) -> None:
        """The branch is called so."""
        self._window.host.ask(
            lambda session: cast("Any", session).replace_branch_name(branch, name)
        )

    @Slot(str)
    def note(self, words: str) -> None:
        """Words of the facilitator stand in the log."""
        self._window.host.ask(lambda session: cast("Any", session).note(words))

    @Slot()
    def ask_ruling(self) -> None:
        """A dialog opens with all that may be ruled on in the last turn."""
        self._window.play_out.stop()
        self.moments.leave()

        def question(session: PlayedSession) -> None:
            kept = cast("Any", session)
            self.rulable.emit(kept.rulable(), kept.view().turn, kept.adjudication)

        self._window.host.inquire(question)

    @Slot(object, int, str)
    def _open_ruling(self, fields: tuple[Rulable, ...], turn: int, mode: str) -> None:
        if mode == "rigid":
            from wargame.app.rulings import RIGID  # noqa: PLC0415  not before a game is open

            self._window.status.show_refusal(RIGID)
            return
        if not fields:
            return
        over = QApplication.activeWindow() or self._window  # the console asks for it as well
        dialog = RulingDialog(fields, turn, self._window.looks.theme, over, mode)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.ruled.connect(self.rule)
        dialog.open()

    @Slot(str, int, float, str, str, str)
    def rule(
        self, field: str, row: int, value: float, reason: str, who: str, argued: str = ""
    ) -> None:
        """Control overrules the last turn; the row is -1 for all or for none."""
        element = None if row < 0 else row
        self._window.host.ask(
            lambda session: cast("Any", session).rule(field, element, value, reason, who, argued)
        )

    # the window

    @Slot(bool)
    def show_dock(self, on: bool) -> None:
        """The log is in view, or put away."""
        self.dock.setVisible(on)
        if on:
            self._window.resizeDocks(
                [self.dock], [self.dock.sizeHint().height()], Qt.Orientation.Vertical
            )
            if self.told is not None:
                self.dock.choose(self.told.present)

    @Slot()
    def open_log(self) -> None:
        """The log with all branches is in view."""
        self._window.acts["show_log"].setChecked(True)

    @Slot()
    def put_away(self) -> None:
        """The log has been closed, and the action says so."""
        self._window.acts["show_log"].setChecked(False)

    def escape(self) -> bool:
        """Looking at the past ends; whether there was any."""
        return self.moments.escape()

    @property
    def looking(self) -> bool:
        """Whether a past moment is on screen."""
        return self.moments.looking

    def set_theme(self, theme: Theme) -> None:
        """From now on every part wears `theme`."""
        for part in (self.files, self.moments, self.maps, self.dock):
            part.set_theme(theme)

    def stop(self) -> None:
        """The windows opened from here are closed."""
        self.maps.stop()
