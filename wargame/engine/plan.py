"""A turn of a game written down once, so that playing it does no step twice or in vain.

The rules are the ones of the rulebook, called once with arrays that write down what is done to
them. What is the same in every playthrough is found, not declared: each row of the state starts as
known, and is freed when a turn changes it.
"""

from __future__ import annotations

from collections.abc import Collection, Hashable, Mapping
from dataclasses import dataclass, replace

import numpy as np

from wargame.engine.graph import ALONE, FEW, Graph, Reference, Row
from wargame.engine.ledger import Ledger
from wargame.engine.ops import FloatArray
from wargame.engine.rule import Game, Named
from wargame.engine.sequence import play_phases
from wargame.engine.state import State
from wargame.engine.traced import Library, Traced, TracedDraws

KNOWN, SAME, FREE = 0, 1, 2  # one number always; one number a turn; one number a playthrough
PARAMETER, MEASURE = "parameter ", "measure "  # begin the names of inputs that are no field
Freedom = dict[str, list[int]]  # of each row of each lasting field


@dataclass(frozen=True)
class Plan:
    """The steps of one turn, which rows they read, and what each field is after it."""

    graph: Graph
    inputs: Mapping[str, tuple[Row, ...]]  # lasting fields: their rows as the turn reads them
    outputs: Mapping[str, tuple[Row, ...]]  # every field: its rows after the turn
    shapes: Mapping[str, tuple[int, ...]]  # every field: its axes before the playthroughs
    freedom: Freedom

    @property
    def lasting(self) -> tuple[str, ...]:
        """The fields that the next turn reads."""
        return tuple(self.freedom)

    @property
    def key(self) -> Hashable:
        """Equal for plans that do the same to states of the same shape."""
        inputs = tuple((n, self.inputs[n]) for n in sorted(self.inputs))
        outputs = tuple((n, self.outputs[n]) for n in sorted(self.outputs))
        return tuple(self.graph.nodes), inputs, outputs

    def asked_by(self, state: State) -> Freedom:
        """The freedom that this state needs; the plan's own where the plan fits the state."""
        found: Freedom = {}
        for name, own in self.freedom.items():
            rows = zip(own, self.inputs[name], _row_values(state[name]), strict=True)
            found[name] = [f if self._fits(row, values) else FREE for f, row, values in rows]
        return found

    def _fits(self, row: Row, values: FloatArray) -> bool:
        if not isinstance(row, tuple):
            return bool((values == row).all())
        return not self.graph.nodes[row[0]].same or bool((values == values[0]).all())


def plan_turn(
    state: State, game: Game, at_least: Freedom | None = None, *, varying: bool = False
) -> Plan:
    """The plan of a turn without decisions from states like this one; Untraceable if none can be.

    A parameter or a measure that differs between playthroughs is an input of the plan where it may
    be `varying` (`input_rows` finds its numbers); else Untraceable is raised.
    """
    freedom = _least(state) if at_least is None else at_least
    while True:
        plan = _written(state, game, freedom, varying=varying)
        wider = _wider(plan, freedom)
        if wider == freedom:
            return plan
        freedom = wider


def likely(plan: Plan, state: State) -> Freedom:
    """What a plan of a game alike found out, and what this state asks for: one pass saved."""
    own = _least(state)
    if {n: len(f) for n, f in own.items()} != {n: len(f) for n, f in plan.freedom.items()}:
        return own
    return {n: [max(f) for f in zip(own[n], plan.freedom[n], strict=True)] for n in own}


def _row_values(array: FloatArray) -> FloatArray:
    """(rows, B) whatever the axes."""
    return array.reshape(-1, array.shape[-1])


def _least(state: State) -> Freedom:
    """The least freedom that the state's own values ask for; blocks of rows share theirs."""
    found: Freedom = {}
    for name, spec in state.fields.items():
        if spec.fleeting:
            continue
        rows = _row_values(state[name])
        free = [KNOWN if (row == row[0]).all() else FREE for row in rows]
        found[name] = [SAME] if name == "turn" else _levelled(free)
    return found


def _levelled(free: list[int]) -> list[int]:
    """Many rows are free together or not at all."""
    return free if len(free) <= FEW else [FREE if max(free) else KNOWN] * len(free)


