"""A validated scenario, measured zones and parameters put together into a game to be played."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from wargame import paths
from wargame.engine.draws import Draws
from wargame.engine.inputs import ZoneInputs
from wargame.engine.ops import FloatArray
from wargame.engine.rule import Game, Named
from wargame.engine.state import State
from wargame.rules.book import RULEBOOK
from wargame.rules.fields import FIELDS, ZONE_TERMS
from wargame.rules.formulas import geometry
from wargame.rules.start import Spread, opening_state
from wargame.scenario.figures import Normal, Triangular
from wargame.scenario.options import Option
from wargame.scenario.parameters import ParameterSpec, load_parameters
from wargame.scenario.schema import Scenario

# Opening values whose field has another name because a scenario file says the unit.
_FIELD_OF = {"kursk_km2": "kursk", "line_pressure": "pressure"}


def parameter_specs() -> Mapping[str, ParameterSpec]:
    """Every parameter of the shipped rulebook with its range and source."""
    return load_parameters(paths.assets() / "parameters")


def default_parameters() -> Named:
    """The shipped parameters at their default values."""
    return Named("parameter", {name: spec.value for name, spec in parameter_specs().items()})


def constants(scenario: Scenario, *, political: bool = False) -> Named:
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
            "is_salient": column([float(s.salient) for s in sectors]),
            "is_relieved": column([float(s.beside_salient) for s in sectors]),
            "region_offset": column([r.offset.value for r in scenario.regions]),
            "us_posture_next": scenario.initial.us_posture_next.chances(),
            "political": political,
        },
    )


def build_game(
    scenario: Scenario,
    zones: Sequence[ZoneInputs],
    parameters: Named | None = None,
    *,
    political: bool = False,
) -> Game:
    """The game of a scenario with the measured zones in their slots."""
    parameters = default_parameters() if parameters is None else parameters
    return Game(
        FIELDS,
        constants(scenario, political=political),
        parameters,
        geometry(zones, parameters),
        RULEBOOK,
    )


def with_zones(game: Game, zones: Sequence[ZoneInputs]) -> Game:
    """The same game with other zones measured into its slots."""
    inputs = geometry(zones, game.parameters)
    return Game(game.fields, game.constants, game.parameters, inputs, game.rulebook)


def spreads(scenario: Scenario) -> dict[str, Spread]:
    """The opening values of the state fields that the scenario sets."""
    found = {}
    for name, figure in scenario.initial:
        field = _FIELD_OF.get(name, name)
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
    scenario: Scenario, game: Game, option: Option, draws: Draws, *, sample: bool = False
) -> State:
    """The opening state of the scenario with an option in its one zone slot."""
    terms = {name: np.array([value]) for name, value in zone_terms(option).items()}
    return opening_state(game, spreads(scenario), terms, draws, sample=sample)
