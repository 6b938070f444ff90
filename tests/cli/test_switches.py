"""Modes, switches, doctrines and zones side by side on the command line; what is on is shown."""

from __future__ import annotations

import csv
import io
import json
from functools import cache
from typing import Any

import pytest
from click.testing import CliRunner, Result

from wargame.cli.main import main

HERE = "ukraine-2024-12"
PLAY = ("play", HERE, "--turns", "2", "--seed", "7")
COMPARE = ("compare", HERE, "--zones", "none,eu+dmz", "--turns", "2", "--runs", "20")


@cache
def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, list(arguments), prog_name="wargame")


def read(*arguments: str) -> dict[str, Any]:
    result = run(*arguments, "--format", "json")
    assert result.exit_code == 0, result.output
    found: dict[str, Any] = json.loads(result.stdout)
    return found


SWITCHES = [
    (("--injects",), "injects drawn"),
    (("--fragile-truce",), "fragile truce"),
    (("--stalemate-drift",), "stalemate drift"),
    (("--steps-to-war",), "steps-to-war"),
    (("--us", "disengaged"), "US disengaged"),
    (("--doctrine", "moscow=maximal"), "moscow played by maximal"),
]


@pytest.mark.parametrize(("given", "words"), SWITCHES)
def test_a_switch_that_is_on_shows_in_every_output(given: tuple[str, ...], words: str) -> None:
    assert read(*PLAY, *given)["switches"] == [words]
    assert read(*COMPARE, *given)["switches"] == [words]
    for command in (PLAY, COMPARE):
        title = run(*command, *given).stdout.split("┏")[0]
        assert f"on: {words}; in this model" in " ".join(title.split())
    rows = list(csv.DictReader(io.StringIO(run(*COMPARE, *given, "--format", "csv").stdout)))
    assert {(row["mode"], row["switches"]) for row in rows} == {("adopted", words)}


def test_nothing_is_on_by_default() -> None:
    for command in (PLAY, COMPARE):
        found = read(*command)
        assert (found["mode"], found["switches"]) == ("adopted", [])
        assert "; as if adopted; in this model" in " ".join(run(*command).stdout.split())


def test_each_switch_changes_the_game() -> None:
    every = ("--zones", "none,dmz", "--turns", "8", "--runs", "60")
    plain = read("compare", HERE, *every)["options"]
    for given, words in SWITCHES:
        assert read("compare", HERE, *every, *given)["options"] != plain, words
    assert read("compare", HERE, *every, "--mode", "political")["options"] != plain
    assert read("compare", HERE, *every, "--sample-initial")["options"] != plain


def test_the_political_process_is_named() -> None:
    assert read(*PLAY, "--mode", "political")["mode"] == "political"
    assert read(*COMPARE, "--mode", "political")["mode"] == "political"
    assert "the political process decides" in run(*PLAY, "--mode", "political").stdout


def test_sampled_opening_values_show_in_a_comparison() -> None:
    assert read(*COMPARE, "--sample-initial")["switches"] == ["opening values sampled"]


def test_zones_side_by_side_are_one_option() -> None:
    assert [option["id"] for option in read(*COMPARE)["options"]] == ["none", "eu+dmz"]
    assert read(*PLAY, "--zone", "eu + dmz+eu")["zone"] == "eu+dmz"
    digests = {read(*PLAY, "--zone", zone)["digest"] for zone in ("eu", "dmz", "eu+dmz")}
    assert len(digests) == 3


def test_every_seat_can_be_given_its_default_and_one_another() -> None:
    found = read(*PLAY, "--doctrine", "all", "--doctrine", "kyiv=fortify-first")
    assert found["switches"] == [
        "us played by by-posture", "hawks played by forward-leaning", "cautious played by measured",
        "eu played by pillar", "kyiv played by fortify-first", "moscow played by as-postured",
        "separatists played by spoilers",
    ]  # fmt: skip


def test_cards_played_are_told_with_their_reasons() -> None:
    given = (*PLAY, "--doctrine", "all")
    cards = [card for record in read(*given)["records"] for card in record["played"]]
    assert cards
    assert all(card["by"] and card["reasons"] for card in cards)
    told = run(*given).stdout
    assert all(f"  {card['seat_name']}: {card['title']}" in told for card in cards)


def test_the_same_switches_give_the_same_digest_on_every_run() -> None:
    given = [*PLAY, "--mode", "political", "--injects", "--doctrine", "all", "--format", "json"]
    again = json.loads(CliRunner().invoke(main, given).stdout)
    assert again == read(*given[:-2])


@pytest.mark.parametrize(
    ("given", "words"),
    [
        (("--zone", "eu+dnz"), f'{HERE} has no zone "dnz"; did you mean "dmz"?'),
        (("--zone", "none+eu"), '"none+eu": none is no zone, so it stands beside no other'),
        (("--zone", "gov+eu+dmz+all"), '"gov+eu+dmz+all": at most 3 zones can be on at once'),
        (("--doctrine", "kyv=balanced"), 'there is no seat "kyv"; did you mean "kyiv"?'),
        (
            ("--doctrine", "kyiv=fortfy-first"),
            'kyiv has no doctrine "fortfy-first"; did you mean "fortify-first"?',
        ),
        (("--doctrine", "kyiv"), '--doctrine kyiv: write SEAT=ID, such as us=by-posture, or "all"'),
        (("--doctrine", "all=balanced"), 'there is no seat "all"'),
    ],
)
def test_a_mistake_is_told_in_a_sentence(given: tuple[str, ...], words: str) -> None:
    result = run(*PLAY, *given)
    assert result.exit_code == 2
    assert words in result.stderr
    assert "Traceback" not in result.output


@pytest.mark.parametrize("given", [("--mode", "dream"), ("--us", "absent")])
def test_an_unknown_choice_is_refused(given: tuple[str, ...]) -> None:
    result = run(*PLAY, *given)
    assert result.exit_code == 2
    assert given[1] in result.stderr


def test_a_doctrine_file_can_be_validated(tmp_path) -> None:
    wrong = tmp_path / "mine.toml"
    wrong.write_text('id = "mine"\nseat = "kyiv"\n[[card]]\nplay = "fortfy"\nbase = 1\n')
    result = run("validate", str(wrong))
    assert result.exit_code == 2
    assert 'kyiv holds no card "fortfy"; did you mean "fortify"?' in result.stderr
    assert "source: the source is missing" in result.stderr
