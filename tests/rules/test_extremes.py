"""Every field at its own end: the rules stay finite and within limits (model.md 7.3).

The extreme conditions that the design names are run by `wargame.forecast.extremes`.
"""

from __future__ import annotations

import numpy as np
import pytest

from wargame.engine.draws import Draws
from wargame.engine.sequence import play_turn
from wargame.forecast.bench import everywhere
from wargame.forecast.extremes import insane
from wargame.rules.start import with_indices

OPTIONS = ["none", "gov", "gov-now", "buffer", "all", "dmz", "eu", "phased"]


@pytest.mark.parametrize("end", ["low", "high"])
@pytest.mark.parametrize("option", OPTIONS)
def test_every_field_at_its_own_end_stays_sane(table, option: str, end: str) -> None:
    state = table.random_state(option, 1, 20)
    for name, spec in state.fields.items():
        if np.isfinite(getattr(spec, end)) and not spec.fleeting:
            state = everywhere(state, name, getattr(spec, end))
    state = with_indices(state, table.game(option))
    draws = Draws.of(2, 0, 20)
    for _ in range(3):
        state = play_turn(state, (), table.game(option), draws, keep_ledger=False).state
        assert not insane(state)
        assert (state.weakest <= state.stability_overall).all()
