"""A table of texts and the event list it says: columns found by name, all faults at once."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from pydantic import TypeAdapter, ValidationError

from wargame.exercise.formats.names import (
    ABOUT,
    OWN,
    detected,
    escaped,
    explained,
    headers,
    meanings,
    unescaped,
)
from wargame.exercise.msel import (
    CANONICAL,
    STATUSES,
    Effect,
    Inject,
    Msel,
    Timing,
    derived_timing,
)
from wargame.exercise.overview import LABELS, Overview
from wargame.exercise.records import clean
from wargame.rules.fields import FIELDS
from wargame.scenario.faults import Fault, FaultsError, did_you_mean, shown

Row = Sequence[str]
HEAD_WITHIN = 30  # rows in which the names of the columns are looked for
YES, NO = ("yes", "true", "1"), ("no", "false", "0", "")
_EFFECTS = TypeAdapter(tuple[Effect, ...])


@dataclass(frozen=True, slots=True)
class Imported:
    """An event list as a file holds it."""

    msel: Msel
    format: str
    notes: tuple[str, ...] = ()  # what was mended or left aside


@dataclass(slots=True)
class _Reading:
    """A file being read: what is wrong, what was mended, which numbers are taken."""

    file: str
    faults: list[Fault] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    taken: set[str] = field(default_factory=set)

    def wrong(self, row: int, column: str, words: str) -> None:
        self.faults.append(Fault(self.file, f"row {row}, {column}", words))


def msel_of(rows: Sequence[Row], file: str, kind: str = "") -> Imported:
    """The event list of a table whose first rows may be a title block.

    Raises FaultsError with every fault: file, row, column, what would be right.
    """
    rows = [[clean(cell) for cell in row] for row in rows]
    at, kind = _head(rows, file, kind)
    reading = _Reading(file)
    overview, preamble = _above(rows[:at])
    names = _columns(rows, at)
    fields = meanings(kind, names)
    about = Msel(overview=overview, preamble=preamble)
    injects = []
    for number, row in enumerate(rows[at + 1 :], at + 2):
        cells = {i: cell for i, cell in enumerate(row) if cell}
        known = {name: cells.pop(i) for i, name in enumerate(fields) if name and i in cells}
        if ABOUT in known:
            about = _about(known.pop(ABOUT), reading, number)
        extra = tuple((unescaped(names[i]), cell) for i, cell in cells.items())
        if known or extra:
            where = {name: names[i] for i, name in enumerate(fields) if name}
            injects.append((number, known, extra, where))
    reading.taken = {known["number"] for _, known, _, _ in injects if "number" in known}
    made = _injects(injects, reading)
    if reading.faults:
        raise FaultsError(reading.faults)
    extras = tuple(unescaped(names[i]) for i, name in enumerate(fields) if name is None)
    told = about.model_copy(update={"injects": tuple(made), "columns": extras})
    return Imported(told, kind, tuple(reading.notes))


def _head(rows: Sequence[Row], file: str, kind: str) -> tuple[int, str]:
    """The row with the names of the columns, and the format they are of."""
    best = (-1, 0, kind or "hseep")
    for at, row in enumerate(rows[:HEAD_WITHIN]):
        found, count = (kind, explained(kind, row)) if kind else detected(row)
        if count > best[1]:
            best = (at, count, found)
    if best[1] < 2:
        words = (
            "no row names the columns of an event list; a header row is needed, such as "
            f"{', '.join(headers(best[2]).values())}"
        )
        raise FaultsError([Fault(file, "row 1", words)])
    return best[0], best[2]


def _columns(rows: Sequence[Row], at: int) -> list[str]:
    """A name of its own for each column; one without a name is called by its letter."""
    width = max((len(row) for row in rows[at:]), default=0)
    found: list[str] = []
    for i in range(width):
        name = rows[at][i] if i < len(rows[at]) else ""
        filled = any(i < len(row) and row[i] for row in rows[at + 1 :])
        if not name:
            name = f"column {letter(i)}" if filled else f"\N{NO-BREAK SPACE}{i}"
        copies = 1
        while name in found:
            copies += 1
            name = f"{rows[at][i]} ({copies})"
        found.append(name)
    while found and found[-1].startswith("\N{NO-BREAK SPACE}"):
        found.pop()
    return found


def letter(index: int) -> str:
    """A spreadsheet's name of a column: A, B ... Z, AA."""
    text = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        text = chr(65 + rest) + text
    return text


