"""Forecasts played in a process beside the window, so that painting and playing do not take turns.

Threads of one Python share one lock: a window that paints holds up a forecast that plays, and the
other way round. The process is spawned, never forked; until it is ready, and should it die, the
work is done by whoever asked.
"""

from __future__ import annotations

import contextlib
import multiprocessing
import signal
import threading
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from multiprocessing.connection import Connection
from typing import Any

import numpy as np

from wargame.app.lanes import OptionLane
from wargame.app.outlook_memory import Measures, Memory
from wargame.app.tasks import Cancelled
from wargame.engine.draws import Draws
from wargame.engine.rule import Named
from wargame.forecast.ensemble import Record, play_chunk
from wargame.players.table import seats_played

_WAIT_S = 0.004  # between two looks at whether the answer is there, or no longer wanted
_LEAVE_S = 2.0  # how long closing waits for the process


@dataclass(frozen=True)
class Part:
    """So many playthroughs along one line, ready to be sent."""

    key: Hashable  # of the game: equal for equal games
    lane: OptionLane  # with the state that it starts from
    parameters: dict[str, Any] | None  # None: the shipped ones
    seed: int
    turns: int
    first: int
    count: int


def measures_of(record: Record) -> Measures:
    """What a forecast needs of a chunk."""
    if record.last is None:
        raise ValueError("no turn has been played")
    return {
        "overall": np.array(record.overall),  # (T, B)
        "ceasefire_any": np.max(record.ceasefire, axis=0),
        "ceasefire_end": record.last.ceasefire,
        "clash": record.last.clash,
        "lost": record.last.lost,
        "deescalation": record.last.deescalation,
        "principle": record.last.principle,
    }


def played(part: Part, memory: Memory, pulse: Callable[[], None]) -> Record:
    """The record of the part; its game is made once."""
    given = None if part.parameters is None else Named("parameter", part.parameters)
    game = memory.game(part.key, lambda: part.lane.game_under(given))
    draws = Draws.of(part.seed, part.first, part.count)
    players = seats_played(game, part.lane.setting.doctrines)
    return play_chunk(part.lane.opening, game, part.turns, draws, players, pulse=pulse)


class Aside:
    """A process that plays parts of forecasts, one after another; safe to ask from any thread."""

    def __init__(self) -> None:
        """The process is being started."""
        spawn = multiprocessing.get_context("spawn")
        self._pipe, theirs = spawn.Pipe()
        self._process = spawn.Process(target=_serve, args=(theirs,), daemon=True)
        self._process.start()
        theirs.close()
        self._lock = threading.Lock()
        self._ready = False
        self._number = 0

    @property
    def ready(self) -> bool:
        """Whether it has started and lives."""
        with contextlib.suppress(OSError, EOFError):
            if not self._ready and self._pipe.poll():
                self._ready = self._pipe.recv() == 0
        return self._ready and self._process.is_alive()

    def play(self, part: Part, pulse: Callable[[], None]) -> Measures | None:
        """The measures of the part; None when the process has died.

        `pulse` is called every few milliseconds and may raise to stop: the process then stops
        between two turns.
        """
        with self._lock:
            self._number += 1
            try:
                self._pipe.send((self._number, part))
                while True:
                    while not self._pipe.poll(_WAIT_S):
                        self._ask(pulse)
                    number, found = self._pipe.recv()
                    if number == self._number:
                        return _checked(found)
            except (OSError, EOFError):
                self._ready = False
                return None

    def _ask(self, pulse: Callable[[], None]) -> None:
        try:
            pulse()
        except BaseException:
            self._pipe.send((self._number, None))  # what it plays is no longer wanted
            raise

    def close(self) -> None:
        """The process has ended."""
        with contextlib.suppress(OSError):
            self._pipe.close()
        self._process.join(_LEAVE_S)
        if self._process.is_alive():
            self._process.kill()
            self._process.join()


def _checked(found: Measures | Exception) -> Measures:
    if isinstance(found, Exception):
        raise found
    return found


def _serve(pipe: Connection) -> None:
    """Plays what comes until the pipe is closed; a newer message stops what is being played."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C is for the window
    memory = Memory()

    def pulse() -> None:
        if pipe.poll():
            raise Cancelled

    with contextlib.suppress(OSError, EOFError):
        pipe.send(0)
        while True:
            number, part = pipe.recv()
            if part is None:
                continue
            try:
                answer: Any = measures_of(played(part, memory, pulse))
            except Cancelled:
                continue
            except Exception as error:  # noqa: BLE001  told to whoever asked
                answer = error
            pipe.send((number, answer))
