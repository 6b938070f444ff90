"""A file is recognised by what is in it: scenario, zone or parameters."""

from __future__ import annotations

from pathlib import Path

import pytest

from wargame.scenario.validate import check_file, kind_of


def test_a_shipped_id_is_a_valid_scenario() -> None:
    assert check_file("ukraine-2024-12") == ("scenario", ())


@pytest.mark.parametrize(
    ("tables", "kind"),
    [
        ({"zone": {}}, "zone"),
        ({"sector": ()}, "scenario"),
        ({"h0": {"value": 1}}, "parameters"),
        ({"h0": 1}, None),
        ({}, None),
    ],
)
def test_the_tables_tell_what_a_file_is(tables: dict[str, object], kind: str | None) -> None:
    assert kind_of(tables) == kind


def test_a_file_of_another_kind_is_refused(tmp_path: Path) -> None:
    (tmp_path / "x.toml").write_text("[tool.other]\nx = 1\n")
    kind, [fault] = check_file(str(tmp_path / "x.toml"))
    assert kind is None
    assert "neither a scenario" in fault.words
