"""Checks across tables, made on the raw data so that they speak even when a table has faults."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import PurePath
from typing import Any

from wargame.scenario.faults import Fault
from wargame.scenario.messages import path_of
from wargame.scenario.schema import REGION_IDS, SECTOR_IDS

Data = Mapping[str, Any]


def check_scenario(data: Data, file: str) -> list[Fault]:
    """The faults of a scenario that no single table shows."""
    faults = [fault for kind in ("sector", "region", "option", "source")
              for fault in _duplicates(data, kind, file)]  # fmt: skip
    faults += _missing("sector", "ten sectors of the front", SECTOR_IDS, data, file)
    faults += _missing("region", "three frozen conflicts", REGION_IDS, data, file)
    if "none" not in _ids(data, "option"):
        words = 'there is no option "none", with which all others are compared'
        faults.append(Fault(file, "option", words))
    for index, option in _tables(data, "option"):
        faults += check_option(option, file, path_of(("option", index), data))
    return faults


def check_option(option: Data, file: str, path: str) -> list[Fault]:
    """The faults between an option's geometry, its terms and what may be edited."""
    geometry = option.get("geometry")
    if not isinstance(geometry, Mapping):
        return []
    where = f"{path}.geometry"
    found = [(where, words) for words in _geometry_faults(geometry)]
    editable = option.get("editable", ())
    if isinstance(editable, tuple) and "buffer_km" in editable and not _can_keep_a_strip(geometry):
        words = 'a zone of this kind keeps no strip free; take out "buffer_km"'
        found.append((f"{path}.editable", words))
    terms = option.get("terms")
    if geometry.get("kind") == "none" and isinstance(terms, Mapping) and terms.get("guarantee"):
        words = 'a zone of kind "none" protects nothing, so its guarantee must be 0'
        found.append((f"{path}.terms.guarantee", words))
    return [Fault(file, place, words) for place, words in found]


def _geometry_faults(geometry: Data) -> Iterator[str]:
    kind = geometry.get("kind")
    if kind == "file":
        yield from _file_faults(geometry.get("file"))
    elif "file" in geometry:
        yield 'a file belongs to a zone of kind "file" only'
    if kind == "polygon" and not geometry.get("polygon"):
        yield 'a zone of kind "polygon" needs polygon = [[[lon, lat], ...]]'
    if kind != "polygon" and "polygon" in geometry:
        yield 'a polygon belongs to a zone of kind "polygon" only'
    if not _can_keep_a_strip(geometry) and geometry.get("buffer_km"):
        yield 'buffer_km belongs to a zone of kind "government_held", "polygon" or "file" only'


def _file_faults(name: object) -> Iterator[str]:
    if name is None:
        yield 'a zone of kind "file" needs file = "...", a zone file in the scenario\'s folder'
    elif isinstance(name, str) and (PurePath(name).name != name or "\\" in name or name == ".."):
        yield f'"{name[:60]}" leads out of the scenario\'s folder; name a file beside the scenario'


def zone_files(data: Data) -> set[str]:
    """The zone files beside the scenario to which its options point."""
    names: set[str] = set()
    for _, option in _tables(data, "option"):
        geometry = option.get("geometry")
        if isinstance(geometry, Mapping) and geometry.get("kind") == "file":
            name = geometry.get("file")
            if isinstance(name, str) and not list(_file_faults(name)):
                names.add(name)
    return names


def _can_keep_a_strip(geometry: Data) -> bool:
    return geometry.get("kind") in ("government_held", "polygon", "file")


def _tables(data: Data, kind: str) -> Iterator[tuple[int, Data]]:
    rows = data.get(kind)
    for index, row in enumerate(rows if isinstance(rows, tuple) else ()):
        if isinstance(row, Mapping):
            yield index, row


def _ids(data: Data, kind: str) -> list[str]:
    return [row["id"] for _, row in _tables(data, kind) if isinstance(row.get("id"), str)]


def _duplicates(data: Data, kind: str, file: str) -> Iterator[Fault]:
    first: dict[str, int] = {}
    for index, row in _tables(data, kind):
        name = row.get("id")
        if not isinstance(name, str):
            continue
        if name in first:
            words = f'"{name[:60]}" stands already at {kind}[{first[name]}]; ids differ'
            yield Fault(file, f"{kind}[{index}].id", words)
        first.setdefault(name, index)


def _missing(
    kind: str, called: str, needed: Sequence[str], data: Data, file: str
) -> Iterator[Fault]:
    """A fault where tables that the rules read are left out of a kind that is there."""
    present = _ids(data, kind)
    absent = [name for name in needed if name not in present]
    unknown = [name for name in present if name not in needed]
    if kind in data and len(absent) > len(unknown):  # a misspelt id is a fault already
        words = f"the rules read all {called}; missing: {', '.join(absent)}"
        yield Fault(file, kind, words)
