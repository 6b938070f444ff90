"""Independent parts of a large study played on this machine, by one process or several.

A part depends on its number and on the job alone, so that the order in which parts are finished,
and by whom, never shows in what they find.
"""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from typing import Any

from wargame.engine.errors import WargameError
from wargame.forecast.parallel import ProcessesFailed, Workers

Cells = list[list[Any]]  # the rows of a part: plain numbers, words and None
Play = Callable[[Any, int], Cells]  # job and number of a part -> its rows; importable by name
Found = Iterator[tuple[int, Cells]]  # parts as they are finished
TRIES = 3  # times that processes may die under the same part before the study stops


class SweepFailed(WargameError):
    """A sweep cannot go on; what has been finished is kept."""


def play_here(play: Play, job: Any, wanted: Sequence[int], workers: int) -> Found:
    """The parts, finished by so many processes; a process that dies has its parts played again.

    Raises SweepFailed when processes keep dying.
    """
    crew, left, deaths = Workers(workers), list(wanted), 0
    others = set(multiprocessing.active_children())
    try:
        while left:
            before = len(left)
            try:
                with closing(crew.play(play, job, tuple(left))) as played:
                    for cells in played:
                        yield left.pop(0), cells
            except ProcessesFailed:
                deaths = deaths + 1 if len(left) == before else 1
                if deaths >= TRIES:
                    words = f"{TRIES} times a working process died without finishing a part"
                    raise SweepFailed(
                        f"{words}; is there memory enough for so many runs?"
                    ) from None
    finally:
        if left:  # stopped: what is under way would be played again anyhow
            for process in set(multiprocessing.active_children()) - others:
                process.terminate()
        crew.close()
