"""Zones as files for other people and other programs: GeoJSON, GeoPackage, KML, both ways.

A file from outside is read in a process of its own; it holds data only and leads to no other file.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, get_args

import wargame
from wargame.app import options
from wargame.app.drawn_zones import TEMPLATE, is_drawn
from wargame.geo import drawn, export, zone_geojson, zone_kml
from wargame.geo.drawn import Ring
from wargame.geo.zone_reader import FORMATS
from wargame.scenario.faults import Fault, FaultsError, file_fault
from wargame.scenario.load import scenario_from
from wargame.scenario.options import GuaranteeKind, Option
from wargame.scenario.schema import Scenario
from wargame.scenario.toml import LARGEST_FILE, toml_tables
from wargame.scenario.toml_writer import scenario_toml

if TYPE_CHECKING:
    from wargame.app.session import Session
    from wargame.app.zones import ZoneShelf

READER = "wargame.geo.zone_reader"
LONGEST_S = 60.0
SOURCE = "Wargame"
LIMITS = {"buffer_km": 200.0, "troops_k": 1000.0}
YES, NO = ("true", "yes", "1"), ("false", "no", "0")


@dataclass(frozen=True, slots=True)
class ZoneRecord:
    """One zone as a file holds it; what the file does not say is None or empty."""

    name: str
    rings: tuple[Ring, ...]  # longitude and latitude, closed, inside by the odd-even rule
    guarantee: str = ""  # article5 | bilateral | eu | un
    in_force_now: bool | None = None
    buffer_km: float | None = None  # strip kept free along the line, not cut off the rings
    troops_k: float | None = None
    terms: str = ""  # every term as JSON, as a scenario holds them
    source: str = ""
    as_of: str = ""  # ISO date
    notes: tuple[str, ...] = ()  # what was mended when it was read

    def properties(self) -> dict[str, Any]:
        """All but the outline, as a file holds it."""
        return {
            "name": self.name,
            "guarantee": self.guarantee,
            "in_force_now": self.in_force_now,
            "buffer_km": self.buffer_km,
            "troops_k": self.troops_k,
            "terms": self.terms,
            "source": self.source,
            "as_of": self.as_of,
        }


def record_of(option: Option, shelf: ZoneShelf) -> ZoneRecord:
    """A zone of the table as a file holds it.

    A drawn one goes with its outline as drawn and its strip as a number, any other as it lies.
    """
    if is_drawn(option.id):
        rings, buffer = option.geometry.polygon, option.geometry.buffer_km
    else:
        rings, buffer = drawn.to_rings(shelf.take(option.geometry).polygon), 0.0
    return ZoneRecord(
        name=option.name,
        rings=rings,
        guarantee=option.guarantee_kind,
        in_force_now=option.terms.in_force_now,
        buffer_km=buffer,
        troops_k=option.terms.troops_k,
        terms=json.dumps(option.terms.model_dump(mode="json"), sort_keys=True),
        source=f"{SOURCE}: {option.source}",
        as_of=shelf.front.control.date,
    )


def save_zones(path: Path, zones: Sequence[ZoneRecord]) -> None:
    """Writes the zones as GeoJSON, GeoPackage or KML, as the file's ending says; in one step.

    Raises FaultsError in words for another ending or for no zone, OSError where it cannot write.
    """
    kind = path.suffix.lower()
    if kind not in FORMATS:
        raise file_fault(path.name, f"its name must end in {', '.join(FORMATS)}")
    shapes = [drawn.from_rings(zone.rings) for zone in zones]
    if not shapes:
        raise file_fault(path.name, "there is no zone to write")
    if kind == ".gpkg":
        rows = [zone.properties() for zone in zones]
        frame = export.zones_frame(list(zip(rows, shapes, strict=True)), zones[0].as_of)
        export.write_layers(path, {"zones": frame})
        return
    pairs = [(z.properties(), drawn.polygons(s)) for z, s in zip(zones, shapes, strict=True)]
    _replace(path, (zone_kml if kind == ".kml" else zone_geojson).written(pairs))


def _replace(path: Path, data: bytes) -> None:
    """The file holds the data; what stood there stays whole until then."""
    partial = path.with_name(f".{path.name}-{os.getpid()}.partial")
    try:
        partial.write_bytes(data)
        partial.replace(path)
    finally:
        partial.unlink(missing_ok=True)


def read_zones(path: Path) -> tuple[ZoneRecord, ...]:
    """The zones of a file that anybody may have written.

    Raises FaultsError with every fault of the file: its place in the file and what would be right.
    """
    found = _read_apart(path)
    faults = [Fault(path.name, place, words) for place, words in found["faults"]]
    zones = []
    for index, row in enumerate(found["zones"]):
        try:
            zones.append(_record(row, f"Zone {index + 1}", path.name))
        except FaultsError as error:
            faults += error.faults
    if faults:
        raise FaultsError(faults)
    return tuple(zones)


def check(path: Path) -> tuple[Fault, ...]:
    """Everything that is wrong with a zone file."""
    try:
        read_zones(path)
    except FaultsError as error:
        return error.faults
    return ()


def _read_apart(path: Path) -> dict[str, Any]:
    """What the reader says, which runs in a process of its own."""
    home = Path(wargame.__file__).parents[1]  # from there it is found, and nothing else by its name
    command = [sys.executable, "-m", READER, str(path.absolute())]
    quiet = os.environ | {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}
    try:
        done = subprocess.run(  # noqa: S603  our own reader; the path is one argument
            command, capture_output=True, timeout=LONGEST_S, check=False, env=quiet, cwd=home
        )
        found: dict[str, Any] = json.loads(done.stdout)
    except subprocess.TimeoutExpired:
        raise file_fault(path.name, f"reading it took over {LONGEST_S:g} s") from None
    except ValueError:
        words = "the reader gave up on it: too large or too tangled for a zone file"
        raise file_fault(path.name, words) from None
    return found


def _record(row: Mapping[str, Any], otherwise: str, file: str) -> ZoneRecord:
    given: Mapping[str, Any] = {str(k).lower(): v for k, v in row["properties"].items()}
    faults: list[Fault] = []

    def wrong(key: str, words: str) -> None:
        faults.append(Fault(file, f"{row['place']}.properties.{key}", words))

    guarantee = _text(given, "guarantee")
    if guarantee and guarantee not in get_args(GuaranteeKind):
        known = ", ".join(get_args(GuaranteeKind))
        wrong("guarantee", f'"{guarantee[:40]}" is no guarantee; there are {known}')
    numbers = {key: _number(given, key, wrong) for key in LIMITS}
    found = ZoneRecord(
        name=_text(given, "name") or otherwise,
        rings=tuple(tuple((lon, lat) for lon, lat in ring) for ring in row["rings"]),
        guarantee=guarantee,
        in_force_now=_truth(given, "in_force_now", wrong),
        buffer_km=numbers["buffer_km"],
        troops_k=numbers["troops_k"],
        terms=_text(given, "terms"),
        source=_text(given, "source"),
        as_of=_text(given, "as_of"),
        notes=tuple(row["notes"]),
    )
    if faults:
        raise FaultsError(faults)
    return found


def _text(given: Mapping[str, Any], key: str) -> str:
    value = given.get(key)
    return "" if value is None else " ".join(str(value).split())[:4000]


def _number(given: Mapping[str, Any], key: str, wrong: Any) -> float | None:
    text = _text(given, key)
    if not text:
        return None
    try:
        value = float(text)
    except ValueError:
        value = float("nan")
    if not 0 <= value <= LIMITS[key]:
        wrong(key, f'"{text[:40]}" is no number from 0 to {LIMITS[key]:g}')
        return None
    return value


def _truth(given: Mapping[str, Any], key: str, wrong: Any) -> bool | None:
    text = _text(given, key).lower()
    if text in YES or text in NO:
        return text in YES
    if text:
        wrong(key, f'"{text[:40]}" is neither true nor false')
    return None


def save_scenario(path: Path, scenario: Scenario, table: Mapping[str, Option]) -> None:
    """Writes a copy of the scenario with the options as they lie on the table, drawn ones too.

    The copy needs no other file. Raises OSError where it cannot write.
    """
    copy = scenario.model_copy(update={"options": tuple(table.values())})
    if path.suffix.lower() != ".toml":
        raise file_fault(path.name, "its name must end in .toml")
    text = scenario_toml(copy)
    scenario_from(toml_tables(text, path.name), path.parent, path.name)  # it can be read again
    data = text.encode()
    if len(data) > LARGEST_FILE:
        words = f"{len(data) / 1e6:.0f} MB are too much for a scenario; simplify the zones drawn"
        raise file_fault(path.name, words)
    _replace(path, data)


def add_to(session: Session, zone: ZoneRecord) -> str:
    """A zone from a file lies on the table as a drawn one, in one step; its id.

    Its terms are those of an option on the table with the same terms, or else with the same
    guarantee; troops, strip and whether it is in force now are the file's own.
    """
    table = session.position.table
    return session.draw_zone(
        zone.rings,
        zone.name,
        template_for(zone, table),
        buffer_km=zone.buffer_km,
        troops_k=zone.troops_k,
        in_force_now=zone.in_force_now,
    )


def template_for(zone: ZoneRecord, table: Mapping[str, Option]) -> str:
    """The option on the table whose terms are nearest to the file's."""
    offering = [o for o in table.values() if o.id != options.NONE and o.guarantee_kind != "none"]
    alike = [o for o in offering if o.guarantee_kind == zone.guarantee] or offering
    try:
        terms = json.loads(zone.terms) if zone.terms else {}
    except ValueError:
        terms = {}
    if not isinstance(terms, dict) or not zone.guarantee:
        return TEMPLATE if TEMPLATE in table else alike[0].id
    return min(alike, key=lambda o: _apart(o, terms)).id


def _apart(option: Option, terms: Mapping[str, Any]) -> int:
    """How many terms differ."""
    return sum(terms.get(name) != value for name, value in option.terms.model_dump().items())
