"""Where every seat stands this turn, and the one reveal that opens decisions and cards together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from wargame.app.position import Position
from wargame.app.records import SeatView
from wargame.app.table import revealed, seat_views
from wargame.exercise.decisions import SEVEN, DecisionRecord
from wargame.exercise.seats import CONTROL, Message, decisions_for, messages_for
from wargame.exercise.state import ExerciseState

__all__ = [
    "CONTROL", "SEVEN", "DecisionRecord", "Message", "RevealView", "SeatStand", "decisions_for",
    "listed", "messages_for", "reveal_view", "seat_stands",
]  # fmt: skip

NOTHING_HIDDEN = "nothing is hidden"
FEW = 3  # seats named before the rest is counted


@dataclass(frozen=True, slots=True)
class SeatStand:
    """One seat as control sees it in the turn to come."""

    id: str
    name: str
    doctrine: str  # the name of the one that plays it; empty for people
    people: tuple[str, ...]
    decided: bool  # people of it have entered a decision or laid a card for this turn
    revealed: bool  # all that it decided for this turn is open
    records: int  # decisions entered for this turn
    laid: int  # cards on the table
    capital: int
    capital_left: int

    @property
    def words(self) -> str:
        """How it stands, in a few words."""
        if self.doctrine:
            return f"played by the model: {self.doctrine}"
        if not self.decided:
            return "thinking"
        return "revealed" if self.revealed else "decided"


@dataclass(frozen=True, slots=True)
class RevealView:
    """What revealing together would open now, and for whom it waits."""

    records: int  # decisions that are hidden
    cards: int  # cards that lie face down
    waits_for: tuple[str, ...]  # names of the seats of people that have not decided

    @property
    def ready(self) -> bool:
        """Whether all people have decided and something is hidden."""
        return self.possible and not self.waits_for

    @property
    def possible(self) -> bool:
        """Whether something is hidden at all."""
        return bool(self.records or self.cards)

    @property
    def words(self) -> str:
        """Why it is not done yet, or what it opens."""
        if self.waits_for:
            return f"waits for {listed(self.waits_for)}"
        return f"opens {self.what}" if self.possible else NOTHING_HIDDEN

    @property
    def what(self) -> str:
        """The decisions and cards that are hidden, counted."""
        parts = (_counted(self.records, "decision"), _counted(self.cards, "card"))
        return " and ".join(part for part in parts if part) or "nothing"


def listed(names: Sequence[str]) -> str:
    """The names as a sentence says them; beyond a few, the rest is counted."""
    if len(names) > FEW + 1:
        return f"{', '.join(names[:FEW])} and {len(names) - FEW} others"
    return " and ".join(part for part in (", ".join(names[:-1]), *names[-1:]) if part)


def _counted(count: int, what: str) -> str:
    return f"{count} {what}{'' if count == 1 else 's'}" if count else ""


def seat_stands(here: Position, state: ExerciseState) -> tuple[SeatStand, ...]:
    """Every seat of the game, in its order."""
    people = {seating.seat: seating.people for seating in state.seating}
    return tuple(_stand(seat, here, state, people.get(seat.id, ())) for seat in seat_views(here))


def _stand(
    seat: SeatView, here: Position, state: ExerciseState, people: tuple[str, ...]
) -> SeatStand:
    own = [r for r in state.of_this_game if (r.seat, r.turn) == (seat.id, here.turn)]
    laid = sum(card.laid for card in seat.cards)
    names = {id_: name for id_, name, _words in seat.doctrines}
    shut = any(not r.revealed for r in own) or (laid and not revealed(here))
    return SeatStand(
        id=seat.id,
        name=seat.name,
        doctrine=names.get(seat.player, seat.player),
        people=people,
        decided=bool(own or laid),
        revealed=bool(own or laid) and not shut,
        records=len(own),
        laid=laid,
        capital=seat.capital,
        capital_left=seat.capital_left,
    )


def reveal_view(stands: Sequence[SeatStand], here: Position, state: ExerciseState) -> RevealView:
    """What there is to reveal, and who has not decided yet."""
    return RevealView(
        records=0 if state.told else sum(not r.revealed for r in state.decisions),
        cards=0 if revealed(here) else len(here.laid),
        waits_for=tuple(s.name for s in stands if not (s.doctrine or s.decided)),
    )
