"""The fields of the state in words, for injects: what a condition asks, what an effect changes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from wargame.app.rulings import CHOICES, element_names
from wargame.exercise.formats.table import effect_fault
from wargame.rules.fields import FIELDS, ORDERS

if TYPE_CHECKING:
    from wargame.app.session import Session

__all__ = ["ModelField", "effect_fault", "model_fields"]


@dataclass(frozen=True, slots=True)
class ModelField:
    """One quantity of the model that an inject may name."""

    name: str
    meaning: str
    unit: str
    kind: str  # number | flag | category
    low: float
    high: float
    choices: tuple[str, ...]  # words of a category or flag, in the order of its values
    elements: tuple[tuple[int | str, str], ...]  # what a file calls a row, and its name in words
    now: tuple[float, ...]  # what it holds, one number a row
    changes: bool  # an effect on it lasts: it is not worked out anew every turn


def model_fields(session: Session) -> tuple[ModelField, ...]:
    """Every field but the orders of cards and the count of turns, in the order of the state."""
    here = session.position
    made = []
    for name, spec in FIELDS.items():
        if name in ORDERS or name == "turn":
            continue
        words = element_names(session.scenario, here, name)
        ids: tuple[int | str, ...] = tuple(range(len(words)))
        if spec.axes == "S":
            ids = tuple(here.now.game.constants.sector_ids)
        values = here.now.state[name][..., 0].reshape(-1)
        made.append(
            ModelField(
                name=name,
                meaning=spec.meaning,
                unit=spec.unit,
                kind=spec.kind,
                low=spec.low,
                high=spec.high,
                choices=CHOICES.get(name, ("no", "yes") if spec.kind == "flag" else ()),
                elements=tuple(zip(ids, words, strict=True)),
                now=tuple(float(value) for value in values),
                changes=not spec.fleeting or name.startswith("inject_"),
            )
        )
    return tuple(made)
