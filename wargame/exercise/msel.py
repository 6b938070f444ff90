"""The Master Scenario Events List: injects with the canonical fields, their timing and effects.

What a file says beside the canonical fields stays in `extra`, column by column, in its order.
"""

from __future__ import annotations

import json
import re
from typing import Literal, Self

from pydantic import Field, model_validator

from wargame.exercise.overview import Overview
from wargame.exercise.records import Record, Text

Status = Literal["Pending", "Entered", "Approved", "Complete", "Deployed", "Archived"]
STATUSES: tuple[Status, ...] = (
    "Pending", "Entered", "Approved", "Complete", "Deployed", "Archived",
)  # fmt: skip
Comparison = Literal["<", "<=", "==", "!=", ">=", ">"]
COMPARISONS: tuple[Comparison, ...] = ("<", "<=", "==", "!=", ">=", ">")
Element = int | Text | None
POLL = " | "
_CLOCK = re.compile(r"([01]?\d|2[0-3]):([0-5]\d)(?::([0-5]\d))?")
_AFTER = re.compile(r"[Tt] ?\+ ?(\d{1,6})(?::([0-5]\d))?")
_MOVE = re.compile(r"(?:[Mm]ove|[Tt]urn) ?(\d{1,3})")


class Condition(Record):
    """A field of the state compared with a number: data, never an expression."""

    field: Text
    comparison: Comparison
    value: float
    element: Element = None  # row, or id of a sector or region; None: the field, or any of its rows


class Timing(Record):
    """When an inject is due; `manual` means when the facilitator says so."""

    kind: Literal["manual", "absolute", "relative", "move", "condition"] = "manual"
    seconds: int = Field(default=0, ge=0, le=10_000_000)  # of the day, or since the start
    move: int = Field(default=0, ge=0, le=999)
    when: Condition | None = None

    @model_validator(mode="after")
    def _whole(self) -> Self:
        if (self.kind == "condition") != (self.when is not None):
            raise ValueError("a condition, and nothing else, says when")
        if self.kind == "absolute" and self.seconds >= 86_400:
            raise ValueError("a time of day is before 24:00")
        return self

    @property
    def text(self) -> str:
        """As people write it: "19:30", "T+15", "move 3", "manual"; a condition as JSON."""
        whole, seconds = divmod(self.seconds, 60)
        if self.kind == "absolute":
            tail = f":{seconds:02}" if seconds else ""
            return f"{whole // 60:02}:{whole % 60:02}{tail}"
        if self.kind == "relative":
            return f"T+{whole}" + (f":{seconds:02}" if seconds else "")
        if self.kind == "move":
            return f"move {self.move}"
        return json.dumps(self.when.plain()) if self.when else "manual"

    @classmethod
    def parse(cls, text: str) -> Timing | None:
        """The timing a text says, or None when it says none; ValueError for a bad condition."""
        text = text.strip()
        if text.lower() == "manual":
            return cls()
        if text.startswith("{"):
            return cls(kind="condition", when=Condition.model_validate_json(text))
        if found := _CLOCK.fullmatch(text):
            hours, minutes, seconds = (int(part or 0) for part in found.groups())
            return cls(kind="absolute", seconds=3600 * hours + 60 * minutes + seconds)
        if found := _AFTER.fullmatch(text):
            return cls(kind="relative", seconds=60 * int(found[1]) + int(found[2] or 0))
        if found := _MOVE.fullmatch(text):
            return cls(kind="move", move=int(found[1]))
        return None


class Effect(Record):
    """What an inject does to the model in the next turn: one field set or added to."""

    field: Text
    op: Literal["set", "add"]
    value: float
    element: Element = None  # row, or id of a sector or region; None: the field, or all its rows


class Inject(Record):
    """One event of the list, with the canonical fields and what this program adds to them."""

    number: Text
    scenario_time: Text = ""
    delivery_time: Text = ""
    move: Text = ""
    event_type: Text = ""
    mode: Text = ""
    from_: Text = Field(default="", alias="from")
    to: Text = ""
    title: Text = ""
    message: Text = ""
    expected: Text = ""
    objective: Text = ""
    notes: Text = ""
    poll: Text = ""
    status: Status = "Pending"
    timing: Timing = Timing()
    contingency: bool = False
    effects: tuple[Effect, ...] = ()
    extra: tuple[tuple[Text, Text], ...] = ()  # columns of a file that have no field, not empty

    def field(self, name: str) -> str:
        """What a canonical field holds, by its canonical name."""
        value: str = getattr(self, ATTRIBUTES[name])
        return value

    @property
    def choices(self) -> tuple[str, ...]:
        """The answers of its poll."""
        return tuple(part.strip() for part in self.poll.split("|") if part.strip())

    @property
    def name(self) -> str:
        """How people refer to it: its title, or the beginning of its message."""
        words = self.title or " ".join(self.message.split())[:60] or "untitled"
        return f"Inject {self.number}: {words}"


CANONICAL = (
    "number", "scenario_time", "delivery_time", "move", "event_type", "mode", "from", "to", "title",
    "message", "expected", "objective", "notes", "poll",
)  # fmt: skip
ATTRIBUTES = {name: "from_" if name == "from" else name for name in CANONICAL}


def derived_timing(fields: dict[str, str]) -> Timing:
    """When an inject is due by its own columns: delivery time, scenario time, then move."""
    move = fields.get("move", "")
    said = [fields.get("delivery_time", ""), fields.get("scenario_time", ""), f"move {move}", move]
    for text in said[:3] if move.startswith("{") else said:
        found = None if text.startswith("{") else Timing.parse(text)
        if found is not None and found.kind != "manual":
            return found
    return Timing()


class Msel(Record):
    """An exercise's injects in their order, with the overview of the exercise."""

    overview: Overview = Overview()
    injects: tuple[Inject, ...] = ()
    columns: tuple[Text, ...] = ()  # the file's columns that have no field, in its order
    preamble: tuple[tuple[Text, ...], ...] = ()  # lines above the table that are no overview

    @model_validator(mode="after")
    def _numbered(self) -> Self:
        numbers = [inject.number for inject in self.injects]
        if "" in numbers or len({*numbers}) < len(numbers):
            raise ValueError("each inject has a number of its own")
        return self

    def find(self, number: str) -> Inject | None:
        """The inject of that number; None when there is none."""
        return next((inject for inject in self.injects if inject.number == number), None)
