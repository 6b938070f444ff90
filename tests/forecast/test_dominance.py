"""No option is best on every measure and none is worst on every measure: the model weighs."""

from __future__ import annotations

import pytest

from wargame.app import headless
from wargame.app.setting import Setting
from wargame.app.tasks import TaskControl
from wargame.forecast.dominance import (
    BETTER,
    best_everywhere,
    dominated,
    ranked,
    worst_everywhere,
)
from wargame.forecast.measures import MEASURES
from wargame.scenario.load import load_scenario

RUNS, TURNS = 1000, 12


@pytest.fixture(scope="module", params=["adopted", "political"])
def means(request) -> dict[str, dict[str, float]]:
    scenario = load_scenario("ukraine-2024-12")
    zones = [option.id for option in scenario.options]
    found = headless.compare(
        scenario, zones, TURNS, RUNS, 1, TaskControl(), Setting(mode=request.param)
    )
    return {
        option["id"]: {key: e["mean"] for key, e in option["measures"].items() if e is not None}
        for option in found["options"]
    }


def test_every_measure_has_a_direction() -> None:
    assert set(BETTER) == {measure.key for measure in MEASURES}
    assert set(BETTER.values()) == {-1, 1}


def test_no_option_is_best_on_every_measure(means) -> None:
    assert best_everywhere(means) == []
    assert len({ranked(means, measure)[0] for measure in BETTER}) >= 3


def test_no_option_is_worst_on_every_measure(means) -> None:
    assert worst_everywhere(means) == []


def test_an_option_that_wins_everything_is_seen(means) -> None:
    top = {m: max(sign * o[m] for o in means.values()) for m, sign in BETTER.items()}
    perfect = {m: BETTER[m] * (top[m] + 1) for m in BETTER}
    assert best_everywhere(means | {"perfect": perfect}) == ["perfect"]
    assert ("perfect", "none") in dominated(means | {"perfect": perfect})
    hopeless = {m: -BETTER[m] * 1e6 for m in BETTER}
    assert worst_everywhere(means | {"hopeless": hopeless}) == ["hopeless"]
