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


def digits(found: Reckoning) -> int:
    """How many decimals the measure bears."""
    return {"km2": 0, "share": 3, "0..1": 2, "index": 2}.get(found.measure.unit, 1)


def amount(found: Reckoning, value: float, *, sign: bool = False) -> str:
    """A figure of the measure."""
    plus = "+" if sign else ""
    text = f"{round(value, digits(found)) + 0.0:{plus},.{digits(found)}f}"
    return text.replace("-", MINUS)


def better(found: Reckoning, change: float) -> bool:
    """Whether a change of the measure counts as better."""
    return (change <= 0) if found.key in LESS_IS_BETTER else (change >= 0)


def rows(found: Reckoning, shown: int = SHOWN) -> tuple[Row, ...]:
    """From what was to be expected without any decision to what happened."""
    account = found.found
    return (
        Row("Expected if nobody decides anything", account.expected_without, kind="total"),
        Row(DECIDED, account.decisions.amount, 1.96 * account.decisions.error),
        *_each(account.each, account.interplay, shown),
        Row(LUCK, account.luck.amount, 1.96 * account.luck.error),
        Row(RULED, account.rulings.amount),
        *_each(account.each_ruling, account.interplay_of_rulings, shown),
        Row(f"What happened, after turn {found.turn}", account.realised, kind="total"),
    )


def _each(parts: tuple[Part, ...], interplay: float, shown: int) -> list[Row]:
    """The strongest, the rest together, and what they do only together; they sum to the part."""
    if not parts:
        return []
    ordered = sorted(parts, key=lambda part: -abs(part.amount))
    told = [Row(p.label, p.amount, 1.96 * p.error, "row") for p in ordered[:shown]]
    rest = ordered[shown:]
    if rest:
        told.append(Row(f"{len(rest)} more", sum(p.amount for p in rest), kind="row"))
    if len(parts) > 1:
        told.append(Row("together, beyond each alone", interplay, kind="row"))
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
    parts = ", ".join(
        f"{name} {amount(found, part.amount, sign=True)}"
        for name, part in (
            ("decisions", account.decisions),
            ("luck", account.luck),
            ("rulings", account.rulings),
        )
    )
    return (
        f"In this model, {found.measure.meaning}: {amount(found, account.realised)} against "
        f"{amount(found, account.expected_without)} expected if nobody decides anything; {parts}."
    )


def told(found: Reckoning, row: Row) -> str:
    """The figure at the end of a row."""
    if found.key == CLASH:
        if row.kind == "total":
            return ""
        if abs(row.amount) <= max(row.error, 5e-4):
            return "no clear change"
        return "higher" if row.amount > 0 else "lower"
    return amount(found, row.amount, sign=row.kind != "total")
