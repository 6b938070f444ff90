"""What people change in the set-up of an exercise: from how it stands to its parts as they will be.

Each answer is what `ExerciseDesk.set_up` takes. Refusals are IllegalDecision, in words.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, TypeVar, cast, get_args

from pydantic import ValidationError

from wargame.app.exercise_records import ExerciseView
from wargame.engine.errors import IllegalDecision
from wargame.exercise.overview import (
    BREAK,
    HOT_WASH,
    LABELS,
    PRESETS,
    AgendaItem,
    Objective,
    fitted,
    length,
)
from wargame.exercise.records import Record
from wargame.exercise.seats import ADJUDICATION, Participant, Role, Seating
from wargame.exercise.state import ExerciseState

__all__ = ["ADJUDICATION", "HOT_WASH", "KINDS", "LABELS", "LONG", "PRESETS", "ROLES", "Change"]

Parts = dict[str, Any]
Change = Callable[[ExerciseState], Parts]
R = TypeVar("R", bound=Record)

ROLES: tuple[str, ...] = get_args(Role)
PLAYER = "Player"
KINDS: Mapping[str, str] = {
    "briefing": "Briefing", "module": "Module", "break": BREAK, "hot_wash": HOT_WASH,
}  # fmt: skip
NEW_MINUTES: Mapping[str, int] = {"module": 25, "break": 5, "briefing": 10}  # judgement
# Fields of the overview that take more than a line.
LONG = ("scope", "core_capabilities", "objectives", "threat_or_hazard", "scenario")


def _with(record: R, **changes: Any) -> R:
    """The record with other fields, checked; IllegalDecision where they make no sense."""
    try:
        return type(record)(**(dict(record) | changes))
    except ValidationError as error:
        words = "; ".join(e["msg"] for e in error.errors(include_url=False, include_input=False))
        raise IllegalDecision(type(record).__name__.lower(), words) from None


def _moved(rows: Sequence[R], row: int, by: int, last: int) -> tuple[R, ...]:
    """The rows with one of them some places further on; none goes beyond the place `last`."""
    made, to = list(rows), row + by
    if not (0 <= row <= last and 0 <= to <= last):
        return tuple(rows)
    made.insert(to, made.pop(row))
    return tuple(made)


def _put(rows: Sequence[R], row: int, new: R) -> tuple[R, ...]:
    return (*rows[:row], new, *rows[row + 1 :])


# ------------------------------------------------------------------------------------ overview


def overview(state: ExerciseState, field: str, text: str) -> Parts:
    """A field of the Exercise Overview says something else."""
    return {"overview": _with(state.overview, **{field: text})}


# ---------------------------------------------------------------------------------- objectives


def add_objective(state: ExerciseState, text: str) -> Parts:
    """One more objective; its id is the next one free, such as O4."""
    numbers = [int(n) for o in state.objectives for n in re.findall(r"^O(\d{1,6})$", o.id)]
    made = _with(Objective(id=f"O{max(numbers, default=0) + 1}", text=""), text=text)
    return {"objectives": (*state.objectives, made)}


def edit_objective(state: ExerciseState, row: int, **changes: Any) -> Parts:
    """An objective has another text or other critical tasks; its id stays."""
    if not 0 <= row < len(state.objectives):
        return {}
    objective = _with(state.objectives[row], **changes)
    if not objective.text:
        words = "it needs a sentence; to take it out of the exercise, remove it"
        raise IllegalDecision(f"objective {objective.id}", words)
    return {"objectives": _put(state.objectives, row, objective)}


def move_objective(state: ExerciseState, row: int, by: int) -> Parts:
    """An objective stands some places further on; all keep their ids."""
    return {"objectives": _moved(state.objectives, row, by, len(state.objectives) - 1)}


def remove_objective(state: ExerciseState, row: int) -> Parts:
    """An objective is gone, from the modules too."""
    gone = state.objectives[row].id
    kept = tuple(o for o in state.objectives if o.id != gone)
    agenda = tuple(
        _with(item, objectives=tuple(i for i in item.objectives if i != gone))
        for item in state.agenda
    )
    return {"objectives": kept, "agenda": agenda}


def put_task(state: ExerciseState, row: int, place: int, text: str) -> Parts:
    """A critical task says something else; behind the last it is new, without words it is gone."""
    tasks = list(state.objectives[row].tasks)
    tasks[place : place + 1] = [text] if text.strip() else []
    return edit_objective(state, row, tasks=tuple(tasks))


def move_task(state: ExerciseState, row: int, place: int, by: int) -> Parts:
    """A critical task stands some places further on among those of its objective."""
    tasks = list(state.objectives[row].tasks)
    if not (0 <= place < len(tasks) and 0 <= place + by < len(tasks)):
        return {}
    tasks.insert(place + by, tasks.pop(place))
    return edit_objective(state, row, tasks=tuple(tasks))


# -------------------------------------------------------------------------------------- agenda


def total(agenda: Iterable[AgendaItem]) -> int:
    """Minutes from the beginning to the end of the Hot Wash."""
    return length(tuple(agenda))


def hot_wash_minutes(agenda: Iterable[AgendaItem]) -> int:
    """How long people talk about it afterwards."""
    return sum(item.minutes for item in agenda if item.kind == "hot_wash")


def preset(minutes: int) -> Change:
    """The agenda of a lesson of 45, 75, 90 or 150 minutes."""
    return lambda _state: {"agenda": PRESETS[minutes]}


def fit(state: ExerciseState, minutes: int) -> Parts:
    """The agenda lasts so long: modules give or gain time, the Hot Wash keeps all of its own."""
    return {"agenda": fitted(state.agenda, minutes)}


def edit_part(state: ExerciseState, row: int, **changes: Any) -> Parts:
    """A part of the agenda is another; its last part stays the Hot Wash."""
    if not 0 <= row < len(state.agenda):
        return {}
    item = _with(state.agenda[row], **changes)
    if not item.title:
        raise IllegalDecision("agenda", "each part has a name")
    known = [o.id for o in state.objectives]
    for own in item.objectives:
        if own not in known:
            there = f"there are {', '.join(known)}" if known else "none has been entered yet"
            raise IllegalDecision("agenda", f'no objective is called "{own[:20]}"; {there}')
    return {"agenda": _put(state.agenda, row, item)}


def add_part(state: ExerciseState, kind: str) -> Parts:
    """One more part stands before the Hot Wash."""
    modules = sum(item.kind == "module" for item in state.agenda)
    title = f"Module {modules + 1}" if kind == "module" else KINDS[kind]
    made = AgendaItem(title=title, minutes=NEW_MINUTES[kind], kind=cast("Any", kind))
    first = 0 if kind == "briefing" else len(state.agenda) - 1
    return {"agenda": (*state.agenda[:first], made, *state.agenda[first:])}


def move_part(state: ExerciseState, row: int, by: int) -> Parts:
    """A part stands some places further on; the last one stays last."""
    return {"agenda": _moved(state.agenda, row, by, len(state.agenda) - 2)}


def remove_part(state: ExerciseState, row: int) -> Parts:
    """A part is gone; without a Hot Wash at its end an agenda is refused."""
    return {"agenda": (*state.agenda[:row], *state.agenda[row + 1 :])}


# -------------------------------------------------------------------------------------- people


def add_participant(state: ExerciseState, name: str) -> Parts:
    """Somebody more is in the room, as a player without a seat."""
    return _people(state, (*state.participants, _with(Participant(name="?"), name=name.strip())))


def name_participant(state: ExerciseState, row: int, name: str) -> Parts:
    """Somebody has another name; in the row behind the last one it is somebody more."""
    if row < len(state.participants):
        return edit_participant(state, row, name=name)
    return add_participant(state, name) if name.strip() else {}


def edit_participant(state: ExerciseState, row: int, **changes: Any) -> Parts:
    """Somebody has another name, role, seat or organization; only players have a seat."""
    if not 0 <= row < len(state.participants):
        return {}
    if not str(changes.get("name", "?")).strip():
        raise IllegalDecision("participant", "everybody has a name; remove those who do not come")
    one = _with(state.participants[row], **changes)
    if one.role != PLAYER and one.seat:
        one = _with(one, seat="")
    before = {state.participants[row].name}
    return _people(state, _put(state.participants, row, one), before)


def remove_participant(state: ExerciseState, row: int) -> Parts:
    """Somebody does not come."""
    gone = {state.participants[row].name}
    return _people(state, (*state.participants[:row], *state.participants[row + 1 :]), gone)


def _people(
    state: ExerciseState, participants: tuple[Participant, ...], gone: Iterable[str] = ()
) -> Parts:
    """Participants, and the seats as they take them: a seat that somebody takes is people's."""
    listed = {p.name for p in (*state.participants, *participants)} | {*gone}
    seating = {s.seat: s for s in state.seating}
    taken = dict.fromkeys(p.seat for p in participants if p.seat)
    for seat in (*seating, *(s for s in taken if s not in seating)):
        old = seating.get(seat, Seating(seat=seat))
        others = [name for name in old.people if name not in listed]
        people = (*others, *(p.name for p in participants if p.seat == seat))
        doctrine = "" if people and people != old.people else old.doctrine
        seating[seat] = _with(old, people=people, doctrine=doctrine)
    found: Parts = {"participants": participants}
    if tuple(seating.values()) != state.seating:
        found["seating"] = tuple(seating.values())
    return found


def give_seat(state: ExerciseState, seat: str, doctrine: str) -> Parts:
    """A doctrine plays the seat and whoever sat there has none; people do for an empty name."""
    seating = {s.seat: s for s in state.seating}
    old = seating.get(seat, Seating(seat=seat))
    seating[seat] = _with(old, doctrine=doctrine, people=() if doctrine else old.people)
    parts: Parts = {"seating": tuple(seating.values())}
    if doctrine and any(p.seat == seat for p in state.participants):
        parts["participants"] = tuple(
            _with(p, seat="") if p.seat == seat else p for p in state.participants
        )
    return parts


def names_at(view: ExerciseView, seat: str) -> tuple[str, ...]:
    """Who sits there: the participants of the seat, and others that are named for it."""
    named = [p.name for p in view.participants if p.seat == seat]
    others = [name for s in view.seating if s.seat == seat for name in s.people]
    return tuple(dict.fromkeys((*named, *others)))
