"""`wargame validate-model` and `wargame match-history`."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner

from wargame.app import validation
from wargame.cli.main import main
from wargame.forecast.relations import Finding


@pytest.fixture(scope="module")
def found() -> dict:
    result = CliRunner().invoke(main, ["validate-model", "--quick", "--format", "json"])
    assert result.exit_code == 0, result.output
    return json.loads(result.output)


def test_each_case_says_whether_it_is_in_band_and_a_miss_says_why(found) -> None:
    assert len(found["cases"]) == 14
    assert sum(case["in_band"] for case in found["cases"]) == found["cases_in_band"] >= 11
    for case in found["cases"]:
        low, high = case["band"]
        assert case["in_band"] == (low <= case["model"] <= high)
        assert bool(case["reason"]) != case["in_band"]


def test_each_relation_says_whether_it_passed(found) -> None:
    names = [one["id"] for one in found["relations"]]
    assert names == [*(f"M{i}" for i in range(1, 31)), "E1", "E2", "E3"]
    assert all(one["passed"] for one in found["relations"])
    assert len(found["not_asserted"]) == 4
    assert len(found["extremes"]) == 9
    assert all(one["passed"] for one in found["extremes"])
    assert found["passed"]


def test_back_test_and_calibration_are_there(found) -> None:
    assert len(found["back_test"]["quarters"]) == 6
    assert [one["option"] for one in found["calibration"]] == ["none", "gov", "dmz"]


@pytest.mark.parametrize("cases", [10, 11])
def test_the_exit_status_follows_the_verdict_and_the_tables_say_it(
    found, cases, monkeypatch
) -> None:
    said = found | {"cases_in_band": cases, "passed": cases >= 11}
    monkeypatch.setattr(validation, "validate_model", lambda **_: said)
    result = CliRunner().invoke(main, ["validate-model"])
    assert result.exit_code == (0 if cases >= 11 else 1)
    assert ("passed" in result.output) == (cases >= 11)
    for words in ("Korea 1953", "M17", "Not asserted", "Back-test", "quiet, given a ceasefire"):
        assert words in result.output
    assert "too durable by .13" in result.output


@pytest.mark.parametrize("passed", [True, False])
def test_a_relation_that_fails_fails_the_model(passed, monkeypatch) -> None:
    one = Finding("M5", "a better agreement never raises the hazard", passed, 0.0, 0.0, 1)
    monkeypatch.setattr(validation, "state_level", lambda *_: [one])
    monkeypatch.setattr(validation, "extremes", lambda *_: [])  # the slowest, and not at stake
    size = validation.Size(states=1, runs=300, extremes=1)
    assert validation.validate_model(size=size)["passed"] == passed


def test_match_history_writes_a_file_and_refuses_one_it_cannot(tmp_path) -> None:
    out = tmp_path / "sets.csv"
    given = ["match-history", "--draws", "200", "--need", "9", "--keep", "20", "--out"]
    result = CliRunner().invoke(main, [*given, str(out)])
    assert result.exit_code == 0, result.output
    assert "of 200 draws put at least 9 of 14 cases in band" in result.output
    assert out.read_text(encoding="utf-8").startswith("# ")
    refused = CliRunner().invoke(main, [*given, str(tmp_path / "sets.txt")])
    assert refused.exit_code == 2
    assert ".csv" in refused.output
