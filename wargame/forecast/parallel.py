"""Independent parts of one job played by several processes; what comes back comes in order.

Processes are spawned, never forked: a fork would copy a window's threads half alive. They start
when first needed, wait for the next job, and end when `close` is called, when the program ends, or
when it is killed.
"""

from __future__ import annotations

import atexit
import contextlib
import multiprocessing
import os
import pickle
import signal
import threading
from collections import OrderedDict, deque
from collections.abc import Callable, Generator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from typing import Any, TypeVar

from wargame.engine.errors import WargameError

Job = TypeVar("Job")
Part = TypeVar("Part")
Found = TypeVar("Found")

AHEAD = 2  # parts that wait for each process, so that none stands idle
KEPT = 4  # jobs that a process remembers: their games and plans are made once


class ProcessesFailed(WargameError):
    """Working processes died; the sentence says what may help."""


@dataclass(frozen=True, slots=True)
class _Packed:
    """A job as bytes: processes that know its number need not open it again."""

    number: int
    content: bytes


class Workers:
    """So many processes that play parts of jobs; safe to use from several threads."""

    def __init__(self, count: int | None = None, *, gentle: bool = False) -> None:
        self.count = cores() if count is None else count
        self._gentle = gentle  # they give way to a window
        self._pool: ProcessPoolExecutor | None = None
        self._lock = threading.Lock()
        self._packed = 0

    def play(
        self, act: Callable[[Job, Part], Found], job: Job, parts: Sequence[Part]
    ) -> Generator[Found, None, None]:
        """What `act(job, part)` finds for each part, in the order of the parts.

        `act` must be importable by name; job, parts and what is found must be picklable. Closing
        the iterator drops the parts not begun. With a single process, or a single part, this
        process does the work itself. Raises ProcessesFailed, and whatever `act` raises.
        """
        if self.count <= 1 or len(parts) <= 1:
            yield from (act(job, part) for part in parts)
            return
        try:
            yield from self._played(act, job, parts)
        except BrokenProcessPool:
            self.close()
            words = "a working process has died; play fewer runs at once, or with --processes 1"
            raise ProcessesFailed(words) from None

    def _played(
        self, act: Callable[[Job, Part], Found], job: Job, parts: Sequence[Part]
    ) -> Generator[Found, None, None]:
        pool, packed = self._started(), self._pack(act, job)
        running: deque[Future[Found]] = deque()
        try:
            for part in parts:
                running.append(pool.submit(_play, packed, part))
                if len(running) >= AHEAD * self.count:
                    yield running.popleft().result()
            while running:
                yield running.popleft().result()
        finally:
            for future in running:
                future.cancel()

    def _pack(self, act: Callable[[Job, Part], Found], job: Job) -> _Packed:
        with self._lock:
            self._packed += 1
            return _Packed(self._packed, pickle.dumps((act, job)))

    def _started(self) -> ProcessPoolExecutor:
        """The processes, started now if they were not."""
        with self._lock:
            if self._pool is None:
                spawn = multiprocessing.get_context("spawn")
                self._pool = ProcessPoolExecutor(self.count, spawn, _begin, (self._gentle,))
            return self._pool

    def close(self) -> None:
        """The processes end once they have finished what they hold; the next job starts others."""
        with self._lock:
            pool, self._pool = self._pool, None
        if pool is not None:
            pool.shutdown(wait=True, cancel_futures=True)


def cores() -> int:
    """How many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


_shared: dict[int, Workers] = {}


def shared(count: int | None = None) -> Workers:
    """The program's own workers, as many as asked or as there are processors; ended at its exit."""
    wanted = cores() if count is None else count
    if wanted not in _shared:
        _shared[wanted] = Workers(wanted)
        atexit.register(_shared[wanted].close)
    return _shared[wanted]


# in the working processes

_jobs: OrderedDict[int, tuple[Callable[[Any, Any], Any], Any]] = OrderedDict()


def _begin(gentle: bool) -> None:
    """A working process leaves Ctrl+C to the first one, and ends with it."""
    if gentle and hasattr(os, "nice"):
        os.nice(5)
    with contextlib.suppress(ValueError):  # not in a main thread
        signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    """Without this a killed program would leave processes behind that wait for ever."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _play(packed: _Packed, part: Any) -> Any:
    if packed.number not in _jobs:
        _jobs[packed.number] = pickle.loads(packed.content)  # noqa: S301  our own bytes
        while len(_jobs) > KEPT:
            _jobs.popitem(last=False)
    act, job = _jobs[packed.number]
    return act(job, part)
