"""What may follow from here: an ensemble from the state shown, sharpened while people watch."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from wargame.app import options
from wargame.app.game import game_of
from wargame.app.position import Position
from wargame.app.records import Effect, Forecast, Outlook
from wargame.app.tasks import TaskControl
from wargame.app.zones import ZoneShelf
from wargame.engine.draws import Draws
from wargame.engine.ledger import Ledger
from wargame.engine.ops import FloatArray
from wargame.engine.rule import Game
from wargame.engine.sequence import decide
from wargame.engine.state import State
from wargame.forecast.compare import Estimate, paired
from wargame.forecast.ensemble import CHUNK, Record, join, play_chunk
from wargame.players.table import seats_played
from wargame.scenario.options import Option
from wargame.scenario.schema import Scenario

STAGES = (200, 1000, 4000)  # playthroughs an option on screen, one after another
TOGETHER = "together"  # the line of several zones that are on at once
FIRST = 1  # playthrough 0 is what happens at the table; a forecast must not know its dice
# Bands of the chance of a direct clash, in words (judgement); above rung 4 no decimals are shown.
CLASH_WORDS = ((0.01, "very low"), (0.05, "low"), (0.15, "moderate"), (0.40, "elevated"))

Measures = dict[str, FloatArray]


@dataclass(frozen=True)
class Line:
    """One line to follow from here: the state it starts from and the game it is played in."""

    opening: State  # one playthrough
    game: Game
    options: tuple[Option, ...]  # in the zone slots


@dataclass(frozen=True)
class OutlookRequest:
    """Everything a forecast needs, taken when it was asked for."""

    seed: int
    turn: int  # the turn the forecast starts from
    turns: int  # how many are left
    stability: float  # of the state it starts from
    chosen: str  # the line of what is on now
    lines: Mapping[str, Line]  # every option alone, and what is on now
    doctrines: tuple[tuple[str, str], ...]

    @classmethod
    def of(cls, scenario: Scenario, shelf: ZoneShelf, here: Position) -> OutlookRequest:
        """The request for what may follow from where a session stands."""
        state, setting = here.now.state, here.setting
        wanted: dict[str, tuple[Option, ...]] = {
            o.id: shelf.counting([o], here.table[options.NONE]) for o in here.table.values()
        }
        chosen = here.chosen if len(here.on) < 2 else TOGETHER
        wanted[chosen] = here.options

        def line(on: tuple[Option, ...]) -> Line:
            game = game_of(scenario, on, shelf, setting)
            made = options.decisions(on, here.now.options, state, shelf, propose=setting.proposes)
            opening = state
            for decision in made:
                opening = decide(opening, decision, Ledger(keeping=False))
            return Line(opening, game, on)

        lines = {name: line(on) for name, on in wanted.items()}
        turn = int(state.turn[0])
        left = scenario.turns - turn
        now = float(state.stability_overall[0])
        return cls(here.seed, turn, left, now, chosen, lines, setting.doctrines)


def sharpen(request: OutlookRequest, control: TaskControl) -> Iterator[Outlook]:
    """Outlooks with more and more playthroughs; nothing when no turn is left."""
    if request.turns <= 0:
        return
    lines = _in_order(request)
    found: dict[str, Measures] = {}
    done = 0
    for stage in STAGES:
        for start in range(done, stage, CHUNK):
            count = min(CHUNK, stage - start)
            for index, name in enumerate(lines):
                part = _play(request, request.lines[name], FIRST + start, count)
                found[name] = part if name not in found else join([found[name], part])
                share = (start + count * (index + 1) / len(lines)) / STAGES[-1]
                control.report(share, f"Forecast: {stage:,} playthroughs an option")
        done = stage
        yield _outlook(request, found, final=stage == STAGES[-1])


def _in_order(request: OutlookRequest) -> list[str]:
    """What is on now and the baseline first: theirs is the picture people look at."""
    first = (request.chosen, options.NONE)
    return sorted(request.lines, key=lambda n: first.index(n) if n in first else len(first))


def _play(request: OutlookRequest, line: Line, first: int, count: int) -> Measures:
    """The measures of so many playthroughs along one line."""
    batch = line.opening.taken(np.zeros(count, dtype=np.intp))
    draws = Draws.of(request.seed, first, count)
    players = seats_played(line.game, request.doctrines)
    return _measures(play_chunk(lambda _: batch, line.game, request.turns, draws, players))


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
        "deescalation": record.last.deescalation,
        "principle": record.last.principle,
    }


def _outlook(request: OutlookRequest, found: Mapping[str, Measures], *, final: bool) -> Outlook:
    baseline = found[options.NONE]["overall"][-1]
    effects = {
        option: _effect(paired(measures["overall"][-1], baseline), measures["overall"].shape[1])
        for option, measures in found.items()
    }
    tradeoff = {
        option: (float(m["deescalation"].mean()), float(m["principle"].mean()))
        for option, m in found.items()
    }
    return Outlook(_forecast(request, found), effects, request.turn, final, tradeoff)


def _effect(estimate: Estimate | None, runs: int) -> Effect:
    if estimate is None:
        raise ValueError("an option and the baseline share no playthrough")
    return Effect(
        estimate.mean, estimate.low, estimate.high, "luck only, 1.96 standard errors", runs
    )


def _forecast(request: OutlookRequest, found: Mapping[str, Measures]) -> Forecast:
    mine, none = found[request.chosen], found[options.NONE]
    now = request.stability
    bands = np.percentile(mine["overall"], [10, 25, 75, 90], axis=1)  # (4, T)

    def with_now(values: FloatArray) -> tuple[float, ...]:
        return (now, *(float(v) for v in values))

    def both(key: str) -> tuple[float, float]:
        return float(mine[key].mean()), float(none[key].mean())

    clash = both("clash")
    return Forecast(
        turns=tuple(range(request.turn, request.turn + request.turns + 1)),
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
