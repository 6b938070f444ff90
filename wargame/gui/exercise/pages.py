"""The pages of the console, in the order of an exercise."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtWidgets import QWidget

from wargame.gui.exercise.documents_page import DocumentsPage
from wargame.gui.exercise.estimates_page import EstimatesPage
from wargame.gui.exercise.evaluation_page import EvaluationPage
from wargame.gui.exercise.events_page import EventsPage
from wargame.gui.exercise.room import Room
from wargame.gui.exercise.seats_page import SeatsPage
from wargame.gui.exercise.setup_page import SetupPage
from wargame.gui.theme import Theme


@dataclass(frozen=True, slots=True)
class Page:
    """One page: its words on the tab, and what makes its widget."""

    id: str
    words: str
    make: Callable[[Room, Theme], QWidget]


PAGES = (
    Page("set-up", "Set-up", SetupPage),
    Page("events", "Events", EventsPage),
    Page("seats", "Seats", SeatsPage),
    Page("estimates", "Estimates", EstimatesPage),
    Page("evaluation", "Evaluation", EvaluationPage),
    Page("documents", "Documents", DocumentsPage),
)
