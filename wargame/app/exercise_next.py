"""Which inject comes next, which are due, and when each one is, in words."""

from __future__ import annotations

from collections.abc import Sequence

from wargame.app.exercise_records import ExerciseView, InjectRow
from wargame.exercise.clock import UNTOLD
from wargame.exercise.msel import Condition, Inject, Timing
from wargame.rules.fields import FIELDS

COMPARED = {
    "<": "is below", "<=": "is at most", "==": "is", "!=": "is not", ">=": "is at least",
    ">": "is above",
}  # fmt: skip
MANY = 3  # numbers that are listed


def waits_for(inject: Inject) -> bool:
    """Whether an inject can still be published."""
    return inject.status in UNTOLD


def waiting(view: ExerciseView) -> tuple[InjectRow, ...]:
    """The injects that can still be published, in their order."""
    return tuple(row for row in view.injects if waits_for(row.inject))


def due(view: ExerciseView) -> tuple[InjectRow, ...]:
    """The injects whose time has come or whose condition holds; none publishes itself."""
    return tuple(row for row in waiting(view) if row.due)


def next_row(view: ExerciseView) -> InjectRow | None:
    """The inject that comes next; None where none is left.

    What is due comes first, then what has a time, the soonest first, then the order of the list.
    A contingency inject is never next before it is due: it is held ready in case it is needed.
    """
    rows = [row for row in waiting(view) if row.due or not row.inject.contingency]
    return min(rows, key=_order, default=None)  # of equals the first of the list


def _order(row: InjectRow) -> tuple[int, int]:
    timing = row.inject.timing
    if row.due:
        return 0, row.due_in or 0
    if row.due_in is not None:
        return 1, row.due_in
    if timing.kind == "relative":  # the clock does not run: as if it began now
        return 1, timing.seconds
    return (2, timing.move) if timing.kind == "move" else (3, 0)


def target(view: ExerciseView, chosen: str) -> InjectRow | None:
    """The inject that Publish and Skip are about: the chosen one while it waits, or the next."""
    found = next((row for row in waiting(view) if row.inject.number == chosen), None)
    return found or next_row(view)


def due_words(row: InjectRow, *, held: bool, running: bool) -> str:
    """When an inject that has no countdown is due, in words."""
    timing = row.inject.timing
    if row.due:
        return "due now"
    if held:
        return "injects are paused"
    if timing.kind == "move":
        return f"on turn {timing.move}"
    if timing.kind == "condition":
        return "on its condition"
    if timing.kind == "relative" and not running:
        return timing.text
    return "when you publish it"


def timing_words(timing: Timing) -> str:
    """When an inject is due, in a sentence's words."""
    if timing.kind == "absolute":
        return f"at {timing.text} by the clock"
    if timing.kind == "relative":
        minutes = timing.seconds / 60
        return f"relative, {timing.text} ({minutes:g} min after the start)"
    if timing.kind == "move":
        return f"on turn {timing.move}"
    if timing.when is not None:
        return condition_words(timing.when)
    return "manual, when the facilitator says so"


def condition_words(when: Condition) -> str:
    """A condition over the state as people read it."""
    spec = FIELDS.get(when.field)
    name = spec.meaning if spec else when.field
    where = "" if when.element is None else f" ({when.element})"
    amount = f"{when.value:.4g}".replace("-", "\N{MINUS SIGN}")
    return f"when {name}{where} {COMPARED[when.comparison]} {amount}"


def listed(numbers: Sequence[str]) -> str:
    """Some numbers, and how many more."""
    more = len(numbers) - MANY
    return ", ".join(numbers[:MANY]) + (f" and {more} more" if more > 0 else "")
