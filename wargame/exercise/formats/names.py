"""What each tool calls the canonical fields; columns are matched by these names, never by place."""

from __future__ import annotations

import re
from collections.abc import Sequence

from wargame.exercise.msel import CANONICAL

# Format -> its columns in its order, each with the canonical field it holds. Where a tool has two
# columns for one field the second is written empty and read only when the first is not there.
FORMATS: dict[str, tuple[tuple[str, str], ...]] = {
    "hseep": (
        ("Event Number", "number"), ("Designated Scenario Time", "scenario_time"),
        ("Event Type", "event_type"), ("Inject Mode", "mode"), ("From", "from"), ("To", "to"),
        ("Message", "message"), ("Expected Participant Response", "expected"),
        ("Exercise Objective", "objective"), ("Notes", "notes"),
    ),
    "blueprint": (
        ("Control Number", "number"), ("Simulated Time", "scenario_time"),
        ("Delivery Time", "delivery_time"), ("Move", "move"), ("Group", "move"),
        ("From Org", "from"), ("To Org / Assigned To", "to"), ("To Org", "to"),
        ("Assigned To", "to"), ("Title", "title"), ("Description", "message"),
        ("Details", "message"), ("Expected Actions", "expected"),
    ),
    "mitre": (
        ("ID", "number"), ("Local Time", "scenario_time"), ("Delivery Method", "mode"),
        ("Target", "to"), ("Title", "title"), ("Description", "message"),
        ("Expected Actions", "expected"), ("Measure of Performance", "objective"),
        ("Assumptions, Notes", "notes"), ("Notes", "notes"), ("Assumptions", "notes"),
    ),
    "conducttr": (
        ("Number", "number"), ("Time", "scenario_time"), ("Tab", "move"), ("Method", "mode"),
        ("From", "from"), ("To", "to"), ("Subject", "title"), ("Message", "message"),
        ("Expected Action", "expected"),
    ),
    "t3sf": (
        ("#", "number"), ("Real Time", "delivery_time"), ("Date", "scenario_time"),
        ("Subject", "title"), ("From", "from"), ("Player", "to"), ("Script", "message"),
        ("Poll", "poll"),
    ),
    "cexf": (
        ("inject_uuid", "number"), ("name", "title"), ("timing.triggered_at", "scenario_time"),
        ("sequence", "move"), ("trigger", "event_type"), ("action", "mode"),
        ("payload", "message"), ("inject_evaluation", "expected"), ("score_range", "objective"),
    ),
}  # fmt: skip
OWN = ("status", "timing", "contingency", "effects")  # what this program adds to the fields
ABOUT = "msel"  # the overview and what stood above the table, as JSON in the first row
RESERVED = (*CANONICAL, *OWN, ABOUT)
KEPT = "extra: "  # marks a column whose name would otherwise mean something else here


def folded(name: str) -> str:
    """A column's name for comparison: no case, no spaces or underscores, no marks."""
    return re.sub(r"[\s_\u00a0\u200b-\u200d\ufeff]+", "", name).casefold()


def headers(kind: str) -> dict[str, str]:
    """Canonical field -> the column in which this format is written."""
    found: dict[str, str] = {}
    for column, name in FORMATS[kind]:
        found.setdefault(name, column)
    return found


def detected(columns: Sequence[str]) -> tuple[str, int]:
    """The format whose columns these are, most nearly, and how many columns it explains."""
    seen = {folded(column) for column in columns}
    best, most = "hseep", -1.0
    for kind in FORMATS:
        own = [folded(column) for column in headers(kind).values()]
        share = sum(column in seen for column in own) / len(own)
        if share > most:
            best, most = kind, share
    return best, explained(best, columns)


def explained(kind: str, columns: Sequence[str]) -> int:
    """How many of the columns a format or our own names explain."""
    return sum(field is not None for field in meanings(kind, columns))


def meanings(kind: str, columns: Sequence[str]) -> list[str | None]:
    """For each column the field it holds; None for one that has no field.

    No two columns hold one field: the format's own name comes before ours, an earlier alias before
    a later one.
    """
    given = [folded(column) for column in columns]
    named: list[str | None] = [None] * len(columns)
    for column, field in (*FORMATS[kind], *((name, name) for name in RESERVED)):
        at = given.index(folded(column)) if folded(column) in given else -1
        if at >= 0 and named[at] is None and field not in named:
            named[at] = field
    return named


def escaped(kind: str, column: str) -> str:
    """A column without field under a name that is read back as itself."""
    taken = {folded(name) for name, _ in FORMATS[kind]} | {folded(name) for name in RESERVED}
    clash = folded(column) in taken or folded(column).startswith(folded(KEPT)) or not column
    return KEPT + column if clash else column


def unescaped(column: str) -> str:
    """The name of a column without field as it was before it was written."""
    return column.removeprefix(KEPT)
