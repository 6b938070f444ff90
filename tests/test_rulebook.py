"""Every rule of the book keeps the contract, names its sources, and reads numbers with theirs."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache

import pytest

from wargame.app.game import parameter_specs
from wargame.app.rulecards import _READ_BEFORE, _Watched, parameters_read, rule_cards, topics
from wargame.engine.draws import Draws
from wargame.engine.testing import check_rule
from wargame.rules.book import PHASES, RULEBOOK
from wargame.rules.deck import DECK, cost_of
from wargame.scenario.load import load_scenario

RULES = [pytest.param(rule, id=rule.id) for rule in RULEBOOK.rules]
OPTIONS = [option.id for option in load_scenario("ukraine-2024-12").options]
# What stands for an array, a symbol or a number of the specification and means nothing on screen.
UNEXPLAINED = re.compile(r"\bR\d+\b|\([SBRZ](, [SBRZ])*,?\)|\bstate\.|[a-z]_[a-z]|\bmodel\.md\b|`")


@cache
def random_state(table, option: str, turn: int):
    return table.random_state(option, 31 * turn, 12, turn=turn)


@pytest.mark.parametrize("political", [False, True], ids=["as if adopted", "political"])
@pytest.mark.parametrize("rule", RULES)
def test_the_rule_keeps_the_contract(table, rule, political: bool) -> None:
    for option in (*OPTIONS, "eu+dmz"):
        game = table.game(option, political=political, injects=political)
        for turn in (1, 6):
            state = random_state(table, option, turn)
            check_rule(rule, state, game, Draws.of(5, 8, 12).at(turn))


@pytest.mark.parametrize("rule", RULES)
def test_the_rule_answers_one_question_in_the_room(rule) -> None:
    assert topics()[rule.topic].endswith("?")


@pytest.mark.parametrize("rule", RULES)
def test_the_rule_says_who_says_so(rule) -> None:
    assert rule.cites
    for citation in rule.cites:
        assert citation.text.strip()
        assert citation.evidence in {"verified", "from memory", "judgement"}
    keys = [c.key for c in rule.cites]
    assert len(set(keys)) == len(keys)


@pytest.mark.parametrize("rule", RULES)
def test_the_rule_is_named_for_its_family(rule) -> None:
    family, _, name = rule.id.partition(".")
    assert rule.function.__module__ == f"wargame.rules.{family}"
    assert re.fullmatch(r"[a-z0-9_]+", name)
    assert rule.phase in PHASES
    assert rule.formula.strip()


@pytest.mark.parametrize("rule", RULES)
def test_the_words_on_its_card_explain_themselves(table, rule) -> None:
    game, state = table.game("gov"), table.random_state("gov", 1, 2)
    card = rule_cards(game, state)[rule.id]
    assert re.fullmatch(r"[A-Z0-9].*[.?]", card.title), card.title
    said = f"{card.title} {card.words}"
    assert UNEXPLAINED.findall(said) == [], said
    assert card.topic_question.endswith("?")
    assert card.citations


@pytest.mark.parametrize(
    "words", ["Reads R15.", "All (B,).", "state.norm falls", "read h_age", "the `norm`"]
)
def test_unexplained_names_are_found(words: str) -> None:
    assert UNEXPLAINED.search(words)


def read_by_rules(table) -> set[str]:
    """Every parameter read when the rules are played, whatever the option and the mode."""
    found = {name for names in _READ_BEFORE.values() for name in names}
    for option in OPTIONS:
        for political in (False, True):
            game = table.game(option, political=political, injects=True)
            state = table.random_state(option, 3, 4)
            for rule in RULEBOOK.rules:
                found |= set(parameters_read(rule, game, state))
            watched = _Watched(game.parameters)  # a card's condition and cost read parameters too
            for card in DECK.cards:
                card.playable(state, replace(game, parameters=watched))
                cost_of(card, state, replace(game, parameters=watched))
            found |= set(watched.read)
    return found


def test_every_parameter_is_read_by_a_rule_and_every_one_read_is_declared(table) -> None:
    read, declared = read_by_rules(table), set(parameter_specs())
    assert declared - read == set(), "in a file, read by no rule"
    assert read - declared == set(), "read by a rule, in no file"


def test_every_parameter_says_what_it_is_and_who_says_so() -> None:
    for name, spec in parameter_specs().items():
        for what in (spec.unit, spec.source, spec.evidence, spec.meaning):
            assert what.strip(), name
        assert spec.evidence in {"verified", "from memory", "judgement"}, name
        for low, mode, high in zip(spec.low, spec.mode, spec.high, strict=True):
            assert low <= mode <= high, name


def test_only_judgement_and_the_named_sources_carry_the_numbers() -> None:
    # "verified" and "from memory" are claims about a source outside; our own judgement is never one
    for name, spec in parameter_specs().items():
        if spec.evidence != "judgement":
            assert not spec.source.lower().startswith("own judgement"), name
