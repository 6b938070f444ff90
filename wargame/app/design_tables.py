"""The design's tables A to F and H computed again, beside the design's own figures.

Where a figure lies more than three standard errors away, the same table is played with one thing
changed at a time: what brings the figure back is what explains it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import Any

import numpy as np

from wargame.app.tasks import TaskControl
from wargame.app.validation import ScenarioBench
from wargame.app.worlds import AS_PROTOTYPE, CHANGES, SHIPPED, Runner, World
from wargame.engine.draws import Draws
from wargame.engine.ops import FloatArray
from wargame.forecast.expected import (
    NEAR,
    Comparison,
    Expected,
    Figure,
    compared,
    figure,
    load_expected,
)
from wargame.forecast.matching import matched_sets
from wargame.forecast.sampling import spread_out
from wargame.scenario.load import load_scenario

Found = dict[tuple[str, str], Figure]
Play = Callable[[World], Found]
US_POSTURES = ("supportive", "transactional", "disengaged")
EACH_SET = 300  # playthroughs of each parameter set, as in the design
NO_LUCK = 1e6  # so many standard errors: both figures are the same in every playthrough
SETS_AT_ONCE = 3  # one chunk, so that every playthrough meets its own parameters


@dataclass(frozen=True, slots=True)
class DesignTable:
    """One table: what the shipped model says, what the design had, and what explains the rest."""

    id: str
    title: str
    runs: int
    shipped: list[Comparison]
    worlds: Mapping[str, list[Comparison]] = field(default_factory=dict)

    def explained(self, index: int) -> list[str]:
        """The changes that bring a figure back to the design's, or the one that brings it nearest.

        Empty when the shipped figure agrees already.
        """
        if self.shipped[index].near:
            return []
        alone = {n: w[index] for n, w in self.worlds.items() if n != AS_PROTOTYPE.name}
        enough = [name for name, cell in alone.items() if cell.near]
        if enough:
            return enough
        together = self.worlds.get(AS_PROTOTYPE.name)
        return [AS_PROTOTYPE.name] if together is not None and together[index].near else []

    def plain(self) -> dict[str, Any]:
        """As JSON reads."""
        cells = [
            cell.plain() | {"explained_by": self.explained(index)}
            for index, cell in enumerate(self.shipped)
        ]
        return {"id": self.id, "title": self.title, "runs": self.runs, "figures": cells}


def design_tables(runs: int, control: TaskControl | None = None) -> list[DesignTable]:
    """Tables A to F at so many playthroughs, and H over the matched sets."""
    control = TaskControl() if control is None else control
    expected = load_expected()
    bench = ScenarioBench(load_scenario("ukraine-2024-12"))
    runner = Runner(bench, expected.nominal, runs)
    plays: dict[str, Play] = {
        "A": lambda world: _options(runner, expected, "A", world, 12),
        "B": lambda world: _options(runner, expected, "B", world.voting(), 12),
        "C": lambda world: _postures(runner, expected, world),
        "D": lambda world: _options(runner, expected, "D", world, 20),
        "E1": lambda world: _gaps(runner, expected, world),
        "E2": lambda world: _occupied(runner, expected, world),
        "E3": lambda world: _troops(runner, expected, world),
        "F": lambda world: _options(runner, expected, "F", world, 12),
    }
    found = []
    for index, (name, play) in enumerate(plays.items()):
        control.report(index / (len(plays) + 2), f"table {name}")
        found.append(_explained(expected, name, runs, play, control))
    control.report(0.8, "table H")
    return [*found, *_over_sets(runner, expected, control)]


def _explained(
    expected: Expected, name: str, runs: int, play: Play, control: TaskControl
) -> DesignTable:
    """A table of the shipped model, and of changed worlds where it differs from the design."""
    table = expected.find(name)
    shipped = compared(expected, table, play(SHIPPED), runs)
    worlds = {}
    if not all(cell.near for cell in shipped):
        for world in (*CHANGES, AS_PROTOTYPE):
            control.check()
            worlds[world.name] = compared(expected, table, play(world), runs)
    return DesignTable(name, table.title, runs, shipped, worlds)


def _figures(row: str, measured: Mapping[str, FloatArray], columns: tuple[str, ...]) -> Found:
    return {(row, column): figure(measured[column]) for column in columns}


def _options(runner: Runner, expected: Expected, name: str, world: World, turns: int) -> Found:
    table, found = expected.find(name), Found()
    for option in table.rows:
        found |= _figures(option, runner.play(world, option, turns), table.columns)
    return found


def _postures(runner: Runner, expected: Expected, world: World) -> Found:
    table, found = expected.find("C"), Found()
    for posture in US_POSTURES:
        measured = runner.play(world, "gov", us_posture=posture)
        found |= _figures(posture, measured, table.columns)
    return found


def _gaps(runner: Runner, expected: Expected, world: World) -> Found:
    """The gap as measured when a strip of that width is cut away, or nominal in that world."""
    table, found = expected.find("E1"), Found()
    for row in table.rows:
        if world.nominal:
            zone = runner.nominal.at(float(row), 0.0, runner.depths())
        else:
            zone = runner.bench.zone("gov", buffer_km=float(row))
        found |= _figures(row, runner.play(world, "gov", zone=zone), table.columns)
    return found


def _occupied(runner: Runner, expected: Expected, world: World) -> Found:
    """Nominal in every world: a zone with so much occupied land has no polygon of its own."""
    table, found = expected.find("E2"), Found()
    for row in table.rows:
        zone = runner.nominal.at(0.0, float(row) / 100, runner.depths())
        found |= _figures(row, runner.play(world, "all", zone=zone), table.columns)
    return found


def _troops(runner: Runner, expected: Expected, world: World) -> Found:
    table, found = expected.find("E3"), Found()
    for row in table.rows:
        measured = runner.play(world, "gov", terms={"troops_k": float(row)})
        found |= _figures(row, measured, table.columns)
    return found


def _over_sets(runner: Runner, expected: Expected, control: TaskControl) -> list[DesignTable]:
    """Table H: percentiles over the matched sets, and how often one option is above another."""
    table, order = expected.find("H"), expected.find("H order")
    means = {}
    for index, option in enumerate(table.rows):
        control.report(0.8 + 0.1 * index / len(table.rows), f"table H: {option}")
        means[option] = over_sets(runner, option, SHIPPED)
    sets = len(means["none"]["stability"])
    shipped = compared(expected, table, _percentiles(means), sets)
    far = sorted({cell.row for cell in shipped if not cell.near})
    worlds = {}
    for world in (*CHANGES, AS_PROTOTYPE) if far else ():
        control.check()
        changed = means | {option: over_sets(runner, option, world) for option in far}
        worlds[world.name] = compared(expected, table, _percentiles(changed), sets)
    above = Found()
    for row in order.rows:
        first, second = row.split(" > ")
        higher = means[first]["stability"] > means[second]["stability"]
        above[row, "share"] = figure(higher.astype(float))
    return [
        DesignTable("H", table.title, sets, shipped, worlds),
        DesignTable(order.id, order.title, sets, compared(expected, order, above, sets)),
    ]


def _percentiles(means: Mapping[str, Mapping[str, FloatArray]]) -> Found:
    return {
        (option, f"{measure} p{percent}"): _percentile(values, percent)
        for option, measured in means.items()
        for measure, values in measured.items()
        for percent in (10, 50, 90)
    }


def over_sets(runner: Runner, option: str, world: World) -> dict[str, FloatArray]:
    """The mean stability and clash of each matched set, (sets,).

    Each set has dice of its own, the same for every option: luck neither gathers nor hides order.
    """
    sets = matched_sets()
    count = len(next(iter(sets.values())))
    parts = []
    for start, stop in pairwise([*range(0, count, SETS_AT_ONCE), count]):
        some = {name: values[start:stop] for name, values in sets.items()}
        dice = Draws.of(runner.seed, start * EACH_SET, (stop - start) * EACH_SET)
        drawn = replace(world, parameters=dict(spread_out(some, EACH_SET)) | dict(world.parameters))
        measured = runner.play_with(drawn, option, 12, dice)
        parts.append(
            [measured[m].reshape(-1, EACH_SET).mean(axis=1) for m in ("stability", "clash")]
        )
    stability, clash = (np.concatenate(column) for column in zip(*parts, strict=True))
    return {"stability": stability, "clash": clash}


def _percentile(values: FloatArray, percent: float) -> Figure:
    """A percentile over sets, its standard error by 400 bootstrap resamples."""
    rng = np.random.default_rng(0)
    again = np.percentile(rng.choice(values, (400, len(values))), percent, axis=1)
    return Figure(float(np.percentile(values, percent)), float(again.std()), len(values))


def as_markdown(tables: list[DesignTable]) -> str:
    """The tables for a note: ours (design's), and every difference with what explains it."""
    lines = ["# The design's tables, computed again", ""]
    lines += [f"Each cell: this model (the design). Differences beyond {NEAR:g} standard errors,",
              "after half a unit of the design's rounding, are marked * and listed with the change",
              "that brings them back. Above rung 4 nothing rests on data.", ""]  # fmt: skip
    for table in tables:
        lines += [f"## {table.id}. {table.title}", "", f"{table.runs:,} each.", ""]
        lines += [*_grid(table.shipped), ""]
        lines += _differences(table)
    return "\n".join(lines) + "\n"


def _grid(cells: list[Comparison]) -> list[str]:
    rows = list(dict.fromkeys(cell.row for cell in cells))
    columns = list(dict.fromkeys(cell.column for cell in cells))
    at = {(cell.row, cell.column): cell for cell in cells}
    lines = ["| | " + " | ".join(columns) + " |", "|---" * (len(columns) + 1) + "|"]
    for row in rows:
        words = (_cell(at.get((row, column))) for column in columns)
        lines.append(f"| {row} | " + " | ".join(words) + " |")
    return lines


def _cell(cell: Comparison | None) -> str:
    if cell is None:
        return ""
    return f"{cell.ours:.4g} ({cell.design:g}){'' if cell.near else ' *'}"


def _differences(table: DesignTable) -> list[str]:
    far = [index for index, cell in enumerate(table.shipped) if not cell.near]
    if not far:
        return ["Every figure agrees.", ""]
    lines = [f"{len(far)} of {len(table.shipped)} figures differ:", ""]
    lines += [_difference(table, index) for index in far]
    together = table.worlds.get(AS_PROTOTYPE.name, [])
    if not together:
        return [*lines, ""]
    left = sum(not cell.near for cell in together)
    return [*lines, "", f"With all changes together {left} of {len(together)} differ.", ""]


def _difference(table: DesignTable, index: int) -> str:
    """One figure that differs, what explains it, and the largest parts of the change."""
    cell, causes = table.shipped[index], table.explained(index)
    luck = f"{cell.errors:+.1f} standard errors" if abs(cell.errors) < NO_LUCK else "no luck in it"
    said = f"- {cell.row}, {cell.column}: {cell.ours:.4g} against {cell.design:g}, {luck}"
    if causes:
        said += "; explained by " + " or by ".join(causes)
    parts = {
        name: cell.ours - cells[index].ours
        for name, cells in table.worlds.items()
        if name != AS_PROTOTYPE.name
    }
    largest = sorted(parts.items(), key=lambda part: -abs(part[1]))[:2]
    moved = ", ".join(f"{part:+.2g} by {name}" for name, part in largest if part)
    return said + (f"; largest parts: {moved}" if moved else "")
