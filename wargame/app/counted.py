"""Comparisons of any size, counted and not kept, told as the command line writes them."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from functools import cached_property
from importlib.metadata import version
from pathlib import Path
from typing import Any

import numpy as np

from wargame.app.game import default_parameters
from wargame.app.lanes import OptionLane
from wargame.app.setting import Setting
from wargame.app.tasks import TaskControl
from wargame.app.zones import ZoneShelf
from wargame.forecast.backends import Name
from wargame.forecast.compare import PAIRED, WILSON, Z95, Estimate, wilson
from wargame.forecast.ensemble import CHUNK
from wargame.forecast.measures import MEASURES, Measure
from wargame.forecast.parallel import Workers
from wargame.forecast.saved import UnusableFile, now_and_then, save, take_up
from wargame.forecast.streamed import EVENTS, PART, Counted, Ensemble, Study, Summary, Watch
from wargame.forecast.tally import Passage, Tally
from wargame.scenario.schema import Scenario

KEPT = 20_000  # playthroughs of an option up to which each one's measures are kept
LOW, HIGH = 40.0, 60.0  # stability whose first crossing is told


@dataclass(frozen=True)
class Asked:
    """What is to be compared; the first zone is what the others are held against."""

    scenario: Scenario
    zones: Sequence[str]
    turns: int
    runs: int
    seed: int
    setting: Setting
    sample: bool = False
    by_turn: bool = False  # every turn, every sector, and when things first happen
    backend: Name = "numpy"

    @property
    def key(self) -> str:
        """What is asked but for how often: equal keys have equal playthroughs."""
        found = hashlib.sha256(self.scenario.model_dump_json().encode())
        for lane in self.lanes.values():
            for zone in lane.zones:
                for field in fields(zone):
                    found.update(np.asarray(getattr(zone, field.name)).tobytes())
        numbers = sorted(default_parameters().items())
        rest = (list(self.zones), self.turns, self.seed, self.setting, self.sample, self.by_turn)
        found.update(repr((version("wargame"), numbers, rest, self.backend)).encode())
        return found.hexdigest()

    @cached_property
    def lanes(self) -> dict[str, OptionLane]:
        """What is to be played, by zone."""
        shelf = ZoneShelf.of(self.scenario)
        return {
            zone: OptionLane.named(self.scenario, zone, shelf, self.setting, sample=self.sample)
            for zone in self.zones
        }

    @property
    def ensemble(self) -> Ensemble:
        """The options, nothing of them played yet."""
        sectors = len(self.scenario.sectors) if self.by_turn else 0
        watch = Watch(self.turns, sectors, every_turn=self.by_turn, under=LOW, over=HIGH)
        return Ensemble(Study(self.lanes, watch, self.seed, self.zones[0], backend=self.backend))


def count(
    asked: Asked, control: TaskControl, workers: Workers, kept_in: Path | None = None
) -> list[dict[str, Any]]:
    """Each option with its measures and its difference to the first; memory does not grow.

    kept_in : a file that is written now and then, and gone on from when it exists.
    Raises UnusableFile where it holds something else, or more playthroughs than asked for.
    """
    ensemble = asked.ensemble
    share = -(-asked.runs // (4 * workers.count * CHUNK))  # so that no process ends long before
    ensemble.part = min(PART, share * CHUNK)
    words = f"{len(asked.zones)} options, {asked.runs:,} playthroughs of each"
    control.report(0.0, words)
    if kept_in is None:
        ensemble.grow(asked.runs, workers, lambda done: control.report(done, words))
    else:
        _grow_kept(ensemble, asked, control, workers, kept_in)
    names = [sector.id for sector in asked.scenario.sectors]
    return [_option(zone, ensemble.counted, asked, names) for zone in asked.zones]


def _grow_kept(
    ensemble: Ensemble, asked: Asked, control: TaskControl, workers: Workers, path: Path
) -> None:
    """All playthroughs are counted, those in the file not again."""
    key = asked.key
    take_up(ensemble, key, path)
    if ensemble.done > asked.runs:
        words = f"holds {ensemble.done:,} playthroughs already; ask for as many, or delete it"
        raise UnusableFile(f"{path}: {words}")
    keep = now_and_then(ensemble, key, path)

    def progress(done: float) -> None:
        keep()
        control.report(done, f"{asked.runs:,} playthroughs of each, kept in {path.name}")

    try:
        ensemble.grow(asked.runs, workers, progress)
    finally:
        save(ensemble, key, path)


def _option(zone: str, counted: Counted, asked: Asked, names: Sequence[str]) -> dict[str, Any]:
    summary, against = counted.options[zone], counted.differences[zone]
    found: dict[str, Any] = {
        "id": zone,
        "measures": {m.key: plain(_estimate(m, summary.measures[m.key])) for m in MEASURES},
        "against_baseline": {m.key: plain(_difference(against[m.key])) for m in MEASURES},
    }
    return found | ({"by_turn": _by_turn(summary, names)} if asked.by_turn else {})


def _estimate(measure: Measure, tally: Tally) -> Estimate | None:
    number = int(tally.count[0])
    if not number:
        return None
    mean = float(tally.mean[0])
    if measure.kind == "share":
        return Estimate(mean, *wilson(mean, number), WILSON)
    low, high = (float(tally.quantile(share)[0]) for share in (0.1, 0.9))
    within = f"10th to 90th percentile, to within {tally.scale.bin_width:.2g}"
    return Estimate(mean, low, high, within)


def _difference(tally: Tally) -> Estimate | None:
    if not tally.count[0]:
        return None
    mean, half = float(tally.mean[0]), Z95 * float(tally.error[0])
    return Estimate(mean, mean - half, mean + half, PAIRED)


def _by_turn(summary: Summary, names: Sequence[str]) -> dict[str, Any]:
    turns = summary.watch.turns
    rows = {name: slice(i * turns, (i + 1) * turns) for i, name in enumerate(names)}
    return {
        "stability": _course(summary.overall, slice(0, turns)),
        "sectors": {name: _course(summary.sectors, row) for name, row in rows.items()},
        "first": {_event(key): _passage(p) for key, p in summary.passages.items()},
        "sectors_first": {
            name: {_event(key): _passage(p[i]) for key, p in summary.sector_passages.items()}
            for i, name in enumerate(names)
        },
    }


def _event(key: str) -> str:
    """What first happened, in words."""
    return EVENTS.get(key) or f"stability {key} {LOW if key == 'under' else HIGH:.0f}"


def _course(tally: Tally, rows: slice) -> dict[str, list[float]]:
    """Turn by turn: the mean with its standard error, and quantiles."""
    found = {"mean": tally.mean, "error": tally.error}
    found |= {f"p{round(100 * share)}": tally.quantile(share) for share in (0.1, 0.5, 0.9)}
    return {name: np.round(values[rows], 6).tolist() for name, values in found.items()}


def _passage(passage: Passage) -> dict[str, Any]:
    """The share in which it has happened by each turn, and the turn by which it has in half."""
    return {"by_turn": passage.by_turn.tolist(), "median_turn": passage.median_turn}


def plain(estimate: Estimate | None) -> Mapping[str, Any] | None:
    """The estimate as JSON holds it."""
    if estimate is None:
        return None
    return {
        "mean": estimate.mean,
        "low": estimate.low,
        "high": estimate.high,
        "interval": estimate.interval,
    }
