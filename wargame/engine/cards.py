"""Decision cards: who may play one, when, at what cost, and which order it gives.

An order is a fleeting field; the card's rule reads it and says what follows. All cards of a turn
are revealed together: their rules read the same opening state.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

from wargame.engine import ops
from wargame.engine.decisions import Decision
from wargame.engine.ops import FloatArray, Operand
from wargame.engine.rule import Game
from wargame.engine.state import State

Needs = Callable[[State, Game], FloatArray]


def always(state: State, game: Game) -> FloatArray:
    """A card that may be played at any time, (B,)."""
    return 1.0 + 0.0 * state.turn


@dataclass(frozen=True, slots=True)
class Seat:
    """One place at the table."""

    id: str
    name: str
    capital: int  # political capital a turn
    cards: int  # how many cards a turn


@dataclass(frozen=True, slots=True)
class Card:
    """One decision a seat may take."""

    id: str
    title: str
    seats: tuple[str, ...]
    cost: int  # political capital
    order: str  # the fleeting field it adds `value` to
    rule: str  # the rule that says what follows
    value: float = 1.0
    target: Literal["", "S"] = ""  # "S": it names a sector
    joint: int = 1  # how many seats must play it in the same turn
    needs: Needs = always
    refusal: str = ""  # said when `needs` fails

    def playable(self, state: State, game: Game) -> FloatArray:
        """1 where the card may be played, (B,)."""
        return self.needs(state, game) + 0.0 * state.turn

    def play(self, seat: str, where: Operand = 1.0, sector: int | None = None) -> Decision:
        """The decision of a seat to play the card, in the playthroughs where `where` is 1.

        where : a number, (B,), or (S, B) for a card with a target when no sector is named.
        """
        return Decision(
            seat, self.id, self.title, slot=sector, adds={self.order: self.value * where}
        )


@dataclass(frozen=True, slots=True)
class Deck:
    """All seats and cards of a game."""

    seats: tuple[Seat, ...]
    cards: tuple[Card, ...]

    def seat(self, seat_id: str) -> Seat:
        """The seat with that id; KeyError without one."""
        return {s.id: s for s in self.seats}[seat_id]

    def find(self, card_id: str) -> Card:
        """The card with that id; KeyError without one."""
        return {c.id: c for c in self.cards}[card_id]

    def of(self, seat_id: str) -> tuple[Card, ...]:
        """The cards that a seat holds."""
        return tuple(c for c in self.cards if seat_id in c.seats)


def refusals(
    deck: Deck,
    seat_id: str,
    card: Card,
    played: Sequence[Card],
    cost: int,
    spent: int,
    playable: bool,
) -> str:
    """Why a seat may not play a card now, as a sentence; empty when it may.

    played : what the seat has laid down this turn; cost, spent : political capital.
    """
    seat = deck.seat(seat_id)
    if card in played:
        return "already played this turn"
    if any(card.order == other.order for other in played):
        return "the opposite card is played this turn"
    if not playable:
        return card.refusal
    if len(played) >= seat.cards:
        return f"{seat.name} plays at most {seat.cards} cards a turn"
    if spent + cost > seat.capital:
        return f"costs {cost} political capital, {seat.capital - spent} left"
    return ""


def both_played(orders: FloatArray, seats: int) -> FloatArray:
    """1 where at least so many seats gave the same order, (B,)."""
    return ops.flag(orders >= seats)
