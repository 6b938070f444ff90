"""What evaluators write: rated, noted, changed, put in order, taken out; each a step."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from wargame.app.exercise import ExerciseDesk
from wargame.app.session_records import LogLine
from wargame.engine.errors import IllegalDecision
from wargame.exercise import said
from wargame.exercise.amended import Amend, Part, Strike
from wargame.exercise.evaluation import (
    RATINGS,
    TITLES,
    Feedback,
    HotWashNote,
    Improvement,
    Observation,
    Rating,
)
from wargame.exercise.report_written import PLAN, STATEMENTS

__all__ = [
    "PLAN", "RATINGS", "STATEMENTS", "TITLES", "Feedback", "HotWashNote", "Improvement",
    "Observation", "Rating", "add_improvement", "add_note", "add_observation", "amend",
    "event_words", "hand_in", "on_line", "plan_areas", "rate", "strike",
]  # fmt: skip

FIELDS: dict[type, str] = {
    Rating: "rating",
    Observation: "observation",
    HotWashNote: "note",
    Improvement: "improvement",
    Feedback: "form",
}
Entry = Rating | Observation | HotWashNote | Improvement | Feedback


def event_words(line: LogLine) -> str:
    """A line of the log as a finding cites it: "event 27: Turn 3 played"."""
    return f"event {line.seq}: {line.words}"


def on_line(log: Sequence[LogLine]) -> tuple[LogLine, ...]:
    """The events that led to where the session stands, oldest first."""
    return tuple(line for line in log if line.on_line)


def _checked(desk: ExerciseDesk, refs: Sequence[int]) -> None:
    """Nothing happens where the log has all those events; IllegalDecision otherwise."""
    known = desk.session.tree.nodes
    for seq in refs:
        if seq not in known:
            raise IllegalDecision("reference", f"the log has no event {seq}")


def rate(desk: ExerciseDesk, rating: Rating) -> None:
    """The rating counts; one of the same objective and task is changed in its place."""
    _checked(desk, rating.refs)
    places = [
        place
        for place, old in enumerate(desk.state.ratings)
        if (old.objective, old.task) == (rating.objective, rating.task)
    ]
    if places:
        desk.do(Amend, place=places[-1], rating=rating)
    else:
        desk.do(said.Rate, rating=rating)


def add_observation(desk: ExerciseDesk, observation: Observation) -> None:
    """It was seen."""
    _checked(desk, observation.refs)
    desk.do(said.Observe, observation=observation)


def add_note(desk: ExerciseDesk, note: HotWashNote) -> None:
    """It was said in the Hot Wash."""
    _checked(desk, note.refs)
    desk.do(said.NoteHotWash, note=note)


def add_improvement(desk: ExerciseDesk, line: Improvement) -> None:
    """It is planned."""
    desk.do(said.Plan, improvement=line)


def plan_areas(desk: ExerciseDesk) -> None:
    """Every Area for Improvement that is no Issue of the plan yet is one."""
    issues = {line.issue for line in desk.state.plan}
    areas = [note.text for note in desk.state.hot_wash if note.kind == "improvement"]
    new = [text for text in dict.fromkeys(areas) if text not in issues]
    if not new:
        raise IllegalDecision("plan", "every Area for Improvement is an Issue of the plan already")
    for text in new:
        add_improvement(desk, Improvement(issue=text, corrective_action=""))


def hand_in(desk: ExerciseDesk, form: Feedback) -> None:
    """A form was handed in; an empty one is refused."""
    if not (form.strengths or form.improvements or any(form.statements)):
        raise IllegalDecision("feedback", "the form is empty")
    desk.do(said.GiveFeedback, feedback=form)


def amend(desk: ExerciseDesk, place: int, entry: Entry, to: int | None = None) -> None:
    """The entry at that place reads so, and stands at place `to` where one is named."""
    _checked(desk, getattr(entry, "refs", ()))
    given: dict[str, Any] = {FIELDS[type(entry)]: entry}
    desk.do(Amend, place=place, to=to, **given)


def strike(desk: ExerciseDesk, part: Part, place: int) -> None:
    """The entry at that place is taken out."""
    desk.do(Strike, part=part, place=place)
