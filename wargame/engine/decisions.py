"""What people decide: the history of a game is its decisions, states are recomputed from them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from wargame.engine.inputs import ZoneInputs


@dataclass(frozen=True, slots=True)
class Decision:
    """One seat plays one card; it sets named fields to values, of one zone slot where it names one.

    An edit of a zone carries the measured inputs it was played with, so that a replay uses what was
    recorded.
    """

    seat: str
    card: str
    label: str  # what it did, as the ledger prints it
    sets: Mapping[str, float] = field(default_factory=dict)
    slot: int | None = None
    inputs: ZoneInputs | None = None
