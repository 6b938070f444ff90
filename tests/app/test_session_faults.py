"""Kills, full disks and read-only folders under a session that is being played.

Reduced here; `pytest -m soak` kills 200 times. Each says how often the fault really fired.
"""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from wargame.app import replay
from wargame.app.recording import Recording
from wargame.app.session import Session
from wargame.journal import hostile
from wargame.journal.errors import NotWritten

HERE = Path(__file__).parent
pytestmark = pytest.mark.skipif(os.name == "nt", reason="kill -9 and limits are another matter")


class Killable:
    """A program that plays and acknowledges; `start` gives the number of the process to kill.

    Another command can take its place, such as a window that a script plays: it answers the same
    lines with a process that acknowledges in the same way.
    """

    def __init__(self, command: list[str]) -> None:
        self._process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        assert self._answer() == "ready"

    def _answer(self) -> str:
        return self._process.stdout.readline().strip()

    def start(self, path: Path, seed: int, acks: Path) -> int:
        self._process.stdin.write(f"{path}\t{seed}\t{acks}\n")
        self._process.stdin.flush()
        return int(self._answer())

    def gone(self) -> None:
        assert self._answer() == "gone"

    def close(self) -> None:
        self._process.stdin.close()
        self._process.wait(timeout=30)
        self._process.stdout.close()


@pytest.fixture
def killable() -> Iterator[Killable]:
    made = Killable([sys.executable, str(HERE / "recorder.py")])
    yield made
    made.close()


def acknowledged(acks: Path) -> dict[int, str]:
    """What the process had called saved: event and the digest shown."""
    lines = acks.read_text().splitlines() if acks.exists() else []
    return {int(seq): digest for seq, digest in (line.split() for line in lines)}


def kill_again_and_again(killable: Killable, folder: Path, kills: int) -> dict[str, float]:
    """So many kills at random moments; each file is reopened and holds all that was saved."""
    dice, told = random.Random(20), {"kills": 0.0, "events": 0.0, "lost": 0.0, "slowest": 0.0}
    for kill in range(kills):
        path, acks = folder / f"{kill // 5}.wargame", folder / f"{kill}.acks"
        child = killable.start(path, kill, acks)
        until = time.monotonic() + 60
        while not acknowledged(acks) and time.monotonic() < until:
            time.sleep(0.005)
        time.sleep(dice.uniform(0, 0.25))
        os.kill(child, signal.SIGKILL)
        killable.gone()
        saved = acknowledged(acks)
        assert saved, "nothing was played before the kill: the fault did not fire"
        began = time.process_time()
        recording = Recording.open(path)
        recording.session.view()
        told["slowest"] = max(told["slowest"], time.process_time() - began)
        events = hostile.read(path).events
        lost = [seq for seq in saved if seq > len(events)]
        last = max(saved)
        assert lost == []
        assert recording.session.chronicle.last >= last
        if recording.session.chronicle.last == last:
            assert recording.session.digest() == saved[last]
        told["kills"] += 1
        told["events"] += len(saved)
        told["lost"] += len(lost)
        if kill % 5 == 4:
            assert replay.verified(hostile.read(path)).faults == ()
        recording.close()
    return told


def test_what_was_called_saved_survives_kill_9(killable: Killable, tmp_path: Path) -> None:
    told = kill_again_and_again(killable, tmp_path, 6)
    print(f"\nkill -9: {told}")
    assert told["lost"] == 0


@pytest.mark.soak
def test_what_was_called_saved_survives_200_kills(killable: Killable, tmp_path: Path) -> None:
    told = kill_again_and_again(killable, tmp_path, 200)
    print(f"\nkill -9: {told}")
    assert (told["kills"], told["lost"]) == (200, 0)


def in_a_process(task: Callable[[], None], user: int | None = None) -> None:
    """The task in a process of its own, as another user where one is named; it must succeed."""
    child = os.fork()
    if child == 0:
        status = 1
        try:
            if user is not None and os.geteuid() == 0:
                os.setgid(user)
                os.setuid(user)
            task()
            status = 0
        finally:
            os._exit(status)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0


