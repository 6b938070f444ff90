"""Times of an exercise as people read them from the far end of a room."""

from __future__ import annotations

from datetime import datetime

from wargame.app.exercise_records import ExerciseView

MINUTE, HOUR = 60, 3600


def span(seconds: int) -> str:
    """Minutes and seconds, or hours too: "38:53", "1:02:00"; without a sign."""
    whole = abs(seconds)
    if whole >= 100 * MINUTE:
        return f"{whole // HOUR}:{whole % HOUR // MINUTE:02}:{whole % MINUTE:02}"
    return f"{whole // MINUTE:02}:{whole % MINUTE:02}"


def left(seconds: int) -> str:
    """What is left, or by how much it overruns: "06:40", "+01:10 over"."""
    return span(seconds) if seconds >= 0 else f"+{span(seconds)} over"


def time_of_day(at: int, *, seconds: bool = False) -> str:
    """A moment by the clock on this wall; `at` in seconds since 1970."""
    moment = datetime.fromtimestamp(at).astimezone()
    return f"{moment:%H:%M:%S}" if seconds else f"{moment:%H:%M}"


def when_published(at: str) -> str:
    """The time of day of a publication, which a file keeps with its zone; "" for none."""
    try:
        return f"{datetime.fromisoformat(at).astimezone():%H:%M:%S}"
    except ValueError:
        return at


def late(seconds: int) -> str:
    """How far behind the agenda, in whole minutes; empty for less than one."""
    return f"{seconds // MINUTE} min behind the agenda" if seconds >= MINUTE else ""


def part(view: ExerciseView) -> str:
    """The part of the agenda that is on, with its place in it."""
    if not 0 <= view.clock.item < len(view.agenda):
        return "Not started"
    return f"{view.agenda[view.clock.item].title} \u00b7 {view.clock.item + 1} of " + str(
        len(view.agenda)
    )


def planned(view: ExerciseView) -> int:
    """Seconds that the part which is on may take; of the whole agenda before the start."""
    if 0 <= view.clock.item < len(view.agenda):
        return view.agenda[view.clock.item].minutes * MINUTE
    return sum(item.minutes for item in view.agenda) * MINUTE
