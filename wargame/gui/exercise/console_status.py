"""The console's status bar: what is safe on disk, the game, what was refused, and running late."""

from __future__ import annotations

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QLabel, QStatusBar

from wargame.app.exercise_records import ExerciseView
from wargame.app.records import SessionView
from wargame.app.told import Told
from wargame.gui.dress import label
from wargame.gui.exercise import clock_words
from wargame.gui.exercise.elided import Elided, told
from wargame.gui.exercise.room import Room
from wargame.gui.status import look_words, saved_words
from wargame.gui.theme import Theme

DIGEST = 12  # letters that people compare


class ConsoleStatus(QStatusBar):
    """A refusal stands until the next step that is taken."""

    def __init__(self, room: Room, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.saved: QLabel = label("caption", "text2")
        self.seed: QLabel = label("caption", "text2")
        self.digest: QLabel = label("caption", "text2")
        self.refusal = Elided("caption", "bad")
        self.late: QLabel = label("caption", "warn")
        self.look: QLabel = label("caption")
        self.setSizeGripEnabled(False)
        for part in (self.saved, self.seed, self.digest):
            part.setContentsMargins(0, 0, 12, 0)
            self.addWidget(part)
        self.addWidget(self.refusal, 1)
        for part in (self.late, self.look):
            self.addPermanentWidget(part)
        self.set_theme(theme)
        room.told.connect(self.show_told)
        room.played.connect(self.show_game)
        room.refused.connect(self.refuse)
        room.shown.connect(self.show_exercise)
        room.ticked.connect(self.show_exercise)
        if room.game is not None:
            self.show_game(room.game)
        if room.log is not None:
            self.show_told(room.log)

    def set_theme(self, theme: Theme) -> None:
        """From now on the bar wears `theme` and says so."""
        self._theme = theme
        self.setFixedHeight(theme.length("size.statusbar"))
        self.setContentsMargins(theme.px(10), 0, theme.px(10), 0)
        self.look.setText(look_words(theme))

    @Slot(object)
    def show_told(self, log: Told) -> None:
        """Whether what is on screen is safe on disk, and the digest of the state it shows."""
        words, tone = saved_words(log.saved)
        told(self.saved, words, tone, self._theme)
        self.saved.setToolTip(f"{log.saved.words}\n{log.saved.path}")
        line = next((line for line in log.log if line.present), None)
        if line is not None:
            self.digest.setText(f"State {line.digest[:DIGEST]}")
            self.digest.setToolTip(f"Digest of the state on screen: {line.digest}")

    @Slot(object)
    def show_game(self, game: SessionView) -> None:
        """The seed is that of the game, and nothing is refused any more."""
        self.seed.setText(f"Seed {game.seed}")
        self.refusal.say("")

    @Slot(str)
    def refuse(self, sentence: str) -> None:
        """A refusal is read here."""
        self.refusal.say(sentence)

    @Slot(object)
    def show_exercise(self, view: ExerciseView) -> None:
        """How far behind the agenda the exercise is."""
        running = view.clock.item >= 0 and not view.clock.stopped
        behind = clock_words.late(view.clock.late) if running else ""
        self.late.setText(f"\u25b2 {behind}" if behind else "")
