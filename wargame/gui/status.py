"""The status bar: scenario, seed, work under way and how to stop it, place, look."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QProgressBar, QPushButton, QStatusBar, QWidget

from wargame.app.grid import grid_reference
from wargame.app.records import SessionView
from wargame.app.session_records import Saved
from wargame.gui.dress import label, set_tone, with_role
from wargame.gui.panels.setting_panel import named
from wargame.gui.theme import Theme

WORDS = {
    "light": "Light",
    "dark": "Dark",
    "contrast": "High contrast",
    "contrast-dark": "High contrast, dark",
    "print": "Print",
}


def saved_words(saved: Saved) -> tuple[str, str]:
    """Whether what is on screen is safe on disk, in a few words with a sign, and their tone."""
    words = saved.words.partition(":")[0] if saved.read_only else saved.words.split(";")[0]
    safe = not saved.waiting and not saved.read_only and bool(saved.at)
    sign = "\u2713 " if safe else "\u25b2 "
    return f"{sign}{words[:1].upper()}{words[1:]}", "text2" if safe else "bad"


def look_words(theme: Theme) -> str:
    """The theme and the text size: "Light, 100 %"."""
    return f"{WORDS[theme.mode]}, {theme.scale:.0%}".replace("%", " %")


class Status(QStatusBar):
    """`cancelled` when a person stops the work under way."""

    cancelled = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.scenario: QLabel = label("caption", "text2")
        self.seed: QLabel = label("caption", "text2")
        self.saved: QLabel = label("caption", "text2")
        self.setting: QLabel = label("caption", "warn")
        self.refusal: QLabel = label("caption", "bad")
        self.work: QLabel = label("caption", "text2")
        self.progress = QProgressBar()
        self.stop = QPushButton("Cancel")
        self.under: QLabel = label("caption", "text2")
        self._military = False
        self.place: QLabel = label("caption", "text2")
        self.look: QLabel = label("caption")
        self.setSizeGripEnabled(False)
        self._prepare()
        self.set_theme(theme)
        self.end_work()

    def _prepare(self) -> None:
        self.progress.setRange(0, 1000)
        self.progress.setTextVisible(False)
        self.stop.setProperty("flat", True)
        self.stop.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.stop.setAccessibleName("Cancel the work under way")
        self.stop.clicked.connect(self.cancelled)
        with_role(self.stop, "caption")
        for part in (
            self.saved,
            self.scenario,
            self.seed,
            self.setting,
            self.refusal,
            self.work,
            self.progress,
            self.stop,
        ):
            self.addWidget(part)
        for part in (self.under, self.place, self.look):
            self.addPermanentWidget(part)
        self.saved.hide()
        for part in (
            self.saved,
            self.scenario,
            self.seed,
            self.setting,
            self.refusal,
            self.under,
            self.place,
        ):
            part.setContentsMargins(0, 0, 12, 0)

    def set_theme(self, theme: Theme) -> None:
        """From now on the bar wears `theme` and says so."""
        self.setFixedHeight(theme.length("size.statusbar"))
        self.setContentsMargins(theme.px(10), 0, theme.px(10), 0)
        self.progress.setFixedWidth(theme.px(120))
        self.look.setText(look_words(theme))

    def show_view(self, view: SessionView) -> None:
        """Scenario and seed are those of `view`."""
        self.scenario.setText(view.title)
        self.seed.setText(f"Seed {view.seed}")
        self.setting.setText(named(view))
        self.setting.setToolTip(named(view))
        self.setting.setVisible(bool(self.setting.text()))
        self.refusal.setText("")

    def show_saved(self, saved: Saved) -> None:
        """Whether what is on screen is safe on disk."""
        words, tone = saved_words(saved)
        self.saved.setText(words)
        self.saved.setToolTip(f"{saved.words}\n{saved.path}")
        set_tone(self.saved, tone)
        self.saved.show()

    def show_work(self, fraction: float, words: str) -> None:
        """Work is under way: how far, in words, and it can be stopped."""
        self.work.setText(words)
        self.progress.setValue(round(fraction * 1000))
        self.progress.setAccessibleName(words)
        for part in (self.progress, self.stop):
            part.show()

    def show_wait(self, words: str) -> None:
        """Something short is under way that cannot be stopped."""
        self.end_work()
        self.work.setText(words)

    def end_work(self) -> None:
        """Nothing is under way."""
        self.work.setText("")
        for part in (self.progress, self.stop):
            part.hide()

    def show_refusal(self, sentence: str) -> None:
        """A refusal stands here until the next step; an empty one takes it away."""
        self.refusal.setText(sentence)
        self.refusal.setToolTip(sentence)

    def show_place(self, longitude: float, latitude: float) -> None:
        """The coordinates under the pointer."""
        north, east = "N" if latitude >= 0 else "S", "E" if longitude >= 0 else "W"
        words = f"{abs(latitude):.2f}\u00b0 {north} {abs(longitude):.2f}\u00b0 {east}"
        square = grid_reference(longitude, latitude) if self._military else ""
        self.place.setText(f"{words}  \u00b7  {square}" if square else words)

    def use_military_grid(self, on: bool) -> None:
        """From now on the place under the pointer is also, or not, told by the military grid."""
        self._military = on

    def show_under(self, words: str) -> None:
        """What is under the pointer, in words."""
        self.under.setText(words)
