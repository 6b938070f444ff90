"""Seats and their cards: what may be laid, why not, and the decisions that cards become."""

from __future__ import annotations

from collections.abc import Sequence

from wargame.app.figures import INJECTS
from wargame.app.position import Laid, Position
from wargame.app.records import CardView, InjectView, SeatView
from wargame.app.rulebook_formula import filled
from wargame.engine.cards import Card, refusals
from wargame.engine.decisions import Decision
from wargame.engine.errors import IllegalDecision
from wargame.engine.rule import Rule
from wargame.players.table import doctrines_of
from wargame.rules.book import RULEBOOK
from wargame.rules.deck import DECK, cost_of
from wargame.rules.fields import FIELDS

REVEALED = "the cards are revealed; play the turn"


def check_card(wish: Laid, here: Position) -> None:
    """Nothing happens when the card may be laid; otherwise IllegalDecision says why not."""
    try:
        card = DECK.find(wish.card)
    except KeyError:
        raise IllegalDecision(wish.card, "there is no such card") from None
    if wish.seat not in card.seats:
        raise IllegalDecision(card.title, f"the seat {wish.seat} does not hold it")
    sectors = here.now.game.constants.sector_ids
    if card.target and wish.sector not in sectors:
        known = ", ".join(sectors)
        raise IllegalDecision(card.title, f'it names a sector, not "{wish.sector}": {known}')
    reason = refusal(wish.seat, card, here)
    if reason:
        raise IllegalDecision(card.title, reason)


def _cost(card: Card, here: Position) -> int:
    return cost_of(card, here.now.state, here.now.game)


def _laid_by(seat: str, here: Position) -> list[Card]:
    return [DECK.find(laid.card) for laid in here.laid if laid.seat == seat]


def revealed(here: Position) -> bool:
    """Whether the cards that lie for the next turn have been revealed before it is played."""
    return here.exercise is not None and here.exercise.open_turn == here.turn


def check_hidden(here: Position) -> None:
    """Nothing happens while cards are face down; IllegalDecision once they are revealed."""
    if revealed(here):
        raise IllegalDecision("card", REVEALED)


def refusal(seat: str, card: Card, here: Position) -> str:
    """Why a seat may not lay the card now; empty when it may."""
    if revealed(here):
        return REVEALED
    if seat in dict(here.setting.doctrines):
        return "a doctrine plays this seat"
    played = _laid_by(seat, here)
    spent = sum(_cost(c, here) for c in played)
    state, game = here.now.state, here.now.game
    playable = bool(card.playable(state, game)[0])
    return refusals(DECK, seat, card, played, _cost(card, here), spent, playable)


def laid_decisions(here: Position) -> list[Decision]:
    """The cards laid on the table as decisions, revealed together."""
    sectors = here.now.game.constants.sector_ids
    made = []
    for laid in here.laid:
        card = DECK.find(laid.card)
        row = sectors.index(laid.sector) if card.target else None
        made.append(card.play(laid.seat, sector=row))
    return made


def inject_decisions(injects: Sequence[str]) -> list[Decision]:
    """The events set by hand as decisions of control."""
    return [
        Decision("Control", name, f"set by hand: {FIELDS[name].meaning}", {name: 1.0})
        for name in injects
    ]


def seat_views(here: Position) -> tuple[SeatView, ...]:
    """Every seat with its cards as they stand now."""
    players = dict(here.setting.doctrines)
    found = []
    for seat in DECK.seats:
        played = _laid_by(seat.id, here)
        spent = sum(_cost(c, here) for c in played)
        found.append(
            SeatView(
                id=seat.id,
                name=seat.name,
                player=players.get(seat.id, ""),
                capital=seat.capital,
                capital_left=seat.capital - spent,
                most_cards=seat.cards,
                cards=tuple(_card_view(seat.id, card, here) for card in DECK.of(seat.id)),
                doctrines=tuple((d.id, d.name, d.words) for d in doctrines_of(seat.id)),
            )
        )
    return tuple(found)


def _card_view(seat: str, card: Card, here: Position) -> CardView:
    own = [laid for laid in here.laid if (laid.seat, laid.card) == (seat, card.id)]
    rule: Rule = RULEBOOK.find(card.rule)
    return CardView(
        id=card.id,
        title=card.title,
        cost=_cost(card, here),
        words=rule.title,
        formula=filled(rule.formula, here.now.game.parameters),
        topic=rule.topic,
        refusal="" if own else refusal(seat, card, here),
        laid=bool(own),
        sector=own[0].sector if own else "",
        targets=tuple(here.now.game.constants.sector_ids) if card.target else (),
        seats_needed=card.joint,
    )


def inject_views(here: Position) -> tuple[InjectView, ...]:
    """Every inject: whether it is set for the next turn, and whether it happened in the last."""
    state = here.now.state
    return tuple(
        InjectView(
            id=name,
            name=FIELDS[name].meaning.removeprefix("inject: "),
            set_by_hand=name in here.injects,
            happened=bool(state[name][0] > 0),
        )
        for name in INJECTS
    )
