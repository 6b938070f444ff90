"""`wargame compare --sets`: what assumption sets make of the options, and nothing without them."""

from __future__ import annotations

import csv
import io
import json

import pytest
from click.testing import CliRunner

from wargame.cli.main import main

BASE = ["compare", "ukraine-2024-12", "--zones", "none,gov-now", "--turns", "4", "--runs", "40"]


def run(*more: str) -> str:
    result = CliRunner().invoke(main, [*BASE, *more])
    assert result.exit_code == 0, result.output
    return result.output


def test_the_json_gains_two_records_an_option_and_is_else_the_same() -> None:
    plain = json.loads(run("--format", "json"))
    found = json.loads(run("--format", "json", "--sets", "3"))
    assert (found.pop("sets"), found.pop("runs_each_set")) == (3, 40)
    for option in found["options"]:
        over, better = option.pop("over_sets"), option.pop("better_than_baseline")
        assert set(over) == set(better) == set(option["measures"])
        assert {"mean", "low", "high", "interval"} <= set(over["stability"])
        assert over["stability"]["low"] <= over["stability"]["median"] <= over["stability"]["high"]
        assert 0 <= better["stability"] <= 10
    assert found == plain


def test_no_sets_leave_the_json_as_it_was() -> None:
    assert run("--format", "json", "--sets", "0") == run("--format", "json")
    assert "over_sets" not in run("--format", "json")


def test_tables_and_csv_show_the_sets() -> None:
    table = run("--sets", "3")
    assert "3 assumption sets, 40 playthroughs in each" in table
    assert "of 10" in table
    assert "no sum is made" in table
    rows = list(csv.DictReader(io.StringIO(run("--sets", "3", "--format", "csv"))))
    assert float(rows[0]["sets_low"]) <= float(rows[0]["sets_median"])
    assert {row["better_of_10"] for row in rows if row["option"] == "none"} <= {"5.0", ""}


@pytest.mark.parametrize("sets", ["-1", "121", "many"])
def test_a_number_of_sets_that_is_not_there_is_refused_in_words(sets: str) -> None:
    result = CliRunner().invoke(main, [*BASE, "--sets", sets])
    assert result.exit_code == 2
    assert "from 0 to 120" in result.output


def test_as_a_page_the_same_tables_stand_with_what_was_played() -> None:
    text = run("--format", "html", "--sets", "3")
    assert text.startswith("<!doctype html>")
    assert "ukraine-2024-12, 4 turns, 40 playthroughs" in text
    for title in ("mean and interval", "difference against", "3 assumption sets", "in x of 10"):
        assert title in text
    assert "no sum is made" in text
