"""How a measure stands on screen and on paper: words, unit, decimals, and the reach of its axis."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import inf

import numpy as np

from wargame.app.comparison_records import OverSets
from wargame.app.outlook import CLASH_WORDS, clash_words
from wargame.forecast.measures import MEASURES as MEASURED

CLASH = "clash"  # above rung 4: words, never decimals
CLASH_EDGES = (0.0, *(limit for limit, _ in CLASH_WORDS), 1.0)  # from one word to the next
CLASH_STEPS = (*(words for _, words in CLASH_WORDS), clash_words(1.0))
MINUS = "\N{MINUS SIGN}"


@dataclass(frozen=True, slots=True)
class Shown:
    """A measure as people read it; figures are multiplied by `factor`."""

    key: str
    words: str  # with the unit
    raw_unit: str  # of the model
    factor: float = 1.0
    digits: int = 0
    low: float = -inf  # of an axis, in the unit shown
    high: float = inf
    least: float = 4.0  # an axis spans at least so much: small differences are not blown up


_UNITS: Mapping[str, tuple[str, float, int, float, float, float]] = {
    # of the model: unit shown, factor, decimals, axis from, axis to, least span
    "0..100": ("0 to 100", 1, 0, 0, 100, 4),
    "0..110": ("0 to 110", 1, 0, 0, 110, 4),
    "share": ("%", 100, 0, 0, 100, 4),
    "km2": ("1,000 km\u00b2", 0.001, 1, -inf, inf, 0.4),
    "0..1": ("0 to 1", 1, 2, 0, 1, 0.04),
    "bn USD": ("billion USD", 1, 0, -inf, inf, 4),
    "index": ("index", 1, 1, 0, inf, 0.4),
}
_WORDS = {
    "stability": "Stability after the last turn",
    "stability_t4": "Stability after turn 4",
    "weakest": "Weakest sector after the last turn",
    "ceasefire_any": "Any ceasefire",
    "durability_8q": "First ceasefire holds 2 years",
    "clash": "Direct clash, rung 5 or more",
    "km2_lost": "Ground lost, net, Kursk apart",
    "frozen": "Frozen-conflict index",
    "norm": "Sovereignty norm",
    "precedent": "Precedent index",
    "principle": "Sovereignty as a principle",
    "deescalation": "Short-term de-escalation, first 4 turns",
    "cohesion": "Alliance cohesion",
    "reconstruction": "Net reconstruction",
    "casualties": "Casualty index",
}


def _shown(key: str, unit: str) -> Shown:
    words, factor, digits, low, high, least = _UNITS[unit]
    name = _WORDS[key]
    told = name if words in name.lower() or key == CLASH else f"{name} ({words})"
    return Shown(key, told, unit, factor, digits, low, high, least)


MEASURES: tuple[Shown, ...] = tuple(_shown(m.key, m.unit) for m in MEASURED)
BY_KEY: Mapping[str, Shown] = {shown.key: shown for shown in MEASURES}


def written(shown: Shown, value: float, sign: str = "") -> str:
    """One figure in the unit shown, with a true minus and commas; never minus zero."""
    rounded = round(value * shown.factor, shown.digits) + 0.0
    return f"{rounded:{sign},.{shown.digits}f}".replace("-", MINUS)


def figure(shown: Shown, over: OverSets) -> str:
    """Median and interval: "48 (33 to 65)"."""
    middle, low, high = (written(shown, v) for v in (over.median, over.low, over.high))
    return f"{middle} ({low} to {high})"


def change(shown: Shown, over: OverSets) -> str:
    """A difference with its interval, each with a sign: "+4 (+1 to +8)"."""
    middle, low, high = (written(shown, v, "+") for v in (over.median, over.low, over.high))
    return f"{middle} ({low} to {high})"


def words_of(shown: Shown, over: OverSets) -> str:
    """A measure as a person reads it: a figure, or for a clash the words at both ends."""
    if shown.key != CLASH:
        return figure(shown, over)
    low, high = clash_words(over.low), clash_words(over.high)
    return low if low == high else f"{low} to {high}"


def place_of(shown: Shown, value: float) -> float:
    """Where a value stands on its axis: in the unit shown, a clash by steps of its words."""
    if shown.key == CLASH:
        return float(np.interp(value, CLASH_EDGES, range(len(CLASH_EDGES))))
    return value * shown.factor
