"""What a comparison is called on screen: figures with their count, never a rank."""

from __future__ import annotations

from wargame.app.comparison_records import Comparison, OptionOverSets
from wargame.gui.words import plain, signed

BASELINE = "none"


def sets_played(found: Comparison) -> str:
    """How many assumption sets stand behind the figures, and how many are still to come."""
    if found.final:
        return f"{found.sets} assumption sets"
    return f"{found.sets} of {found.all_sets} assumption sets"


def of_ten(share: float) -> str:
    """In how many of ten sets: "6.1 of 10"."""
    return f"{plain(share)} of 10"


def known_baseline(found: Comparison | None, baseline: str) -> str:
    """The baseline chosen where it is compared, else no zone."""
    if found is not None and any(option.id == baseline for option in found.options):
        return baseline
    return BASELINE


def against_baseline(found: Comparison, option: OptionOverSets, baseline: str = BASELINE) -> str:
    """How often the option is more stable than the baseline, which is the reference."""
    if option.id == baseline:
        return "reference"
    return of_ten(found.better[option.id][baseline])


def gain(found: Comparison, option: OptionOverSets, baseline: str) -> str:
    """The change in stability against the baseline: "+4.0 (+1.1 to +8.2)"; "" without one."""
    from wargame.app.comparison_sets import differences  # noqa: PLC0415  brings the engine

    over = differences(found, option.id, baseline, "stability").over
    if option.id == baseline or over is None:
        return ""
    return f"{signed(over.median)} ({signed(over.low)} to {signed(over.high)})"


def clash(option: OptionOverSets) -> str:
    """The chance of a direct clash in words, with the words at both ends of its interval."""
    low, _median, high = option.clash_words
    return low if low == high else f"{low} to {high}"


def sentence(found: Comparison, option: OptionOverSets, baseline: str = BASELINE) -> str:
    """One option in words, for a screen reader and tool tips."""
    over = option.measures["stability"]
    said = (
        f"{option.name}: stability after turn {found.last_turn}, in this model, median "
        f"{plain(over.median)}, 80 % of {sets_played(found)} from {plain(over.low)} to "
        f"{plain(over.high)}"
    )
    if option.id == baseline:
        return f"{said}; the reference"
    other = "no zone" if baseline == BASELINE else found.option(baseline).name
    return f"{said}; more stable than {other} in {against_baseline(found, option, baseline)}"
