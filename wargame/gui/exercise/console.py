"""The console: the window of control, with a page for each thing a facilitator does."""

from __future__ import annotations

from typing import cast

from PySide6.QtCore import QByteArray, QSize, Qt, Signal, Slot
from PySide6.QtGui import QCloseEvent, QKeyEvent
from PySide6.QtWidgets import QFrame, QLabel, QMainWindow, QStackedWidget, QTabBar, QVBoxLayout

from wargame.app.exercise_records import ExerciseView
from wargame.gui.dress import label, put_on, with_role
from wargame.gui.exercise.console_bar import ConsoleBar
from wargame.gui.exercise.console_menus import ConsoleMenus
from wargame.gui.exercise.console_status import ConsoleStatus
from wargame.gui.exercise.events_page import EventsPage
from wargame.gui.exercise.pages import PAGES
from wargame.gui.exercise.room import Room
from wargame.gui.theme import Theme

SIZE, LEAST = QSize(1600, 940), QSize(1100, 640)
FIRST = "events"
PLACE = "console/place"  # in the settings
LISTED = ("new", "import", "deck", "filter")  # acts that are seen in the list of events


class Console(QMainWindow):
    """A second window on the same session; closing it leaves the exercise as it stands."""

    closed = Signal()

    def __init__(self, room: Room, theme: Theme) -> None:
        super().__init__(room.window, Qt.WindowType.Window)
        self.room, self._theme = room, theme
        self.setWindowTitle("Facilitator\u2019s console \u2013 Wargame")
        self.tabs = QTabBar()
        self.stack = QStackedWidget()
        self.pages = {page.id: page.make(room, theme) for page in PAGES}
        for page in PAGES:
            self.tabs.addTab(page.words)
            self.stack.addWidget(self.pages[page.id])
        self.events = cast("EventsPage", self.pages[FIRST])
        tools = self.events.table.actions_
        self.bar = ConsoleBar(room, tools, theme)
        self.name: QLabel = label("secondary", "text2")
        self.status = ConsoleStatus(room, theme)
        self._lay_out()
        self.menus = ConsoleMenus(self, room, self.bar, self.tabs, tools)
        self.tabs.currentChanged.connect(self.stack.setCurrentIndex)
        for name in LISTED:
            tools[name].triggered.connect(self._open_events)
        self.bar.field.textChanged.connect(self._search)
        self.events.table.bar.text.textChanged.connect(self.bar.say)
        room.shown.connect(self._show_name)
        self.setMinimumSize(LEAST)
        self.resize(SIZE)
        kept = room.window.settings.value(PLACE)
        if isinstance(kept, QByteArray):
            self.restoreGeometry(kept)
        self.open_page(FIRST)
        self.set_theme(theme)

    def _lay_out(self) -> None:
        whole = QFrame()
        whole.setProperty("panel", True)
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        with_role(self.tabs, "control")
        self.tabs.setAccessibleName("Pages of the console")
        self.tabs.setExpanding(False)
        self.tabs.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.tabs.setProperty("pages", True)
        column.addWidget(self.tabs)
        line = QFrame()
        line.setFrameShape(QFrame.Shape.HLine)
        line.setProperty("hairline", True)
        column.addWidget(line)
        column.addWidget(self.stack, 1)
        self.name.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.name.setContentsMargins(0, 0, 16, 0)
        self.menuBar().setCornerWidget(self.name)
        self.addToolBar(self.bar)
        self.setCentralWidget(whole)
        self.setStatusBar(self.status)

    def open_page(self, name: str) -> None:
        """The page of that name is shown."""
        self.tabs.setCurrentIndex(self.stack.indexOf(self.pages[name]))
        self.stack.setCurrentWidget(self.pages[name])

    @Slot()
    def _open_events(self) -> None:
        """What is done to the list is done in view of it."""
        self.open_page(FIRST)

    @Slot(str)
    def _search(self, words: str) -> None:
        if words:
            self.open_page(FIRST)
        self.events.table.search(words)

    @Slot(object)
    def _show_name(self, view: ExerciseView) -> None:
        game = self.room.game
        parts = (view.overview.exercise_name, f"Line of contact, {game.as_of}" if game else "")
        self.name.setText(" \u00b7 ".join(part for part in parts if part))
        self._measure()

    def _measure(self) -> None:
        """A menu bar measures its corner only once."""
        tall = self._theme.length("size.menubar")
        self.menuBar().setFixedHeight(tall)
        self.name.setFixedSize(self._theme.px(520), tall - 1)

    def set_theme(self, theme: Theme) -> None:
        """From now on the window wears `theme`."""
        self._theme = theme
        put_on(self, theme)
        self.menuBar().setFont(theme.font("body"))
        self._measure()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc leaves full screen; keys that no part has taken do nothing here."""
        if event.key() != Qt.Key.Key_Escape or not self.menus.leave_full_screen():
            super().keyPressEvent(event)

    def stop(self) -> None:
        """What pages do beside the window has ended."""
        for page in self.pages.values():
            getattr(page, "stop", _nothing)()

    def closeEvent(self, event: QCloseEvent) -> None:
        """The window is gone, its place is remembered, and the exercise goes on."""
        self.room.window.settings.setValue(PLACE, self.saveGeometry())
        super().closeEvent(event)
        self.closed.emit()


def _nothing() -> None:
    """Most pages do nothing beside the window."""
