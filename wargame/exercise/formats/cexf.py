"""Event lists as JSON: CEXF, whose injects are nested, and the tables of the other formats."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from wargame.exercise.formats.sheets import MOST_COLUMNS, MOST_ROWS
from wargame.scenario.faults import file_fault

LISTS = ("injects", "events", "msel", "items")  # then any other list
DEEPEST = 12
WRITTEN_AS_TEXT = ("inject_uuid", "name", "payload", "action")


def rows_of(text: str, name: str) -> list[list[str]]:
    """The injects of a JSON text as a table: one column a path, such as timing.triggered_at."""
    try:
        found = json.loads(text, parse_constant=_no_number)
    except (ValueError, RecursionError) as error:
        raise file_fault(name, f"this is no JSON: {str(error)[:120]}") from None
    injects, beside = _list_in(found, name)
    if len(injects) > MOST_ROWS:
        raise file_fault(name, f"more than {MOST_ROWS:,} injects; split the list")
    flat = [_flat(inject) for inject in injects]
    order = beside.pop("columns", ())
    first = [path for path in order if isinstance(path, str)] if isinstance(order, list) else []
    columns = list(dict.fromkeys([*first, *(path for inject in flat for path in inject)]))
    if len(columns) > MOST_COLUMNS:
        raise file_fault(name, f"its injects have more than {MOST_COLUMNS} different members")
    above = [[path, value] for path, value in _flat(beside).items()]
    return [*above, columns, *([inject.get(path, "") for path in columns] for inject in flat)]


def _no_number(text: str) -> float:
    raise ValueError(f"{text} is no number in JSON")


def _list_in(found: Any, name: str) -> tuple[list[dict[str, Any]], dict[str, Any]]:
    """The list of injects, and what stands beside it."""
    beside: dict[str, Any] = {}
    if isinstance(found, dict):
        keys = [k for k in LISTS if isinstance(found.get(k), list)]
        keys += [k for k, v in found.items() if isinstance(v, list) and k != "columns"]
        beside = {k: v for k, v in found.items() if not keys or k != keys[0]}
        found = found[keys[0]] if keys else None
    if not isinstance(found, list) or not all(isinstance(item, dict) for item in found):
        raise file_fault(name, 'it holds no list of injects; right would be {"injects": [...]}')
    return found, beside


def _flat(value: Mapping[str, Any], above: str = "", depth: int = 0) -> dict[str, str]:
    """Nested members by their path; what is no text is JSON."""
    found: dict[str, str] = {}
    for key, item in value.items():
        path = f"{above}{key}"
        if isinstance(item, dict) and item and depth < DEEPEST:
            found |= _flat(item, f"{path}.", depth + 1)
        else:
            found[path] = _said(item)
    return found


def _said(item: Any) -> str:
    if isinstance(item, str):
        return item
    if item is None:
        return ""
    texts = isinstance(item, list) and len(item) > 1 and all(isinstance(i, str) for i in item)
    if texts and not any("|" in i or i != i.strip() or not i for i in item):
        return " | ".join(item)
    return json.dumps(item, ensure_ascii=False)


def text_of_rows(rows: Sequence[Sequence[str]], *, nested: bool) -> str:
    """A table as JSON; `nested` as CEXF has it, otherwise one member a column."""
    columns, body = rows[0], rows[1:]
    made = []
    for row in body:
        said = {column: cell for column, cell in zip(columns, row, strict=False) if cell}
        made.append(_nested(said) if nested else said)
    told = {"columns": list(columns), "injects": made}
    return json.dumps(told, ensure_ascii=False, indent=2) + "\n"


def _nested(said: Mapping[str, str]) -> dict[str, Any]:
    """The members by their paths, one inside the other where no path stands in another's way."""
    made: dict[str, Any] = {}
    for path, text in said.items():
        value = text if path in WRITTEN_AS_TEXT else _value(path, text)
        *above, last = path.split(".")
        inside = [".".join(above[: i + 1]) for i in range(len(above))]
        if len(above) > DEEPEST or any(prefix in said for prefix in inside):
            made[path] = value
            continue
        place = made
        for part in above:
            place = place.setdefault(part, {})
        place[last] = value
    return made


def _value(path: str, text: str) -> Any:
    """What the text stood for: a list or a table where it is one, written as we write it."""
    if path == "trigger" and " | " in text:
        return text.split(" | ")
    if path == "sequence" and text.isascii() and text.isdigit() and str(int(text)) == text:
        return int(text)
    if text[:1] in ("[", "{"):
        try:
            found = json.loads(text)
        except (ValueError, RecursionError):
            return text
        if json.dumps(found, ensure_ascii=False) == text and (isinstance(found, list) or not found):
            return found
    return text
