"""Ensembles of any size in constant memory: played part by part, counted, merged, forgotten.

What is counted is the same bit for bit for any parts, chunks, threads and processes, and an
ensemble that was stopped goes on from the parts it has.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass, field
from typing import Any, Protocol

import numpy as np

from wargame.engine.draws import Draws
from wargame.engine.ops import FloatArray
from wargame.engine.rule import Game
from wargame.engine.state import State
from wargame.forecast.backends import Name, chosen
from wargame.forecast.ensemble import CHUNK, Players, Progress, Record, chunks, silent
from wargame.forecast.measures import BY_KEY, EARLY_TURN, INDEX_SCALE, MEASURES, outcomes
from wargame.forecast.parallel import Workers
from wargame.forecast.tally import Passage, Tally

PART = 5 * CHUNK  # playthroughs of each option between two merges; never shows in a result
EVENTS = {
    "ceasefire": "the first ceasefire",
    "collapse": "the first general collapse of a ceasefire",
    "clash": "a direct clash, rung 5 or more",
}


class Lane(Protocol):
    """One option to be played; picklable, because other processes play it too."""

    @property
    def game(self) -> Game:
        """The game it is played in."""

    @property
    def players(self) -> Players:
        """What seats decide."""

    def opening(self, draws: Draws) -> State:
        """The state that the playthroughs of these dice start from."""


@dataclass(frozen=True, slots=True)
class Watch:
    """What is counted. `under` and `over`: stability whose first passage is."""

    turns: int
    sectors: int = 0  # so many sectors are watched too; 0: none
    every_turn: bool = False  # the index each turn and not only at turn 4 and the last
    under: float = 40.0
    over: float = 60.0

    @property
    def asked(self) -> tuple[int, ...] | None:
        """The turns whose index is worked out; None: all."""
        return None if self.every_turn else (EARLY_TURN,)


@dataclass(slots=True)
class Summary:
    """What is known of one option's playthroughs."""

    watch: Watch
    playthroughs: int = 0
    measures: dict[str, Tally] = field(init=False)  # each measure of `measures.MEASURES`
    overall: Tally = field(init=False)  # stability after each turn, (T,)
    sectors: Tally = field(init=False)  # stability of sector s after turn t, row s * T + t - 1
    passages: dict[str, Passage] = field(init=False)  # first times, overall
    sector_passages: dict[str, list[Passage]] = field(init=False)  # "under", "over", each sector

    def __post_init__(self) -> None:
        turns, many = self.watch.turns, self.watch.sectors
        self.measures = {m.key: Tally(m.scale) for m in MEASURES}
        self.overall = Tally(INDEX_SCALE, turns)
        self.sectors = Tally(INDEX_SCALE, turns * many)
        crossings = ("under", "over") if self.watch.every_turn else ()
        self.passages = {name: Passage(turns) for name in (*EVENTS, *crossings)}
        self.sector_passages = {n: [Passage(turns) for _ in range(many)] for n in crossings}

    def add(self, record: Record, measured: Mapping[str, FloatArray]) -> None:
        """One more chunk has been played."""
        self.playthroughs += len(record.overall[0])
        for key, values in measured.items():
            self.measures[key].add(values)
        index = np.array(record.overall)
        self.overall.add(index)
        flags = {"ceasefire": record.ceasefire, "collapse": record.collapsed, "clash": record.clash}
        for name, happened in flags.items():
            self.passages[name].add(np.array(happened))
        if self.watch.every_turn:
            self._cross(index, [self.passages["under"]], [self.passages["over"]])
        if self.watch.sectors:
            self._add_sectors(record)

    def _add_sectors(self, record: Record) -> None:
        nothing = np.full_like(next(iter(record.sectors.values())), np.nan)
        turns = range(1, self.watch.turns + 1)
        each = np.stack([record.sectors.get(t, nothing) for t in turns], axis=1)  # (S, T, B)
        self.sectors.add(each.reshape(self.sectors.rows, -1))
        if self.watch.every_turn:
            for sector, index in enumerate(each):
                under, over = (self.sector_passages[n][sector] for n in ("under", "over"))
                self._cross(index, [under], [over])

    def _cross(self, index: FloatArray, under: list[Passage], over: list[Passage]) -> None:
        for passage in under:
            passage.add((index < self.watch.under).astype(float))
        for passage in over:
            passage.add((index > self.watch.over).astype(float))

    def merge(self, other: Summary) -> None:
        """What the other has seen has been seen here too."""
        self.playthroughs += other.playthroughs
        for mine, theirs in zip(self._parts(), other._parts(), strict=True):
            mine.merge(theirs)  # type: ignore[arg-type]  # the same kind in the same place

    def _parts(self) -> Iterator[Tally | Passage]:
        yield from self.measures.values()
        yield self.overall
        yield self.sectors
        yield from self.passages.values()
        for each in self.sector_passages.values():
            yield from each

    def told(self) -> dict[str, Any]:
        """All that is counted, as plain numbers; equal for equal playthroughs."""
        return {"playthroughs": self.playthroughs, "parts": [p.told() for p in self._parts()]}

    def take(self, told: Mapping[str, Any]) -> None:
        """What another summary has told takes the place of what was seen."""
        self.playthroughs = int(told["playthroughs"])
        for part, counted in zip(self._parts(), told["parts"], strict=True):
            part.take(counted)


