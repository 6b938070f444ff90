"""Options compared by common dice: each with its interval, and paired against a baseline."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from wargame.engine.ops import FloatArray
from wargame.forecast.measures import BY_KEY

Z95 = 1.96  # standard errors on each side of a 95 % interval
WILSON = "Wilson 95 %"
PAIRED = "paired mean, 1.96 standard errors, luck only"


@dataclass(frozen=True, slots=True)
class Estimate:
    """A mean with an interval, and what that interval is."""

    mean: float
    low: float
    high: float
    interval: str


def summarise(key: str, values: FloatArray) -> Estimate | None:
    """The mean of a measure with its interval.

    Shares carry the Wilson 95 % interval, others their 10th and 90th percentile. None where
    no playthrough has the measure.
    """
    known = values[~np.isnan(values)]
    if known.size == 0:
        return None
    mean = float(known.mean())
    if BY_KEY[key].kind == "share":
        return Estimate(mean, *wilson(mean, known.size), WILSON)
    low, high = np.percentile(known, [10, 90])
    return Estimate(mean, float(low), float(high), "10th to 90th percentile")


def wilson(share: float, count: int) -> tuple[float, float]:
    """The 95 % interval of a share seen in `count` trials (Wilson 1927)."""
    z2 = Z95 * Z95
    middle = (share + z2 / (2 * count)) / (1 + z2 / count)
    spread = share * (1 - share) / count + z2 / (4 * count * count)
    half = Z95 * np.sqrt(spread) / (1 + z2 / count)
    return max(0.0, float(middle - half)), min(1.0, float(middle + half))


def paired(values: FloatArray, baseline: FloatArray) -> Estimate | None:
    """The mean difference over the same dice, +-1.96 standard errors; None where nothing pairs."""
    difference = (values - baseline)[~(np.isnan(values) | np.isnan(baseline))]
    if difference.size == 0:
        return None
    mean = float(difference.mean())
    error = float(difference.std(ddof=1) / np.sqrt(difference.size)) if difference.size > 1 else 0.0
    half = Z95 * error
    return Estimate(mean, mean - half, mean + half, PAIRED)


def against(
    options: Mapping[str, Mapping[str, FloatArray]], baseline: str
) -> dict[str, dict[str, Estimate | None]]:
    """Every measure of every option against the baseline, playthrough by playthrough."""
    reference = options[baseline]
    return {
        option: {key: paired(values, reference[key]) for key, values in measured.items()}
        for option, measured in options.items()
    }
