"""The console's menus: the main window's own actions where they make sense here, and its pages."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QObject, Qt, Slot
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMainWindow, QMenu, QTabBar

from wargame.gui.exercise.console_bar import ConsoleBar
from wargame.gui.exercise.room import Room

SHARED = {
    "&View": ("dark", "contrast", "larger", "smaller", "normal"),
    "&Play": ("overrule", "", "compare", "sensitivity", "attribution"),
    "&Help": ("rulebook", "keys"),
}


class ConsoleMenus(QObject):
    """An action of the main window in a menu here has its keys here too."""

    def __init__(
        self,
        console: QMainWindow,
        room: Room,
        bar: ConsoleBar,
        tabs: QTabBar,
        tools: Mapping[str, QAction],
    ) -> None:
        super().__init__(console)
        self._console, self._room, self._tabs = console, room, tabs
        self.full_screen = self._own("Full screen", "F11", self._fill_screen)
        self.full_screen.setCheckable(True)
        self.play = self._own("Play turn", "", room.window.acts["play"].trigger)
        self.play.setToolTip("Play one turn; Space plays it only in the main window")
        self.close = self._own("Close the console", "Ctrl+W", console.close)
        self.find = self._own("Search injects", "Ctrl+F", bar.seek)
        self.map = self._own("Show the map", "", bar.map.click)
        self.pages = [
            self._own(tabs.tabText(place), f"Ctrl+{place + 1}", self._open)
            for place in range(tabs.count())
        ]
        play = room.window.acts["play"]
        play.enabledChanged.connect(self.play.setEnabled)
        self.play.setEnabled(play.isEnabled())
        self._fill(tools)

    def _own(self, words: str, keys: str, slot: object) -> QAction:
        made = QAction(words, self._console)
        if keys:
            made.setShortcut(QKeySequence(keys))
        made.triggered.connect(slot)
        return made

    def _fill(self, tools: Mapping[str, QAction]) -> None:
        acts = self._room.window.acts
        own: dict[str, tuple[QAction | None, ...]] = {
            "&File": (
                acts["open_session"], acts["save"], acts["save_copy"], None,
                tools["import"], tools["export"], tools["deck"], None, self.close,
            ),
            "&Edit": (
                acts["undo"], acts["redo"], None, tools["new"], tools["edit"],
                tools["duplicate"], tools["remove"], None, self.find, tools["filter"],
                tools["columns"], tools["retime"],
            ),
            "&View": (*(acts[name] for name in SHARED["&View"]), None, self.full_screen),
            "&Play": (
                self.play, None,
                *(acts[name] if name else None for name in SHARED["&Play"]),
            ),
            "E&xercise": (
                *self.pages, None, acts["audience"], self.map, None,
                acts["open_exercise"], acts["save_exercise"],
            ),
            "&Help": tuple(acts[name] for name in SHARED["&Help"]),
        }  # fmt: skip
        for title, found in own.items():
            menu: QMenu = self._console.menuBar().addMenu(title)
            for act in found:
                if act is None:
                    menu.addSeparator()
                else:
                    act.setIconVisibleInMenu(False)
                    menu.addAction(act)

    @Slot()
    def _open(self) -> None:
        sender = self.sender()
        if isinstance(sender, QAction) and sender in self.pages:
            self._tabs.setCurrentIndex(self.pages.index(sender))

    @Slot(bool)
    def _fill_screen(self, on: bool) -> None:
        state = self._console.windowState() & ~Qt.WindowState.WindowFullScreen
        self._console.setWindowState(state | Qt.WindowState.WindowFullScreen if on else state)

    def leave_full_screen(self) -> bool:
        """Full screen has ended; False when there was none."""
        was = self.full_screen.isChecked()
        if was:
            self.full_screen.trigger()
        return was
