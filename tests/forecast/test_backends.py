"""The same rules compiled by JAX: same dice, same figures, and NumPy where JAX is absent."""

from __future__ import annotations

import sys
from functools import partial

import numpy as np
import pytest
from click.testing import CliRunner

from wargame.app.comparison_sets import assumption_sets, spread_over
from wargame.app.game import default_parameters
from wargame.app.lanes import OptionLane
from wargame.app.setting import Setting
from wargame.app.zones import ZoneShelf
from wargame.cli.main import main
from wargame.engine.draws import Draws
from wargame.engine.plan import plan_turn, references
from wargame.forecast import backends
from wargame.forecast.ensemble import play_chunk
from wargame.forecast.groups import OUTSIDE, grouped
from wargame.forecast.measures import outcomes
from wargame.scenario.load import load_scenario

SCENARIO = load_scenario("ukraine-2024-12")
SHELF = ZoneShelf.of(SCENARIO)
OPTIONS = [option.id for option in SCENARIO.options]
TURNS, RUNS = 12, 3_000


def lane(option: str, **how: object) -> OptionLane:
    return OptionLane.named(SCENARIO, option, SHELF, Setting(**how), sample=True)


def within_four_errors(option: str) -> None:
    played, draws = lane(option), Draws.of(7, 0, RUNS)
    jax = backends.measures_of(played.opening, played.game, TURNS, draws, "jax")
    numpy = backends.measures_of(played.opening, played.game, TURNS, Draws.of(8, 0, RUNS))
    same = backends.measures_of(played.opening, played.game, TURNS, draws)
    for key, values in jax.items():
        error = np.hypot(np.nanstd(values), np.nanstd(numpy[key])) / np.sqrt(
            max(1, np.count_nonzero(~np.isnan(values)))
        )
        assert abs(np.nanmean(values) - np.nanmean(numpy[key])) <= 4 * error + 1e-9, key
        apart = np.abs(values - same[key]) > 1e-3 * (np.nanstd(values) + 1e-3)
        assert np.mean(apart) < 0.01, key  # the same dice, so the same playthrough


@pytest.mark.extra
def test_an_option_has_the_measures_that_numpy_finds() -> None:
    pytest.importorskip("jax")
    within_four_errors("eu+dmz")


@pytest.mark.extra
@pytest.mark.soak
@pytest.mark.parametrize("option", OPTIONS)
def test_every_option_has_the_measures_that_numpy_finds(option: str) -> None:
    pytest.importorskip("jax")
    within_four_errors(option)


@pytest.mark.extra
def test_parameters_may_differ_between_playthroughs() -> None:
    pytest.importorskip("jax")
    played, sets = lane("eu", mode="political"), assumption_sets(5)
    once = played.game_under(default_parameters().replaced(dict(sets)))
    game = spread_over(once, sets, 100, played.setting)
    opening, draws = partial(played.opening_under, game), Draws.of(3, 0, 500)
    compiled = backends.chosen("jax")[0].play_chunk(opening, game, TURNS, draws)
    plain = play_chunk(opening, game, TURNS, draws)
    for key, values in outcomes(plain).items():
        apart = np.abs(outcomes(compiled)[key] - values) > 1e-3 * (np.nanstd(values) + 1e-3)
        assert np.mean(apart) < 0.01, key


def test_without_jax_numpy_plays_and_a_sentence_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "jax", None)
    backend, sentence = backends.chosen("jax")
    assert backend is backends.NUMPY
    assert "wargame[jax]" in sentence
    command = ["compare", SCENARIO.id, "--zones", "none", "--runs", "40", "--turns", "4"]
    plain = CliRunner().invoke(main, command)
    asked = CliRunner().invoke(main, [*command, "--backend", "jax"])
    assert (plain.exit_code, asked.exit_code) == (0, 0)
    assert sentence in asked.stderr
    assert asked.stdout == plain.stdout


def test_every_step_stands_in_one_group_and_inside_it_is_read_once() -> None:
    played = lane("eu+dmz")
    plan = plan_turn(played.opening(Draws.of(1, 0, 50)), played.game)
    found = grouped(plan, plan.lasting, {"stability_overall"})
    groups = [*found.always, *found.asked]
    steps = [step for group in groups for step in group.steps]
    assert len(steps) == len(set(steps))
    assert set(steps) == {n for n in found.nodes if plan.graph.nodes[n].op not in OUTSIDE}
    for group in groups:
        inner = [
            read
            for step in group.steps
            for read in {r[0] for r in references(plan, step)}
            if read in group.steps
        ]
        assert sorted(inner) == sorted(s for s in group.steps if s != group.end)
