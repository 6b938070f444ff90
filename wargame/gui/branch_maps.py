"""Two branches in a window of their own; the session's thread works out what its maps show."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from PySide6.QtCore import QObject, Signal, Slot

from wargame.app.atlas import Atlas
from wargame.gui.theme import Theme
from wargame.gui.workers import PlayedSession

if TYPE_CHECKING:
    from wargame.app.records import SessionView
    from wargame.app.session_records import BranchComparison
    from wargame.app.told import Told
    from wargame.gui.main_window import MainWindow
    from wargame.gui.panels.branch_compare import BranchWindow


class BranchMaps(QObject):
    """Keeps the window; `compared(BranchComparison)` and `viewed(turn, left, right)` by thread."""

    compared = Signal(object)
    viewed = Signal(int, object, object)

    def __init__(self, window: MainWindow, theme: Theme, atlas: Atlas) -> None:
        super().__init__(window)
        self._window, self._theme, self._atlas = window, theme, atlas
        self._told: Told | None = None
        self.large: BranchWindow | None = None
        self.compared.connect(self._show)
        self.viewed.connect(self._show_views)

    def show_told(self, told: Told) -> None:
        """The branches there are; those compared are compared anew when they went on."""
        before, self._told = self._told, told
        large = self.large
        if large is None or not large.isVisible() or large.found is None or before is None:
            return
        pair = (large.found.left.id, large.found.right.id)
        ends = {line.view.id: line.view for line in told.lines}
        was = {line.view.id: line.view for line in before.lines}
        if any(ends.get(number) != was.get(number) for number in pair) and ends.keys() >= set(pair):
            self.open(*pair)

    @Slot(int, int)
    def open(self, left: int, right: int) -> None:
        """The figures of both branches are being worked out; the window opens with them."""

        def question(session: PlayedSession) -> None:
            self.compared.emit(cast("Any", session).compare_branches(left, right))

        self._window.host.inquire(question)

    @Slot(object)
    def _show(self, found: BranchComparison) -> None:
        if self.large is None:
            from wargame.gui.panels.branch_compare import BranchWindow  # noqa: PLC0415  two maps

            self.large = BranchWindow(self._theme, self._atlas, self._window)
            self.large.wanted.connect(self._ask_views)
            self.large.fit_screen()
        self.large.show()
        self.large.activateWindow()
        self.large.show_found(found)

    @Slot(int)
    def _ask_views(self, turn: int) -> None:
        large, told = self.large, self._told
        if large is None or large.found is None or told is None:
            return
        moments = {line.view.id: line.moments for line in told.lines}
        sides = [moments.get(side.id, ()) for side in (large.found.left, large.found.right)]
        if not all(sides):
            return
        left, right = (side[min(turn, len(side) - 1)] for side in sides)

        def question(session: PlayedSession) -> None:
            kept = cast("Any", session)
            self.viewed.emit(turn, kept.view_at(left), kept.view_at(right))

        self._window.host.inquire(question)

    @Slot(int, object, object)
    def _show_views(self, turn: int, left: SessionView, right: SessionView) -> None:
        if self.large is not None:
            self.large.show_views(turn, left, right)

    def set_theme(self, theme: Theme) -> None:
        """From now on the window wears `theme`."""
        self._theme = theme
        if self.large is not None:
            self.large.set_theme(theme)

    def stop(self) -> None:
        """The window is closed."""
        if self.large is not None:
            self.large.close()
