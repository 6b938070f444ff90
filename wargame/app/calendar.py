"""Turns as dates: one turn is one quarter, always."""

from __future__ import annotations

from datetime import date

MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip
MONTHS_A_TURN = 3


def month_after(start: date, months: int) -> tuple[int, int]:
    """Year and month (1..12) so many months after the start."""
    index = start.year * 12 + start.month - 1 + months
    return index // 12, index % 12 + 1


def label(start: date, turn: int) -> str:
    """The date after a turn, short: "Mar 25"."""
    year, month = month_after(start, MONTHS_A_TURN * turn)
    return f"{MONTHS[month - 1][:3]} {year % 100:02d}"


def period(start: date, turn: int) -> str:
    """The quarter that a turn covers: "September to November 2025"; the start date for turn 0."""
    if turn == 0:
        return long_date(start)
    year, first = month_after(start, MONTHS_A_TURN * (turn - 1))
    last_year, last = month_after(start, MONTHS_A_TURN * turn - 1)
    begin = MONTHS[first - 1] if year == last_year else f"{MONTHS[first - 1]} {year}"
    return f"{begin} to {MONTHS[last - 1]} {last_year}"


def long_date(day: date) -> str:
    """A date in words: "1 December 2024"."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"
