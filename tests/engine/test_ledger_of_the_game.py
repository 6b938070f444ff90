"""Every change is named: the ledger of the shipped rulebook sums to what happened."""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wargame.engine.contributions import Assignment, Draw
from wargame.engine.decisions import Decision
from wargame.engine.draws import Draws
from wargame.engine.ledger import Ledger, changes_of, play_phase
from wargame.engine.rule import Rulebook
from wargame.engine.sequence import TurnPlayed, play_turn
from wargame.engine.state import State
from wargame.scenario.load import load_scenario

OPTIONS = [option.id for option in load_scenario("ukraine-2024-12").options]


def every_card(state: State, seed: int) -> Decision:
    """Each card's order and each inject given or not, by a coin of its own in each playthrough."""
    rng = np.random.default_rng(seed)
    names = [name for name in state if name.startswith(("order_", "inject_"))]
    sets = {name: rng.integers(0, 2, state[name].shape).astype(float) for name in names}
    return Decision("Facilitator", "everything", "every card", sets)


def assert_sums(before: State, turn: TurnPlayed) -> None:
    for name in before:
        change = turn.state[name] - before[name]
        found = changes_of(turn.entries, name)
        np.testing.assert_allclose(
            found + 0 * change, change, rtol=0, atol=1e-9, err_msg=f"{name}: entries and change"
        )


@settings(max_examples=30)
@given(
    option=st.sampled_from(OPTIONS),
    seed=st.integers(0, 2**32),
    turn=st.integers(0, 12),
    political=st.booleans(),
)
def test_entries_sum_to_the_change_of_every_field_from_any_state(
    table, option: str, seed: int, turn: int, political: bool
) -> None:
    state = table.random_state(option, seed, 25, turn=turn)
    game = table.game(option, political=political)
    for made in ((), (every_card(state, seed),)):
        assert_sums(state, play_turn(state, made, game, Draws.of(seed, 3, 25)))


@settings(max_examples=15)
@given(
    path=st.lists(st.sampled_from(OPTIONS), min_size=2, max_size=4),
    seed=st.integers(0, 2**32),
    troops=st.integers(0, 100),
)
def test_entries_sum_when_the_zone_is_changed_in_the_middle_of_a_game(
    table, path: list[str], seed: int, troops: int
) -> None:
    draws, here = Draws.of(seed, 0, 6), table.scenario.option(path[0])
    state = table.opening(path[0], draws)
    for name in path:
        wanted = table.edited(name, troops_k=troops)
        turn = play_turn(state, table.decisions(wanted, here, state), table.game(name), draws)
        assert_sums(state, turn)
        np.testing.assert_array_equal(turn.state.troops_k[0], float(troops))
        state, here = turn.state, wanted


def test_a_term_that_is_taken_away_is_missed(table) -> None:
    state = table.random_state("gov", 1, 4)
    turn = play_turn(state, (), table.game("gov"), Draws.of(1, 0, 4))
    kept = tuple(e for e in turn.entries if (e.field, e.term) != ("strain", "sanctions"))
    with pytest.raises(AssertionError, match="strain"):
        assert_sums(state, replace(turn, entries=kept))


@pytest.mark.parametrize("option", OPTIONS)
@pytest.mark.parametrize("political", [False, True])
def test_no_entry_holds_more_than_one_named_term(table, option: str, political: bool) -> None:
    state = table.random_state(option, 5, 4)
    turn = play_turn(state, (), table.game(option, political=political), Draws.of(5, 0, 4))
    seen = Counter((e.phase, e.rule, e.field, e.term) for e in turn.entries if e.kind != "draw")
    assert [key for key, count in seen.items() if count > 1] == []
    assert all(e.term.strip() for e in turn.entries)


@pytest.mark.parametrize("option", OPTIONS)
def test_the_terms_a_rule_names_are_the_entries_of_its_fields(table, option: str) -> None:
    game, draws = table.game(option), Draws.of(2, 0, 3).at(4)
    state = table.random_state(option, 2, 3)
    for phase in game.rulebook.phases:
        for rule in game.rulebook.of_phase(phase):
            ledger = Ledger(turn=4)
            play_phase(state, phase, [rule], game, draws, ledger)
            entries = {(e.field, e.term) for e in ledger.entries if e.kind == "term"}
            named = set()
            for c in rule(state, game, draws):
                if isinstance(c, Draw):
                    continue
                terms = c.terms if hasattr(c, "terms") else getattr(c.score, "terms", {})
                named |= {(c.field, term) for term in terms}
            assert entries == named, rule.id


