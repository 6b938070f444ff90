"""Which injects of the list are shown, in which order, and how many there are of each status."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, fields

from wargame.app.exercise_records import InjectRow
from wargame.app.msel_files import CANONICAL, STATUSES
from wargame.gui.exercise.msel_columns import text_of

DELIVERED = ("Deployed", "Complete")
ORDER = ("Approved", "Entered", "Pending", "Archived")
SAID = {"Archived": "skipped"}


@dataclass(frozen=True, slots=True)
class Filter:
    """What an inject must have to be shown; empty means anything."""

    text: str = ""
    status: str = ""
    event_type: str = ""
    objective: str = ""

    @property
    def on(self) -> bool:
        """Whether it leaves anything out."""
        return any(getattr(self, f.name) for f in fields(self))

    def takes(self, row: InjectRow) -> bool:
        """Whether an inject is shown: every word of the text stands somewhere in it."""
        inject = row.inject
        if self.status and inject.status != self.status:
            return False
        if self.event_type and inject.event_type != self.event_type:
            return False
        if self.objective and self.objective not in row.objectives:
            return False
        if not self.text:
            return True
        said = " ".join((*(inject.field(n) for n in CANONICAL), *(t for _, t in inject.extra)))
        said = f"{said} {inject.status}".casefold()
        return all(word in said for word in self.text.casefold().split())


def shown_rows(
    rows: Sequence[InjectRow],
    wanted: Filter,
    key: str = "",
    *,
    down: bool = False,
    keys: tuple[str, ...] = (),
) -> tuple[InjectRow, ...]:
    """Those that the filter takes, in the list's order or sorted by a column."""
    found = [row for row in rows if wanted.takes(row)]
    if key:
        found.sort(key=lambda row: _rank(row, key, keys), reverse=down)
    return tuple(found)


def _rank(row: InjectRow, key: str, keys: tuple[str, ...]) -> tuple[float, float, str]:
    """Numbers by their value, times by theirs, status by how far it is, all else by its letters."""
    timing = row.inject.timing
    if key == "due":
        kinds = ("absolute", "relative", "move", "condition", "manual")
        return kinds.index(timing.kind), timing.seconds + timing.move, ""
    if key == "status":
        return STATUSES.index(row.inject.status), 0, ""
    text = text_of(row, key, keys)
    try:
        return 0, float(text), ""
    except ValueError:
        return 1, 0, text.casefold()


def counted(rows: Sequence[InjectRow], shown: int) -> str:
    """The list in a line: "12 injects, 6 delivered, 3 approved ...", with dots between."""
    many: Counter[str] = Counter(row.inject.status for row in rows)
    whole = f"{len(rows)} inject{'' if len(rows) == 1 else 's'}"
    parts = [f"{shown} of {whole} shown" if shown != len(rows) else whole]
    delivered = sum(many[status] for status in DELIVERED)
    if delivered:
        parts.append(f"{delivered} delivered")
    parts += [f"{many[s]} {SAID.get(s, s.lower())}" for s in ORDER if many[s]]
    due = sum(row.due for row in rows)
    if due:
        parts.append(f"{due} due now")
    return " \u00b7 ".join(parts)
