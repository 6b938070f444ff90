"""Every rule in words, from the rule itself: docstring, formula, sources, parameters read."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from typing import Any

from wargame import paths
from wargame.app.game import parameter_specs
from wargame.app.records import RuleCard
from wargame.app.rulebook_formula import filled
from wargame.engine.draws import Draws
from wargame.engine.rule import Game, Named, Rule
from wargame.engine.state import State
from wargame.scenario.parameters import ParameterSpec

# Parameters that are read when a zone is measured into the game, not when the rule is played.
_READ_BEFORE = {
    "guarantee.geometry": (
        "lambda_deterrence", "lambda_exposure", "lambda_pressure", "depth_scale",
    )
}  # fmt: skip


class _Watched(Named):
    """Parameters that note which of them are read."""

    def __init__(self, parameters: Named) -> None:
        super().__init__("parameter", {})
        self.__dict__["_inner"] = parameters
        self.__dict__["read"] = []

    def __getattr__(self, name: str) -> Any:
        if name not in self.__dict__["read"]:
            self.__dict__["read"].append(name)
        return getattr(self.__dict__["_inner"], name)


def topics() -> Mapping[str, str]:
    """The question in the room behind each topic, by topic id."""
    with (paths.assets() / "topics.toml").open("rb") as file:
        return {name: entry["question"] for name, entry in tomllib.load(file).items()}


def rule_cards(game: Game, state: State) -> dict[str, RuleCard]:
    """A card for every rule of the game, by rule id."""
    specs, questions = parameter_specs(), topics()
    return {r.id: _card(r, game, state, specs, questions) for r in game.rulebook.rules}


def _card(
    rule: Rule,
    game: Game,
    state: State,
    specs: Mapping[str, ParameterSpec],
    questions: Mapping[str, str],
) -> RuleCard:
    title, words = title_and_words(rule)
    rows = [
        (name, value, specs[name].unit, f"{specs[name].source} ({specs[name].evidence})")
        for name in parameters_of(rule, game, state)
        for value in specs[name].values
    ]
    return RuleCard(
        id=rule.id,
        title=title,
        words=words,
        formula=filled(rule.formula, game.parameters),
        topic=rule.topic,
        topic_question=questions[rule.topic],
        parameters=tuple(rows),
        citations=tuple(f"{c.text} ({c.evidence})" for c in rule.cites),
    )


def title_and_words(rule: Rule) -> tuple[str, str]:
    """A rule's first sentence and the rest, without the notes on arrays for authors of rules."""
    plain = re.sub(r"\s*\bstate\.\w+ : .*", "", rule.words, flags=re.DOTALL).strip()
    title, _, words = plain.partition("\n")
    return title, " ".join(words.split())


def parameters_of(rule: Rule, game: Game, state: State) -> tuple[str, ...]:
    """The parameters a rule reads when it is played, and those read for it before."""
    return (*parameters_read(rule, game, state), *_READ_BEFORE.get(rule.id, ()))


def parameters_read(rule: Rule, game: Game, state: State) -> tuple[str, ...]:
    """The names of the parameters a rule reads when it is played, in the order read."""
    watched = _Watched(game.parameters)
    rule(state, Game(game.fields, game.constants, watched, game.inputs, game.rulebook), Draws.of(0))
    return tuple(watched.__dict__["read"])