def test_a_draw_is_one_entry_with_its_chance_its_terms_and_its_number(table) -> None:
    state = table.random_state("gov", 3, 50)
    turn = play_turn(state, (), table.game("gov"), Draws.of(3, 0, 50))
    drawn = [e.draw for e in turn.entries if e.kind == "draw"]
    assert {"a ceasefire begins", "the ceasefire collapses", "one rung up"} <= {
        d.name for d in drawn
    }
    for draw in drawn:
        assert draw.scores
        assert ((draw.probability >= 0) & (draw.probability < 1)).all(), draw.name
        for score in draw.scores.values():
            if score.link == "logistic":
                inside = (score.value > 0) & (score.value < score.scale)
                assert inside.all(), draw.name
    onset = next(d for d in drawn if d.name == "a ceasefire begins")
    product = onset.scores["Moscow"].value * onset.scores["Kyiv"].value
    np.testing.assert_allclose(onset.probability, product)
    may = (state.ceasefire < 1) & (state.rung < 6)
    np.testing.assert_array_equal(onset.happened > 0, may & (onset.number < onset.probability))


@settings(max_examples=15)
@given(option=st.sampled_from(OPTIONS), seed=st.integers(0, 2**32))
def test_results_are_the_same_bits_with_the_ledger_on_and_off(
    table, option: str, seed: int
) -> None:
    state, game = table.random_state(option, seed, 8), table.game(option)
    draws = Draws.of(seed, 0, 8)
    cards = [every_card(state, seed)]
    on = play_turn(state, cards, game, draws, keep_ledger=True)
    off = play_turn(state, cards, game, draws, keep_ledger=False)
    assert on.entries
    assert not off.entries
    for name in state:
        assert on.state[name].tobytes() == off.state[name].tobytes(), name


@settings(max_examples=15)
@given(option=st.sampled_from(OPTIONS), seed=st.integers(0, 2**32), shuffle=st.integers(0, 2**32))
def test_the_order_of_rules_in_a_phase_changes_nothing(
    table, option: str, seed: int, shuffle: int
) -> None:
    game, draws = table.game(option), Draws.of(seed, 0, 8).at(4)
    straight = shuffled = table.random_state(option, seed, 8)
    dice = random.Random(shuffle)
    for phase in game.rulebook.phases:
        rules = list(game.rulebook.of_phase(phase))
        straight = play_phase(straight, phase, rules, game, draws, Ledger(keeping=False))
        dice.shuffle(rules)
        shuffled = play_phase(shuffled, phase, rules, game, draws, Ledger(keeping=False))
    for name in straight:
        # three addends in another order may differ in the last bit
        np.testing.assert_allclose(
            straight[name], shuffled[name], rtol=1e-12, atol=1e-12, err_msg=name
        )


@settings(max_examples=20)
@given(option=st.sampled_from(OPTIONS), seed=st.integers(0, 2**32), shuffle=st.integers(0, 2**32))
def test_a_rulebook_written_in_another_order_gives_the_same_bits(
    table, option: str, seed: int, shuffle: int
) -> None:
    game, draws = table.game(option, injects=True), Draws.of(seed, 0, 8)
    rules = list(game.rulebook.rules)
    random.Random(shuffle).shuffle(rules)
    other = replace(game, rulebook=Rulebook(game.rulebook.phases, tuple(rules)))
    state = table.random_state(option, seed, 8)
    cards = [every_card(state, seed)]
    one, two = (play_turn(state, cards, g, draws).state for g in (game, other))
    for name in one:
        assert one[name].tobytes() == two[name].tobytes(), name


def test_what_lasts_one_turn_is_cleared_and_entered_as_such(table) -> None:
    state = table.random_state("gov", 6, 3).changed({"oil_shock": np.full(3, 0.08)})
    turn = play_turn(state, (), table.game("gov"), Draws.of(6, 0, 3))
    cleared = [e for e in turn.entries if e.field == "oil_shock" and e.kind == "cleared"]
    assert len(cleared) == 1
    np.testing.assert_array_equal(cleared[0].amount, -0.08)


def test_every_rule_explains_an_assignment_of_a_number_or_says_because(table) -> None:
    game, state = table.game("gov"), table.random_state("gov", 7, 3)
    for rule in game.rulebook.rules:
        for c in rule(state, game, Draws.of(7, 0, 3).at(4)):
            if isinstance(c, Assignment):
                assert c.because.strip(), rule.id
