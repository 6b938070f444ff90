"""Doctrine files: what is shipped is whole, what is wrong is told at once and in words."""

from __future__ import annotations

from pathlib import Path

import pytest

from wargame import paths
from wargame.rules.deck import DECK
from wargame.scenario.doctrine import doctrine_from, doctrines, load_doctrines
from wargame.scenario.faults import FaultsError
from wargame.scenario.toml import read_toml
from wargame.scenario.validate import check_file

SOUND = """
id = "test"
seat = "kyiv"
name = "A test"
words = "It tests."
source = "own judgement"
evidence = "judgement"

[[card]]
play = "aid-of-nobody"
base = 1
"""


def faults(tmp_path: Path, text: str) -> list[str]:
    (tmp_path / "d.toml").write_text(text)
    with pytest.raises(FaultsError) as refused:
        doctrine_from(read_toml(tmp_path / "d.toml", "d.toml"), "d.toml")
    return [str(fault) for fault in refused.value.faults]


def with_card(lines: str) -> str:
    return SOUND.replace('play = "aid-of-nobody"\nbase = 1', lines)


def test_every_seat_has_one_default_and_a_contrast() -> None:
    for seat in DECK.seats:
        own = [d for d in doctrines().values() if d.seat == seat.id]
        assert sum(d.default for d in own) == 1, seat.id
        assert own[0].default
        assert len(own) >= 2, seat.id


def test_a_file_is_named_for_its_seat_and_its_doctrine() -> None:
    names = sorted(p.stem for p in (paths.assets() / "doctrines").glob("*.toml"))
    assert names == sorted(f"{seat}-{name}" for seat, name in doctrines())


def test_a_default_weighs_most_of_the_cards_of_its_seat() -> None:
    for doctrine in doctrines().values():
        hand = DECK.of(doctrine.seat)
        assert not doctrine.default or 2 * len(doctrine.cards) > len(hand), doctrine.seat


def test_all_faults_are_told_at_once(tmp_path: Path) -> None:
    told = faults(
        tmp_path,
        with_card(
            """play = "fortfy"
base = "much"
[[card]]
play = "fortify"
base = 1
terms = [
  { read = "dissent", weight = 1, words = "w" },
  { read = "trst", weight = 1, words = "w" },
  { read = "stability", weight = 1, words = "w" },
  { read = "trust", over = "mean", weight = 1, words = "w" },
  { read = "us_posture", is = "friendly", weight = 1, words = "w" },
  { read = "trust", above = 1, at_least = 2, weight = 1, words = "w" },
  { read = "trust", is = "high", weight = 1, words = "w" },
]
[[card]]
play = "propose"
base = 1
target = [{ read = "strain" }]
[[card]]
play = "propose"
base = 1
wight = 2
"""
        ),
    )
    for words in (
        'card[0] (fortfy).play: kyiv holds no card "fortfy"; did you mean "fortify"?',
        'card[0].base: must be a number, not "much"',
        "card[1] (fortify).target: this card names a sector; say which",
        "card[1] (fortify).terms[0].read: kyiv may not see dissent",
        'card[1] (fortify).terms[1].read: the state has no "trst"; did you mean "trust"?',
        'card[1] (fortify).terms[2].over: stability is a list; say over = "mean"',
        "card[1] (fortify).terms[3].over: trust is one number; take out over",
        'card[1] (fortify).terms[4].is: us_posture is never "friendly"',
        "card[1].terms[5]: above and at_least stand together; a term has one of them",
        'card[1] (fortify).terms[6].is: trust is never "high"; compare it with a number',
        "card[2] (propose).target: this card names no sector",
        'card[2] (propose).target[0].read: no quantity of sectors "strain" that kyiv sees',
        "card[3] (propose).play: this card is weighed already, further up",
        "card[3].wight: no such key",
    ):
        assert any(f"d.toml: {words}" in line for line in told), (words, told)
    assert len(told) == 14


def test_an_unknown_seat_is_told(tmp_path: Path) -> None:
    told = faults(tmp_path, SOUND.replace('"kyiv"', '"Kiyv"'))
    assert told == ['d.toml: seat: no seat "Kiyv"; did you mean "kyiv"?']


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ('evidence = "judgement"', "", "d.toml: evidence: the evidence is missing"),
        ('source = "own judgement"', "", "d.toml: source: the source is missing"),
        ('name = "A test"', 'name = "A test"\ntemperature = 0', "temperature: must be more than 0"),
        ("seat", "set", "d.toml: seat: this is missing"),
    ],
)
def test_what_is_missing_or_beyond_limits_is_told(
    tmp_path: Path, old: str, new: str, words: str
) -> None:
    sound = with_card('play = "propose"\nbase = 1')
    assert any(words in line for line in faults(tmp_path, sound.replace(old, new, 1)))


def test_two_doctrines_of_one_name_and_two_defaults_are_told(tmp_path: Path) -> None:
    sound = with_card('play = "propose"\nbase = 1').replace("words =", "default = true\nwords =")
    (tmp_path / "a.toml").write_text(sound)
    (tmp_path / "b.toml").write_text(sound)
    (tmp_path / "c.toml").write_text(sound.replace('id = "test"', 'id = "other"'))
    with pytest.raises(FaultsError) as refused:
        load_doctrines(tmp_path)
    assert [str(f) for f in refused.value.faults] == [
        'b.toml: id: kyiv has a doctrine "test" twice',
        'c.toml: default: kyiv has a default already: "test"',
        'c.toml: default: kyiv has a default already: "test"',
    ]


@pytest.mark.parametrize(
    "path", sorted((paths.assets() / "doctrines").glob("*.toml")), ids=lambda path: path.stem
)
def test_a_shipped_doctrine_is_recognised_and_valid(path: Path) -> None:
    assert check_file(str(path)) == ("doctrine", ())
