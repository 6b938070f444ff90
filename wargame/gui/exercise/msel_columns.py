"""The columns in which the events list is shown: those of six tools, or all there are."""

from __future__ import annotations

from dataclasses import dataclass

from wargame.app.exercise import Inject
from wargame.app.exercise_next import timing_words
from wargame.app.exercise_records import InjectRow
from wargame.app.msel_files import CANONICAL, FORMATS, TITLES

DUE, STATUS, EFFECTS, CONTINGENCY = "due", "status", "effects", "contingency"
EXTRA = "extra: "  # before the name of a column of the file
ALL = "all"
PLAIN = ("scenario_time", "delivery_time", "move", "event_type", "mode", "from", "to", "title",
         "message", "expected", "objective", "notes", "poll")  # fmt: skip
NARROW = {  # headings that the tool's own files write longer
    ("hseep", "objective"): "Objective",
    ("cexf", "scenario_time"): "timing. triggered_at",
}
FURTHER = {
    "delivery_time": "Delivery Time", "move": "Move", "title": "Title", "poll": "Poll",
    EFFECTS: "In this model", CONTINGENCY: "Contingency",
}  # fmt: skip
LONG = ("message", "title", "expected", "notes", EFFECTS, "poll")  # share what room is left


@dataclass(frozen=True, slots=True)
class Column:
    """A heading, and the field that stands under it."""

    key: str
    words: str

    @property
    def long(self) -> bool:
        """Whether it holds sentences."""
        return self.key in LONG


@dataclass(frozen=True, slots=True)
class ColumnSet:
    """The columns of a tool in its order, with when it is due and its status."""

    id: str
    words: str
    columns: tuple[Column, ...]


def column_set(kind: str, extra: tuple[str, ...] = ()) -> ColumnSet:
    """The columns of a format, or all with those of the file."""
    if kind == ALL:
        return ColumnSet(ALL, "All, with the file's own", _all(extra))
    columns: dict[str, Column] = {}
    for words, key in FORMATS[kind]:
        columns.setdefault(key, Column(key, NARROW.get((kind, key), words)))
    return ColumnSet(kind, TITLES[kind], _with_own(tuple(columns.values()), kind))


def _with_own(columns: tuple[Column, ...], kind: str) -> tuple[Column, ...]:
    """When it is due stands after the time, status at the end; HSEEP's notes have their pane."""
    kept = tuple(c for c in columns if not (kind == "hseep" and c.key == "notes"))
    at = max((k for k, c in enumerate(kept) if c.key.endswith("_time")), default=0)
    return (*kept[: at + 1], Column(DUE, "Due"), *kept[at + 1 :], Column(STATUS, "Status"))


def _all(extra: tuple[str, ...]) -> tuple[Column, ...]:
    names = {key: words for words, key in reversed(FORMATS["hseep"])} | FURTHER
    keys = (*CANONICAL, EFFECTS, CONTINGENCY)
    own = tuple(Column(key, names[key]) for key in keys)
    return (*_with_own(own, ALL)[:-1], *(Column(EXTRA + n, n) for n in extra),
            Column(STATUS, "Status"))  # fmt: skip


SETS = (*FORMATS, ALL)


def field_under(inject: Inject, key: str, keys: tuple[str, ...]) -> str:
    """The field that a cell shows: a title stands in for the message where it has no column."""
    if key == "message" and "title" not in keys and inject.title:
        return "title"
    return key


def text_of(row: InjectRow, key: str, keys: tuple[str, ...]) -> str:
    """What a cell says, in full."""
    inject = row.inject
    if key == DUE:
        return due_short(row)
    if key == STATUS:
        return inject.status
    if key == EFFECTS:
        return "; ".join(row.effects)
    if key == CONTINGENCY:
        return "yes" if inject.contingency else ""
    if key.startswith(EXTRA):
        return dict(inject.extra).get(key.removeprefix(EXTRA), "")
    return inject.field(field_under(inject, key, keys))


def due_short(row: InjectRow) -> str:
    """When it is due, as short as it can be said."""
    timing = row.inject.timing
    said = "condition" if timing.kind == "condition" else timing.text
    return f"{said} \u00b7 due" if row.due else said


def tip_of(row: InjectRow, key: str, keys: tuple[str, ...]) -> str:
    """All that a cell stands for: the time in words, title and message together."""
    inject = row.inject
    if key == DUE:
        words = timing_words(inject.timing)
        words = words[:1].upper() + words[1:]
        return f"{words}; it is due now" if row.due else words
    if field_under(inject, key, keys) != key and inject.message:
        return f"{inject.title}\n\n{inject.message}"
    return text_of(row, key, keys)
