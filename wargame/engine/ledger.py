"""The one door to the state: rules of a phase read one opening state, and every change is named.

For each field and turn the entries sum to the change of the field (1e-9). Within a phase the order
of rules cannot matter; a limit that cuts off is an entry of its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

import numpy as np

from wargame.engine.contributions import Assignment, Change, Draw, Drift, Score
from wargame.engine.draws import Draws
from wargame.engine.errors import RuleFault
from wargame.engine.ops import FloatArray, Operand, clip, shaped
from wargame.engine.rule import Game, Rule
from wargame.engine.state import State

EntryKind = Literal["term", "return", "chance", "limit", "assignment", "draw", "cleared"]


@dataclass(frozen=True, slots=True)
class Entry:
    """One named contribution to one field, or one draw."""

    turn: int
    phase: str
    rule: str
    field: str
    term: str
    kind: EntryKind
    amount: FloatArray  # the field's shape; for a draw 1 where it happened
    draw: Draw | None = None


@dataclass(slots=True)
class Ledger:
    """Collects the entries of a turn; nothing is collected when it is not `keeping`."""

    keeping: bool = True
    turn: int = 0
    entries: list[Entry] = field(default_factory=list)

    def add(
        self, source: tuple[str, str], name: str, term: str, kind: EntryKind, amount: FloatArray
    ) -> None:
        """One more entry from source = (phase, rule)."""
        self.entries.append(Entry(self.turn, *source, name, term, kind, amount))


def play_phase(
    state: State, phase: str, rules: Sequence[Rule], game: Game, draws: Draws, ledger: Ledger
) -> State:
    """All rules of the phase have acted on the same opening state; returns the state after it."""
    given = [(rule, c) for rule in rules for c in rule(state, game, draws)]
    grown: dict[str, FloatArray] = {}
    assigned: dict[str, str] = {}
    for rule, contribution in given:
        if isinstance(contribution, Draw):
            _note_draw(ledger, phase, rule.id, contribution)
        else:
            _apply(state, phase, rule.id, contribution, grown, assigned, ledger)
    return state.changed(_limited(state, phase, grown, ledger))


def _apply(
    state: State,
    phase: str,
    rule: str,
    contribution: Change | Drift | Assignment,
    grown: dict[str, FloatArray],
    assigned: dict[str, str],
    ledger: Ledger,
) -> None:
    """The contribution is added to `grown`, the new values of this phase, and entered."""
    name = contribution.field
    opening = state[name]
    if name in assigned or (isinstance(contribution, Assignment) and name in grown):
        raise RuleFault(rule, f"{name} is assigned and changed in one phase ({phase})")
    new = _outcome(opening, contribution)
    if isinstance(contribution, Assignment):
        assigned[name] = rule
        grown[name] = shaped(new, opening)
    else:
        grown[name] = grown.get(name, opening) + new
    if ledger.keeping:
        for term, kind, amount in _parts(opening, contribution):
            ledger.add((phase, rule), name, term, kind, shaped(amount, opening))


def _outcome(opening: FloatArray, c: Change | Drift | Assignment) -> Operand:
    """The growth of the field, or for an assignment its new value."""
    if isinstance(c, Change):
        return Score(c.terms).sum
    if isinstance(c, Drift):
        return c.rate * (c.neutral + c.score.value - opening) + c.noise
    return c.value


def _parts(
    opening: FloatArray, c: Change | Drift | Assignment
) -> Iterable[tuple[str, EntryKind, Operand]]:
    """The named parts of the change, which sum to it."""
    if isinstance(c, Change):
        yield from ((name, "term", amount) for name, amount in c.terms.items())
    elif isinstance(c, Drift):
        yield from ((name, "term", c.rate * share) for name, share in c.score.shares().items())
        back = c.rate * (c.neutral + c.score.neutral - opening)
        yield "return to neutral", "return", back
        yield "chance", "chance", c.noise
    elif c.score is None:
        yield c.because, "assignment", c.value - opening
    else:
        yield from ((name, "term", share) for name, share in c.score.shares().items())
        yield "neutral value", "assignment", c.score.neutral
        yield "value before", "cleared", -opening


def _limited(
    state: State, phase: str, grown: Mapping[str, FloatArray], ledger: Ledger
) -> dict[str, FloatArray]:
    """The new values within the limits of their fields; what a limit cuts off is entered."""
    result = {}
    for name, value in grown.items():
        spec = state.fields[name]
        if not (np.isfinite(spec.low) or np.isfinite(spec.high)):
            result[name] = value
            continue
        result[name] = clip(value, spec.low, spec.high)
        if ledger.keeping:
            ledger.add((phase, "limit"), name, "limit", "limit", result[name] - value)
    return result


def _note_draw(ledger: Ledger, phase: str, rule: str, draw: Draw) -> None:
    """One entry with the probability, its terms and the number drawn."""
    if ledger.keeping:
        entry = Entry(ledger.turn, phase, rule, draw.name, draw.name, "draw", draw.happened, draw)
        ledger.entries.append(entry)


def changes_of(entries: Iterable[Entry], name: str) -> FloatArray | float:
    """The sum of all entries of one field; draws change nothing."""
    return sum((e.amount for e in entries if e.field == name and e.kind != "draw"), start=0.0)
