"""What a seat or the public may see: a table of field names decides, this module applies it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from wargame.engine.ops import FloatArray
from wargame.engine.state import State


@dataclass(frozen=True, slots=True)
class Observation:
    """The part of a state that one seat may know."""

    seat: str
    fields: Mapping[str, FloatArray]


def observe(state: State, seat: str, visible: Mapping[str, Collection[str]]) -> Observation:
    """What `seat` may see: the fields listed for it and those listed for "public"."""
    names = set(visible.get("public", ())) | set(visible.get(seat, ()))
    return Observation(seat, {name: state[name] for name in state if name in names})
