"""The rulebook says what the rules, the parameter files and the engine say, and nothing else."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from dataclasses import replace
from html.parser import HTMLParser
from types import CodeType

import pytest

from wargame import paths
from wargame.app import rulebook
from wargame.app.game import default_parameters, parameter_specs
from wargame.app.headless import session_at
from wargame.app.rulebook_formula import PLACE, filled, named, short
from wargame.app.rulebook_rules import (
    formulas_used,
    functions_used,
    numbers_of,
    parameters_read,
)
from wargame.app.rulebook_scenes import Theatre
from wargame.app.rulebook_words import amount, plain, span
from wargame.app.setting import Setting
from wargame.app.zones import ZoneShelf
from wargame.rules.book import RULEBOOK
from wargame.rules.deck import DECK
from wargame.rules.fields import FIELDS
from wargame.rules.injects import HAZARDS
from wargame.scenario.load import load_scenario

RULES = [pytest.param(rule, id=rule.id) for rule in RULEBOOK.rules]
# Numbers of formulas that are no number of a rule's code, because they are only a way of writing.
WRITTEN = {
    "cards.propose": {1.0},  # a flag that is set
    "cards.declare": {0.0},  # a flag that is cleared
    "front.movement": {2.0},  # the square and the half of the mean of a log-normal
    "guarantee.geometry": {1.0},  # saturation: 1 minus e to a power
    "norms.frozen": {1.0},  # the logarithm of one more than the age
    "alliance.founding_act": {1997.0},  # years of treaties, in words
    "norms.budapest": {1994.0},
}
NAMES = r"\bR\d+\b|Article 5|art5"  # hold digits that are no numbers


@pytest.fixture(scope="module")
def book():
    return rulebook.build()


@pytest.fixture(scope="module")
def page(book) -> str:
    return rulebook.html(book)


@pytest.fixture(scope="module")
def read_by() -> dict[str, set[str]]:
    """The parameters that each rule reads."""
    scenario = load_scenario("ukraine-2024-12")
    traced = Theatre(scenario, ZoneShelf.of(scenario)).traced()
    return {rule.id: set(parameters_read(rule, traced)) for rule in RULEBOOK.rules}


# Complete


def test_every_rule_stands_once_in_the_order_played(book) -> None:
    played = [r.id for phase in RULEBOOK.phases for r in RULEBOOK.of_phase(phase)]
    assert list(book.rules) == played
    assert len(played) == len(RULEBOOK.rules) >= 80


def test_every_topic_is_answered_by_a_rule_and_every_rule_found_from_its_topic(book) -> None:
    assert len(book.topics) == 19
    listed = Counter(rule for topic in book.topics for rule in topic.rules)
    assert [topic.id for topic in book.topics if not topic.rules] == []
    assert listed == Counter(dict.fromkeys(book.rules, 1))
    for topic in book.topics:
        assert not set(topic.rules) & set(topic.others)


def test_rules_1_to_34_are_all_there(book) -> None:
    carried = dict(book.numbers)
    missing = [n for n in range(1, 35) if not carried.get(f"R{n}")]
    assert missing == []


def test_numbers_that_topics_name_are_numbers_of_rules(book) -> None:
    with (paths.assets() / "topics.toml").open("rb") as file:
        numbers = {n for topic in tomllib.load(file).values() for n in topic["numbers"]}
    assert numbers - set(dict(book.numbers)) == set()


def test_cards_injects_options_regions_and_doubts_are_all_there(book) -> None:
    assert [card.id for card in book.cards] == [card.id for card in DECK.cards]
    assert {i.id for i in book.injects} == {f for f in FIELDS if f.startswith("inject_")}
    assert {i.id for i in book.injects} >= set(HAZARDS)
    drawn_by = {inject.id: inject.rules for inject in book.injects}
    assert all(drawn_by.values())
    assert "moscow.shocks" in drawn_by["inject_oil"]
    assert "escalation.ladder" in drawn_by["inject_stray_missile"]
    press = next(card for card in book.cards if card.id == "press")
    assert "ceasefire.bargain" in press.others
    options = [sheet.id for sheet in book.options]
    assert options[:8] == ["none", "gov", "gov-now", "buffer", "all", "dmz", "eu", "phased"]
    assert [sheet.id for sheet in book.regions] == ["transnistria", "abkhazia", "south-ossetia"]
    assert len(book.sectors) == 10
    for named_rules in (*book.doubts, *book.groups, *book.switches, *book.indices):
        assert set(named_rules.rules) <= set(book.rules), named_rules.id
    switched = {s.name for s in book.switches}
    assert {"fragile truce", "stalemate drift", "steps-to-war", "injects drawn"} <= switched


def test_every_parameter_is_on_the_page_of_a_rule_or_card(book) -> None:
    shown = {f.name for rule in book.rules.values() for f in rule.parameters}
    beside = {"forward_limit", "draft_diplomacy", "compellence_share"}  # conditions of cards
    assert set(parameter_specs()) - shown == beside


# True


@pytest.mark.parametrize("rule", RULES)
def test_a_formula_names_only_parameters_that_its_rule_reads(read_by, rule) -> None:
    read = read_by[rule.id]
    if rule.phase == "cards":  # a card's number may act in another rule, which reads its order
        read = set().union(*read_by.values())
    assert set(named(rule.formula)) - read == set()


def numbers_in_code(rule) -> set[float]:
    """Every number in the code of a rule and of what it calls."""

    def of(code: CodeType):
        for constant in code.co_consts:
            if isinstance(constant, CodeType):
                yield from of(constant)
            values = constant if isinstance(constant, tuple) else (constant,)
            yield from (float(x) for x in values if isinstance(x, int | float))

    return {abs(x) for function in functions_used(rule.function) for x in of(function.__code__)}


@pytest.mark.parametrize("rule", RULES)
def test_every_other_number_of_a_formula_or_of_words_stands_in_the_code(book, rule) -> None:
    known = numbers_in_code(rule) | WRITTEN.get(rule.id, set())
    page = book.rules[rule.id]
    for text in (PLACE.sub("", rule.formula), page.title, page.words):
        written = {float(n) for n in re.findall(r"\d*\.?\d+", re.sub(NAMES, "", text))}
        assert written - known == set(), text


@pytest.mark.parametrize("rule", [p for p in RULES if named(p.values[0].formula)])
def test_a_formula_follows_its_parameters(rule) -> None:
    usual = default_parameters()
    for name in set(named(rule.formula)):
        value = getattr(usual, name)
        other = (
            tuple(2.5 * x + 0.07 for x in value) if isinstance(value, tuple) else 2.5 * value + 7
        )
        changed = filled(rule.formula, usual.replaced({name: other}))
        assert changed != filled(rule.formula, usual), name


def test_signs_and_turns_of_a_formula_are_written_as_meant() -> None:
    from wargame.engine.rule import Named

    given = Named("parameter", {"a": -0.5, "b": 2.0, "c": (0.25, 1000.0), "d": 0.0})
    text = "x {a} {+a} y {-a} z {+b} u {-b} w {c[1]} {c[0]:1-} {b:1+} {d:exp} {+d}"
    assert filled(text, given) == "x −.5 − .5 y + .5 z + 2 u − 2 w 1000 .75 3 1 + 0"
    with pytest.raises(AttributeError, match="nothing"):
        filled("{nothing}", given)


def test_a_switch_shows_in_the_formula_of_the_rule_it_changes() -> None:
    fragile = session_at("ukraine-2024-12", setting=Setting(fragile_truce=True))
    usual = session_at("ukraine-2024-12")
    rule = "ceasefire.survival"
    assert fragile.rule_cards[rule].formula != usual.rule_cards[rule].formula
    assert "{" not in usual.rule_cards[rule].formula


def test_letters_of_the_formulas_are_explained(book) -> None:
    known = {symbol for symbol, _ in book.symbols}
    plain_words = {"e", "s", "P"} | {"DMZ"}
    for rule in RULEBOOK.rules:
        text = re.sub(NAMES, "", PLACE.sub("", rule.formula)).replace("Article 5", "")
        letters = set(re.findall(r"\b(?:[A-Z]{2,}|[A-Za-z]|[α-ωΣ])\b", text))
        assert letters - known - plain_words == set(), rule.id


def test_the_numbers_in_words_of_cards_are_those_of_the_parameters() -> None:
    given = default_parameters()
    assert DECK.find("forward").title == f"Deploy {1000 * given.card_forward:,.0f} forward"
    assert f"at most {1000 * given.forward_limit:,.0f} " in DECK.find("forward").refusal
    assert DECK.find("draft").refusal.endswith(f"below {given.draft_diplomacy:g}")
    in_words = re.findall(r"\d[\d,.]*\d|\d", " ".join(c.title + c.refusal for c in DECK.cards))
    assert len(re.findall(r"Article 5", " ".join(c.title for c in DECK.cards))) == 1
    assert len(in_words) == 4  # the three above, and the 5 of Article 5


def test_shared_formulas_are_traced_to_the_rules_that_call_them() -> None:
    assert "hazard_terms" in formulas_used(RULEBOOK.find("ceasefire.survival").function)
    assert "live" in formulas_used(RULEBOOK.find("guarantee.deterrence").function)
    # a field of the state that happens to be called like a formula is not one
    assert "exposure" not in formulas_used(RULEBOOK.find("alliance.cautious").function)
    assert numbers_of("R8, R9") == ("R8", "R9")


# Worked examples


def test_every_rule_has_a_worked_example_in_which_it_did_something(book) -> None:
    for rule in book.rules.values():
        assert rule.example is not None, rule.id
        assert rule.example.steps, rule.id
        changes = [s for s in rule.example.steps if s.kind != "draw"]
        assert any(s.by for s in changes), rule.id


def test_the_standard_example_is_turn_3_of_the_zone_in_force_now(book) -> None:
    at = Counter((r.example.option, r.example.turn) for r in book.rules.values())
    assert at[("gov-now", 3)] == max(at.values())
    standard = book.rules["guarantee.credibility"].example
    assert (standard.option, standard.turn, standard.playthrough) == ("gov-now", 3, 0)


def test_examples_are_what_the_session_played(book) -> None:
    # another way through the app: the session plays one playthrough and keeps the ledger
    session = session_at("ukraine-2024-12", "gov-now", turns=3)
    entries = session.played[3].turn.entries
    sectors = {s.name: i for i, s in enumerate(session.scenario.sectors)}
    regions = {r.name: i for i, r in enumerate(session.scenario.regions)}
    seen = 0
    for rule in book.rules.values():
        where = rule.example
        if (where.option, where.turn, where.playthrough) != ("gov-now", 3, 0):
            continue
        if "card laid" in where.where or "injects" in where.where:
            continue
        for step in where.steps:
            row = sectors.get(step.place, regions.get(step.place, 0))
            if step.kind == "draw":
                continue
            amounts = [
                e.amount[row, 0] if e.amount.ndim > 1 else e.amount[0]
                for e in entries
                if (e.rule, e.field) == (rule.id, step.field) and e.kind != "draw"
            ]
            assert sum(amounts) == pytest.approx(step.by, abs=1e-9), (rule.id, step.field)
            seen += 1
    assert seen > 40


def test_the_terms_of_an_example_sum_to_what_it_says(book) -> None:
    for rule in book.rules.values():
        for step in rule.example.steps:
            for one in step.sums:
                shown = sum(value for _, value in one.terms)
                room = 5e-4 * (1 + len(one.nothing))
                assert shown == pytest.approx(one.total, abs=room), rule.id
            if step.kind == "change":
                assert step.sums[0].total == pytest.approx(step.by, abs=1e-9), rule.id


def test_a_draw_says_whether_the_number_lay_below_the_chance(book) -> None:
    told = [
        words
        for rule in book.rules.values()
        for step in rule.example.steps
        for words in step.said
        if step.kind == "draw" and words.startswith("Chance")
    ]
    pattern = r"Chance ([\d.]+); number drawn ([\d.]+): it (happened|did not happen)\."
    found = [re.fullmatch(pattern, words).groups() for words in told]
    assert {verdict for _, _, verdict in found} == {"happened", "did not happen"}
    for chance, number, verdict in found:
        if verdict == "happened":
            assert float(number) <= float(chance) + 0.001


def test_above_rung_4_no_chance_is_written(book) -> None:
    ladder = book.rules["escalation.ladder"].example
    rung = next(step for step in ladder.steps if step.field == "rung")
    assert rung.before < 4


# The page


class Links(HTMLParser):
    VOID = frozenset({"meta", "br", "link", "img", "hr", "input"})

    def __init__(self) -> None:
        super().__init__()
        self.ids: Counter[str] = Counter()
        self.to: set[str] = set()
        self.loads: list[str] = []
        self.open: list[str] = []

    def handle_starttag(self, tag, attrs) -> None:
        given = dict(attrs)
        if "id" in given:
            self.ids[given["id"]] += 1
        if tag == "a":
            self.to.add(given["href"])
        if tag in ("script", "link", "img", "iframe"):
            self.loads.append(tag)
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_endtag(self, tag) -> None:
        if tag not in ("li", "p"):
            while self.open[-1] in ("li", "p") and tag != self.open[-1]:
                self.open.pop()
        assert self.open.pop() == tag


def test_the_page_needs_no_other_file_and_its_links_lead_somewhere(page) -> None:
    links = Links()
    links.feed(page)
    links.close()
    assert links.open == []
    assert links.loads == []
    assert {href for href in links.to if not href.startswith("#")} == set()
    assert {href[1:] for href in links.to} - set(links.ids) == set()
    assert [name for name, count in links.ids.items() if count > 1] == []
    assert "http" not in page
    assert "url(" not in page
    assert len(page.encode()) < 1_500_000


def test_the_page_holds_no_trace_of_the_machine(page) -> None:
    assert str(paths.assets()) not in page
    for trace in ("/home", "/usr", "/root", "/tmp", "localhost", "0x7", "<built-in", "object at"):
        assert trace not in page
    assert not re.search(r"\b20\d\d-\d\d-\d\dT", page)


def test_nothing_for_authors_or_unfilled_is_left_on_the_page(page) -> None:
    assert not re.search(r"\([SBRZ](, [SBRZ])*,?\)", page)
    assert not re.search(r"\bstate\.\w", page)
    assert not re.search(
        r"\{[+-]?[a-z]\w*", re.sub(r"<style>.*</style>", "", page, flags=re.DOTALL)
    )
    assert "None" not in page
    assert "nan" not in re.findall(r"[a-z]+", page)


def test_both_themes_come_from_the_tokens(page) -> None:
    with (paths.assets() / "theme" / "tokens.toml").open("rb") as file:
        colours = tomllib.load(file)["color"]
    for mode in ("light", "dark"):
        for name, value in colours[mode].items():
            assert f"--{name}: {value};" in page
    assert "prefers-color-scheme: dark" in page
    assert "@media print" in page


def test_text_of_files_is_escaped(book) -> None:
    first = book.phases[0]
    rule = replace(first.rules[0], title="<b>5 < 6</b>")
    changed = replace(book, phases=(replace(first, rules=(rule, *first.rules[1:])),))
    changed = replace(changed, topics=(), numbers=(), shared=(), sources=(), doubts=())
    assert "&lt;b&gt;5 &lt; 6&lt;/b&gt;" in rulebook.html(changed)


def test_the_words_stay_neutral_and_in_the_model(page) -> None:
    words = re.sub(r"<[^>]+>", " ", re.sub(r"<style>.*</style>", "", page, flags=re.DOTALL)).lower()
    assert "in this model" in words
    assert not re.search(r"\bwill\b|tacit acceptance|\bkiev\b|\bodessa\b|—", words)


def test_an_entry_for_the_window_tells_the_same_rule(book) -> None:
    rule = book.rules["ceasefire.bargain"]
    with (paths.assets() / "theme" / "tokens.toml").open("rb") as file:
        colours = tomllib.load(file)["color"]["dark"]
    entry = rulebook.entry_html(rule, colours, "JetBrains Mono")
    for figure in rule.parameters:
        assert figure.name in entry
        assert f"<b>{figure.value}</b>" in entry
    for _, text, _ in rule.citations:
        assert text in entry
    assert rule.example.where in entry
    assert colours["text2"] in entry


# How numbers are written


def test_numbers_are_written_with_a_true_minus_and_no_minus_zero() -> None:
    assert amount(-0.12345) == "−0.123"
    assert amount(-0.0001) == "0.000"
    assert amount(12.345) == "12.35" or amount(12.345) == "12.34"
    assert amount(1234.5) == "1,234" or amount(1234.5) == "1,235"
    assert plain(-1.41) == "−1.41"
    assert plain(15000.0) == "15,000"
    assert span([-2.2], [-0.6]) == "−2.2 to −0.6"
    assert span([1.0], [1.0]) == ""
    assert (short(0.47), short(-0.05), short(15000.0)) == (".47", "−.05", "15000")
