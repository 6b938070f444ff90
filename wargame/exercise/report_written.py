"""What people wrote in an exercise, as the tables and lists of its documents."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from wargame.exercise import estimates, evaluation
from wargame.exercise.decisions import SEVEN, DecisionRecord
from wargame.exercise.estimates import Question
from wargame.exercise.evaluation import (
    Feedback,
    HotWashNote,
    Improvement,
    Observation,
)
from wargame.exercise.msel import Inject
from wargame.exercise.overview import AgendaItem, Objective
from wargame.exercise.report_charts import calibration
from wargame.exercise.report_records import (
    Finding,
    Grid,
    Module,
    Paperwork,
    Picture,
    RatedObjective,
)
from wargame.exercise.seats import Participant
from wargame.exercise.state import ExerciseState, Publication
from wargame.rules.fields import FIELDS

PLAN = (
    "Issue", "Corrective Action", "Capability Element", "Primary Responsible Organization", "POC",
    "Start", "Completion",
)  # fmt: skip
MSEL = (
    "Event Number", "Designated Scenario Time", "When", "Event Type", "From", "To", "Title",
    "Message", "Expected Participant Response", "Exercise Objective", "Notes", "Status",
)  # fmt: skip
STATEMENTS = (
    "The exercise was well structured and organized.",
    "The scenario was plausible and realistic.",
    "The Facilitator kept the discussion on the objectives.",
    "I could say why the model did what it did.",
    "Intervals, not single numbers, carried our argument.",
    "I now know better what would change my mind.",
)
PROMPTS = (
    "Ask for an estimate, with a number, before you play the turn.",
    "Open Why: which bar is the largest, and which rule stands behind it?",
    "Open Compare: where do the intervals of two options overlap, and what would part them?",
    "Who at this table disagrees, and what would change their mind?",
)


def paperwork(written: ExerciseState) -> Paperwork:
    """An exercise as its documents tell it."""
    return Paperwork(
        overview=written.overview,
        objectives=tuple(_judged(o, written) for o in written.objectives),
        modules=modules(written.agenda),
        agenda=agenda_grid(written.agenda),
        published=published_grid(written),
        injects=msel_grid(written.msel.injects),
        decisions=decisions_grid(written.decisions),
        estimates=estimates_grids(written.questions),
        calibration=calibration_chart(written.questions),
        observations=observations_grid(written.observations),
        strengths=findings(written.hot_wash, "strength"),
        improvements=findings(written.hot_wash, "improvement"),
        plan=plan_grid(written.plan),
        feedback=feedback_grid(written.feedback),
        participants=participants_grid(written.participants),
        statements=STATEMENTS,
    )


def _judged(objective: Objective, written: ExerciseState) -> RatedObjective:
    """An objective with the rating that counts and what was seen of it."""
    ratings = dict(evaluation.rated(objective, written.ratings))
    rating = ratings.pop("")
    tasks = [f"{task}: {r.rating}" for task, r in ratings.items() if r is not None]
    seen = [o for o in written.observations if o.objective == objective.id]
    shown = "; ".join(
        filter(None, (rating.note if rating else "", *tasks, *(o.text for o in seen)))
    )
    refs = (*(rating.refs if rating else ()), *(event for o in seen for event in o.refs))
    return RatedObjective(
        objective.id,
        objective.text,
        objective.tasks,
        shown,
        rating.rating if rating else "",
        tuple(sorted(set(refs))),
    )


def modules(agenda: Iterable[AgendaItem]) -> tuple[Module, ...]:
    """The modules of an agenda with their questions."""
    return tuple(
        Module(item.title, item.minutes, questions=item.questions, prompts=PROMPTS)
        for item in agenda
        if item.kind == "module"
    )


def agenda_grid(agenda: Sequence[AgendaItem]) -> Grid | None:
    """The agenda by minutes from the beginning; None without one."""
    rows, begin = [], 0
    for item in agenda:
        clock = f"T+{begin // 60}:{begin % 60:02d}"
        rows.append((clock, item.title, f"{item.minutes}", ", ".join(item.objectives)))
        begin += item.minutes
    heads = ("From", "Part", "Minutes", "Objectives")
    return _grid("agenda", "Agenda", heads, rows, widths=(14, 46, 16, 24))


def msel_grid(injects: Iterable[Inject]) -> Grid | None:
    """The injects in their order under the names of HSEEP; None without any."""
    rows = [
        (
            i.number, i.scenario_time, _when(i), i.event_type, i.from_, i.to, i.title,
            _with_poll(i), i.expected, i.objective, i.notes, i.status,
        )
        for i in injects
    ]  # fmt: skip
    return _grid("msel", "Master Scenario Events List", MSEL, rows, small=True)


def _when(inject: Inject) -> str:
    """When it is due; a condition in words."""
    when = inject.timing.when
    if when is None:
        return inject.timing.text
    field = FIELDS.get(when.field)
    name = field.meaning if field is not None else when.field
    where = f" ({when.element})" if when.element is not None else ""
    return f"when {name}{where} {when.comparison} {when.value:g}"


def _with_poll(inject: Inject) -> str:
    poll = f"Poll: {'; '.join(inject.choices)}" if inject.choices else ""
    return "\n".join(filter(None, (inject.message, poll)))


def published_grid(written: ExerciseState) -> Grid | None:
    """The injects as they were published, on what state; None before the first."""
    rows = [
        (
            told.number, written.inject(told.number).title, str(told.turn), told.at,
            told.digest[:12], _seen(told),
        )
        for told in written.publications
    ]  # fmt: skip
    heads = ("Inject", "Title", "After turn", "At", "State", "Map view")
    return _grid("published", "Injects published", heads, rows)


def _seen(told: Publication) -> str:
    view = told.view
    if view is None:
        return ""
    layer = f", {view.layer}" if view.layer else ""
    return f"{view.latitude:.1f}, {view.longitude:.1f}; {view.km_across:.0f} km across{layer}"


def decisions_grid(records: Iterable[DecisionRecord]) -> Grid | None:
    """The decision records in their seven fields; None without any."""
    return _grid("decisions", "Decision record", SEVEN, [r.seven for r in records], small=True)


def estimates_grids(questions: Sequence[Question]) -> tuple[Grid, ...]:
    """What was asked and came, everybody's score, each team's; the model's forecast beside them."""
    asked = [
        (
            q.text, str(q.turn), "; ".join(_said(e) for e in q.estimates),
            q.model_said or "none",
            "not resolved" if q.outcome is None else "yes" if q.outcome else "no",
        )
        for q in questions
    ]  # fmt: skip
    heads = ("Question", "After turn", "Estimates", "Model", "Came about in this game")
    model = estimates.of_model(questions)
    note = (
        "Brier score: the mean of (probability stated minus what happened) squared; 0 is perfect, "
        "always saying one half scores 0.25. Few questions say little about anybody's skill."
    )
    grids = [_grid("estimates", "Questions asked before the resolution", heads, asked)]
    scored = (
        ("estimates-people", "Scores by person", estimates.by_person(questions)),
        ("estimates-teams", "Scores by team", estimates.by_team(questions)),
    )
    for name, title, scores in scored:
        every = (*scores, *((model,) if model is not None and scores else ()))
        rows = [(s.who, str(s.questions), f"{s.brier:.3f}") for s in every]
        grids.append(_grid(name, title, ("Who", "Questions", "Brier score"), rows, note=note))
    return tuple(grid for grid in grids if grid is not None)


