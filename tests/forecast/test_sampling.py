"""Parameters drawn from their ranges, and games played with many sets at once."""

from __future__ import annotations

import numpy as np
import pytest

from wargame.app.game import parameter_specs
from wargame.engine.draws import Draws
from wargame.engine.sequence import play_turn
from wargame.forecast.sampling import draw, latin_hypercube, one_set, spread_out, varied
from wargame.scenario.parameters import parameters_from

SPECS = parameter_specs()
COUNT = 5


def test_every_stratum_of_a_column_holds_one_number() -> None:
    column = latin_hypercube("h_age", 3, 50)
    assert sorted(np.floor(column * 50).astype(int)) == list(range(50))


def test_columns_are_keyed_by_name_and_seed_and_not_by_their_place() -> None:
    few = {name: SPECS[name] for name in ("k_us", "h_age")}
    np.testing.assert_array_equal(draw(few, 20, 7)["h_age"], draw(SPECS, 20, 7)["h_age"])
    assert not np.array_equal(draw(SPECS, 20, 7)["h_age"], draw(SPECS, 20, 8)["h_age"])
    first, second = latin_hypercube("a", 1, 400), latin_hypercube("b", 1, 400)
    assert abs(np.corrcoef(first, second)[0, 1]) < 0.2


@pytest.mark.parametrize("shape", ["triangular", "uniform"])
def test_what_varies_stays_in_its_range_and_what_is_fixed_is_not_drawn(shape: str) -> None:
    found = draw(SPECS, 500, 1, shape)
    assert set(found) == set(varied(SPECS))
    assert len(found) >= 29
    for name, values in found.items():
        spec = SPECS[name]
        assert spec.distribution != "fixed"
        assert (values >= spec.low[0]).all(), name
        assert (values <= spec.high[0]).all(), name
        assert values.std() > 0, name


def test_a_triangular_draw_leans_to_the_mode_and_a_uniform_one_does_not() -> None:
    row = {"value": 9.0, "low": 0.0, "high": 10.0, "mode": 9.0, "unit": "1", "meaning": "m",
           "source": "s", "evidence": "judgement"}  # fmt: skip
    specs = parameters_from({"x": row}, "t.toml")
    assert draw(specs, 2000, 1, "triangular")["x"].mean() == pytest.approx(19 / 3, abs=0.05)
    assert draw(specs, 2000, 1, "uniform")["x"].mean() == pytest.approx(5.0, abs=0.05)


@pytest.mark.parametrize("option", ["none", "gov", "all", "dmz", "eu", "phased"])
@pytest.mark.parametrize("political", [False, True], ids=["as if adopted", "political"])
def test_sets_played_together_equal_the_same_sets_one_at_a_time_bit_for_bit(
    bench, option: str, political: bool
) -> None:
    sets, dice = draw(SPECS, COUNT, 11), Draws.of(5, 0, COUNT)
    game = bench.game(option, parameters=sets, political=political)
    state = bench.opening(option, game, dice, sample=True)
    alone = []
    for i in range(COUNT):
        own = bench.game(option, parameters=one_set(sets, i), political=political)
        alone.append((own, bench.opening(option, own, dice.part(i, i + 1), sample=True)))
    for turn in range(9):
        for i, (own, single) in enumerate(alone):
            for name in state:
                np.testing.assert_array_equal(
                    state[name][..., i : i + 1], single[name], err_msg=f"turn {turn}: {name}"
                )
            one = play_turn(single, (), own, dice.part(i, i + 1), keep_ledger=False).state
            alone[i] = (own, one)
        state = play_turn(state, (), game, dice, keep_ledger=False).state


def test_the_ledger_of_sampled_parameters_still_explains_every_change(bench) -> None:
    sets, dice = draw(SPECS, COUNT, 4), Draws.of(2, 0, COUNT)
    game = bench.game("gov", parameters=sets)
    before = bench.opening("gov", game, dice)
    for _ in range(4):
        played = play_turn(before, (), game, dice)
        for name in before:
            parts = [e.amount for e in played.entries if e.field == name and e.kind != "draw"]
            np.testing.assert_allclose(
                before[name] + sum(parts), played.state[name], rtol=0, atol=1e-9, err_msg=name
            )
        before = played.state


def test_different_sets_play_different_games(bench) -> None:
    sets = draw(SPECS, COUNT, 11)
    same = {name: np.full(COUNT, values[0]) for name, values in sets.items()}
    dice = Draws(5, np.zeros(COUNT, dtype=np.uint64))  # the same luck for all
    ends = []
    for each in (sets, same):
        game = bench.game("gov", parameters=each)
        state = bench.opening("gov", game, dice)
        for _ in range(6):
            state = play_turn(state, (), game, dice, keep_ledger=False).state
        ends.append(state.stability_overall)
    assert len(np.unique(ends[0])) > 1
    assert len(np.unique(ends[1])) == 1


def test_sets_are_spread_over_a_batch_set_by_set() -> None:
    found = spread_out({"x": np.array([1.0, 2.0])}, 3)
    np.testing.assert_array_equal(found["x"], [1, 1, 1, 2, 2, 2])