def _above(rows: Sequence[Row]) -> tuple[Overview, tuple[tuple[str, ...], ...]]:
    """The overview that stands above the table, and the other lines there."""
    labels = {label.casefold().rstrip(":"): name for name, label in LABELS.items()}
    said: dict[str, str] = {}
    others = []
    for row in rows:
        cells = tuple(cell for cell in row if cell)
        name = labels.get(cells[0].casefold().rstrip(":").strip(), "") if cells else ""
        if name and name not in said:
            said[name] = "\n".join(cells[1:])
        elif cells:
            others.append(cells)
    return Overview(**said), tuple(others)


def _about(text: str, reading: _Reading, row: int) -> Msel:
    try:
        return Msel.model_validate_json(text)
    except ValidationError as error:
        reading.wrong(row, ABOUT, f"this is not what Wargame writes there: {_first(error)}")
        return Msel()


def _injects(rows: list[Any], reading: _Reading) -> list[Inject]:
    """The injects, each with a number of its own."""
    made, used = [], Counter[str]()
    following = 1
    for row, known, extra, where in rows:
        number = known.get("number", "")
        if not number:
            while str(following) in reading.taken:
                following += 1
            number = str(following)
            reading.notes.append(f"row {row} has no number; it is called {number}")
        elif used[number]:
            number = _apart(number, reading.taken)
            reading.notes.append(
                f"row {row} has the number {known['number']} of an earlier row; "
                f"it is called {number}"
            )
        used[known.get("number", number)] += 1
        reading.taken.add(number)
        inject = _inject(row, known | {"number": number}, extra, where, reading)
        if inject is not None:
            made.append(inject)
    return made


def _apart(number: str, taken: set[str]) -> str:
    copies = 2
    while f"{number} ({copies})" in taken:
        copies += 1
    return f"{number} ({copies})"


def _inject(
    row: int, known: dict[str, str], extra: Any, where: dict[str, str], reading: _Reading
) -> Inject | None:
    """One row as an inject; what is wrong with it is noted."""
    before = len(reading.faults)
    fields: dict[str, Any] = {name: known[name] for name in CANONICAL if name in known}
    for name, text in known.items():
        if len(text) > 32_767:
            reading.wrong(row, where[name], "at most 32,767 characters fit into a cell")
    own: dict[str, Any] = {
        "status": _status(known.get("status", ""), row, reading),
        "timing": _timing(known, row, reading),
        "contingency": _flag(known.get("contingency", ""), row, reading),
        "effects": _effects(known.get("effects", ""), row, reading),
    }
    for name, text in extra:
        if len(text) > 32_767:
            reading.wrong(row, name, "at most 32,767 characters fit into a cell")
    if len(reading.faults) > before:
        return None
    return Inject(**fields, **own, extra=extra)


def _status(text: str, row: int, reading: _Reading) -> str:
    known = {status.casefold(): status for status in STATUSES}
    if text.casefold() not in known and text:
        words = f"{shown(text)} is no status{did_you_mean(text, STATUSES)}"
        reading.wrong(row, "status", words)
    return known.get(text.casefold(), STATUSES[0])


