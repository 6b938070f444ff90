"""Every rule has a card that a person can read: words, formula, numbers with sources, citations."""

from __future__ import annotations

import pytest

from wargame.app.explain import SHOWN
from wargame.app.rulecards import rule_cards
from wargame.rules.book import RULEBOOK
from wargame.rules.index_ledger import GROUPS


@pytest.fixture(scope="module")
def cards(table):
    return rule_cards(table.game("gov"), table.random_state("gov", 1, 2))


def test_every_rule_has_its_card(cards) -> None:
    assert list(cards) == [rule.id for rule in RULEBOOK.rules]
    for name, card in cards.items():
        assert card.id == name
        assert card.title
        assert card.formula
        assert card.topic_question.endswith("?")


def test_a_card_names_the_numbers_its_rule_reads_with_unit_and_source(cards) -> None:
    survival = {name: (value, unit, source) for name, value, unit, source in
                cards["ceasefire.survival"].parameters}  # fmt: skip
    assert survival["h_age"][0] == -0.94
    assert survival["h_age"][1] == "log-odds"
    assert "(judgement)" in survival["h_age"][2]
    assert "lambda_deterrence" in {row[0] for row in cards["guarantee.geometry"].parameters}


def test_every_citation_says_how_sure_we_are(cards) -> None:
    for card in cards.values():
        for citation in card.citations:
            assert citation.endswith(("(verified)", "(from memory)", "(judgement)")), citation


def test_every_group_of_the_index_is_shown_with_rules_that_exist(cards) -> None:
    assert set(SHOWN) == set(GROUPS)
    for group in SHOWN.values():
        assert set(group.rules) <= set(cards)
