"""Playthroughs by rules that JAX compiled: the record of `wargame.forecast.ensemble`, in float32.

The same dice as with NumPy, so any two options are paired, and so is either backend with the other;
numbers agree to float32, and a draw that falls within that of its limit may fall otherwise.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

import jax
import numpy as np
from numpy.typing import NDArray

from wargame.engine.decisions import nobody
from wargame.engine.draws import Draws
from wargame.engine.ops import FloatArray
from wargame.engine.plan import Plan, plan_turn
from wargame.engine.rule import Game
from wargame.engine.state import State
from wargame.forecast import ensemble
from wargame.forecast.ensemble import EVENTS, Opening, Players, Progress, Record, silent
from wargame.forecast.kernel import Kernel, Told
from wargame.forecast.planned import still

LANE = 1024  # playthroughs whose rows stay in a core's cache
LARGEST = 1 << 18  # playthroughs that a GPU is given at once
CHUNK = 8 * LANE
_KEPT = 16  # games, and compiled shapes of games
_WIDEST: dict[str, str | bool] = {"xla_cpu_prefer_vector_width": "512"}
K = TypeVar("K", bound=Hashable)
V = TypeVar("V")


@dataclass
class _Compiled:
    """A kernel with what was compiled of it, by turns and lane."""

    kernel: Kernel
    made: dict[tuple[int, int], Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Known:
    """A game, held so that its id stays its own, with what plays it."""

    game: Game
    plan: Plan
    compiled: _Compiled


@dataclass(frozen=True, slots=True)
class _Batch:
    """Playthroughs to be played; flags say after which turns the index is told, (T,)."""

    state: State
    game: Game
    draws: Draws
    flags: NDArray[np.bool_]


_spent = [0.0]
_games: dict[tuple[int, Told], _Known] = {}
_compiled: dict[tuple[Hashable, Told], _Compiled] = {}
_wanted = {
    "stability_overall",
    "weakest",
    "clash",
    "lost",
    "frozen",
    "norm",
    "precedent",
    "principle",
    "deescalation",
    "cohesion",
    "reconstruction",
    "casualties",
    "stability",
}  # fields of the last state that somebody has asked for; those of measures from the start


def compile_seconds() -> float:
    """Seconds that this process has spent compiling so far."""
    return _spent[0]


def device() -> str:
    """The device that plays, as JAX names it."""
    first = jax.devices()[0]
    return f"{first.platform} {first.device_kind}"


def play_runs(  # noqa: PLR0913  as `ensemble.play_runs`
    opening: Opening,
    game: Game,
    turns: int,
    draws: Draws,
    measure: Callable[[Record], Mapping[str, FloatArray]],
    *,
    players: Players = nobody,
    asked: Collection[int] | None = None,
    chunk: int | None = None,
    progress: Progress = silent,
) -> dict[str, FloatArray]:
    """As `ensemble.play_runs`; chunks are as large as the device likes them."""
    parts: list[Mapping[str, FloatArray]] = []
    runs, done = len(draws.playthroughs), 0
    size = chunk or (CHUNK if _on_processor() else LARGEST)
    for some in ensemble.chunks(draws, size if players is nobody else ensemble.CHUNK):
        parts.append(measure(play_chunk(opening, game, turns, some, players, asked)))
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
    *,
    each_sector: bool = False,
    pulse: Callable[[], None] = still,
) -> Record:
    """As `ensemble.play_chunk`; `pulse` is called before every lane."""
    if players is not nobody:
        return ensemble.play_chunk(
            opening, game, turns, draws, players, asked, each_sector=each_sector, pulse=pulse
        )
    flags = np.array([asked is None or turn in asked for turn in range(1, turns)] + [True])
    batch = _Batch(opening(draws), game, draws, flags)
    record = Record(each_sector=each_sector)
    told, found = _played(batch, record.indices, pulse)
    rows = {name: _joined(batch, [r[0][name] for _, r in found]) for name in told.every}
    index = {name: _joined(batch, [r[1][name] for _, r in found]) for name in told.when}
    for turn, seen in enumerate(flags):
        row = {name: values[turn] for name, values in rows.items()}
        record.note(row | ({n: values[turn] for n, values in index.items()} if seen else {}))
    record.last = _Last.of(batch, told, [last for last, _ in found])
    return record


class _Last(State):
    """The state after the last turn; a field that nobody has read so far costs a second playing.

    From then on it is told at once, in every game.
    """

    __slots__ = ("batch",)
    batch: _Batch

    @classmethod
    def of(cls, batch: _Batch, told: Told, lasts: Sequence[Mapping[str, Any]]) -> _Last:
        """The fields told, lane after lane."""
        arrays = {name: _joined(batch, [last[name] for last in lasts]) for name in told.last}
        made = cls(batch.state.fields, arrays)
        object.__setattr__(made, "batch", batch)
        return made

    def __getattr__(self, name: str) -> FloatArray:
        if name in self.fields and name not in self._arrays:
            _wanted.add(name)
            told, found = _played(self.batch, Record().indices, still, tuple(sorted(self.fields)))
            more = _Last.of(self.batch, told, [last for last, _ in found])
            self._arrays.update({n: more[n] for n in told.last})
        return super().__getattr__(name)


def _on_processor() -> bool:
    return bool(jax.default_backend() == "cpu")


def _played(
    batch: _Batch,
    indices: tuple[str, ...],
    pulse: Callable[[], None],
    last: tuple[str, ...] = (),
) -> tuple[Told, list[Any]]:
    """What is told of each lane, in order: fields after the last turn, and after every turn."""
    told = Told(EVENTS, indices, last or tuple(sorted(_wanted)))
    count, turns = batch.state.playthroughs, len(batch.flags)
    with jax.enable_x64(True):  # the hash has 64 bits; everything else is float32
        compiled = _compiled_for(batch, told)
        kernel, found = compiled.kernel, []
        places = kernel.places(batch.draws, int(batch.state.turn[0]) + 1, turns)
        opened, starts = kernel.opened(batch.state, batch.game), kernel.starts(batch.draws)
        lane = LANE if _on_processor() else min(LARGEST, 1 << (count - 1).bit_length())
        for start in range(0, count, lane):
            pulse()
            some = [_part(array, start, lane) for array in opened]
            given = (some, _part(starts, start, lane), places, batch.flags, kernel.table)
            found.append(_made(compiled, turns, lane, given)(*given))
    return told, found


def _part(array: Any, start: int, lane: int) -> Any:
    """One lane of an array, filled up with its last playthrough."""
    if not array.ndim:
        return array
    part = array[..., start : start + lane]
    short = lane - part.shape[-1]
    if not short:
        return part
    return np.pad(part, [(0, 0)] * (part.ndim - 1) + [(0, short)], mode="edge")


def _joined(batch: _Batch, parts: Sequence[Any]) -> FloatArray:
    """The playthroughs of all lanes but for what filled them up, without negative zeros."""
    whole = np.concatenate([np.asarray(part) for part in parts], axis=-1)
    found = whole[..., : batch.state.playthroughs].astype(np.float64)
    return np.add(found, 0.0, out=found)


def _compiled_for(batch: _Batch, told: Told) -> _Compiled:
    """The kernel that plays such states of such a game; games of one shape share theirs."""
    state, game = batch.state, batch.game
    known = _games.pop((id(game), told), None)
    if known is None or known.game is not game or known.plan.asked_by(state) != known.plan.freedom:
        plan = _plan(state, game, known)
        compiled = _latest(_compiled, (plan.key, told), lambda: _compiled_of(plan, told))
        known = _Known(game, plan, compiled)
    return _latest(_games, (id(game), told), lambda: known).compiled


def _plan(state: State, game: Game, known: _Known | None) -> Plan:
    """A plan that fits the state, and states known before where the game is the same."""
    if known is None or known.game is not game:
        return plan_turn(state, game, varying=True)
    return plan_turn(state, game, known.plan.asked_by(state), varying=True)


def _compiled_of(plan: Plan, told: Told) -> _Compiled:
    return _Compiled(Kernel(plan, told, apart=_on_processor()))


def _latest(kept: dict[K, V], key: K, make: Callable[[], V]) -> V:
    """The value under that key, now the last to be forgotten."""
    found = kept.pop(key, None)
    kept[key] = value = make() if found is None else found
    while len(kept) > _KEPT:
        kept.pop(next(iter(kept)))
    return value


def _made(compiled: _Compiled, turns: int, lane: int, given: Any) -> Any:
    """The machine code for so many turns and a lane that long."""
    key = (turns, lane)
    if key not in compiled.made:
        began = time.perf_counter()
        options = _WIDEST if _on_processor() else None
        compiled.made[key] = compiled.kernel.run.lower(*given).compile(options)
        _spent[0] += time.perf_counter() - began
    return compiled.made[key]
