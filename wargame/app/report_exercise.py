"""What the people of an exercise wrote, as a report tells it."""

from __future__ import annotations

import tomllib

from wargame import paths
from wargame.app.report_log import day
from wargame.app.session import Session
from wargame.exercise.overview import Overview
from wargame.exercise.report_records import Finding, Grid, Module, Paperwork
from wargame.exercise.report_written import PROMPTS, STATEMENTS

STRENGTH, IMPROVE = ("strength:",), ("improve:", "area for improvement:")
TOPICS_A_MODULE = 6


def paperwork(session: Session) -> Paperwork:
    """The notes of the log as Strengths, Areas for Improvement and observations.

    A note that begins with "Strength:" or "Improve:" is a finding; every other is an observation.
    """
    notes = [
        (n.seq, n.seat, n.words.removeprefix("Note: ")) for n in session.log() if n.kind == "note"
    ]
    strong = _findings(notes, STRENGTH)
    weak = _findings(notes, IMPROVE)
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
        strengths=strong,
        improvements=weak,
        observations=observed if plain else None,
        statements=STATEMENTS,
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
    """The questions of the debate in modules, where nobody has set others."""
    with (paths.assets() / "topics.toml").open("rb") as file:
        topics = tomllib.load(file)
    questions = [str(topic["question"]) for topic in topics.values()]
    parts = [
        tuple(questions[at : at + TOPICS_A_MODULE])
        for at in range(0, len(questions), TOPICS_A_MODULE)
    ]
    return tuple(
        Module(f"Module {number}", 0, questions=asked, prompts=PROMPTS)
        for number, asked in enumerate(parts, 1)
    )
