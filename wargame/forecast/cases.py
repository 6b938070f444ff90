"""Historical ceasefires, and how long the rulebook's own hazard lets each of them live.

Source: model.md, 7.1. A case is played as a front of one sector on which every covariate of R10 is
what the case file says; the hazard is `formulas.hazard_terms`, the one that the game plays with.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import numpy as np
from pydantic import Field, model_validator

from wargame import paths
from wargame.engine import ops
from wargame.engine.inputs import ZoneInputs
from wargame.engine.ops import FloatArray
from wargame.engine.rule import Game, Named
from wargame.engine.state import State
from wargame.rules import formulas
from wargame.rules.book import RULEBOOK
from wargame.rules.fields import FIELDS, OPPORTUNIST
from wargame.scenario.faults import FaultsError
from wargame.scenario.figures import Sourced, Table, Text, refusal
from wargame.scenario.messages import parse
from wargame.scenario.toml import read_toml

LEAST_IN_BAND = 11  # of the fourteen cases: what the shipped parameters must reach
LINE_KM = 1000.0  # so many thousand peacekeepers are then so many per km
Share = Annotated[float, Field(ge=0, le=1)]


class Covariates(Table):
    """What a ceasefire was like, in the covariates of the collapse hazard."""

    quality: Share
    dmz_km: Annotated[float, Field(ge=0)]
    peacekeepers_per_km: Annotated[float, Field(ge=0)]
    mandate: Share
    deterrence: Share
    terms_fit: Share
    imposed: Share
    opportunity: float  # log balance for an attack, opening advantage and denial included
    stakes: Share  # salience times resolve
    red_line: Share
    irregulars: Share
    strain: Share  # exhaustion of the challenger


class Case(Sourced):
    """One historical ceasefire, how it was coded, and where its survival should lie."""

    name: Text
    age: Annotated[int, Field(ge=0)]  # quarters it had lasted
    quarters: Annotated[int, Field(ge=1)]  # the horizon
    band: tuple[Share, Share]
    note: Text
    given: Covariates
    misses: str = ""  # why the shipped parameters miss the band, where they are known to

    @model_validator(mode="after")
    def _band_in_order(self) -> Case:
        if self.band[0] >= self.band[1]:
            raise refusal(f"the band ends at {self.band[1]:g} and begins at {self.band[0]:g}")
        return self


class _File(Table):
    case: tuple[Case, ...]


@dataclass(frozen=True, slots=True)
class CaseResult:
    """A case, what the model says of it, and whether that lies in its band."""

    case: Case
    survival: float
    in_band: bool


def load_cases(path: Path | None = None) -> tuple[Case, ...]:
    """The cases of a file, by default the shipped ones; FaultsError with every fault it has."""
    path = paths.assets() / "history" / "cases.toml" if path is None else path
    found, faults = parse(_File, read_toml(path, path.name), path.name)
    if found is None:
        raise FaultsError(faults)
    return found.case


def survival(case: Case, parameters: Named) -> FloatArray:
    """The chance of no general collapse within the case's quarters, (n,).

    n is the number of parameter sets: 1, or the length of parameters that are arrays.
    """
    game, state = _front_of(case, parameters)
    terms = formulas.hazard_terms(state, game)
    terms["age of the ceasefire"] = 0.0
    odds = ops.total(terms.values())
    alive = 1.0 + 0.0 * odds
    for quarter in range(case.quarters):
        age = state.ceasefire_age + (case.age + quarter)
        alive = alive * (1 - ops.logistic(odds + formulas.hazard_of_age(age, game)))
    return np.asarray(alive[0])


def _front_of(case: Case, parameters: Named) -> tuple[Game, State]:
    """A front of one sector under a ceasefire with the case's covariates, and its game."""
    one = np.ones((1, 1))
    constants = {"total_length": LINE_KM, "salience": case.given.stakes * one}
    # a case gives the opportunity itself: nothing is added for opening or taken for denial
    coded = parameters.replaced({"h_opening": 0.0, "h_denial": 0.0})
    nothing = formulas.geometry([ZoneInputs.empty(1)], coded)
    game = Game(FIELDS, Named("constant", constants), coded, nothing, RULEBOOK)
    given = case.given.model_dump()
    given["balance"] = given.pop("opportunity")
    given["peacekeepers_k"] = given.pop("peacekeepers_per_km")
    given |= {"ceasefire": 1.0, "implemented": 1.0, "proposed": 1.0, "resolve": 1.0}
    given["posture"] = OPPORTUNIST  # the reference, which adds nothing
    arrays = {
        name: np.full((1, 1) if spec.axes else (1,), float(given.get(name, 0.0)))
        for name, spec in FIELDS.items()
    }
    return game, State(FIELDS, arrays)


def judged(parameters: Named, cases: Sequence[Case] | None = None) -> list[CaseResult]:
    """Each case with what these parameters say of it, in the file's order."""
    found = []
    for case in load_cases() if cases is None else cases:
        value = float(survival(case, parameters)[0])
        found.append(CaseResult(case, value, case.band[0] <= value <= case.band[1]))
    return found


def in_band(parameters: Named, cases: Sequence[Case] | None = None) -> FloatArray:
    """How many cases lie in their band, for each parameter set, (n,)."""
    count: FloatArray = np.zeros(1)
    for case in load_cases() if cases is None else cases:
        value = survival(case, parameters)
        count = count + ops.flag((value >= case.band[0]) & (value <= case.band[1]))
    return count
