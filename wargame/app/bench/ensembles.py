"""How fast ensembles are played, on one core and on two, and in how much memory."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence

from wargame.app.bench.record import OPTION, SCENARIO, TURNS, Bench, Figure, Size, figure
from wargame.app.lanes import OptionLane
from wargame.app.setting import Setting
from wargame.app.zones import ZoneShelf
from wargame.engine.draws import Draws
from wargame.forecast.ensemble import CHUNK, play_runs
from wargame.forecast.measures import EARLY_TURN, outcomes
from wargame.forecast.parallel import Workers
from wargame.forecast.streamed import Ensemble, Study, Watch
from wargame.scenario.load import load_scenario

EVERY_TURN, WHEN_ASKED = None, (EARLY_TURN,)


def lane() -> OptionLane:
    """The option that is measured, from the start of the scenario."""
    scenario = load_scenario(SCENARIO)
    return OptionLane.named(scenario, OPTION, ZoneShelf.of(scenario), Setting())


def counting(one: OptionLane) -> Ensemble:
    """An ensemble of that option that counts and forgets."""
    return Ensemble(Study({OPTION: one}, Watch(TURNS), 1))


def seconds(one: OptionLane, runs: int, asked: Sequence[int] | None) -> float:
    """Processor seconds for so many playthroughs, measures and all, ledger off."""
    began = time.process_time()
    play_runs(one.opening, one.game, TURNS, Draws.of(1, 0, runs), outcomes, asked=asked)
    return time.process_time() - began


def ensembles(size: Size) -> Iterator[Figure]:
    """Playthroughs a second on one core, by the processor's time, ledger off."""
    one, unit = lane(), "playthroughs/s"
    for what, asked, target, note in (
        ("ensemble, index every turn", EVERY_TURN, "30,000", "processor time, one core"),
        ("ensemble, index when asked", WHEN_ASKED, "50,000", "at turns 4 and 12"),
    ):
        seconds(one, CHUNK, asked)  # the plan is written down
        found = [size.runs / seconds(one, size.runs, asked) for _ in range(size.repeats)]
        yield figure(what, unit, target, found, note)


def two_processes(size: Size) -> Iterator[Figure]:
    """How much more two processes play in the same time than one, once they have started."""
    one, both, ratios = lane(), Workers(2), []
    _grown(one, size, both)
    for _ in range(size.repeats):
        alone = _grown(one, size, Workers(1))
        ratios.append(alone / _grown(one, size, both))
    both.close()
    yield figure("two processes against one", "times", "1.8", ratios, "by the clock on the wall")


def _grown(one: OptionLane, size: Size, workers: Workers) -> float:
    """Seconds until an ensemble is counted."""
    ensemble, began = counting(one), time.perf_counter()
    ensemble.part = size.runs // 2
    ensemble.grow(4 * size.runs, workers)
    return time.perf_counter() - began


def memory(size: Size) -> Iterator[Figure]:
    """MiB and pace of a large ensemble, played in a process of its own."""
    code = f"from wargame.app.bench.ensembles import grow_large; grow_large({size.long_runs})"
    done = subprocess.run(  # noqa: S603  our own code
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    early, late, pace = json.loads(done.stdout)
    few, many = f"{size.long_runs // 10:,}", f"{size.long_runs:,}"
    note = f"largest memory after {few} {early:.0f} MiB, after {many} {late:.0f} MiB"
    yield figure("memory that an ensemble adds", "MiB", "flat", [late - early], note)
    yield figure(
        "pace of the large against the small", "times", "1", [pace], f"{many} against {few}"
    )


def grow_large(runs: int) -> None:
    """Memory after a tenth of the playthroughs and after all, and how the pace changed."""
    ensemble = counting(lane())
    ensemble.grow(CHUNK)
    found, marks = [], [time.process_time()]
    for goal in (runs // 10, runs):
        ensemble.grow(goal)
        found.append(resident())
        marks.append(time.process_time())
    pace = (runs - runs // 10) / (marks[2] - marks[1]) / (runs // 10) * (marks[1] - marks[0])
    sys.stdout.write(json.dumps([*found, pace]))


def resident() -> float:
    """The most memory that this process has held, MiB."""
    import resource  # noqa: PLC0415  not on every system

    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most / (1024 * 1024 if sys.platform == "darwin" else 1024)


BENCHES = (
    Bench("ensembles", ensembles),
    Bench("two processes", two_processes),
    Bench("memory", memory),
)
