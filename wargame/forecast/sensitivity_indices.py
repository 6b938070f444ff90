"""Which assumptions matter when all of them move: Morris to screen, Sobol for the few that matter.

Sources: Morris (1991); Campolongo, Cariboni and Saltelli (2007) for the mean absolute effect; Sobol
(2001); Saltelli et al. (2010). Computed by SALib, an optional extra.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from typing import Any

import numpy as np

from wargame.engine.errors import WargameError
from wargame.engine.ops import FloatArray
from wargame.forecast.sensitivity import Factor, Response, Settings, known

LEVELS = 4  # of Morris's grid; its step is then two thirds of a range
STEP = LEVELS / (2 * (LEVELS - 1))
RESAMPLES = 200  # bootstrap, for the 95 % intervals
HOW_TO_GET = 'pip install "wargame[sensitivity]"'


class IndicesMissing(WargameError):
    """Global indices need a package that is not installed."""

    def __init__(self) -> None:
        super().__init__(
            f"Morris and Sobol indices need SALib, which is not installed: {HOW_TO_GET}. "
            "The tornado and what would flip it need nothing more."
        )


@dataclass(frozen=True, slots=True)
class Screened:
    """Morris: how far the figure moves on average when this factor crosses its range.

    Of a switch: when it is switched. The interval is a 95 % bootstrap over trajectories.
    """

    factor: Factor
    strength: float  # mean absolute effect, mu*
    low: float
    high: float
    mean: float  # mean effect with its sign, mu
    spread: float  # standard deviation of the effects: bends, or interplay with others


@dataclass(frozen=True, slots=True)
class Share:
    """Sobol: the share of the figure's variance that a factor brings, with 95 % half-widths."""

    factor: Factor
    alone: float  # first order
    alone_error: float
    whole: float  # total order: with all its interplay
    whole_error: float


def available() -> bool:
    """Whether SALib is installed."""
    return find_spec("SALib") is not None


def settings_at(factors: Sequence[Factor], shares: FloatArray) -> Settings:
    """The settings at rows of shares of every range, (n, factors)."""
    columns = zip(factors, np.asarray(shares).T, strict=True)
    return {factor.name: factor.at(share) for factor, share in columns}


def screen(
    factors: Sequence[Factor], response: Response, trajectories: int, seed: int
) -> tuple[Screened, ...]:
    """Every factor by Morris's method, the strongest first; trajectories x (factors + 1) settings.

    Raises IndicesMissing without SALib, NotMeasured where the figure has no value.
    """
    if not available():
        raise IndicesMissing
    from SALib.analyze import morris as analyse  # noqa: PLC0415  an extra, and slow to import
    from SALib.sample import morris as sample  # noqa: PLC0415

    problem = _problem(factors)
    shares = sample.sample(problem, trajectories, num_levels=LEVELS, seed=seed)
    values = known(response(settings_at(factors, shares))).mean(axis=-1)
    found = analyse.analyze(
        problem, shares, values, num_levels=LEVELS, num_resamples=RESAMPLES, seed=seed
    )
    rows = [_screened(factor, found, index) for index, factor in enumerate(factors)]
    return tuple(sorted(rows, key=lambda row: -row.strength))


def _screened(factor: Factor, found: Any, index: int) -> Screened:
    """One row; a switch is told by its whole change, not by two thirds of a range."""
    scale = STEP if factor.choices else 1.0
    numbers = (found[key][index] for key in ("mu_star", "mu_star_conf", "mu", "sigma"))
    strength, half, mean, spread = (scale * float(number) for number in numbers)
    half = half if np.isfinite(half) else 0.0
    return Screened(factor, strength, max(0.0, strength - half), strength + half, mean, spread)


def shares_of_variance(
    factors: Sequence[Factor], response: Response, base: int, seed: int
) -> tuple[Share, ...]:
    """Each factor's share of the variance, the largest first; base x (factors + 2) settings.

    base : a power of 2. Factors not among these must stay as they are in `response`.
    Raises IndicesMissing without SALib, NotMeasured where the figure has no value.
    """
    if not available():
        raise IndicesMissing
    from SALib.analyze import sobol as analyse  # noqa: PLC0415  an extra, and slow to import
    from SALib.sample import sobol as sample  # noqa: PLC0415

    problem = _problem(factors)
    shares = sample.sample(problem, base, calc_second_order=False, seed=seed)
    values = known(response(settings_at(factors, shares))).mean(axis=-1)
    if np.ptp(values) == 0:
        return tuple(Share(factor, 0.0, 0.0, 0.0, 0.0) for factor in factors)
    found = analyse.analyze(
        problem, values, calc_second_order=False, num_resamples=RESAMPLES, seed=seed
    )
    keys = ("S1", "S1_conf", "ST", "ST_conf")
    rows = [
        Share(factor, *(float(found[key][index]) for key in keys))
        for index, factor in enumerate(factors)
    ]
    return tuple(sorted(rows, key=lambda row: -row.whole))


def _problem(factors: Sequence[Factor]) -> dict[str, Any]:
    """What SALib is told: shares of ranges, so that every factor is asked alike."""
    return {
        "num_vars": len(factors),
        "names": [factor.name for factor in factors],
        "bounds": [[0.0, 1.0]] * len(factors),
    }
