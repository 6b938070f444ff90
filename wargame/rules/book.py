"""The rulebook: every rule of the game, in the phases of model.md section 3."""

from __future__ import annotations

from types import ModuleType

from wargame.engine.rule import Rule, Rulebook
from wargame.engine.sequence import DECISIONS
from wargame.rules import (
    alliance,
    cards,
    ceasefire,
    diplomacy,
    escalation,
    exposure,
    front,
    guarantee,
    indices,
    injects,
    moscow,
    norms,
    separatists,
    support,
)

# Each phase reads the state the one before has left; written in this order the prototype's results
# are reproduced. K, X and V are derived before D and G, which read K.
PHASES = (
    DECISIONS,
    "injects",
    "hazards",
    "shocks",
    "cards",
    "us",
    "first look",
    "blocs",
    "alliance",
    "veto",
    "vote",
    "declaration",
    "phase-in",
    "build-up",
    "mission",
    "credibility",
    "deterrence",
    "posture",
    "bargaining",
    "survival",
    "seizure",
    "pressure",
    "movement",
    "ladder",
    "balance",
    "dissent",
    "society",
    "irregulars",
    "frozen",
    "norms",
    "indices",
)

# What rests in a game where nobody decides: cards always, the others by how the game is set.
CARD_PHASES = frozenset({"cards", "declaration"})
EVENT_PHASES = frozenset({"hazards", "shocks"})
VETO_PHASES = frozenset({"veto"})
PHASED_PHASES = frozenset({"phase-in"})

FAMILIES = (
    alliance, cards, ceasefire, diplomacy, escalation, exposure, front, guarantee, indices, injects,
    moscow, norms, separatists, support,
)  # fmt: skip


def _rules_of(family: ModuleType) -> tuple[Rule, ...]:
    """The rules a family file defines, in the order written."""
    return tuple(value for value in vars(family).values() if isinstance(value, Rule))


RULEBOOK = Rulebook(
    PHASES,
    tuple(rule for family in FAMILIES for rule in _rules_of(family)),
)
