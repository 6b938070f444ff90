"""Two hundred turns, five hundred zone edits, fifty opens and closes: memory stays where it is."""

from __future__ import annotations

import gc
import math
import threading
from pathlib import Path

import pytest

from wargame.app.recording import Recording
from wargame.app.session import Session

PAGE = 4096
GROWTH = 1.10
EDITS_A_TURN = 3


def resident() -> int:
    """Bytes of this process that are in memory."""
    gc.collect()
    return int(Path("/proc/self/statm").read_text("ascii").split()[1]) * PAGE


def ring(number: int) -> list[list[tuple[float, float]]]:
    """A pentagon that is another one each time."""
    size = 0.5 + 0.001 * number
    angles = [2 * math.pi * k / 5 for k in range(5)]
    points = [(32 + size * math.cos(a), 49 + size * math.sin(a)) for a in angles]
    return [[*points, points[0]]]


def used(folder: Path, games: range, table) -> int:
    """Games of forty turns with edits and a close and an open every four turns; edits made."""
    edits = 0
    for game in games:
        path = folder / f"{game}.wargame"
        session = Session(table.scenario.model_copy(update={"turns": 40}), 7, table.shelf)
        recording = Recording.demand(session, path)
        zone = recording.session.draw_zone(ring(1000 * game))
        for turn in range(40):
            for edit in range(EDITS_A_TURN):
                recording.session.reshape_zone(zone, ring(1000 * game + 10 * turn + edit + 1))
                edits += 1
            recording.session.play_turn()
            recording.session.view()
            if turn % 4 == 3:
                recording.close()
                recording = Recording.open(path)
        recording.close()
    return edits


@pytest.mark.soak
@pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="memory is told by Linux only")
def test_long_use_grows_by_less_than_a_tenth(table, tmp_path: Path) -> None:
    used(tmp_path, range(1), table)
    before, threads = resident(), threading.active_count()
    edits = used(tmp_path, range(1, 6), table)
    after = resident()
    print(
        f"\n200 turns, {edits} zone edits, 50 opens and closes: {before / 1e6:.0f} MB, then "
        f"{after / 1e6:.0f} MB; {threading.active_count()} threads, before {threads}"
    )
    assert after < GROWTH * before
    assert threading.active_count() == threads
