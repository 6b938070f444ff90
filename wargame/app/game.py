"""A validated scenario, measured zones and parameters put together into a game to be played."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache

import numpy as np

from wargame import paths
from wargame.app.setting import Setting
from wargame.app.zones import ZoneShelf
from wargame.engine.draws import Draws
from wargame.engine.inputs import ZoneInputs
from wargame.engine.ops import FloatArray
from wargame.engine.rule import Game, Named
from wargame.engine.state import State
from wargame.rules.book import (
    CARD_PHASES,
    EVENT_PHASES,
    PHASED_PHASES,
    RULEBOOK,
    VETO_PHASES,
)
from wargame.rules.fields import FIELDS, ZONE_TERMS
from wargame.rules.formulas import geometry
from wargame.rules.start import Spread, opening_state
from wargame.scenario.figures import Normal, Triangular
from wargame.scenario.options import Option
from wargame.scenario.parameters import ParameterSpec, load_parameters
from wargame.scenario.schema import Scenario

ZONE_SLOTS = 3  # zones that can be on at once; unused slots hold an empty zone
DEFAULT = Setting()

# Opening values whose field has another name because a scenario file says the unit.
FIELD_OF = {"kursk_km2": "kursk", "line_pressure": "pressure"}


def parameter_specs() -> Mapping[str, ParameterSpec]:
    """Every parameter of the shipped rulebook with its range and source."""
    return load_parameters(paths.assets() / "parameters")


@cache
def default_parameters() -> Named:
    """The shipped parameters at their default values; read once."""
    return Named("parameter", {name: spec.value for name, spec in parameter_specs().items()})


def winter(start_month: int) -> tuple[float, ...]:
    """1 for each turn, by its number modulo 4, whose quarter lies in the cold half of the year."""
    cold = (10, 11, 12, 1, 2, 3)
    middle = [(start_month + 3 * (turn - 1)) % 12 + 1 for turn in range(4)]
    return tuple(float(month in cold) for month in middle)


def constants(scenario: Scenario, setting: Setting = DEFAULT) -> Named:
    """The scenario's facts as arrays that broadcast over playthroughs: (S, 1), regions (R, 1)."""
    sectors = scenario.sectors

    def column(values: Sequence[float]) -> FloatArray:
        return np.array(values, dtype=np.float64)[:, None]

    length = column([s.length_km.value for s in sectors])
    salience = column([s.salience.value for s in sectors])
    speed = column([s.speed_km_per_quarter.value for s in sectors])
    share = length / length.sum()
    importance = 0.5 * share + 0.5 * salience / salience.sum()
    return Named(
        "constant",
        {
            "sector_ids": tuple(s.id for s in sectors),
            "length": length,
            "total_length": float(length.sum()),
            "length_share": share,
            "importance": importance / importance.sum(),
            "salience": salience,
            "speed": speed,
            "log_speed": np.log(speed),
            "irregulars": column([s.irregulars.value for s in sectors]),
            "population": column([s.population_m.value for s in sectors]),
            "is_land": column([float(s.basis == "assessed") for s in sectors]),
            "is_salient": column([float(s.salient) for s in sectors]),
            "is_relieved": column([float(s.beside_salient) for s in sectors]),
            "region_offset": column([r.offset.value for r in scenario.regions]),
            "is_transnistria": column([float(r.id == "transnistria") for r in scenario.regions]),
            "winter": winter(scenario.start.month),
            "us_posture_next": setting.us_shares or scenario.initial.us_posture_next.chances(),
            "political": setting.political,
            "vetoes": setting.political,
            "injects_drawn": setting.injects,
        },
    )


def build_game(
    scenario: Scenario,
    zones: Sequence[ZoneInputs],
    parameters: Named | None = None,
    setting: Setting = DEFAULT,
    *,
    phased: bool = False,
) -> Game:
    """The game of a scenario with the measured zones in their slots, the rest of them empty.

    `phased` says that a zone among them grows by steps.
    """
    parameters = default_parameters() if parameters is None else parameters
    parameters = parameters.replaced(setting.changed(dict(parameters.items())))
    inputs = geometry(in_slots(zones, len(scenario.sectors)), parameters, phased=phased)
    resting = at_rest(setting, phased=phased)
    return Game(FIELDS, constants(scenario, setting), parameters, inputs, RULEBOOK, resting)


def at_rest(setting: Setting, *, phased: bool) -> frozenset[str]:
    """The phases that do nothing in such a game unless somebody decides."""
    resting = CARD_PHASES
    if not setting.injects:
        resting |= EVENT_PHASES
    if not setting.political:
        resting |= VETO_PHASES
    return resting if phased else resting | PHASED_PHASES


def in_slots(zones: Sequence[ZoneInputs], sectors: int) -> list[ZoneInputs]:
    """The zones in order, and empty ones after them."""
    if len(zones) > ZONE_SLOTS:
        raise ValueError(f"at most {ZONE_SLOTS} zones at once, not {len(zones)}")
    return [*zones, *(ZoneInputs.empty(sectors) for _ in range(ZONE_SLOTS - len(zones)))]


def game_of(
    scenario: Scenario,
    on: Sequence[Option],
    shelf: ZoneShelf,
    setting: Setting = DEFAULT,
    parameters: Named | None = None,
) -> Game:
    """The game with those options' zones in its slots."""
    zones = [shelf.inputs(option.geometry) for option in on]
    phased = any(option.terms.phased for option in on)
    return build_game(scenario, zones, parameters, setting, phased=phased)


def spreads(scenario: Scenario) -> dict[str, Spread]:
    """The opening values of the state fields that the scenario sets."""
    found = {}
    for name, figure in scenario.initial:
        field = FIELD_OF.get(name, name)
        if field not in FIELDS:
            continue  # a value that rules of a later version read
        low, middle, high = figure.span() if isinstance(figure, Normal | Triangular) else (0, 0, 0)
        if isinstance(figure, Normal):
            low = -np.inf if figure.low is None else low
            high = np.inf if figure.high is None else high
            found[field] = Spread(middle, low, high, "normal", figure.sd)
        elif isinstance(figure, Triangular):
            found[field] = Spread(middle, low, high)
    return found


def zone_terms(option: Option) -> dict[str, float]:
    """The terms of an option as values of the zone fields."""
    numbers = option.terms.numbers()
    return {name: numbers[name] for name in ZONE_TERMS}


def open_game(
    scenario: Scenario,
    game: Game,
    options: Sequence[Option],
    draws: Draws,
    *,
    sample: bool = False,
    propose: bool = True,
    indices: bool = True,
) -> State:
    """The opening state of the scenario with the options in the zone slots, in order.

    Without `indices` no derived field is worked out: no turn reads them.
    """
    rows = [zone_terms(option) for option in options]
    rows += [dict.fromkeys(ZONE_TERMS, 0.0)] * (ZONE_SLOTS - len(rows))
    terms = {name: np.array([row[name] for row in rows]) for name in ZONE_TERMS}
    initial = spreads(scenario)
    return opening_state(
        game, initial, terms, draws, sample=sample, propose=propose, indices=indices
    )
