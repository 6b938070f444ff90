"""Chance is keyed: by seed, playthrough, turn, rule, name and element, and by nothing else."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from wargame.engine.draws import Draws

MANY = 200_000
SEED = st.integers(-(2**70), 2**70)


def test_uniform_numbers_fill_the_open_unit_interval_evenly() -> None:
    u = Draws.of(1, 0, MANY).keyed("a").uniform("x")
    assert u.min() > 0
    assert u.max() < 1
    # five standard errors of each moment of the uniform distribution
    assert abs(u.mean() - 1 / 2) < 5 * (1 / 12 / MANY) ** 0.5
    assert abs((u**2).mean() - 1 / 3) < 5 * (4 / 45 / MANY) ** 0.5
    counts = np.bincount((u * 50).astype(int), minlength=50)
    chi2 = float((((counts - MANY / 50) ** 2) / (MANY / 50)).sum())
    assert chi2 < 49 + 5 * (2 * 49) ** 0.5


@pytest.mark.parametrize("bits", [0, 2**64 - 1])
def test_the_least_and_the_largest_bits_stay_inside_the_interval(monkeypatch, bits: int) -> None:
    def extreme(*_: object) -> np.ndarray:
        return np.full(3, np.uint64(bits))

    monkeypatch.setattr(Draws, "_bits", extreme)
    number = Draws.of(1).uniform("x")
    assert ((number > 0) & (number < 1)).all()
    assert np.isfinite(Draws.of(1).gumbel("x", 3)).all()
    assert np.isfinite(Draws.of(1).normal("x")).all()


def test_normal_numbers_have_the_moments_and_tails_of_the_normal() -> None:
    z = Draws.of(2, 0, MANY).keyed("a").normal("x")
    assert abs(z.mean()) < 5 / MANY**0.5
    assert abs(z.var() - 1) < 5 * (2 / MANY) ** 0.5
    assert abs((z**3).mean()) < 5 * (15 / MANY) ** 0.5
    assert abs((z**4).mean() - 3) < 5 * (96 / MANY) ** 0.5
    for limit, share in ((1.0, 0.158655), (1.959964, 0.025), (3.0, 0.0013499)):
        assert abs((z > limit).mean() - share) < 5 * (share / MANY) ** 0.5
        assert abs((z < -limit).mean() - share) < 5 * (share / MANY) ** 0.5


def test_gumbel_numbers_choose_in_proportion_to_e_to_the_utility() -> None:
    utilities = np.array([0.0, 1.0, -0.5])[:, None]
    luck = Draws.of(3, 0, MANY).keyed("a").gumbel("x", 3)
    chosen = np.argmax(utilities + luck, axis=0)
    wanted = np.exp(utilities[:, 0]) / np.exp(utilities).sum()
    found = np.bincount(chosen) / MANY
    np.testing.assert_allclose(found, wanted, rtol=0, atol=5 * (0.25 / MANY) ** 0.5)


@given(seed=SEED, first=st.integers(0, 2**40), turn=st.integers(0, 40))
def test_a_playthrough_draws_the_same_alone_and_in_any_company(
    seed: int, first: int, turn: int
) -> None:
    many = Draws.of(seed, first, 12).at(turn).keyed("a")
    for k in (0, 5, 11):
        alone = Draws.of(seed, first + k, 1).at(turn).keyed("a")
        assert alone.uniform("x")[0] == many.uniform("x")[k] == many.part(k, k + 1).uniform("x")[0]
        np.testing.assert_array_equal(alone.normal("x", 4)[:, 0], many.normal("x", 4)[:, k])
        np.testing.assert_array_equal(alone.gumbel("x", 4)[:, 0], many.gumbel("x", 4)[:, k])


@pytest.mark.parametrize(
    "other",
    [
        Draws.of(6, 0, MANY).at(3).keyed("a"),
        Draws.of(5, 0, MANY).at(4).keyed("a"),
        Draws.of(5, 0, MANY).at(3).keyed("b"),
        Draws.of(5, 1, MANY).at(3).keyed("a"),
        Draws.of(5, MANY, MANY).at(3).keyed("a"),
    ],
    ids=["seed", "turn", "rule", "next playthrough", "other playthroughs"],
)
def test_dice_that_differ_in_one_key_are_independent(other: Draws) -> None:
    own = Draws.of(5, 0, MANY).at(3).keyed("a")
    assert abs(np.corrcoef(own.uniform("x"), other.uniform("x"))[0, 1]) < 5 / MANY**0.5
    assert abs(np.corrcoef(own.normal("x"), other.normal("x"))[0, 1]) < 5 / MANY**0.5


def test_names_and_elements_are_independent_and_none_repeats() -> None:
    dice = Draws.of(5, 0, 20_000).at(3).keyed("a")
    rows = np.vstack([dice.uniform("x"), dice.uniform("y"), dice.uniform("x", 8)])
    correlations = np.corrcoef(rows) - np.eye(len(rows))
    assert np.abs(correlations).max() < 5 / 20_000**0.5
    assert np.unique(rows).size == rows.size


def test_ranges_of_playthroughs_share_no_number_across_rules_and_turns() -> None:
    drawn = [
        Draws.of(seed, 0, 3_000).at(turn).keyed(rule).uniform("x")
        for seed in (1, 2) for turn in range(5) for rule in ("a", "b", "c")
    ]  # fmt: skip
    assert np.unique(drawn).size == len(drawn) * 3_000


def test_more_elements_leave_the_first_ones_alone() -> None:
    dice = Draws.of(9, 0, 10).keyed("a")
    np.testing.assert_array_equal(dice.uniform("x", 8)[:3], dice.uniform("x", 3))


def test_the_dice_are_these_on_every_machine() -> None:
    dice = Draws.of(7, 3, 2).at(2).keyed("ceasefire.bargain")
    assert dice.uniform("onset").tolist() == [0.7180990178357957, 0.5319270955033507]
    assert dice.normal("onset").tolist() == [0.5772167498, 0.0801206219]
