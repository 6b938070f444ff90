"""What a comparison over assumption sets says; plain immutable records that any face may show."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from wargame.app.records import ZoneShape


@dataclass(frozen=True, slots=True)
class OverSets:
    """A measure over assumption sets: each set counts once, by the mean of its playthroughs."""

    mean: float
    median: float
    low: float  # 10th percentile
    high: float  # 90th percentile


@dataclass(frozen=True, slots=True)
class OptionOverSets:
    """One option under every assumption set played so far."""

    id: str
    name: str
    guarantee: str
    in_force_now: bool
    measures: Mapping[str, OverSets]  # by key of a measure; those that no set has are left out
    clash_words: tuple[str, str, str]  # 10th percentile, median, 90th percentile, in words
    effect: OverSets  # change in stability after the last turn against no zone, set by set
    sectors: Mapping[str, float]  # sector id -> stability after the last turn, median over sets
    zones: tuple[ZoneShape, ...] = field(default=(), compare=False)  # for the map


@dataclass(frozen=True, slots=True)
class Comparison:
    """Every option side by side; no ranking, no sum of values."""

    turn: int  # the turn it starts from
    last_turn: int
    sets: int  # assumption sets played so far
    all_sets: int
    each: int  # playthroughs of each option in each set
    chosen: str  # the option that is on: an id, or "together" for several
    options: tuple[OptionOverSets, ...]
    better: Mapping[str, Mapping[str, float]]  # row, column: row more stable in x of 10 sets
    final: bool
    seconds: float = field(default=0.0, compare=False)  # measured, on this machine
    # option -> measure -> its mean in each set, (sets,): differences to any baseline follow
    means: Mapping[str, Mapping[str, Any]] = field(default_factory=dict, compare=False, repr=False)

    def option(self, option_id: str) -> OptionOverSets:
        """The option of that id; KeyError if it is not compared."""
        found = next((o for o in self.options if o.id == option_id), None)
        if found is None:
            raise KeyError(option_id)
        return found
