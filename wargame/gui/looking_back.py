"""Looking back: the map of the past lies over the game's map until a person closes it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Slot

from wargame.app.atlas import Atlas
from wargame.app.past import DATES, Past, conflict, look_back
from wargame.gui.background import Background
from wargame.gui.map.history_map import HistoryMap
from wargame.gui.panels.history_panel import UKRAINE, HistoryPage
from wargame.gui.theme import Theme

if TYPE_CHECKING:
    from wargame.gui.main_window import MainWindow

FIRST = "2024-12-01"  # the date of the game's own line


class LookingBack(QObject):
    """Control on twelve dates and the places of earlier conflicts, worked out beside the window."""

    def __init__(self, window: MainWindow, theme: Theme, atlas: Atlas) -> None:
        super().__init__(window)
        self._window, self._theme, self._atlas = window, theme, atlas
        self._background = Background("past", self)
        self._background.done.connect(self._show)
        self._background.failed.connect(self._broken)
        self.map: HistoryMap | None = None
        self.page: HistoryPage | None = None
        self._date, self._since, self._subject, self._after = FIRST, "", UKRAINE, False
        self._home = False  # all of Ukraine is to be shown
        window.acts["history"].toggled.connect(self.turn)

    @Slot(bool)
    def turn(self, on: bool) -> None:
        """The past is shown, or the game again."""
        if not on:
            if self.page is not None:
                self.page.hide()
            self._window.map.setFocus()
            return
        self._window.drawing.drafting.stop()
        self._window.looking.close_all()
        page = self._made()
        page.setGeometry(self._window.frame.rect())
        page.show()
        page.raise_()
        page.slider.setFocus()
        self._look(move=True)

    def _made(self) -> HistoryPage:
        if self.page is None:
            self.map = HistoryMap(self._theme, self._atlas, self._window.frame)
            self.page = HistoryPage(self._theme, self.map, self._window.frame)
            self._window.frame.installEventFilter(self)
            self.page.set_theme(self._theme)
            self.page.slider.date_chosen.connect(self.go_to)
            panel = self.page.panel
            panel.since_wanted.connect(self.compare_with)
            panel.subject_wanted.connect(self.look_at)
            panel.place_wanted.connect(self._show_place)
            panel.closed.connect(self._close)
            self.map.hovered.connect(self._window.status.show_under)
            self.map.cursor_moved.connect(self._window.status.show_place)
        return self.page

    @Slot(str)
    def go_to(self, date: str) -> None:
        """The date is shown; of an earlier conflict before or after it."""
        if self._subject == UKRAINE:
            self._date = date
        else:
            self._after = date == conflict(self._subject).after
        self._look(move=False)

    @Slot(str)
    def compare_with(self, date: str) -> None:
        """What changed since that date is shown; nothing for no date."""
        self._since = date
        self._look(move=False)

    @Slot(str)
    def look_at(self, subject: str) -> None:
        """Ukraine, or an earlier conflict before it."""
        self._subject, self._after = subject, False
        self._look(move=True)

    def _look(self, *, move: bool) -> None:
        if self._subject != UKRAINE:
            self._background.forget("past")
            self._show_conflict(move=move)
            return
        date, since = self._date, self._since
        self._background.ask("past", lambda: look_back(date, since))
        self._home = self._home or move

    @Slot(str, object, int)
    def _show(self, kind: str, past: Past, number: int) -> None:
        if self.map is None or self.page is None or not self._background.is_newest(kind, number):
            return
        self.page.slider.show_dates(DATES, past.control.date, self._since)
        self.page.panel.show_past(past)
        self.map.show_past(past)
        if self._home:
            self._home = False
            self.map.fit_home()

    def _show_conflict(self, *, move: bool) -> None:
        found = conflict(self._subject)
        if self.map is None or self.page is None:
            return
        dates = (found.before, found.after)
        self.page.slider.show_dates(dates, dates[self._after])
        self.page.panel.show_conflict(found, after=self._after)
        self.map.show_conflict(found, after=self._after, move=move)

    @Slot(int)
    def _show_place(self, row: int) -> None:
        """The place of a row stands in view on the map."""
        at = conflict(self._subject).places[row][1] if self._subject != UKRAINE else None
        if self.map is not None and at is not None:
            self.map.canvas.reveal(*at)

    @Slot(str, object, int)
    def _broken(self, _kind: str, error: Exception, _number: int) -> None:
        self._window.faults.take_error(error)

    @Slot()
    def _close(self) -> None:
        self._window.acts["history"].setChecked(False)

    # the window

    def escape(self) -> bool:
        """The game is shown again; whether it was not."""
        shown = self._window.acts["history"].isChecked()
        if shown:
            self._close()
        return bool(shown)

    def set_theme(self, theme: Theme) -> None:
        """From now on the past wears `theme`."""
        self._theme = theme
        if self.map is not None and self.page is not None:
            self.map.set_theme(theme)
            self.page.set_theme(theme)

    def stop(self) -> None:
        """The thread has ended."""
        self._background.stop()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The past is as large as the game."""
        if event.type() == QEvent.Type.Resize and self.page is not None:
            self.page.setGeometry(self._window.frame.rect())
        return False
