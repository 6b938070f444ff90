"""Parameter files: numbers with unit, range and source, or sentences about what is missing."""

from __future__ import annotations

from pathlib import Path

import pytest

from wargame.scenario.faults import FaultsError
from wargame.scenario.parameters import load_parameters, parameters_from

TAIL = 'unit = "log-odds", source = "a fit", evidence = "judgement", meaning = "base odds" }'


def file_with(folder: Path, *rows: str, name: str = "p.toml") -> Path:
    (folder / name).write_text("\n".join(rows))
    return folder / name


def faults_of(folder: Path, *rows: str) -> list[str]:
    with pytest.raises(FaultsError) as caught:
        load_parameters(file_with(folder, *rows))
    return [str(fault) for fault in caught.value.faults]


def test_a_parameter_keeps_all_that_its_file_says(tmp_path: Path) -> None:
    row = f"h0 = {{ value = -1.41, low = -2.2, high = -0.6, {TAIL}"
    spec = load_parameters(file_with(tmp_path, row))["h0"]
    assert (spec.value, spec.low, spec.mode, spec.high) == (-1.41, (-2.2,), (-1.41,), (-0.6,))
    assert (spec.unit, spec.distribution, spec.evidence) == ("log-odds", "triangular", "judgement")
    assert (spec.source, spec.meaning, spec.file) == ("a fit", "base odds", "p.toml")


def test_several_numbers_may_share_one_range(tmp_path: Path) -> None:
    row = f"deal = {{ value = [0.3, 0.9, 0.5], low = 0, high = [1, 2, 1], {TAIL}"
    spec = load_parameters(file_with(tmp_path, row))["deal"]
    assert spec.value == spec.values == (0.3, 0.9, 0.5)
    assert (spec.low, spec.high) == ((0, 0, 0), (1, 2, 1))


def test_a_fixed_number_needs_no_range(tmp_path: Path) -> None:
    row = f'horizon = {{ value = 4, distribution = "fixed", {TAIL}'
    spec = load_parameters(file_with(tmp_path, row))["horizon"]
    assert (spec.value, spec.low, spec.high) == (4, (4,), (4,))


def test_every_fault_of_every_row_is_told(tmp_path: Path) -> None:
    assert faults_of(
        tmp_path,
        f"a = {{ value = 3, low = 4, high = 5, {TAIL}",
        f"b = {{ value = [1, 2], low = [0, 0, 0], high = 5, {TAIL}",
        f'c = {{ value = "much", low = 4, high = 5, {TAIL}',
        f"d = {{ value = 1, {TAIL}",
        f"e = {{ value = 1, low = 0, high = 2, mode = 3, {TAIL}",
        f"f = {{ value = inf, low = 0, high = 2, {TAIL}",
        'g = { value = 1, low = 0, high = 2, unit = "km", meaning = "m", evidence = "guess" }',
        "h = 3",
        f'"i j" = {{ value = 1, low = 0, high = 2, {TAIL}',
    ) == [
        "p.toml: a: value 3 lies outside low 4 to high 5",
        "p.toml: b: low has 3 numbers where value has 2",
        'p.toml: c.value: must be a number, not "much"',
        'p.toml: d: low and high are missing; or say distribution = "fixed"',
        "p.toml: e: mode 3 lies outside low 0 to high 2",
        "p.toml: f.value: must be a finite number, not inf",
        "p.toml: g.source: the source is missing; every figure says where it comes from",
        'p.toml: g.evidence: no evidence "guess"; known: verified, from memory, judgement',
        "p.toml: h: must be a table, not 3",
        "p.toml: i j: a parameter's name consists of letters, digits and underscores",
    ]


def test_a_folder_is_read_as_one(tmp_path: Path) -> None:
    file_with(tmp_path, f"a = {{ value = 1, low = 0, high = 2, {TAIL}", name="a.toml")
    file_with(tmp_path, f"b = {{ value = 1, low = 0, high = 2, {TAIL}", name="b.toml")
    assert list(load_parameters(tmp_path)) == ["a", "b"]


def test_a_name_in_two_files_is_a_fault(tmp_path: Path) -> None:
    for name in ("a.toml", "b.toml"):
        file_with(tmp_path, f"x = {{ value = 1, low = 0, high = 2, {TAIL}", name=name)
    with pytest.raises(FaultsError, match="this parameter stands already in a"):
        load_parameters(tmp_path)


def test_an_empty_file_and_an_empty_folder_are_faults(tmp_path: Path) -> None:
    with pytest.raises(FaultsError, match="no parameter file"):
        load_parameters(tmp_path)
    with pytest.raises(FaultsError, match="no parameter is in this file"):
        parameters_from({}, "p.toml")


def test_the_shipped_parameters_are_valid_and_carry_their_sources() -> None:
    shipped = load_parameters()
    assert len(shipped) > 50
    assert all(spec.source and spec.meaning for spec in shipped.values())
