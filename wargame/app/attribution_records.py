"""What a game came from, as a face shows it."""

from __future__ import annotations

from dataclasses import dataclass, field

from wargame.forecast.attribution import Attribution, Part
from wargame.forecast.measures import BY_KEY, Measure

__all__ = ["Attribution", "Part", "Reckoning"]


@dataclass(frozen=True, slots=True)
class Reckoning:
    """The account of the game played so far on one measure."""

    key: str  # of the measure
    turn: int  # the last one played
    found: Attribution
    final: bool
    seconds: float = field(default=0.0, compare=False)  # measured, on this machine

    @property
    def measure(self) -> Measure:
        """The measure it is about."""
        return BY_KEY[self.key]