def _written(state: State, game: Game, freedom: Freedom, *, varying: bool) -> Plan:
    """The graph of a turn in which rows have that freedom."""
    library = Library(Graph())
    game = _with_inputs(library, game, state.playthroughs) if varying else game
    arrays: dict[str, Traced] = {}
    inputs: dict[str, tuple[Row, ...]] = {}
    shapes = {name: state[name].shape[:-1] for name in state.fields}
    for name in state.fields:
        if name in freedom:
            inputs[name] = _input(library.graph, name, state[name], freedom[name])
        rows = np.empty(shapes[name], dtype=object)
        rows.reshape(-1)[:] = _filled(inputs.get(name, (0.0,) * rows.size))
        arrays[name] = Traced(library, rows)
    opened = State(state.fields, arrays)  # type: ignore[arg-type]  # traced in place of numbers
    after = play_phases(opened, (), game, TracedDraws(library), Ledger(keeping=False), {})  # type: ignore[arg-type]
    outputs = {n: tuple(after[n].rows.reshape(-1)) for n in state.fields}  # type: ignore[attr-defined]
    return Plan(library.graph, inputs, outputs, shapes, freedom)


def _with_inputs(library: Library, game: Game, count: int) -> Game:
    """The game with inputs of the graph in place of what differs between playthroughs."""
    parameters = _given(library, PARAMETER, game.parameters, count)
    inputs = _given(library, MEASURE, game.inputs, count)
    return replace(
        game,
        parameters=game.parameters.replaced(parameters),
        inputs=game.inputs.replaced(inputs),
    )


def _given(library: Library, kind: str, named: Named, count: int) -> dict[str, Traced]:
    """Those of the named values that differ between playthroughs, traced."""
    found = {}
    for name, value in named.items():
        if isinstance(value, np.ndarray) and value.ndim and value.shape[-1] == count > 1:
            values, rows = _row_values(value), np.empty(value.shape[:-1], dtype=object)
            size = value.shape[-2] if value.ndim > 1 else 1  # a zone's sectors lie together
            for first in range(0, len(values), size):
                part = values[first : first + size]
                free = _levelled([KNOWN if (row == row[0]).all() else FREE for row in part])
                row = _input(library.graph, kind + name, part, free, first)
                rows.reshape(-1)[first : first + size] = _filled(row)
            found[name] = Traced(library, rows)
    return found


def input_rows(plan: Plan, node: int, state: State, game: Game) -> FloatArray:
    """The numbers that an input of the plan starts from: (rows, B), or (B,) of a single row."""
    step = plan.graph.nodes[node]
    name, first = step.operands
    if name.startswith(PARAMETER):
        array = getattr(game.parameters, name.removeprefix(PARAMETER))
    elif name.startswith(MEASURE):
        array = getattr(game.inputs, name.removeprefix(MEASURE))
    else:
        array = state[name]
    rows = _row_values(array)
    found: FloatArray = rows[first : first + step.rows] if step.rows else rows[first]
    return found


def _filled(rows: tuple[Row, ...]) -> np.ndarray:
    """Rows as elements of an array of objects."""
    found = np.empty(len(rows), dtype=object)
    for i, row in enumerate(rows):
        found[i] = row
    return found


def _input(
    graph: Graph, name: str, values: FloatArray, freedom: list[int], first: int = 0
) -> tuple[Row, ...]:
    """Rows of a field as a turn starts, from the first one on."""
    rows = _row_values(values)
    if len(freedom) > FEW and freedom[0] == FREE:
        node = graph.step("input", (name, first), len(freedom), same=False)
        return tuple(graph.members(node, len(freedom)))
    return tuple(
        float(rows[i, 0])
        if free == KNOWN
        else (graph.step("input", (name, first + i), 0, same=free == SAME), ALONE)
        for i, free in enumerate(freedom)
    )


def _wider(plan: Plan, freedom: Freedom) -> Freedom:
    """The freedom that rows turn out to need."""
    found: Freedom = {}
    for name, before in freedom.items():
        pairs = zip(before, plan.inputs[name], plan.outputs[name], strict=True)
        free = [max(was, _needed(plan, row, after)) for was, row, after in pairs]
        found[name] = before if name == "turn" else _levelled(free)
    return found


def _needed(plan: Plan, before: Row, after: Row) -> int:
    if not isinstance(after, tuple):
        return KNOWN if not isinstance(before, tuple) and before == after else SAME
    return SAME if plan.graph.nodes[after[0]].same else FREE


def needed_steps(plan: Plan, fields: Collection[str]) -> set[int]:
    """The nodes without which those fields cannot be told."""
    wanted = [r[0] for name in fields for r in plan.outputs[name] if isinstance(r, tuple)]
    found: set[int] = set()
    while wanted:
        node = wanted.pop()
        if node not in found:
            found.add(node)
            wanted += [r[0] for r in references(plan, node)]
    return found


def references(plan: Plan, node: int) -> list[Reference]:
    """What a node reads."""
    step = plan.graph.nodes[node]
    if step.op in ("input", "uniform", "normal"):
        return []
    return [x for x in step.operands if isinstance(x, tuple) and isinstance(x[0], int)]
