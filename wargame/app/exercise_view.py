"""An exercise as one immutable record, for control or for the eyes of one seat."""

from __future__ import annotations

import re
from datetime import datetime

from wargame.app.audience_exercise import EVERYBODY
from wargame.app.exercise_effects import holds
from wargame.app.exercise_records import (
    CoverageView,
    ExerciseView,
    InjectRow,
    ObjectiveRow,
    ScoresView,
)
from wargame.app.exercise_seats import RevealView, reveal_view, seat_stands
from wargame.app.exercise_steps import NOTHING
from wargame.app.exercise_time import with_turn
from wargame.app.position import Position
from wargame.engine.errors import IllegalDecision
from wargame.exercise import clock, estimates, evaluation
from wargame.exercise.clock import UNTOLD, ClockReading, Coverage
from wargame.exercise.estimates import Question
from wargame.exercise.msel import Effect, Inject
from wargame.exercise.seats import ADJUDICATION, CONTROL, decisions_for, messages_for
from wargame.exercise.state import ExerciseState
from wargame.rules.deck import DECK
from wargame.rules.fields import FIELDS

DAY = 86_400
EVENT = "inject_"  # fields of the model's own events


def view_of(here: Position, now: datetime, seat: str = CONTROL, turned: int = 0) -> ExerciseView:
    """What a seat may see of the exercise at a time; control sees all.

    turned : when the last turn was played, seconds since 1970; 0 for never.
    """
    state, control = here.exercise or NOTHING, seat == CONTROL
    marks = with_turn(state.marks, turned)
    read = clock.read(marks, state.agenda, 60 * state.turn_minutes, _seconds(now))
    found = clock.coverage(state.msel, state.objectives, read.left)
    shown = control or state.told
    rows = [_inject_row(i, state, here, now, read) for i in state.msel.injects]
    stands = seat_stands(here, state) if control else ()
    return ExerciseView(
        seat=seat,
        overview=state.overview,
        objectives=_objectives(state, shown=shown),
        agenda=state.agenda,
        turn_minutes=state.turn_minutes,
        adjudication=state.adjudication,
        adjudication_words=ADJUDICATION[state.adjudication],
        participants=state.participants,
        seating=state.seating,
        injects=tuple(rows) if shown else tuple(_told(r, seat) for r in rows if _for(r, seat)),
        columns=state.msel.columns if control else (),
        cards_left=len(state.deck.injects) - len(state.drawn) if control else 0,
        held=state.held,
        seats=stands,
        reveal=reveal_view(stands, here, state) if control else RevealView(0, 0, ()),
        clock=read,
        marks=state.marks,
        coverage=_coverage(found if shown else Coverage((), read.left, 0, None, ())),
        decisions=decisions_for(state.decisions, seat, all_told=state.told),
        hidden=_hidden(state),
        messages=messages_for(state.messages, seat, all_told=state.told),
        told=state.told,
        questions=state.questions if shown else tuple(map(_bare, state.questions)),
        scores=_scores(state.questions if shown else ()),
        ratings=state.ratings if shown else (),
        observations=state.observations if shown else (),
        feedback=state.feedback if shown else (),
        statement_means=evaluation.mean_statements(state.feedback) if shown else (),
        strengths=evaluation.numbered(state.hot_wash, "strength"),
        improvements=evaluation.numbered(state.hot_wash, "improvement"),
        hot_wash=state.hot_wash if shown else (),
        plan=state.plan if shown else (),
    )


def _seconds(now: datetime) -> int:
    return int(now.timestamp())


def _inject_row(
    inject: Inject, state: ExerciseState, here: Position, now: datetime, read: ClockReading
) -> InjectRow:
    waits = inject.status in UNTOLD
    left = due_in(inject, state, now, read) if waits else None
    publication = next((p for p in state.publications if p.number == inject.number), None)
    return InjectRow(
        inject=inject,
        due=waits
        and not state.held
        and (_called(inject, here) or (left is not None and left <= 0)),
        due_in=left,
        effects=tuple(effect_words(effect) for effect in inject.effects),
        objectives=clock.exercised_by(inject, state.objectives),
        publication=publication,
    )


