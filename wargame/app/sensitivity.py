"""Which assumptions matter for a figure, and what would flip the order of two options.

First the tornado, one assumption at a time; then what flips the order; then, with SALib, Morris
over all assumptions and Sobol over the few that matter.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import combinations
from typing import Literal

from wargame.app import processes
from wargame.app.sensitivity_factors import parameter_factors, switch_factors
from wargame.app.sensitivity_play import HERE, Basis, Played
from wargame.app.sensitivity_records import Question, Sensitivity
from wargame.app.tasks import TaskControl
from wargame.forecast.backends import Name
from wargame.forecast.flip import COLUMNS, LINE_STEPS, SCAN, STEPS, flips, line
from wargame.forecast.parallel import Workers
from wargame.forecast.sensitivity import Factor, Tornado, tornado
from wargame.forecast.sensitivity_indices import (
    IndicesMissing,
    available,
    screen,
    shares_of_variance,
)

Method = Literal["none", "morris", "sobol"]


@dataclass(frozen=True, slots=True)
class Effort:
    """How much is played."""

    each: int  # playthroughs in each setting of tornado and flips
    shares_each: int  # of Morris and Sobol, which need many settings more than sure ones
    trajectories: int  # of Morris
    base: int  # of Sobol, a power of 2
    top: int  # factors that matter: looked at for flips
    few: int  # factors of Sobol
    pairs_of: int  # factors whose pairs are drawn


QUICK = Effort(200, 60, 8, 64, 8, 5, 3)
THOROUGH = Effort(600, 150, 20, 256, 12, 8, 4)


@dataclass(frozen=True, slots=True)
class Plan:
    """What a study works out."""

    effort: Effort = QUICK
    method: Method = "sobol"
    flip: bool = True
    widen: float = 0.0  # parameters without a range vary by that share of their value
    seed: int = 1  # of the settings; the dice have the game's own
    backend: Name = "numpy"


def study(
    basis: Basis,
    question: Question,
    plan: Plan,
    control: TaskControl,
    workers: Workers | None = None,
) -> Iterator[Sensitivity]:
    """The study of a question, a fuller record after each of its stages; none without turns left.

    workers : processes that share the work; None: those that the window uses, if any.

    Raises Cancelled when somebody asked to stop, NotMeasured where the figure has no value.
    """
    if basis.turns <= 0:
        return
    by = workers or processes.workers() or HERE
    yield from _Study(basis, question, plan, control, by).stages()


class _Study:
    def __init__(
        self, basis: Basis, question: Question, plan: Plan, control: TaskControl, workers: Workers
    ) -> None:
        self.basis, self.question, self.plan, self.control = basis, question, plan, control
        self.began = time.perf_counter()
        self.factors = [
            *parameter_factors(plan.widen),
            *switch_factors(basis.setting, opening=basis.turn == 0),
        ]
        named = [name for name in (question.option, question.against) if name]
        self.sides = [basis.side(name) for name in named]
        self.response, self.wide = (
            Played(
                basis,
                self.sides,
                question.measure,
                each,
                control,
                workers=workers,
                backend=plan.backend,
            )
            for each in (plan.effort.each, plan.effort.shares_each)
        )
        self.flipping = plan.flip and len(self.sides) > 1
        self.indexed = plan.method != "none" and available()

    def stages(self) -> Iterator[Sensitivity]:
        """A record after each stage."""
        ends = sum(len(factor.ends()) for factor in self.factors)
        self.response.stage("What matters: one assumption at a time", 0.0, 0.15, ends + 1)
        found = self._told(tornado(self.factors, self.response))
        yield self._timed(found)
        for wanted, more in ((self.flipping, self._flips), (self.indexed, self._indices)):
            if not wanted:
                continue
            for fuller in more(found):
                found = fuller
                yield self._timed(found)
        yield self._timed(found, final=True)

    def _told(self, first: Tornado) -> Sensitivity:
        names = [side.name for side in self.sides] + [""]
        setting = self.basis.setting
        wanted = self.plan.method != "none"
        return Sensitivity(
            question=self.question,
            option_name=names[0],
            against_name=names[1],
            mode=setting.mode,
            switches=setting.switched_on,
            seed=self.basis.seed,
            turn=self.basis.turn,
            last_turn=self.basis.turn + self.basis.turns,
            each=self.plan.effort.each,
            factors=len(self.factors),
            tornado=first,
            missing=str(IndicesMissing()) if wanted and not available() else "",
        )

    def _timed(self, found: Sensitivity, *, final: bool = False) -> Sensitivity:
        return replace(
            found,
            final=final,
            playthroughs=self.response.playthroughs + self.wide.playthroughs,
            seconds=time.perf_counter() - self.began,
        )

    def _moving(self, found: Sensitivity) -> list[Factor]:
        """The factors that move the figure, the widest swing first."""
        return [swing.factor for swing in found.tornado.swings if swing.width > 0]

    def _flips(self, found: Sensitivity) -> Iterator[Sensitivity]:
        """First what flips the order alone, then together with another."""
        moving = self._moving(found)
        top = moving[: self.plan.effort.top]
        if not top:
            return
        last = 0.45 if self.indexed else 1.0
        half = (0.15 + last) / 2
        self.response.stage(
            "What would flip it: one assumption", 0.15, half, len(top) * (SCAN + STEPS)
        )
        found = replace(found, flips=flips(top, self.response))
        yield found
        numbers = [factor for factor in moving if not factor.choices][: self.plan.effort.pairs_of]
        pairs = list(combinations(numbers, 2))
        if not pairs or found.flips is None:
            return
        cells = len(pairs) * COLUMNS * (SCAN + LINE_STEPS)
        self.response.stage("What would flip it: two assumptions", half, last, cells)
        difference = found.flips.difference
        yield replace(
            found,
            lines=tuple(line(numbers, a, b, self.response, difference) for a, b in pairs),
        )

    def _indices(self, found: Sensitivity) -> Iterator[Sensitivity]:
        """Morris over all factors, then Sobol over the few that it finds."""
        effort, seed = self.plan.effort, self.plan.seed
        start = 0.45 if self.flipping else 0.15
        settings = effort.trajectories * (len(self.factors) + 1)
        self.wide.stage("What matters: all assumptions, Morris", start, 0.7, settings)
        screened = screen(self.factors, self.wide, effort.trajectories, seed)
        found = replace(found, screened=screened, shares_each=effort.shares_each)
        yield found
        few = [row.factor for row in screened if row.strength > 0][: effort.few]
        if self.plan.method != "sobol" or not few:
            return
        self.wide.stage("What matters: the few, Sobol", 0.7, 1.0, effort.base * (len(few) + 2))
        yield replace(found, shares=shares_of_variance(few, self.wide, effort.base, seed))
