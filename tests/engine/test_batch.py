"""The batch never shows: playthrough k of many equals playthrough k alone, bit for bit."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wargame.engine.draws import Draws
from wargame.engine.sequence import play_turn
from wargame.engine.state import State
from wargame.scenario.load import load_scenario

OPTIONS = [option.id for option in load_scenario("ukraine-2024-12").options]


def play(table, option: str, state: State, draws: Draws, turns: int, political: bool) -> State:
    game = table.game(option, political=political, injects=political)
    for _ in range(turns):
        state = play_turn(state, (), game, draws, keep_ledger=False).state
    return state


def assert_same_bits(one: State, other: State) -> None:
    for name in one:
        assert one[name].shape == other[name].shape, name
        assert one[name].tobytes() == other[name].tobytes(), name


@pytest.mark.parametrize("political", [False, True], ids=["as if adopted", "political"])
@pytest.mark.parametrize("option", [*OPTIONS, "eu+dmz", "gov+eu+dmz"])
def test_a_playthrough_of_many_equals_the_same_alone(table, option: str, political: bool) -> None:
    seed, first, count, turns = 11, 5, 7, 6
    draws = Draws.of(seed, first, count)
    many = play(table, option, table.opening(option, draws), draws, turns, political)
    for k in range(count):
        own = Draws.of(seed, first + k, 1)
        alone = play(table, option, table.opening(option, own), own, turns, political)
        assert_same_bits(many.taken(np.array([k])), alone)


@settings(max_examples=20)
@given(
    option=st.sampled_from([*OPTIONS, "eu+dmz"]),
    seed=st.integers(0, 2**63),
    order=st.permutations(range(9)),
    cut=st.integers(1, 8),
)
def test_any_chunking_and_any_order_give_the_same_bits(
    table, option: str, seed: int, order: list[int], cut: int
) -> None:
    whole = Draws.of(seed, 0, 9)
    opened = table.opening(option, whole, sample=True)
    together = play(table, option, opened, whole, 3, political=False)
    shuffled = Draws(seed, whole.playthroughs[order])
    for part in (slice(0, cut), slice(cut, 9)):
        dice = Draws(seed, shuffled.playthroughs[part])
        opening = table.opening(option, dice, sample=True)
        found = play(table, option, opening, dice, 3, political=False)
        assert_same_bits(together.taken(np.array(order[part])), found)


@settings(max_examples=30)
@given(
    option=st.sampled_from([*OPTIONS, "eu+dmz"]),
    seed=st.integers(0, 10_000),
    turn=st.integers(0, 15),
    political=st.booleans(),
)
def test_random_states_hide_their_batch_too(
    table, option: str, seed: int, turn: int, political: bool
) -> None:
    state = table.random_state(option, seed, 16, turn=turn)
    draws = Draws.of(seed, 100, 16)
    many = play(table, option, state, draws, 1, political)
    for k in (0, 7, 15):
        alone = play(table, option, state.taken(np.array([k])), draws.part(k, k + 1), 1, political)
        assert_same_bits(many.taken(np.array([k])), alone)
