"""A plan of a turn handed to JAX: the rules themselves, compiled for a lane of playthroughs.

Nothing here knows a rule. The steps are those that the rules wrote down (`wargame.engine.plan`), in
float32; the dice are the same hash of the same keys, so that options share them here as everywhere.
Only this module imports JAX, and it is imported only when JAX is asked for.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np
from jax import lax
from jax.experimental.xla_metadata import set_xla_metadata
from numpy.typing import NDArray

from wargame.engine.draws import NORMAL_BITS, ROUNDS, Draws, normal_quantiles, places_of, start_of
from wargame.engine.graph import ALONE, WHOLE, Row
from wargame.engine.plan import Plan, input_rows
from wargame.engine.rule import Game
from wargame.engine.state import State
from wargame.forecast.groups import Group, Groups, grouped

Array = Any  # a JAX array, held or traced
REAL = np.float32
THROWN = ("uniform", "normal")
_UNIFORM_BITS = 23  # with half a step added they are exact in float32, and never 0 or 1


@dataclass(frozen=True, slots=True)
class Told:
    """The fields that are kept: after every turn, after the turns asked for, after the last."""

    every: tuple[str, ...]
    when: tuple[str, ...]
    last: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Thrown:
    """All numbers that a turn draws in one way: which rows of the block each step reads."""

    kind: str
    named: tuple[tuple[str, str, int, int], ...]  # rule, name, first and last element
    place: Mapping[int, slice | int]  # node -> its rows, or its row

    @classmethod
    def of(cls, plan: Plan, nodes: Sequence[int], kind: str) -> Thrown:
        """The draws of that kind among these nodes."""
        named, place, at = [], {}, 0
        for node in nodes:
            step = plan.graph.nodes[node]
            if step.op == kind:
                named.append(step.operands)
                place[node] = slice(at, at + step.rows) if step.rows else at
                at += max(1, step.rows)
        return cls(kind, tuple(named), place)

    def places(self, draws: Draws, turn: int) -> NDArray[np.uint64]:
        """What each row adds to a playthrough's start in that turn, (rows,)."""
        found = [
            places_of(draws.key(turn, rule, name), first, last).reshape(-1)
            for rule, name, first, last in self.named
        ]
        return np.concatenate([np.empty(0, np.uint64), *found])


