"""The order of play: decisions, then the phases of the rulebook, one turn after another."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from wargame.engine.decisions import Decision
from wargame.engine.draws import Draws
from wargame.engine.errors import IllegalDecision
from wargame.engine.ledger import Entry, Ledger, play_phase
from wargame.engine.ops import FloatArray, Operand
from wargame.engine.rule import Game
from wargame.engine.state import State

DECISIONS = "decisions"  # the phase in which decisions are carried out


@dataclass(frozen=True, slots=True)
class TurnPlayed:
    """A turn as it was played: the state after it, why, and the states its phases opened with."""

    state: State
    entries: tuple[Entry, ...]
    openings: Mapping[str, State]  # phase -> the state its rules read; empty when not asked for


def play_turn(
    state: State,
    decisions: Sequence[Decision],
    game: Game,
    draws: Draws,
    *,
    keep_ledger: bool = True,
) -> TurnPlayed:
    """One turn later: fleeting fields cleared, decisions carried out, each phase played in order.

    `game.inputs` must already hold the measures of zones the decisions name. Pure: the same
    arguments give the same result, and playthrough 17 of 4,000 equals playthrough 17 alone, bit for
    bit.
    """
    ledger = Ledger(keep_ledger)
    state = _begin(state, ledger)
    openings: dict[str, State] = {}
    state = play_phases(state, decisions, game, draws.at(ledger.turn), ledger, openings)
    return TurnPlayed(state, tuple(ledger.entries), openings)


def play_phases(
    state: State,
    decisions: Sequence[Decision],
    game: Game,
    draws: Draws,
    ledger: Ledger,
    openings: dict[str, State],
) -> State:
    """All phases of a turn that has begun; a ledger that keeps also notes their openings."""
    for phase in game.rulebook.phases:
        if ledger.keeping:
            openings[phase] = state
        if phase == DECISIONS:
            state = _carry_out(state, decisions, ledger)
        if phase in game.resting and not decisions:
            continue
        rules = game.rulebook.of_phase(phase)
        state = play_phase(state, phase, rules, game, draws, ledger)
    return state


def _begin(state: State, ledger: Ledger) -> State:
    """The turn counter is one higher and what lasts one turn only is cleared."""
    ledger.turn = int(state.turn[0]) + 1
    fresh: dict[str, FloatArray] = {"turn": state.turn + 1.0}
    for name, spec in state.fields.items():
        if spec.fleeting:
            fresh[name] = np.zeros_like(state[name])
    if ledger.keeping:
        for name, value in fresh.items():
            term = "a new turn" if name == "turn" else "cleared at the turn's start"
            ledger.add(("start", "turn"), name, term, "cleared", value - state[name])
    return state.changed(fresh)


def _carry_out(state: State, decisions: Sequence[Decision], ledger: Ledger) -> State:
    """Each decision has set its fields, in the order given."""
    for decision in decisions:
        state = decide(state, decision, ledger)
    return state


def decide(state: State, decision: Decision, ledger: Ledger) -> State:
    """The fields the decision names have its values; an unknown field or slot is refused."""
    for name, value in decision.sets.items():
        state = _put(state, decision, name, value, ledger, adding=False)
    for name, value in decision.adds.items():
        state = _put(state, decision, name, value, ledger, adding=True)
    return state


def _put(
    state: State, decision: Decision, name: str, value: Operand, ledger: Ledger, *, adding: bool
) -> State:
    """One field set or added to, in the slot the decision names or everywhere."""
    if name not in state.fields:
        raise IllegalDecision(decision.card, f'the state has no field "{name}"')
    array, slot = np.array(state[name]), decision.slot
    if slot is not None and not (array.ndim > 1 and 0 <= slot < array.shape[0]):
        raise IllegalDecision(decision.card, f"{name} has no slot {slot}")
    part = array if slot is None else array[slot : slot + 1]
    part[...] = part + value if adding else value
    if ledger.keeping:
        amount = array - state[name]
        ledger.add((DECISIONS, decision.card), name, decision.label, "assignment", amount)
    return state.changed({name: array})


def play_out(
    state: State,
    turns: int,
    game: Game,
    draws: Draws,
    watch: Callable[[State], None] | None = None,
) -> State:
    """The state after so many turns without decisions or ledger; `watch` sees each turn's state."""
    for _ in range(turns):
        state = play_turn(state, (), game, draws, keep_ledger=False).state
        if watch is not None:
            watch(state)
    return state
