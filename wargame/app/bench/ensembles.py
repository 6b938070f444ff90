"""How fast ensembles are played, on one core and on two, and in how much memory."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence

from wargame.app.bench.record import OPTION, SCENARIO, TURNS, Bench, Figure, Size, figure
from wargame.app.game import game_of, open_game
from wargame.app.zones import ZoneShelf
from wargame.engine.draws import Draws
from wargame.engine.state import State
from wargame.forecast.ensemble import play_runs
from wargame.forecast.measures import EARLY_TURN, outcomes
from wargame.scenario.load import load_scenario

EVERY_TURN, WHEN_ASKED = None, (EARLY_TURN,)


class _Ensemble:
    """One option played from the start by common dice."""

    def __init__(self) -> None:
        self.scenario = load_scenario(SCENARIO)
        self.shelf = ZoneShelf.of(self.scenario)
        self.on = [self.scenario.option(OPTION)]
        self.game = game_of(self.scenario, self.on, self.shelf)

    def opening(self, draws: Draws) -> State:
        """The opening state of the playthroughs of these dice."""
        return open_game(self.scenario, self.game, self.on, draws, indices=False)

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
    yield figure("ensemble, index every turn", unit, "30,000", every, "processor time, one core")
    asked = _speeds(ensemble, size, WHEN_ASKED, clock)
    yield figure("ensemble, index when asked", unit, "50,000", asked, "at turns 4 and 12")


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


def two_processes(size: Size) -> Iterator[Figure]:
    """How much more two processes play in the same time than one."""
    code = (
        f"from wargame.app.bench.ensembles import worker; worker({size.runs}, {2 * size.repeats})"
    )
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
    yield figure("two processes against one", "times", "1.8", ratios)


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


def memory(size: Size) -> Iterator[Figure]:
    """MiB by which the process grows between its tenth chunk and the last of a large ensemble."""
    code = (
        "import sys; from wargame.app.bench.ensembles import _Ensemble, WHEN_ASKED, resident\n"
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
    yield figure("memory that an ensemble adds", "MiB", "flat", [float(done.stdout)], note)


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
