"""The console: the window of control, with a page for each thing a facilitator does."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QFrame, QMainWindow, QStackedWidget, QTabBar, QVBoxLayout

from wargame.gui.dress import put_on, with_role
from wargame.gui.exercise.pages import PAGES
from wargame.gui.exercise.room import Room
from wargame.gui.theme import Theme

SIZE, LEAST = QSize(1600, 940), QSize(1100, 640)


class Console(QMainWindow):
    """A second window on the same session; closing it leaves the exercise as it stands."""

    closed = Signal()

    def __init__(self, room: Room, theme: Theme) -> None:
        super().__init__(room.window, Qt.WindowType.Window)
        self.room = room
        self.setWindowTitle("Facilitator's console \u2013 Wargame")
        self.tabs = QTabBar()
        self.stack = QStackedWidget()
        self.pages = {page.id: page.make(room, theme) for page in PAGES}
        for page in PAGES:
            self.tabs.addTab(page.words)
            self.stack.addWidget(self.pages[page.id])
        self._lay_out()
        self.tabs.currentChanged.connect(self.stack.setCurrentIndex)
        self.setMinimumSize(LEAST)
        self.resize(SIZE)
        self.set_theme(theme)

    def _lay_out(self) -> None:
        whole = QFrame()
        whole.setProperty("panel", True)
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(1)
        with_role(self.tabs, "control")
        self.tabs.setAccessibleName("Pages of the console")
        self.tabs.setExpanding(False)
        column.addWidget(self.tabs)
        column.addWidget(self.stack, 1)
        self.setCentralWidget(whole)

    def open_page(self, name: str) -> None:
        """The page of that name is shown."""
        self.tabs.setCurrentIndex(self.stack.indexOf(self.pages[name]))

    def set_theme(self, theme: Theme) -> None:
        """From now on the window wears `theme`."""
        put_on(self, theme)

    def closeEvent(self, event: QCloseEvent) -> None:
        """The window is gone; the exercise goes on."""
        super().closeEvent(event)
        self.closed.emit()
