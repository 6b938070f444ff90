"""A plan carried out for a lane of playthroughs, in buffers that are used again and again."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from typing import Any

import numpy as np
from numpy.typing import NDArray

from wargame.engine.draws import Draws, normal_into, places_of, start_of, uniform_into
from wargame.engine.graph import ALONE, COMPUTE, WHOLE, Node, Reference, Row
from wargame.engine.ops import FloatArray
from wargame.engine.plan import Plan, needed_steps, references
from wargame.engine.state import State

Step = tuple[Callable[..., object], tuple[Any, ...]]
_LINE = 64  # bytes of the processor's cache that are read at once


class Runner:
    """The state of a lane of playthroughs, and the turns it can be taken through.

    What it tells is copied out, so no array given out changes later.
    """

    def __init__(self, plan: Plan, lane: int) -> None:
        self.plan, self.lane = plan, lane
        self.state = {
            name: aligned((max(1, int(np.prod(plan.shapes[name], dtype=int))), lane))
            for name in plan.lasting
        }
        self.turn = 0
        self.draws = Draws(0, np.zeros(lane, dtype=np.uint64))
        self._starts = np.zeros(lane, dtype=np.uint64)
        self._room: NDArray[np.uint64] = aligned((1, lane), np.uint64)
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

    def uniform(self, rule: str, name: str, first: int, last: int, out: FloatArray) -> None:
        """Elements first..last of a named draw of this turn are in `out`."""
        places = places_of(self.draws.key(self.turn, rule, name), first, last)
        uniform_into(out, self._starts, places, self.room_for(out))

    def normal(self, rule: str, name: str, first: int, last: int, out: FloatArray) -> None:
        """As `uniform`, standard normal."""
        places = places_of(self.draws.key(self.turn, rule, name), first, last)
        normal_into(out, self._starts, places, self.room_for(out))

    def room_for(self, out: FloatArray) -> NDArray[np.uint64]:
        """Memory of the same shape to work in."""
        rows = 1 if out.ndim == 1 else len(out)
        if rows > len(self._room):
            self._room = aligned((rows, self.lane), np.uint64)
        room: NDArray[np.uint64] = self._room[:rows].reshape(out.shape)
        return room


class _Programme:
    """The steps of a plan that tell certain fields and carry the state on."""

    def __init__(self, runner: Runner, asked: frozenset[str]) -> None:
        self.runner, self.plan = runner, runner.plan
        used = needed_steps(self.plan, asked | set(self.plan.lasting))
        self.order = sorted(used)
        self._free: dict[tuple[Any, ...], list[Any]] = {}
        self._buffers: dict[int, Any] = {}
        self._masks: dict[Reference, FloatArray] = {}  # conditions as whole numbers, 0 or 1
        self.steps: list[Step] = []
        self._homes = _homes(runner, self.order, asked)
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
        home = self._homes.get(node)
        out = self._buffers[node] = self._take(shape, step.truth) if home is None else home
        if step.op == "where":
            self._choose(step.operands[0], inputs, out)
        elif step.op in COMPUTE:
            self.steps.append(_computed(step.op, inputs, out))
        else:
            act = self.runner.uniform if step.op == "uniform" else self.runner.normal
            self.steps.append((act, (*step.operands, out)))
        if not safe:
            self._release(dying)

    def _choose(self, condition: Reference, inputs: list[Any], out: FloatArray) -> None:
        """The steps of a choice: bits multiplied by 0 or 1, because chance defeats a branch."""
        truth, yes, no = inputs
        if _is(yes, 1.0) and _is(no, 0.0):
            self.steps.append((np.copyto, (out, truth)))
            return
        mask, bits = self._mask(condition, truth), out.view(np.int64)
        yes, no = (x.view(np.int64) for x in (yes, no))
        if _is(no, 0):
            self.steps.append((np.multiply, (yes, mask, bits)))
            return
        if _is(yes, 0):
            self.steps.append((np.multiply, (no, mask, bits)))
        elif yes.ndim or no.ndim:
            self.steps += [
                (np.bitwise_xor, (yes, no, bits)),
                (np.multiply, (bits, mask, bits)),
            ]
        else:
            self.steps.append((np.multiply, (yes ^ no, mask, bits)))
        self.steps.append((np.bitwise_xor, (bits, no, bits)))

    def _mask(self, condition: Reference, truth: Any) -> Any:
        """The condition as 0 or 1 in 64 bits; written once for all choices by it."""
        if condition not in self._masks:
            found = self._masks[condition] = self._take(truth.shape, False)
            self.steps.append((np.copyto, (found.view(np.int64), truth)))
        return self._masks[condition].view(np.int64)

    def _release(self, nodes: list[int]) -> None:
        gone = set(nodes)
        masks = [self._masks.pop(c) for c in list(self._masks) if c[0] in gone]
        for buffer in [*masks, *(self._buffers[node] for node in nodes)]:
            self._free.setdefault((buffer.shape, buffer.dtype == bool), []).append(buffer)

    def _take(self, shape: tuple[int, ...], truth: bool) -> Any:
        free = self._free.get((shape, truth))
        return free.pop() if free else aligned(shape, bool if truth else np.float64)

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
                if before == after or self._at_home(after, target[i]):
                    continue
                source = self._found(after)
                if isinstance(after, tuple) and self.plan.graph.nodes[after[0]].op == "input":
                    room = aligned(source.shape)
                    yield np.copyto, (room, source)
                    source = room
                later.append((np.copyto, (target[i], source)))
        yield from later

    def _at_home(self, row: Row, target: FloatArray) -> bool:
        """The row was written where the next turn reads it."""
        home = self._homes.get(row[0]) if isinstance(row, tuple) else None
        return home is not None and home.ctypes.data == target.ctypes.data

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


def _homes(runner: Runner, order: list[int], asked: frozenset[str]) -> dict[int, FloatArray]:
    """node -> the rows of the state that it may write at once, because nobody reads them later."""
    plan, nodes = runner.plan, runner.plan.graph.nodes
    read_last = {r[0]: node for node in order for r in references(plan, node)}
    for name in asked | set(plan.lasting):  # what is handed on unchanged is read at the very end
        kept = plan.inputs.get(name, ())
        for i, row in enumerate(plan.outputs[name]):
            if (
                isinstance(row, tuple)
                and nodes[row[0]].op == "input"
                and row not in kept[i : i + 1]
            ):
                read_last[row[0]] = len(nodes)
    found: dict[int, FloatArray] = {}
    for name, target in runner.state.items():
        outputs, inputs = plan.outputs[name], plan.inputs[name]
        for node, home, before in _written_whole(outputs, inputs, target, nodes):
            written = nodes[node]
            free = written.op not in ("input", "where") and not (written.same or node in found)
            if free and all(read_last.get(b, -1) <= node for b in before):
                found[node] = home
    return found


def _written_whole(
    outputs: Sequence[Row], inputs: Sequence[Row], target: FloatArray, nodes: Sequence[Node]
) -> Iterator[tuple[int, FloatArray, set[int]]]:
    """Nodes that are exactly one row of a field or all of them: what they replace, and its nodes.

    A row of a block that is read as a whole is left out.
    """
    first = outputs[0]
    if isinstance(first, tuple) and nodes[first[0]].rows == len(outputs) > 1:
        if list(outputs) == [(first[0], i) for i in range(len(outputs))]:
            yield first[0], target, {b[0] for b in inputs if isinstance(b, tuple)}
        return
    for i, (after, before) in enumerate(zip(outputs, inputs, strict=True)):
        alone = not isinstance(before, tuple) or before[1] == ALONE
        if isinstance(after, tuple) and after[1] == ALONE and alone and before != after:
            yield after[0], target[i], {before[0]} if isinstance(before, tuple) else set()


def aligned(shape: tuple[int, ...], kind: Any = np.float64) -> Any:
    """An empty array that starts where a line of cache does: half the time of one that does not."""
    size = int(np.prod(shape, dtype=int)) * np.dtype(kind).itemsize
    room = np.empty(size + _LINE, dtype=np.uint8)
    start = -room.ctypes.data % _LINE
    return room[start : start + size].view(kind).reshape(shape)


def _computed(op: str, inputs: list[Any], out: Any) -> Step:
    """One operation into its buffer."""
    if op in ("maximum", "minimum"):  # NumPy wants their output named
        return partial(COMPUTE[op], out=out), tuple(inputs)
    return COMPUTE[op], (*inputs, out)


def _is(x: Any, value: float) -> bool:
    return x.ndim == 0 and bool(x == value)
