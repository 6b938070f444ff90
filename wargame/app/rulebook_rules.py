"""A page for every rule, from the rule itself, the parameter files and the games played."""

from __future__ import annotations

import dis
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from types import CodeType
from typing import Any

from wargame.app.game import parameter_specs
from wargame.app.rulebook_formula import filled, named
from wargame.app.rulebook_records import (
    Changed,
    Example,
    Figure,
    Phase,
    RulePage,
    SharedFormula,
)
from wargame.app.rulebook_scenes import Scene
from wargame.app.rulebook_words import listed, span
from wargame.app.rulecards import parameters_of, title_and_words, topics
from wargame.engine.contributions import Draw
from wargame.engine.rule import Rule
from wargame.rules import formulas, index_ledger
from wargame.rules.deck import DECK, cost_of
from wargame.rules.fields import FIELDS
from wargame.scenario.parameters import ParameterSpec

_NUMBERED = re.compile(r"^(R\d+)(?: \([iv]+\))?: (.*)$")
_SHAPES = re.compile(r",? \([A-Z](?:, [A-Z])*,?(?: or B)?\)")
_RULE_NUMBER = re.compile(r"R\d+[a-z]?")
RULES = "wargame.rules"


def phases(scenes: Sequence[Scene], examples: Mapping[str, Example]) -> tuple[Phase, ...]:
    """Every phase that has rules, in the order played; `scenes` are those the rules are traced in.

    The first scene's game gives the formulas their numbers.
    """
    rulebook, texts = scenes[0].game.rulebook, _Texts(parameter_specs(), topics(), examples)
    pages = {
        phase: tuple(_page(rule, scenes, texts) for rule in rulebook.of_phase(phase))
        for phase in rulebook.phases
    }
    return tuple(Phase(name, rules) for name, rules in pages.items() if rules)


@dataclass(frozen=True, slots=True)
class _Texts:
    """What files and games say beside the rules."""

    specs: Mapping[str, ParameterSpec]
    questions: Mapping[str, str]
    examples: Mapping[str, Example]


def _page(rule: Rule, scenes: Sequence[Scene], texts: _Texts) -> RulePage:
    title, words = title_and_words(rule)
    formula = filled(rule.formula, scenes[0].game.parameters)
    return RulePage(
        id=rule.id,
        number=rule.number,
        phase=rule.phase,
        title=title,
        words=words,
        formula=tuple(part.strip() for part in formula.split(";  ")),
        topic=rule.topic,
        question=texts.questions[rule.topic],
        parameters=tuple(figure_of(texts.specs[name]) for name in _parameters(rule, scenes)),
        citations=tuple((c.key, c.text, c.evidence) for c in rule.cites),
        changes=tuple(_changed(name) for name in fields_changed(rule, scenes)),
        example=texts.examples.get(rule.id),
    )


def _parameters(rule: Rule, scenes: Sequence[Scene]) -> tuple[str, ...]:
    """The parameters a rule reads, and those its formula names: a card may act in another rule."""
    return tuple(dict.fromkeys((*parameters_read(rule, scenes), *named(rule.formula))))


def parameters_read(rule: Rule, scenes: Sequence[Scene]) -> tuple[str, ...]:
    """The parameters a rule reads in any of the scenes, in the order first read."""
    found = (
        name
        for scene in scenes
        for name in parameters_of(rule, scene.game, scene.opening(rule.phase))
    )
    return tuple(dict.fromkeys(found))


def fields_changed(rule: Rule, scenes: Sequence[Scene]) -> tuple[str, ...]:
    """The fields a rule may change, in the order it names them."""
    found = (
        c.field
        for scene in scenes
        for c in rule(scene.opening(rule.phase), scene.game, scene.draws)
        if not isinstance(c, Draw)
    )
    return tuple(dict.fromkeys(found))


def constants_read(rule: Rule, scene: Scene) -> frozenset[str]:
    """The scenario's constants that a rule reads."""
    watched = _Watching(scene.game.constants)
    game = replace(scene.game, constants=watched)  # type: ignore[arg-type]  # reads like a Named
    rule(scene.opening(rule.phase), game, scene.draws)
    return frozenset(watched.read)


