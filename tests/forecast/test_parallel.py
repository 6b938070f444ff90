"""Parts played by processes come back in order; stopping drops the rest; death is told."""

from __future__ import annotations

import multiprocessing
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from wargame.forecast.parallel import ProcessesFailed, Workers, _Packed, _play, shared


@pytest.fixture(scope="module")
def workers() -> Iterator[Workers]:
    made = Workers(2)
    yield made
    made.close()


def test_nothing_is_started_before_it_is_needed() -> None:
    fresh = Workers(2)
    assert list(fresh.play(divmod, 17, [5])) == [(3, 2)]  # one part: not worth a process
    assert fresh._pool is None


def test_what_is_found_comes_in_the_order_of_the_parts(workers) -> None:
    parts = list(range(1, 12))
    assert list(workers.play(divmod, 100, parts)) == [divmod(100, part) for part in parts]
    assert list(Workers(1).play(divmod, 100, parts)) == [divmod(100, part) for part in parts]


def test_the_same_processes_play_the_next_job(workers) -> None:
    assert list(workers.play(pow, 2, [1, 2, 3])) == [2, 4, 8]
    before = set(workers._pool._processes)
    assert list(workers.play(pow, 3, [1, 2, 3])) == [3, 9, 27]
    assert set(workers._pool._processes) == before


def test_an_error_of_a_part_reaches_whoever_asked_and_the_processes_live_on(workers) -> None:
    with pytest.raises(ZeroDivisionError):
        list(workers.play(divmod, 1, [1, 0, 2]))
    assert list(workers.play(pow, 2, [3, 4])) == [8, 16]


def test_whoever_stops_early_leaves_nothing_waiting(workers) -> None:
    found = workers.play(divmod, 100, list(range(1, 100)))
    assert next(found) == (100, 0)
    found.close()
    assert not workers._pool._pending_work_items or len(workers._pool._pending_work_items) <= 4


def test_a_process_that_dies_is_told_as_a_sentence_and_others_are_started() -> None:
    own = Workers(2)
    with pytest.raises(ProcessesFailed, match="working process has died"):
        list(own.play(_die, None, [1, 2, 3]))
    assert list(own.play(pow, 2, [3, 4])) == [8, 16]
    own.close()


def _die(job: None, part: int) -> None:
    os._exit(3)


def test_processes_are_spawned_and_end_with_the_program() -> None:
    code = (
        "import sys\n"
        "from wargame.forecast.parallel import shared\n"
        "if __name__ == '__main__':\n"
        "    w = shared(2)\n"
        "    print(list(w.play(pow, 2, [1, 2, 3])), *w._pool._processes)\n"
    )
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", code], capture_output=True, text=True, check=True
    )
    assert done.stdout.startswith("[2, 4, 8] ")
    assert done.stderr == ""
    for pid in done.stdout.split("]")[1].split():
        with pytest.raises(ProcessLookupError):
            os.kill(int(pid), 0)


def test_a_program_has_one_set_of_workers_of_a_size() -> None:
    assert shared(3) is shared(3)
    assert shared(3)._pool is None


def test_a_process_remembers_a_few_jobs_and_no_more() -> None:
    from wargame.forecast import parallel

    for number in range(10):
        assert _play(_Packed(-number, parallel.pickle.dumps((pow, number))), 2) == number**2
    assert len(parallel._jobs) == parallel.KEPT
    parallel._jobs.clear()


def test_no_process_is_forked() -> None:
    assert all(p._start_method == "spawn" for p in multiprocessing.active_children())


def test_processes_of_a_program_that_is_killed_end_too() -> None:
    code = (
        "import sys, time\n"
        "from wargame.forecast.parallel import shared\n"
        "if __name__ == '__main__':\n"
        "    w = shared(2)\n"
        "    list(w.play(pow, 2, [1, 2, 3]))\n"
        "    print(*w._pool._processes, flush=True)\n"
        "    time.sleep(60)\n"
    )
    with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True) as first:
        assert first.stdout is not None
        pids = [int(pid) for pid in first.stdout.readline().split()]
        assert len(pids) == 2
        first.kill()
    deadline = time.monotonic() + 20
    while any(_lives(pid) for pid in pids):
        assert time.monotonic() < deadline, "processes have outlived their program"
        time.sleep(0.05)


def _lives(pid: int) -> bool:
    state = Path(f"/proc/{pid}/stat")
    if state.parent.parent.exists():  # a process nobody has waited for is dead all the same
        return state.exists() and state.read_text().rpartition(")")[2].split()[0] != "Z"
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True
