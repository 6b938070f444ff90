"""Playthroughs in chunks: the same numbers for any chunking, in memory that a chunk bounds."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

import numpy as np

from wargame.engine.decisions import Decision
from wargame.engine.draws import Draws
from wargame.engine.ops import FloatArray
from wargame.engine.rule import Game
from wargame.engine.sequence import play_turn
from wargame.engine.state import State

CHUNK = 4000  # playthroughs at once: more gain little, fewer pay for each call of a rule
Opening = Callable[[Draws], State]  # the state that the playthroughs of these dice start from
Players = Callable[[State, Draws], Sequence[Decision]]  # what seats decide, by the turn's dice
Progress = Callable[[float], None]  # told how much is done, 0..1; may raise to stop the work


def silent(done: float) -> None:
    """Progress that nobody watches."""


@dataclass(slots=True)
class Record:
    """What is kept of a chunk: every turn's headline, the events, and the last state."""

    overall: list[FloatArray] = field(default_factory=list)  # T of (B,)
    ceasefire: list[FloatArray] = field(default_factory=list)
    began: list[FloatArray] = field(default_factory=list)
    collapsed: list[FloatArray] = field(default_factory=list)
    lost: list[FloatArray] = field(default_factory=list)
    last: State | None = None

    def see(self, state: State) -> None:
        """One more turn has been played."""
        self.overall.append(state.stability_overall)
        self.ceasefire.append(state.ceasefire)
        self.began.append(state.began)
        self.collapsed.append(state.collapsed)
        self.lost.append(state.lost)
        self.last = state


R = TypeVar("R", bound=Record)


def nobody(state: State, draws: Draws) -> Sequence[Decision]:
    """No seat decides anything."""
    return ()


def play_chunk(
    opening: Opening, game: Game, turns: int, draws: Draws, players: Players = nobody
) -> Record:
    """The record of one chunk of playthroughs after so many turns."""
    return _watched(opening(draws), game, turns, draws, players, Record())


def _watched(state: State, game: Game, turns: int, draws: Draws, players: Players, record: R) -> R:
    """The record after it has seen so many more turns."""
    for _ in range(turns):
        decisions = players(state, draws.at(int(state.turn[0]) + 1))
        state = play_turn(state, decisions, game, draws, keep_ledger=False).state
        record.see(state)
    return record


def watch_runs(
    opening: Opening, game: Game, turns: int, draws: Draws, record: Callable[[], R]
) -> Iterator[R]:
    """A record of the caller's own kind for each chunk of the playthroughs that `draws` names."""
    for some in chunks(draws, CHUNK):
        yield _watched(opening(some), game, turns, some, nobody, record())


def chunks(draws: Draws, size: int) -> Iterator[Draws]:
    """The dice of the same playthroughs, in parts of at most that size."""
    for start in range(0, len(draws.playthroughs), size):
        yield draws.part(start, start + size)


def play_runs(
    opening: Opening,
    game: Game,
    turns: int,
    draws: Draws,
    measure: Callable[[Record], Mapping[str, FloatArray]],
    *,
    players: Players = nobody,
    chunk: int = CHUNK,
    progress: Progress = silent,
) -> dict[str, FloatArray]:
    """Each measure of the playthroughs that `draws` names, (runs,) or (T, runs)."""
    parts: list[Mapping[str, FloatArray]] = []
    runs, done = len(draws.playthroughs), 0
    for some in chunks(draws, chunk):
        parts.append(measure(play_chunk(opening, game, turns, some, players)))
        done += len(some.playthroughs)
        progress(done / runs)
    return join(parts)


def join(parts: Sequence[Mapping[str, FloatArray]]) -> dict[str, FloatArray]:
    """The same measures of several chunks, one after another."""
    return {key: np.concatenate([part[key] for part in parts], axis=-1) for key in parts[0]}