@contextmanager
def small_disk(size: int) -> Iterator[None]:
    """No file of this process can grow beyond so many bytes."""
    import resource

    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def play_on_a_full_disk(session: Session, tmp_path: Path) -> None:
    recording = Recording.start(session, tmp_path / "a.wargame")
    session.choose("gov")
    session.play_turn()
    on_disk, digest = len(hostile.read(tmp_path / "a.wargame").events), session.digest()
    assert on_disk == 2
    with small_disk((tmp_path / "a.wargame-wal").stat().st_size + 100):
        session.play_turn()
        session.play_turn()
        told = recording.saved()
        assert told.waiting == 2, "the fault did not fire"
        assert "kept in memory" in told.words
        assert "make room" in told.words
        assert session.view().turn == 3, "play goes on"
        assert hostile.read(tmp_path / "a.wargame").events[-1].digest == digest
    recording.save_copy(tmp_path / "rescue.wargame")
    rescued = replay.restored(hostile.read(tmp_path / "rescue.wargame"))
    assert rescued.digest() == session.digest()
    session.play_turn()
    assert recording.saved().waiting == 0, "there is room again: what waited is written too"
    assert recording.saved().words.startswith("saved")
    recording.close()
    assert Recording.open(tmp_path / "a.wargame").session.digest() == session.digest()


def test_on_a_full_disk_play_goes_on_in_memory_and_nothing_is_lost(table, tmp_path: Path) -> None:
    session = Session(table.scenario, 7, table.shelf)
    session.view()
    in_a_process(lambda: play_on_a_full_disk(session, tmp_path))


def test_a_disk_that_is_full_from_the_start_is_tried_again(table, tmp_path: Path) -> None:
    session = Session(table.scenario, 7, table.shelf)

    def task() -> None:
        with small_disk(20_000):
            recording = Recording.start(session, tmp_path / "a.wargame")
            session.play_turn()
            told = recording.saved()
            assert told.words.startswith("not saved, kept in memory")
            assert list(tmp_path.iterdir()) == [], "no half of a file is left"
        session.play_turn()
        assert recording.saved().words.startswith("saved")
        recording.close()
        assert Recording.open(tmp_path / "a.wargame").session.digest() == session.digest()

    in_a_process(task)


def test_a_copy_on_a_full_disk_is_a_sentence_and_no_half_of_a_file(table, tmp_path: Path) -> None:
    session = Session(table.scenario, 7, table.shelf)
    recording = Recording.demand(session, tmp_path / "a.wargame")
    session.play_turn()

    def task() -> None:
        with small_disk(20_000), pytest.raises(NotWritten, match="make room"):
            recording.save_copy(tmp_path / "b.wargame")

    in_a_process(task)
    assert not list(tmp_path.glob("*b*"))
    session.play_turn()
    recording.save_copy(tmp_path / "b.wargame")
    recording.close()
    assert replay.restored(hostile.read(tmp_path / "b.wargame")).digest() == session.digest()


def test_a_full_disk_at_the_end_loses_nothing(table, tmp_path: Path) -> None:
    session = Session(table.scenario, 7, table.shelf)

    def task() -> None:
        recording = Recording.start(session, tmp_path / "a.wargame")
        for _ in range(4):
            session.play_turn()
        with small_disk(4096):
            recording.close()
        assert Recording.open(tmp_path / "a.wargame").session.digest() == session.digest()

    in_a_process(task)


def test_a_folder_made_read_only_in_mid_session(table, tmp_path: Path) -> None:
    session = Session(table.scenario, 7, table.shelf)
    folder, other = tmp_path / "share", tmp_path / "mine"
    for each in (tmp_path.parent.parent, tmp_path.parent, tmp_path):
        each.chmod(0o755)
    for each in (folder, other):
        each.mkdir()
        each.chmod(0o777)

    def task() -> None:
        recording = Recording.start(session, folder / "a.wargame")
        session.choose("gov")
        recording.close()

    in_a_process(task, user=65534)
    left_open = tmp_path / "left"
    left_open.mkdir()
    recording = Recording.start(session, left_open / "a.wargame")
    session.play_turn()
    for each in left_open.iterdir():
        if not each.name.endswith("-lock"):
            (folder / each.name.replace("a.", "crashed.")).write_bytes(each.read_bytes())
    (folder / "crashed.wargame-shm").unlink()
    recording.close()
    folder.chmod(0o555)

    def go_on() -> None:
        try:
            (folder / "probe").touch()
        except OSError:
            pass
        else:
            raise SystemExit("this user can write everywhere: the fault did not fire")
        crashed = Recording.open(folder / "crashed.wargame")
        assert crashed.saved().read_only
        assert crashed.session.digest() == session.digest()
        recording = Recording.open(folder / "a.wargame")
        assert recording.saved().read_only
        recording.session.play_turn()
        assert recording.saved().waiting == 1
        recording.save_as(other / "b.wargame")
        assert recording.saved().words.startswith("saved")
        recording.session.play_turn()
        recording.close()
        again = Recording.open(other / "b.wargame")
        assert again.session.digest() == recording.session.digest()

    in_a_process(go_on, user=65534)
