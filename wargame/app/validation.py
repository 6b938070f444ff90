"""The bench of a scenario, and the report of all that is tested on it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from wargame.app.game import build_game, default_parameters, open_game, parameter_specs
from wargame.app.setting import ADOPTED, POLITICAL, Setting
from wargame.app.tasks import TaskControl
from wargame.app.zones import ZoneShelf
from wargame.engine.draws import Draws
from wargame.engine.inputs import ZoneInputs
from wargame.engine.ops import Operand
from wargame.engine.rule import Game
from wargame.engine.state import State
from wargame.forecast.backtest import FIRST_YEAR, back_test, brier, coverage, line_held
from wargame.forecast.bench import NOTHING
from wargame.forecast.calibration import calibrate
from wargame.forecast.cases import LEAST_IN_BAND, CaseResult, judged
from wargame.forecast.end_to_end import end_to_end
from wargame.forecast.extremes import extremes
from wargame.forecast.matching import Matched, match, write_sets
from wargame.forecast.relations import NOT_ASSERTED, state_level
from wargame.scenario.load import load_scenario
from wargame.scenario.schema import Scenario

RELATION_SEED, GAME_SEED, EXTREME_SEED, BACK_TEST_SEED, CALIBRATION_SEED = 3, 11, 8, 21, 2


class ScenarioBench:
    """A scenario's options on the bench: measured zones, games built when they are asked for."""

    def __init__(self, scenario: Scenario) -> None:
        self.scenario = scenario
        self._shelf = ZoneShelf.of(scenario)
        self._games: dict[tuple[str, bool, str], Game] = {}

    @property
    def options(self) -> tuple[str, ...]:
        """The ids of the scenario's options."""
        return tuple(option.id for option in self.scenario.options)

    def zone(self, option: str, *, buffer_km: float | None = None) -> ZoneInputs:
        """The measured zone of an option, with another strip kept free if one is named."""
        geometry = self.scenario.option(option).geometry
        if buffer_km is not None:
            geometry = geometry.model_copy(update={"buffer_km": buffer_km})
        return self._shelf.take(geometry).inputs

    def game(
        self,
        option: str,
        *,
        zone: ZoneInputs | None = None,
        parameters: Mapping[str, Operand] = NOTHING,
        political: bool = False,
        us_posture: str = "",
    ) -> Game:
        """The game of an option; its zone and some parameters replaced where they are named."""
        key = (option, political, us_posture)
        plain = zone is None and not parameters
        if plain and key in self._games:
            return self._games[key]
        setting = Setting(POLITICAL if political else ADOPTED, us_posture=us_posture)
        phased = self.scenario.option(option).terms.phased
        zones = [self.zone(option) if zone is None else zone]
        changed = default_parameters().replaced(dict(parameters))
        game = build_game(self.scenario, zones, changed, setting, phased=phased)
        if plain:
            self._games[key] = game
        return game

    def opening(self, option: str, game: Game, draws: Draws, *, sample: bool = False) -> State:
        """The state at turn 0 with the option on."""
        return open_game(self.scenario, game, [self.scenario.option(option)], draws, sample=sample)


@dataclass(frozen=True, slots=True)
class Size:
    """How much is played: enough to decide in a minute, or a look in seconds."""

    states: int  # random states of each relation
    runs: int  # playthroughs of each end-to-end side, of the back-test and of the calibration
    extremes: int  # playthroughs of each extreme condition


FULL = Size(states=2_000, runs=4_000, extremes=60)
QUICK = Size(states=210, runs=1_000, extremes=10)


def validate_model(
    scenario_id: str = "ukraine-2024-12", size: Size = FULL, control: TaskControl | None = None
) -> dict[str, Any]:
    """Everything that is tested of the shipped model, as plain data; `passed` says the verdict.

    Passed: every relation and extreme condition holds, and at least eleven of the fourteen cases
    lie in band. Back-test and calibration are shown with their own verdicts and decide nothing.
    """
    control = TaskControl() if control is None else control
    bench = ScenarioBench(load_scenario(scenario_id))
    control.report(0.05, "historical cases")
    cases = judged(default_parameters())
    control.report(0.06, "relations on random states")
    relations = state_level(bench, RELATION_SEED, size.states)
    control.report(0.4, "relations of whole games")
    relations += end_to_end(bench, size.runs, GAME_SEED)
    control.report(0.55, "extreme conditions")
    ends = extremes(bench, EXTREME_SEED, size.extremes)
    control.report(0.8, "back-test")
    quarters = back_test(bench, size.runs, BACK_TEST_SEED)
    control.report(0.85, "calibration")
    calibration = calibrate(bench, size.runs, CALIBRATION_SEED)
    held = line_held(bench)
    in_band = sum(case.in_band for case in cases)
    sound = all(found.passed for found in relations) and all(end.passed for end in ends)
    return {
        "scenario": scenario_id,
        "passed": sound and in_band >= LEAST_IN_BAND,
        "cases_in_band": in_band,
        "cases_needed": LEAST_IN_BAND,
        "cases": [_case(case) for case in cases],
        "relations": [asdict(finding) for finding in relations],
        "not_asserted": list(NOT_ASSERTED),
        "extremes": [asdict(end) for end in ends],
        "back_test": {
            "conditions": "no ceasefire, a transactional US, no zone",
            "sectors_in_band_first_year": coverage(quarters, range(1, FIRST_YEAR + 1)),
            "sectors_in_band_later": coverage(quarters, range(FIRST_YEAR + 1, 99)),
            "quarters": [asdict(quarter) for quarter in quarters],
            "line_held_first_year": [asdict(one) for one in held],
            "line_held_brier": brier(held),
        },
        "calibration": [asdict(found) | {"passed": found.passed} for found in calibration],
    }


def _case(found: CaseResult) -> dict[str, Any]:
    case = found.case
    return {
        "name": case.name,
        "quarters": case.quarters,
        "band": list(case.band),
        "model": found.survival,
        "in_band": found.in_band,
        "reason": "" if found.in_band else case.misses or "a miss that is not known yet",
        "evidence": case.evidence,
        "source": case.source,
        "coding": case.note,
    }


def match_history(draws: int, need: int, keep: int, seed: int, out: Path) -> Matched:
    """The file of parameter sets that history does not rule out has been written."""
    found = match(parameter_specs(), default_parameters(), draws, need, keep, seed)
    write_sets(found, out)
    return found
