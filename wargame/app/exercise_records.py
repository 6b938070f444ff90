"""What a face shows of an exercise: plain records, taken at one moment."""

from __future__ import annotations

from dataclasses import dataclass

from wargame.app.exercise_seats import RevealView, SeatStand
from wargame.exercise.clock import ClockReading, Marks
from wargame.exercise.decisions import DecisionRecord
from wargame.exercise.estimates import Bin, Question, Score
from wargame.exercise.evaluation import Feedback, HotWashNote, Improvement, Observation, Rating
from wargame.exercise.msel import Inject
from wargame.exercise.overview import AgendaItem, Objective, Overview
from wargame.exercise.seats import Message, Participant, Seating
from wargame.exercise.state import Publication


@dataclass(frozen=True, slots=True)
class InjectRow:
    """One line of the MSEL as it stands now."""

    inject: Inject
    due: bool  # it can be published and its time has come, or its condition holds
    due_in: int | None  # seconds; None where no time is set or the clock does not run
    effects: tuple[str, ...]  # in words: "alliance cohesion \u22120.1"
    objectives: tuple[str, ...]  # the ids it exercises
    publication: Publication | None


@dataclass(frozen=True, slots=True)
class ObjectiveRow:
    """An objective with its ratings: its own and those of its critical tasks."""

    objective: Objective
    exercised: bool
    ratings: tuple[tuple[str, str, str], ...]  # task ("" the objective), P | S | M | U | "", words


@dataclass(frozen=True, slots=True)
class CoverageView:
    """The time left against what is not exercised yet."""

    missing: tuple[str, ...]  # ids
    seconds_left: int
    seconds_each: int
    suggested: str  # number of the inject that would exercise most of them; empty for none
    would: tuple[str, ...]
    words: str


@dataclass(frozen=True, slots=True)
class ScoresView:
    """Estimates scored, people beside the model."""

    people: tuple[Score, ...]
    teams: tuple[Score, ...]
    model: Score | None
    calibration: tuple[Bin, ...]
    model_calibration: tuple[Bin, ...]


@dataclass(frozen=True, slots=True)
class ExerciseView:
    """All that a seat, or control, may see of the exercise."""

    seat: str
    overview: Overview
    objectives: tuple[ObjectiveRow, ...]
    agenda: tuple[AgendaItem, ...]
    turn_minutes: int
    adjudication: str
    adjudication_words: str
    participants: tuple[Participant, ...]
    seating: tuple[Seating, ...]
    injects: tuple[InjectRow, ...]  # for a seat only those published
    columns: tuple[str, ...]  # of the MSEL's file, beside the fields
    cards_left: int
    held: bool
    seats: tuple[SeatStand, ...]  # for control; for a seat empty
    reveal: RevealView
    clock: ClockReading
    marks: Marks  # the buttons of the clock as they were pressed, epoch seconds
    coverage: CoverageView
    decisions: tuple[DecisionRecord, ...]
    hidden: tuple[tuple[str, int], ...]  # seat, how many decisions of it are not revealed
    messages: tuple[Message, ...]
    told: bool
    questions: tuple[Question, ...]
    scores: ScoresView
    ratings: tuple[Rating, ...]
    observations: tuple[Observation, ...]
    feedback: tuple[Feedback, ...]
    statement_means: tuple[tuple[float, int], ...]
    strengths: tuple[tuple[str, HotWashNote], ...]  # "Strength 1"
    improvements: tuple[tuple[str, HotWashNote], ...]
    hot_wash: tuple[HotWashNote, ...]  # all of them, as they were written and put in order
    plan: tuple[Improvement, ...]
