"""Which way each lever moves the model (model.md 7.2), at reduced size and on many seeds.

`wargame validate-model` runs the same relations on 2,000 states each.
"""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wargame.forecast.bench import random_states
from wargame.forecast.end_to_end import end_to_end
from wargame.forecast.relations import NOT_ASSERTED, RELATIONS, Relation, _rises

STATES = 140


def test_there_are_thirty_relations_and_four_trade_offs_named_and_not_asserted() -> None:
    assert [relation.id for relation in RELATIONS] == [f"M{i}" for i in range(1, 31)]
    assert len(NOT_ASSERTED) == 4


@pytest.mark.parametrize("relation", RELATIONS, ids=lambda relation: relation.id)
@settings(max_examples=5)
@given(seed=st.integers(0, 2**32))
def test_a_relation_holds_in_every_random_state(bench, relation: Relation, seed: int) -> None:
    found = relation.judge(bench, seed, STATES)
    assert found.passed, f"{found.says}: by {found.worst}"
    assert found.states >= STATES


@pytest.mark.parametrize("relation", RELATIONS[:29], ids=lambda relation: relation.id)
def test_a_relation_speaks_of_something_that_moves(bench, relation: Relation) -> None:
    # M30 is the one that says nothing moves
    assert relation.judge(bench, 1, STATES).mean > 0


def test_a_trade_off_is_seen_to_go_both_ways(bench) -> None:
    # the guard can fail: troops near the line push Moscow away
    wrong = Relation("X", "more troops bring Moscow", _rises("troops_k", lambda m: m.moscow(), 40))
    right = Relation("Y", "more troops bring Kyiv", _rises("troops_k", lambda m: m.kyiv(), 40))
    assert not wrong.judge(bench, 1, STATES).passed
    assert right.judge(bench, 1, STATES).passed


def test_whole_games_keep_the_three_relations_of_means(bench) -> None:
    found = end_to_end(bench, 800, 11)
    assert [one.id for one in found] == ["E1", "E2", "E3"]
    assert all(one.passed for one in found), found


def test_random_states_reach_the_ends_of_their_fields_and_keep_an_options_terms(bench) -> None:
    game = bench.game("dmz")
    state = random_states(bench, "dmz", game, 4, 2000)
    assert state.cohesion.min() < 0.06
    assert state.cohesion.max() > 0.96
    assert set(np.unique(state.posture)) == {0, 1, 2, 3}
    np.testing.assert_array_equal(state.peacekeepers_k[0], 20.0)
    assert (state.ceasefire_age[state.ceasefire == 0] == 0).all()
    assert (state.implemented[state.decided == 0] == 0).all()