class Kernel:
    """The turns of one shape of game, compiled when first called for a lane."""

    def __init__(self, plan: Plan, told: Told, *, apart: bool) -> None:
        """`apart`: groups of steps stay apart, as a processor wants them; a GPU joins them."""
        self.plan, self.told, self.apart = plan, told, apart
        lasting = plan.lasting
        self.groups: Groups = grouped(plan, {*lasting, *told.every}, {*told.when, *told.last})
        self.inputs = [n for n in self.groups.nodes if plan.graph.nodes[n].op == "input"]
        self.thrown = tuple(Thrown.of(plan, self.groups.nodes, kind) for kind in THROWN)
        self.table = np.asarray(normal_quantiles(), REAL)
        self.run = jax.jit(self._run)

    def places(self, draws: Draws, first: int, turns: int) -> tuple[NDArray[np.uint64], ...]:
        """For each kind of draw what the turns' rows add to a start, (turns, rows)."""
        return tuple(
            np.stack([thrown.places(draws, turn) for turn in range(first, first + turns)])
            for thrown in self.thrown
        )

    def opened(self, state: State, game: Game) -> list[NDArray[np.float32]]:
        """What the inputs start from, (rows, B), (B,) or no axes where all playthroughs agree."""
        found = []
        for node in self.inputs:
            rows = input_rows(self.plan, node, state, game)
            same = self.plan.graph.nodes[node].same
            found.append(np.asarray(rows[0] if same else rows, REAL))
        return found

    def starts(self, draws: Draws) -> NDArray[np.uint64]:
        """Where the hash of each playthrough starts."""
        return start_of(draws)

    def _run(
        self,
        opened: Sequence[Array],
        starts: Array,
        places: tuple[Array, ...],
        flags: Array,
        table: Array,
    ) -> tuple[dict[str, Array], Any]:
        """What is told after the last turn; and by turn, of every turn and of those flagged."""
        like = jnp.zeros(starts.shape, REAL)
        shapes = self.plan.shapes
        looked_at = dict.fromkeys((*self.told.when, *self.told.last))
        nothing = {n: jnp.zeros((*shapes[n], *like.shape), REAL) for n in looked_at}

        def turn(before: Any, given: Any) -> tuple[Any, Any]:
            throws, flag = given
            held = self._begun(before[0], throws, starts, table)
            self._add(self.groups.always, held)

            def looked() -> dict[str, Array]:
                more = dict(held)
                self._add(self.groups.asked, more)
                return {n: self._field_of(n, more, like) for n in looked_at}

            seen = lax.cond(flag, looked, lambda: nothing)
            every = {n: self._field_of(n, held, like) for n in self.told.every}
            after = [self._after(n, held, like) for n in self.inputs]
            return (after, seen), (every, {n: seen[n] for n in self.told.when})

        (_, seen), told = lax.scan(turn, (list(opened), nothing), (places, flags))
        return {n: seen[n] for n in self.told.last}, told

    def _begun(
        self, before: Sequence[Array], throws: Sequence[Array], starts: Array, table: Array
    ) -> dict[int, Any]:
        """What a turn starts from: the state, the number of the turn, and its dice."""
        held: dict[int, Any] = dict(zip(self.inputs, before, strict=True))
        for node in self.inputs:
            if self.plan.graph.nodes[node].operands[0] == "turn":
                held[node] = held[node] + REAL(1)
        for thrown, rows in zip(self.thrown, throws, strict=True):
            self._throw(thrown, rows, starts, table, held)
        return held

    def _add(self, groups: Sequence[Group], held: dict[int, Any]) -> None:
        """These groups are worked out too."""
        for group in groups:
            held[group.end] = self._grouped(group, held)

    def _throw(
        self, thrown: Thrown, places: Array, starts: Array, table: Array, held: dict[int, Array]
    ) -> None:
        """Every draw of one kind is held, from one block of hashes."""
        if not thrown.named:
            return

        def block(starts: Array, places: Array, table: Array) -> Array:
            bits = starts[None, :] + places[:, None]
            for shift, factor in ROUNDS:
                bits = (bits ^ (bits >> shift)) * factor  # the highest bits are mixed by now
            if thrown.kind == "normal":
                index = (bits >> np.uint64(64 - NORMAL_BITS)).astype(np.int32)
                return table.at[index].get(mode="promise_in_bounds")
            whole = (bits >> np.uint64(64 - _UNIFORM_BITS)).astype(np.int32).astype(REAL)
            return (whole + REAL(0.5)) * REAL(2.0**-_UNIFORM_BITS)

        found = self._kept_apart(block)(starts, places, table)
        for node, rows in thrown.place.items():
            held[node] = (found, rows)

    def _kept_apart(self, act: Any) -> Any:
        """The same function, compiled for itself where groups stay apart."""
        if not self.apart:
            return act

        def call(*arguments: Array) -> Array:
            told: Any = set_xla_metadata  # untyped where JAX is there, unknown where it is not
            with told(inlineable="false"):
                return jax.jit(act)(*arguments)

        return call

    def _grouped(self, group: Group, held: Mapping[int, Any]) -> Array:
        """What the last step of a group gives."""
        blocks = [held[n] for n in group.reads]
        whole = [b[0] if isinstance(b, tuple) else b for b in blocks]

        def act(*arguments: Array) -> Array:
            found = {}
            for node, block, array in zip(group.reads, blocks, arguments, strict=True):
                found[node] = array[block[1]] if isinstance(block, tuple) else array
            for node in group.steps:
                step = self.plan.graph.nodes[node]
                operands = [_operand(x, found) for x in step.operands]
                found[node] = _apply(step.op, operands)
            return found[group.end]

        if self.plan.graph.nodes[group.end].same:
            return act(*whole)
        return self._kept_apart(act)(*whole)

    def _field_of(self, name: str, held: Mapping[int, Any], like: Array) -> Array:
        """A field after the turn, (..., lane)."""
        rows = self.plan.outputs[name]
        shape = self.plan.shapes[name]
        if not shape:
            return _row(rows[0], held, like)
        whole = self._whole(rows)
        if whole is not None:
            return held[whole]
        return jnp.stack([_row(row, held, like) for row in rows]).reshape((*shape, *like.shape))

    def _whole(self, rows: Sequence[Row]) -> int | None:
        """The node whose rows these are, all in order; None without one."""
        first = rows[0]
        if not isinstance(first, tuple) or self.plan.graph.nodes[first[0]].rows != len(rows):
            return None
        alike = list(rows) == [(first[0], i) for i in range(len(rows))]
        return first[0] if alike and self.plan.graph.nodes[first[0]].op not in THROWN else None

    def _after(self, node: int, held: Mapping[int, Any], like: Array) -> Array:
        """What the next turn reads in place of an input."""
        step = self.plan.graph.nodes[node]
        name, index = step.operands
        if name == "turn" or name not in self.plan.outputs:
            return held[node]
        rows = self.plan.outputs[name]
        if step.rows:
            whole = self._whole(rows)
            if whole is not None:
                return held[whole]
            return jnp.stack([_row(row, held, like) for row in rows])
        row = rows[index]
        return _operand(row, held).astype(REAL) if step.same else _row(row, held, like)


def _row(row: Row, held: Mapping[int, Any], like: Array) -> Array:
    """One number a playthrough, (lane,)."""
    return jnp.broadcast_to(_operand(row, held), like.shape).astype(REAL)


def _operand(x: Any, held: Mapping[int, Any]) -> Array:
    """A number, a column of numbers, a row, or all rows of a node."""
    if not isinstance(x, tuple):
        return x if isinstance(x, bool) else REAL(x)
    if isinstance(x[0], int) and len(x) == 2:
        node, member = x
        found = held[node]
        if isinstance(found, tuple):
            found = found[0][found[1]]
        return found if member in (ALONE, WHOLE) else found[member]
    column = np.asarray(x)[:, None]
    return column if column.dtype == bool else column.astype(REAL)


def _apply(op: str, operands: Sequence[Array]) -> Array:
    """One operation of the plan by its namesake in JAX."""
    if op != "where":
        return getattr(jnp, op)(*operands)
    # jnp.where is a function of its own to the compiler, which would keep it apart
    shape = np.broadcast_shapes(*(np.shape(x) for x in operands))
    condition, yes, no = (jnp.broadcast_to(x, shape) for x in operands)
    return lax.select(condition, yes.astype(REAL), no.astype(REAL))
