"""How far an outcome came from luck, from decisions, and from rulings; the three parts sum.

Four figures of the same game: expected when nobody decides anything, expected with the decisions as
they were made, realised with them under the rules alone, and realised with the rulings as well.
Each part is the step from one to the next, so that their sum is the whole by construction.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields, replace

import numpy as np

from wargame.engine.decisions import Decision, Ruling
from wargame.engine.draws import Draws
from wargame.engine.errors import WargameError
from wargame.engine.ops import FloatArray
from wargame.engine.rule import Game
from wargame.engine.sequence import play_turn
from wargame.engine.state import State
from wargame.forecast.ensemble import CHUNK, Opening, Progress, Record, chunks, join, silent
from wargame.forecast.sensitivity import around_mean, standard_error

Outcome = Callable[[Record], FloatArray]  # one number a playthrough, (B,); nan where none


@dataclass(frozen=True, eq=False)
class TurnHeld:
    """A turn as the record of a game holds it: its game, and what people decided and ruled."""

    game: Game
    decisions: tuple[Decision, ...] = ()
    rulings: tuple[Ruling, ...] = ()


@dataclass(frozen=True, eq=False)
class GameHeld:
    """A whole game: the state it opens with for any dice, and every turn."""

    opening: Opening
    turns: tuple[TurnHeld, ...]

    def unruled(self) -> GameHeld:
        """The same under the rules alone; turns without a ruling are the same objects."""
        turns = (replace(t, rulings=()) if t.rulings else t for t in self.turns)
        return GameHeld(self.opening, tuple(turns))


@dataclass(frozen=True, slots=True)
class Part:
    """One number of the account, with the standard error of what was estimated by playing."""

    label: str
    amount: float
    error: float
    alone: float = 0.0  # of a decision or ruling: with it minus without it, the others as made
    alone_error: float = 0.0


@dataclass(frozen=True, slots=True)
class Attribution:
    """Realised minus expected without decisions = decisions + luck + rulings."""

    expected_without: float  # nobody decides anything, any dice
    expected: float  # the decisions as they were made, any dice
    realised_without_rulings: float  # the table's own dice from here on
    realised: float
    decisions: Part
    luck: Part
    rulings: Part
    each: tuple[Part, ...]  # what every decision added to those before it; they sum
    each_ruling: tuple[Part, ...]  # likewise, with the table's own dice
    runs: int

    @property
    def whole(self) -> float:
        """What the three parts add up to."""
        return self.realised - self.expected_without


class NoOutcome(WargameError):
    """The game has no such figure."""

    def __init__(self) -> None:
        super().__init__("this game has no value of that measure yet; choose another measure")


@dataclass(frozen=True)
class Taken:
    """One decision, or one ruling, and the two games that tell what it did."""

    label: str
    upto: GameHeld  # with it and all before it, none after it
    without: GameHeld  # without it, all others as they were made


@dataclass(frozen=True)
class Account:
    """What is asked: a game as it was held, the same with nothing decided, and every choice.

    Games share their turns with `held` as far as they are alike: only what differs is played.
    """

    held: GameHeld
    undecided: GameHeld
    decisions: tuple[Taken, ...]  # in the order made
    rulings: tuple[Taken, ...]


def attribute(
    account: Account,
    own: Draws,
    dice: Draws,
    outcome: Outcome,
    progress: Progress = silent,
) -> Attribution:
    """The account of one game.

    own : the dice of the game itself, one playthrough; dice : those that expectations are taken
    over. Raises NoOutcome where the game, or every playthrough, has no such figure.
    """
    plain = account.held.unruled()
    games = [account.undecided, *_both(account.decisions)]
    variants = [game.unruled() for game in games]
    parts = []
    done, runs = 0, len(dice.playthroughs)
    for some in chunks(dice, CHUNK):
        parts.append(_outcomes(plain, variants, some, outcome, progress, done / runs, runs))
        done += len(some.playthroughs)
    found = join(parts)
    rows = [around_mean(found[str(index)]) for index in range(len(variants) + 1)]
    asked = [plain, account.held, *_both(account.rulings)]
    realised = [np.array([_realised(game, own, outcome)]) for game in asked]
    return _told(account, rows, realised)


def _both(taken: Sequence[Taken]) -> list[GameHeld]:
    """The two games of each: first those up to it, then those without it."""
    return [one.upto for one in taken] + [one.without for one in taken]


def _told(
    account: Account, rows: Sequence[FloatArray], realised: Sequence[FloatArray]
) -> Attribution:
    """The parts from the figures of every game, (runs,) or, of the table's own dice, (1,) each."""
    base, nothing, *decided = rows
    unruled, ruled, *overruled = realised
    if not np.isfinite([base.mean(), nothing.mean(), unruled[0], ruled[0]]).all():
        raise NoOutcome
    return Attribution(
        expected_without=float(nothing.mean()),
        expected=float(base.mean()),
        realised_without_rulings=float(unruled[0]),
        realised=float(ruled[0]),
        decisions=_part("decisions", base - nothing),
        luck=Part("luck", float(unruled[0] - base.mean()), _error(base)),
        rulings=_part("rulings", ruled - unruled),
        each=_each(account.decisions, nothing, base, decided),
        each_ruling=_each(account.rulings, unruled, ruled, overruled),
        runs=base.size,
    )


