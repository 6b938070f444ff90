"""Relations of whole games: means over playthroughs that share their dice (model.md 7.2, E1 to E3).

They are relations of means, so an interval goes with each: it passes when the paired difference
lies on the asserted side by more than its luck.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

import numpy as np

from wargame.engine.draws import Draws
from wargame.engine.ops import FloatArray
from wargame.forecast.bench import Bench
from wargame.forecast.compare import paired
from wargame.forecast.ensemble import Progress, Record, play_runs, silent
from wargame.forecast.relations import Finding

TURNS = 12


def _ends(record: Record) -> Mapping[str, FloatArray]:
    last = record.last
    if last is None:
        raise ValueError("no turn has been played")
    names = ("stability_overall", "lost", "clash")
    return {name: last[name] for name in names}


def play(bench: Bench, option: str, us_posture: str, runs: int, seed: int) -> dict[str, FloatArray]:
    """Stability, ground lost and clashes after twelve turns, (runs,) each."""
    game = bench.game(option, us_posture=us_posture)
    opening = partial(bench.opening, option, game)
    return play_runs(opening, game, TURNS, Draws.of(seed, 0, runs), _ends)


def end_to_end(bench: Bench, runs: int, seed: int, progress: Progress = silent) -> list[Finding]:
    """E1 to E3 over `runs` playthroughs of each side."""
    supportive = play(bench, "gov", "supportive", runs, seed)
    progress(0.25)
    disengaged = play(bench, "gov", "disengaged", runs, seed)
    progress(0.5)
    on_ceasefire = play(bench, "gov", "", runs, seed)
    progress(0.75)
    now = play(bench, "gov-now", "", runs, seed)
    stable, lost, clash = "stability_overall", "lost", "clash"
    return [
        _higher("E1", "a supportive US leaves the front more stable than a disengaged one",
                supportive[stable], disengaged[stable]),
        _higher("E2", "a supportive US leaves less land lost than a disengaged one",
                disengaged[lost], supportive[lost]),
        _higher("E3", "a guarantee in force during the war brings more direct clashes",
                now[clash], on_ceasefire[clash]),
    ]  # fmt: skip


def _higher(id_: str, says: str, high: FloatArray, low: FloatArray) -> Finding:
    """Whether the paired mean difference lies above zero by more than its 95 % interval."""
    found = paired(high, low)
    mean, least = (np.nan, np.nan) if found is None else (found.mean, found.low)
    return Finding(id_, says, bool(least > 0), float(-least), float(mean), len(high))
