"""What a comparison is called on screen: figures with their count, never a rank."""

from __future__ import annotations

from wargame.app.comparison_records import Comparison, OptionOverSets
from wargame.gui.words import plain

BASELINE = "none"


def sets_played(found: Comparison) -> str:
    """How many assumption sets stand behind the figures, and how many are still to come."""
    if found.final:
        return f"{found.sets} assumption sets"
    return f"{found.sets} of {found.all_sets} assumption sets"


def of_ten(share: float) -> str:
    """In how many of ten sets: "6.1 of 10"."""
    return f"{plain(share)} of 10"


def against_baseline(found: Comparison, option: OptionOverSets) -> str:
    """How often the option is more stable than no zone; the baseline is the reference."""
    if option.id == BASELINE:
        return "reference"
    return of_ten(found.better[option.id][BASELINE])


def clash(option: OptionOverSets) -> str:
    """The chance of a direct clash in words, with the words at both ends of its interval."""
    low, _median, high = option.clash_words
    return low if low == high else f"{low} to {high}"


def sentence(found: Comparison, option: OptionOverSets) -> str:
    """One option in words, for a screen reader and tool tips."""
    over = option.measures["stability"]
    said = (
        f"{option.name}: stability after turn {found.last_turn}, in this model, median "
        f"{plain(over.median)}, 80 % of {sets_played(found)} from {plain(over.low)} to "
        f"{plain(over.high)}"
    )
    if option.id == BASELINE:
        return f"{said}; the reference"
    return f"{said}; more stable than no zone in {against_baseline(found, option)}"
