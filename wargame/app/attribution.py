"""How far the game played so far came from luck, from decisions and from rulings."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from wargame.app.attribution_records import Reckoning
from wargame.app.game import ZONE_SLOTS, at_rest, in_slots, open_game
from wargame.app.options import NONE
from wargame.app.outlook import FIRST
from wargame.app.position import Played
from wargame.app.standing import Standing
from wargame.app.tasks import TaskControl
from wargame.engine.decisions import Decision, Ruling
from wargame.engine.draws import Draws
from wargame.engine.inputs import ZoneInputs
from wargame.engine.ops import FloatArray
from wargame.engine.rule import Game
from wargame.engine.state import State
from wargame.forecast.attribution import Account, GameHeld, Taken, TurnHeld, attribute
from wargame.forecast.ensemble import Opening, Record
from wargame.forecast.measures import outcomes
from wargame.rules.deck import DECK
from wargame.rules.formulas import geometry
from wargame.scenario.options import Option

STAGES = (200, 1000)  # playthroughs behind each expectation, one after another
ZONE = "zone"  # the card of a decision about zones
Slots = tuple[tuple[ZoneInputs, bool], ...]  # what lies in each zone slot, and whether it is phased


def reckon(
    standing: Standing,
    measure: str,
    control: TaskControl,
    stages: Sequence[int] = STAGES,
) -> Iterator[Reckoning]:
    """The account of the game so far on one measure, surer at every stage; none before a turn.

    Raises NoOutcome where the game has no such figure yet, Cancelled when asked to stop.
    """
    if standing.turn < 1:
        return
    began = time.perf_counter()
    here, account = standing.here, Holder(standing).account()

    def outcome(record: Record) -> FloatArray:
        return outcomes(record)[measure]

    for runs in stages:
        words = f"Luck, decisions, rulings: {runs:,} playthroughs"
        found = attribute(
            account,
            Draws.of(here.seed),
            Draws.of(here.seed, FIRST, runs),
            outcome,
            lambda done, words=words: control.report(done, words),  # type: ignore[misc]
        )
        yield Reckoning(
            measure, standing.turn, found, runs == stages[-1], time.perf_counter() - began
        )


@dataclass(frozen=True, slots=True)
class _Choice:
    """What can be taken out at once: decisions of one turn, or the zones it all began with."""

    label: str
    turn: int  # 0: the opening
    decisions: tuple[Decision, ...]


@dataclass
class Holder:
    """The game of a session as it was held, and the same without any of its choices."""

    standing: Standing
    _openings: dict[bool, Opening] = field(default_factory=dict)
    _games: dict[object, Game] = field(default_factory=dict)

    @property
    def _played(self) -> tuple[Played, ...]:
        return self.standing.here.played

    def account(self) -> Account:
        """The game as held, without any decision, and without each decision and ruling."""
        held = GameHeld(
            self._opening(zones=True),
            tuple(TurnHeld(p.game, p.decisions, rulings_of(p)) for p in self._played[1:]),
        )
        choices = tuple(self._choices())
        return Account(
            held,
            self._without(held, choices),
            tuple(
                Taken(
                    choice.label,
                    self._without(held, choices[index + 1 :]),
                    self._without(held, (choice,)),
                )
                for index, choice in enumerate(choices)
            ),
            tuple(self._rulings(held)),
        )

    def _opening(self, *, zones: bool) -> Opening:
        """The state at turn 0 of any dice, with the zones that were on or with none."""
        if zones not in self._openings:
            first, scenario = self._played[0], self.standing.scenario
            on = first.options if zones else (self._none,)
            slots = self._slots_of(on)
            game = first.game if zones else self._game(slots, first)
            propose = first.setting.proposes

            def opening(draws: Draws) -> State:
                return open_game(scenario, game, on, draws, propose=propose)

            self._openings[zones] = opening
        return self._openings[zones]

    @property
    def _none(self) -> Option:
        return self.standing.here.table[NONE]

    def _slots_of(self, on: Iterable[Option]) -> Slots:
        shelf = self.standing.shelf
        return tuple((shelf.take(o.geometry).inputs, o.terms.phased) for o in on)

    def _game(self, slots: Slots, played: Played) -> Game:
        """The game of a turn with those zones in its slots instead of its own."""
        own = played.game
        key = (*(id(zone) for zone, _ in slots), id(own))
        if key not in self._games:
            phased = any(by_steps for _, by_steps in slots)
            zones = in_slots([zone for zone, _ in slots], len(self.standing.scenario.sectors))
            inputs = geometry(zones, own.parameters, phased=phased)
            resting = at_rest(played.setting, phased=phased)
            self._games[key] = replace(own, inputs=inputs, resting=resting)
        return self._games[key]

    def _without(self, held: GameHeld, gone: Sequence[_Choice]) -> GameHeld:
        """The game without some choices; turns that they leave alike are the same objects."""
        bare = any(choice.turn == 0 for choice in gone)
        base = slots = self._slots_of(self._played[0].options)
        if bare:
            slots = self._slots_of([self._none])
        turns, empty = [], ZoneInputs.empty(len(self.standing.scenario.sectors))
        for index, (turn, played) in enumerate(zip(held.turns, self._played[1:], strict=True), 1):
            dropped = [d for choice in gone if choice.turn == index for d in choice.decisions]
            kept = tuple(d for d in turn.decisions if not any(d is one for one in dropped))
            base = _after(base, turn.decisions, played.options, empty)
            slots = _after(slots, kept, played.options, empty)
            if _alike(base, slots):
                same = len(kept) == len(turn.decisions)
                turns.append(turn if same else replace(turn, decisions=kept))
            else:
                turns.append(TurnHeld(self._game(slots, played), kept, turn.rulings))
        return GameHeld(self._opening(zones=False) if bare else held.opening, tuple(turns))

    def _choices(self) -> Iterator[_Choice]:
        """Every choice in the order made, under a name of its own."""
        seen: dict[str, int] = {}
        for choice in self._named():
            count = seen[choice.label] = seen.get(choice.label, 0) + 1
            yield choice if count == 1 else replace(choice, label=f"{choice.label} ({count})")

    def _named(self) -> Iterator[_Choice]:
        first = [o.name for o in self._played[0].options if o.id != NONE]
        if first:
            yield _Choice(f"Start: {', '.join(first)}", 0, ())
        for turn, played in enumerate(self._played[1:], 1):
            zones = tuple(d for d in played.decisions if d.card == ZONE)
            if zones:
                told = ", ".join(dict.fromkeys(d.label for d in zones))
                yield _Choice(f"Turn {turn}: {told}", turn, zones)
            for decision in played.decisions:
                if decision.card != ZONE:
                    yield _Choice(f"Turn {turn}: {self._told(decision)}", turn, (decision,))

    def _told(self, decision: Decision) -> str:
        """Who did what, where."""
        seats = {seat.id: seat.name for seat in DECK.seats}
        ids = [sector.id for sector in self.standing.scenario.sectors]
        where = "" if decision.slot is None else f" ({ids[decision.slot]})"
        return f"{seats.get(decision.seat, decision.seat)}: {decision.label}{where}"

    def _rulings(self, held: GameHeld) -> Iterator[Taken]:
        """Every ruling in the order of the turns."""
        made = [ruling for turn in held.turns for ruling in turn.rulings]
        for index, ruling in enumerate(made):
            label = f"Turn {ruling.turn}: {ruling.field} = {ruling.value:g}, {ruling.reason}"
            later = made[index + 1 :]
            yield Taken(label, _unruled(held, later), _unruled(held, [ruling]))


def _unruled(held: GameHeld, gone: Sequence[Ruling]) -> GameHeld:
    """The game without some of its rulings."""

    def kept(turn: TurnHeld) -> TurnHeld:
        left = tuple(r for r in turn.rulings if not any(r is one for one in gone))
        return turn if len(left) == len(turn.rulings) else replace(turn, rulings=left)

    return GameHeld(held.opening, tuple(kept(turn) for turn in held.turns))


def rulings_of(played: Played) -> tuple[Ruling, ...]:
    """What control overruled in a turn."""
    return tuple(ruled.ruling for ruled in played.rulings)


def _after(
    slots: Slots, decisions: Iterable[Decision], on: Sequence[Option], empty: ZoneInputs
) -> Slots:
    """What lies in the slots after those decisions; `on` is what the table then held."""
    found = list(slots)
    for decision in decisions:
        if decision.card != ZONE or decision.slot is None:
            continue
        while len(found) <= decision.slot:
            found.append((empty, False))
        phased = decision.slot < len(on) and on[decision.slot].terms.phased
        found[decision.slot] = (decision.inputs or empty, phased)
    return tuple(found[:ZONE_SLOTS])


def _alike(one: Slots, other: Slots) -> bool:
    """Whether the same zones lie in the same slots."""
    if len(one) != len(other):
        return False
    return all(a is b and p == q for (a, p), (b, q) in zip(one, other, strict=True))
