"""Independent parts of a large study played on this machine, by one process or several.

A part depends on its number and on the job alone, so that the order in which parts are finished,
and by whom, never shows in what they find.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from typing import Any

from wargame.engine.errors import WargameError

Cells = list[list[Any]]  # the rows of a part: plain numbers, words and None
Play = Callable[[Any, int], Cells]  # job and number of a part -> its rows; importable by name
Found = Iterator[tuple[int, Cells]]  # parts as they are finished
AT_ONCE = 4  # parts that wait for each process, so that none stands idle
TRIES = 3  # times that processes may die under the same part before the study stops


class SweepFailed(WargameError):
    """A sweep cannot go on; what has been finished is kept."""


def play_here(play: Play, job: Any, wanted: Sequence[int], workers: int) -> Found:
    """The parts, finished by so many processes; a process that dies has its parts played again.

    Raises SweepFailed when processes keep dying.
    """
    if workers <= 1 or len(wanted) <= 1:
        for part in wanted:
            yield part, play(job, part)
        return
    left, deaths = list(wanted), 0
    while left:
        before = len(left)
        try:
            for part, cells in _play_in_pool(play, job, left, min(workers, len(left))):
                left.remove(part)
                yield part, cells
        except BrokenProcessPool:
            deaths = deaths + 1 if len(left) == before else 1
            if deaths >= TRIES:
                words = f"{TRIES} times a working process died without finishing a part"
                raise SweepFailed(f"{words}; is there enough memory for so many runs?") from None


def _play_in_pool(play: Play, job: Any, wanted: Sequence[int], workers: int) -> Found:
    """The parts by fresh processes, which end with the last part or with this generator."""
    others = set(multiprocessing.active_children())
    pool = ProcessPoolExecutor(workers, multiprocessing.get_context("spawn"), _begin, (play, job))
    try:
        waiting, running = list(reversed(wanted)), dict[Future[Cells], int]()
        while waiting or running:
            while waiting and len(running) < AT_ONCE * workers:
                part = waiting.pop()
                running[pool.submit(_play_part, part)] = part
            done, _ = wait(running, return_when=FIRST_COMPLETED)
            for future in sorted(done, key=running.__getitem__):
                yield running.pop(future), future.result()
    finally:
        pool.shutdown(wait=False, cancel_futures=True)
        for process in set(multiprocessing.active_children()) - others:
            process.terminate()


_work: list[tuple[Play, Any]] = []  # of this process


def _begin(play: Play, job: Any) -> None:
    """A working process knows its job, leaves Ctrl+C to the first one, and ends with it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    _work[:] = [(play, job)]


def _end_with_parent() -> None:
    """Without this a killed study would leave processes behind that wait for ever."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _play_part(part: int) -> Cells:
    play, job = _work[0]
    return play(job, part)