def due_in(inject: Inject, state: ExerciseState, now: datetime, read: ClockReading) -> int | None:
    """Seconds until an inject with a time is due, negative when it is overdue; None without one.

    An absolute time is one of the day, in the time zone of `now`.
    """
    timing = inject.timing
    if timing.kind == "absolute":
        since_midnight = 3600 * now.hour + 60 * now.minute + now.second
        left = timing.seconds - since_midnight
        return (left + DAY // 2) % DAY - DAY // 2  # the nearest one: midnight may lie between
    if timing.kind == "relative" and state.marks and not read.stopped:
        return state.marks[0].at + timing.seconds - _seconds(now)
    return None


def _called(inject: Inject, here: Position) -> bool:
    """Whether an inject is due by the move or by the state."""
    timing = inject.timing
    if timing.kind == "move":
        return here.turn >= timing.move
    if timing.when is None:
        return False
    try:
        return holds(timing.when, here)
    except IllegalDecision:  # a condition on a row this scenario does not have never holds
        return False


def effect_words(effect: Effect) -> str:
    """An effect as people read it."""
    spec = FIELDS.get(effect.field)
    name = spec.meaning if spec else effect.field
    where = "" if effect.element is None else f" ({effect.element})"
    if effect.field.startswith(EVENT) and effect.op == "set" and effect.value == 1:
        return f"event: {name.removeprefix('inject: ')}"
    if effect.op == "set":
        return f"{name}{where} = {_number(effect.value)}"
    sign = "+" if effect.value >= 0 else ""
    return f"{name}{where} {sign}{_number(effect.value)}"


def _number(value: float) -> str:
    return f"{value:.4g}".replace("-", "\N{MINUS SIGN}")


def _for(row: InjectRow, seat: str) -> bool:
    """Whether a seat has been told of an inject: it was published, to it or to all.

    An inject names a seat by its id or by its name; an address left empty is everybody's.
    """
    to = {part.strip().casefold() for part in re.split(r"[,;/\n]", row.inject.to)} or {""}
    own = {seat, *(s.name for s in DECK.seats if s.id == seat)}
    told = {"", *EVERYBODY, *(name.casefold() for name in own)}
    return row.publication is not None and not told.isdisjoint(to)


def _told(row: InjectRow, seat: str) -> InjectRow:
    """The inject without what is for control: expected actions, notes, effects, other columns."""
    bare = Inject(
        number=row.inject.number,
        scenario_time=row.inject.scenario_time,
        mode=row.inject.mode,
        from_=row.inject.from_,
        to=row.inject.to,
        title=row.inject.title,
        message=row.inject.message,
        poll=row.inject.poll,
        status=row.inject.status,
    )
    return InjectRow(bare, due=False, due_in=None, effects=(), objectives=(), publication=None)


def _objectives(state: ExerciseState, *, shown: bool) -> tuple[ObjectiveRow, ...]:
    missing = clock.not_exercised(state.msel, state.objectives)
    rows = []
    for objective in state.objectives:
        rated = evaluation.rated(objective, state.ratings if shown else ())
        ratings = tuple((t, r.rating if r else "", r.words if r else "not rated") for t, r in rated)
        rows.append(ObjectiveRow(objective, objective not in missing, ratings))
    return tuple(rows)


def _coverage(found: Coverage) -> CoverageView:
    missing = tuple(o.id for o in found.missing)
    words = "Every objective has been exercised" if not missing else _missing_words(found, missing)
    return CoverageView(
        missing,
        found.seconds_left,
        found.seconds_each,
        found.inject.number if found.inject else "",
        found.would,
        words,
    )


def _missing_words(found: Coverage, missing: tuple[str, ...]) -> str:
    minutes = max(0, found.seconds_left) // 60
    said = f"Not yet exercised: {', '.join(missing)}; {minutes} min until the Hot Wash"
    if found.inject is None:
        return f"{said}; no inject left would exercise them"
    return f"{said}; {found.inject.name} would exercise {', '.join(found.would)}"


def _hidden(state: ExerciseState) -> tuple[tuple[str, int], ...]:
    seats = dict.fromkeys(r.seat for r in state.decisions if not r.revealed and not state.told)
    return tuple(
        (seat, sum(r.seat == seat and not r.revealed for r in state.decisions)) for seat in seats
    )


def _bare(question: Question) -> Question:
    """The question without what others said of it, and without the model's forecast."""
    return question.model_copy(
        update={"estimates": (), "model": None, "model_words": "", "runs": 0}
    )


def _scores(asked: tuple[Question, ...]) -> ScoresView:
    return ScoresView(
        estimates.by_person(asked),
        estimates.by_team(asked),
        estimates.of_model(asked),
        estimates.calibration(asked),
        estimates.calibration(asked, model=True),
    )
