"""The rulebook that cannot lie: built from rules, parameter files and games, never typed twice."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from wargame import paths
from wargame.app import rulebook_lists as lists
from wargame.app.calendar import long_date
from wargame.app.figures import RUNGS
from wargame.app.game import parameter_specs
from wargame.app.rulebook_examples import examples
from wargame.app.rulebook_records import Book, RulePage, SharedFormula
from wargame.app.rulebook_rules import fields_read, numbers_of, phases, shared
from wargame.app.rulebook_scenes import Theatre
from wargame.app.rulebook_words import amount, signed
from wargame.app.whole import write_whole
from wargame.app.zones import ZoneShelf
from wargame.rules.book import RULEBOOK
from wargame.scenario.load import load_scenario
from wargame.scenario.schema import Scenario

if TYPE_CHECKING:
    from jinja2 import Environment

SHIPPED = "ukraine-2024-12"
PAGE = "rulebook.html.j2"
ENTRY = "rulebook_entry.html.j2"


def build(scenario: Scenario | str | Path = SHIPPED, *, worked: bool = True) -> Book:
    """The rulebook of a scenario; the same files give the same book, to the last number.

    worked : with examples, which take most of the time.
    """
    loaded = scenario if isinstance(scenario, Scenario) else load_scenario(scenario)
    shelf = ZoneShelf.of(loaded)
    theatre = Theatre(loaded, shelf)
    traced = theatre.traced()
    book = phases(traced, examples(RULEBOOK.rules, theatre) if worked else {})
    pages = {rule.id: rule for phase in book for rule in phase.rules}
    formulas = shared(RULEBOOK.rules)
    by_id = {rule.id: rule for rule in RULEBOOK.rules}
    reading = {rule_id: fields_read(by_id[rule_id], traced) for rule_id in pages}
    zones, regions = lists.option_sheets(loaded, shelf), lists.region_sheets(loaded)
    sectors, initial = lists.sector_sheets(loaded), lists.opening(loaded)
    return Book(
        scenario=loaded.id,
        title=loaded.title,
        description=loaded.description,
        start=long_date(loaded.start),
        phases=book,
        topics=lists.topic_pages(pages),
        numbers=_numbers(pages, formulas),
        shared=formulas,
        symbols=lists.symbols(),
        seats=lists.seats(),
        cards=lists.card_pages(pages, reading),
        injects=lists.injects(reading),
        indices=lists.indices(pages),
        ladder=RUNGS,
        groups=lists.groups(pages),
        measures=lists.measures(),
        options=zones,
        regions=regions,
        sectors=sectors,
        opening=initial,
        switches=lists.switches(RULEBOOK.rules, traced[0], parameter_specs()),
        sources=lists.sources(pages, (*zones, *regions, *sectors), initial),
        doubts=lists.doubts(),
    )


def _numbers(
    pages: Mapping[str, RulePage], formulas: Sequence[SharedFormula]
) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """The rules that carry each number of the specification, in its order."""
    found: dict[str, dict[str, None]] = {}
    for page in pages.values():
        for number in numbers_of(page.number):
            found.setdefault(number, {})[page.id] = None
    for formula in formulas:
        found.setdefault(formula.number, {}).update(dict.fromkeys(formula.rules))
    order = sorted(found, key=lambda n: (int(n.strip("Rabc")), n))
    return tuple((number, tuple(found[number])) for number in order)


def html(book: Book) -> str:
    """The book as one page that needs nothing else: no network, no script, no other file."""
    colours = {mode: tokens()["color"][mode] for mode in ("light", "dark")}
    return environment().get_template(PAGE).render(book=book, colours=colours)


def entry_html(rule: RulePage, colours: Mapping[str, str], formula_font: str) -> str:
    """One rule as the window shows it, in those colours."""
    template = environment().get_template(ENTRY)
    return template.render(rule=rule, colour=colours, formula_font=formula_font)


def warm() -> None:
    """The templates are read and compiled, so that the first page does not wait for it."""
    for name in (PAGE, ENTRY):
        environment().get_template(name)


def write(path: Path, scenario: Scenario | str | Path = SHIPPED) -> Book:
    """The book has been written to a file; returns it."""
    book = build(scenario)
    write_whole(path, html(book).encode())
    return book


@cache
def tokens() -> Mapping[str, Any]:
    """Colours, lengths and fonts by name."""
    with (paths.assets() / "theme" / "tokens.toml").open("rb") as file:
        return tomllib.load(file)


@cache
def environment() -> Environment:
    """The templates of pages, which escape what they are given."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined  # noqa: PLC0415  when asked

    made = Environment(
        loader=FileSystemLoader(paths.assets() / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters |= {"amount": amount, "signed": signed}
    return made
