"""At the ends of the scale the rules stay sane (model.md 7.3)."""

from __future__ import annotations

import numpy as np
import pytest

from wargame.engine import ops
from wargame.engine.contributions import Change
from wargame.engine.draws import Draws
from wargame.engine.rule import Game
from wargame.engine.sequence import play_out, play_turn
from wargame.engine.state import State
from wargame.rules.fields import COLLAPSE_AVERSE, RESTRAINED
from wargame.rules.start import derived_fields, with_indices
from wargame.scenario.load import load_scenario

COUNT = 300
OPTIONS = [option.id for option in load_scenario("ukraine-2024-12").options]


def all_same(state: State, name: str, value: float) -> State:
    return state.changed({name: np.full_like(state[name], value)})


def advance(state: State, game: Game) -> np.ndarray:
    """Ground an attack takes in each sector before counter-attacks, km2."""
    given = game.rulebook.find("front.movement")(state, game, Draws.of(3, 0, COUNT).at(4))
    net = next(c for c in given if isinstance(c, Change) and c.field == "net")
    return ops.total(v for k, v in net.terms.items() if k != "counter-attacks")


def at_war(table, option: str = "none") -> State:
    state = table.random_state(option, 8, COUNT)
    state = all_same(all_same(state, "ceasefire", 0.0), "fighting", 1.0)
    return all_same(state, "kursk", 1e9)  # the salient is never used up


def test_full_deterrence_leaves_less_than_fifteen_percent_of_the_advance(table) -> None:
    # moderate pressure, so that the limit on the pace does not hide the effect
    state = all_same(all_same(at_war(table), "pressure", 0.0), "balance", 0.0)
    none, full = (all_same(state, "deterrence", d) for d in (0.0, 1.0))
    game = table.game("none")
    ratio = advance(full, game) / advance(none, game)
    assert ratio.max() < 0.15


def test_the_worst_balance_moves_the_line_about_six_times_as_fast_and_no_more(table) -> None:
    state = all_same(at_war(table), "pressure", 0.0)
    game = table.game("none")
    level = advance(all_same(state, "balance", 0.0), game)
    for sign in (-1, 1):
        ratio = (advance(all_same(state, "balance", sign * 1.2), game) / level) ** sign
        assert ratio.max() <= np.exp(1.5 * 1.2) + 1e-9  # 6.05
        assert ratio.min() > 1


@pytest.mark.parametrize("option", ["gov", "gov-now", "buffer", "all", "eu"])
def test_a_guarantee_nobody_believes_protects_nothing_and_still_provokes(
    table, option: str
) -> None:
    game = table.game(option)
    empty = game.parameters.replaced({"k_base": -50.0})
    hollow = Game(game.fields, game.constants, empty, game.inputs, game.rulebook)
    state = all_same(table.random_state(option, 2, COUNT), "implemented", 1.0)
    found = derived_fields(state, hollow)
    assert found["deterrence"].max() < 1e-12
    assert found["guarantee_seen"].max() < 1e-12
    np.testing.assert_array_equal(found["red_line"], derived_fields(state, game)["red_line"])
    assert found["red_line"].min() > 0


def holds_back(state: State) -> float:
    """The share of playthroughs in which Moscow is restrained or fears collapse."""
    return float(np.isin(state.posture, (RESTRAINED, COLLAPSE_AVERSE)).mean())


def test_a_silent_front_and_a_ruined_economy_make_moscow_hold_back(table) -> None:
    # model.md 7.3 hopes for .8 at once; with its R15 as written the share is about .65 in the first
    # quarter, while momentum and inertia of the offensive last, and .8 as dissent grows with strain
    game, draws = table.game("none"), Draws.of(1, 0, COUNT)
    state, shares = table.opening("none", draws), []
    for _ in range(12):
        for name, value in (("fighting", 0.0), ("strain", 1.0), ("ceasefire", 1.0)):
            state = all_same(state, name, value)
        state = play_turn(state, (), game, draws, keep_ledger=False).state
        shares.append(holds_back(state))
    assert shares[0] > 0.5
    assert np.mean(shares[-4:]) > 0.8


