"""The main window: parts that show one session, and what a person does handed to its thread."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSettings, QSize, Qt, Signal, Slot
from PySide6.QtGui import QCloseEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QDialog,
    QLabel,
    QMainWindow,
    QSizePolicy,
    QToolBar,
    QToolButton,
    QWidget,
)

from wargame.app.atlas import Atlas
from wargame.app.records import Outlook, SessionView
from wargame.gui import memory
from wargame.gui.actions import Actions
from wargame.gui.audience import Audience
from wargame.gui.commands import Commands
from wargame.gui.comparing import Comparing
from wargame.gui.dialogs import RestartDialog, about_dialog, keys_dialog
from wargame.gui.drawing import Drawing
from wargame.gui.dress import label, put_on, with_role
from wargame.gui.exercise.consoles import Consoles
from wargame.gui.faults import Faults
from wargame.gui.focus import FocusRing
from wargame.gui.frame import Frame
from wargame.gui.looking import Looking
from wargame.gui.looking_back import LookingBack
from wargame.gui.looks import Looks
from wargame.gui.map.view import MapView
from wargame.gui.panels.inspector import Inspector
from wargame.gui.panels.options_panel import OptionsPanel
from wargame.gui.panels.turn_track import TurnTrack
from wargame.gui.papers import Papers
from wargame.gui.play_out import PlayOut
from wargame.gui.rulebook import RulebookHelp
from wargame.gui.selection import Selection
from wargame.gui.sessions import Sessions
from wargame.gui.status import Status
from wargame.gui.studies import Studies
from wargame.gui.table import Table
from wargame.gui.theme import Theme, apply
from wargame.gui.view_on_map import put_on_map
from wargame.gui.window_keys import WindowKeys, leave_space_to_the_turn, move_map
from wargame.gui.workers import OutlookJob, OutlookRunner, PlayedSession, SessionHost
from wargame.gui.zone_papers import ZonePapers

Opener = Callable[[], PlayedSession]
Refusals = Callable[[], tuple[type[Exception], ...]]
LEFT = ("undo", "redo", "", "restart", "fit", "", "show_table", "console")
RIGHT = ("keys", "dark", "present")
WORDLESS = ("undo", "redo")
LEAST = QSize(960, 600)


class MainWindow(QMainWindow):
    """Shows the map at once; the rest follows when `open_session` has opened a session.

    `view_shown` and `outlook_shown` tell when the window shows what a thread has found.
    """

    view_shown = Signal(object)
    outlook_shown = Signal(object)

    def __init__(self, atlas: Atlas, theme: Theme, settings: QSettings) -> None:
        super().__init__()
        self.atlas, self.settings = atlas, settings
        self._view: SessionView | None = None
        self._outlook: Outlook | None = None
        self.setWindowTitle("Wargame")
        self.acts = Actions(self, theme)
        self.looks = Looks(theme, self.acts, self)
        self.map = MapView(theme, atlas)
        self.options = OptionsPanel(theme)
        self.inspector = Inspector(theme)
        tools = tuple(self.acts[name] for name in ("undo", "redo", "play_out", "restart"))
        self.track = TurnTrack(theme, self.acts["play"], tools)
        self.status = Status(theme)
        self.host = SessionHost(self)
        self.runner = OutlookRunner(self)
        self.play_out = PlayOut(self)
        self.commands = Commands(self.host, self.play_out, self)
        self.table = Table(self, theme)
        self.rulebook = RulebookHelp(theme, self)
        self.selection = Selection(self.inspector, self.map, self.acts, self)
        self.faults = Faults(self)
        self.comparing = Comparing(self, theme, atlas)
        self.studies = Studies(self, theme)
        self.drawing = Drawing(self, theme)
        self.zone_papers = ZonePapers(self)
        self.looking = Looking(self, theme, atlas)
        self.looking_back = LookingBack(self, theme, atlas)
        self.papers = Papers(self, atlas)
        self.audience = Audience(self, atlas)
        self.consoles = Consoles(self)
        self.keys = WindowKeys(self.acts["play"], self)
        self.ring = FocusRing(theme, self)
        self._lay_out(theme)
        self.sessions = Sessions(self, theme, atlas)
        self._connect()
        self._allow(None)
        memory.restore(self, self.acts, settings)
        self.wear(theme)
        leave_space_to_the_turn(self)
        self.map.setFocus(Qt.FocusReason.MouseFocusReason)  # no ring before a key is pressed

    # building

    def _lay_out(self, theme: Theme) -> None:
        self.acts.fill(self.menuBar())
        self.line_date: QLabel = label("secondary", "text2")
        self.line_date.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.line_date.setContentsMargins(0, 0, 16, 0)
        self.menuBar().setCornerWidget(self.line_date)
        self.bar = QToolBar("Tools")
        self.bar.setMovable(False)
        self.bar.setContextMenuPolicy(Qt.ContextMenuPolicy.PreventContextMenu)
        self._fill_bar(LEFT)
        spacer = QWidget()
        spacer.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.bar.addWidget(spacer)
        self._fill_bar(RIGHT)
        row = self.bar.layout()
        if row is not None:
            row.setContentsMargins(12, 0, 12, 0)
        self.addToolBar(self.bar)
        self.frame = Frame(theme, self.options, self.map, self.inspector, self.track)
        self.setCentralWidget(self.frame)
        self.setStatusBar(self.status)
        self.setMinimumSize(LEAST)

    def _fill_bar(self, names: tuple[str, ...]) -> None:
        """Buttons for the actions; only undo and redo go without a word."""
        for name in names:
            if not name:
                self.bar.addSeparator()
                continue
            self.bar.addAction(self.acts[name])
            button = self.bar.widgetForAction(self.acts[name])
            if isinstance(button, QToolButton) and name not in WORDLESS:
                button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
            if isinstance(button, QAbstractButton):
                with_role(button, "control")
                button.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    def _connect(self) -> None:
        slots: dict[str, Callable[..., object]] = {
            "restart": self.ask_seed,
            "quit": self.close,
            "zoom_in": self.map.zoom_in,
            "zoom_out": self.map.zoom_out,
            "fit": self.map.fit_home,
            "play": self.commands.play_turn,
            "rulebook": self.rulebook.show,
            "keys": self.show_keys,
            "about": self.show_about,
        }
        for name, slot in slots.items():
            self.acts[name].triggered.connect(slot)
        for name, panel in (("show_options", self.options), ("show_inspector", self.inspector)):
            self.acts[name].setChecked(True)
            self.acts[name].toggled.connect(panel.setVisible)
            self.acts[name].toggled.connect(self.frame.arrange)
        self.acts["play_out"].toggled.connect(self.commands.set_playing_on)
        self._connect_threads()
        self.looks.changed.connect(self.wear)
        self.keys.escaped.connect(self.escape)
        self.play_out.ended.connect(self._play_out_ended)
        self.options.chosen.connect(self.commands.choose)
        self.options.terms_edited.connect(self.commands.set_terms)
        self.table.connect_parts(self.acts, self.options)
        self.inspector.why.card.rule_wanted.connect(self.rulebook.open)
        self.rulebook.broke.connect(self.faults.take_error)
        self.map.hovered.connect(self.status.show_under)
        self.map.cursor_moved.connect(self.status.show_place)
        self.map.legend.boxes["mgrs"].toggled.connect(self.status.use_military_grid)
        self.status.cancelled.connect(self._cancel)

    def _connect_threads(self) -> None:
        self.host.changed.connect(self._show_view)
        self.host.refused.connect(self._show_refusal)
        self.host.broke.connect(self.faults.take_error)
        self.runner.found.connect(self._show_outlook)
        self.runner.progressed.connect(self._show_progress)
        self.runner.idle.connect(self._outlook_idle)
        self.runner.broke.connect(self.faults.take_error)

    # opening and closing

    def open_session(self, opener: Opener, refusals: Refusals) -> None:
        """The session is being opened in its thread; the map can be used meanwhile."""
        self.status.show_wait("Opening the scenario \u2026")
        self.host.open(self.drawing.watching(opener), refusals)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Threads have ended and the layout is remembered before the window goes."""
        self.play_out.stop()
        self.rulebook.stop()
        self.comparing.stop()
        self.studies.stop()
        self.sessions.stop()
        self.drawing.stop()
        self.zone_papers.stop()
        self.looking.stop()
        self.looking_back.stop()
        self.papers.stop()
        self.audience.stop()
        self.consoles.stop()
        self.runner.stop()
        self.host.stop()
        self.faults.remove()
        memory.remember(self, self.acts, self.settings)
        memory.remember_looks(self.settings, self.looks.theme.mode, self.looks.text_size_kept)
        event.accept()

    # showing what the threads say

    @Slot(object, object)
    def _show_view(self, view: SessionView, job: OutlookJob) -> None:
        self._view, self._outlook = view, None
        ahead = not self.play_out.running
        if ahead:  # while the window paints
            self.runner.start(job)
        self.options.show_view(view)
        self.inspector.show_view(view)
        self.track.show_view(view)
        self.table.show_view(view)
        self.comparing.show_view(view)
        self.studies.show_view(view)
        put_on_map(self.map, view)
        self.drawing.show_view(view)
        self.looking.show_view(view)
        self.status.end_work()
        self.status.show_view(view)
        self.line_date.setText(f"Line of contact, {view.as_of}")
        self.setWindowTitle(f"{view.title} \u2013 Wargame")
        self._allow(view)
        self.play_out.turn_shown(view)
        if not ahead and not self.play_out.running:
            self.runner.start(job)
        self.view_shown.emit(view)

    def show_moment(self, view: SessionView) -> None:
        """A past moment is on screen; the game stands where it stood."""
        self.runner.cancel()
        self.status.end_work()
        self.options.show_view(view)
        self.inspector.show_view(view)
        self.inspector.head.range.setText("")  # the forecast starts from the present
        put_on_map(self.map, view)

    @Slot(object, int)
    def _show_outlook(self, outlook: Outlook, number: int) -> None:
        if not self.runner.is_current(number) or self.sessions.looking:
            return
        self._outlook = outlook
        self.options.show_outlook(outlook)
        self.inspector.show_outlook(outlook)
        self.track.show_outlook(outlook)
        self.outlook_shown.emit(outlook)

    @Slot(float, str, int)
    def _show_progress(self, fraction: float, words: str, number: int) -> None:
        if self.runner.is_current(number):
            self.status.show_work(fraction, words)

    @Slot(int)
    def _outlook_idle(self, number: int) -> None:
        if self.runner.is_current(number):
            self.status.end_work()

    @Slot(str)
    def _show_refusal(self, sentence: str) -> None:
        self.play_out.stop()
        if self._view is None:
            self.status.end_work()
        self.status.show_refusal(sentence)

    @Slot()
    def allow(self) -> None:
        """What can be pressed is what can be done as things stand."""
        self._allow(self._view)

    def _allow(self, view: SessionView | None) -> None:
        """Only what can be done now can be pressed."""
        can = {
            "play": view is not None and view.can_play,
            "play_out": view is not None and view.can_play,
            "restart": view is not None,
            "compare": view is not None,
        } | self.drawing.can(view)
        for name, possible in can.items():
            self.acts[name].setEnabled(possible)

    # what a person does that is not the session's

    @Slot()
    def ask_seed(self) -> None:
        """A small dialog asks for the seed of a new start."""
        self.play_out.stop()
        dialog = RestartDialog(self._view.seed if self._view else 1, self.looks.theme, self)
        dialog.chosen.connect(self.commands.restart)
        self._open(dialog)

    @Slot()
    def show_keys(self) -> None:
        """The keys that work here are listed."""
        self._open(keys_dialog(self.looks.theme, self))

    @Slot()
    def show_about(self) -> None:
        """Versions, sources and licences are listed."""
        self._open(about_dialog(self.looks.theme, self.atlas.attribution, self))

    def _open(self, dialog: QDialog) -> None:
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    @Slot()
    def escape(self) -> None:
        """What is furthest out ends: playing on, full screen, then the selection."""
        inner = (self.sessions, self.looking_back, self.drawing, self.looking)
        if any(part.escape() for part in inner):
            return
        if self.play_out.running:
            self.play_out.stop()
        elif not self.looks.leave_full_screen():
            self.selection.clear()

    @Slot()
    def _play_out_ended(self) -> None:
        self.acts["play_out"].setChecked(False)

    @Slot()
    def _cancel(self) -> None:
        self.play_out.stop()
        self.runner.cancel()

    # looks

    @Slot(object)
    def wear(self, theme: Theme) -> None:
        """The whole window wears `theme`."""
        app = QApplication.instance()
        if isinstance(app, QApplication):
            apply(app, theme)
        self.acts.set_theme(theme)
        self._measure_bars(theme)
        for part in (
            self.menuBar(),
            self.bar,
            self.options,
            self.inspector,
            self.track,
            self.status,
            self.table.dock,
        ):
            put_on(part, theme)
        worn_by = (self.ring, self.options, self.track, self.status, self.map, self.frame)
        more = (self.table, self.rulebook, self.comparing, self.studies, self.audience)
        hands = (self.drawing, self.looking, self.looking_back, self.sessions, self.consoles)
        for worn in (*worn_by, *more, *hands):
            worn.set_theme(theme)
        if self._outlook is not None:
            self.inspector.show_outlook(self._outlook)

    def _measure_bars(self, theme: Theme) -> None:
        """Menu bar and toolbar have the heights of the tokens, their buttons room for the words."""
        side = theme.length("size.icon.toolbar")
        self.bar.setIconSize(QSize(side, side))
        self.bar.setFixedHeight(theme.length("size.toolbar"))
        for button in self.bar.findChildren(QToolButton):
            button.setFont(theme.font("control"))
            button.setFixedHeight(theme.length("size.button"))
            button.setMinimumWidth(0)
            button.setMinimumWidth(button.sizeHint().width())
        tall = theme.length("size.menubar")
        self.menuBar().setFixedHeight(tall)
        # a menu bar measures its corner only once
        self.line_date.setFixedSize(theme.px(300), tall - 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The grid follows the size."""
        super().resizeEvent(event)
        self.frame.arrange()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keys that no part has taken move the map."""
        if not move_map(event, self.map):
            super().keyPressEvent(event)
