"""The war as it went on, against the model: no ceasefire, a transactional US (model.md 7.4).

Observed ground is read here and nowhere else; no rule or scenario sees it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Annotated

import numpy as np
from pydantic import Field

from wargame import paths
from wargame.engine.draws import Draws
from wargame.engine.ops import FloatArray
from wargame.engine.state import State
from wargame.forecast.bench import Bench
from wargame.forecast.ensemble import Record, join, watch_runs
from wargame.scenario.faults import FaultsError
from wargame.scenario.figures import Sourced, Table, Text
from wargame.scenario.messages import parse
from wargame.scenario.toml import read_toml

NEVER = -60.0  # log-odds at which Moscow accepts no ceasefire
FIRST_YEAR = 4  # quarters
BAND = (10, 50, 90)  # the 80 % band and its middle


class Quarter(Table):
    """Net ground by sector in one quarter."""

    label: Text
    turn: Annotated[int, Field(ge=0)]  # 0: before the game begins
    net_km2: tuple[float, ...]


class Observed(Sourced):
    """What was observed, quarter by quarter."""

    sectors: tuple[str, ...]
    tolerance_km2: Annotated[float, Field(ge=0)]
    quarter: tuple[Quarter, ...]


@dataclass(frozen=True, slots=True)
class QuarterResult:
    """One quarter: observed and modelled ground, and which sectors lie in the 80 % band."""

    label: str
    turn: int
    observed: float
    low: float
    middle: float
    high: float
    total_in_band: bool
    sectors_in_band: Mapping[str, bool]


@dataclass(frozen=True, slots=True)
class Held:
    """One sector's chance, at the opening, that its line holds for a year, and whether it did."""

    sector: str
    forecast: float
    observed_km: float  # net displacement in the first four quarters
    held: bool


def load_observed(path: Path | None = None) -> Observed:
    """The observed ground of a file, by default the shipped one; FaultsError with every fault."""
    path = paths.assets() / "history" / "observed.toml" if path is None else path
    found, faults = parse(Observed, read_toml(path, path.name), path.name)
    if found is None:
        raise FaultsError(faults)
    return found


@dataclass(slots=True)
class _Watched(Record):
    """A record that keeps the ground of every turn."""

    net: list[FloatArray] = field(default_factory=list)  # T of (S, B)

    def see(self, state: State) -> None:
        self.net.append(state.net)


def back_test(bench: Bench, runs: int, seed: int) -> list[QuarterResult]:
    """Each observed quarter against the playthroughs in which the war goes on."""
    seen = load_observed()
    tested = [quarter for quarter in seen.quarter if quarter.turn > 0]
    turns = max(quarter.turn for quarter in tested)
    game = bench.game("none", parameters={"r_base": NEVER}, us_posture="transactional")
    ids = game.constants.sector_ids
    rows = [ids.index(sector) for sector in seen.sectors]
    opening = partial(bench.opening, "none", game)
    dice = Draws.of(seed, 0, runs)
    parts = [
        {"net": np.array(seen_turns.net)[:, rows]}
        for seen_turns in watch_runs(opening, game, turns, dice, _Watched)
    ]
    net = join(parts)["net"]  # (T, sectors, runs)
    return [_judge(quarter, seen, net[quarter.turn - 1]) for quarter in tested]


def _judge(quarter: Quarter, seen: Observed, net: FloatArray) -> QuarterResult:
    """One quarter's ground (sectors, runs) against what was observed."""
    slack = seen.tolerance_km2
    low, _, high = np.percentile(net, BAND, axis=1)
    observed = np.array(quarter.net_km2)
    inside = (observed >= low - slack) & (observed <= high + slack)
    least, middle, most = (float(x) for x in np.percentile(net.sum(axis=0), BAND))
    total = float(observed.sum())
    named = zip(seen.sectors, inside, strict=True)
    return QuarterResult(
        label=quarter.label,
        turn=quarter.turn,
        observed=total,
        low=least,
        middle=middle,
        high=most,
        total_in_band=least <= total <= most,
        sectors_in_band={sector: bool(where) for sector, where in named},
    )


def coverage(results: list[QuarterResult], turns: range) -> float:
    """The share of sectors in their 80 % band over those turns."""
    inside = [x for r in results if r.turn in turns for x in r.sectors_in_band.values()]
    return float(np.mean(inside))


def line_held(bench: Bench, count: int = 200) -> list[Held]:
    """The opening's own forecast for each sector against the first year as it was observed.

    Mean over `count` openings, which differ in local pressure.
    """
    seen = load_observed()
    game = bench.game("none", us_posture="transactional")
    holds = bench.opening("none", game, Draws.of(1, 0, count)).holds
    found = []
    for index, sector in enumerate(seen.sectors):
        row = game.constants.sector_ids.index(sector)
        ground = sum(q.net_km2[index] for q in seen.quarter if 1 <= q.turn <= FIRST_YEAR)
        moved = ground / float(game.constants.length[row, 0])
        kept = abs(moved) <= game.parameters.index_km
        found.append(Held(sector, float(holds[row].mean()), moved, kept))
    return found


def brier(found: list[Held]) -> float:
    """The mean squared error of the forecasts; .25 is what a coin would get."""
    return float(np.mean([(one.forecast - one.held) ** 2 for one in found]))
