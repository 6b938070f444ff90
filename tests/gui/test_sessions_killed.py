"""kill -9 under a window that is being played: every step it called saved is there.

Reduced here; `pytest -m soak` kills 200 times.
"""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from wargame.app import replay
from wargame.app.kept_session import KeptSession
from wargame.app.recording import Recording, unfinished
from wargame.journal import hostile

SCRIPT = Path(__file__).with_name("killed_window.py")
pytestmark = pytest.mark.skipif(os.name == "nt", reason="kill -9 is another matter there")


class Windows:
    """Windows on demand; `kill` opens one, lets it be played a while, and kills it."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, str(SCRIPT)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        assert self._answer() == "ready"

    def _answer(self) -> str:
        return self._process.stdout.readline().strip()

    def kill(self, folder: Path, seed: int, acks: Path, dice: random.Random) -> dict[int, str]:
        """What a window had called saved when it was killed, at a random moment."""
        self._process.stdin.write(f"{folder}\t{seed}\t{acks}\n")
        self._process.stdin.flush()
        window, until = int(self._answer()), time.monotonic() + 60
        least = dice.randint(2, 8)
        while len(_read(acks)) < least and time.monotonic() < until:
            time.sleep(0.005)
        time.sleep(dice.uniform(0, 0.2))
        os.kill(window, signal.SIGKILL)
        assert self._answer() == "gone"
        return _read(acks)

    def close(self) -> None:
        self._process.stdin.close()
        self._process.wait(timeout=30)
        self._process.stdout.close()


def _read(acks: Path) -> dict[int, str]:
    lines = acks.read_text().splitlines() if acks.exists() else []
    return {int(seq): digest for seq, digest in (line.split() for line in lines)}


@pytest.fixture
def windows():
    made = Windows()
    yield made
    made.close()


def kill_again_and_again(windows: Windows, root: Path, kills: int) -> dict[str, int]:
    dice, told = random.Random(6), {"kills": 0, "acknowledged": 0, "lost": 0, "slowest_ms": 0}
    for number in range(kills):
        folder = root / f"lesson {number // 5}"
        folder.mkdir(exist_ok=True)
        saved = windows.kill(folder, number, root / f"{number}.acks", dice)
        assert len(saved) > 1, "nothing was played before the kill: the fault did not fire"
        (path,) = unfinished(folder / "sessions")
        began = time.process_time()
        found = Recording.open(path)
        found.session.view()
        told["slowest_ms"] = max(told["slowest_ms"], round(1e3 * (time.process_time() - began)))
        last = max(saved)
        told["lost"] += max(0, last - found.session.chronicle.last)
        assert found.session.chronicle.last >= last
        if found.session.chronicle.last == last and saved[last] != "-":
            assert found.session.digest() == saved[last]
        if number % 5 == 4:
            assert replay.verified(hostile.read(path)).faults == ()
        found.close()
        told["kills"] += 1
        told["acknowledged"] += len(saved)
        print(number + 1, told, flush=True)
    return told


def test_a_killed_window_loses_no_step_it_called_saved(windows, tmp_path):
    told = kill_again_and_again(windows, tmp_path, 3)
    print(f"\nkill -9 on a window: {told}")
    assert (told["kills"], told["lost"]) == (3, 0)


@pytest.mark.soak
def test_200_killed_windows_lose_no_step_they_called_saved(windows, tmp_path):
    told = kill_again_and_again(windows, tmp_path, 200)
    print(f"\nkill -9 on a window: {told}")
    assert (told["kills"], told["lost"]) == (200, 0)


def test_what_a_killed_window_left_is_offered_to_the_next_one(windows, tmp_path):
    saved = windows.kill(tmp_path, 1, tmp_path / "acks", random.Random(1))
    from wargame.app.session import Session

    after = KeptSession.fresh(Session.open(), tmp_path / "sessions")
    (left,) = after.unfinished()
    assert left.steps >= max(saved)
    after.open_file(left.path)
    assert after.told().saved.steps == left.steps
    after.close()
