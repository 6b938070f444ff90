"""How the rulebook writes numbers."""

from __future__ import annotations

from collections.abc import Sequence

MINUS = "\N{MINUS SIGN}"


def amount(value: float) -> str:
    """A number of a worked example: three decimals below ten, fewer above; a true minus."""
    size = abs(value)
    digits = 3 if size < 10 else 2 if size < 100 else 1 if size < 1000 else 0
    return f"{round(value, digits) + 0.0:,.{digits}f}".replace("-", MINUS)


def signed(value: float) -> str:
    """The same with its sign."""
    return amount(value) if value < 0 else f"+{amount(value)}"


def plain(value: float) -> str:
    """A figure as its file gives it."""
    text = f"{value:,.6g}" if abs(value) < 1e6 else f"{value:,.0f}"
    return text.replace("-", MINUS)


def listed(values: Sequence[float]) -> str:
    """Several figures that belong together."""
    return ", ".join(plain(value) for value in values)


def span(low: Sequence[float], high: Sequence[float]) -> str:
    """The range of figures; empty where there is none."""
    if tuple(low) == tuple(high):
        return ""
    return "; ".join(f"{plain(a)} to {plain(b)}" for a, b in zip(low, high, strict=True))
