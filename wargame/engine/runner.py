"""A plan carried out for a lane of playthroughs, in buffers that are used again and again."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from wargame.engine.draws import Draws, element_steps, normal_into, start_of, uniform_into
from wargame.engine.graph import ALONE, COMPUTE, WHOLE, Row
from wargame.engine.ops import FloatArray
from wargame.engine.plan import Plan, needed_steps, references
from wargame.engine.state import State

Step = tuple[Callable[..., object], tuple[Any, ...]]


class Runner:
    """The state of a lane of playthroughs, and the turns it can be taken through.

    What it tells is copied out, so no array given out changes later.
    """

    def __init__(self, plan: Plan, lane: int) -> None:
        self.plan, self.lane = plan, lane
        self.state = {
            name: np.empty((max(1, int(np.prod(plan.shapes[name], dtype=int))), lane))
            for name in plan.lasting
        }
        self.turn = 0
        self.draws = Draws(0, np.zeros(lane, dtype=np.uint64))
        self._starts = np.zeros(lane, dtype=np.uint64)
        self._scratch = np.empty((2, 16, lane), dtype=np.uint64)
        self._programmes: dict[frozenset[str], _Programme] = {}

    def open(self, state: State, draws: Draws, start: int = 0) -> None:
        """Start from part of that state, from `start` on, with those dice of the whole of it."""
        stop = start + self.lane
        for name, rows in self.state.items():
            rows[...] = state[name][..., start:stop].reshape(rows.shape)
        self.turn, self.draws = int(state.turn[0]), draws.part(start, stop)
        self._starts = start_of(self.draws)

    def play(self, told: Mapping[str, FloatArray]) -> None:
        """One more turn; the fields named are written where they are to be told, (..., lane)."""
        key = frozenset(told)
        if key not in self._programmes:
            self._programmes[key] = _Programme(self, key)
        programme = self._programmes[key]
        self.turn += 1
        self.state["turn"][...] = self.turn
        for act, arguments in programme.steps:
            act(*arguments)
        for name, out in told.items():
            programme.tell(name, out)
        for act, arguments in programme.carried:
            act(*arguments)

    def uniform(self, rule: str, name: str, steps: NDArray[np.uint64], out: FloatArray) -> None:
        """Numbers of one named draw of this turn are in `out`."""
        key = self.draws.key(self.turn, rule, name)
        uniform_into(out, self._starts, key, steps, self._room(out))

    def normal(self, rule: str, name: str, steps: NDArray[np.uint64], out: FloatArray) -> None:
        """As `uniform`, standard normal."""
        key = self.draws.key(self.turn, rule, name)
        normal_into(out, self._starts, key, steps, self._room(out))

    def _room(self, out: FloatArray) -> NDArray[np.uint64]:
        return self._scratch[:, : out.shape[0]] if out.ndim > 1 else self._scratch[:, 0]


class _Programme:
    """The steps of a plan that tell certain fields and carry the state on."""

    def __init__(self, runner: Runner, asked: frozenset[str]) -> None:
        self.runner, self.plan = runner, runner.plan
        used = needed_steps(self.plan, asked | set(self.plan.lasting))
        self.order = sorted(used)
        self._free: dict[tuple[Any, ...], list[Any]] = {}
        self._buffers: dict[int, Any] = {}
        self.steps: list[Step] = []
        lasts = self._last_uses(asked)
        for node in self.order:
            self._write(node, lasts)
        self.carried = list(self._carry())

    def _last_uses(self, asked: frozenset[str]) -> dict[int, list[int]]:
        """node -> the nodes that are read for the last time by it."""
        last: dict[int, int] = {}
        for node in self.order:
            for reference in references(self.plan, node):
                last[reference[0]] = node
        for name in asked | set(self.plan.lasting):
            for row in self.plan.outputs[name]:
                if isinstance(row, tuple):
                    last.pop(row[0], None)
        ends: dict[int, list[int]] = {}
        for node, end in last.items():
            if self.plan.graph.nodes[node].op != "input":
                ends.setdefault(end, []).append(node)
        return ends

    def _write(self, node: int, lasts: dict[int, list[int]]) -> None:
        """The step of a node, with its buffer."""
        step = self.plan.graph.nodes[node]
        if step.op == "input":
            self._buffers[node] = self._input(node)
            return
        dying = lasts.get(node, [])
        safe = step.op != "where"
        if safe:
            self._release(dying)
        lane = 1 if step.same else self.runner.lane
        shape = (step.rows, lane) if step.rows else (lane,)
        inputs = [self._operand(x) for x in step.operands] if step.op in COMPUTE else []
        out = self._buffers[node] = self._take(shape, step.truth)
        if step.op in COMPUTE:
            self.steps.append(_computed(step.op, inputs, out))
        else:
            rule, name, first, last = step.operands
            act = self.runner.uniform if step.op == "uniform" else self.runner.normal
            self.steps.append((act, (rule, name, element_steps(first, last, out.ndim), out)))
        if not safe:
            self._release(dying)

    def _release(self, nodes: list[int]) -> None:
        for node in nodes:
            buffer = self._buffers[node]
            self._free.setdefault((buffer.shape, buffer.dtype == bool), []).append(buffer)

    def _take(self, shape: tuple[int, ...], truth: bool) -> Any:
        free = self._free.get((shape, truth))
        return free.pop() if free else np.empty(shape, dtype=bool if truth else np.float64)

    def _input(self, node: int) -> Any:
        step = self.plan.graph.nodes[node]
        name, index = step.operands
        rows = self.runner.state[name]
        if step.rows:
            return rows
        return rows[index, :1] if step.same else rows[index]

    def _operand(self, x: Any) -> Any:
        """A number as an array of no axes, a column, a row or all rows of a node."""
        if not isinstance(x, tuple):
            return np.asarray(x)
        if isinstance(x[0], int) and len(x) == 2:
            return self._found(x)
        return np.asarray(x)[:, None]

    def _found(self, row: Row) -> Any:
        if not isinstance(row, tuple):
            return row
        buffer = self._buffers[row[0]]
        return buffer if row[1] in (ALONE, WHOLE) else buffer[row[1]]

    def _carry(self) -> Iterator[Step]:
        """The next turn starts from what this one left; rows handed on are copied first."""
        later: list[Step] = []
        for name, target in self.runner.state.items():
            if name == "turn":
                continue
            outputs, inputs = self.plan.outputs[name], self.plan.inputs[name]
            whole = self._all_of(outputs)
            if whole is not None:
                if whole is not target:
                    later.append((np.copyto, (target, whole)))
                continue
            for i, (before, after) in enumerate(zip(inputs, outputs, strict=True)):
                if before == after:
                    continue
                source = self._found(after)
                if isinstance(after, tuple) and self.plan.graph.nodes[after[0]].op == "input":
                    room = np.empty_like(source)
                    yield np.copyto, (room, source)
                    source = room
                later.append((np.copyto, (target[i], source)))
        yield from later

    def _all_of(self, rows: tuple[Row, ...]) -> Any:
        """The buffer that holds exactly these rows; None without one."""
        first = rows[0]
        if len(rows) < 2 or not isinstance(first, tuple) or first[1] != 0:
            return None
        node = first[0]
        alike = self.plan.graph.nodes[node].rows == len(rows)
        return (
            self._buffers[node]
            if alike and list(rows) == [(node, i) for i in range(len(rows))]
            else None
        )

    def tell(self, name: str, out: FloatArray) -> None:
        """A field after the turn is in `out`, (..., lane), without negative zeros."""
        outputs = self.plan.outputs[name]
        if out.ndim == 1:
            np.add(self._found(outputs[0]), 0.0, out=out)
            return
        for row, index in zip(outputs, np.ndindex(out.shape[:-1]), strict=True):
            np.add(self._found(row), 0.0, out=out[index])


def _computed(op: str, inputs: list[Any], out: Any) -> Step:
    """One operation into its buffer."""
    if op in _LIMITS:
        return _LIMITS[op], (*inputs, out)
    if op != "where":
        return COMPUTE[op], (*inputs, out)
    if inputs[1].ndim == 0 and inputs[2].ndim == 0 and (inputs[1], inputs[2]) == (1.0, 0.0):
        return np.copyto, (out, inputs[0])
    return _choose, (*inputs, out)


def _larger(a: Any, b: Any, out: Any) -> None:
    np.maximum(a, b, out=out)


def _smaller(a: Any, b: Any, out: Any) -> None:
    np.minimum(a, b, out=out)


_LIMITS = {"maximum": _larger, "minimum": _smaller}  # NumPy wants their output named


def _choose(condition: Any, yes: Any, no: Any, out: Any) -> None:
    np.copyto(out, no)
    np.copyto(out, yes, where=condition)
