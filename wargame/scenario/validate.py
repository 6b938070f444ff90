"""Any file of ours checked, whatever it is: scenario, parameters, zone, doctrine or study."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Literal

from wargame.scenario.doctrine import doctrine_from
from wargame.scenario.faults import Fault, FaultsError, file_fault
from wargame.scenario.load import find_scenario, scenario_from, zone_from
from wargame.scenario.parameters import parameters_from
from wargame.scenario.study import STUDY_KEYS, study_from
from wargame.scenario.toml import read_toml

FileKind = Literal["scenario", "zone", "parameters", "doctrine", "study"]


def check_file(id_or_path: str) -> tuple[FileKind | None, tuple[Fault, ...]]:
    """What the file is, None when it cannot be told, and everything that is wrong with it."""
    kind: FileKind | None = None
    try:
        path = find_scenario(id_or_path)
        data = read_toml(path, id_or_path)
        kind = kind_of(data)
        _check(kind, data, path, id_or_path)
    except FaultsError as error:
        return kind, error.faults
    return kind, ()


def _check(kind: FileKind | None, data: dict[str, Any], path: Path, name: str) -> None:
    if kind == "scenario":
        scenario_from(data, path.parent, name)
    elif kind == "zone":
        zone_from(data, name)
    elif kind == "doctrine":
        doctrine_from(data, name)
    elif kind == "study":
        study_from(data, path.parent, name)
    elif kind == "parameters":
        parameters_from(data, name)
    else:
        words = (
            "this is neither a scenario (with [[sector]] and [initial]), nor a zone (with [zone]), "
            "nor a doctrine (with seat and [[card]]), nor a study (with scenario and options), "
            'nor parameters (name = { value = ..., unit = "...", source = "..." })'
        )
        raise file_fault(name, words)


def kind_of(data: Mapping[str, Any]) -> FileKind | None:
    """What a file with these tables is meant to be."""
    if "zone" in data and "sector" not in data:
        return "zone"
    if data.keys() & {"sector", "initial", "option", "contact_line"}:
        return "scenario"
    if data.keys() & {"seat", "card"}:
        return "doctrine"
    if data.keys() & STUDY_KEYS:
        return "study"
    if any(isinstance(table, Mapping) and "value" in table for table in data.values()):
        return "parameters"
    return None
