"""The shipped model with one thing changed at a time, so that a difference finds its cause."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import numpy as np

from wargame.app.validation import ScenarioBench
from wargame.engine.draws import Draws
from wargame.engine.inputs import ZoneInputs
from wargame.engine.ops import FloatArray, Operand, largest
from wargame.engine.state import State
from wargame.forecast.bench import everywhere
from wargame.forecast.ensemble import Record, play_runs
from wargame.forecast.expected import Nominal
from wargame.forecast.measures import outcomes

OFF = -60.0  # log-odds at which nothing happens

# Rules that the prototype never ran, and the parameters that put them to rest.
SEIZURE = {"gap_base": OFF}
FOUNDING_ACT = {"v_founding": 0.0, "c_founding": 0.0}
SETTLEMENT = {"set_base": OFF}


@dataclass(frozen=True, slots=True)
class World:
    """The shipped model, or the same with something changed."""

    name: str
    parameters: Mapping[str, Operand] = field(default_factory=dict)
    nominal: bool = False  # the prototype's geometry in place of measured polygons
    eu_later: bool = False  # the EU force live only in a ceasefire, as the prototype had it
    no_veto: bool = False
    political: bool = False

    def voting(self) -> World:
        """The same where the political process decides."""
        return replace(self, political=True)


SHIPPED = World("shipped")
AS_PROTOTYPE = World(
    "all changes together",
    SEIZURE | FOUNDING_ACT | SETTLEMENT,
    nominal=True,
    eu_later=True,
    no_veto=True,
)
CHANGES = (
    World("measured geometry", nominal=True),
    World("gap seizure, R12", SEIZURE),
    World("Founding Act, R18 and R29", FOUNDING_ACT),
    World("settlement, R31", SETTLEMENT),
    World("the EU force in force now", eu_later=True),
    World("vetoes, R19", no_veto=True),
)


@dataclass(frozen=True)
class Runner:
    """Plays options in a world and keeps what the design's tables show."""

    bench: ScenarioBench
    nominal: Nominal
    runs: int
    seed: int = 1

    def depths(self) -> dict[str, float]:
        """Government-held rear behind each sector, km."""
        return {s.id: s.depth_km.value for s in self.bench.scenario.sectors}

    def play(
        self,
        world: World,
        option: str,
        turns: int = 12,
        *,
        us_posture: str = "",
        zone: ZoneInputs | None = None,
        terms: Mapping[str, float] | None = None,
    ) -> dict[str, FloatArray]:
        """Every measure of the playthroughs, (runs,) each."""
        return self.play_with(world, option, turns, Draws.of(self.seed, 0, self.runs),
                              us_posture=us_posture, zone=zone, terms=terms)  # fmt: skip

    def play_with(
        self,
        world: World,
        option: str,
        turns: int,
        dice: Draws,
        *,
        us_posture: str = "",
        zone: ZoneInputs | None = None,
        terms: Mapping[str, float] | None = None,
    ) -> dict[str, FloatArray]:
        """The same with dice of the caller's."""
        zone = self._nominal_zone(option) if zone is None and world.nominal else zone
        game = self.bench.game(
            option,
            zone=zone,
            parameters=world.parameters,
            political=world.political,
            us_posture=us_posture,
        )

        def opening(draws: Draws) -> State:
            state = self.bench.opening(option, game, draws)
            return _with_terms(_in_world(state, world, option), terms or {})

        sectors = game.constants.sector_ids
        return play_runs(opening, game, turns, dice, lambda record: _measured(record, sectors))

    def _nominal_zone(self, option: str) -> ZoneInputs | None:
        if option not in self.nominal.gap_km:
            return None
        return self.nominal.zone(option, self.depths())


def _in_world(state: State, world: World, option: str) -> State:
    if world.no_veto:
        state = everywhere(state, "veto", 0.0)
    if world.eu_later and option == "eu":
        state = everywhere(state, "in_force_now", 0.0)
    return state


def _with_terms(state: State, terms: Mapping[str, float]) -> State:
    """The state with terms of the zone that is on at other values."""
    on = state.guarantee > 0
    return state.changed({name: np.where(on, v, state[name]) for name, v in terms.items()})


def _measured(record: Record, sectors: tuple[str, ...]) -> dict[str, FloatArray]:
    """The fifteen measures, the build-up, K, D, V and X at the end, and each sector's index."""
    last = record.last
    if last is None:
        raise ValueError("no turn has been played")
    found = outcomes(record) | {
        "implemented": largest(last.implemented),
        "credibility": last.credibility[0],
        "deterrence": last.deterrence.mean(axis=0),
        "red_line": last.red_line,
        "exposure": last.exposure,
    }
    return found | {sector: last.stability[i] for i, sector in enumerate(sectors)}
