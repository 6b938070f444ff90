"""Options side by side over assumption sets: from the state shown, or for the command line."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from typing import Any

from wargame.app import options, processes
from wargame.app.comparison_records import Comparison, OptionOverSets
from wargame.app.comparison_sets import (
    EACH,
    LESS_IS_BETTER,
    SECTORS,
    Means,
    SetsJob,
    Study,
    assumption_sets,
    grown,
    how_many,
    in_batches,
    means_part,
    medians,
    of_ten,
    pairs,
    summary,
)
from wargame.app.lanes import OptionLane
from wargame.app.outlook import FIRST, TOGETHER, OutlookRequest, clash_words
from wargame.app.position import Position
from wargame.app.records import ZoneShape
from wargame.app.setting import Setting
from wargame.app.tasks import TaskControl
from wargame.app.zones import ZoneShelf, shape_of
from wargame.forecast.backends import Name
from wargame.forecast.parallel import Workers
from wargame.forecast.sampling import Sets
from wargame.scenario.options import Option
from wargame.scenario.schema import Scenario

STAGES = (10, 40, 120)  # assumption sets on screen, one after another
HERE = Workers(1)  # this process plays
INTERVAL = "10th to 90th percentile of assumption sets"


@dataclass(frozen=True)
class ComparisonRequest:
    """Where a session stood when a comparison was asked for; taking it costs nothing."""

    scenario: Scenario
    shelf: ZoneShelf
    here: Position

    @property
    def left(self) -> int:
        """How many turns are left."""
        return self.scenario.turns - int(self.here.now.state.turn[0])


def sharpen(
    request: ComparisonRequest,
    control: TaskControl,
    sets: Sets | None = None,
    workers: Workers | None = None,
) -> Iterator[Comparison]:
    """Comparisons over more and more assumption sets; nothing when no turn is left.

    The first comes from this process, because workers take seconds to start; they play the others.
    """
    if request.left <= 0:
        return
    began = time.perf_counter()
    sets = assumption_sets() if sets is None else sets
    total = how_many(sets)
    lanes = _lanes(request)
    job = SetsJob(lanes, sets, Study(request.left, request.here.seed, FIRST))
    found: dict[str, Means] = {}
    done = 0
    for stage in [s for s in STAGES if s < total] + [min(total, STAGES[-1])]:
        parts = [(name, *ends) for ends in in_batches(done, stage) for name in lanes]
        by = (workers or processes.workers() or HERE) if done else HERE
        with closing(by.play(means_part, job, parts)) as played:
            for index, (name, start, stop) in enumerate(parts):
                words = f"Compare: assumption set {start + 1} to {stop} of {total}"
                control.report((done + (stage - done) * index / len(parts)) / total, words)
                found[name] = grown(found.get(name), next(played))
        done = stage
        control.report(done / total, f"Compare: assumption set {done} of {total}")
        yield _comparison(request, found, total, time.perf_counter() - began)


def _lanes(request: ComparisonRequest) -> dict[str, OptionLane]:
    """Every option alone and what is on now, each from the state shown."""
    here, shelf = request.here, request.shelf
    lines = OutlookRequest.of(request.scenario, shelf, here).lines
    return {
        name: OptionLane.of(request.scenario, line.options, shelf, here.setting, state=line.opening)
        for name, line in lines.items()
    }


def _comparison(
    request: ComparisonRequest, found: Mapping[str, Means], total: int, seconds: float
) -> Comparison:
    here = request.here
    count = len(found[options.NONE]["stability"])
    stability = {name: means["stability"] for name, means in found.items()}
    return Comparison(
        turn=request.scenario.turns - request.left,
        last_turn=request.scenario.turns,
        sets=count,
        all_sets=total,
        each=EACH,
        chosen=here.chosen if len(here.on) < 2 else TOGETHER,
        options=tuple(_option(request, name, found) for name in found),
        better=pairs(stability),
        final=count == total,
        seconds=seconds,
        means=dict(found),
    )


def _option(request: ComparisonRequest, name: str, found: Mapping[str, Means]) -> OptionOverSets:
    means, here = found[name], request.here
    shown = here.options if name == TOGETHER else (here.table[name],)
    over = {key: summary(values) for key, values in means.items() if key != SECTORS}
    effect = summary(means["stability"] - found[options.NONE]["stability"])
    clash = over["clash"]
    if effect is None or clash is None:
        raise ValueError("no assumption set has been played")
    first = shown[0]
    return OptionOverSets(
        id=name,
        name="Zones on, together" if name == TOGETHER else first.name,
        guarantee=first.guarantee_kind,
        in_force_now=first.terms.in_force_now,
        measures={key: value for key, value in over.items() if value is not None},
        clash_words=(clash_words(clash.low), clash_words(clash.median), clash_words(clash.high)),
        effect=effect,
        sectors=medians([s.id for s in request.scenario.sectors], means[SECTORS]),
        zones=tuple(_shapes(shown, request.shelf)),
    )


def _shapes(shown: Sequence[Option], shelf: ZoneShelf) -> Iterator[ZoneShape]:
    for option in shown:
        zone = shelf.take(option.geometry)
        shape = shape_of(option.id, option.guarantee_kind, option.terms.in_force_now, zone)
        if shape is not None:
            yield shape


# for the command line


def add_sets(
    found: dict[str, Any],
    scenario: Scenario,
    sets: Sets,
    control: TaskControl,
    setting: Setting,
    *,
    sample: bool = False,
    workers: Workers = HERE,
    backend: Name = "numpy",
) -> None:
    """A comparison as the command line writes it also says what assumption sets make of it.

    Each option gains `over_sets` and `better_than_baseline`: in how many of 10 sets it is better,
    ties counting half; less clash, ground lost, frozen conflict, precedent and casualties are
    better, more of everything else is. `found` comes from `headless.compare`.
    """
    each = min(EACH, int(found["runs"]))
    study = Study(found["turns"], found["seed"], 0, each)
    shelf, count = ZoneShelf.of(scenario), how_many(sets)
    zones = [option["id"] for option in found["options"]]
    means: dict[str, Means] = {}
    lanes = {
        zone: OptionLane.named(scenario, zone, shelf, setting, sample=sample) for zone in zones
    }
    parts = [(zone, *ends) for zone in zones for ends in in_batches(0, count)]
    with closing(workers.play(means_part, SetsJob(lanes, sets, study, backend), parts)) as played:
        for index, (zone, start, stop) in enumerate(parts):
            words = f"{zone}: assumption set {start + 1} to {stop} of {count}"
            control.report(index / len(parts), words)
            means[zone] = grown(means.get(zone), next(played))
    found |= {"sets": count, "runs_each_set": each}
    baseline = means[found["baseline"]]
    for option in found["options"]:
        own = means[option["id"]]
        keys = [key for key in option["measures"] if key in own]
        option["over_sets"] = {key: _plain(own, key) for key in keys}
        option["better_than_baseline"] = {
            key: of_ten(own[key], baseline[key], less=key in LESS_IS_BETTER) for key in keys
        }


def _plain(means: Means, key: str) -> dict[str, Any] | None:
    over = summary(means[key])
    if over is None:
        return None
    return {
        "mean": over.mean,
        "median": over.median,
        "low": over.low,
        "high": over.high,
        "interval": INTERVAL,
    }
