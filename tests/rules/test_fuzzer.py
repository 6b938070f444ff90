"""Random legal games break no law; one that does is written as a file that fails again."""

from __future__ import annotations

import importlib.util
import json
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from wargame.app.session import Session
from wargame.engine.contributions import Change
from wargame.engine.rule import Citation, rule
from wargame.rules.deck import DECK

_SPEC = importlib.util.spec_from_file_location(
    "rules_fuzzer", Path(__file__).with_name("fuzzer.py")
)
assert _SPEC is not None
assert _SPEC.loader is not None
fuzzer = importlib.util.module_from_spec(_SPEC)
sys.modules["rules_fuzzer"] = fuzzer
_SPEC.loader.exec_module(fuzzer)

TURNS = 8


def unused(seen) -> list[str]:
    """The cards and events that no game used."""
    cards = [card.id for card in DECK.cards if not seen.cards[card.id]]
    return cards + [name for name in fuzzer.INJECTS if not seen.injects[name]]


def play_batches(table, seed: int, batches: int, count: int, folder: Path):
    """Batches of random games; what they used, and the last of them."""
    seen, play = fuzzer.Seen(), None
    for index in range(batches):
        rng = np.random.default_rng([seed, index])
        play = fuzzer.play_batch(table, rng, count, TURNS, seen, folder)
    return seen, play


def test_a_thousand_random_games_break_no_law_and_use_every_card(table, tmp_path) -> None:
    seen, _ = play_batches(table, 1, 20, 50, tmp_path)
    assert seen.games >= 1_000
    assert unused(seen) == []


@pytest.mark.soak
def test_thousands_of_random_games_break_no_law(table, tmp_path) -> None:
    seen, _ = play_batches(table, 2, 300, 80, tmp_path)
    print(f"{seen.games:,} games, {seen.turns:,} turns")
    assert unused(seen) == []


def test_one_game_of_a_batch_replays_to_the_same_state(table, tmp_path) -> None:
    _, play = play_batches(table, 3, 1, 6, tmp_path)
    for k in (0, 3, 5):
        script = json.loads(json.dumps(play.script(k)))  # as it would come from a file
        alone = fuzzer.replay(table, script)
        assert alone.state.digest() == play.state.taken(np.array([k])).digest()


def check_sessions(table, seeds) -> None:
    """Random games on a session end where their scripts end."""
    for seed in seeds:
        rng = np.random.default_rng([4, seed])
        session = Session(table.scenario, seed, table.shelf)
        script = fuzzer.session_game(rng, session, 5)
        assert fuzzer.replay(table, json.loads(json.dumps(script))).state.digest() == (
            session.digest()
        ), f"seed {seed}"


def test_random_games_on_a_session_replay_from_their_scripts(table) -> None:
    check_sessions(table, range(4))


@pytest.mark.soak
def test_many_random_games_on_a_session_replay_from_their_scripts(table) -> None:
    check_sessions(table, range(200))


@rule(
    "cards.broken",
    phase="cards",
    number="none",
    topic="us-turn",
    cites=(Citation("none", "a rule broken on purpose", "judgement"),),
    formula="none",
)
def broken(state, game, draws):
    """Aid brings something that is no number."""
    yield Change("lost", {"broken": np.where(state.order_aid > 0, np.nan, 0.0)})


def break_the_rules(play) -> None:
    """The game on the table has one rule too many."""
    if "cards.broken" not in {r.id for r in play.game.rulebook.rules}:
        rulebook = replace(play.game.rulebook, rules=(*play.game.rulebook.rules, broken))
        play.game = replace(play.game, rulebook=rulebook)


def test_a_failing_game_is_written_as_a_file_that_fails_again(table, tmp_path, monkeypatch) -> None:
    sound = fuzzer.Play.set_up

    def set_up(self, setting, zones):
        made = sound(self, setting, zones)
        break_the_rules(self)
        return made

    with monkeypatch.context() as with_a_broken_rule:
        with_a_broken_rule.setattr(fuzzer.Play, "set_up", set_up)
        with pytest.raises(fuzzer.GameFailed, match="is no finite number") as failed:
            play_batches(table, 5, 1, 20, tmp_path)
        file = failed.value.path
        assert file is not None
        assert file.stat().st_size < 100_000
        assert "aid" in str(json.loads(file.read_text())["turns"][-1]["cards"])
        with pytest.raises(fuzzer.GameFailed) as again:
            fuzzer.replay(table, file)
        assert again.value.words == failed.value.words
    fuzzer.replay(table, file)  # the sound rules play the same game to its end


def test_a_value_outside_its_range_is_a_fault(table) -> None:
    before = table.random_state("gov", 1, 3)
    far = np.array([0.5, 0.5, 2.0])
    after = before.changed({"trust": far, "turn": before.turn + 1})
    words = dict(fuzzer.faults_of(before, after, ()))
    assert words["trust lies outside 0.05 to 0.95"] == 2
    assert words["the entries of trust do not sum to its change"] == 0
    assert "the turn did not advance" in {w for w, _ in fuzzer.faults_of(before, before, ())}
