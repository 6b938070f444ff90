"""An inject in the words of its pane, and what may be done with it."""

from __future__ import annotations

from dataclasses import dataclass

from wargame.app.audience_exercise import is_public, poll_words
from wargame.app.exercise import MapView
from wargame.app.exercise_next import due_words, timing_words, waits_for
from wargame.app.exercise_records import ExerciseView, InjectRow
from wargame.gui.exercise.clock_words import when_published

Pairs = tuple[tuple[str, str], ...]
DIGEST = 12  # letters of a digest that people compare


@dataclass(frozen=True, slots=True)
class Told:
    """All that the pane says; equal where nothing has to be painted again."""

    kind: str
    tone: str
    number: str
    due: str
    title: str
    message: str
    facts: Pairs
    sections: Pairs
    others: Pairs
    poll: str  # as the room reads it
    waits: bool  # it can still be published
    published: bool
    deployed: bool  # published and not yet complete
    public: bool  # published, and the room has seen it
    refusal: str  # why it cannot be published now
    view: MapView | None


def told_of(row: InjectRow, view: ExerciseView) -> Told:
    """The inject as its pane says it."""
    inject, told = row.inject, row.publication
    waits = waits_for(inject)
    contingency = inject.contingency or inject.event_type.casefold() == "contingency"
    return Told(
        kind="Contingency" if contingency else inject.event_type or "Inject",
        tone="warn" if contingency else "",
        number=f"Event Number {inject.number} \u00b7 {inject.status}",
        due=due_words(row, held=view.held, running=view.clock.running) if row.due else "",
        title=inject.title or "Untitled",
        message=inject.message,
        facts=_facts(row, view),
        sections=tuple((head, text) for head, text in _sections(row) if text),
        others=inject.extra,
        poll=poll_words(inject),
        waits=waits,
        published=told is not None,
        deployed=told is not None and inject.status == "Deployed",
        public=told is not None and is_public(inject),
        refusal=_refusal(row, view, waits=waits),
        view=told.view if told is not None else None,
    )


def _refusal(row: InjectRow, view: ExerciseView, *, waits: bool) -> str:
    if view.held:
        return "Injects are paused; go on before you publish"
    return "" if waits else f"It is {row.inject.status}"


def _facts(row: InjectRow, view: ExerciseView) -> Pairs:
    inject = row.inject
    pairs = (
        ("From", inject.from_),
        ("To", inject.to),
        ("Inject Mode", inject.mode),
        ("Scenario Time", inject.scenario_time),
        ("Delivery Time", inject.delivery_time),
        ("Move", inject.move),
        ("Timing", timing_words(inject.timing)),
        ("Objective", _objective(row, view)),
        ("In this model", "; ".join(row.effects) or "nothing: it is told, not played"),
        ("Poll", " \u00b7 ".join(inject.choices)),
        ("Audience", _audience(row)),
        *_publication(row),
    )
    return tuple((name, value) for name, value in pairs if value)


def _objective(row: InjectRow, view: ExerciseView) -> str:
    words = [f"{o.objective.id} {o.objective.text}" for o in view.objectives
             if o.objective.id in row.objectives]  # fmt: skip
    return "; ".join(words) or row.inject.objective


def _audience(row: InjectRow) -> str:
    if not is_public(row.inject):
        return "not shown to the room"
    return "shown to the room" if row.publication else "shown to the room once published"


def _publication(row: InjectRow) -> Pairs:
    told = row.publication
    if told is None:
        return ()
    where = f"after turn {told.turn}" if told.turn else "before the first turn"
    across = f"{told.view.km_across:,.0f} km across" if told.view is not None else ""
    return (
        ("Published", f"{when_published(told.at)}, {where}"),
        ("State digest", told.digest[:DIGEST]),
        ("Map view", across),
    )


def _sections(row: InjectRow) -> Pairs:
    inject = row.inject
    return (
        ("Expected Participant Response", inject.expected),
        ("Prompt for the Facilitator", inject.notes),
    )
