"""Seconds and pixels: what of the time is in view, and the hours written above it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import ceil, floor

from wargame.gui.exercise.timeline_facts import MINUTE, Frame

STEPS = (1, 2, 5, 10, 15, 30, 60, 120, 240, 480, 720, 1440)  # minutes between two ticks
NARROWEST, WIDEST = 10 * MINUTE, 48 * 60 * MINUTE  # seconds in view


@dataclass(frozen=True, slots=True)
class Scale:
    """`first` seconds stand at the pixel `left`; `seconds` of them fill `width` pixels."""

    left: float
    width: float
    first: float = 0.0
    seconds: float = 90.0 * MINUTE

    def x(self, at: float) -> float:
        """Where a time stands."""
        return self.left + (at - self.first) * self.width / self.seconds

    def at(self, x: float) -> float:
        """The time that stands there."""
        return self.first + (x - self.left) * self.seconds / self.width

    def fitted(self, first: float, last: float) -> Scale:
        """All between two times is in view, with a little room at both ends."""
        seconds = min(max(last - first, NARROWEST), WIDEST)
        edge = 0.015 * seconds
        return replace(self, first=first - edge, seconds=seconds + 2 * edge)

    def zoomed(self, x: float, factor: float) -> Scale:
        """So many times as much is in view; what stood at `x` still does."""
        seconds = min(max(self.seconds * factor, NARROWEST), WIDEST)
        return replace(self, first=self.at(x) - (self.at(x) - self.first) * seconds / self.seconds,
                       seconds=seconds)  # fmt: skip

    def panned(self, pixels: float, first: float, last: float) -> Scale:
        """What was in view has gone right by so many pixels; something of it stays in view."""
        moved = self.first - pixels * self.seconds / self.width
        least, most = first - 0.8 * self.seconds, last - 0.2 * self.seconds
        return replace(self, first=min(max(moved, least), most))

    def showing(self, at: float) -> Scale:
        """That time is in view."""
        edge = 0.05 * self.seconds
        first = min(self.first, at - edge)
        return replace(self, first=max(first, at + edge - self.seconds))

    def ticks(self, frame: Frame, least: float) -> list[tuple[float, str]]:
        """Round times at least so many pixels apart, with their words."""
        fit = (s for s in STEPS if s * MINUTE * self.width / self.seconds >= least)
        step = next(fit, STEPS[-1]) * MINUTE
        began = frame.began if frame.begun else None
        shift = 0 if began is None else 3600 * began.hour + 60 * began.minute + began.second
        first = ceil((self.first + shift) / step)
        last = floor((self.first + self.seconds + shift) / step)
        times = [float(k * step - shift) for k in range(first, last + 1)]
        return [(at, frame.words(at)) for at in times]
