"""What a rule gives back: named terms, and how they become a change of one field.

A score is a sum of named terms seen through a link; its shares split the value exactly among them:
logistic(z) = 1/2 + sum of term * (logistic(z) - 1/2) / z, e^z = 1 + sum of term * (e^z - 1) / z,
tanh(z) = sum of term * tanh(z) / z, with the limits 1/4, 1, 1 at z = 0 (model.md, R34).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from wargame.engine import ops
from wargame.engine.ops import FloatArray, Operand

Link = Literal["sum", "logistic", "exp", "tanh"]
Terms = Mapping[str, Operand]

NEUTRAL = {"sum": 0.0, "logistic": 0.5, "exp": 1.0, "tanh": 0.0}
_SLOPE_AT_ZERO = {"sum": 1.0, "logistic": 0.25, "exp": 1.0, "tanh": 1.0}
_LINKS = {"sum": lambda z: z, "logistic": ops.logistic, "exp": ops.exp, "tanh": ops.tanh}


@dataclass(frozen=True, slots=True)
class Score:
    """scale * link(sum of the named terms)."""

    terms: Terms
    link: Link = "sum"
    scale: Operand = 1.0

    @property
    def sum(self) -> FloatArray:
        """The sum of the terms, in written order."""
        return ops.total(self.terms.values())

    @property
    def value(self) -> FloatArray:
        """scale * link(sum)."""
        return self.scale * _LINKS[self.link](self.sum)  # type: ignore[no-any-return]

    @property
    def neutral(self) -> Operand:
        """The value when every term is zero."""
        return self.scale * NEUTRAL[self.link]

    def shares(self) -> dict[str, FloatArray]:
        """Each term's part of value - neutral; the parts sum to it."""
        z = self.sum
        near_zero = ops.absolute(z) < 1e-12
        rise = _LINKS[self.link](z) - NEUTRAL[self.link]
        slope = ops.where(near_zero, _SLOPE_AT_ZERO[self.link], rise / ops.where(near_zero, 1.0, z))
        return {name: self.scale * term * slope for name, term in self.terms.items()}


@dataclass(frozen=True, slots=True)
class Change:
    """The field grows by the sum of the named terms."""

    field: str
    terms: Terms


@dataclass(frozen=True, slots=True)
class Drift:
    """The field moves a share `rate` of the way to neutral + score, plus noise."""

    field: str
    score: Score
    rate: float
    neutral: Operand = 0.0  # a constant part of the target, beside the score's own neutral value
    noise: Operand = 0.0


@dataclass(frozen=True, slots=True)
class Assignment:
    """The field takes the value; the score, where there is one, says why."""

    field: str
    value: Operand
    because: str
    score: Score | None = None  # when given, value = score.value, and its shares are the entries


@dataclass(frozen=True, slots=True)
class Draw:
    """A number was drawn against a probability whose terms are its explanation."""

    name: str
    probability: FloatArray
    number: FloatArray
    happened: FloatArray  # 1 where it did, 0 elsewhere
    scores: Mapping[str, Score]  # the named terms of the probability, or of each alternative


Contribution = Change | Drift | Assignment | Draw
