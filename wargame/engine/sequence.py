"""The order of play: decisions, then the phases of the rulebook, one turn after another."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from wargame.engine.decisions import Decision, Ruling
from wargame.engine.draws import Draws
from wargame.engine.errors import IllegalDecision
from wargame.engine.ledger import Entry, Ledger, play_phase
from wargame.engine.ops import FloatArray, Operand
from wargame.engine.rule import Game
from wargame.engine.state import State

DECISIONS = "decisions"  # the phase in which decisions are carried out
START = "start"  # before the first phase: the turn is counted, what is fleeting is cleared
RULED = ("control", "control.ruling")  # phase and rule by which the ledger names a ruling
NO_RULINGS: Mapping[str, Sequence[Ruling]] = {}


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
    rulings: Sequence[Ruling] = (),
) -> TurnPlayed:
    """One turn later: fleeting fields cleared, decisions carried out, each phase played in order.

    `game.inputs` must already hold the measures of zones the decisions name. Rulings of other turns
    are left aside. Pure: the same arguments give the same result, and playthrough 17 of 4,000
    equals playthrough 17 alone, bit for bit.
    """
    ledger = Ledger(keep_ledger)
    state = _begin(state, ledger)
    openings: dict[str, State] = {}
    dice = draws.at(ledger.turn)
    own = [ruling for ruling in rulings if ruling.turn == ledger.turn]
    due = _when_due(own, state, decisions, game, dice) if own else NO_RULINGS
    state = play_phases(state, decisions, game, dice, ledger, openings, due)
    return TurnPlayed(state, tuple(ledger.entries), openings)


def play_phases(
    state: State,
    decisions: Sequence[Decision],
    game: Game,
    draws: Draws,
    ledger: Ledger,
    openings: dict[str, State],
    rulings: Mapping[str, Sequence[Ruling]] = NO_RULINGS,
) -> State:
    """All phases of a turn that has begun; a ledger that keeps also notes their openings.

    `rulings` names for each phase, or for the start, the rulings that follow it.
    """
    state = _overrule(state, rulings.get(START, ()), ledger)
    for phase in game.rulebook.phases:
        if ledger.keeping:
            openings[phase] = state
        if phase == DECISIONS:
            state = _carry_out(state, decisions, ledger)
        if phase in game.resting and not decisions:
            continue
        rules = game.rulebook.of_phase(phase)
        state = play_phase(state, phase, rules, game, draws, ledger)
        state = _overrule(state, rulings.get(phase, ()), ledger)
    return state


def _when_due(
    rulings: Sequence[Ruling],
    begun: State,
    decisions: Sequence[Decision],
    game: Game,
    draws: Draws,
) -> Mapping[str, Sequence[Ruling]]:
    """The rulings by the phase that last writes their field, found by playing without them."""
    trial = Ledger()
    play_phases(begun, decisions, game, draws, trial, {})
    last = {e.field: e.phase for e in trial.entries if e.kind != "draw"}
    due: dict[str, list[Ruling]] = {}
    for ruling in rulings:
        due.setdefault(last.get(ruling.field, START), []).append(ruling)
    return due


def _overrule(state: State, rulings: Sequence[Ruling], ledger: Ledger) -> State:
    """Each ruling has set its field, in the order given; one that makes no sense is refused."""
    for ruling in rulings:
        check_ruling(ruling, state)
        array = np.array(state[ruling.field])
        part = array if ruling.element is None else array[ruling.element]
        part[...] = ruling.value
        if ledger.keeping:
            words = f"{ruling.reason} ({ruling.by})"
            ledger.add(RULED, ruling.field, words, "assignment", array - state[ruling.field])
        state = state.changed({ruling.field: array})
    return state


def check_ruling(ruling: Ruling, state: State) -> None:
    """Nothing happens when the state can take the ruling; otherwise IllegalDecision says why."""
    name, value = ruling.field, ruling.value
    if name not in state.fields or name == "turn":
        raise IllegalDecision("ruling", f'"{name}" is no field that control can rule on')
    spec, array = state.fields[name], state[name]
    if ruling.element is not None and not (array.ndim > 1 and 0 <= ruling.element < array.shape[0]):
        raise IllegalDecision("ruling", f"{name} has no row {ruling.element}")
    if not (np.isfinite(value) and spec.low <= value <= spec.high):
        limits = f"{spec.low:g} to {spec.high:g}"
        raise IllegalDecision("ruling", f"{name} lies within {limits}; {value:g} does not")
    whole = spec.kind == "category" and value >= 0 and value == int(value)
    if spec.kind != "number" and not (whole or value in (0, 1)):
        raise IllegalDecision("ruling", f"{name} is a {spec.kind}; {value:g} is none")
    if not (ruling.reason.strip() and ruling.by.strip()):
        raise IllegalDecision("ruling", "a ruling says why, and who made it")


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
            ledger.add((START, "turn"), name, term, "cleared", value - state[name])
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
