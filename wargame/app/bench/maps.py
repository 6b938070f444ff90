"""How long the map and the first window take, in processes of their own without a screen."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator

from wargame.app.bench.record import Bench, Figure, Size, figure


def timed_window(*arguments: str) -> list[float]:
    """The seconds that `wargame.gui.timing` prints, in a process without a screen."""
    done = subprocess.run(  # noqa: S603  our own code
        [sys.executable, "-m", "wargame.gui.timing", *arguments],
        capture_output=True, text=True, check=True,
        env=os.environ | {"QT_QPA_PLATFORM": "offscreen"},
    )  # fmt: skip
    return [float(v) for v in json.loads(done.stdout.splitlines()[-1])]


def map_frames(size: Size) -> Iterator[Figure]:
    """Frames of the map while it is panned and zoomed, 1920 x 1080."""
    found = [1000 * s for s in timed_window("frames", str(size.frames))]
    yield figure("map frame, pan and zoom", "ms", "p99 under 10", found, "1920 x 1080, off screen")


def first_window(size: Size) -> Iterator[Figure]:
    """Processor seconds of a fresh process until a window with a map is painted."""
    found = [s for _ in range(min(3, size.repeats)) for s in timed_window("window")]
    yield figure("first window with a map", "s", "under 1", found, "processor time, imports too")


BENCHES = (Bench("map frames", map_frames), Bench("first window", first_window))
