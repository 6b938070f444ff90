"""Playthroughs in chunks: the same numbers for any chunking, in memory that a chunk bounds."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

import numpy as np

from wargame.engine.decisions import Decision, nobody
from wargame.engine.draws import Draws
from wargame.engine.ops import FloatArray
from wargame.engine.rule import Game
from wargame.engine.sequence import play_turn
from wargame.engine.state import State
from wargame.forecast.planned import WORTH, planned_turns, still

CHUNK = 4000  # playthroughs at once: more gain little, fewer pay for each call of a rule
EVENTS = ("ceasefire", "began", "collapsed", "lost", "clash")  # recorded every turn
INDEX = "stability_overall"  # recorded at the turns asked
SECTORS = "stability"  # each sector's, at the same turns, when a record wants them
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
    clash: list[FloatArray] = field(default_factory=list)
    sectors: dict[int, FloatArray] = field(default_factory=dict)  # turn -> (S, B)
    last: State | None = None
    each_sector: bool = False

    @property
    def indices(self) -> tuple[str, ...]:
        """The fields recorded at the turns asked."""
        return (INDEX, SECTORS) if self.each_sector else (INDEX,)

    def see(self, state: State) -> None:
        """One more turn has been played."""
        self.note({name: state[name] for name in (*self.indices, *EVENTS)})
        self.last = state

    def note(self, told: Mapping[str, FloatArray]) -> None:
        """One more turn's headline and events; nan where the index was not asked for."""
        events = [told[name] + 0.0 for name in EVENTS]  # no negative zero, however played
        overall = told[INDEX] + 0.0 if INDEX in told else np.full_like(events[0], np.nan)
        for kept, values in zip(
            (self.overall, self.ceasefire, self.began, self.collapsed, self.lost, self.clash),
            (overall, *events),
            strict=True,
        ):
            kept.append(values)
        if self.each_sector and SECTORS in told:
            self.sectors[len(self.overall)] = told[SECTORS] + 0.0


R = TypeVar("R", bound=Record)


def play_chunk(
    opening: Opening,
    game: Game,
    turns: int,
    draws: Draws,
    players: Players = nobody,
    asked: Collection[int] | None = None,
    *,
    each_sector: bool = False,
    pulse: Callable[[], None] = still,
) -> Record:
    """The record of one chunk of playthroughs after so many turns.

    asked : the turns of this chunk, from 1, whose index is wanted, the last one always; None: all.
    each_sector : whether the record also holds each sector's stability at these turns.
    pulse : called before every turn; may raise to stop the work.
    """
    state = opening(draws)
    if players is nobody and turns * state.playthroughs >= WORTH:
        record = Record(each_sector=each_sector)
        if _planned(state, game, turns, draws, asked, record, pulse):
            return record
    record = Record(each_sector=each_sector)
    record = _watched(state, game, turns, draws, players, record, pulse)
    if asked is not None:
        for turn in set(range(1, turns)).difference(asked):
            record.overall[turn - 1] = np.full(state.playthroughs, np.nan)
            record.sectors.pop(turn, None)
    if record.last is not None:
        last = record.last
        record.last = last.changed({name: last[name] + 0.0 for name in last})
    return record


def _planned(
    state: State,
    game: Game,
    turns: int,
    draws: Draws,
    asked: Collection[int] | None,
    record: Record,
    pulse: Callable[[], None],
) -> bool:
    """Whether the record holds the same by a plan; not where the game cannot be written down."""
    indexed = (*EVENTS, *record.indices)
    wanted: list[Collection[str]] = [
        indexed if asked is None or turn in asked else EVENTS for turn in range(1, turns)
    ]
    found = planned_turns(state, game, draws, [*wanted, tuple(state.fields)], pulse)
    if found is None:
        return False
    for told in found:
        record.note(told)
    record.last = State(state.fields, found[-1])
    return True


def _watched(
    state: State,
    game: Game,
    turns: int,
    draws: Draws,
    players: Players,
    record: R,
    pulse: Callable[[], None] = still,
) -> R:
    """The record after it has seen so many more turns."""
    for _ in range(turns):
        pulse()
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


def play_runs(  # noqa: PLR0913  each has its default but what is played
    opening: Opening,
    game: Game,
    turns: int,
    draws: Draws,
    measure: Callable[[Record], Mapping[str, FloatArray]],
    *,
    players: Players = nobody,
    asked: Collection[int] | None = None,
    chunk: int = CHUNK,
    progress: Progress = silent,
) -> dict[str, FloatArray]:
    """Each measure of the playthroughs that `draws` names, (runs,) or (T, runs).

    asked : as of `play_chunk`.
    """
    parts: list[Mapping[str, FloatArray]] = []
    runs, done = len(draws.playthroughs), 0
    for some in chunks(draws, chunk):
        parts.append(measure(play_chunk(opening, game, turns, some, players, asked)))
        done += len(some.playthroughs)
        progress(done / runs)
    return join(parts)


def join(parts: Sequence[Mapping[str, FloatArray]]) -> dict[str, FloatArray]:
    """The same measures of several chunks, one after another."""
    return {key: np.concatenate([part[key] for part in parts], axis=-1) for key in parts[0]}
