"""The long questions of one window: what matters, and luck, decisions, rulings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wargame.app.records import SessionView
from wargame.gui.attribution import GameAccount
from wargame.gui.sensitivity import WhatMatters
from wargame.gui.theme import Theme

if TYPE_CHECKING:
    from wargame.gui.main_window import MainWindow


class Studies:
    """Both, shown, dressed and stopped together."""

    def __init__(self, window: MainWindow, theme: Theme) -> None:
        self.matters = WhatMatters(window, theme)
        self.account = GameAccount(window, theme)
        window.inspector.compare.matters_wanted.connect(self.matters.open)

    def show_view(self, view: SessionView) -> None:
        """What was found about an earlier state is marked as old."""
        for study in (self.matters, self.account):
            study.show_view(view)

    def set_theme(self, theme: Theme) -> None:
        """From now on both windows wear `theme`."""
        for study in (self.matters, self.account):
            study.set_theme(theme)

    def stop(self) -> None:
        """Both threads have ended and both windows are closed."""
        for study in (self.matters, self.account):
            study.stop()
