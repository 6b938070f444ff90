"""What may follow from here: an ensemble from the state shown, sharpened while people watch."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property, partial

import numpy as np

from wargame.app import options, processes
from wargame.app.aside import Part, measures_of
from wargame.app.game import default_parameters, game_of
from wargame.app.lanes import OptionLane
from wargame.app.outlook_memory import Measures, Memory
from wargame.app.position import Position
from wargame.app.records import Effect, Forecast, Outlook
from wargame.app.tasks import TaskControl
from wargame.app.zones import ZoneShelf
from wargame.engine.draws import Draws
from wargame.engine.ledger import Ledger
from wargame.engine.ops import FloatArray
from wargame.engine.rule import Game, Named
from wargame.engine.sequence import decide
from wargame.engine.state import State
from wargame.forecast.compare import Estimate, paired
from wargame.forecast.ensemble import CHUNK, join, play_chunk
from wargame.forecast.planned import still
from wargame.players.table import seats_played
from wargame.scenario.options import Option
from wargame.scenario.schema import Scenario

SHOWN = (1_000, 4_000, 10_000)  # playthroughs of what is on and of "none", one after another
OTHERS = (1_000, 4_000)  # of every other option, afterwards
TOGETHER = "together"  # the line of several zones that are on at once
FIRST = 1  # playthrough 0 is what happens at the table; a forecast must not know its dice
# Bands of the chance of a direct clash, in words (judgement); above rung 4 no decimals are shown.
CLASH_WORDS = ((0.01, "very low"), (0.05, "low"), (0.15, "moderate"), (0.40, "elevated"))


@dataclass(frozen=True)
class Line:
    """One line to follow from here: the state it starts from and the game it is played in."""

    opening: State  # one playthrough
    game: Game
    options: tuple[Option, ...]  # in the zone slots
    key: tuple[Hashable, ...]  # equal for lines on which the same happens; first that of the game


@dataclass(frozen=True)
class OutlookRequest:
    """Everything a forecast needs, taken when it was asked for; taking it costs next to nothing."""

    scenario: Scenario
    shelf: ZoneShelf
    here: Position
    state: State  # the forecast starts from
    parameters: Named | None = None
    memory: Memory = field(default_factory=Memory)

    @classmethod
    def of(
        cls,
        scenario: Scenario,
        shelf: ZoneShelf,
        here: Position,
        parameters: Named | None = None,
        memory: Memory | None = None,
    ) -> OutlookRequest:
        """The request for what may follow from where a session stands."""
        return cls(scenario, shelf, here, here.now.state, parameters, memory or Memory())

    @property
    def turn(self) -> int:
        """The turn the forecast starts from."""
        return int(self.state.turn[0])

    @property
    def turns(self) -> int:
        """How many are left."""
        return self.scenario.turns - self.turn

    @property
    def chosen(self) -> str:
        """The line of what is on now."""
        return self.here.chosen if len(self.here.on) < 2 else TOGETHER

    @cached_property
    def names(self) -> tuple[str, ...]:
        """Every line: what is on now and "none" first, theirs is the picture people look at."""
        return tuple(dict.fromkeys((self.chosen, options.NONE, *self.here.table)))

    @cached_property
    def lines(self) -> Mapping[str, Line]:
        """Every option alone, and what is on now."""
        in_table_order = (*self.here.table, self.chosen)
        return {name: self.line(name) for name in dict.fromkeys(in_table_order)}

    def line(self, name: str) -> Line:
        """The line of one option, or of what is on now."""
        on = self._on(name)
        here, setting = self.here, self.here.setting
        key = (tuple((o.geometry, o.terms) for o in on), setting)
        game = self.memory.game(key, partial(self._game, on))
        opening = self.state
        made = options.decisions(
            on, here.now.options, opening, self.shelf, propose=setting.proposes
        )
        for decision in made:
            opening = decide(opening, decision, Ledger(keeping=False))
        return Line(opening, game, on, (key, opening.digest(), here.seed, self.turns))

    def _on(self, name: str) -> tuple[Option, ...]:
        here = self.here
        if name == self.chosen:
            return here.options
        return self.shelf.counting([here.table[name]], here.table[options.NONE])

    def _game(self, on: tuple[Option, ...]) -> Game:
        return game_of(self.scenario, on, self.shelf, self.here.setting, self.parameters)


class _Work:
    """A forecast in the making: what has been found along each line, and how far it is."""

    def __init__(self, request: OutlookRequest, control: TaskControl) -> None:
        self.request, self._control = request, control
        self.found: dict[str, Measures] = {}
        self._lines: dict[str, Line] = {}
        names = request.names
        self._shown = tuple(n for n in names if n in (request.chosen, options.NONE))
        self._whole = sum(self._stages(name)[-1] for name in names)

    def _stages(self, name: str) -> tuple[int, ...]:
        return SHOWN if name in self._shown else OTHERS

    def steps(self) -> Iterator[tuple[tuple[str, ...], int]]:
        """Which lines are to have how many playthroughs, one stage after another."""
        rest = tuple(name for name in self.request.names if name not in self._shown)
        yield from ((self._shown, count) for count in SHOWN)
        if rest:
            yield from ((rest, count) for count in OTHERS)

    def known(self, name: str) -> int:
        """How many playthroughs of a line are known already."""
        return _runs(self._recalled(name)) if name in self.request.names else 0

    def _line(self, name: str) -> Line:
        if name not in self._lines:
            self._lines[name] = self.request.line(name)
        return self._lines[name]

    def _recalled(self, name: str) -> Measures:
        if name not in self.found:
            self.found[name] = self.request.memory.found(self._line(name).key)
        return self.found[name]

    def grow(self, name: str, count: int) -> None:
        """A line has so many playthroughs, if it had fewer."""
        have = _runs(self._recalled(name))
        for start in range(have, count, CHUNK):
            self._report(name, start)
            size = min(CHUNK, count - start)
            line = self._line(name)
            part = _play(self.request, line, FIRST + start, size, self._control.check)
            known = self.found[name]
            self.found[name] = join([known, part]) if known else part
            self.request.memory.remember(line.key, self.found[name])
        self._report(name, count)

    def _report(self, name: str, count: int) -> None:
        done = sum(min(_runs(found), self._stages(n)[-1]) for n, found in self.found.items())
        option = self.request.here.table.get(name)
        what = option.name if option is not None else "the zones together"
        words = f"Forecast: {count:,} playthroughs, {what}"
        self._control.report(done / self._whole, words)


def _runs(found: Measures) -> int:
    return found["overall"].shape[1] if found else 0


def sharpen(request: OutlookRequest, control: TaskControl) -> Iterator[Outlook]:
    """Outlooks with more and more playthroughs; nothing when no turn is left.

    What is on now and the baseline come first. The effects of other options are those last shown
    until they have been played; what an edit left as it was is not played again.
    """
    if request.turns <= 0:
        return
    work = _Work(request, control)
    steps = list(work.steps())
    for index, (names, count) in enumerate(steps):
        last = index == len(steps) - 1
        beyond = steps[index + 1][0] == names if not last else False
        if beyond and all(work.known(name) >= steps[index + 1][1] for name in names):
            continue  # the next stage is known as well
        for name in names:
            work.grow(name, count)
        yield _outlook(request, work.found, final=last)


def _play(
    request: OutlookRequest, line: Line, first: int, count: int, pulse: Callable[[], None] = still
) -> Measures:
    """The measures of so many playthroughs along one line."""
    beside = processes.aside()
    found = beside.play(_part(request, line, first, count), pulse) if beside is not None else None
    if found is not None:
        return found
    batch = line.opening.taken(np.zeros(count, dtype=np.intp))
    draws = Draws.of(request.here.seed, first, count)
    players = seats_played(line.game, request.here.setting.doctrines)
    played = play_chunk(lambda _: batch, line.game, request.turns, draws, players, pulse=pulse)
    return measures_of(played)


def _part(request: OutlookRequest, line: Line, first: int, count: int) -> Part:
    """The same playthroughs, ready to be sent to another process."""
    own = request.parameters
    shipped = own is None or own is default_parameters()
    zones = tuple(request.shelf.inputs(option.geometry) for option in line.options)
    lane = OptionLane(
        request.scenario, line.options, zones, request.here.setting, state=line.opening
    )
    parameters = None if own is None or shipped else dict(own.items())
    return Part(line.key[0], lane, parameters, request.here.seed, request.turns, first, count)


def _outlook(request: OutlookRequest, found: Mapping[str, Measures], *, final: bool) -> Outlook:
    baseline = found[options.NONE]["overall"][-1]
    played = {name: measures for name, measures in found.items() if measures}
    fresh = {name: _effect_of(m["overall"][-1], baseline) for name, m in played.items()}
    means = {
        name: (float(m["deescalation"].mean()), float(m["principle"].mean()))
        for name, m in played.items()
    }
    effects, tradeoff = request.memory.last
    on_table = set(request.names)
    effects = {n: e for n, e in effects.items() if n in on_table} | fresh
    tradeoff = {n: t for n, t in tradeoff.items() if n in on_table} | means
    request.memory.show(effects, tradeoff)
    earlier = frozenset(effects) - frozenset(fresh)
    forecast = _forecast(request, found)
    return Outlook(forecast, effects, request.turn, final, tradeoff, earlier)


def _effect_of(overall: FloatArray, baseline: FloatArray) -> Effect:
    """An option against none over the playthroughs that both have."""
    runs = min(len(overall), len(baseline))
    return _effect(paired(overall[:runs], baseline[:runs]), runs)


def _effect(estimate: Estimate | None, runs: int) -> Effect:
    if estimate is None:
        raise ValueError("an option and the baseline share no playthrough")
    return Effect(
        estimate.mean, estimate.low, estimate.high, "luck only, 1.96 standard errors", runs
    )


def _forecast(request: OutlookRequest, found: Mapping[str, Measures]) -> Forecast:
    mine, none = found[request.chosen], found[options.NONE]
    now = float(request.state.stability_overall[0])
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
        runs=min(_runs(mine), _runs(none)),
    )


def clash_words(chance: float) -> str:
    """The chance of a direct clash in words; the number is never shown."""
    return next((words for limit, words in CLASH_WORDS if chance < limit), "high")
