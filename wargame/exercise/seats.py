"""Who sits where, what they write in secret, and how outcomes are adjudicated."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Literal

from pydantic import Field

from wargame.exercise.decisions import DecisionRecord
from wargame.exercise.records import Record, Text

Adjudication = Literal["rigid", "semi-rigid", "free", "open"]
ADJUDICATION: Mapping[str, str] = {  # UK MOD Wargaming Handbook, 2017
    "rigid": "the rules decide",
    "semi-rigid": "the rules decide, control may overrule them with a reason",
    "free": "control decides, the rules advise",
    "open": "the players and control discuss, control decides",
}
Role = Literal[
    "Exercise Director", "Facilitator", "Controller", "Evaluator", "Observer", "Player",
]  # fmt: skip
CONTROL = "control"  # the White Cell: sees all


class Participant(Record):
    """Somebody in the room."""

    name: Text = Field(min_length=1)
    role: Role = "Player"
    seat: Text = ""  # for a Player
    organization: Text = ""


class Seating(Record):
    """A seat is played by people or by a doctrine."""

    seat: Text
    people: tuple[Text, ...] = ()
    doctrine: Text = ""


class Message(Record):
    """From one seat to another, or to itself: a private note. Control sees it."""

    from_seat: Text
    to_seat: Text
    text: Text = Field(min_length=1)
    turn: int = Field(default=0, ge=0)
    at: Text = ""


def messages_for(messages: Iterable[Message], seat: str, *, all_told: bool) -> tuple[Message, ...]:
    """What a seat may read: its own; control, and everybody at the end, reads all."""
    return tuple(m for m in messages if all_told or seat in (CONTROL, m.from_seat, m.to_seat))


def decisions_for(
    records: Iterable[DecisionRecord], seat: str, *, all_told: bool
) -> tuple[DecisionRecord, ...]:
    """The decisions a seat may read: its own and those revealed; control reads all."""
    return tuple(r for r in records if all_told or r.revealed or seat in (CONTROL, r.seat))
