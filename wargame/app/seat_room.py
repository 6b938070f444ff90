"""What one seat is shown in a window of its own: made from what it may observe and nothing else."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from wargame.app.audience import audience_view
from wargame.app.audience_records import AudienceView
from wargame.app.exercise_view import view_of
from wargame.app.history import utc_now
from wargame.app.position import Position
from wargame.app.records import CardView, SeatView
from wargame.app.report_seats import seat_sheet
from wargame.app.standing import Standing
from wargame.app.table import revealed, seat_views
from wargame.engine.errors import IllegalDecision
from wargame.exercise.decisions import DecisionRecord
from wargame.exercise.msel import Inject
from wargame.exercise.seats import Message
from wargame.rules.deck import DECK

Lines = tuple[tuple[str, str], ...]  # what, how it stands


@dataclass(frozen=True, slots=True)
class OpenCard:
    """A card of another seat that has been revealed."""

    seat: str  # its name
    title: str
    sector: str  # the id of the one it names; mostly empty


@dataclass(frozen=True, slots=True)
class SeatRoom:
    """All that the window of a seat knows."""

    id: str
    name: str
    doctrine: str  # that plays it; empty for people
    public: AudienceView  # what everybody sees
    own: Lines  # what this seat knows beside it
    facts: Lines  # what everybody knows, figure by figure
    capital: int
    capital_left: int
    most_cards: int
    cards: tuple[CardView, ...]
    open_cards: tuple[OpenCard, ...]
    injects: tuple[Inject, ...]  # published, to this seat or to all; without what is for control
    decisions: tuple[DecisionRecord, ...]  # its own, and those revealed
    messages: tuple[Message, ...]
    others: tuple[tuple[str, str], ...]  # id and name of the seats it can write to
    told: bool  # everything is revealed


def seat_room(standing: Standing, seat: str, now: datetime | None = None) -> SeatRoom:
    """What the seat sees of a session as it stands; IllegalDecision where there is none."""
    here, seats = standing.here, {view.id: view for view in seat_views(standing.here)}
    if seat not in seats:
        raise IllegalDecision(
            "seat", f'there is no seat "{seat[:40]}"; there are {", ".join(seats)}'
        )
    own, at = seats[seat], (now or utc_now()).astimezone()
    sheet, shown = seat_sheet(own, standing.scenario, here), view_of(here, at, seat)
    return SeatRoom(
        id=seat,
        name=own.name,
        doctrine=_doctrine(own),
        public=audience_view(standing, at),
        own=_lines(sheet.own.rows),
        facts=_lines(sheet.facts.rows),
        capital=own.capital,
        capital_left=own.capital_left,
        most_cards=own.most_cards,
        cards=own.cards,
        open_cards=_open_cards(here, seat),
        injects=tuple(r.inject for r in shown.injects if r.publication or not shown.told),
        decisions=shown.decisions,
        messages=shown.messages,
        others=tuple((view.id, view.name) for view in seats.values() if view.id != seat),
        told=shown.told,
    )


def _lines(rows: tuple[tuple[str, ...], ...]) -> Lines:
    """The rows without the events that did not happen."""
    happened = [row for row in rows if not (row[0].startswith("inject: ") and row[1] == "no")]
    return tuple((row[0].removeprefix("inject: "), row[1]) for row in happened)


def _doctrine(seat: SeatView) -> str:
    names = {id_: name for id_, name, _words in seat.doctrines}
    return names.get(seat.player, seat.player)


def _open_cards(here: Position, seat: str) -> tuple[OpenCard, ...]:
    """What others laid for the turn to come, once it is revealed; else what was played last."""
    if revealed(here):
        found = [laid for laid in here.laid if laid.seat != seat]
        return tuple(
            OpenCard(DECK.seat(c.seat).name, DECK.find(c.card).title, c.sector) for c in found
        )
    name = DECK.seat(seat).name
    return tuple(
        OpenCard(card.seat_name, card.title, card.sector)
        for card in here.now.figures.played
        if card.seat_name != name
    )
