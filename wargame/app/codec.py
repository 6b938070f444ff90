"""What a session file keeps of the game: openings, measured zones and snapshots, as text and bytes.

Reading is strict. Whatever is not exactly what this module writes is refused; nothing is pickled.
"""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Iterable
from dataclasses import asdict, fields
from functools import lru_cache
from importlib.metadata import PackageNotFoundError
from importlib.metadata import version as installed
from typing import Any

import numpy as np
from pydantic import TypeAdapter

from wargame.app.desk import Desk
from wargame.app.game import default_parameters
from wargame.app.position import Kept
from wargame.app.records import TurnFigures
from wargame.app.setting import Setting
from wargame.app.zones import ZoneShelf
from wargame.engine.errors import WargameError
from wargame.engine.inputs import ZoneInputs
from wargame.engine.rule import Named
from wargame.engine.state import State
from wargame.journal.chain import text_of
from wargame.rules.book import RULEBOOK
from wargame.rules.fields import FIELDS
from wargame.scenario.checks import check_scenario
from wargame.scenario.options import Geometry
from wargame.scenario.schema import REGION_IDS, Scenario

FORMAT = 1
LITTLE = np.dtype("<f8")
_FIGURES = TypeAdapter(TurnFigures)


class Unreadable(WargameError):
    """What a file keeps is not what this program writes; the text says what."""


@lru_cache(maxsize=1)
def version() -> tuple[str, str]:
    """The program and its rulebook by name; two rulebooks of one name say the same."""
    try:
        program = f"wargame {installed('wargame')}"
    except PackageNotFoundError:
        program = "wargame, from its sources"
    said = [[r.id, r.phase, r.number, r.formula, r.words] for r in RULEBOOK.rules]
    text = text_of([list(RULEBOOK.phases), said, [f.name for f in FIELDS.values()]])
    return program, hashlib.sha256(text.encode()).hexdigest()[:16]


def opening_body(desk: Desk, seed: int, setting: Setting) -> dict[str, Any]:
    """Everything a session starts from: it can be played again from this alone."""
    geometries = {option.geometry for option in desk.scenario.options}
    return {
        "format": FORMAT,
        "scenario": desk.scenario.model_dump(mode="json", by_alias=True),
        "parameters": dict(desk.parameters.items()),
        "seed": seed,
        "setting": asdict(setting),
        "zones": zones_on(desk.shelf, geometries),
    }


def read_opening(text: str) -> tuple[Scenario, Named, int, Setting, dict[Geometry, ZoneInputs]]:
    """Scenario, parameters, seed, setting and measured zones; Unreadable says what is wrong."""
    body = read_json(text)
    if body.get("format") != FORMAT:
        raise Unreadable(f"its opening has format {body.get('format')!r:.40}, not {FORMAT}")
    try:
        scenario = Scenario.model_validate_json(text_of(body["scenario"]))
        _check_whole(scenario)
        parameters = _parameters(body["parameters"])
        seed, given = body["seed"], dict(body["setting"])
        given["doctrines"] = tuple((str(s), str(d)) for s, d in given["doctrines"])
        setting = Setting(**given)
        zones = read_zones(body["zones"], len(scenario.sectors))
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise Unreadable(f"its opening cannot be read: {str(error)[:200]}") from None
    if not (isinstance(seed, int) and 0 <= seed < 2**63):
        raise Unreadable("its seed is no number from 0 on")
    return scenario, parameters, seed, setting, zones


def _check_whole(scenario: Scenario) -> None:
    """Nothing happens when every id stands once, with all sectors and an option "none"."""
    ids = {
        "sector": [row.id for row in scenario.sectors],
        "region": [row.id for row in scenario.regions],
        "option": [row.id for row in scenario.options],
        "source": [row.id for row in scenario.sources],
    }
    data = {kind: tuple({"id": name} for name in names) for kind, names in ids.items()}
    faults = check_scenario(data, "scenario")
    if faults:
        raise ValueError(str(faults[0]))
    missing = set(REGION_IDS) - set(ids["region"])
    if missing:
        raise ValueError(f"scenario: region: missing: {', '.join(sorted(missing))}")


def _parameters(recorded: Any) -> Named:
    """The parameters as recorded; one that came to the rulebook later has its own default."""
    known = dict(default_parameters().items())
    given = {name: _value(v) for name, v in recorded.items() if name in known}
    for name, value in given.items():
        if np.shape(value) != np.shape(known[name]):
            raise ValueError(f"the parameter {name} has another shape")
    return Named("parameter", known | given)


