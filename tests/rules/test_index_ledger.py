"""Why the stability index moved: the bars sum to the change, whatever happened in the turn."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wargame.engine.draws import Draws
from wargame.engine.ops import total
from wargame.engine.sequence import play_turn
from wargame.rules.fields import FIELDS
from wargame.rules.index_ledger import GROUPS, Reading, explain
from wargame.scenario.load import load_scenario

OPTIONS = [option.id for option in load_scenario("ukraine-2024-12").options]


def assert_explained(before: Reading, after: Reading) -> None:
    change = explain(before, after)
    for found, state in ((change.before, before.end), (change.after, after.end)):
        np.testing.assert_allclose(found.sectors, state.stability, rtol=0, atol=1e-9)
        np.testing.assert_allclose(found.overall, state.stability_overall, rtol=0, atol=1e-9)
    for parts, name in ((change.overall, "stability_overall"), (change.sectors, "stability")):
        moved = after.end[name] - before.end[name]
        np.testing.assert_allclose(total(parts.values()), moved, rtol=0, atol=1e-9, err_msg=name)


@settings(max_examples=25)
@given(
    path=st.lists(st.sampled_from(OPTIONS), min_size=1, max_size=6),
    seed=st.integers(0, 2**32),
    troops=st.integers(0, 60),
)
def test_bars_sum_to_the_change_also_when_the_zone_is_switched(
    table, path: list[str], seed: int, troops: int
) -> None:
    draws = Draws.of(seed, 0, 8)
    here, game = table.scenario.option(path[0]), table.game(path[0])
    state = table.opening(path[0], draws)
    before = Reading.of(state, {}, game)
    for name in path:
        wanted = table.edited(name, troops_k=troops)
        turn = play_turn(state, table.decisions(wanted, here, state), table.game(name), draws)
        after = Reading.of(turn.state, turn.openings, table.game(name))
        assert_explained(before, after)
        state, before, here = turn.state, after, wanted


@settings(max_examples=25)
@given(option=st.sampled_from(OPTIONS), seed=st.integers(0, 2**32), political=st.booleans())
def test_bars_sum_between_any_two_states(table, option: str, seed: int, political: bool) -> None:
    game = table.game(option, political=political)
    readings = []
    for turn in (3, 4):
        state = table.random_state(option, seed + turn, 10, turn=turn)
        played = play_turn(state, (), game, Draws.of(seed, 0, 10))
        readings.append(Reading.of(played.state, played.openings, game))
    assert_explained(*readings)


def test_a_turn_in_which_nothing_moved_has_no_bars(table) -> None:
    state = table.random_state("gov", 3, 6)
    reading = Reading.of(state, {}, table.game("gov"))
    for part in explain(reading, reading).overall.values():
        np.testing.assert_array_equal(part, 0.0)


def test_a_group_that_did_not_change_gets_nothing(table) -> None:
    state, game = table.random_state("gov", 5, 6), table.game("gov")
    other = state.changed({"strain": np.clip(state.strain + 0.2, 0.05, 0.98)})
    change = explain(Reading.of(state, {}, game), Reading.of(other, {}, game))
    for group, part in change.overall.items():
        assert np.any(part != 0) == (group == "moscow"), group


def test_a_field_left_out_of_the_groups_is_missed(table, monkeypatch) -> None:
    monkeypatch.setitem(GROUPS, "forces", ("momentum", "pressure", "kursk"))
    state, game = table.random_state("gov", 5, 6), table.game("gov")
    other = state.changed({"balance": state.balance + 0.1})
    from wargame.rules.start import with_indices

    readings = [Reading.of(with_indices(s, game), {}, game) for s in (state, other)]
    with pytest.raises(AssertionError):
        assert_explained(*readings)


def test_the_groups_share_no_field_and_name_only_fields() -> None:
    names = [name for fields in GROUPS.values() for name in fields]
    assert len(set(names)) == len(names)
    assert set(names) <= set(FIELDS)
