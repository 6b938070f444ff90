"""What each document is for, what it is made from, and what is still missing for it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from wargame.app.exercise_records import ExerciseView


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of document."""

    id: str
    title: str
    words: str


KINDS = (
    Kind(
        "sitman", "Situation Manual (SitMan)", "For everyone: scenario, roles, modules, questions"
    ),
    Kind("guide", "Facilitator Guide", "For control: the same, with prompts and the MSEL"),
    Kind("msel", "Master Scenario Events List (MSEL)", "For control: every inject in its order"),
    Kind("eeg", "Exercise Evaluation Guide (EEG)", "For evaluators: objectives and critical tasks"),
    Kind("seat", "Seat handouts", "For players: what each seat wants and may do"),
    Kind("feedback", "Participant Feedback Form", "For the Hot Wash: three strengths, three areas"),
    Kind(
        "aar",
        "After-Action Report / Improvement Plan (AAR/IP)",
        "For the sponsor: what happened, why, what each option would have done, what to change",
    ),
)


def missing(kind: str, view: ExerciseView | None, turn: int) -> tuple[str, ...]:
    """What the document would not hold as things stand, in a few words each."""
    return tuple(_missing(kind, view, turn)) if view is not None else ()


def _missing(kind: str, view: ExerciseView, turn: int) -> Iterator[str]:
    empty = sum(not words for _, words in view.overview.lines)
    if empty and kind != "seat":
        yield f"{empty} of 11 fields of the Exercise Overview are empty"
    if kind in {"guide", "msel"} and not view.injects:
        yield "the MSEL has no inject"
    if kind in {"eeg", "aar"} and not view.objectives:
        yield "no objective is set"
    if kind == "aar":
        yield from _after_action(view, turn)


def _after_action(view: ExerciseView, turn: int) -> Iterator[str]:
    rated = sum(any(rating for _, rating, _ in row.ratings) for row in view.objectives)
    if turn == 0:
        yield "no turn has been played"
    if rated < len(view.objectives):
        yield f"{len(view.objectives) - rated} of {len(view.objectives)} objectives are not rated"
    if not view.strengths and not view.improvements:
        yield "no Hot Wash note is written"
    if not view.plan:
        yield "the Improvement Plan is empty"
