"""All of the rulebook beside its rules: cards, indices, zones, regions, switches, sources."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from typing import Any

from wargame import paths
from wargame.app.explain import SHOWN
from wargame.app.figures import INJECTS
from wargame.app.game import FIELD_OF
from wargame.app.options import GUARANTEES
from wargame.app.rulebook_records import (
    CardPage,
    Figure,
    Named,
    RulePage,
    Sheet,
    SourceLine,
    TopicPage,
)
from wargame.app.rulebook_rules import constants_read, numbers_of
from wargame.app.rulebook_scenes import MODES, Scene
from wargame.app.rulebook_words import plain, span
from wargame.app.setting import ADOPTED, POLITICAL, Setting
from wargame.app.zones import ZoneShelf
from wargame.engine.rule import Rule
from wargame.forecast.measures import MEASURES
from wargame.rules.deck import DECK
from wargame.rules.fields import FIELDS, US_POSTURES
from wargame.rules.index_ledger import GROUPS
from wargame.scenario.figures import Figure as SourcedFigure
from wargame.scenario.figures import Normal, PostureChances, Triangular
from wargame.scenario.options import Option
from wargame.scenario.parameters import ParameterSpec
from wargame.scenario.schema import Region, Scenario, Sector

Pages = Mapping[str, RulePage]
Reading = Mapping[str, frozenset[str]]  # the fields that each rule reads
UNITS = (
    ("_km_per_quarter", "km per quarter"), ("_km2", "km²"), ("_km", "km"), ("_k", "thousand"),
    ("_m", "million"),
)  # fmt: skip
# The fields by which a game is read, in the order of the design's section on indices.
INDICES = (
    "stability_overall", "stability", "weakest", "holds", "quiet", "frozen", "rung", "norm",
    "precedent", "deescalation", "principle", "lost", "casualties", "reconstruction", "cohesion",
    "founding_act", "budapest",
)  # fmt: skip


@cache
def _extra() -> Mapping[str, Any]:
    """What the rulebook says beside the rules."""
    with (paths.assets() / "rulebook.toml").open("rb") as file:
        return tomllib.load(file)


@cache
def _topics() -> Mapping[str, Any]:
    with (paths.assets() / "topics.toml").open("rb") as file:
        return tomllib.load(file)


def symbols() -> tuple[tuple[str, str], ...]:
    """What the letters of the formulas stand for."""
    given: Mapping[str, str] = _extra()["symbols"]
    return tuple((s, FIELDS[w].meaning if w in FIELDS else w) for s, w in given.items())


def doubts() -> tuple[Named, ...]:
    """Assumptions and open doubts, each with the rules it touches."""
    return tuple(
        Named(d["id"], d["name"], d["words"], tuple(d["rules"])) for d in _extra()["doubt"]
    )


def topic_pages(pages: Pages) -> tuple[TopicPage, ...]:
    """Every topic with the rules that name it and the rules whose numbers bear on it."""
    found = []
    for topic, entry in _topics().items():
        own = tuple(r.id for r in pages.values() if r.topic == topic)
        numbers = set(entry["numbers"])
        others = tuple(
            r.id
            for r in pages.values()
            if r.topic != topic and numbers.intersection(numbers_of(r.number))
        )
        found.append(TopicPage(topic, entry["question"], own, others))
    return tuple(found)


def seats() -> tuple[Named, ...]:
    """The seats at the table and what each may spend."""
    return tuple(
        Named(s.id, s.name, f"{s.capital} political capital and at most {s.cards} cards a turn")
        for s in DECK.seats
    )


def card_pages(pages: Pages, reading: Reading) -> tuple[CardPage, ...]:
    """Every decision card, with what it does from its rule."""
    return tuple(
        CardPage(
            id=card.id,
            title=card.title,
            seats=tuple(DECK.seat(s).name for s in card.seats),
            cost=card.cost,
            needs=card.refusal,
            seats_needed=card.joint,
            target=bool(card.target),
            effect=pages[card.rule].title,
            formula="; ".join(pages[card.rule].formula),
            rule=card.rule,
            others=tuple(r for r in _readers(card.order, reading) if r != card.rule),
        )
        for card in DECK.cards
    )


def injects(reading: Reading) -> tuple[Named, ...]:
    """Every event from outside the table, with the rules that draw it or act on it."""
    return tuple(
        Named(name, FIELDS[name].meaning.removeprefix("inject: "), "", _readers(name, reading))
        for name in INJECTS
    )


def _readers(field: str, reading: Reading) -> tuple[str, ...]:
    """The rules that read a field."""
    return tuple(rule for rule, fields in reading.items() if field in fields)


def _changing(field: str, pages: Pages) -> tuple[str, ...]:
    """The rules that may change a field."""
    return tuple(r.id for r in pages.values() if any(c.name == field for c in r.changes))


def indices(pages: Pages) -> tuple[Named, ...]:
    """The quantities by which a game is read."""
    return tuple(
        Named(name, FIELDS[name].meaning, FIELDS[name].unit, _changing(name, pages))
        for name in INDICES
    )


def groups(pages: Pages) -> tuple[Named, ...]:
    """The groups into which a change of the stability index is split, with their fields."""
    return tuple(
        Named(
            group,
            SHOWN[group].label,
            "; ".join(FIELDS[f].meaning for f in fields if not f.startswith("order_")),
            tuple(r for r in SHOWN[group].rules if r in pages),
        )
        for group, fields in GROUPS.items()
    )


def measures() -> tuple[Named, ...]:
    """The measures by which options are compared."""
    return tuple(Named(m.key, m.meaning, m.unit) for m in MEASURES)


def option_sheets(scenario: Scenario, shelf: ZoneShelf) -> tuple[Sheet, ...]:
    """Every zone option with its terms."""
    return tuple(_option(option, shelf) for option in scenario.options)


def _option(option: Option, shelf: ZoneShelf) -> Sheet:
    inputs = shelf.take(option.geometry).inputs

    def row(name: str, meaning: str, value: float, unit: str) -> Figure:
        return Figure(name, meaning, plain(value), "", unit, option.source, option.evidence)

    terms = [
        row(name, FIELDS[name].meaning, value, FIELDS[name].unit)
        for name, value in option.terms.numbers().items()
    ]
    kept = row("buffer_km", "strip kept free along the line", option.geometry.buffer_km, "km")
    area = row("area", "land in the zone, measured on this map", round(inputs.total_area), "km²")
    return Sheet(
        id=option.id,
        name=option.name,
        words=f"{option.summary}; guarantee: {GUARANTEES[option.guarantee_kind]}",
        source=option.source,
        evidence=option.evidence,
        figures=(area, kept, *terms),
    )


def region_sheets(scenario: Scenario) -> tuple[Sheet, ...]:
    """The frozen conflicts beyond Ukraine."""
    return tuple(_place(region) for region in scenario.regions)


def sector_sheets(scenario: Scenario) -> tuple[Sheet, ...]:
    """The sectors of the front."""
    return tuple(_place(sector) for sector in scenario.sectors)


def _place(place: Region | Sector) -> Sheet:
    figures = tuple(_sourced(name, f) for name, f in place if isinstance(f, SourcedFigure))
    words = f"line: {place.basis}" if isinstance(place, Sector) else ""
    return Sheet(place.id, place.name, words, "", "", figures)


def _sourced(name: str, figure: SourcedFigure) -> Figure:
    words, unit = name, ""
    for ending, meant in UNITS:
        if name.endswith(ending):
            words, unit = name.removesuffix(ending), meant
            break
    low, value, high = figure.span()
    return Figure(
        name, words.replace("_", " "), plain(value), span([low], [high]), unit, figure.source,
        figure.evidence,
    )  # fmt: skip


def opening(scenario: Scenario) -> tuple[Figure, ...]:
    """The opening values of the state."""
    found = []
    for name, figure in scenario.initial:
        field = FIELDS[FIELD_OF.get(name, name)]
        if isinstance(figure, PostureChances):
            value = ", ".join(
                f"{p} {plain(c)}" for p, c in zip(US_POSTURES, figure.chances(), strict=True)
            )
            limits = ""
        elif isinstance(figure, Normal | Triangular):
            low, middle, high = figure.span()
            value, limits = plain(middle), span([low], [high])
            if isinstance(figure, Normal):
                limits = f"normal, spread {plain(figure.sd)}" + (f"; {limits}" if limits else "")
        else:
            continue
        found.append(
            Figure(
                field.name, field.meaning, value, limits, field.unit, figure.source,
                figure.evidence,
            )
        )  # fmt: skip
    return tuple(found)


def switches(
    rules: Sequence[Rule], scene: Scene, specs: Mapping[str, ParameterSpec]
) -> tuple[Named, ...]:
    """The modes and the facilitator's switches, with what each changes."""

    def reading(*constants: str) -> tuple[str, ...]:
        return tuple(r.id for r in rules if constants_read(r, scene).intersection(constants))

    modes = [
        Named(mode, MODES[mode], "mode of the game", reading("political", "vetoes"))
        for mode in (ADOPTED, POLITICAL)
    ]
    chances = "decides the administration that takes office in turn 1"
    postures = [
        Named(f"us-{p}", _on(Setting(us_posture=p)), chances, ("support.us_posture",))
        for p in US_POSTURES
    ]
    turned = [
        _turned(setting, specs)
        for setting in (
            Setting(fragile_truce=True),
            Setting(stalemate_drift=True),
            Setting(steps_to_war=True),
        )
    ]
    events = Named(
        "injects", _on(Setting(injects=True)), "events are drawn by their hazards",
        reading("injects_drawn"),
    )  # fmt: skip
    return (*modes, events, *turned, *postures)


