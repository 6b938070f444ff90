"""What the people of an exercise wrote, as a report tells it."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from typing import TypeVar

from wargame import paths
from wargame.app.exercise_steps import Exercise
from wargame.app.report_log import day
from wargame.app.session import Session
from wargame.exercise import report_written as written
from wargame.exercise.evaluation import HotWashNote, Observation, Rating
from wargame.exercise.overview import Overview
from wargame.exercise.records import Record
from wargame.exercise.report_records import Finding, Grid, Module, Paperwork
from wargame.exercise.state import ExerciseState

STRENGTH, IMPROVE = ("strength:",), ("improve:", "area for improvement:")
TOPICS_A_MODULE = 6
Entry = TypeVar("Entry", HotWashNote, Observation, Rating)


def paperwork(session: Session) -> Paperwork:
    """What people wrote in the exercise, and the notes of the log beside it.

    A note that begins with "Strength:" or "Improve:" is a finding; every other is an observation.
    What cites no event cites the one at which it was written.
    """
    noted = _noted(session)
    state = session.position.exercise
    if state is None:
        return noted
    made = written.paperwork(_cited(session, state))
    return replace(
        made,
        overview=_filled(made.overview, noted.overview),
        modules=_asked(made.modules) if made.modules else noted.modules,
        strengths=(*made.strengths, *noted.strengths),
        improvements=(*made.improvements, *noted.improvements),
        observations=made.observations or noted.observations,
    )


def _filled(own: Overview, other: Overview) -> Overview:
    """What people left empty is what the session says."""
    empty = {name: getattr(other, name) for name, value in own if not value}
    return own.model_copy(update=empty)


def _cited(session: Session, state: ExerciseState) -> ExerciseState:
    """The same exercise; what cites no event cites the one at which it was written."""
    at: dict[Record, int] = {}
    for node in session.tree.line(session.tree.present):
        if isinstance(node.step, Exercise):
            entry = getattr(node.step.read_action, "entry", None)
            if isinstance(entry, Record):
                at[entry] = node.seq

    def cited(entry: Entry) -> Entry:
        if entry.refs or entry not in at:
            return entry
        return entry.model_copy(update={"refs": (at[entry],)})

    return state.changed(
        hot_wash=tuple(cited(note) for note in state.hot_wash),
        observations=tuple(cited(seen) for seen in state.observations),
        ratings=tuple(cited(rating) for rating in state.ratings),
    )


def _noted(session: Session) -> Paperwork:
    """The notes of the log as Strengths, Areas for Improvement and observations."""
    log = [line for line in session.log() if line.kind == "note"]
    notes = [(line.seq, line.seat, line.words.removeprefix("Note: ")) for line in log]
    plain = [n for n in notes if not n[2].lower().startswith((*STRENGTH, *IMPROVE))]
    observed = Grid(
        "observations",
        "Observations",
        ("Who", "Observation"),
        tuple((who, words) for _, who, words in plain),
        tuple((seq,) for seq, _, _ in plain),
        widths=(20, 66),
    )
    return Paperwork(
        overview=overview(session),
        modules=modules(),
        strengths=_findings(notes, STRENGTH),
        improvements=_findings(notes, IMPROVE),
        observations=observed if plain else None,
        statements=written.STATEMENTS,
    )


def _findings(notes: list[tuple[int, str, str]], marks: tuple[str, ...]) -> tuple[Finding, ...]:
    found = []
    for seq, _, words in notes:
        mark = next((m for m in marks if words.lower().startswith(m)), None)
        if mark is not None:
            found.append(Finding(words[len(mark) :].strip(), (seq,)))
    return tuple(found)


def overview(session: Session) -> Overview:
    """What the session itself can say of the exercise; the rest waits for people."""
    scenario = session.scenario
    on = ", ".join(option.name for option in session.position.options)
    seats = ", ".join(seat.name for seat in session.view().seats)
    return Overview(
        exercise_name=scenario.title,
        exercise_dates=day(session.log()[0].at),
        scope=(
            f"Tabletop exercise; {session.position.turn} of {scenario.turns} turns of one quarter "
            "played"
        ),
        scenario=f"{scenario.title}; line of contact of {scenario.contact_line}; on now: {on}",
        participating_organizations=f"Seats: {seats}",
    )


def modules() -> tuple[Module, ...]:
    """The questions of the debate in modules, where nobody has set an agenda."""
    count = -(-len(_questions()) // TOPICS_A_MODULE)
    return _asked(tuple(Module(f"Module {n}", 0) for n in range(1, count + 1)))


def _asked(parts: tuple[Module, ...]) -> tuple[Module, ...]:
    """The modules with their own questions, or with those of the debate spread over all."""
    if any(module.questions for module in parts):
        return parts
    questions, count = _questions(), len(parts)
    edges = [round(n * len(questions) / count) for n in range(count + 1)]
    return tuple(
        replace(module, questions=questions[start:stop], prompts=written.PROMPTS)
        for module, start, stop in zip(parts, edges, edges[1:], strict=False)
    )


def _questions() -> tuple[str, ...]:
    """The question in the room behind each topic."""
    with (paths.assets() / "topics.toml").open("rb") as file:
        return tuple(str(topic["question"]) for topic in tomllib.load(file).values())
