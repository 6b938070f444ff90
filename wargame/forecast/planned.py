"""Many turns without decisions by a plan: the numbers of turn by turn, several times faster."""

from __future__ import annotations

import threading
from collections.abc import Callable, Collection, Iterator

import numpy as np

from wargame.engine.draws import Draws
from wargame.engine.ops import FloatArray
from wargame.engine.plan import Plan, likely, plan_turn
from wargame.engine.rule import Game
from wargame.engine.runner import Runner
from wargame.engine.state import State
from wargame.engine.traced import Untraceable

LANE = 4000  # playthroughs whose rows stay in the processor's cache
WORTH = 4_000  # playthroughs x turns from which on writing a plan down pays
_KEPT = 16  # plans: as many as a comparison has options

_own = threading.local()  # plans and buffers of this thread: no lock, nothing shared


def still() -> None:
    """What is done between two turns when nobody wants to stop."""


def planned_turns(
    state: State,
    game: Game,
    draws: Draws,
    asked: list[Collection[str]],
    pulse: Callable[[], None] = still,
) -> list[dict[str, FloatArray]] | None:
    """The fields asked for after each turn, as many turns as there are entries, each (..., B).

    None where the game cannot be written down. Values are those of `play_turn`, bit for bit; a
    negative zero is told as zero. `pulse` is called before every turn and may raise to stop.
    """
    try:
        plan = _plan_for(state, game)
    except Untraceable:
        return None
    count = state.playthroughs
    found: list[dict[str, FloatArray]] = [
        {name: np.empty(state[name].shape) for name in fields} for fields in asked
    ]
    for start, runner in _lanes(plan, count):
        runner.open(state, draws, start)
        for told in found:
            pulse()
            runner.play({n: v[..., start : start + runner.lane] for n, v in told.items()})
    return found


def _lanes(plan: Plan, count: int) -> Iterator[tuple[int, Runner]]:
    """Where each lane starts, and what runs it."""
    for start in range(0, count, LANE):
        yield start, _runner(plan, min(LANE, count - start))


def _runner(plan: Plan, lane: int) -> Runner:
    """A runner of that plan; the last one of this thread where it is alike."""
    last: Runner | None = getattr(_own, "runner", None)
    if last is None or last.plan is not plan or last.lane != lane:
        last = _own.runner = Runner(plan, lane)
    return last


def _plan_for(state: State, game: Game) -> Plan:
    """A plan that fits the state; kept, because chunks of one game ask for the same."""
    plans: dict[int, tuple[Game, Plan]] = _own.__dict__.setdefault("plans", {})
    known = plans.pop(id(game), None)
    if known is None or known[0] is not game:
        alike = [p for g, p in plans.values() if g.resting == game.resting][-1:]
        plan = plan_turn(state, game, likely(alike[0], state) if alike else None)
    else:
        plan = known[1]
        needs = plan.asked_by(state)
        if needs != plan.freedom:
            plan = plan_turn(state, game, needs)
    plans[id(game)] = (game, plan)  # the game is held, so its id stays its own
    while len(plans) > _KEPT:
        plans.pop(next(iter(plans)))
    return plan
