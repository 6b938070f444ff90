"""What matters: opened by a person, worked out in a thread, shown in its own window."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Slot

from wargame.app.tasks import TaskControl
from wargame.gui.asking import Asking
from wargame.gui.theme import Theme

if TYPE_CHECKING:
    from wargame.app.sensitivity_records import Sensitivity
    from wargame.gui.main_window import MainWindow
    from wargame.gui.panels.sensitivity_window import SensitivityWindow

ASK = "Quick: about half a minute on one processor core; thorough: about four minutes."
NOTHING_LEFT = "After the last turn nothing is left to ask."


class WhatMatters(Asking):
    """Keeps the study of the state shown."""

    waiting = "What matters \u2026"

    def __init__(self, window: MainWindow, theme: Theme) -> None:
        super().__init__(window, theme)
        self.large: SensitivityWindow | None = None
        window.acts["sensitivity"].triggered.connect(self.open)

    def dialog(self) -> SensitivityWindow | None:
        """The window, once it has been opened."""
        return self.large

    def possible(self) -> bool:
        """Whether a turn is left."""
        left = self._view is not None and self._view.can_play
        self.nothing = ASK if left else NOTHING_LEFT
        return left

    def told(self) -> str:
        """How much was played, and how long it took on this machine."""
        found: Sensitivity = self.found
        what = "" if found.final else "Stopped. "
        return f"{what}{found.playthroughs:,} playthroughs, {found.seconds:.0f} s"

    @Slot()
    def open(self) -> None:
        """The window is open; it asks nothing before a person does."""
        if self.large is None:
            from wargame.gui.panels.sensitivity_window import (  # noqa: PLC0415  opened by few
                SensitivityWindow,
            )

            self.large = SensitivityWindow(self._theme, self._window)
            self.large.asked.connect(self._ask)
            self.large.work.cancelled.connect(self.cancel)
            self.large.fit_screen()
        self.open_dialog(self.large)

    @Slot(object, bool)
    def _ask(self, question: Any, quick: bool) -> None:
        standing = self._standing
        if standing is None or not self.possible():
            return

        def job(control: TaskControl) -> Iterator[Any]:
            from wargame.app import sensitivity  # noqa: PLC0415  in the thread, once it is asked for
            from wargame.app.sensitivity_play import Basis  # noqa: PLC0415

            effort = sensitivity.QUICK if quick else sensitivity.THOROUGH
            plan = sensitivity.Plan(effort)
            yield from sensitivity.study(Basis.of_session(standing), question, plan, control)

        self.start(job)

    def set_theme(self, theme: Theme) -> None:
        """From now on the window wears `theme`."""
        self._theme = theme
        if self.large is not None:
            self.large.set_theme(theme)