@dataclass(frozen=True)
class Study:
    """Options to be played with common dice, all against one of them; picklable."""

    lanes: Mapping[str, Lane]
    watch: Watch
    seed: int
    baseline: str = ""  # none: no differences
    first: int = 0  # the first playthrough whose dice are used
    backend: Name = "numpy"  # what plays, one that is installed


@dataclass(slots=True)
class Counted:
    """What is known of every option, and of its difference to the baseline."""

    options: dict[str, Summary]
    differences: dict[str, dict[str, Tally]]

    @classmethod
    def nothing(cls, study: Study) -> Counted:
        """Before anything has been played."""
        compared = study.lanes if study.baseline else ()
        pairs = {name: {m.key: Tally(m.scale.differences()) for m in MEASURES} for name in compared}
        return cls({name: Summary(study.watch) for name in study.lanes}, pairs)

    def told(self) -> dict[str, Any]:
        """All that is counted, as plain numbers; equal for equal playthroughs."""
        differences = {
            name: {key: tally.told() for key, tally in tallies.items()}
            for name, tallies in self.differences.items()
        }
        options = {name: summary.told() for name, summary in self.options.items()}
        return {"options": options, "differences": differences}

    def take(self, told: Mapping[str, Any]) -> None:
        """What another has told takes the place of what was seen."""
        for name, summary in self.options.items():
            summary.take(told["options"][name])
        for name, tallies in self.differences.items():
            for key, tally in tallies.items():
                tally.take(told["differences"][name][key])

    def merge(self, other: Counted) -> None:
        """What the other has seen has been seen here too."""
        for name, summary in self.options.items():
            summary.merge(other.options[name])
        for name, tallies in self.differences.items():
            for key, tally in tallies.items():
                tally.merge(other.differences[name][key])


def play_part(study: Study, part: tuple[int, int]) -> Counted:
    """Playthroughs part[0] .. part[1] - 1 of the study."""
    start, stop = part
    dice = Draws.of(study.seed, study.first + start, stop - start)
    counted = Counted.nothing(study)
    reference: list[Mapping[str, FloatArray]] = []
    first = [study.baseline] if study.baseline else []
    for name in (*first, *(n for n in study.lanes if n != study.baseline)):
        measured = list(_played(study, name, dice, counted.options[name]))
        reference = reference or measured
        for key, tally in counted.differences.get(name, {}).items():
            for values, others in zip(measured, reference, strict=True):
                tally.add(values[key] - others[key])
    return counted


def _played(
    study: Study, name: str, dice: Draws, summary: Summary
) -> Iterator[Mapping[str, FloatArray]]:
    """The measures of each chunk of one option, which the summary has seen."""
    lane, watch = study.lanes[name], study.watch
    for some in chunks(dice, CHUNK):
        record = chosen(study.backend)[0].play_chunk(
            lane.opening, lane.game, watch.turns, some, lane.players, watch.asked,
            each_sector=bool(watch.sectors),
        )  # fmt: skip
        measured = {key: v for key, v in outcomes(record).items() if key in BY_KEY}
        summary.add(record, measured)
        yield measured


class Ensemble:
    """A study as far as it has been played: `grow` goes on from there, even after a stop."""

    def __init__(self, study: Study, part: int = PART) -> None:
        self.study, self.part = study, part
        self.done = 0  # playthroughs of each option
        self.counted = Counted.nothing(study)

    def grow(self, runs: int, workers: Workers | None = None, progress: Progress = silent) -> None:
        """So many playthroughs of each option are counted.

        Progress is told after each part and may raise to stop; what is counted by then stays, and
        another `grow` goes on. Without workers this process plays alone.
        """
        starts = range(self.done, runs, self.part)
        parts = [(start, min(start + self.part, runs)) for start in starts]
        with closing((workers or Workers(1)).play(play_part, self.study, parts)) as found:
            for (_, stop), more in zip(parts, found, strict=True):
                self.counted.merge(more)
                self.done = stop
                progress(stop / runs)
