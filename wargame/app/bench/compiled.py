"""How fast the rules compiled by JAX are played, on whatever device JAX has."""

from __future__ import annotations

import time
from collections.abc import Iterator

from wargame.app.bench.record import (
    OPTION,
    SCENARIO,
    TURNS,
    Bench,
    Figure,
    PeerAbsent,
    Size,
    figure,
)
from wargame.app.lanes import OptionLane
from wargame.app.setting import Setting
from wargame.app.zones import ZoneShelf
from wargame.engine.draws import Draws
from wargame.forecast.backends import ABSENT, chosen
from wargame.forecast.measures import EARLY_TURN, outcomes
from wargame.scenario.load import load_scenario

ON_A_GPU = 2_000_000  # playthroughs a repeat, so that a large device is filled


def compiled(size: Size) -> Iterator[Figure]:
    """Playthroughs a second beyond compiling, and the seconds of compiling; PeerAbsent."""
    backend, absent = chosen("jax")
    if absent:
        raise PeerAbsent(ABSENT)
    scenario = load_scenario(SCENARIO)
    lane = OptionLane.named(scenario, OPTION, ZoneShelf.of(scenario), Setting())
    processor = backend.device().startswith("cpu")
    runs = 2 * size.runs if processor else ON_A_GPU
    clock = time.process_time if processor else time.perf_counter

    def play() -> float:
        began = clock()
        dice = Draws.of(1, 0, runs)
        backend.play_runs(lane.opening, lane.game, TURNS, dice, outcomes, asked=(EARLY_TURN,))
        return runs / (clock() - began)

    before = backend.compile_seconds()
    play()
    spent = backend.compile_seconds() - before
    note = "float32, opening and measures among it"
    speeds = [play() for _ in range(size.repeats)]
    yield figure(f"ensemble by JAX, {backend.device()}", "playthroughs/s", "200,000", speeds, note)
    yield figure("compiling it", "s", "under 30", [spent], "once for each option and process")


BENCHES = (Bench("ensembles compiled by JAX", compiled),)
