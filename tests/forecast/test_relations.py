"""Which way each lever moves the model (model.md 7.2), at reduced size and on many seeds.

`wargame validate-model` runs the same relations on 2,000 states each.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wargame.app.game import parameter_specs
from wargame.app.validation import ScenarioBench
from wargame.forecast.bench import random_states
from wargame.forecast.end_to_end import end_to_end
from wargame.forecast.relations import NOT_ASSERTED, RELATIONS, Relation, _rises

STATES = 140


def test_there_are_thirty_relations_and_four_trade_offs_named_and_not_asserted() -> None:
    assert [relation.id for relation in RELATIONS] == [f"M{i}" for i in range(1, 31)]
    assert len(NOT_ASSERTED) == 4


@pytest.mark.parametrize("relation", RELATIONS, ids=lambda relation: relation.id)
@settings(max_examples=3)
@given(seed=st.integers(0, 2**32))
def test_a_relation_holds_in_every_random_state(bench, relation: Relation, seed: int) -> None:
    found = relation.judge(bench, seed, STATES)
    assert found.passed, f"{found.says}: by {found.worst}"
    assert found.states >= STATES


# One parameter turned round for each relation that then must be seen to fail. Distances have no
# sign, and a negative weight of a zone disappears beside the empty slots: those are left out.
TURNED = {
    "M1": "k_us", "M2": "k_cohesion", "M3": "k_us", "M4": "h_age", "M5": "h_quality",
    "M6": "h_dmz", "M7": "h_peacekeepers", "M8": "h_irregulars", "M9": "h_opportunity",
    "M10": "h_imposed", "M15": "k_over", "M16": "exposure_occupied",
    "M17": "r_strain", "M18": "r_dissent", "M19": "r_momentum", "M20": "r_red_line",
    "M21": "u_guarantee", "M22": "e_exposure", "M23": "e_diplomacy", "M25": "k_us",
    "M26": "m_balance", "M27": "fz_diplomacy", "M28": "n_lost", "M29": "n_exclusion",
}  # fmt: skip


class TurnedRound(ScenarioBench):
    """The bench with one parameter's sign turned round."""

    turned: str

    def game(self, option, **given):
        value = -parameter_specs()[self.turned].value
        return super().game(option, **(given | {"parameters": {self.turned: value}}))


@pytest.mark.parametrize(
    "relation", [r for r in RELATIONS if r.id in TURNED], ids=lambda relation: relation.id
)
def test_a_relation_is_seen_to_fail_when_its_rule_is_turned_round(bench, relation) -> None:
    turned = TurnedRound.__new__(TurnedRound)
    turned.__dict__ |= bench.__dict__ | {"_games": {}}  # the same measured zones, games of its own
    turned.turned = TURNED[relation.id]
    assert not relation.judge(turned, 1, STATES).passed


@pytest.mark.parametrize("relation", RELATIONS[:29], ids=lambda relation: relation.id)
def test_a_relation_and_its_opposite_do_not_both_hold(bench, relation) -> None:
    opposite = replace(relation, sides=lambda m: [(b, a) for a, b in relation.sides(m)])
    assert not opposite.judge(bench, 1, STATES).passed


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
