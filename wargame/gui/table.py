"""The table in its window: the dock, the panel of mode and switches, and the hands that play."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, Qt, Slot

from wargame.app.records import SessionView
from wargame.gui.actions import Actions
from wargame.gui.dress import put_on
from wargame.gui.panels.options_panel import OptionsPanel
from wargame.gui.panels.setting_panel import SettingPanel
from wargame.gui.panels.table_dock import TableDock
from wargame.gui.table_commands import TableCommands
from wargame.gui.theme import Theme

if TYPE_CHECKING:
    from wargame.gui.main_window import MainWindow


class Table(QObject):
    """Everything about seats, cards, events and switches that the window holds."""

    def __init__(self, window: MainWindow, theme: Theme) -> None:
        super().__init__(window)
        self._window, self._theme = window, theme
        self._options: OptionsPanel | None = None
        self._acts: Actions | None = None
        self.commands = TableCommands(window.host, window.play_out, self)
        self.dock = TableDock(theme, window)
        self.dock.hide()
        self.setting = SettingPanel(theme, window)
        window.addDockWidget(Qt.DockWidgetArea.BottomDockWidgetArea, self.dock)

    def connect_parts(self, acts: Actions, options: OptionsPanel) -> None:
        """What a person does goes to the session."""
        self._acts, self._options = acts, options
        acts["show_table"].toggled.connect(self.show_dock)
        acts["setting"].triggered.connect(self.open_setting)
        options.setting_wanted.connect(self.open_setting)
        options.switched_beside.connect(self.commands.switch)
        self.setting.changed.connect(self.commands.change_setting)
        dock = self.dock
        dock.closed.connect(self.put_away)
        dock.laid.connect(self.commands.lay)
        dock.taken_back.connect(self.commands.take_back)
        dock.player_chosen.connect(self.commands.seat_player)
        dock.inject_set.connect(self.commands.set_inject)
        dock.setting_changed.connect(self.commands.change_setting)

    def set_theme(self, theme: Theme) -> None:
        """From now on the table wears `theme`."""
        self._theme = theme
        self.dock.set_theme(theme)
        put_on(self.setting, theme)
        self.setting.set_theme(theme)

    def show_view(self, view: SessionView) -> None:
        """Dock and panel show `view`."""
        self.dock.show_view(view)
        self.setting.show_setting(view.setting)

    @Slot(bool)
    def show_dock(self, on: bool) -> None:
        """The dock is in view, or put away."""
        self.dock.setVisible(on)
        if on and not self.dock.isFloating():
            tall = self.dock.sizeHint().height()
            self._window.resizeDocks([self.dock], [tall], Qt.Orientation.Vertical)

    @Slot()
    def put_away(self) -> None:
        """The dock has been closed, and the action says so."""
        if self._acts is not None and self._window.isVisible():
            self._acts["show_table"].setChecked(False)

    @Slot()
    def open_setting(self) -> None:
        """Mode and switches are in view, below their button or at the window's corner."""
        options = self._options
        if options is not None and options.mode.isVisible():
            button = options.mode
            corner = button.mapToGlobal(QPoint(0, button.height() + 4))
        else:
            corner = self._window.mapToGlobal(QPoint(60, 80))
        self.setting.open_at(corner)
