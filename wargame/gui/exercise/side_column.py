"""Panes beside the list of events: one under the other where there is height, else as tabs."""

from __future__ import annotations

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QTabBar, QVBoxLayout, QWidget

from wargame.gui.dress import with_role
from wargame.gui.theme import Theme

WIDE, NARROW = 420, 350  # px at 100 %
TALL = 700  # px at 100 %: from here on the panes stand one under the other


class SideColumn(QFrame):
    """The first pane takes the height that the others leave."""

    def __init__(self, panes: tuple[tuple[str, QWidget], ...]) -> None:
        super().__init__()
        self.setProperty("panel", True)
        self._theme: Theme | None = None
        self.stacked: bool | None = None
        self.tabs = QTabBar()
        self.panes = [pane for _words, pane in panes]
        self._lines = [QFrame() for _ in panes[1:]]
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.tabs)
        for words, pane in panes:
            if pane is not self.panes[0]:
                line = self._lines[self.panes.index(pane) - 1]
                line.setFrameShape(QFrame.Shape.HLine)
                line.setProperty("hairline", True)
                column.addWidget(line)
            self.tabs.addTab(words)
            column.addWidget(pane, 1 if pane is self.panes[0] else 0)
        with_role(self.tabs, "control")
        self.tabs.setExpanding(True)
        self.tabs.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.tabs.setAccessibleName("Inject, seats, rulings")
        self.tabs.currentChanged.connect(self._show)

    def set_theme(self, theme: Theme) -> None:
        """From now on the column wears `theme`."""
        self._theme = theme
        self.arrange()

    def fit(self, window_width: int) -> None:
        """The column is as wide as the window allows."""
        if self._theme is not None:
            wide = WIDE if window_width >= self._theme.length("size.wide_from") else NARROW
            self.setFixedWidth(self._theme.px(wide))

    def arrange(self) -> None:
        """All panes are in view, or the one whose tab is chosen."""
        stacked = self._theme is not None and self.height() >= self._theme.px(TALL)
        if stacked != self.stacked:
            self.stacked = stacked
            self.tabs.setVisible(not stacked)
            self._show()

    def open(self, pane: QWidget) -> None:
        """That pane is in view."""
        self.tabs.setCurrentIndex(self.panes.index(pane))

    @Slot()
    def _show(self) -> None:
        for place, pane in enumerate(self.panes):
            pane.setVisible(bool(self.stacked) or place == self.tabs.currentIndex())
        for line in self._lines:
            line.setVisible(bool(self.stacked))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Panes follow the height."""
        super().resizeEvent(event)
        self.arrange()
