"""How fast this version is on this machine: a measurement to print, never a test to pass."""

from __future__ import annotations

import json
import os
import platform
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np

from wargame.app.game import game_of, open_game
from wargame.app.session import Session
from wargame.app.tasks import TaskControl
from wargame.app.zones import ZoneShelf
from wargame.engine.draws import Draws
from wargame.engine.state import State
from wargame.forecast.ensemble import play_runs
from wargame.forecast.measures import EARLY_TURN, outcomes
from wargame.geo import zones
from wargame.scenario.load import load_scenario

SCENARIO, OPTION, TURNS = "ukraine-2024-12", "eu", 12
EVERY_TURN, WHEN_ASKED = None, (EARLY_TURN,)


@dataclass(frozen=True, slots=True)
class Size:
    """How much is measured."""

    repeats: int
    runs: int  # playthroughs a repeat
    turns: int  # interactive turns
    frames: int
    long_runs: int  # playthroughs over which memory must stay flat


FULL = Size(repeats=7, runs=20_000, turns=120, frames=200, long_runs=1_000_000)
QUICK = Size(repeats=3, runs=4_000, turns=24, frames=40, long_runs=80_000)


@dataclass(frozen=True, slots=True)
class Figure:
    """One row: the median of what was measured, and its 99th percentile on the bad side."""

    what: str
    unit: str
    target: str
    median: float
    p99: float
    measured: int  # how many values
    note: str = ""


def machine() -> dict[str, str | int]:
    """The machine that the figures belong to."""
    return {
        "processor": _processor(),
        "cores": os.cpu_count() or 1,
        "load before": f"{os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else "unknown",
        "system": platform.platform(terse=True),
        "python": platform.python_version(),
        "numpy": np.__version__,
    }


def _processor() -> str:
    info = Path("/proc/cpuinfo")
    if info.exists():
        for line in info.read_text(encoding="utf-8").splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    return platform.processor() or platform.machine()


def _row(what: str, unit: str, target: str, values: Sequence[float], note: str = "") -> Figure:
    worst = 1 if unit.endswith("/s") or unit == "times" else 99  # the slow side
    found = np.percentile(values, [50, worst])
    return Figure(what, unit, target, float(found[0]), float(found[1]), len(values), note)


class _Ensemble:
    """One option played from the start by common dice."""

    def __init__(self) -> None:
        self.scenario = load_scenario(SCENARIO)
        self.shelf = ZoneShelf.of(self.scenario)
        self.on = [self.scenario.option(OPTION)]
        self.game = game_of(self.scenario, self.on, self.shelf)

    def opening(self, draws: Draws) -> State:
        """The opening state of the playthroughs of these dice."""
        return open_game(self.scenario, self.game, self.on, draws)

    def play(self, first: int, runs: int, asked: Sequence[int] | None) -> None:
        """So many playthroughs, their measures and all."""
        dice = Draws.of(1, first, runs)
        play_runs(self.opening, self.game, TURNS, dice, outcomes, asked=asked)


def _speeds(
    ensemble: _Ensemble, size: Size, asked: Sequence[int] | None, clock: Callable[[], float]
) -> list[float]:
    """Playthroughs a second of each repeat, the first one left out."""
    ensemble.play(0, size.runs, asked)
    found = []
    for _ in range(size.repeats):
        began = clock()
        ensemble.play(0, size.runs, asked)
        found.append(size.runs / (clock() - began))
    return found


def ensembles(size: Size) -> Iterator[Figure]:
    """Playthroughs a second on one core, by the processor's time, ledger off."""
    ensemble, unit, clock = _Ensemble(), "playthroughs/s", time.process_time
    every = _speeds(ensemble, size, EVERY_TURN, clock)
    yield _row("ensemble, index every turn", unit, "30,000", every, "processor time, one core")
    asked = _speeds(ensemble, size, WHEN_ASKED, clock)
    yield _row("ensemble, index when asked", unit, "50,000", asked, "at turns 4 and 12")


def worker(runs: int, repeats: int) -> None:
    """One of several processes: waits for a line, plays, says so; what `two_processes` starts."""
    ensemble = _Ensemble()
    ensemble.play(0, runs, WHEN_ASKED)
    _say("ready")
    for _ in range(repeats):
        sys.stdin.readline()
        ensemble.play(0, runs, WHEN_ASKED)
        _say("done")


def _say(word: str) -> None:
    sys.stdout.write(f"{word}\n")
    sys.stdout.flush()


