"""How numbers are written on screen: a true minus, a sign where a change is meant."""

from __future__ import annotations

from collections.abc import Sequence

MINUS = "\u2212"


def signed(value: float, digits: int = 1) -> str:
    """A change with its sign: +2.5, −10; what rounds to nothing has no sign."""
    text = f"{abs(value):,.{digits}f}"
    if float(text.replace(",", "")) == 0.0:
        return text
    return ("+" if value > 0 else MINUS) + text


def plain(value: float, digits: int = 1) -> str:
    """A figure with a true minus and commas between thousands."""
    text = f"{abs(value):,.{digits}f}"
    negative = value < 0 and float(text.replace(",", "")) != 0.0
    return (MINUS if negative else "") + text


def percent(share: float) -> str:
    """A share of 0 to 1 as whole percent."""
    return f"{share * 100:.0f} %"


def span(low: float, high: float) -> str:
    """Two signed ends of an interval, whole points where both are large: −10 to +15."""
    digits = 0 if max(abs(low), abs(high)) >= 10 else 1
    return f"{signed(low, digits)} to {signed(high, digits)}"


def direction(value: float, digits: int = 1) -> str:
    """The tone of a change as it is written with `digits`: "good", "bad" or "text2"."""
    written = round(value, digits)
    return "good" if written > 0 else "bad" if written < 0 else "text2"


def rounded_to_sum(amounts: Sequence[float], total: float, digits: int = 1) -> tuple[float, ...]:
    """`amounts` rounded so that they add up to `total` rounded: largest remainder first."""
    unit = 10**digits
    floors = [int(amount * unit // 1) for amount in amounts]
    missing = round(total * unit) - sum(floors)
    remainders = [amount * unit - floor for amount, floor in zip(amounts, floors, strict=True)]
    order = sorted(range(len(floors)), key=remainders.__getitem__, reverse=True)
    for index in order[: max(0, missing)]:
        floors[index] += 1
    for index in order[len(order) + min(0, missing) :]:
        floors[index] -= 1
    return tuple(floor / unit for floor in floors)
