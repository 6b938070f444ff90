"""The seats that nobody sits at: their doctrines decide, all in the same moment."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

import numpy as np

from wargame.engine import ops
from wargame.engine.decisions import Decision, nobody
from wargame.engine.draws import Draws
from wargame.engine.errors import WargameError
from wargame.engine.rule import Game
from wargame.engine.state import State
from wargame.players import doctrine as thinking
from wargame.players import weigh
from wargame.rules.deck import DECK
from wargame.scenario.doctrine import Doctrine
from wargame.scenario.doctrine import doctrines as shipped
from wargame.scenario.faults import did_you_mean

Players = Callable[[State, Draws], Sequence[Decision]]
REASONS = 3  # the strongest terms that a choice is explained by


class UnknownPlayer(WargameError):
    """A seat or a doctrine that does not exist was named."""


class Reason(NamedTuple):
    """One term behind a choice."""

    words: str  # with the value read
    points: float  # log-odds of playing the card rather than passing; 0 for the choice of a sector


class Choice(NamedTuple):
    """One card that a doctrine plays, and why."""

    seat: str
    card: str
    title: str
    sector: str  # the sector named; empty where the card names none
    chance: float  # 0..1, of preferring the card to passing, where no limit binds
    reasons: tuple[Reason, ...]  # the strongest first


class DoctrineNote(NamedTuple):
    """A doctrine for a menu."""

    id: str
    name: str
    words: str
    default: bool


def find(seat: str, doctrine: str) -> Doctrine:
    """The doctrine of a seat; raises UnknownPlayer with a suggestion."""
    seats = [s.id for s in DECK.seats]
    if seat not in seats:
        raise UnknownPlayer(f'there is no seat "{seat}"{did_you_mean(seat, seats)}')
    try:
        return shipped()[seat, doctrine]
    except KeyError:
        known = [note.id for note in doctrines_of(seat)]
        hint = did_you_mean(doctrine, known)
        raise UnknownPlayer(f'{seat} has no doctrine "{doctrine}"{hint}') from None


def doctrines_of(seat: str) -> tuple[DoctrineNote, ...]:
    """The doctrines that can play a seat, its default first."""
    return tuple(
        DoctrineNote(d.id, d.name, d.words, d.default) for d in shipped().values() if d.seat == seat
    )


def default_doctrines() -> tuple[tuple[str, str], ...]:
    """Every seat with the doctrine that plays it when none is named."""
    return tuple((d.seat, d.id) for d in shipped().values() if d.default)


def seats_played(game: Game, doctrines: Sequence[tuple[str, str]]) -> Players:
    """What all seats given to doctrines decide, as a function of the state and the turn's dice."""
    if not doctrines:
        return nobody

    def players(state: State, draws: Draws) -> Sequence[Decision]:
        return automatic_decisions(state, game, doctrines, draws)

    return players


def automatic_decisions(
    state: State, game: Game, doctrines: Sequence[tuple[str, str]], draws: Draws
) -> tuple[Decision, ...]:
    """What the seats given to doctrines decide this turn, playthrough by playthrough.

    All decide on the same state; none knows what another does.

    doctrines : pairs of seat and doctrine id; draws : the dice of the turn to be played.
    Raises UnknownPlayer.
    """
    return tuple(
        decision
        for seat, doctrine in doctrines
        for decision in thinking.decisions(
            thinking.choose(state, game, find(seat, doctrine), draws), game
        )
    )


def explain_choice(
    state: State, game: Game, seat: str, doctrine: str, draws: Draws
) -> tuple[Choice, ...]:
    """The cards a doctrine plays in the turn with those dice, the first taken first, and why.

    state : one playthrough, the one that the turn opens with.
    """
    found = find(seat, doctrine)
    chosen = thinking.choose(state, game, found, draws)
    taken = [int(np.argmax(cards[:, 0])) for cards in chosen.rounds if cards[:, 0].any()]
    return tuple(_explained(chosen, index, found, game) for index in taken)


def _explained(chosen: thinking.Chosen, index: int, doctrine: Doctrine, game: Game) -> Choice:
    card, row = chosen.hand[index], chosen.rows[index]
    terms = weigh.weigh(row, chosen.seen)
    chance = float(ops.logistic(weigh.utility(row, terms) / doctrine.temperature + np.zeros(1))[0])
    sector, reasons = "", _reasons(row.base, terms)
    if card.target:
        named = int(np.argmax(weigh.target(row, chosen.seen, game)[:, 0]))
        sector = game.constants.sector_ids[named]
        stands_out = Reason(f"{sector} by {weigh.compared(row, chosen.seen, game, named)}", 0.0)
        reasons = (stands_out, *reasons)[:REASONS]
    return Choice(chosen.seat.id, card.id, card.title, sector, chance, reasons)


def _reasons(base: float, terms: Sequence[weigh.Weighed]) -> tuple[Reason, ...]:
    """The strongest terms, those that speak for the card first; then where the doctrine leans.

    What weighs nothing is left out.
    """
    weighty = [w for w in terms if w.points[0] != 0]
    strongest = sorted(weighty, key=lambda w: -abs(w.points[0]))[:REASONS]
    said = [Reason(w.said(), float(w.points[0])) for w in strongest]
    said.sort(key=lambda reason: -reason.points)
    leaning = Reason("its standing inclination", base)
    return (*said, leaning) if len(said) < REASONS else tuple(said)
