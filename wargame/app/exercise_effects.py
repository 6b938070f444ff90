"""What injects do to the model, as decisions of control; conditions over the state, as data."""

from __future__ import annotations

import operator
from typing import TYPE_CHECKING

import numpy as np

from wargame.engine.decisions import Decision
from wargame.engine.errors import IllegalDecision
from wargame.engine.ops import FloatArray
from wargame.rules.fields import FIELDS

if TYPE_CHECKING:
    from wargame.app.position import Position
    from wargame.exercise.msel import Condition, Effect, Inject

COMPARE = {
    "<": operator.lt, "<=": operator.le, "==": operator.eq, "!=": operator.ne, ">=": operator.ge,
    ">": operator.gt,
}  # fmt: skip


def row_of(here: Position, field: str, element: int | str | None) -> int | None:
    """The row of a field that an element names; None for all of it. IllegalDecision for none."""
    if field not in FIELDS:
        raise IllegalDecision("inject", f'the state has no field "{field[:40]}"')
    if element is None:
        return None
    axes = FIELDS[field].axes
    if not axes:
        raise IllegalDecision("inject", f"{field} is one number for the whole world")
    rows = here.now.state[field].shape[0]
    if isinstance(element, str):
        ids = list(here.now.game.constants.sector_ids) if axes == "S" else []
        if element not in ids:
            known = ", ".join(ids) or f"rows 0 to {rows - 1}"
            raise IllegalDecision("inject", f'{field} has no "{element[:40]}"; there are {known}')
        return ids.index(element)
    if not 0 <= element < rows:
        raise IllegalDecision("inject", f"{field} has rows 0 to {rows - 1}, not {element}")
    return element


def holds(condition: Condition, here: Position) -> bool:
    """Whether the state shown fulfils a condition; of many rows, whether any does."""
    row = row_of(here, condition.field, condition.element)
    values = here.now.state[condition.field][..., 0]
    chosen = values if row is None else values[row]
    return bool(np.any(COMPARE[condition.comparison](chosen, condition.value)))


def check_effects(inject: Inject, here: Position) -> None:
    """Nothing happens when the model can take what an inject does; else IllegalDecision."""
    from wargame.exercise.formats.table import effect_fault  # noqa: PLC0415  only for exercises

    for effect in inject.effects:
        words = effect_fault(effect)
        if words:
            raise IllegalDecision(inject.name, words)
        row_of(here, effect.field, effect.element)


def effect_decisions(here: Position) -> list[Decision]:
    """The effects of the injects published since the last turn, under their numbers."""
    if here.exercise is None:
        return []
    return [
        _decision(inject, effect, here)
        for inject in here.exercise.published(here.turn)
        for effect in inject.effects
    ]


def _decision(inject: Inject, effect: Effect, here: Position) -> Decision:
    row, card = row_of(here, effect.field, effect.element), f"inject {inject.number}"
    if effect.op == "set":
        return Decision("Control", card, inject.name, {effect.field: effect.value}, slot=row)
    amount = _within(effect, here, row)
    return Decision("Control", card, inject.name, adds={effect.field: amount}, slot=row)


def _within(effect: Effect, here: Position, row: int | None) -> FloatArray:
    """What is added, cut off at the limits of the field."""
    spec, now = FIELDS[effect.field], here.now.state[effect.field]
    start = np.zeros_like(now) if spec.fleeting else now
    start = start if row is None else start[row : row + 1]
    return np.clip(start + effect.value, spec.low, spec.high) - start
