"""History matching: parameter sets that put most historical cases in their band.

Source: model.md, section 8 H; Craig, Goldstein, Seheult and Smith (1997) for the idea of ruling out
what history contradicts rather than fitting one best set.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from wargame import paths
from wargame.engine.ops import FloatArray
from wargame.engine.rule import Named
from wargame.forecast.cases import Case, in_band, load_cases
from wargame.forecast.sampling import Sets, draw
from wargame.scenario.faults import file_fault
from wargame.scenario.parameters import ParameterSpec

DIGITS = 4  # a file says exactly the numbers that were judged


@dataclass(frozen=True, slots=True)
class Matched:
    """The sets that history does not rule out, in the order drawn."""

    sets: Sets  # parameter -> (kept,)
    cases_in_band: FloatArray  # (kept,)
    drawn: int
    accepted: int  # how many of the drawn ones passed; the first of them are kept
    need: int
    cases: int
    seed: int


def match(
    specs: Mapping[str, ParameterSpec],
    parameters: Named,
    draws: int,
    need: int,
    keep: int,
    seed: int,
    cases: Sequence[Case] | None = None,
) -> Matched:
    """The first `keep` of `draws` sets, uniform over the ranges, with `need` cases in band."""
    cases = load_cases() if cases is None else cases
    drawn = {n: np.round(v, DIGITS) for n, v in draw(specs, draws, seed, "uniform").items()}
    count = in_band(parameters.replaced(drawn), cases)
    passed = np.flatnonzero(count >= need)
    kept = passed[:keep]
    return Matched(
        sets={name: values[kept] for name, values in drawn.items()},
        cases_in_band=count[kept],
        drawn=draws,
        accepted=len(passed),
        need=need,
        cases=len(cases),
        seed=seed,
    )


def write_sets(found: Matched, path: Path) -> None:
    """The sets stand in a CSV file: what made them first, then a row for each."""
    kept = len(found.cases_in_band)
    command = (
        f"wargame match-history --draws {found.drawn} --need {found.need} --keep {kept} "
        f"--seed {found.seed}"
    )
    said = (
        "Parameter sets that history does not rule out, for intervals over assumptions.",
        f"Computed by: {command}",
        f"{found.accepted} of {found.drawn} draws, uniform over low to high, put at least "
        f"{found.need} of {found.cases} historical cases in band; the first {kept} are kept.",
        "Columns: cases in band, then every parameter that varies; all others as shipped.",
    )
    with path.open("w", encoding="utf-8", newline="") as file:
        file.writelines(f"# {line}\n" for line in said)
        rows = csv.writer(file, lineterminator="\n")
        rows.writerow(["cases_in_band", *found.sets])
        for index, count in enumerate(found.cases_in_band):
            rows.writerow([int(count), *(f"{v[index]:.{DIGITS}f}" for v in found.sets.values())])


def matched_sets(path: Path | None = None) -> dict[str, FloatArray]:
    """Each varied parameter of a file of sets, (sets,); by default the shipped ones.

    Raises FaultsError when the file is no such file.
    """
    path = paths.assets() / "parameter_sets" / "history-matched.csv" if path is None else path
    lines = path.read_text(encoding="utf-8").splitlines()
    rows = list(csv.reader(line for line in lines if line and not line.startswith("#")))
    if len(rows) < 2 or rows[0][:1] != ["cases_in_band"]:
        raise file_fault(path.name, "this is no file of parameter sets")
    try:
        numbers = np.array([[float(cell) for cell in row] for row in rows[1:]])
    except ValueError as error:
        raise file_fault(path.name, f"a parameter set cannot be read: {error}") from None
    if numbers.ndim != 2 or numbers.shape[1] != len(rows[0]) or not np.isfinite(numbers).all():
        raise file_fault(path.name, "every parameter set needs one number for each column")
    return {name: numbers[:, i + 1] for i, name in enumerate(rows[0][1:])}