def read_json(text: str) -> dict[str, Any]:
    """The JSON object of a text; Unreadable when it is none."""
    try:
        found = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise Unreadable(f"this is no JSON: {str(error)[:100]}") from None
    if not isinstance(found, dict):
        raise Unreadable("this is no JSON object")
    return found


def _value(value: Any) -> Any:
    """A parameter: a number, or a tuple of them."""
    return tuple(_value(item) for item in value) if isinstance(value, list) else _number(value)


def _number(value: Any) -> float:
    number = float(value)
    if isinstance(value, bool | str) or not np.isfinite(number):
        raise ValueError(f"{value!r:.40} is no finite number")
    return number


def zones_on(shelf: ZoneShelf, geometries: Iterable[Geometry]) -> list[dict[str, Any]]:
    """Zones with what they measure, in one order whatever the order they come in."""
    found = [
        {
            "geometry": geometry.model_dump(mode="json", exclude_defaults=True),
            "inputs": _packed(shelf.inputs(geometry)),
        }
        for geometry in geometries
    ]
    return sorted(found, key=lambda zone: text_of(zone["geometry"]))


def _packed(inputs: ZoneInputs) -> dict[str, Any]:
    """Arrays as base64 of little-endian float64, numbers as they are."""
    return {
        f.name: _bytes(value) if isinstance(value, np.ndarray) else float(value)
        for f in fields(inputs)
        for value in [getattr(inputs, f.name)]
    }


def _bytes(array: Any) -> str:
    data: bytes = np.ascontiguousarray(array, dtype=LITTLE).tobytes()
    return base64.b64encode(data).decode("ascii")


def read_zones(zones: Any, sectors: int) -> dict[Geometry, ZoneInputs]:
    """Measured zones as a file keeps them; Unreadable when one is none."""
    empty = ZoneInputs.empty(sectors)
    try:
        found = {
            Geometry.model_validate_json(text_of(zone["geometry"])): _unpacked(
                zone["inputs"], empty
            )
            for zone in zones
        }
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise Unreadable(f"a zone in it cannot be read: {str(error)[:200]}") from None
    if any(g.kind in ("file", "polygon") and not g.polygon for g in found):
        raise Unreadable("a zone in it has no outline")
    return found


def _unpacked(packed: dict[str, Any], like: ZoneInputs) -> ZoneInputs:
    values: dict[str, Any] = {}
    for f in fields(like):
        shape = getattr(like, f.name)
        if not isinstance(shape, np.ndarray):
            values[f.name] = _number(packed[f.name])
            continue
        data = base64.b64decode(packed[f.name], validate=True)
        array = np.frombuffer(data, dtype=LITTLE).reshape(shape.shape).astype(np.float64)
        if np.isnan(array).any() or (f.name != "gaps" and not np.isfinite(array).all()):
            raise ValueError(f"{f.name} holds what is no number")
        values[f.name] = array
    return ZoneInputs(**values)


def snapshot_data(state: State, figures: TurnFigures) -> bytes:
    """A played turn as bytes: a line of JSON with names, shapes and figures, then raw float64."""
    names = sorted(state)
    head = {
        "fields": [[name, list(state[name].shape)] for name in names],
        "figures": _FIGURES.dump_python(figures, mode="json"),
    }
    arrays = [np.ascontiguousarray(state[name], dtype=LITTLE).tobytes() for name in names]
    return b"\n".join([text_of(head).encode(), b"".join(arrays)])


def read_snapshot(data: bytes) -> Kept:
    """The turn that the bytes keep; Unreadable when they are no snapshot of this rulebook."""
    line, _, raw = data.partition(b"\n")
    try:
        head = read_json(line.decode("utf-8"))
        shapes = {str(name): tuple(int(n) for n in shape) for name, shape in head["fields"]}
        if sorted(shapes) != sorted(FIELDS):
            raise Unreadable("its fields are those of another rulebook")
        sizes = [int(np.prod(shape)) for shape in shapes.values()]
        numbers = np.frombuffer(raw, dtype=LITTLE).astype(np.float64)
        parts = np.split(numbers, np.cumsum(sizes)[:-1])
        arrays = {n: p.reshape(s) for (n, s), p in zip(shapes.items(), parts, strict=True)}
        figures = _FIGURES.validate_json(text_of(head["figures"]))
    except (KeyError, TypeError, ValueError, OverflowError) as error:
        raise Unreadable(f"a snapshot cannot be read: {str(error)[:200]}") from None
    return Kept(State(FIELDS, arrays), figures)
