"""A plan plays the numbers that turn by turn plays, however the work is cut and shared."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wargame.engine.draws import Draws
from wargame.engine.ops import FloatArray
from wargame.engine.rule import Game
from wargame.engine.sequence import play_turn
from wargame.engine.state import State
from wargame.forecast import ensemble, planned
from wargame.forecast.ensemble import join, play_chunk, play_runs
from wargame.forecast.measures import outcomes

TURNS = 6
OPTIONS = ["none", "gov", "eu", "dmz", "all"]


def turn_by_turn(state: State, game: Game, draws: Draws) -> list[State]:
    found = []
    for _ in range(TURNS):
        state = play_turn(state, (), game, draws, keep_ledger=False).state
        found.append(state)
    return found


def by_plan(table, option: str, count: int, first: int, **how: object) -> dict[str, FloatArray]:
    return play_runs(
        lambda d: table.opening(option, d),
        table.game(option),
        TURNS,
        Draws.of(9, first, count),
        outcomes,
        **how,
    )


@pytest.fixture(autouse=True)
def planned_from_the_first(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ensemble, "WORTH", 0)


@pytest.mark.parametrize("political", [False, True])
@pytest.mark.parametrize("option", OPTIONS)
def test_every_field_of_every_turn_is_that_of_turn_by_turn(table, option, political) -> None:
    game, draws = table.game(option, political=political), Draws.of(3, 0, 300)
    state = table.opening(option, draws)
    asked = [tuple(state.fields)] * TURNS
    told = planned.planned_turns(state, game, draws, asked)
    assert told is not None
    for found, played in zip(told, turn_by_turn(state, game, draws), strict=True):
        for name, values in found.items():
            np.testing.assert_array_equal(values, played[name], err_msg=name)


@settings(max_examples=12, deadline=None)
@given(
    chunk=st.integers(1, 90), lane=st.integers(1, 90), cut=st.integers(1, 89),
    option=st.sampled_from(OPTIONS),
)  # fmt: skip
def test_any_chunks_lanes_and_cuts_give_the_same_bits(table, chunk, lane, cut, option) -> None:
    whole = by_plan(table, option, 90, 0)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(planned, "LANE", lane)
        halves = [
            by_plan(table, option, cut, 0, chunk=chunk),
            by_plan(table, option, 90 - cut, cut),
        ]
    parts = join(halves)
    for key, values in whole.items():
        assert values.tobytes() == parts[key].tobytes(), key


def test_any_number_of_threads_gives_the_same_bits(table) -> None:
    whole = by_plan(table, "gov", 200, 0)
    with ThreadPoolExecutor(4) as threads:
        parts = list(threads.map(lambda i: by_plan(table, "gov", 10, 10 * i), range(20)))
    for key, values in join(parts).items():
        assert values.tobytes() == whole[key].tobytes(), key


def test_the_plan_and_turn_by_turn_keep_the_same_record(table, monkeypatch) -> None:
    planned_record = by_plan(table, "eu", 120, 0, asked=(4,))
    monkeypatch.setattr(ensemble, "WORTH", 10**9)
    for key, values in by_plan(table, "eu", 120, 0, asked=(4,)).items():
        assert values.tobytes() == planned_record[key].tobytes(), key


def test_the_index_is_told_at_the_turns_asked_and_at_the_last(table) -> None:
    game, draws = table.game("gov"), Draws.of(2, 0, 20)
    record = play_chunk(lambda d: table.opening("gov", d), game, TURNS, draws, asked=(2,))
    told = [turn for turn, v in enumerate(record.overall, 1) if np.isfinite(v).all()]
    assert told == [2, TURNS]


def test_a_game_whose_parameters_differ_between_playthroughs_is_played_turn_by_turn(table) -> None:
    draws = Draws.of(2, 0, 20)
    game = table.game("gov")
    drawn = game.parameters.replaced({"h_base": np.linspace(-4, -2, 20)})
    spread = replace(game, parameters=drawn)
    record = play_chunk(lambda d: table.opening("gov", d), spread, TURNS, draws)
    last = turn_by_turn(table.opening("gov", draws), spread, draws)[-1]
    np.testing.assert_array_equal(record.overall[-1], last.stability_overall)


def test_a_chunk_that_opens_otherwise_gets_a_plan_of_its_own(table) -> None:
    game, draws = table.game("gov"), Draws.of(2, 0, 50)
    state = table.opening("gov", draws)
    other = state.changed({"resolve": state.resolve - 0.2, "ceasefire": 1.0 - state.ceasefire})
    for opening in (state, other, state):
        record = play_chunk(lambda _, opening=opening: opening, game, TURNS, draws)
        last = turn_by_turn(opening, game, draws)[-1]
        np.testing.assert_array_equal(record.overall[-1], last.stability_overall)


def test_no_turn_reads_the_indices_of_the_opening(table) -> None:
    from wargame.app.game import open_game

    game, draws, on = table.game("eu"), Draws.of(3, 0, 40), table.named("eu")
    bare = open_game(table.scenario, game, on, draws, indices=False)
    assert not bare.stability_overall.any()
    for played, other in zip(
        turn_by_turn(bare, game, draws),
        turn_by_turn(open_game(table.scenario, game, on, draws), game, draws),
        strict=True,
    ):
        assert played.digest() == other.digest()