@pytest.mark.parametrize("option", OPTIONS)
def test_what_nobody_has_proposed_crosses_no_red_line(table, option: str) -> None:
    state = table.random_state(option, 4, COUNT)
    for name in ("proposed", "decided", "implemented"):
        state = all_same(state, name, 0.0)
    np.testing.assert_array_equal(derived_fields(state, table.game(option))["red_line"], 0.0)


def test_a_sector_without_length_moves_no_ground_and_exposes_nobody(table) -> None:
    game, state = table.game("all"), at_war(table, "all")
    length = game.constants.length.copy()
    length[4] = 1e-12
    short = game.constants.replaced({"length": length, "length_share": length / length.sum()})
    without = Game(game.fields, short, game.parameters, game.inputs, game.rulebook)
    assert np.abs(advance(state, without)[4]).max() < 1e-9
    quiet = np.array(state.fighting)
    quiet[4] = 0.0
    one, other = state, state.changed({"fighting": quiet})
    np.testing.assert_allclose(
        derived_fields(one, without)["exposure"], derived_fields(other, without)["exposure"],
        rtol=0, atol=1e-12,
    )  # fmt: skip


def test_no_turns_return_the_state_itself(table) -> None:
    state = table.opening("gov", Draws.of(1))
    assert play_out(state, 0, table.game("gov"), Draws.of(1)) is state


def test_the_same_seed_gives_the_same_game(table) -> None:
    def digest(seed: int) -> str:
        draws = Draws.of(seed, 0, 3)
        return play_out(table.opening("dmz", draws), 8, table.game("dmz"), draws).digest()

    assert digest(5) == digest(5)
    assert digest(5) != digest(6)


def assert_sane(state: State) -> None:
    for name, spec in state.fields.items():
        value = state[name]
        assert np.isfinite(value).all(), name
        assert (value >= spec.low).all(), name
        assert (value <= spec.high).all(), name
        if spec.kind == "flag":
            assert np.isin(value, (0.0, 1.0)).all(), name
        if spec.kind == "category":
            assert (value == np.floor(value)).all(), name
    indices = ("stability", "stability_overall", "weakest", "deescalation", "principle", "norm")
    for name in indices:
        assert (state[name] >= 0).all(), name
        assert (state[name] <= 100).all(), name
    assert ((state.precedent >= 0) & (state.precedent <= 110)).all()
    for name in ("holds", "quiet", "onset_chance", "credibility", "deterrence", "red_line"):
        assert ((state[name] >= 0) & (state[name] <= 1)).all(), name
    assert ((state.violations >= 0) & (state.violations <= 1.5)).all()
    assert (state.weakest <= state.stability_overall).all()


@pytest.mark.parametrize("political", [False, True], ids=["as if adopted", "political"])
@pytest.mark.parametrize("option", OPTIONS)
def test_forty_turns_stay_finite_and_within_bounds(table, option: str, political: bool) -> None:
    draws = Draws.of(17, 0, 100)
    state = table.opening(option, draws, sample=True)
    game = table.game(option, political=political)
    assert_sane(state)
    for _ in range(40):
        state = play_turn(state, (), game, draws, keep_ledger=False).state
        assert_sane(state)


@pytest.mark.parametrize("end", ["low", "high"])
@pytest.mark.parametrize("option", OPTIONS)
def test_every_field_at_its_own_end_stays_sane_too(table, option: str, end: str) -> None:
    state = table.random_state(option, 1, 20)
    for name, spec in state.fields.items():
        if np.isfinite(getattr(spec, end)) and not spec.fleeting:
            state = all_same(state, name, getattr(spec, end))
    state = with_indices(state, table.game(option))
    draws = Draws.of(2, 0, 20)
    for _ in range(3):
        state = play_turn(state, (), table.game(option), draws, keep_ledger=False).state
        assert_sane(state)
