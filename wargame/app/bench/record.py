"""What a measurement is: a row of figures in a unit, from a bench that says what it measures."""

from __future__ import annotations

import os
import platform
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

SCENARIO, OPTION, TURNS = "ukraine-2024-12", "eu", 12


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


@dataclass(frozen=True, slots=True)
class Bench:
    """Something that gives rows; a peer's rows are measured only when they are asked for."""

    words: str  # what is being measured, for whoever waits
    rows: Callable[[Size], Iterable[Figure]]
    peer: bool = False


class PeerAbsent(Exception):
    """A peer is not installed; the sentence says how to get it."""


def figure(what: str, unit: str, target: str, values: Sequence[float], note: str = "") -> Figure:
    """The row of these values; the 99th percentile is on the side that nobody wants."""
    worst = 1 if unit.endswith("/s") or unit == "times" else 99
    found = np.percentile(values, [50, worst])
    return Figure(what, unit, target, float(found[0]), float(found[1]), len(values), note)


def milliseconds(act: Callable[[], object]) -> float:
    """How long the act took, by the clock on the wall."""
    began = time.perf_counter()
    act()
    return 1000 * (time.perf_counter() - began)


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