def _on(setting: Setting) -> str:
    return ", ".join(setting.switched_on)


def _turned(setting: Setting, specs: Mapping[str, ParameterSpec]) -> Named:
    """A switch that changes parameters, with their values off and on."""
    default = {name: spec.value for name, spec in specs.items() if isinstance(spec.value, float)}
    parts = [
        f"{specs[name].meaning}: {plain(default[name])} becomes {plain(value)} ({name})"
        for name, value in setting.changed(default).items()
    ]
    return Named(_on(setting).replace(" ", "-"), _on(setting), "; ".join(parts))


def sources(
    pages: Pages, sheets: Iterable[Sheet], initial: Iterable[Figure]
) -> tuple[SourceLine, ...]:
    """Every source with its evidence, and the rules and figures that rest on it."""
    rules: dict[tuple[str, str], dict[str, None]] = {}
    names: dict[tuple[str, str], dict[str, None]] = {}

    def note(text: str, evidence: str, where: str, into: dict[Any, Any]) -> None:
        key = (text[:1].upper() + text[1:].rstrip("."), evidence)
        rules.setdefault(key, {})
        names.setdefault(key, {})
        into.setdefault(key, {})[where] = None

    for page in pages.values():
        for _, text, evidence in page.citations:
            note(text, evidence, page.id, rules)
        for figure in page.parameters:
            note(figure.source, figure.evidence, figure.name, names)
    for sheet in sheets:
        for figure in sheet.figures:
            note(figure.source, figure.evidence, sheet.name, names)
    for figure in initial:
        note(figure.source, figure.evidence, figure.name, names)
    order: Callable[[tuple[str, str]], tuple[int, str]] = lambda k: (_RANK[k[1]], k[0])  # noqa: E731
    return tuple(
        SourceLine(*key, tuple(rules[key]), tuple(names[key])) for key in sorted(rules, key=order)
    )


_RANK = {"verified": 0, "from memory": 1, "judgement": 2}