def _timing(known: dict[str, str], row: int, reading: _Reading) -> Timing:
    if "timing" not in known:
        return derived_timing(known)
    text = known["timing"]
    try:
        found = Timing.parse(text)
    except ValidationError as error:
        reading.wrong(row, "timing", f"this is no condition: {_first(error)}")
        return Timing()
    if found is None:
        right = 'it is a time such as 19:30, T+15, "move 3", manual or a condition as JSON'
        reading.wrong(row, "timing", f"{shown(text)} says no time; {right}")
        return Timing()
    if found.when is not None and found.when.field not in FIELDS:
        words = f"{shown(found.when.field)} is no field{did_you_mean(found.when.field, FIELDS)}"
        reading.wrong(row, "timing", words)
    return found


def _flag(text: str, row: int, reading: _Reading) -> bool:
    if text.casefold() not in (*YES, *NO):
        reading.wrong(row, "contingency", f"{shown(text)} is neither yes nor no")
    return text.casefold() in YES


def _effects(text: str, row: int, reading: _Reading) -> tuple[Effect, ...]:
    if not text:
        return ()
    try:
        found = _EFFECTS.validate_json(text)
    except ValidationError as error:
        example = '[{"field": "cohesion", "op": "add", "value": -0.05}]'
        reading.wrong(row, "effects", f"{_first(error)}; right would be {example}")
        return ()
    for effect in found:
        words = effect_fault(effect)
        if words:
            reading.wrong(row, "effects", words)
    return found


def effect_fault(effect: Effect) -> str:
    """Why the model cannot take an effect; empty when it can."""
    name = effect.field
    if name not in FIELDS or name == "turn":
        return f"{shown(name)} is no field that can be changed{did_you_mean(name, FIELDS)}"
    spec = FIELDS[name]
    if effect.element is not None and not spec.axes:
        return f"{name} is one number for the whole world; leave the element out"
    if effect.op == "set" and not spec.low <= effect.value <= spec.high:
        return f"{name} lies within {spec.low:g} to {spec.high:g}; {effect.value:g} does not"
    if spec.kind != "number" and effect.op == "add":
        return f"{name} is a {spec.kind}: set it, do not add to it"
    if spec.kind == "flag" and effect.value not in (0, 1):
        return f"{name} is a flag: 0 or 1, not {effect.value:g}"
    return ""


def _first(error: ValidationError) -> str:
    detail = error.errors(include_url=False, include_input=False)[0]
    place = ".".join(str(part) for part in detail["loc"])
    return f"{place}: {detail['msg']}" if place else detail["msg"]


def table_of(msel: Msel, kind: str) -> list[list[str]]:
    """The event list as a table of that format, the names of the columns first; nothing is lost.

    Fields for which the format has no column stand in further columns under our names.
    """
    own = headers(kind)
    rows = [_row(inject) for inject in msel.injects]
    about = msel.model_copy(update={"injects": (), "columns": ()}).plain()
    if about:
        rows = rows or [{}]
        rows[0][ABOUT] = json.dumps(about, ensure_ascii=False)
    used = {name for row in rows for name in row}
    further = [n for n in (*CANONICAL, *OWN, ABOUT) if n in used and n not in own]
    extras = list(dict.fromkeys([*msel.columns, *(n for i in msel.injects for n, _ in i.extra)]))
    body = [[row.get(name, "") for name in (*own, *further)] for row in rows]
    for line, inject in zip(body, msel.injects, strict=False):
        said = dict(inject.extra)
        line += [said.get(name, "") for name in extras]
    head = [*own.values(), *further, *(escaped(kind, name) for name in extras)]
    return [head, *body]


def _row(inject: Inject) -> dict[str, str]:
    """What an inject says, by canonical name; nothing where it says nothing."""
    said = {name: inject.field(name) for name in CANONICAL}
    if inject.status != STATUSES[0]:
        said["status"] = inject.status
    if inject.timing != derived_timing(said):
        said["timing"] = inject.timing.text
    if inject.contingency:
        said["contingency"] = "yes"
    if inject.effects:
        said["effects"] = _EFFECTS.dump_json(inject.effects, exclude_defaults=True).decode()
    return {name: text for name, text in said.items() if text}
