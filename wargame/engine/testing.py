"""`check_rule`: what every rule must honour, asked of it on a state of the caller's."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from wargame.engine.contributions import Assignment, Change, Draw, Drift
from wargame.engine.draws import Draws
from wargame.engine.errors import RuleFault
from wargame.engine.rule import Game, Rule
from wargame.engine.state import State

Arrays = Sequence[Sequence[np.ndarray]]  # the numbers of each contribution


def check_rule(rule: Rule, state: State, game: Game, draws: Draws) -> None:
    """The rule is pure, finite, batch-independent, and names every term and field; or RuleFault."""
    before = state.digest()
    first, again = rule(state, game, draws), rule(state, game, draws)
    if state.digest() != before:
        raise RuleFault(rule.id, "it changed the state it was given")
    if not first:
        raise RuleFault(rule.id, "it contributes nothing")
    shown = [_arrays(c) for c in first]
    if not _same(shown, [_arrays(c) for c in again]):
        raise RuleFault(rule.id, "it gives another answer the second time")
    for contribution in first:
        _check_contribution(rule, contribution, state)
    last = state.playthroughs - 1
    alone = rule(state.taken(np.array([last])), game, draws.part(last, last + 1))
    cut = [[_last(a, state.playthroughs) for a in arrays] for arrays in shown]
    if not _same(cut, [_arrays(c) for c in alone]):
        raise RuleFault(rule.id, "a playthrough alone differs from the same in a batch")


def _last(shown: np.ndarray, playthroughs: int) -> np.ndarray:
    """The last playthrough of an array; an array without playthroughs as it is."""
    batched = shown.ndim and shown.shape[-1] == playthroughs
    return shown[..., -1:] if batched else shown


def _arrays(c: Change | Drift | Assignment | Draw) -> list[np.ndarray]:
    """All numbers of a contribution in a fixed order."""
    if isinstance(c, Change):
        return [np.asarray(v) for v in c.terms.values()]
    if isinstance(c, Drift):
        return [np.asarray(v) for v in (*c.score.terms.values(), c.score.scale, c.neutral, c.noise)]
    if isinstance(c, Assignment):
        extra = () if c.score is None else tuple(c.score.terms.values())
        return [np.asarray(v) for v in (c.value, *extra)]
    odds = [v for s in c.scores.values() for v in s.terms.values()]
    return [np.asarray(v) for v in (c.probability, c.number, *odds)]


def _same(first: Arrays, again: Arrays) -> bool:
    """Both answers hold the same numbers."""
    return [len(c) for c in first] == [len(c) for c in again] and all(
        _equal(x, y) for a, b in zip(first, again, strict=True) for x, y in zip(a, b, strict=True)
    )


def _equal(x: np.ndarray, y: np.ndarray) -> bool:
    """The same numbers bit for bit, where a plain number stands for an array of it."""
    try:
        a, b = np.broadcast_arrays(x, y)
    except ValueError:
        return False
    return np.array_equal(a, b, equal_nan=True)


def _explained(c: Assignment) -> bool:
    """The value is the score that explains it, where there is one."""
    return c.score is None or np.allclose(c.score.value, c.value, rtol=0, atol=1e-12)


def _fits(array: np.ndarray, shape: tuple[int, ...]) -> bool:
    """The array broadcasts to the shape without widening it."""
    try:
        return np.broadcast_shapes(array.shape, shape) == shape
    except ValueError:
        return False


def _check_contribution(rule: Rule, c: Change | Drift | Assignment | Draw, state: State) -> None:
    """Names are there, numbers are finite, probabilities are probabilities."""
    if isinstance(c, Draw):
        if not np.all((c.probability >= 0) & (c.probability <= 1)):
            raise RuleFault(rule.id, f"the chance of {c.name} leaves 0..1")
        if not c.scores:
            raise RuleFault(rule.id, f"the draw {c.name} does not say why")
        return
    if c.field not in state.fields:
        raise RuleFault(rule.id, f'it changes "{c.field}", which is no field')
    if not all(_fits(a, state[c.field].shape) for a in _arrays(c)):
        raise RuleFault(rule.id, f"its contribution to {c.field} has another shape than the field")
    if not all(np.all(np.isfinite(a)) for a in _arrays(c)):
        raise RuleFault(rule.id, f"its contribution to {c.field} is not finite")
    if isinstance(c, Assignment) and not _explained(c):
        raise RuleFault(rule.id, f"{c.field} is not the score that is said to explain it")
