"""A scenario read from its folder, complete and valid, or refused with every fault it has."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from wargame import paths
from wargame.scenario.checks import check_option, check_scenario, zone_files
from wargame.scenario.faults import Fault, FaultsError, did_you_mean, file_fault
from wargame.scenario.figures import Table
from wargame.scenario.messages import parse
from wargame.scenario.options import Option, Polygon
from wargame.scenario.schema import Scenario
from wargame.scenario.toml import read_toml

_LOOKS_LIKE_A_PATH = re.compile(r"[/\\]|\.\w+$|^\.")


class ZoneFile(Table):
    """A file with one zone in it."""

    zone: Option


def shipped_scenarios() -> tuple[str, ...]:
    """The ids of the scenarios that travel with the package, in alphabetical order."""
    found = (paths.assets() / "scenarios").glob("*/scenario.toml")
    return tuple(sorted(path.parent.name for path in found))


def find_scenario(id_or_path: str | Path) -> Path:
    """The file of a shipped scenario's id, or the path itself.

    Raises FaultsError when a bare word is neither an id nor a file.
    """
    name = str(id_or_path)
    shipped = shipped_scenarios()
    if name in shipped:
        return paths.assets() / "scenarios" / name / "scenario.toml"
    if isinstance(id_or_path, Path) or _LOOKS_LIKE_A_PATH.search(name) or _exists(name):
        return Path(name)
    raise file_fault(f'"{name[:200]}"', f"no such scenario or file{did_you_mean(name, shipped)}")


def load_scenario(id_or_path: str | Path) -> Scenario:
    """The scenario of a shipped id or a path, with the polygons of its zone files.

    Raises FaultsError with every fault of the file and of the zone files beside it.
    """
    path = find_scenario(id_or_path)
    name = _called(id_or_path, path)
    return scenario_from(read_toml(path, name), path.parent, name)


def scenario_from(data: dict[str, Any], folder: Path, name: str) -> Scenario:
    """The scenario that `data` holds; zone files are looked for in `folder`."""
    scenario, faults = parse(Scenario, data, name)
    faults += check_scenario(data, name)
    polygons, zone_faults = _polygons(zone_files(data), folder)
    faults += zone_faults
    if scenario is None or faults:
        raise FaultsError(faults)
    options = tuple(_with_polygon(option, polygons) for option in scenario.options)
    return scenario.model_copy(update={"options": options})


def load_zone(path: Path, name: str | None = None) -> Option:
    """The zone of a zone file; raises FaultsError with every fault it has."""
    name = name or path.name
    return zone_from(read_toml(path, name), name)


def zone_from(data: dict[str, Any], name: str) -> Option:
    """The zone that `data` holds; raises FaultsError with every fault it has."""
    found, faults = parse(ZoneFile, data, name)
    zone = data.get("zone")
    if isinstance(zone, dict):
        faults += check_option(zone, name, "zone")
    if zone_files({"option": (zone,)}):
        words = "a zone file cannot point to another file; give the polygon itself"
        faults.append(Fault(name, "zone.geometry.kind", words))
    if found is None or faults:
        raise FaultsError(faults)
    return found.zone


def _polygons(names: set[str], folder: Path) -> tuple[dict[str, Polygon], list[Fault]]:
    polygons: dict[str, Polygon] = {}
    faults: list[Fault] = []
    for name in sorted(names):
        try:
            polygons[name] = _drawn(load_zone(folder / name), name)
        except FaultsError as error:
            faults += error.faults
    return polygons, faults


def _drawn(zone: Option, name: str) -> Polygon:
    if zone.geometry.kind != "polygon":
        words = f'a scenario takes a polygon from here, not a zone of kind "{zone.geometry.kind}"'
        raise FaultsError([Fault(name, "zone.geometry.kind", words)])
    return zone.geometry.polygon


def _with_polygon(option: Option, polygons: dict[str, Polygon]) -> Option:
    if option.geometry.file is None:
        return option
    update = {"polygon": polygons[option.geometry.file]}
    return option.model_copy(update={"geometry": option.geometry.model_copy(update=update)})


def _exists(name: str) -> bool:
    try:
        return Path(name).exists()
    except (OSError, ValueError):  # a name too long, or with a null byte
        return False


def _called(id_or_path: str | Path, path: Path) -> str:
    """What messages call the file: as the person wrote it, a shipped scenario by id and file."""
    given = str(id_or_path)
    return given if Path(given) == path else f"{given}/{path.name}"
