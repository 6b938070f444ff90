"""What people decide: the history of a game is its decisions, states are recomputed from them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from wargame.engine.draws import Draws
from wargame.engine.inputs import ZoneInputs
from wargame.engine.ops import Operand
from wargame.engine.state import State


@dataclass(frozen=True, slots=True)
class Decision:
    """One seat plays one card: it sets or adds to fields, of one zone or sector if it names one.

    Values are numbers, or arrays of the field's shape where playthroughs decide differently.

    An edit of a zone carries the measured inputs it was played with, so that a replay uses what was
    recorded.
    """

    seat: str
    card: str
    label: str  # what it did, as the ledger prints it
    sets: Mapping[str, Operand] = field(default_factory=dict)
    adds: Mapping[str, Operand] = field(default_factory=dict)
    slot: int | None = None  # position on the field's first axis, Z or S
    inputs: ZoneInputs | None = None


@dataclass(frozen=True, slots=True)
class Ruling:
    """Control overrules the rules: one field, in one turn, has the value control gives it.

    It takes effect right after the phase in which the field is last written in that turn, so that
    later phases, the indices and the ledger see it; a field nobody writes is ruled at the turn's
    start. The shadow of what the rules said is the same turn played without it.
    """

    turn: int
    field: str
    element: int | None  # row of the field's first axis; None: a global field, or every row
    value: float
    reason: str
    by: str
    at: str = ""  # when it was made; the engine does not read it


def nobody(state: State, draws: Draws) -> Sequence[Decision]:
    """No seat decides anything."""
    return ()
