"""The design's own results, and how far figures computed now lie from them.

Source: model.md, section 8. Read for comparison only.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import hypot, isnan, nan
from pathlib import Path
from typing import Annotated, Any

import numpy as np
from pydantic import Field

from wargame import paths
from wargame.engine.inputs import GAP_QUANTILES, ZoneInputs
from wargame.engine.ops import FloatArray
from wargame.scenario.faults import FaultsError
from wargame.scenario.figures import Table, Text
from wargame.scenario.messages import parse
from wargame.scenario.toml import read_toml

SMALLEST = 1e-12  # a standard error below this is none
NEAR = 3.0  # standard errors within which two figures agree


class Nominal(Table):
    """The prototype's geometry: one gap and one occupied share for every sector."""

    gap_km: dict[str, float]
    further_km: dict[str, float]
    occupied: dict[str, float]
    occupied_of: dict[str, float]

    def zone(self, option: str, sectors: Mapping[str, float]) -> ZoneInputs:
        """The nominal zone of an option; `sectors` gives the depth behind each, km."""
        return self.at(self.gap_km[option], self.occupied.get(option, 0.0), sectors)

    def at(self, gap_km: float, occupied: float, sectors: Mapping[str, float]) -> ZoneInputs:
        """The nominal zone with that gap and that occupied share."""
        gap = np.array([gap_km + self.further_km.get(s, 0.0) for s in sectors])
        deep = np.maximum(np.array(list(sectors.values())) - gap, 0.0)
        held = {s: self.occupied_of.get(s, occupied) if occupied > 0 else 0.0 for s in sectors}
        zero = np.zeros(len(gap))
        gaps = np.repeat(gap[:, None], GAP_QUANTILES, axis=1)
        inside = np.array(list(held.values()))
        return ZoneInputs(gaps, deep, inside, zero, zero, zero, 0.0, 0.0, 0.0)


class Figures(Table):
    """One table of the design: rows by name, a number for each column or fewer."""

    id: Text
    title: Text
    runs: Annotated[int, Field(ge=1)]
    columns: tuple[Text, ...]
    rows: dict[str, tuple[Annotated[float, Field(allow_inf_nan=True)], ...]]
    rounding: dict[str, float] = Field(default_factory=dict)

    def cells(self) -> dict[tuple[str, str], float]:
        """Every figure that the design gives, by row and column."""
        return {
            (row, column): value
            for row, values in self.rows.items()
            for column, value in zip(self.columns, values, strict=False)
            if not isnan(value)
        }


class Expected(Table):
    """All tables of the design."""

    rounding: dict[str, float]
    nominal: Nominal
    table: tuple[Figures, ...]

    def find(self, table_id: str) -> Figures:
        """The table with that id; KeyError without one."""
        return {table.id: table for table in self.table}[table_id]

    def unit(self, table: Figures, column: str) -> float:
        """What a column was rounded to."""
        return table.rounding.get(column, self.rounding.get(column, 1.0))


def load_expected(path: Path | None = None) -> Expected:
    """The design's tables; FaultsError with every fault of the file."""
    path = paths.assets() / "history" / "expected.toml" if path is None else path
    found, faults = parse(Expected, read_toml(path, path.name), path.name)
    if found is None:
        raise FaultsError(faults)
    return found


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure computed now, with its own standard error and how many it is the mean of."""

    value: float
    error: float
    count: int


def figure(values: FloatArray) -> Figure:
    """The mean of the numbers that are known, and its standard error."""
    known = values[~np.isnan(values)]
    if known.size == 0:
        return Figure(nan, nan, 0)
    return Figure(float(known.mean()), float(known.std() / np.sqrt(known.size)), known.size)


@dataclass(frozen=True, slots=True)
class Comparison:
    """One figure beside the design's: the difference in standard errors, rounding allowed for."""

    row: str
    column: str
    ours: float
    error: float  # of the difference
    design: float
    errors: float  # how many standard errors apart, beyond the rounding

    @property
    def near(self) -> bool:
        """Whether the two agree within luck and rounding."""
        return abs(self.errors) <= NEAR

    def plain(self) -> dict[str, Any]:
        """As JSON reads."""
        return {name: getattr(self, name) for name in self.__slots__} | {"near": self.near}


def compared(
    expected: Expected, table: Figures, found: Mapping[tuple[str, str], Figure], runs: int
) -> list[Comparison]:
    """Every figure that the design gives beside the one computed now.

    Both rest on luck: the design's standard error is ours, scaled by the number of playthroughs.
    """
    result = []
    for (row, column), design in table.cells().items():
        ours = found[row, column]
        theirs = ours.error * np.sqrt(runs / table.runs)
        both = hypot(ours.error, theirs)
        apart = ours.value - design
        beyond = np.sign(apart) * max(0.0, abs(apart) - expected.unit(table, column) / 2)
        errors = 0.0 if beyond == 0 else float(beyond / max(both, SMALLEST))
        result.append(Comparison(row, column, ours.value, both, design, errors))
    return result