def _said(estimate: estimates.Estimate) -> str:
    people = f" ({estimate.people} people)" if estimate.people > 1 else ""
    return f"{estimate.who} {estimate.probability:.0%}{people}"


def calibration_chart(questions: Sequence[Question]) -> Picture | None:
    """What people called so probable, against how often it came about; None before any outcome."""
    bins = estimates.calibration(questions)
    if not bins:
        return None
    points = [(b.stated, b.happened, b.count) for b in bins]
    return calibration(
        points,
        "Estimates of people against what came about in this game; the number is how many were "
        "made, the dashed line what perfect calibration looks like.",
    )


def observations_grid(observations: Iterable[Observation]) -> Grid | None:
    """What Evaluators and Observers saw; None when nobody wrote anything."""
    seen = list(observations)
    rows = [(o.by, o.objective, o.text) for o in seen]
    heads = ("Who", "Objective", "Observation")
    return _grid("observations", "Observations", heads, rows, [o.refs for o in seen])


def findings(notes: Iterable[HotWashNote], kind: evaluation.Kind) -> tuple[Finding, ...]:
    """The notes of the Hot Wash of one kind."""
    return tuple(Finding(note.text, note.refs) for _, note in evaluation.numbered(notes, kind))


def plan_grid(plan: Iterable[Improvement]) -> Grid | None:
    """The Improvement Plan; None when nothing is planned."""
    rows = [
        (
            p.issue, p.corrective_action, p.capability_element,
            p.primary_responsible_organization, p.poc, p.start, p.completion,
        )
        for p in plan
    ]  # fmt: skip
    return _grid("plan", "Improvement Plan", PLAN, rows)


def feedback_grid(forms: Sequence[Feedback]) -> Grid | None:
    """The Participant Feedback Forms together; None when none came back."""
    means = evaluation.mean_statements(forms)
    rows = [
        (STATEMENTS[place] if place < len(STATEMENTS) else f"Statement {place + 1}", f"{mean:.1f}")
        for place, (mean, answers) in enumerate(means)
        if answers
    ]
    rows += [("Strength", text) for form in forms for text in form.strengths]
    rows += [("Area for Improvement", text) for form in forms for text in form.improvements]
    count = f"{len(forms)} forms. Statements: mean of 1, strongly disagree, to 5, strongly agree."
    return _grid("feedback", "Participant Feedback", ("Statement", "Answer"), rows, note=count)


def participants_grid(people: Iterable[Participant]) -> Grid | None:
    """Who took part; None when nobody is named."""
    rows = [(p.name, p.role, p.seat, p.organization) for p in people]
    return _grid("participants", "Participants", ("Name", "Role", "Seat", "Organization"), rows)


def _grid(
    name: str,
    title: str,
    heads: tuple[str, ...],
    rows: Sequence[tuple[str, ...]],
    refs: Iterable[tuple[int, ...]] = (),
    *,
    note: str = "",
    widths: tuple[int, ...] = (),
    small: bool = False,
) -> Grid | None:
    """A table, or None where it would be empty."""
    if not rows:
        return None
    return Grid(name, title, heads, tuple(rows), tuple(refs), note, widths, small)