def _part(label: str, gained: FloatArray) -> Part:
    return Part(label, float(gained.mean()), _error(gained))


def _each(
    taken: Sequence[Taken], before: FloatArray, after: FloatArray, rows: Sequence[FloatArray]
) -> tuple[Part, ...]:
    """What each added to those before it, and what the end would be without it alone."""
    upto, without = rows[: len(taken)], rows[len(taken) :]
    found = []
    for one, reached, less in zip(taken, upto, without, strict=True):
        gained, alone = reached - before, after - less
        found.append(
            replace(_part(one.label, gained), alone=float(alone.mean()), alone_error=_error(alone))
        )
        before = reached
    return tuple(found)


def _error(values: FloatArray) -> float:
    return float(standard_error(values))


def _realised(game: GameHeld, own: Draws, outcome: Outcome) -> float:
    """The figure of the game itself."""
    return float(outcome(_play(game, own, game.opening(own), 0, Record()))[0])


def _outcomes(
    held: GameHeld,
    variants: Sequence[GameHeld],
    dice: Draws,
    outcome: Outcome,
    progress: Progress,
    done: float,
    runs: int,
) -> dict[str, FloatArray]:
    """The figure of the game and of each variant, by number from 0, (B,) each."""
    states: list[State] = [held.opening(dice)]
    record = Record()
    for index in range(len(held.turns)):
        states.append(_turn(held.turns[index], states[-1], dice))
        record.see(states[-1])
    found = {"0": outcome(record)}
    for number, variant in enumerate(variants, 1):
        first = _first_apart(held, variant)
        if first is None:
            seen = _play(variant, dice, variant.opening(dice), 0, Record())
        elif first < len(states) - 1:
            seen = _play(variant, dice, states[first], first, _until(record, first))
        else:
            seen = record
        found[str(number)] = outcome(seen)
        progress(done + number / len(variants) * dice.playthroughs.size / runs)
    return found


def _first_apart(held: GameHeld, variant: GameHeld) -> int | None:
    """The first turn from which the two differ; None where they open differently."""
    if variant.opening is not held.opening:
        return None
    pairs = enumerate(zip(held.turns, variant.turns, strict=True))
    return next((index for index, (a, b) in pairs if a is not b), len(held.turns))


def _until(record: Record, turns: int) -> Record:
    """A record of its own of the first turns."""
    kept = Record()
    for field in fields(Record):
        values = getattr(record, field.name)
        if isinstance(values, list):
            setattr(kept, field.name, values[:turns])
    return kept


def _play(game: GameHeld, dice: Draws, state: State, first: int, record: Record) -> Record:
    """The record after the turns from `first` on."""
    for turn in game.turns[first:]:
        state = _turn(turn, state, dice)
        record.see(state)
    return record


def _turn(turn: TurnHeld, state: State, dice: Draws) -> State:
    return play_turn(
        state, turn.decisions, turn.game, dice, keep_ledger=False, rulings=turn.rulings
    ).state
