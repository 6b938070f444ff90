"""`wargame sensitivity` and `wargame attribute`: words for people, numbers for scripts."""

from __future__ import annotations

import csv
import io
import json

import pytest
from click.testing import CliRunner

from wargame.app import sensitivity as app
from wargame.cli.main import main
from wargame.cli.sensitivity import MEASURES
from wargame.forecast.measures import BY_KEY

BASE = ["sensitivity", "ukraine-2024-12", "--turns", "2", "--runs", "20", "--method", "none"]
PAIR = ["--measure", "stability", "--option", "gov-now", "--against", "none"]


def run(*words: str) -> str:
    result = CliRunner().invoke(main, words)
    assert result.exit_code == 0, result.output
    return result.stdout


def test_every_measure_there_is_can_be_asked_for() -> None:
    assert set(MEASURES) == set(BY_KEY)


def test_the_table_tells_the_tornado_and_what_would_flip_it() -> None:
    said = run(*BASE, *PAIR, "--flip", "--top", "5")
    assert "clearly ahead on overall stability" in said
    assert "What would flip it?" in said
    assert "one assumption at a time" in said
    assert "\N{FULL BLOCK}" in said
    assert "Morris" not in said


def test_json_and_csv_hold_numbers_for_every_assumption() -> None:
    found = json.loads(run(*BASE, *PAIR, "--flip", "--format", "json"))
    assert len(found["tornado"]) == 35
    assert found["flips"]
    assert all("said" in flip for flip in found["flips"])
    assert (found["option"], found["against"], found["runs"]) == ("gov-now", "none", 20)
    rows = list(csv.DictReader(io.StringIO(run(*BASE, *PAIR, "--format", "csv"))))
    assert {row["factor"] for row in rows} == {one["factor"] for one in found["tornado"]}
    assert all(float(row["effect_at_high_error"]) >= 0 for row in rows)


def test_the_same_seed_gives_the_same_study() -> None:
    one, two = (json.loads(run(*BASE, *PAIR, "--format", "json", "--seed", "5")) for _ in "ab")
    assert one == two
    assert one != json.loads(run(*BASE, *PAIR, "--format", "json", "--seed", "6"))


@pytest.mark.extra
def test_morris_and_sobol_stand_in_tables_of_their_own() -> None:
    pytest.importorskip("SALib")
    said = run(*BASE[:-1], "sobol", "--measure", "weakest", "--option", "dmz", "--runs", "8")
    assert "Morris" in said
    assert "share of the variance" in said


def test_without_salib_a_sentence_stands_on_stderr_and_the_tornado_still_comes(monkeypatch) -> None:
    monkeypatch.setattr(app, "available", lambda: False)
    result = CliRunner().invoke(main, [*BASE[:-1], "sobol", *PAIR])
    assert result.exit_code == 0
    assert 'pip install "wargame[sensitivity]"' in result.stderr
    assert "one assumption at a time" in result.stdout


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["--measure", "stability", "--option", "gov", "--flip"], "name the other one"),
        (["--measure", "stability", "--option", "gvo"], "did you mean"),
        (["--measure", "durability_8q", "--option", "gov"], "play more turns"),
        (["--measure", "happiness", "--option", "gov"], "happiness"),
    ],
)
def test_what_cannot_be_asked_is_refused_in_words(words, sentence) -> None:
    result = CliRunner().invoke(main, [*BASE, *words])
    assert result.exit_code == 2
    assert sentence in result.stderr
    assert "Traceback" not in result.stderr


def test_a_game_is_accounted_for_in_three_parts_that_sum() -> None:
    words = ["attribute", "ukraine-2024-12", "--zone", "gov-now", "--turns", "2"]
    said = run(*words)
    for part in ("Decisions", "Luck", "Rulings", "Start: Gov-held, in force now"):
        assert part in said
    found = json.loads(run(*words, "--format", "json"))
    parts = sum(found[name]["amount"] for name in ("decisions", "luck", "rulings"))
    assert parts == pytest.approx(found["happened"] - found["expected_without_decisions"])
    (start,) = found["each_decision"]
    assert start["amount"] == pytest.approx(found["decisions"]["amount"])
    assert start["without_it_alone"]["amount"] == pytest.approx(start["amount"])
