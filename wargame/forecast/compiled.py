"""Playthroughs by rules that JAX compiled: the record of `wargame.forecast.ensemble`, in float32.

The same dice as with NumPy, so any two options are paired, and so is either backend with the other;
numbers agree to float32, and a draw that falls within that of its limit may fall otherwise.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import jax
import numpy as np

from wargame.engine.decisions import nobody
from wargame.engine.draws import Draws
from wargame.engine.ops import FloatArray
from wargame.engine.plan import Plan, plan_turn
from wargame.engine.rule import Game
from wargame.engine.state import State
from wargame.forecast import ensemble
from wargame.forecast.ensemble import EVENTS, INDEX, Opening, Players, Progress, Record, silent
from wargame.forecast.kernel import Kernel, Told

LANE = 1024  # playthroughs whose rows stay in a core's cache
LARGEST = 1 << 18  # playthroughs that a GPU is given at once
CHUNK = 8 * LANE
_KEPT = 16  # compiled games
_WIDEST: dict[str, str | bool] = {"xla_cpu_prefer_vector_width": "512"}


@dataclass
class _Compiled:
    """A kernel with what was compiled of it, by turns and lane."""

    kernel: Kernel
    made: dict[tuple[int, int], Any] = field(default_factory=dict)


_spent = [0.0]
_plans: dict[int, tuple[Game, Plan]] = {}
_compiled: dict[Any, _Compiled] = {}


def compile_seconds() -> float:
    """Seconds that this process has spent compiling so far."""
    return _spent[0]


def device() -> str:
    """The device that plays, as JAX names it."""
    return str(jax.devices()[0].device_kind)


def play_runs(  # noqa: PLR0913  as `ensemble.play_runs`
    opening: Opening,
    game: Game,
    turns: int,
    draws: Draws,
    measure: Callable[[Record], Mapping[str, FloatArray]],
    *,
    players: Players = nobody,
    asked: Collection[int] | None = None,
    chunk: int = 0,
    progress: Progress = silent,
) -> dict[str, FloatArray]:
    """As `ensemble.play_runs`; of the last state only the fields that `measure` reads are kept."""
    chunk = chunk or (CHUNK if _on_processor() else LARGEST)
    if players is not nobody:
        return ensemble.play_runs(
            opening, game, turns, draws, measure, players=players, asked=asked, progress=progress
        )
    last = _fields_read(measure, opening(draws.part(0, 1)), turns)
    parts: list[Mapping[str, FloatArray]] = []
    runs, done = len(draws.playthroughs), 0
    for some in ensemble.chunks(draws, chunk):
        parts.append(measure(_record(opening(some), game, turns, some, asked, last)))
        done += len(some.playthroughs)
        progress(done / runs)
    return ensemble.join(parts)


def play_chunk(
    opening: Opening,
    game: Game,
    turns: int,
    draws: Draws,
    players: Players = nobody,
    asked: Collection[int] | None = None,
) -> Record:
    """As `ensemble.play_chunk`."""
    if players is not nobody:
        return ensemble.play_chunk(opening, game, turns, draws, players, asked)
    state = opening(draws)
    return _record(state, game, turns, draws, asked, tuple(state.fields))


class _Noting(State):
    """A state that notes which of its fields are read."""

    __slots__ = ("read",)
    read: set[str]

    def __getattr__(self, name: str) -> FloatArray:
        if name in self.fields:
            self.read.add(name)
        return super().__getattr__(name)


def _fields_read(measure: Callable[[Record], object], state: State, turns: int) -> tuple[str, ...]:
    """The fields of the last state that a measure reads, found by letting it read one."""
    noting = _Noting(state.fields, {name: state[name] for name in state})
    object.__setattr__(noting, "read", set())
    record, row = Record(), np.zeros(state.playthroughs)
    for _ in range(turns):
        record.note(dict.fromkeys((*EVENTS, INDEX), row))
    record.last = noting
    with np.errstate(all="ignore"):
        measure(record)
    return tuple(sorted(noting.read))


def _on_processor() -> bool:
    return jax.default_backend() == "cpu"


def _record(
    state: State,
    game: Game,
    turns: int,
    draws: Draws,
    asked: Collection[int] | None,
    last: tuple[str, ...],
) -> Record:
    """The record of these playthroughs, lane by lane."""
    with jax.enable_x64(True):
        told = Told(EVENTS, INDEX, last)
        compiled = _compiled_for(state, game, told)
        kernel, count = compiled.kernel, state.playthroughs
        every = asked is None
        flags = np.array([every or t in (asked or ()) for t in range(1, turns)] + [True])
        places = kernel.places(draws, int(state.turn[0]) + 1, turns)
        opened = kernel.opened(state, game)
        starts = kernel.starts(draws)
        lane = LANE if _on_processor() else min(LARGEST, 1 << max(0, count - 1).bit_length())
        found = []
        for start in range(0, count, lane):
            some = [_part(array, start, lane) for array in opened]
            arguments = (some, _part(starts, start, lane), places, flags, kernel.table)
            found.append(_made(compiled, turns, lane, arguments)(*arguments))
    return _kept(found, state, flags, told)


def _part(array: Any, start: int, lane: int) -> Any:
    """One lane of an array, filled up with its last playthrough."""
    if not array.ndim:
        return array
    part = array[..., start : start + lane]
    short = lane - part.shape[-1]
    if not short:
        return part
    return np.pad(part, [(0, 0)] * (part.ndim - 1) + [(0, short)], mode="edge")


def _kept(found: Sequence[Any], state: State, flags: np.ndarray, told: Told) -> Record:
    """What the lanes told, as a record of the playthroughs there are."""
    count = state.playthroughs
    lasts, everies = zip(*found, strict=True)

    def joined(parts: Sequence[Any]) -> FloatArray:
        whole = np.concatenate([np.asarray(part) for part in parts], axis=-1)
        return np.asarray(whole[..., :count], dtype=np.float64)

    events = [joined([every[0][i] for every in everies]) for i in range(len(told.every))]
    overall = joined([every[1] for every in everies])
    record = Record()
    for turn, seen in enumerate(flags):
        row = {name: values[turn] for name, values in zip(told.every, events, strict=True)}
        record.note(row | ({INDEX: overall[turn]} if seen else {}))
    arrays = {name: joined([last[name] for last in lasts]) + 0.0 for name in told.last}
    record.last = State(state.fields, arrays)
    return record


def _compiled_for(state: State, game: Game, told: Told) -> _Compiled:
    """The kernel that plays such states of such a game; games of one shape share theirs."""
    plan = _plan_for(state, game)
    key = (plan.key, told)
    found = _compiled.pop(key, None)
    if found is None:
        found = _Compiled(Kernel(plan, told, apart=_on_processor()))
    _compiled[key] = found
    while len(_compiled) > _KEPT:
        _compiled.pop(next(iter(_compiled)))
    return found


def _plan_for(state: State, game: Game) -> Plan:
    known = _plans.pop(id(game), None)
    if known is None or known[0] is not game:
        plan = plan_turn(state, game, varying=True)
    else:
        plan = known[1]
        needs = plan.asked_by(state)
        if needs != plan.freedom:
            plan = plan_turn(state, game, needs, varying=True)
    _plans[id(game)] = (game, plan)
    while len(_plans) > _KEPT:
        _plans.pop(next(iter(_plans)))
    return plan


def _made(compiled: _Compiled, turns: int, lane: int, arguments: Any) -> Any:
    """The machine code for so many turns and a lane that long."""
    key = (turns, lane)
    if key not in compiled.made:
        began = time.perf_counter()
        options = _WIDEST if _on_processor() else None
        compiled.made[key] = compiled.kernel.run.lower(*arguments).compile(options)
        _spent[0] += time.perf_counter() - began
    return compiled.made[key]
