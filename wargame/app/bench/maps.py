"""How long the map and the first window take, in processes of their own without a screen."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np

from wargame.app.bench.record import Bench, Figure, PeerAbsent, Size, figure

HD, FOUR_K = (1920, 1080), (3840, 2160)
PEER_LAYERS = ("countries", "control", "oblasts", "rivers", "water", "contact_line")
SLOWEST = 600  # seconds that a peer may take
SYSTEM_PYTHONS = ("/usr/bin/python3", "python3")  # a virtual environment hides the system's modules


@dataclass(frozen=True, slots=True)
class Peer:
    """Another program that draws maps."""

    name: str
    module: str  # what its script imports
    script: str  # beside this file
    system: bool  # run by the system's Python, else by ours
    absent: str  # the sentence that says how to get it


PEERS = (
    Peer("QGIS", "qgis.core", "peer_qgis.py", True,
         "QGIS is not installed: apt-get install qgis python3-qgis"),
    Peer("mapnik", "mapnik", "peer_mapnik.py", True,
         "mapnik is not installed: apt-get install python3-mapnik"),
    Peer("geopandas.plot", "matplotlib", "peer_geopandas.py", False,
         "matplotlib, with which geopandas draws, is not installed: pip install matplotlib"),
)  # fmt: skip


def timed_window(*arguments: str) -> Any:
    """What `wargame.gui.timing` prints, in a process without a screen."""
    done = subprocess.run(  # noqa: S603  our own code
        [sys.executable, "-m", "wargame.gui.timing", *arguments],
        capture_output=True, text=True, check=True,
        env=os.environ | {"QT_QPA_PLATFORM": "offscreen"},
    )  # fmt: skip
    return json.loads(done.stdout.splitlines()[-1])


@cache
def frames(steps: int, size: tuple[int, int], *times: int) -> list[dict[str, Any]]:
    """One run of the script of pans and zooms for each of `times`, the maps taking turns.

    See `wargame.gui.timing.Frames`.
    """
    counts = [str(count) for count in times]
    found: list[dict[str, Any]] = timed_window(
        "frames", str(steps), f"{size[0]}x{size[1]}", *counts
    )
    return found


def milliseconds(seconds: list[float]) -> list[float]:
    """The same in milliseconds."""
    return [1000 * value for value in seconds]


def map_frames(size: Size) -> Iterator[Figure]:
    """Frames of the map while it is panned and zoomed, full 1:10m data, off screen."""
    (plain,), (large,) = frames(size.frames, HD, 1), frames(size.frames, FOUR_K, 1)
    note = "1920 x 1080, off screen; the picture is drawn on between the frames"
    yield figure(
        "map frame, pan and zoom", "ms", "p99 under 10", milliseconds(plain["frame"]), note
    )
    yield figure("map frame, 4K", "ms", "p99 under 16", milliseconds(large["frame"]), "3840 x 2160")
    yield figure(
        "map drawn sharp from nothing", "ms", "", milliseconds(plain["sharp"]), "1920 x 1080"
    )
    still = [1000 * plain["still"]]
    yield figure("map sharp after the last move", "ms", "", still, "90 of them waiting for more")
    once, dense = frames(size.frames, HD, 1, 4)
    ratios = [float(np.median(dense[what]) / np.median(once[what])) for what in ("frame", "sharp")]
    for what, ratio in zip(("frame", "sharp picture"), ratios, strict=True):
        yield figure(f"four times the points, {what}", "ratio", "at most 1.25", [ratio])


def first_window(size: Size) -> Iterator[Figure]:
    """Processor seconds of a fresh process until a window with a map is painted."""
    found = [s for _ in range(min(3, size.repeats)) for s in timed_window("window")]
    yield figure("first window with a map", "s", "under 1", found, "processor time, imports too")


def _python(peer: Peer) -> str:
    """The Python that has the peer; PeerAbsent if none has."""
    if not peer.system:
        if find_spec(peer.module) is None:
            raise PeerAbsent(peer.absent)
        return sys.executable
    for name in SYSTEM_PYTHONS:
        program = shutil.which(name)
        if program is None:
            continue
        asked = [program, "-c", f"import {peer.module}"]
        if subprocess.run(asked, capture_output=True, check=False).returncode == 0:  # noqa: S603
            return program
    raise PeerAbsent(peer.absent)


def peer_frames(peer: Peer, size: Size) -> Iterator[Figure]:
    """The same layers at the same views drawn by another program, and how ours compares."""
    from wargame.geo.peer_layers import write_peer_layers  # noqa: PLC0415  slow to import

    program, (ours,) = _python(peer), frames(size.frames, HD, 1)
    with TemporaryDirectory() as folder:
        layers = write_peer_layers(Path(folder))
        job = Path(folder) / "job.json"
        order = [[name, str(layers[name])] for name in PEER_LAYERS]
        job.write_text(json.dumps({"size": HD, "views": ours["views"], "layers": order}))
        done = subprocess.run(  # noqa: S603  our own script
            [program, str(Path(__file__).parent / peer.script), str(job)],
            capture_output=True, text=True, check=True, timeout=SLOWEST,
            env=os.environ | {"QT_QPA_PLATFORM": "offscreen"},
        )  # fmt: skip
    found = json.loads(done.stdout.splitlines()[-1])
    values = milliseconds(found["seconds"])
    yield figure(f"the same views, {peer.name}", "ms", "", values, f"version {found['version']}")
    for what, words in (("frame", "our frame"), ("sharp", "our sharp picture")):
        ratio = float(np.median(ours[what]) / np.median(found["seconds"]))
        target = "at most 0.33" if (peer.name, what) == ("QGIS", "frame") else ""
        yield figure(f"{words} against {peer.name}", "ratio", target, [ratio], "medians")


def _bench(peer: Peer) -> Bench:
    return Bench(f"map by {peer.name}", lambda size: peer_frames(peer, size), peer=True)


BENCHES = (
    Bench("map frames", map_frames),
    Bench("first window", first_window),
    *(_bench(peer) for peer in PEERS),
)
