"""The same game without a window: play it out, compare options, write the map's layers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from wargame.app.counted import KEPT, Asked, count, plain
from wargame.app.options import NONE
from wargame.app.records import TurnFigures
from wargame.app.session import Session
from wargame.app.setting import Setting
from wargame.app.tasks import TaskControl
from wargame.engine.draws import Draws
from wargame.engine.ops import FloatArray
from wargame.forecast.backends import Name, chosen
from wargame.forecast.compare import against, summarise
from wargame.forecast.measures import outcomes
from wargame.forecast.parallel import Workers
from wargame.scenario.load import load_scenario
from wargame.scenario.schema import Scenario

TOGETHER = "+"  # joins the ids of zones that are on at once: eu+dmz
HERE = Workers(1)  # this process plays
SAMPLED = "opening values sampled"  # a switch of comparisons, named beside the others
DEFAULT = Setting()
ScenarioOrName = Scenario | str | Path  # a scenario, a shipped id, or a file


def opened(scenario: ScenarioOrName) -> Scenario:
    """The scenario itself, or the one of that id or file; FaultsError when its file has faults."""
    return scenario if isinstance(scenario, Scenario) else load_scenario(scenario)


@dataclass(frozen=True, slots=True)
class PlayReport:
    """One playthrough from turn 0 to its end, and the digest of its last state."""

    records: tuple[TurnFigures, ...]  # turn 0 first
    contributions: tuple[tuple[tuple[str, float], ...], ...]  # for each record: bar and points
    digest: str


def session_at(
    scenario: ScenarioOrName,
    zone: str = NONE,
    turns: int = 0,
    seed: int | None = None,
    setting: Setting = DEFAULT,
) -> Session:
    """A session after so many turns with an option, or several joined by +, on from the start."""
    session = session_for(opened(scenario), turns, seed, setting)
    play_on(session, zone, turns)
    return session


def session_for(
    scenario: Scenario, turns: int, seed: int | None = None, setting: Setting = DEFAULT
) -> Session:
    """A session at turn 0 that can be played for so many turns, or as long as the scenario says."""
    longer = scenario.model_copy(update={"turns": max(turns, scenario.turns)})
    return Session.of(longer, seed, setting)


def play_on(session: Session, zone: str, turns: int) -> None:
    """So many turns more, with an option, or several joined by +, switched on first."""
    for part in zone.split(TOGETHER):
        session.switch(part, on=True)
    for _ in range(turns):
        session.play_turn()


def play(
    scenario: ScenarioOrName, zone: str, turns: int, seed: int, setting: Setting = DEFAULT
) -> PlayReport:
    """The report of one playthrough; the same arguments give the same digest on every run."""
    return report_of(session_at(scenario, zone, turns, seed, setting))


def report_of(session: Session) -> PlayReport:
    """What the present line of a session brought, turn by turn."""
    whys = [played.why for played in session.played]
    return PlayReport(
        records=session.view().history,
        contributions=tuple(
            () if why is None else tuple((bar.label, bar.amount) for bar in why.bars)
            for why in whys
        ),
        digest=session.digest(),
    )


def compare(  # noqa: PLR0913  each has its default but what is played
    scenario: ScenarioOrName,
    zones: Sequence[str],
    turns: int,
    runs: int,
    seed: int,
    control: TaskControl,
    setting: Setting = DEFAULT,
    *,
    sample: bool = False,
    by_turn: bool = False,
    workers: Workers = HERE,
    backend: Name = "numpy",
    kept_in: Path | None = None,
) -> dict[str, Any]:
    """The comparison as the command line writes it: each option, and against the first one.

    Every option plays the same dice. Shares carry the Wilson 95 % interval, other measures the 10th
    and 90th percentile of playthroughs; `against_baseline` the paired mean, 1.96 standard errors.
    With `sample` the opening values are drawn from their ranges. More than `counted.KEPT`
    playthroughs are counted and not kept, by the workers; with `by_turn` each option also tells
    every turn and sector, and when things first happen. What is counted is also kept in the file
    `kept_in`, from which the same question goes on. `backend` is one that is installed.
    """
    loaded = opened(scenario)
    asked = Asked(loaded, zones, turns, runs, seed, setting, sample, by_turn, backend)
    if by_turn or kept_in is not None or runs > KEPT:
        played = count(asked, control, workers, kept_in)
    else:
        played = _kept(asked, control)
    return {
        "scenario": loaded.id,
        "mode": setting.mode,
        "switches": [*setting.switched_on, *([SAMPLED] if sample else [])],
        "turns": turns,
        "runs": runs,
        "seed": seed,
        "baseline": zones[0],
        "options": played,
    }


def _kept(asked: Asked, control: TaskControl) -> list[dict[str, Any]]:
    """Each option with its measures and its difference to the first, from every playthrough."""
    found: dict[str, dict[str, FloatArray]] = {}
    study = asked.ensemble.study
    for index, (zone, lane) in enumerate(study.lanes.items()):
        words = f"{zone}: {asked.runs:,} playthroughs"
        found[zone] = chosen(asked.backend)[0].play_runs(
            lane.opening,
            lane.game,
            asked.turns,
            Draws.of(asked.seed, 0, asked.runs),
            outcomes,
            asked=study.watch.asked,
            players=lane.players,
            progress=partial(_report, control, index, len(asked.zones), words),
        )
    differences = against(found, study.baseline)
    return [
        {
            "id": zone,
            "measures": {k: plain(summarise(k, v)) for k, v in found[zone].items()},
            "against_baseline": {k: plain(e) for k, e in differences[zone].items()},
        }
        for zone in asked.zones
    ]


def _report(control: TaskControl, index: int, count: int, words: str, done: float) -> None:
    control.report((index + done) / count, words)
