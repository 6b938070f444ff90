"""What a state may never hold (model.md 7.3); the conditions run in `wargame validate-model`."""

from __future__ import annotations

import numpy as np

from wargame.engine.draws import Draws
from wargame.forecast.bench import everywhere
from wargame.forecast.extremes import insane


def test_a_state_beyond_its_limits_is_seen(bench) -> None:
    game = bench.game("gov")
    state = bench.opening("gov", game, Draws.of(1, 0, 3))
    assert not insane(state)
    assert insane(everywhere(state, "cohesion", 1.2)) == {"cohesion"}
    assert insane(everywhere(state, "ceasefire", 0.5)) == {"ceasefire"}
    assert insane(everywhere(state, "rung", 2.5)) == {"rung"}
    assert insane(everywhere(state, "stability", np.nan)) == {"stability"}
