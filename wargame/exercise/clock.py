"""The exercise's clock: a pure function of the marks people set and of the time it is asked at.

Times are whole seconds since any one moment. The plan is the agenda; a pause stops the timers of
module and turn, not the plan: the room is booked until a certain hour.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from pydantic import Field

from wargame.exercise.msel import Inject, Msel
from wargame.exercise.overview import Agenda, Objective, length
from wargame.exercise.records import Record

MINUTE = 60
UNTOLD = ("Pending", "Entered", "Approved")  # an inject that can still be published


class Mark(Record):
    """A button pressed: the exercise, a part or a turn begins; pause, going on, stop."""

    kind: Literal["start", "item", "turn", "pause", "resume", "stop"]
    at: int
    item: int = Field(default=0, ge=0)  # for "item": which part of the agenda


Marks = tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class ClockReading:
    """What the clock shows; seconds, times in the same count as the marks."""

    running: bool  # begun, neither paused nor stopped
    paused: bool
    stopped: bool
    elapsed: int  # since the start, pauses included
    item: int  # the part of the agenda that is on; -1 before the start
    item_elapsed: int  # pauses left out
    item_left: int  # negative when it overruns
    turn_elapsed: int
    turn_left: int  # negative when it overruns
    late: int  # behind the agenda by so much; 0 when in time
    ends_at: int  # by the agenda, from now on in its lengths
    hot_wash_by: int  # the latest time at which the Hot Wash begins and is not cut short
    left: int  # until then


def read(marks: Sequence[Mark], agenda: Agenda, turn_seconds: int, now: int) -> ClockReading:
    """What the clock shows at a time; a time before the last mark counts as that mark's."""
    if not marks or marks[0].kind != "start":
        return ClockReading(
            running=False, paused=False, stopped=False, elapsed=0, item=-1, item_elapsed=0,
            item_left=0, turn_elapsed=0, turn_left=turn_seconds, late=0, ends_at=0, hot_wash_by=0,
            left=0,
        )  # fmt: skip
    stopped = marks[-1].kind == "stop"
    now = marks[-1].at if stopped else max(now, marks[-1].at)
    began = marks[0].at
    part = next((m for m in reversed(marks) if m.kind in ("start", "item")), marks[0])
    turn = next((m for m in reversed(marks) if m.kind in ("start", "turn")), marks[0])
    item = min(part.item, len(agenda) - 1)
    own = agenda[item].minutes * MINUTE if agenda else 0
    planned = began + length(agenda[: max(item, 0)]) * MINUTE
    debrief = sum(i.minutes for i in agenda if i.kind == "hot_wash") * MINUTE
    paused = next((m.kind == "pause" for m in reversed(marks) if m.kind != "stop"), False)
    item_elapsed = _run(marks, part.at, now)
    turn_elapsed = _run(marks, turn.at, now)
    rest = length(agenda[max(item, 0) + 1 :]) * MINUTE
    by = began + length(agenda) * MINUTE - debrief
    return ClockReading(
        running=not paused and not stopped,
        paused=paused and not stopped,
        stopped=stopped,
        elapsed=now - began,
        item=item,
        item_elapsed=item_elapsed,
        item_left=own - item_elapsed,
        turn_elapsed=turn_elapsed,
        turn_left=turn_seconds - turn_elapsed,
        late=max(0, part.at - planned, now - (planned + own)),
        ends_at=now + max(0, own - item_elapsed) + rest,
        hot_wash_by=by,
        left=by - now,
    )


def _run(marks: Sequence[Mark], since: int, now: int) -> int:
    """Seconds from `since` to `now` without pauses."""
    total, halted = now - since, None
    for mark in marks:
        if mark.kind == "pause" and halted is None:
            halted = max(mark.at, since)
        elif mark.kind in ("resume", "item", "turn") and halted is not None:
            total -= max(0, mark.at - halted)
            halted = None
    return total - max(0, now - halted) if halted is not None else total


def exercised_by(inject: Inject, objectives: Iterable[Objective]) -> tuple[str, ...]:
    """The ids of the objectives an inject names, by id or in their own words."""
    said = inject.objective.casefold()
    words = set(re.findall(r"[\w.-]+", said))
    return tuple(
        o.id
        for o in objectives
        if o.id.casefold() in words or (o.text and o.text.casefold() in said)
    )


def not_exercised(msel: Msel, objectives: Sequence[Objective]) -> tuple[Objective, ...]:
    """The objectives that no inject published so far has exercised."""
    told = [i for i in msel.injects if i.status in ("Deployed", "Complete")]
    done = {name for inject in told for name in exercised_by(inject, objectives)}
    return tuple(o for o in objectives if o.id not in done)


@dataclass(frozen=True, slots=True)
class Coverage:
    """The time left against the objectives not yet exercised."""

    missing: tuple[Objective, ...]
    seconds_left: int  # until the Hot Wash must begin
    seconds_each: int  # of them for each objective that is missing; 0 when none is
    inject: Inject | None  # the one that would exercise most of them; the first of equals
    would: tuple[str, ...]  # the objectives it would exercise


def coverage(msel: Msel, objectives: Sequence[Objective], seconds_left: int) -> Coverage:
    """What is still to be exercised, and the inject that would exercise most of it."""
    missing = not_exercised(msel, objectives)
    best: Inject | None = None
    would: tuple[str, ...] = ()
    for inject in msel.injects:
        found = exercised_by(inject, missing) if inject.status in UNTOLD else ()
        if len(found) > len(would):
            best, would = inject, found
    each = max(0, seconds_left) // len(missing) if missing else 0
    return Coverage(missing, seconds_left, each, best, would)
