"""What a polygon means to the rules: plain arrays that the engine carries and never interprets."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

GAP_QUANTILES = 64
REGIONS = 3  # frozen regions beyond the front

FloatArray = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class ZoneInputs:
    """One zone measured against the front, per sector; fixed until the zone is edited.

    S is the number of sectors, in the scenario's order.
    """

    gaps: FloatArray  # (S, 64) km from front to zone edge, equal-length quantiles; inf: no zone
    depth: FloatArray  # (S,) km of zone behind the front, mean over the samples, 0..200
    occupied: FloatArray  # (S,) 0..1 share of the zone inside the sector's cell that is occupied
    covered: FloatArray  # (S,) 0..1 share of the sector's front whose gap is under 1 km
    population: FloatArray  # (S,) million people in towns of the zone inside the cell (pre-war)
    area: FloatArray  # (S,) km2 of the zone inside the cell
    total_area: float  # km2 of the whole zone
    total_occupied: float  # 0..1 share of the whole zone that is occupied
    total_population: float  # million people in towns of the whole zone (pre-war)
    # (R,) 0..1 share of the state beside each frozen region that the zone covers
    analogues: FloatArray = field(default_factory=lambda: np.zeros(REGIONS))

    @classmethod
    def empty(cls, sectors: int) -> ZoneInputs:
        """A zone that protects nothing: no gap is finite, every measure is zero."""
        zero = np.zeros(sectors)
        gaps = np.full((sectors, GAP_QUANTILES), np.inf)
        return cls(gaps, zero, zero, zero, zero, zero, 0.0, 0.0, 0.0)
