"""Luck, decisions, rulings in words and in rows, the strongest decisions first."""

from __future__ import annotations

from dataclasses import dataclass

from wargame.app.attribution_records import Part, Reckoning
from wargame.app.comparison_sets import LESS_IS_BETTER

MINUS = "\N{MINUS SIGN}"
CLASH = "clash"  # above escalation rung 4: words, not numbers
SHOWN = 12  # decisions told one by one
DECIDED, LUCK, RULED = "Decisions", "Luck", "Rulings"


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the account: a level reached, a part of the way, or a row within a part."""

    label: str
    amount: float
    error: float = 0.0  # 95 % half-width
    kind: str = "part"  # total | part | row
    alone: float | None = None  # what the end would lack without it alone


def digits(found: Reckoning) -> int:
    """How many decimals the measure bears."""
    return {"km2": 0, "share": 3, "0..1": 2, "index": 2}.get(found.measure.unit, 1)


def amount(found: Reckoning, value: float, *, sign: bool = False) -> str:
    """A figure of the measure."""
    plus = "+" if sign else ""
    text = f"{round(value, digits(found)) + 0.0:{plus},.{digits(found)}f}"
    return text.replace("-", MINUS)


def parts(found: Reckoning) -> tuple[float, float, float]:
    """Decisions, luck and rulings as they are written: rounded so that they add up on screen.

    What rounding leaves over goes to the largest of them.
    """
    account, places = found.found, digits(found)
    whole = round(account.realised, places) - round(account.expected_without, places)
    three = (account.decisions.amount, account.luck.amount, account.rulings.amount)
    written = [round(amount, places) for amount in three]
    largest = max(range(3), key=lambda index: abs(three[index]))
    written[largest] = round(written[largest] + whole - sum(written), places)
    return written[0], written[1], written[2]


def better(found: Reckoning, change: float) -> bool:
    """Whether a change of the measure counts as better."""
    return (change <= 0) if found.key in LESS_IS_BETTER else (change >= 0)


def rows(found: Reckoning, shown: int = SHOWN) -> tuple[Row, ...]:
    """From what was to be expected without any decision to what happened."""
    account = found.found
    return (
        Row("Expected if nobody decides anything", account.expected_without, kind="total"),
        Row(DECIDED, account.decisions.amount, 1.96 * account.decisions.error),
        *_each(account.each, shown),
        Row(LUCK, account.luck.amount, 1.96 * account.luck.error),
        Row(RULED, account.rulings.amount),
        *_each(account.each_ruling, shown),
        Row(f"What happened, after turn {found.turn}", account.realised, kind="total"),
    )


def _each(made: tuple[Part, ...], shown: int) -> list[Row]:
    """The strongest in the order made, and the rest together; they sum to the part."""
    strongest = sorted(made, key=lambda part: -max(abs(part.amount), abs(part.alone)))[:shown]
    told = [
        Row(p.label, p.amount, 1.96 * p.error, "row", p.alone)
        for p in made
        if any(p is one for one in strongest)
    ]
    rest = len(made) - len(told)
    if rest:
        left = sum(p.amount for p in made) - sum(row.amount for row in told)
        told.append(Row(f"{rest} more", left, kind="row"))
    return told


def sentence(found: Reckoning) -> str:
    """The account in one sentence; of a clash, which either came or did not, in words."""
    account = found.found
    if found.key == CLASH:
        came = "came" if account.realised > 0 else "did not come"
        return (
            f"In this model a direct clash {came}; the parts below are changes of its chance and "
            "are told as higher or lower."
        )
    named = zip(("decisions", "luck", "rulings"), parts(found), strict=True)
    told = ", ".join(f"{name} {amount(found, part, sign=True)}" for name, part in named)
    meaning = found.measure.meaning.replace("the last turn", f"turn {found.turn}")
    return (
        f"In this model, {meaning}: {amount(found, account.realised)} against "
        f"{amount(found, account.expected_without)} expected if nobody decides anything; {told}."
    )


def told(found: Reckoning, row: Row) -> str:
    """The figure at the end of a row."""
    if row.kind == "part" and row.amount == 0:
        return "none"
    if found.key == CLASH:
        if row.kind == "total":
            return ""
        if abs(row.amount) <= max(row.error, 5e-4):
            return "no clear change"
        return "higher" if row.amount > 0 else "lower"
    value = row.amount
    if row.kind == "part":
        value = dict(zip((DECIDED, LUCK, RULED), parts(found), strict=True))[row.label]
    text = amount(found, value, sign=row.kind != "total")
    return text if row.alone is None else f"{text} ({amount(found, row.alone, sign=True)})"
