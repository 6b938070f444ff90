"""A rule says what it changes, by how much, why, and who says so."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from wargame.engine.contributions import Contribution
from wargame.engine.draws import Draws
from wargame.engine.errors import RuleFault
from wargame.engine.state import Field, State

Evidence = Literal["verified", "from memory", "judgement"]


class Named:
    """Read-only values by name: `named.h_age`."""

    def __init__(self, what: str, values: Mapping[str, Any]) -> None:
        self.__dict__.update(values)
        self.__dict__["_what"] = what

    def __getattr__(self, name: str) -> Any:
        raise AttributeError(f'there is no {self.__dict__.get("_what")} "{name}"')

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError(f"{self.__dict__['_what']}s are read-only")

    def items(self) -> Iterator[tuple[str, Any]]:
        """Each name with its value."""
        return ((k, v) for k, v in self.__dict__.items() if k != "_what")

    def replaced(self, values: Mapping[str, Any]) -> Named:
        """The same values with some replaced."""
        return Named(self.__dict__["_what"], dict(self.items()) | dict(values))


@dataclass(frozen=True, slots=True)
class Citation:
    """Who says so; judgement of our own is a citation too and prints as such."""

    key: str
    text: str
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Rule:
    """A named step of the game with its sources; called with (state, game, draws)."""

    id: str
    phase: str
    topic: str
    cites: tuple[Citation, ...]
    formula: str
    number: str  # its number in the model's specification, "R10"
    function: Callable[[State, Game, Draws], Iterable[Contribution]] = field(repr=False)

    def __call__(self, state: State, game: Game, draws: Draws) -> tuple[Contribution, ...]:
        """What the rule contributes to that state, with dice keyed to its own id."""
        return tuple(self.function(state, game, draws.keyed(self.id)))

    @property
    def words(self) -> str:
        """What the rule says, from its own docstring."""
        return inspect.cleandoc(self.function.__doc__ or "")

    @property
    def title(self) -> str:
        """The first sentence of the words."""
        return self.words.split("\n")[0]


def rule(
    id: str,  # noqa: A002  the field's own word
    *,
    phase: str,
    number: str,
    topic: str,
    cites: tuple[Citation, ...],
    formula: str,
) -> Callable[[Callable[[State, Game, Draws], Iterable[Contribution]]], Rule]:
    """Make a rule of a function; a rule without citation, topic or words is refused at import."""

    def make(function: Callable[[State, Game, Draws], Iterable[Contribution]]) -> Rule:
        made = Rule(id, phase, topic, cites, formula, number, function)
        for what, value in (("citation", cites), ("topic", topic), ("words", function.__doc__)):
            if not value:
                raise RuleFault(id, f"it has no {what}")
        return made

    return make


@dataclass(frozen=True, slots=True)
class Rulebook:
    """All rules of a game, in phases that are played in order."""

    phases: tuple[str, ...]
    rules: tuple[Rule, ...]
    _by_phase: dict[str, tuple[Rule, ...]] = field(
        init=False, repr=False, compare=False, default_factory=dict
    )

    def __post_init__(self) -> None:
        seen: set[str] = set()
        for one in self.rules:
            if one.phase not in self.phases:
                raise RuleFault(one.id, f'there is no phase "{one.phase}"')
            if one.id in seen:
                raise RuleFault(one.id, "another rule has the same id")
            seen.add(one.id)
        for phase in self.phases:
            own = sorted((r for r in self.rules if r.phase == phase), key=lambda r: r.id)
            self._by_phase[phase] = tuple(own)

    def of_phase(self, phase: str) -> tuple[Rule, ...]:
        """The rules of one phase by id, so that the order they were written in cannot matter."""
        return self._by_phase.get(phase, ())

    def find(self, rule_id: str) -> Rule:
        """The rule with that id; KeyError without one."""
        for one in self.rules:
            if one.id == rule_id:
                return one
        raise KeyError(rule_id)


@dataclass(frozen=True, slots=True)
class Game:
    """Everything that stays the same while turns are played."""

    fields: Mapping[str, Field]
    constants: Named  # scenario facts as arrays that broadcast: sectors (S, 1)
    parameters: Named  # numbers, or (B,) arrays where they are sampled
    inputs: Named  # measured zones stacked on Z: gaps (Z, S, 64), depth (Z, S, 1) ...
    rulebook: Rulebook
    resting: frozenset[str] = frozenset()  # phases that do nothing here unless somebody decides
