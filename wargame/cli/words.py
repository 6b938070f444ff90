"""Numbers as a reader of a table expects them."""

from __future__ import annotations

from typing import Literal


def number(value: float, digits: int, sign: Literal["", "+"] = "") -> str:
    """A number with so many decimals, thousands apart, and a true minus sign; never minus zero."""
    rounded = round(value, digits) + 0.0  # adding zero turns -0.0 into 0.0
    return f"{rounded:{sign},.{digits}f}".replace("-", "\N{MINUS SIGN}")
