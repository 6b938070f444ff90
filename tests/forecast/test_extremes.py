"""The extreme conditions of model.md 7.3 at reduced size; `wargame validate-model` runs more."""

from __future__ import annotations

import numpy as np

from wargame.engine.draws import Draws
from wargame.forecast.bench import everywhere
from wargame.forecast.extremes import extremes, insane


def test_a_short_look_finds_nine_conditions_that_hold(bench) -> None:
    found = extremes(bench, 8, 2)
    assert len(found) == 9
    assert not [one for one in found if not one.passed and "hold back" not in one.says]


def test_a_state_beyond_its_limits_is_seen(bench) -> None:
    game = bench.game("gov")
    state = bench.opening("gov", game, Draws.of(1, 0, 3))
    assert not insane(state)
    assert insane(everywhere(state, "cohesion", 1.2)) == {"cohesion"}
    assert insane(everywhere(state, "ceasefire", 0.5)) == {"ceasefire"}
    assert insane(everywhere(state, "rung", 2.5)) == {"rung"}
    assert insane(everywhere(state, "stability", np.nan)) == {"stability"}
