"""What may follow from here: an ensemble from the state shown, sharpened while people watch."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from wargame.app import cards
from wargame.app.records import Effect, Forecast, Outlook
from wargame.app.tasks import TaskControl
from wargame.app.zones import MeasuredZone
from wargame.engine.draws import Draws
from wargame.engine.ledger import Ledger
from wargame.engine.ops import FloatArray
from wargame.engine.rule import Game
from wargame.engine.sequence import decide
from wargame.engine.state import State
from wargame.forecast.compare import Estimate, paired
from wargame.forecast.ensemble import CHUNK, Record, join, play_chunk
from wargame.scenario.options import Option
from wargame.scenario.schema import Scenario

STAGES = (200, 1000, 4000)  # playthroughs an option on screen, one after another
FIRST = 1  # playthrough 0 is what happens at the table; a forecast must not know its dice
# Bands of the chance of a direct clash, in words (judgement); above rung 4 no decimals are shown.
CLASH_WORDS = ((0.01, "very low"), (0.05, "low"), (0.15, "moderate"), (0.40, "elevated"))

Measures = dict[str, FloatArray]


@dataclass(frozen=True)
class OutlookRequest:
    """Everything a forecast needs, taken when it was asked for."""

    scenario: Scenario
    seed: int
    state: State  # one playthrough
    in_place: Option
    options: Sequence[Option]
    chosen: str
    games: Mapping[str, Game]
    zones: Mapping[str, MeasuredZone]

    @property
    def turn(self) -> int:
        """The turn the forecast starts from."""
        return int(self.state.turn[0])

    @property
    def turns(self) -> int:
        """How many turns are left."""
        return self.scenario.turns - self.turn

    def opening(self, option: Option) -> State:
        """The state with that option put in the zone slot, where it is not in place already."""
        if option == self.in_place:
            return self.state
        decision = cards.decision(option, self.zones[option.id], self.in_place)
        return decide(self.state, decision, Ledger(keeping=False))


def sharpen(request: OutlookRequest, control: TaskControl) -> Iterator[Outlook]:
    """Outlooks with more and more playthroughs; nothing when no turn is left."""
    if request.turns <= 0:
        return
    openings = {o.id: request.opening(o) for o in _in_order(request)}
    found: dict[str, Measures] = {}
    done = 0
    for stage in STAGES:
        for start in range(done, stage, CHUNK):
            count = min(CHUNK, stage - start)
            for index, (option, opening) in enumerate(openings.items()):
                part = _play(request, option, opening, FIRST + start, count)
                found[option] = part if option not in found else join([found[option], part])
                share = (start + count * (index + 1) / len(openings)) / STAGES[-1]
                control.report(share, f"Forecast: {stage:,} playthroughs an option")
        done = stage
        yield _outlook(request, found, final=stage == STAGES[-1])


def _in_order(request: OutlookRequest) -> list[Option]:
    """The chosen option and the baseline first: theirs is the picture people look at."""
    first = (request.chosen, cards.NONE)
    return sorted(request.options, key=lambda o: first.index(o.id) if o.id in first else len(first))


def _play(request: OutlookRequest, option: str, opening: State, first: int, count: int) -> Measures:
    """The measures of so many playthroughs with one option."""
    batch = opening.taken(np.zeros(count, dtype=np.intp))
    draws = Draws.of(request.seed, first, count)
    return _measures(play_chunk(lambda _: batch, request.games[option], request.turns, draws))


def _measures(record: Record) -> Measures:
    """What the outlook needs of a chunk."""
    if record.last is None:
        raise ValueError("no turn has been played")
    return {
        "overall": np.array(record.overall),  # (T, B)
        "ceasefire_any": np.max(record.ceasefire, axis=0),
        "ceasefire_end": record.last.ceasefire,
        "clash": record.last.clash,
        "lost": record.last.lost,
    }


def _outlook(request: OutlookRequest, found: Mapping[str, Measures], *, final: bool) -> Outlook:
    baseline = found[cards.NONE]["overall"][-1]
    effects = {
        option: _effect(paired(measures["overall"][-1], baseline), measures["overall"].shape[1])
        for option, measures in found.items()
    }
    return Outlook(_forecast(request, found), effects, request.turn, final)


def _effect(estimate: Estimate | None, runs: int) -> Effect:
    if estimate is None:
        raise ValueError("an option and the baseline share no playthrough")
    return Effect(
        estimate.mean, estimate.low, estimate.high, "luck only, 1.96 standard errors", runs
    )


def _forecast(request: OutlookRequest, found: Mapping[str, Measures]) -> Forecast:
    mine, none = found[request.chosen], found[cards.NONE]
    now = float(request.state.stability_overall[0])
    bands = np.percentile(mine["overall"], [10, 25, 75, 90], axis=1)  # (4, T)

    def with_now(values: FloatArray) -> tuple[float, ...]:
        return (now, *(float(v) for v in values))

    def both(key: str) -> tuple[float, float]:
        return float(mine[key].mean()), float(none[key].mean())

    clash = both("clash")
    return Forecast(
        turns=tuple(range(request.turn, request.scenario.turns + 1)),
        mean=with_now(mine["overall"].mean(axis=1)),
        p10=with_now(bands[0]),
        p25=with_now(bands[1]),
        p75=with_now(bands[2]),
        p90=with_now(bands[3]),
        baseline=with_now(none["overall"].mean(axis=1)),
        ceasefire=both("ceasefire_any"),
        ceasefire_end=both("ceasefire_end"),
        clash_words=(clash_words(clash[0]), clash_words(clash[1])),
        lost_km2=both("lost"),
        runs=mine["overall"].shape[1],
    )


def clash_words(chance: float) -> str:
    """The chance of a direct clash in words; the number is never shown."""
    return next((words for limit, words in CLASH_WORDS if chance < limit), "high")
