"""Comparing over assumption sets: asked for by a person, worked out in a thread, shown in parts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal, Slot

from wargame.app.atlas import Atlas
from wargame.app.comparison_records import Comparison
from wargame.app.records import SessionView
from wargame.gui.panels.compare_words import BASELINE, known_baseline, sets_played
from wargame.gui.panels.compare_work import CompareWork
from wargame.gui.theme import Theme
from wargame.gui.workers import ComparisonJob, OutlookRunner

if TYPE_CHECKING:
    from wargame.gui.main_window import MainWindow
    from wargame.gui.panels.compare_window import CompareWindow

EARLIER = "Pale: compared before the last step. Compare again for the state shown."
NOTHING_LEFT = "After the last turn nothing is left to compare."
WAITING = "The comparison waits for the forecast \u2026"
ASK = "Every option from the state shown to the last turn, under up to 120 assumption sets."


class Comparing(QObject):
    """Keeps the comparison of the state shown; `shown(Comparison)` whenever it has grown."""

    shown = Signal(object)

    def __init__(self, window: MainWindow, theme: Theme, atlas: Atlas) -> None:
        super().__init__(window)
        self._window, self._theme, self._atlas = window, theme, atlas
        self._job: ComparisonJob | None = None
        self._view: SessionView | None = None
        self._key: Any = None  # of the state shown
        self._asked: Any = None  # of the state last compared
        self.found: Comparison | None = None
        self.working = False
        self.baseline = BASELINE
        self._ahead = False  # whether the window is looking ahead from the state shown
        self.large: CompareWindow | None = None
        self.work: CompareWork | None = None  # of the large view
        self.runner = OutlookRunner(self)
        self._connect(window)

    def _connect(self, window: MainWindow) -> None:
        panel = window.inspector.compare
        window.host.comparable.connect(self._take_job)
        window.acts["compare"].triggered.connect(self.open)
        panel.work.wanted.connect(self.start)
        panel.work.cancelled.connect(self.cancel)
        panel.large_wanted.connect(self.open)
        self.runner.found.connect(self._show_found)
        self.runner.progressed.connect(self._show_progress)
        self.runner.idle.connect(self._idle)
        self.runner.broke.connect(window.faults.take_error)
        window.runner.began.connect(self._stand_back)
        window.runner.idle.connect(self._go_on)

    @property
    def current(self) -> bool:
        """Whether what was compared last is the state shown."""
        return self.found is not None and self._asked == self._key

    @Slot(object)
    def _take_job(self, job: ComparisonJob) -> None:
        self._job = job

    def show_view(self, view: SessionView) -> None:
        """Work on an earlier state stops; its figures stay, marked as old, until asked anew."""
        self._view, self._key = view, _key(view)
        if self.working and self._asked != self._key:
            self.runner.cancel()
            self.working = False
        self._refresh()

    @Slot()
    def open(self) -> None:
        """The large view is open, and the comparison of the state shown under way."""
        if self.large is None:
            self.work = CompareWork(self._theme)
            self.work.start.setProperty("primary", True)
            self.work.wanted.connect(self.start)
            self.work.cancelled.connect(self.cancel)
            from wargame.gui.panels.compare_window import (  # noqa: PLC0415  opened by few
                CompareWindow,
            )

            self.large = CompareWindow(self._theme, self._atlas, self.work, self._window)
            self.large.fit_screen()
            self.large.head.baseline_chosen.connect(self.choose_baseline)
            self.large.head.export_wanted.connect(self.export)
        if self.large.isVisible():
            self.large.raise_()
        self.large.show()
        self.large.activateWindow()
        if not self.working and not (self.current and self.found and self.found.final):
            self.start()
        self._refresh()

    @Slot()
    def start(self) -> None:
        """The state shown is being compared."""
        if self._job is None or self._view is None or not self._view.can_play:
            return
        self.working, self._asked, self.found = True, self._key, None
        for work in self._works():
            work.show_working(0.0, "Comparing \u2026")
        self.runner.start(self._job)
        if self._ahead:
            self.runner.pause()
        self._refresh()

    @Slot(int)
    def _stand_back(self, number: int) -> None:
        """The forecast answers first: it is what a person waits for after a step."""
        self._ahead = True
        self.runner.pause()
        if self.working:
            for work in self._works():
                work.show_waiting(WAITING)

    @Slot(int)
    def _go_on(self, number: int) -> None:
        if self._window.runner.is_current(number):
            self._ahead = False
            self.runner.resume()

    @Slot(str)
    def choose_baseline(self, option: str) -> None:
        """The options are held against this one."""
        self.baseline = option
        self._refresh()

    @Slot(str)
    def export(self, kind: str) -> None:
        """What has been found stands in a file, if the person names one."""
        if self.found is None or self._view is None or self.large is None:
            return
        about = f"{self._view.title}, seed {self._view.seed}"
        from wargame.gui.panels.compare_export import export  # noqa: PLC0415  asked for by few

        try:
            path = export(self.large, kind, self.found, about, self._held_against())
        except OSError as error:
            words = (error.strerror or str(error)).lower()
            self._window.status.show_refusal(f"The file cannot be written: {words}")
            return
        if path is not None and self.work is not None:
            self.work.words.setText(f"Written to {path}")

    def _held_against(self) -> str:
        return known_baseline(self.found, self.baseline)

    @Slot()
    def cancel(self) -> None:
        """No more sets are played; what has been found stays."""
        self.runner.cancel()

    def stop(self) -> None:
        """The thread has ended and the large view is closed."""
        self.runner.stop()
        if self.large is not None:
            self.large.stop()

    def set_theme(self, theme: Theme) -> None:
        """From now on the comparison wears `theme`."""
        self._theme = theme
        if self.large is not None:
            self.large.set_theme(theme)

    def _works(self) -> list[CompareWork]:
        mine = self._window.inspector.compare.work
        return [mine] if self.work is None else [mine, self.work]

    @Slot(object, int)
    def _show_found(self, found: Comparison, number: int) -> None:
        if not self.runner.is_current(number) or self._asked != self._key:
            return
        self.found = found
        self._refresh()
        self.shown.emit(found)

    @Slot(float, str, int)
    def _show_progress(self, fraction: float, words: str, number: int) -> None:
        if self.runner.is_current(number) and self.working:
            for work in self._works():
                work.show_working(fraction, words)

    @Slot(int)
    def _idle(self, number: int) -> None:
        if self.runner.is_current(number):
            self.working = False
            self._refresh()

    def _refresh(self) -> None:
        """Panel, large view and badges show what there is."""
        found, stale = self.found, not self.current
        base = self._held_against()
        self._window.inspector.show_comparison(found, stale=stale, baseline=base)
        ready = found if self.current and found is not None and found.final else None
        self._window.options.show_comparison(ready)
        if self.large is not None:
            self.large.show_comparison(found, stale=stale, baseline=base)
        if not self.working:
            self._say()

    def _say(self) -> None:
        """The work parts say what is shown and what can be asked for."""
        found, left = self.found, self._view is not None and self._view.can_play
        for work in self._works():
            if found is None:
                work.show_idle(ASK if left else NOTHING_LEFT, possible=left)
            elif not self.current:
                words = EARLIER if left else NOTHING_LEFT
                work.show_idle(words, again=True, possible=left)
            elif found.final:
                each = f"{found.each} playthroughs of each option in each"
                work.show_done(f"{sets_played(found)}, {each}; {found.seconds:.0f} s")
            else:
                work.show_idle(f"Stopped after {sets_played(found)}.", again=True, possible=left)


def _key(view: SessionView) -> Any:
    """What makes two views the same state for a comparison."""
    return (view.scenario_id, view.seed, view.turn, view.options, view.history, view.setting)
