"""How a doctrine chooses: a softmax over the cards it may play and "pass", slot by slot.

The referee says what is legal and what it costs; the doctrine sees what its seat may see.

Each card's utility and that of passing, 0, are divided by the temperature and get a Gumbel number;
the seat plays down that ranking until it would rather pass, or its capital or its number of cards
is used up. This equals drawing every slot anew by softmax among the cards left and passing, where
passing ends the turn (Yellott 1977; Plackett 1975). Where no limit binds a card is therefore played
with the chance logistic(utility / temperature).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from wargame.engine import ops
from wargame.engine.cards import Card, Seat
from wargame.engine.decisions import Decision
from wargame.engine.draws import Draws
from wargame.engine.observe import Observation, observe
from wargame.engine.ops import FloatArray
from wargame.engine.rule import Game
from wargame.engine.state import State
from wargame.players import weigh
from wargame.rules.deck import DECK, costs_of
from wargame.scenario.doctrine import CardRow, Doctrine
from wargame.scenario.visibility import visible

BoolArray = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Chosen:
    """What a seat plays: its hand, and for each round which card of it, playthrough by playthrough.

    A row of the hand is taken in at most one round.
    """

    seat: Seat
    hand: tuple[Card, ...]
    rows: tuple[CardRow, ...]
    seen: Observation
    rounds: tuple[BoolArray, ...]  # each (C, B)

    def plays(self, index: int) -> FloatArray:
        """1 where the card of that row is played, (B,)."""
        nowhere = 0.0 * self.seen.fields["turn"]
        return ops.total((nowhere, *(ops.flag(taken[index]) for taken in self.rounds)))


def choose(state: State, game: Game, doctrine: Doctrine, draws: Draws) -> Chosen:
    """The cards that a doctrine plays in the turn whose dice `draws` are."""
    seat = DECK.seat(doctrine.seat)
    seen = observe(state, seat.id, visible())
    weighed = {row.play: row for row in doctrine.cards}
    held = DECK.of(seat.id)
    luck = draws.keyed(f"player.{seat.id}")
    numbers = luck.gumbel("cards", len(held))
    hand = tuple(card for card in held if card.id in weighed)
    rows = tuple(weighed[card.id] for card in hand)
    scores = np.empty((len(hand), state.playthroughs))
    for index, (card, row) in enumerate(zip(hand, rows, strict=True)):
        wish = weigh.utility(row, weigh.weigh(row, seen)) / doctrine.temperature
        scores[index] = wish + numbers[held.index(card)]
    passing = luck.gumbel("pass", 1)[0]
    allowed = (scores > passing) & _legal(hand, state, game)
    return Chosen(seat, hand, rows, seen, _rounds(seat, hand, scores, allowed, state, game))


def _legal(hand: tuple[Card, ...], state: State, game: Game) -> BoolArray:
    """Where each card of the hand may be played at all, (C, B)."""
    return np.array([card.playable(state, game) > 0 for card in hand])


def _rounds(
    seat: Seat,
    hand: tuple[Card, ...],
    scores: FloatArray,
    allowed: BoolArray,
    state: State,
    game: Game,
) -> tuple[BoolArray, ...]:
    """The cards taken in each round, best first, within capital, number and opposites."""
    costs = np.array([costs_of(card, state, game) for card in hand])
    pairs = [(i, j) for i, a in enumerate(hand) for j, b in enumerate(hand) if a.order == b.order]
    capital = seat.capital + 0.0 * state.turn
    numbers = np.arange(len(hand))[:, None]
    rounds = []
    for _ in range(seat.cards):
        allowed = allowed & (costs <= capital)
        if not allowed.any():
            break
        ranked = np.where(allowed, scores, -np.inf)
        taken = (numbers == np.argmax(ranked, axis=0)) & allowed
        capital = capital - ops.add_rows(costs * taken)
        for one, other in pairs:  # a card and its opposites, itself among them
            allowed[other] &= ~taken[one]
        rounds.append(taken)
    return tuple(rounds)


def decisions(chosen: Chosen, game: Game) -> list[Decision]:
    """The choice as decisions; a card that no playthrough plays is left out."""
    made = []
    for index, (card, row) in enumerate(zip(chosen.hand, chosen.rows, strict=True)):
        where = chosen.plays(index)
        if not where.any():
            continue
        if not card.target:
            made.append(card.play(chosen.seat.id, where))
            continue
        sectors = weigh.target(row, chosen.seen, game)
        alone = len(where) == 1
        named = int(np.argmax(sectors[:, 0])) if alone else None
        made.append(card.play(chosen.seat.id, where if alone else sectors * where, named))
    return made
