"""`check_rule`: what every rule must honour, asked of it on a state of the caller's."""

from __future__ import annotations

import numpy as np

from wargame.engine.contributions import Assignment, Change, Draw, Drift
from wargame.engine.draws import Draws
from wargame.engine.errors import RuleFault
from wargame.engine.rule import Game, Rule
from wargame.engine.state import State


def check_rule(rule: Rule, state: State, game: Game, draws: Draws) -> None:
    """The rule is pure, finite, batch-independent, and names every term and field; or RuleFault."""
    before = state.digest()
    first, again = rule(state, game, draws), rule(state, game, draws)
    if state.digest() != before:
        raise RuleFault(rule.id, "it changed the state it was given")
    _same(rule, first, again, "it gives another answer the second time")
    if not first:
        raise RuleFault(rule.id, "it contributes nothing")
    for contribution in first:
        _check_contribution(rule, contribution, state)
    last = np.array([state.playthroughs - 1])
    alone = Draws(draws.seed, draws.playthroughs[last], draws.turn)
    single = rule(state.taken(last), game, alone)
    for batch, one in zip(first, single, strict=True):
        for a, b in zip(_arrays(batch), _arrays(one), strict=True):
            shown = np.asarray(a)
            if shown.ndim and shown.shape[-1] == state.playthroughs:
                shown = shown[..., last]
            if not np.array_equal(shown, np.broadcast_to(b, shown.shape), equal_nan=True):
                raise RuleFault(rule.id, "a playthrough alone differs from the same in a batch")


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


def _same(rule: Rule, first: tuple, again: tuple, what: str) -> None:  # type: ignore[type-arg]
    """Both answers hold the same numbers."""
    for a, b in zip(first, again, strict=True):
        for x, y in zip(_arrays(a), _arrays(b), strict=True):
            if not np.array_equal(x, y, equal_nan=True):
                raise RuleFault(rule.id, what)


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
    if not all(np.all(np.isfinite(a)) for a in _arrays(c)):
        raise RuleFault(rule.id, f"its contribution to {c.field} is not finite")
    if isinstance(c, Assignment) and c.score is not None:
        if not np.allclose(c.score.value, c.value, rtol=0, atol=1e-12):
            raise RuleFault(rule.id, f"{c.field} is not the score that is said to explain it")