def fields_read(rule: Rule, scenes: Sequence[Scene]) -> frozenset[str]:
    """The fields of the state that a rule reads in any of the scenes."""
    found: set[str] = set()
    for scene in scenes:
        watched: Any = _Watching(scene.opening(rule.phase))
        rule(watched, scene.game, scene.draws)
        found |= watched.read
    return frozenset(found)


class _Watching:
    """Passes attributes on and notes which were read."""

    def __init__(self, inner: Any) -> None:
        self._inner, self.read = inner, set[str]()

    def __getattr__(self, name: str) -> Any:
        self.read.add(name)
        return getattr(self._inner, name)

    def __getitem__(self, name: str) -> Any:
        return self.__getattr__(name)


def figure_of(spec: ParameterSpec) -> Figure:
    """A parameter as a row of a table."""
    return Figure(
        name=spec.name,
        meaning=spec.meaning,
        value=listed(spec.values),
        range=span(spec.low, spec.high),
        unit=spec.unit,
        source=spec.source,
        evidence=spec.evidence,
    )


def _changed(name: str) -> Changed:
    field = FIELDS[name]
    return Changed(name, field.meaning, field.unit)


def numbers_of(text: str) -> tuple[str, ...]:
    """The rule numbers in a text: "R8, R9" gives both."""
    return tuple(_RULE_NUMBER.findall(text))


def shared(rules: Sequence[Rule]) -> tuple[SharedFormula, ...]:
    """The numbered formulas that rules share, each with the rules that use it."""
    users: dict[str, list[str]] = {}
    deciding: list[tuple[str, Callable[..., Any]]] = [(r.id, r.function) for r in rules]
    deciding += [(card.rule, card.needs) for card in DECK.cards]
    deciding += [("cards.counter_attack", cost_of)]
    for rule_id, function in deciding:
        for name in formulas_used(function):
            users.setdefault(name, []).append(rule_id)
    found = []
    for name, value in vars(formulas).items():
        match = _numbered(getattr(value, "__doc__", None)) if callable(value) else None
        if match is not None:
            found.append(SharedFormula(*match, tuple(dict.fromkeys(users.get(name, ())))))
    ledger = _numbered(index_ledger.__doc__)
    if ledger is not None:
        found.append(SharedFormula(*ledger, ("indices.stability",)))
    return tuple(sorted(found, key=lambda s: int(s.number[1:])))


def _numbered(doc: str | None) -> tuple[str, str] | None:
    """The number and the words of a numbered formula's docstring."""
    match = _NUMBERED.match((doc or "").split("\n")[0])
    if match is None:
        return None
    words = _SHAPES.sub("", match[2])
    return match[1], words[:1].upper() + words[1:]


def formulas_used(function: Callable[..., Any]) -> frozenset[str]:
    """The names in `wargame.rules.formulas` that a function uses, itself or by what it calls."""
    return frozenset(
        one.__name__ for one in functions_used(function) if one.__module__ == formulas.__name__
    )


def functions_used(function: Callable[..., Any]) -> tuple[Callable[..., Any], ...]:
    """The function and every function of the rules that it calls, directly or by another."""
    todo, seen = [function], dict[Any, None]()
    while todo:
        one = todo.pop()
        if one in seen or not hasattr(one, "__code__"):
            continue
        seen[one] = None
        for name in _names(one.__code__):
            _, _, last = name.rpartition(".")
            owner = vars(formulas) if name.startswith("formulas.") else one.__globals__
            helper = owner.get(last)
            if callable(helper) and str(getattr(helper, "__module__", "")).startswith(RULES):
                todo.append(helper)
    return tuple(seen)


def _names(code: CodeType) -> Iterator[str]:
    """The global names that code uses, "formulas.live" for one of that module, nested code too."""
    before = ""
    for step in dis.get_instructions(code):
        if step.opname == "LOAD_GLOBAL":
            before = str(step.argval)
            yield before
        elif before == "formulas" and step.opname in ("LOAD_ATTR", "LOAD_METHOD"):
            yield f"formulas.{step.argval}"
            before = ""
        else:
            before = ""
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            yield from _names(constant)
