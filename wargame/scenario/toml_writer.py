"""A scenario written as TOML, so that the game's own reader reads the same scenario back."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from wargame.scenario.schema import Scenario


def scenario_toml(scenario: Scenario) -> str:
    """The scenario as a file; polygons of zone files are written into their options."""
    data = scenario.model_dump(by_alias=True, exclude_none=True)
    lines = [f"{key} = {_value(data[key])}" for key in data if _is_plain(data[key])]
    for key, value in data.items():
        if isinstance(value, Mapping):
            lines += ["", f"[{key}]", *_rows(value)]
    for key, value in data.items():
        for table in value if isinstance(value, tuple | list) else ():
            lines += ["", f"[[{key}]]", *_rows(_option(table) if key == "option" else table, key)]
    return "\n".join(lines) + "\n"


def _is_plain(value: object) -> bool:
    return not isinstance(value, Mapping | tuple | list)


def _option(option: Mapping[str, Any]) -> dict[str, Any]:
    """The option with a geometry that needs no other file."""
    geometry = {k: v for k, v in option["geometry"].items() if k != "file" and v not in ((), 0.0)}
    if "polygon" in geometry:
        geometry["kind"] = "polygon"
    return {**option, "geometry": geometry}


def _rows(table: Mapping[str, Any], path: str = "") -> Iterator[str]:
    """A line for each key; the terms of an option as a table of their own, last."""
    inner = {k: v for k, v in table.items() if path == "option" and k == "terms"}
    for key, value in table.items():
        if key not in inner:
            yield f"{key} = {_value(value)}"
    for key, value in inner.items():
        yield f"[{path}.{key}]"
        yield from _rows(value)


def _value(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return "{ " + ", ".join(f"{k} = {_value(v)}" for k, v in value.items()) + " }"
    if isinstance(value, tuple | list):
        return "[" + ", ".join(_value(v) for v in value) + "]"
    return repr(value)
