"""What each card is worth to a doctrine: named terms read from what its seat may see, and no more.

The sum of base and terms is the log-odds of playing the card rather than passing.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from wargame.engine import ops
from wargame.engine.observe import Observation
from wargame.engine.ops import FloatArray
from wargame.engine.rule import Game
from wargame.rules.fields import FIELDS
from wargame.scenario.doctrine import CATEGORIES, SECTOR_FACTS, CardRow, Factor, Term

OVER: Mapping[str, Callable[[FloatArray], FloatArray]] = {
    "mean": ops.mean_rows,
    "largest": ops.largest,
    "smallest": ops.smallest,
}


@dataclass(frozen=True, slots=True)
class Weighed:
    """One term as it weighs now: the value read and what it adds to the utility."""

    term: Term
    value: FloatArray  # (B,)
    points: FloatArray  # (B,) log-odds

    def said(self) -> str:
        """The term in words with its value, of the first playthrough."""
        words = f"{self.term.words} ({_shown(self.term.read, float(self.value[0]))})"
        return words if self.points[0] >= 0 else f"despite {words}"


def _shown(name: str, value: float) -> str:
    """A value as a reader would write it."""
    if name in CATEGORIES:
        return CATEGORIES[name][int(value)]
    if FIELDS[name].kind == "flag":
        return "yes" if value > 0 else "no"
    return _number(value)


def _number(value: float) -> str:
    digits = 2 if abs(value) < 10 else 0
    return f"{value + 0.0:.{digits}f}".replace("-", "\N{MINUS SIGN}")


def weigh(row: CardRow, seen: Observation) -> tuple[Weighed, ...]:
    """Every term of a card on what the seat sees."""
    return tuple(_weigh(term, seen) for term in row.terms)


def _weigh(term: Term, seen: Observation) -> Weighed:
    value = seen.fields[term.read]
    if term.over is not None:
        value = OVER[term.over](value)
    return Weighed(term, value, term.weight * _shape(term, value))


def _shape(term: Term, x: FloatArray) -> FloatArray:
    """What the weight is multiplied by, (B,)."""
    if term.category is not None:
        return ops.flag(x == term.category)
    if term.at_least is not None:
        return ops.flag(x >= term.at_least)
    if term.less_than is not None:
        return ops.flag(x < term.less_than)
    if term.above is not None:
        return ops.maximum(x - term.above, 0.0)
    if term.below is not None:
        return ops.maximum(term.below - x, 0.0)
    return x - (term.reference or 0.0)


def utility(row: CardRow, terms: Sequence[Weighed]) -> FloatArray | float:
    """Base and terms added in the order written, (B,)."""
    return ops.total((row.base, *(w.points for w in terms)))


def target(row: CardRow, seen: Observation, game: Game) -> FloatArray:
    """1 for the sector that the card names, 0 for all others, (S, B); the first of equal ones."""
    product = 1.0 + 0.0 * seen.fields["stability"]
    for factor in row.target:
        product = product * _factor(factor, seen, game)
    best = np.argmax(product, axis=0)
    return ops.flag(np.arange(product.shape[0])[:, None] == best)


def compared(row: CardRow, seen: Observation, game: Game, sector: int) -> str:
    """By which quantities a sector was picked, with their values: "speed 2.63, salience 0.85"."""
    values = [(f.read, float(_read(f, seen, game)[sector, 0])) for f in row.target]
    return ", ".join(f"{name} {_number(value)}" for name, value in values)


def _factor(factor: Factor, seen: Observation, game: Game) -> FloatArray:
    value = _read(factor, seen, game)
    if factor.as_ == "where 0":
        return ops.flag(value == 0)
    if factor.as_ == "1 - x":
        return 1 - value
    return 100 - value if factor.as_ == "100 - x" else value


def _read(factor: Factor, seen: Observation, game: Game) -> FloatArray:
    """The quantity of each sector, (S, B) or (S, 1) for a fact of the scenario."""
    name = factor.read
    facts: FloatArray = getattr(game.constants, name) if name in SECTOR_FACTS else seen.fields[name]
    return facts
