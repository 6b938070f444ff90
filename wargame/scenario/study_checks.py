"""Whether a study fits its scenario and the rulebook: names, ranges, starts, and its size."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from wargame.rules.deck import DECK
from wargame.scenario.doctrine import doctrines
from wargame.scenario.faults import Fault, FaultsError, did_you_mean
from wargame.scenario.figures import Normal, Triangular
from wargame.scenario.load import load_scenario, shipped_scenarios
from wargame.scenario.messages import parse, path_of
from wargame.scenario.parameters import ParameterSpec, load_parameters
from wargame.scenario.schema import Initial, Scenario
from wargame.scenario.study import MOST_CELLS, Start, Study

HISTORY_SETS = 120  # as many as assets/parameter_sets/history-matched.csv holds
TOGETHER = "+"  # joins zones that are on at once
MOST_TOGETHER = 3  # zone slots
NONE = "none"
EVERY_SEAT, DEFAULT = "all", "default"

Found = Iterator[tuple[str, str]]  # path and words


def scenario_of(name: str, folder: Path) -> Scenario:
    """The scenario that a study names: a shipped id, or a file beside the study."""
    return load_scenario(name if name in shipped_scenarios() else folder / name)


def check_study(
    data: Mapping[str, Any], study: Study | None, folder: Path, file: str
) -> list[Fault]:
    """The faults that no single table shows; names are checked even where a table has faults."""
    specs = load_parameters()
    found = [*_parameter_faults(data, specs), *_start_faults(data)]
    if study is not None:
        found += _size_faults(study)
    name, others = data.get("scenario"), list[Fault]()
    if isinstance(name, str):
        try:
            scenario = scenario_of(name, folder)
            found += [*_option_faults(data, scenario), *_value_faults(data, scenario)]
        except FaultsError as error:
            found.append(("scenario", "it cannot be used"))
            others += error.faults
    return [*(Fault(file, path, words) for path, words in found), *others]


def _parameter_faults(data: Mapping[str, Any], specs: Mapping[str, ParameterSpec]) -> Found:
    """Parameters that nobody knows, that are lists, or that leave their range."""
    tables = data.get("parameters")
    for name, levels in (tables if isinstance(tables, Mapping) else {}).items():
        path = f"parameters.{name}"
        if name not in specs:
            yield path, f'no parameter "{name[:60]}"{did_you_mean(name, specs)}'
        elif len(specs[name].values) > 1:
            yield path, f"{name} is a list of numbers; a study varies single ones"
        else:
            yield from _range_faults(path, levels, specs[name])
    sets = data.get("sets")
    only = sets.get("only", ()) if isinstance(sets, Mapping) else ()
    free = [name for name, spec in specs.items() if _varies(spec)]
    for index, name in enumerate(only if isinstance(only, tuple) else ()):
        if name not in free:
            words = f'no parameter that varies is called "{str(name)[:60]}"'
            yield f"sets.only[{index}]", words + did_you_mean(name, free)


def _varies(spec: ParameterSpec) -> bool:
    return spec.distribution != "fixed" and len(spec.values) == 1 and spec.low[0] < spec.high[0]


def _range_faults(path: str, levels: Any, spec: ParameterSpec) -> Found:
    if isinstance(levels, Mapping):
        wanted = [levels.get("low"), levels.get("high"), *_listed(levels.get("values", ()))]
    else:
        wanted = _listed(levels)
    low, high = spec.low[0], spec.high[0]
    for number in wanted:
        a_number = isinstance(number, int | float) and not isinstance(number, bool)
        if _varies(spec) and a_number and not low <= number <= high:
            yield path, f"{number:g} lies outside its range, {low:g} to {high:g}"


def _listed(value: Any) -> list[Any]:
    return [*value] if isinstance(value, tuple) else [value]


def _starts(data: Mapping[str, Any]) -> Iterator[tuple[str, Mapping[str, Any]]]:
    rows = data.get("start")
    for index, row in enumerate(rows if isinstance(rows, tuple) else ()):
        if isinstance(row, Mapping):
            yield path_of(("start", index), data), row


def _start_faults(data: Mapping[str, Any]) -> Found:
    """Starts of one id, and seats or doctrines that nobody knows."""
    ids = list[object]()
    for path, row in _starts(data):
        if "id" in row and row["id"] in ids:
            yield f"{path}.id", "this id stands there already; ids differ"
        ids.append(row.get("id"))
        table = row.get("doctrines")
        for seat, doctrine in (table if isinstance(table, Mapping) else {}).items():
            yield from _doctrine_faults(f"{path}.doctrines.{seat}", seat, doctrine)


def _doctrine_faults(path: str, seat: str, doctrine: object) -> Found:
    seats = [EVERY_SEAT, *(s.id for s in DECK.seats)]
    if seat not in seats:
        yield path, f'no seat "{seat[:60]}"{did_you_mean(seat, seats)}'
    elif seat == EVERY_SEAT and doctrine != DEFAULT:
        yield path, 'all seats can have their "default" only; name a seat for another doctrine'
    elif seat != EVERY_SEAT:
        known = [DEFAULT, *(d for s, d in doctrines() if s == seat)]
        if doctrine not in known:
            words = f'{seat} has no doctrine "{str(doctrine)[:60]}"{did_you_mean(doctrine, known)}'
            yield path, words


def _size_faults(study: Study) -> Found:
    if study.size > MOST_CELLS:
        words = (
            f"options x starts x seeds x sets x parameters are {study.size:,} cells; "
            f"at most {MOST_CELLS:,} make one study"
        )
        yield "", words
    sets = study.sets
    if sets is not None and sets.origin == "history-matched" and sets.count > HISTORY_SETS:
        yield "sets.count", f"{HISTORY_SETS} sets are shipped, not {sets.count:,}"


def _option_faults(data: Mapping[str, Any], scenario: Scenario) -> Found:
    ids = [option.id for option in scenario.options]
    names = data.get("options")
    names = names if isinstance(names, tuple) else ()
    for index, name in enumerate(names):
        if isinstance(name, str):
            yield from ((f"options[{index}]", words) for words in _misnamed(name, ids, scenario))
            if name in names[:index]:
                yield f"options[{index}]", f'"{name[:60]}" stands there already'


def _misnamed(name: str, ids: Sequence[str], scenario: Scenario) -> Iterator[str]:
    """What is wrong with the name of an option, or of several joined by +."""
    parts = name.split(TOGETHER)
    for part in parts:
        if part not in ids:
            yield f'{scenario.id} has no zone "{part[:60]}"{did_you_mean(part, ids)}'
    if len(parts) > MOST_TOGETHER:
        yield f"at most {MOST_TOGETHER} zones can be on at once, not {len(parts)}"
    if len(set(parts)) < len(parts) or (NONE in parts and len(parts) > 1):
        yield f'"{name[:60]}": each zone once, and {NONE} beside no other'


def _value_faults(data: Mapping[str, Any], scenario: Scenario) -> Found:
    known = [name for name, figure in scenario.initial if isinstance(figure, Triangular | Normal)]
    for path, row in _starts(data):
        values = row.get("values")
        values = values if isinstance(values, Mapping) else {}
        for name in values:
            if name not in known:
                words = f'no opening value "{name[:60]}"{did_you_mean(name, known)}'
                yield f"{path}.values.{name}", words
        told = {name: value for name, value in values.items() if name in known}
        _, faults = parse(Initial, changed_values(scenario, told), "")
        for fault in faults:
            yield f"{path}.values.{fault.path}", fault.words


def changed_values(scenario: Scenario, values: Mapping[str, float]) -> dict[str, Any]:
    """The opening values as a file writes them, some of them fixed at other numbers."""
    written: dict[str, Any] = scenario.initial.model_dump(by_alias=True)
    for name, value in values.items():
        ends = ("mean",) if isinstance(getattr(scenario.initial, name), Normal) else _ENDS
        written[name] |= dict.fromkeys(ends, value)
    return written


_ENDS = ("low", "mode", "high")


def started(scenario: Scenario, start: Start) -> Scenario:
    """The scenario with the opening values that the start names."""
    if not start.values:
        return scenario
    initial = Initial.model_validate(changed_values(scenario, start.values))
    return scenario.model_copy(update={"initial": initial})
