"""Arithmetic written down instead of carried out: what is alike is done once, zeros cost nothing.

A row is one number a playthrough. It is known (a float), or a reference (node, member): node is a
step of the graph, member its part when it makes several rows at once, -1 when it makes one.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

Reference = tuple[int, int]
Row = float | Reference
ALONE = -1  # the member of a node that makes a single row
WHOLE = -2  # all rows of a node
FEW = 3  # so many rows are written one by one, so that empty slots vanish

COMPUTE: dict[str, Callable[..., Any]] = {
    "add": np.add, "subtract": np.subtract, "multiply": np.multiply, "divide": np.true_divide,
    "power": np.power, "remainder": np.remainder, "negative": np.negative, "abs": np.abs,
    "exp": np.exp, "log": np.log, "log1p": np.log1p, "tanh": np.tanh, "maximum": np.maximum,
    "minimum": np.minimum, "less": np.less, "less_equal": np.less_equal, "greater": np.greater,
    "greater_equal": np.greater_equal, "equal": np.equal, "not_equal": np.not_equal,
    "bitwise_and": np.bitwise_and, "bitwise_or": np.bitwise_or, "where": np.where,
}  # fmt: skip
_TRUTHS = frozenset(
    ("less", "less_equal", "greater", "greater_equal", "equal", "not_equal", "bitwise_and",
     "bitwise_or")
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Node:
    """One step: what it does to which rows."""

    op: str  # of COMPUTE; or "input", "uniform", "normal"
    operands: tuple[Any, ...]  # a float, a tuple of floats (one a row), or a reference
    rows: int  # 0: a single row
    truth: bool  # it holds yes or no
    same: bool  # the same number in every playthrough


@dataclass(slots=True)
class Graph:
    """Steps in the order in which they were first needed."""

    nodes: list[Node] = field(default_factory=list)
    _known: dict[tuple[Any, ...], int] = field(default_factory=dict)

    def step(
        self, op: str, operands: tuple[Any, ...], rows: int, *, same: bool, truth: bool = False
    ) -> int:
        """The node that does this; the one there is when it was written before."""
        key = (op, operands, rows)
        found = self._known.get(key)
        if found is None:
            found = self._known[key] = len(self.nodes)
            self.nodes.append(Node(op, operands, rows, truth, same))
        return found

    def members(self, node: int, rows: int) -> list[Row]:
        """References to all rows of a node."""
        return [(node, i) for i in range(rows)]

    def row(self, op: str, operands: Sequence[Row]) -> Row:
        """The row that the operation gives, worked out now where everything is known."""
        if not any(isinstance(x, tuple) for x in operands):
            known: Row = COMPUTE[op](*operands).item()
            return known
        short: Row | None = _shortened(op, operands)
        if short is not None:
            return short
        same = all(not isinstance(x, tuple) or self.nodes[x[0]].same for x in operands)
        return self.step(op, tuple(operands), 0, same=same, truth=op in _TRUTHS), ALONE

    def together(self, op: str, columns: Sequence[Sequence[Row]]) -> list[Row]:
        """The operation on several rows of each operand, at once where they lie together."""
        count = len(columns[0])
        if all(_alike(column) for column in columns):
            return [self.row(op, [column[0] for column in columns])] * count
        operands = None if count <= FEW else self._blocks(columns)
        if operands is None:
            return [self.row(op, rows) for rows in zip(*columns, strict=True)]
        short = _shortened(op, operands)
        if short is not None:
            return [short] * count if not isinstance(short, tuple) else _spread(short, count)
        node = self.step(op, tuple(operands), count, same=False, truth=op in _TRUTHS)
        return self.members(node, count)

    def _blocks(self, columns: Sequence[Sequence[Row]]) -> list[Any] | None:
        """Each operand as one thing: a number, a column of numbers, a row or a whole node."""
        found: list[Any] = []
        for column in columns:
            first = column[0]
            if _alike(column):
                found.append(first)
            elif not any(isinstance(x, tuple) for x in column):
                found.append(tuple(column))
            elif isinstance(first, tuple) and self._whole(first[0], column):
                found.append((first[0], WHOLE))
            else:
                return None
        return found

    def _whole(self, node: int, column: Sequence[Row]) -> bool:
        """The column is that node, row by row."""
        return self.nodes[node].rows == len(column) and list(column) == self.members(
            node, len(column)
        )


def _alike(column: Sequence[Row]) -> bool:
    first = column[0]
    return all(x is first or x == first for x in column)


def _spread(operand: Any, count: int) -> list[Row]:
    """The rows that an operand stands for."""
    if operand[1] == WHOLE:
        return [(operand[0], i) for i in range(count)]
    if isinstance(operand[0], float):  # a column of numbers
        return list(operand)
    return [operand] * count


def _number(x: Any, value: float) -> bool:
    return not isinstance(x, tuple) and x == value


def _shortened(op: str, x: Sequence[Any]) -> Any:
    """What the operation gives when nothing need be done; None when something must.

    Exact but for the sign of zero, which no rule can see.
    """
    rule = _SHORTER.get(op)
    return None if rule is None else rule(*x)


def _sum(a: Any, b: Any) -> Any:
    return a if _number(b, 0.0) else b if _number(a, 0.0) else None


def _difference(a: Any, b: Any) -> Any:
    return a if _number(b, 0.0) else None


def _product(a: Any, b: Any) -> Any:
    if _number(a, 0.0) or _number(b, 0.0):
        return 0.0
    return b if _number(a, 1.0) else a if _number(b, 1.0) else None


def _quotient(a: Any, b: Any) -> Any:
    return a if _number(b, 1.0) else None


def _choice(condition: Any, yes: Any, no: Any) -> Any:
    if not isinstance(condition, tuple):
        return yes if condition else no
    return yes if yes == no else None


def _either(a: Any, b: Any) -> Any:
    return a if a == b else None


_SHORTER: dict[str, Callable[..., Any]] = {
    "add": _sum, "subtract": _difference, "multiply": _product, "divide": _quotient,
    "where": _choice, "maximum": _either, "minimum": _either, "bitwise_and": _either,
    "bitwise_or": _either,
}  # fmt: skip