def two_processes(size: Size) -> Figure:
    """How much more two processes play in the same time than one."""
    code = f"from wargame.app.bench import worker; worker({size.runs}, {2 * size.repeats})"
    both = [
        subprocess.Popen(  # noqa: S603  our own code
            [sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        for _ in range(2)
    ]
    try:
        for process in both:
            _heard(process)
        ratios = [2 * _together(both[:1]) / _together(both) for _ in range(size.repeats)]
    finally:
        for process in both:
            process.kill()
            process.communicate()
    return _row("two processes against one", "times", "1.8", ratios)


def _together(processes: Sequence[subprocess.Popen[str]]) -> float:
    """Seconds until all of them have played once."""
    began = time.perf_counter()
    for process in processes:
        if process.stdin is not None:
            process.stdin.write("\n")
            process.stdin.flush()
    for process in processes:
        _heard(process)
    return time.perf_counter() - began


def _heard(process: subprocess.Popen[str]) -> None:
    if process.stdout is None or not process.stdout.readline():
        raise RuntimeError("a process that plays an ensemble has ended")


def memory(size: Size) -> Figure:
    """MiB by which the process grows between its tenth chunk and the last of a large ensemble."""
    code = (
        "import sys; from wargame.app.bench import _Ensemble, WHEN_ASKED, resident\n"
        "from wargame.engine.draws import Draws\n"
        "from wargame.forecast.ensemble import chunks, play_chunk, CHUNK\n"
        "e = _Ensemble(); early = 0\n"
        f"for i, some in enumerate(chunks(Draws.of(1, 0, {size.long_runs}), CHUNK)):\n"
        "    play_chunk(e.opening, e.game, 12, some, asked=WHEN_ASKED)\n"
        "    early = resident() if i == 9 else early\n"
        "print(resident() - early)"
    )
    done = subprocess.run(  # noqa: S603  our own code
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    note = f"largest memory, after {size.long_runs:,} playthroughs against after 40,000"
    return _row("memory that an ensemble adds", "MiB", "flat", [float(done.stdout)], note)


def resident() -> float:
    """The most memory that this process has held, MiB."""
    import resource  # noqa: PLC0415  not on every system

    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most / (1024 * 1024 if sys.platform == "darwin" else 1024)


def _milliseconds(act: Callable[[], object]) -> float:
    began = time.perf_counter()
    act()
    return 1000 * (time.perf_counter() - began)


def interactive_turns(size: Size) -> Figure:
    """One turn of a session with its ledger and the view that is made of it."""
    found: list[float] = []
    session = Session.open(SCENARIO, 1)
    session.choose(OPTION)
    session.play_turn()
    while len(found) < size.turns:
        session.restart(len(found))
        found += [_milliseconds(session.play_turn) for _ in range(TURNS)]
    return _row("interactive turn with ledger", "ms", "under 5", found)


def zone_measures(size: Size) -> Figure:
    """Every option's zone measured anew against the line of contact."""
    ensemble = _Ensemble()
    options = [o for o in ensemble.scenario.options if o.geometry.kind != "none"]
    polygons = [ensemble.shelf.take(o.geometry).polygon for o in options]
    front = ensemble.shelf.front
    found = [
        _milliseconds(lambda polygon=polygon: zones.measure(polygon, front))  # type: ignore[misc]
        for _ in range(max(3, size.repeats))
        for polygon in polygons
    ]
    return _row("zone measures", "ms", "under 5", found, "every option of the scenario")


def outlooks(size: Size) -> Iterator[Figure]:
    """From a zone switched to its first forecast, and to the sharpened one."""
    first, full = [], []
    session = Session.open(SCENARIO, 1)
    for repeat in range(size.repeats):
        session.choose(OPTION if repeat % 2 else "gov")
        began = time.perf_counter()
        times = [time.perf_counter() - began for _ in session.outlook()(TaskControl())]
        first.append(1000 * times[0])
        full.append(1000 * times[-1])
    yield _row("outlook, first answer", "ms", "under 150", first, "every option, no window")
    yield _row("outlook, sharpened", "ms", "under 1,000", full, "every option, no window")


def _timed_window(*arguments: str) -> list[float]:
    """The seconds that `wargame.gui.timing` prints, in a process without a screen."""
    done = subprocess.run(  # noqa: S603  our own code
        [sys.executable, "-m", "wargame.gui.timing", *arguments],
        capture_output=True, text=True, check=True,
        env=os.environ | {"QT_QPA_PLATFORM": "offscreen"},
    )  # fmt: skip
    return [float(v) for v in json.loads(done.stdout.splitlines()[-1])]


def map_frames(size: Size) -> Figure:
    """Frames of the map while it is panned and zoomed, 1920 x 1080."""
    seconds = _timed_window("frames", str(size.frames))
    found = [1000 * s for s in seconds]
    return _row("map frame, pan and zoom", "ms", "p99 under 10", found, "1920 x 1080, off screen")


def first_window(size: Size) -> Figure:
    """Processor seconds of a fresh process until a window with a map is painted."""
    found = [s for _ in range(min(3, size.repeats)) for s in _timed_window("window")]
    return _row("first window with a map", "s", "under 1", found, "processor time, imports too")


def measured(size: Size, tell: Callable[[str], None]) -> dict[str, Any]:
    """The machine and every row, as JSON holds them; `tell` hears what is being measured."""
    rows: list[Figure] = []
    named = machine()
    for words, found in (
        ("ensembles", lambda: ensembles(size)),
        ("two processes", lambda: [two_processes(size)]),
        ("memory", lambda: [memory(size)]),
        ("interactive turns", lambda: [interactive_turns(size)]),
        ("zone measures", lambda: [zone_measures(size)]),
        ("outlooks", lambda: outlooks(size)),
        ("map frames", lambda: [map_frames(size)]),
        ("first window", lambda: [first_window(size)]),
    ):
        tell(words)
        rows += found()
    return {"machine": named, "figures": [asdict(row) for row in rows]}
