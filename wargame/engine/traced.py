"""Arrays that write down what is done to them, in the shapes and the order rules do it."""

from __future__ import annotations

from typing import Any

import numpy as np

from wargame.engine.graph import ALONE, FEW, Graph

Rows = np.ndarray[Any, Any]  # of objects: one Row for each element before the playthroughs


class Untraceable(Exception):
    """A number differs between playthroughs and is no part of the state."""


class Traced:
    """Stands for an array of shape (..., B): a row of the graph for each element before B."""

    __slots__ = ("library", "rows")
    __array_ufunc__ = None  # NumPy leaves mixed arithmetic to this class
    __hash__ = None  # type: ignore[assignment]  # == writes a step down

    def __init__(self, library: Library, rows: Rows) -> None:
        self.library, self.rows = library, rows

    def __array_namespace__(self) -> Library:
        return self.library

    @property
    def shape(self) -> tuple[int, ...]:
        """As of one playthrough."""
        return (*self.rows.shape, 1)

    @property
    def ndim(self) -> int:
        """Axes, the playthroughs among them."""
        return self.rows.ndim + 1

    def __len__(self) -> int:
        return self.shape[0]

    def __getitem__(self, key: Any) -> Traced:
        return Traced(self.library, self.rows[..., None][key][..., 0])


class Library:
    """The operations that rules use, on traced arrays."""

    def __init__(self, graph: Graph) -> None:
        self.graph = graph

    def of(self, value: Any) -> Rows:
        """The rows of a number, of an array that is the same for all playthroughs, or traced."""
        if isinstance(value, Traced):
            return value.rows
        array = np.asarray(value)
        if array.ndim and array.shape[-1] != 1:
            raise Untraceable(f"shape {array.shape}")
        lead = array[..., 0] if array.ndim else array
        rows = np.empty(lead.shape, dtype=object)
        for index in np.ndindex(lead.shape):
            rows[index] = bool(lead[index]) if lead.dtype == bool else float(lead[index])
        return rows

    def apply(self, op: str, *operands: Any) -> Traced:
        """The operation on operands that broadcast."""
        wide: tuple[Any, ...] = np.broadcast_arrays(*(self.of(x) for x in operands))
        found = np.empty(wide[0].shape, dtype=object)
        if not found.ndim:
            found[()] = self.graph.row(op, [x[()] for x in wide])
            return Traced(self, found)
        for index in np.ndindex(found.shape[:-1]):
            columns: list[list[Any]] = [list(x[index]) for x in wide]
            rows = self.graph.together(op, columns)
            for i, row in enumerate(rows):
                found[(*index, i)] = row
        return Traced(self, found)

    def shaped(self, value: Any, like: Traced) -> Traced:
        """The value in the shape of another."""
        return Traced(self, np.broadcast_to(self.of(value), like.rows.shape))

    def __getattr__(self, op: str) -> Any:
        return lambda *operands: self.apply(op, *operands)


class TracedDraws:
    """Dice that are thrown when the graph is run; keyed to the turn only then."""

    def __init__(self, library: Library, rule: str = "") -> None:
        self.library, self.rule = library, rule

    def at(self, turn: int) -> TracedDraws:
        """The same dice: the turn is not known yet."""
        return self

    def keyed(self, rule: str) -> TracedDraws:
        """The same dice for one rule."""
        return TracedDraws(self.library, rule)

    def _throw(self, kind: str, name: str, elements: int | None) -> Traced:
        graph = self.library.graph
        if elements is None:
            row = np.empty((), dtype=object)
            row[()] = (graph.step(kind, (self.rule, name, 0, 0), 0, same=False), ALONE)
            return Traced(self.library, row)
        rows = np.empty(elements, dtype=object)
        if elements <= FEW:
            for i in range(elements):
                node = graph.step(kind, (self.rule, name, i + 1, i + 1), 0, same=False)
                rows[i] = (node, ALONE)
            return Traced(self.library, rows)
        node = graph.step(kind, (self.rule, name, 1, elements), elements, same=False)
        for i, member in enumerate(graph.members(node, elements)):
            rows[i] = member
        return Traced(self.library, rows)

    def uniform(self, name: str, elements: int | None = None) -> Traced:
        """As Draws.uniform."""
        return self._throw("uniform", name, elements)

    def normal(self, name: str, elements: int | None = None) -> Traced:
        """As Draws.normal."""
        return self._throw("normal", name, elements)

    def gumbel(self, name: str, elements: int) -> Traced:
        """As Draws.gumbel."""
        log = self.library.log
        negative = self.library.negative
        return negative(log(negative(log(self.uniform(name, elements)))))  # type: ignore[no-any-return]


def _binary(op: str) -> Any:
    return lambda a, b: a.library.apply(op, a, b)


def _swapped(op: str) -> Any:
    return lambda a, b: a.library.apply(op, b, a)


for _name, _op in (
    ("add", "add"), ("sub", "subtract"), ("mul", "multiply"), ("truediv", "divide"),
    ("pow", "power"), ("mod", "remainder"), ("and", "bitwise_and"), ("or", "bitwise_or"),
):  # fmt: skip
    setattr(Traced, f"__{_name}__", _binary(_op))
    setattr(Traced, f"__r{_name}__", _swapped(_op))
for _name, _op in (
    ("lt", "less"), ("le", "less_equal"), ("gt", "greater"), ("ge", "greater_equal"),
    ("eq", "equal"), ("ne", "not_equal"),
):  # fmt: skip
    setattr(Traced, f"__{_name}__", _binary(_op))
setattr(Traced, "__neg__", lambda a: a.library.apply("negative", a))  # noqa: B010
