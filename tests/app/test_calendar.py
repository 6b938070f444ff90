"""One turn is one quarter: labels, periods and dates in words."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wargame.app import calendar

START = date(2024, 12, 1)


@pytest.mark.parametrize(
    ("turn", "label", "period"),
    [
        (0, "Dec 24", "1 December 2024"),
        (1, "Mar 25", "December 2024 to February 2025"),
        (2, "Jun 25", "March to May 2025"),
        (4, "Dec 25", "September to November 2025"),
        (5, "Mar 26", "December 2025 to February 2026"),
        (12, "Dec 27", "September to November 2027"),
        (20, "Dec 29", "September to November 2029"),
    ],
)
def test_a_turn_has_its_date_and_its_quarter(turn: int, label: str, period: str) -> None:
    assert calendar.label(START, turn) == label
    assert calendar.period(START, turn) == period


@given(start=st.dates(date(1950, 1, 1), date(2090, 1, 1)), turn=st.integers(0, 200))
def test_four_turns_are_a_year(start: date, turn: int) -> None:
    year, month = calendar.month_after(start, 3 * turn)
    assert calendar.month_after(start, 3 * (turn + 4)) == (year + 1, month)
    assert 1 <= month <= 12
