"""What a study of assumptions asks and finds; plain immutable records that any face may show."""

from __future__ import annotations

from dataclasses import dataclass, field

from wargame.forecast.flip import Flip, Flips, Line, Threshold
from wargame.forecast.measures import BY_KEY, MEASURES, Measure
from wargame.forecast.sensitivity import End, Factor, Swing, Tornado
from wargame.forecast.sensitivity_indices import Screened, Share

__all__ = [
    "BY_KEY",
    "MEASURES",
    "End",
    "Factor",
    "Flip",
    "Flips",
    "Line",
    "Measure",
    "Question",
    "Screened",
    "Sensitivity",
    "Share",
    "Swing",
    "Threshold",
    "Tornado",
]


@dataclass(frozen=True, slots=True)
class Question:
    """Which figure: a measure of one option, or its difference against another."""

    measure: str  # key of a measure
    option: str  # id, or several joined by +
    against: str = ""  # the same; empty for the option alone


@dataclass(frozen=True, slots=True)
class Sensitivity:
    """What has been found so far; a later record of the same study holds more."""

    question: Question
    option_name: str
    against_name: str
    mode: str
    switches: tuple[str, ...]  # that are on now, in words
    seed: int
    turn: int  # the turn it starts from
    last_turn: int
    each: int  # playthroughs in each setting, with the same dice
    factors: int
    tornado: Tornado
    flips: Flips | None = None  # only of a difference
    lines: tuple[Line, ...] = ()
    screened: tuple[Screened, ...] = ()
    shares: tuple[Share, ...] = ()
    shares_each: int = 0  # playthroughs in each setting of Morris and Sobol
    missing: str = ""  # why there are no global indices, in a sentence
    final: bool = False
    playthroughs: int = 0
    seconds: float = field(default=0.0, compare=False)  # measured, on this machine

    @property
    def measure(self) -> Measure:
        """The measure asked for."""
        return BY_KEY[self.question.measure]
