"""Luck, decisions, rulings: opened by a person, worked out in a thread, shown in its own window."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Slot

from wargame.app.tasks import TaskControl
from wargame.gui.asking import Asking
from wargame.gui.theme import Theme

if TYPE_CHECKING:
    from wargame.app.attribution_records import Reckoning
    from wargame.gui.main_window import MainWindow
    from wargame.gui.panels.attribution_window import AttributionWindow

ASK = "The game so far; some seconds."
NOTHING_PLAYED = "Before the first turn there is nothing to account for."


class GameAccount(Asking):
    """Keeps the account of the game shown."""

    waiting = "Accounting \u2026"

    def __init__(self, window: MainWindow, theme: Theme) -> None:
        super().__init__(window, theme)
        self.large: AttributionWindow | None = None
        window.acts["attribution"].triggered.connect(self.open)

    def dialog(self) -> AttributionWindow | None:
        """The window, once it has been opened."""
        return self.large

    def possible(self) -> bool:
        """Whether a turn has been played."""
        played = self._view is not None and self._view.turn > 0
        self.nothing = ASK if played else NOTHING_PLAYED
        return played

    def told(self) -> str:
        """How much was played for it, and how long it took on this machine."""
        found: Reckoning = self.found
        stopped = "" if found.final else "Stopped. "
        return f"{stopped}{found.found.runs:,} playthroughs each, {found.seconds:.0f} s"

    @Slot()
    def open(self) -> None:
        """The window is open, and the account under way if there is anything to account for."""
        if self.large is None:
            from wargame.gui.panels.attribution_window import (  # noqa: PLC0415  opened by few
                AttributionWindow,
            )

            self.large = AttributionWindow(self._theme, self._window)
            self.large.asked.connect(self._ask)
            self.large.work.cancelled.connect(self.cancel)
            self.large.fit_screen()
        self.open_dialog(self.large)
        if self.possible() and not self.working and not self.current:
            self._ask(str(self.large.measure.currentData()))

    @Slot(str)
    def _ask(self, measure: str) -> None:
        standing = self._standing
        if standing is None or not self.possible():
            return

        def job(control: TaskControl) -> Iterator[Any]:
            from wargame.app import attribution  # noqa: PLC0415  in the thread, once asked for

            yield from attribution.reckon(standing, measure, control)

        self.start(job)

    def set_theme(self, theme: Theme) -> None:
        """From now on the window wears `theme`."""
        self._theme = theme
        if self.large is not None:
            self.large.set_theme(theme)
