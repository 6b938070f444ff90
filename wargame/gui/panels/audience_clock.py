"""The clock of the room: what is left of the discussion, or of the part of the agenda."""

from __future__ import annotations

import time

from PySide6.QtCore import Qt, QTimer, Slot
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from wargame.app.audience_records import PublicClock
from wargame.gui.dress import label, set_tone
from wargame.gui.theme import Theme

TICK_MS = 500  # so that no second is left out
MINUTE = 60
WIDE = 1600  # px from which title and clock have room side by side


class RoomClock(QWidget):
    """Counts by itself from what it was told last; gone where no exercise is on."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._clock: PublicClock | None = None
        self.words: QLabel = label("body", "text2")
        self.left: QLabel = label("display")
        self.left.setAccessibleName("Time left")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for part in (self.words, self.left):
            part.setAlignment(Qt.AlignmentFlag.AlignRight)
            column.addWidget(part)
        self._timer = QTimer(self, interval=TICK_MS)
        self._timer.timeout.connect(self._tick)
        self.hide()

    def set_theme(self, theme: Theme) -> None:
        """From now on the clock wears `theme`."""
        self._theme = theme

    def show_clock(self, clock: PublicClock | None) -> None:
        """It shows `clock` and goes on from there."""
        self._clock = clock
        self.setVisible(clock is not None)
        self._tick()

    def showEvent(self, event: QShowEvent) -> None:
        """It goes."""
        super().showEvent(event)
        self._timer.start()

    def hideEvent(self, event: QHideEvent) -> None:
        """Nobody looks, and it does not count."""
        super().hideEvent(event)
        self._timer.stop()

    @Slot()
    def _tick(self) -> None:
        clock = self._clock
        if clock is None:
            return
        left, part_left = clock.left_at(int(time.time()))
        over = left < 0
        state = "" if clock.running else " \u00b7 paused"
        wide = self.window().width() >= WIDE
        self.words.setText(f"{_part(clock, part_left, wide=wide)}{clock.words}{state}")
        self.left.setText(f"{'+' if over else ''}{abs(left) // MINUTE:02}:{abs(left) % MINUTE:02}")
        tone = "bad" if over else "text"
        if self.left.property("tone") != tone:
            set_tone(self.left, tone)
            self.left.setFont(self._theme.font("display"))  # a tone takes the font back


def _part(clock: PublicClock, left: int, *, wide: bool) -> str:
    """The part that is on and its time, where the clock counts something else.

    In a narrow room only "Module 1" of "Module 1: before any ceasefire": the turn needs the place.
    """
    if clock.words == clock.part:
        return ""
    short = clock.part if wide else clock.part.split(":")[0]
    minutes = f" \u00b7 {left // MINUTE} min{' left' * wide}" if left >= MINUTE else ""
    return f"{short}{minutes} \u00b7 "
