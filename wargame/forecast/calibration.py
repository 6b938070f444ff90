"""Whether the analytic stability index means what it says (model.md 5 and 8 G).

The index of turn 4 forecasts turns 5 to 8: does the line hold within X km, is the sector quiet? Its
probabilities are scored against the playthroughs themselves.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import partial

import numpy as np

from wargame.engine.draws import Draws
from wargame.engine.ops import FloatArray
from wargame.engine.state import State
from wargame.forecast.bench import Bench
from wargame.forecast.ensemble import Record, join, watch_runs
from wargame.rules.indices import QUARTERS

FORECAST_TURN = 4
OPTIONS = ("none", "gov", "dmz")
LARGEST_ERROR = 0.10  # of a mean forecast, before the index counts as misleading
BINS = 5


@dataclass(frozen=True, slots=True)
class Reliability:
    """Forecasts of one kind: their mean, what came true, the Brier score and the bins."""

    forecast: float
    realised: float
    luck: float  # standard error of the difference; playthroughs are independent, sectors not
    brier: float
    bins: tuple[tuple[float, float, int], ...]  # mean forecast, share that came true, how many

    @property
    def error(self) -> float:
        """Mean forecast minus what came true."""
        return self.forecast - self.realised


@dataclass(frozen=True, slots=True)
class Calibration:
    """One option's index against its playthroughs."""

    option: str
    quiet: Reliability
    quiet_in_ceasefire: Reliability
    holds: Reliability

    @property
    def passed(self) -> bool:
        """Whether neither half of the index is off by more than the error allowed.

        Within a ceasefire the error is shown and not judged: few playthroughs have one by turn 4.
        """
        return all(abs(part.error) <= LARGEST_ERROR for part in (self.quiet, self.holds))


@dataclass(slots=True)
class _Watched(Record):
    """A record that keeps the forecast of turn 4 and what followed."""

    forecast: State | None = None
    quiet: list[FloatArray] = field(default_factory=list)

    def see(self, state: State) -> None:
        if int(state.turn[0]) == FORECAST_TURN:
            self.forecast = state
        elif int(state.turn[0]) > FORECAST_TURN:
            self.quiet.append((state.fighting == 0) & (state.ceasefire > 0))
        self.last = state


def calibrate(bench: Bench, runs: int, seed: int) -> list[Calibration]:
    """The calibration of each option of OPTIONS over so many playthroughs."""
    return [_of(bench, option, runs, seed) for option in OPTIONS]


def _of(bench: Bench, option: str, runs: int, seed: int) -> Calibration:
    game = bench.game(option)
    opening = partial(bench.opening, option, game)
    turns = FORECAST_TURN + QUARTERS
    dice = Draws.of(seed, 0, runs)
    parts = watch_runs(opening, game, turns, dice, _Watched)
    seen = join([_followed(game.parameters.index_km, part) for part in parts])
    truce = seen["ceasefire"][0] > 0
    return Calibration(
        option,
        quiet=_reliability(seen["forecast_quiet"], seen["quiet"]),
        quiet_in_ceasefire=_reliability(seen["forecast_quiet"][:, truce], seen["quiet"][:, truce]),
        holds=_reliability(seen["forecast_holds"], seen["holds"]),
    )


def _followed(index_km: float, record: _Watched) -> dict[str, FloatArray]:
    """What was forecast and what came, (S, runs) each; the ceasefire of turn 4, (1, runs)."""
    if record.forecast is None or record.last is None:
        raise ValueError("calibration watches eight turns")
    before, after = record.forecast, record.last
    moved = np.abs(after.displacement - before.displacement)
    return {
        "forecast_quiet": before.quiet,
        "forecast_holds": before.holds,
        "quiet": np.all(record.quiet, axis=0).astype(float),
        "holds": (moved <= index_km).astype(float),
        "ceasefire": before.ceasefire[None],
    }


def _reliability(forecast: FloatArray, happened: FloatArray) -> Reliability:
    """Forecasts against what happened, (S, runs) both."""
    if forecast.size == 0:
        nothing = float("nan")
        return Reliability(nothing, nothing, nothing, nothing, ())
    off = (forecast - happened).mean(axis=0)
    luck = float(off.std() / np.sqrt(off.size))
    forecast, happened = forecast.ravel(), happened.ravel()
    place = np.minimum((forecast * BINS).astype(int), BINS - 1)
    bins = tuple(
        (float(forecast[here].mean()), float(happened[here].mean()), int(here.sum()))
        for here in (place == index for index in range(BINS))
        if here.any()
    )
    brier = float(((forecast - happened) ** 2).mean())
    return Reliability(float(forecast.mean()), float(happened.mean()), luck, brier, bins)
