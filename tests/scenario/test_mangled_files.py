"""Whatever a file holds, reading it ends in a scenario or in faults, never in another error."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wargame.paths import assets
from wargame.scenario.faults import FaultsError
from wargame.scenario.load import load_scenario, scenario_from, zone_from
from wargame.scenario.parameters import parameters_from
from wargame.scenario.toml import read_toml
from wargame.scenario.validate import check_file

SHIPPED = assets() / "scenarios" / "ukraine-2024-12" / "scenario.toml"
TEXT = SHIPPED.read_text(encoding="utf-8")

leaves = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=8)
    | st.dates()
    | st.datetimes()
    | st.sampled_from(["POX", "file", "polygon", "../x", "none", "gov"])
)
values = st.recursive(
    leaves,
    lambda inner: (
        st.lists(inner, max_size=4).map(tuple)
        | st.dictionaries(st.sampled_from(["id", "kind", "value", "x", "file"]), inner, max_size=4)
    ),
    max_leaves=8,
)


def places(value: Any, here: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    inner = value.items() if isinstance(value, dict) else enumerate(value)
    found = [here] if here else []
    for key, item in inner if isinstance(value, dict | tuple) else ():
        found += places(item, (*here, key)) if isinstance(item, dict | tuple) else [(*here, key)]
    return found


def replaced(value: Any, place: tuple[Any, ...], new: Any) -> Any:
    if not place:
        return new
    if isinstance(value, dict):
        return {k: replaced(v, place[1:], new) if k == place[0] else v for k, v in value.items()}
    return tuple(replaced(v, place[1:], new) if i == place[0] else v for i, v in enumerate(value))


WHOLE = read_toml(SHIPPED, "scenario.toml")
PLACES = places(WHOLE)
FIRST_OF_EACH = [p for p in PLACES if all(step in (0, 4) for step in p if isinstance(step, int))]
HOSTILE = [True, -1, float("nan"), "", "../x", (), ((),), {}, {"kind": "file", "file": 3}]


@settings(max_examples=200, deadline=None)
@given(st.sampled_from(PLACES), values)
def test_any_value_anywhere_gives_a_scenario_or_faults(place: tuple[Any, ...], new: Any) -> None:
    try:
        scenario_from(replaced(WHOLE, place, new), SHIPPED.parent, "s.toml")
    except FaultsError as error:
        assert all(fault.words and "\n" not in fault.path for fault in error.faults)
        assert "pydantic" not in str(error)


@pytest.mark.parametrize("new", HOSTILE, ids=repr)
def test_a_hostile_value_in_each_kind_of_place_gives_a_scenario_or_faults(new: Any) -> None:
    for place in FIRST_OF_EACH:
        try:
            scenario_from(replaced(WHOLE, place, new), SHIPPED.parent, "s.toml")
        except FaultsError as error:
            assert error.faults


@settings(max_examples=100, deadline=None)
@given(st.dictionaries(st.sampled_from(["zone", "a", "b", "id"]), values))
def test_any_table_read_as_zone_or_parameters_gives_faults_at_most(data: dict[str, Any]) -> None:
    for read in (zone_from, parameters_from):
        try:
            read(data, "x.toml")
        except FaultsError as error:
            assert error.faults


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_any_mangled_text_gives_a_scenario_or_faults(
    tmp_path_factory: Any, data: st.DataObject
) -> None:
    start = data.draw(st.integers(0, len(TEXT)))
    end = data.draw(st.integers(start, min(len(TEXT), start + 200)))
    file: Path = tmp_path_factory.getbasetemp() / "mangled.toml"
    file.write_bytes(
        TEXT[:start].encode() + data.draw(st.binary(max_size=20)) + TEXT[end:].encode()
    )
    try:
        load_scenario(file)
    except FaultsError as error:
        assert error.faults


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=60))
def test_any_bytes_can_be_validated(tmp_path_factory: Any, content: bytes) -> None:
    file: Path = tmp_path_factory.getbasetemp() / "bytes.toml"
    file.write_bytes(content)
    kind, faults = check_file(str(file))
    assert faults, f"{content!r} passed as {kind}"


@given(st.text(max_size=30))
def test_any_name_can_be_validated(name: str) -> None:
    check_file(name)


def test_the_mangling_reaches_every_depth() -> None:
    assert max(len(place) for place in PLACES) >= 4
    assert len(PLACES) > 300
    assert replaced(WHOLE, ("initial", "norm", "low"), 7)["initial"]["norm"]["low"] == 7
    assert tomllib.loads(TEXT)["id"] == "ukraine-2024-12"
