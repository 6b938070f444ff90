"""The state of a batch of playthroughs: declared fields, read-only arrays, playthroughs last."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from wargame.engine.errors import UnknownField

FloatArray = NDArray[np.float64]
Kind = Literal["number", "flag", "category"]


@dataclass(frozen=True, slots=True)
class Field:
    """One quantity of the state, declared once."""

    name: str
    meaning: str
    axes: str = ""  # "" global (B,), "S" sectors (S, B), "R" regions, "Z" zones
    unit: str = "0..1"
    low: float = -np.inf  # a limit that cuts off is an entry in the ledger
    high: float = np.inf
    kind: Kind = "number"
    fleeting: bool = False  # cleared at the start of each turn: derived quantities and events


class State:
    """An immutable snapshot; `state.cohesion` is the read-only array of that field."""

    __slots__ = ("_arrays", "fields")
    fields: Mapping[str, Field]
    _arrays: dict[str, FloatArray]

    def __init__(self, fields: Mapping[str, Field], arrays: Mapping[str, FloatArray]) -> None:
        for name in arrays:
            if name not in fields:
                raise UnknownField(name, tuple(fields))
        object.__setattr__(self, "fields", fields)
        object.__setattr__(self, "_arrays", {name: _frozen(a) for name, a in arrays.items()})

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError(f"the state is read-only; a rule changes {name} by a contribution")

    def __getattr__(self, name: str) -> FloatArray:
        try:
            return self._arrays[name]
        except KeyError:
            raise UnknownField(name, tuple(self._arrays)) from None

    def __getitem__(self, name: str) -> FloatArray:
        return self.__getattr__(name)

    def __iter__(self) -> Iterator[str]:
        return iter(self._arrays)

    def __getstate__(self) -> tuple[Mapping[str, Field], dict[str, FloatArray]]:
        return self.fields, self._arrays

    def __setstate__(self, saved: tuple[Mapping[str, Field], dict[str, FloatArray]]) -> None:
        self.__init__(*saved)  # type: ignore[misc]  # unpickled in a worker process

    @property
    def playthroughs(self) -> int:
        """How many playthroughs the batch holds."""
        return int(next(iter(self._arrays.values())).shape[-1])

    def changed(self, arrays: Mapping[str, FloatArray]) -> State:
        """The same state with some fields replaced."""
        new = object.__new__(State)
        merged = dict(self._arrays)
        for name, array in arrays.items():
            if name not in merged:
                raise UnknownField(name, tuple(merged))
            merged[name] = _frozen(array)
        object.__setattr__(new, "fields", self.fields)
        object.__setattr__(new, "_arrays", merged)
        return new

    def taken(self, playthroughs: NDArray[np.intp]) -> State:
        """Only the named playthroughs, in that order; one may be named many times."""
        picked = {n: np.ascontiguousarray(a[..., playthroughs]) for n, a in self._arrays.items()}
        return State(self.fields, picked)

    def digest(self) -> str:
        """SHA-256 over all fields rounded to 1e-9.

        Equal on machines whose `exp` differs in the last bit.
        """
        seen = hashlib.sha256()
        for name in sorted(self._arrays):
            rounded = np.round(self._arrays[name], 9) + 0.0  # no negative zero
            seen.update(f"{name}{rounded.shape}".encode())
            seen.update(np.ascontiguousarray(rounded).tobytes())
        return seen.hexdigest()


def _frozen(array: FloatArray) -> FloatArray:
    """The array itself, read-only from now on."""
    if isinstance(array, np.ndarray) and array.flags.writeable:
        array.setflags(write=False)
    return array
