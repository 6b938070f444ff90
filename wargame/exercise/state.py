"""Everything that people have set up, published, said and written in an exercise: one record."""

from __future__ import annotations

from typing import Any

from pydantic import Field

from wargame.engine.errors import IllegalDecision
from wargame.exercise.clock import Mark
from wargame.exercise.decisions import DecisionRecord
from wargame.exercise.estimates import Question
from wargame.exercise.evaluation import Feedback, HotWashNote, Improvement, Observation, Rating
from wargame.exercise.msel import Inject, Msel
from wargame.exercise.overview import PRESETS, AgendaItem, Objective, Overview
from wargame.exercise.records import Record, Text
from wargame.exercise.seats import Adjudication, Message, Participant, Seating


class MapView(Record):
    """What the map showed: its middle, its scale and the quantity it was coloured by."""

    longitude: float = Field(ge=-180, le=180)
    latitude: float = Field(ge=-90, le=90)
    km_across: float = Field(gt=0, le=50_000)
    layer: Text = ""


class Publication(Record):
    """An inject as it was published: when, on what state, before which map."""

    number: Text
    turn: int = Field(ge=0)  # turns played then; its effects belong to the next
    at: Text
    digest: Text  # of the state
    view: MapView | None = None


class ExerciseState(Record):
    """The exercise as it stands; every action makes another one."""

    overview: Overview = Overview()
    objectives: tuple[Objective, ...] = ()
    agenda: tuple[AgendaItem, ...] = PRESETS[90]
    turn_minutes: int = Field(default=10, ge=1, le=240)
    adjudication: Adjudication = "semi-rigid"  # what holds where nobody chose: a reason is asked
    participants: tuple[Participant, ...] = ()
    seating: tuple[Seating, ...] = ()
    msel: Msel = Msel()
    deck: Msel = Msel()
    drawn: tuple[Text, ...] = ()  # cards of the deck drawn so far
    publications: tuple[Publication, ...] = ()
    held: bool = False  # Pause: nothing is published
    marks: tuple[Mark, ...] = ()
    decisions: tuple[DecisionRecord, ...] = ()
    earlier: int = Field(default=0, ge=0)  # how many of them belong to games before this one
    open_turn: int | None = None  # the turn whose cards were revealed before it was played
    messages: tuple[Message, ...] = ()
    told: bool = False  # "reveal everything"
    questions: tuple[Question, ...] = ()
    ratings: tuple[Rating, ...] = ()
    observations: tuple[Observation, ...] = ()
    feedback: tuple[Feedback, ...] = ()
    hot_wash: tuple[HotWashNote, ...] = ()
    plan: tuple[Improvement, ...] = ()

    def changed(self, **changes: Any) -> ExerciseState:
        """The same exercise with other parts."""
        return self.model_copy(update=changes)

    def inject(self, number: str) -> Inject:
        """The inject of that number; IllegalDecision where there is none."""
        found = self.msel.find(number)
        if found is None:
            raise IllegalDecision("inject", f'the MSEL has no inject "{number[:40]}"')
        return found

    def with_inject(self, changed: Inject) -> ExerciseState:
        """The same list with that inject in place of the one of its number."""
        injects = tuple(changed if i.number == changed.number else i for i in self.msel.injects)
        return self.with_injects(injects)

    def with_injects(self, injects: tuple[Inject, ...]) -> ExerciseState:
        """The same list with other injects."""
        return self.changed(msel=self.msel.model_copy(update={"injects": injects}))

    def published(self, turn: int) -> tuple[Inject, ...]:
        """The injects published after so many turns, in the order they were."""
        return tuple(self.inject(p.number) for p in self.publications if p.turn == turn)

    @property
    def of_this_game(self) -> tuple[DecisionRecord, ...]:
        """The decisions since the game began, or began again."""
        return self.decisions[self.earlier :]

    def revealed(self, of: str = "") -> ExerciseState:
        """Everybody may read what a seat has decided, or what all have."""
        made = tuple(
            r.model_copy(update={"revealed": True}) if of in ("", r.seat) else r
            for r in self.decisions
        )
        return self if made == self.decisions else self.changed(decisions=made)

    def again(self) -> ExerciseState:
        """The exercise for a new game: nothing published yet, all else kept."""
        told = {p.number for p in self.publications}
        injects = tuple(
            i.model_copy(update={"status": "Approved"}) if i.number in told else i
            for i in self.msel.injects
        )
        fresh = self.with_injects(injects)
        return fresh.changed(publications=(), earlier=len(self.decisions), open_turn=None)
