"""Decisions, messages and injects as lines to read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from itertools import groupby
from operator import attrgetter

from wargame.app.exercise import Inject
from wargame.app.exercise_seats import CONTROL, SEVEN, DecisionRecord, Message
from wargame.gui.exercise.seats_paper import Line, Words, line, named

WHITE_CELL = "White Cell"
NO_DECISION = "No decision has been recorded."
NO_MESSAGE = "No message and no note so far."
NO_INJECT = "No inject has been published."
Names = Mapping[str, str]  # seat -> its name


def clock(at: str) -> str:
    """The hour and minute of a time as a file keeps it; other words stay as they are."""
    try:
        return datetime.fromisoformat(at).astimezone().strftime("%H:%M")
    except ValueError:
        return at


def name_of(seat: str, names: Names) -> str:
    """A seat, or control, as people call it."""
    return WHITE_CELL if seat == CONTROL else names.get(seat, seat)


def decision_lines(records: Sequence[DecisionRecord], names: Names) -> list[Line]:
    """The records turn by turn, the last turn first; what is hidden from others says so."""
    if not records:
        return [line(NO_DECISION, tone="text2")]
    found: list[Line] = []
    newest = sorted(records, key=attrgetter("turn"))[::-1]
    for turn, group in groupby(newest, key=attrgetter("turn")):
        found.append(line(f"Turn {turn + 1}", "section", above=10 if found else 0))
        for record in group:
            found.extend(_record_lines(record, names))
    return found


def _record_lines(record: DecisionRecord, names: Names) -> Iterable[Line]:
    state, tone = ("revealed", "good") if record.revealed else ("hidden from others", "warn")
    yield Line(
        (
            Words(f"{name_of(record.seat, names)} ", "section"),
            Words(f"{clock(record.time)} \N{MIDDLE DOT} ", "secondary", "text2"),
            Words(state, "secondary", tone),
        ),
        above=6,
    )
    told = dict(zip(SEVEN, record.seven, strict=True))
    for name in ("Decision", "Rationale", "Options", "Decision Owner", "Inject", "Follow-up"):
        if told[name]:
            yield named(name, told[name], inset=10)


def message_lines(messages: Sequence[Message], reader: str, names: Names) -> list[Line]:
    """The messages in the order they were written, as that reader sees them."""
    if not messages:
        return [line(NO_MESSAGE, tone="text2")]
    found: list[Line] = []
    for message in messages:
        found.append(_head(message, reader, names, first=not found))
        found.append(line(message.text, above=1))
    return found


def _head(message: Message, reader: str, names: Names, *, first: bool) -> Line:
    who = name_of(message.from_seat, names)
    to = name_of(message.to_seat, names)
    if message.from_seat == message.to_seat:
        words = "Private note" if message.from_seat == reader else f"Private note of {who}"
        tone = "text2"
    else:
        words, tone = f"{who} to {to}", "accent" if message.to_seat == reader else "text"
    when = f"  turn {message.turn + 1}, {clock(message.at)}"
    return Line(
        (Words(words, "section", tone), Words(when, "caption", "text2")),
        above=0 if first else 10,
    )


def inject_lines(injects: Sequence[Inject]) -> list[Line]:
    """Published injects, the last of the list first."""
    if not injects:
        return [line(NO_INJECT, tone="text2")]
    found: list[Line] = []
    for inject in reversed(injects):
        head = " ".join(part for part in (inject.number, inject.title) if part)
        found.append(line(head, "section", above=10 if found else 0))
        said = [inject.scenario_time, inject.mode, f"from {inject.from_}" if inject.from_ else ""]
        if any(said):
            found.append(line(" \N{MIDDLE DOT} ".join(filter(None, said)), "secondary", "text2"))
        if inject.message and inject.message != inject.title:
            found.append(line(inject.message))
        if inject.poll:
            found.append(named("Poll", inject.poll))
    return found
