"""A rule's formula with the numbers its parameters have now, so that no number is typed twice.

A formula names a parameter in braces: `{c_level}` is its value, `{+h_age}` and `{-c_exposure}` a
term that is added or taken away, sign and all, `{us_levels[0]}` one of several.
`{card_fortify:exp}` writes e to its power, `{m_persistence:1-}` the rest to one and
`{cas_double_down:1+}` one more.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from wargame.engine.rule import Named

MINUS = "\N{MINUS SIGN}"
PLACE = re.compile(r"\{([+-]?)(\w+)(?:\[(\d)\])?(?::(exp|1\+|1-))?\}")
_TURNED: Mapping[str | None, Callable[[float], float]] = {
    None: lambda x: x,
    "exp": math.exp,
    "1+": lambda x: 1 + x,
    "1-": lambda x: 1 - x,
}


def filled(formula: str, parameters: Named) -> str:
    """The formula with the values of those parameters; AttributeError for one that is unknown."""

    def put(match: re.Match[str]) -> str:
        sign, name, position, turn = match.groups()
        value = _TURNED[turn](_number(getattr(parameters, name), position))
        written = short(abs(value))
        if not sign:
            return (MINUS if value < 0 else "") + written
        return ("+ " if (value < 0) == (sign == "-") else f"{MINUS} ") + written

    return PLACE.sub(put, formula)


def named(formula: str) -> tuple[str, ...]:
    """The parameters that a formula names, in its order."""
    return tuple(match[2] for match in PLACE.finditer(formula))


def short(value: float) -> str:
    """A number of a formula: four digits at most, no zero before the point, a true minus."""
    text = f"{value:.4g}" if abs(value) < 1e4 else f"{value:.0f}"
    return re.sub(r"^(-?)0\.", r"\1.", text).replace("-", MINUS)


def _number(value: Any, position: str | None) -> float:
    """One number of a parameter; of a sampled one that of the first playthrough."""
    return float(np.ravel(value)[int(position or 0)])
