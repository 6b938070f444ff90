"""How long a long session takes to open, to prove and to fork: measured and printed."""

from __future__ import annotations

import random
import statistics
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from wargame.app import replay
from wargame.app.recording import Recording
from wargame.app.session import Session
from wargame.journal import hostile

pytestmark = pytest.mark.bench
RING = [[[30.0, 50.0], [31.0, 50.0], [31.0, 51.0], [30.0, 50.0]]]


def seconds(work: Callable[[], object], repeats: int = 5) -> float:
    """The median of so many runs, CPU time of this process."""
    found = []
    for _ in range(repeats):
        began = time.process_time()
        work()
        found.append(time.process_time() - began)
    return statistics.median(found)


def long_session(table, path: Path) -> Session:
    """40 turns on the main line, 8 branches of 5 turns, rulings, notes and drawn zones."""
    session = Session(table.scenario.model_copy(update={"turns": 40}), 7, table.shelf)
    recording, dice = Recording.demand(session, path), random.Random(1)
    for turn in range(40):
        session.choose(dice.choice(["gov", "eu", "dmz", "buffer"]))
        if turn % 10 == 5:
            session.draw_zone(RING, f"Zone {turn}")
        session.play_turn()
        if turn % 8 == 3:
            session.rule("cohesion", None, 0.5, "agreed", "White Cell")
        session.note(f"turn {turn}")
    end = session.log()[-1].seq
    for turn in range(2, 34, 4):
        session.go_to(session.turns()[turn])
        session.choose("gov-now")
        for _ in range(5):
            session.play_turn()
        session.go_to(end)
    recording.close()
    return session


def test_a_session_of_forty_turns_with_branches(table, tmp_path: Path) -> None:
    path = tmp_path / "long.wargame"
    session = long_session(table, path)
    before = path.read_bytes()
    contents = hostile.read(path)

    def opened() -> None:
        replay.restored(hostile.read(path)).view()

    opening = seconds(opened)
    proving = seconds(lambda: replay.verified(contents), 3)
    print(
        f"\n{len(contents.events)} events, {len(session.branches())} branches, "
        f"{path.stat().st_size / 1e6:.1f} MB: opened in {opening:.3f} s (asked: under 1), "
        f"proven in {proving:.3f} s (asked: under 5)"
    )
    assert path.read_bytes() == before


def test_a_fork_at_turn_three_of_ten(table, tmp_path: Path) -> None:
    path, out = tmp_path / "ten.wargame", tmp_path / "fork.wargame"
    session = Session(table.scenario, 7, table.shelf)
    recording = Recording.demand(session, path)
    for _ in range(10):
        session.play_turn()
    recording.close()
    before = path.read_bytes()

    def fork() -> None:
        out.unlink(missing_ok=True)
        made = replay.forked(replay.restored(hostile.read(path)), 3)
        forked = Recording.demand(made, out)
        made.choose("dmz")
        for _ in range(7):
            made.play_turn()
        forked.close()
        for each in (path, out):
            assert replay.verified(hostile.read(each)).faults == ()

    print(f"\nforked, played on and both proven in {seconds(fork, 3):.2f} s (asked: under 3)")
    assert path.read_bytes() == before


def test_what_a_step_costs(table, tmp_path: Path) -> None:
    plain = Session(table.scenario.model_copy(update={"turns": 40}), 7, table.shelf)
    kept = Session(table.scenario.model_copy(update={"turns": 40}), 7, table.shelf)
    recording = Recording.demand(kept, tmp_path / "a.wargame")
    told = {name: seconds(s.play_turn, 30) for name, s in (("plain", plain), ("recorded", kept))}
    began = time.perf_counter()
    for troops in range(60):
        kept.set_terms("gov", troops_k=float(troops))
    each = (time.perf_counter() - began) / 60
    recording.close()
    print(
        f"\na turn {1000 * told['plain']:.1f} ms, recorded {1000 * told['recorded']:.1f} ms; "
        f"a slider's step, recorded, {1000 * each:.1f} ms of the clock"
    )
