"""What people do in the exercise: plain values that say what they do to its state.

A session file keeps an action as its name and its arguments; they are read back strictly.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar, Literal

from pydantic import Field, ValidationError

from wargame.engine.errors import IllegalDecision
from wargame.exercise import deck as decks
from wargame.exercise.clock import UNTOLD, Mark
from wargame.exercise.msel import Inject, Msel, Status, Timing
from wargame.exercise.order import moved, moved_in_time
from wargame.exercise.overview import AgendaItem, Objective, Overview, check_agenda
from wargame.exercise.records import Record, Text
from wargame.exercise.seats import ADJUDICATION, CONTROL, Adjudication, Participant, Seating
from wargame.exercise.state import ExerciseState, MapView, Publication

FACILITATOR = "Facilitator"
Digest = Callable[[], str]  # asked only where it is kept: it may have to play a turn


class Action(Record):
    """One action; `name` names it in a file, `applied` is what it does, `words` tells it.

    What `words` says stands in a log that everybody may read: nothing secret is in it.
    """

    name: ClassVar[str]
    known: ClassVar[dict[str, type[Action]]] = {}

    @classmethod
    def __pydantic_init_subclass__(cls, **kwargs: Any) -> None:
        """Every action that has a name is known by it."""
        super().__pydantic_init_subclass__(**kwargs)
        if "name" in vars(cls):
            Action.known[cls.name] = cls

    @staticmethod
    def read(name: str, text: str) -> Action:
        """The action whose arguments are that JSON; IllegalDecision when it is none."""
        if name not in Action.known:
            raise IllegalDecision(name[:60], "an exercise knows no such action")
        try:
            return Action.known[name].model_validate_json(text)
        except ValidationError as error:
            found = error.errors(include_url=False, include_input=False)[:3]
            words = "; ".join(f"{'.'.join(map(str, e['loc']))}: {e['msg']}" for e in found)
            raise IllegalDecision(name, words) from None

    @property
    def seat(self) -> str:
        """Who acts."""
        return FACILITATOR

    def applied(self, state: ExerciseState, turn: int, digest: Digest) -> ExerciseState:
        """The exercise after it; `turn` turns have been played, to a state of that digest."""
        raise NotImplementedError

    def words(self) -> str:
        """The action in a few words, for the log."""
        raise NotImplementedError


# ------------------------------------------------------------------------------------- set-up


class SetUp(Action):
    """Parts of the set-up are others; what is not named stays."""

    name = "set_up"
    overview: Overview | None = None
    objectives: tuple[Objective, ...] | None = None
    agenda: tuple[AgendaItem, ...] | None = None
    turn_minutes: int | None = Field(default=None, ge=1, le=240)
    adjudication: Adjudication | None = None
    participants: tuple[Participant, ...] | None = None
    seating: tuple[Seating, ...] | None = None

    def applied(self, state: ExerciseState, turn: int, digest: Digest) -> ExerciseState:
        """An agenda ends with the Hot Wash, objectives have ids of their own."""
        if self.agenda is not None:
            check_agenda(self.agenda)
        ids = [o.id for o in self.objectives or ()]
        if "" in ids or len({*ids}) < len(ids):
            raise IllegalDecision("objectives", "each has an id of its own, such as O1")
        return state.changed(**{n: getattr(self, n) for n in self._named})

    @property
    def _named(self) -> tuple[str, ...]:
        return tuple(n for n in type(self).model_fields if getattr(self, n) is not None)

    def words(self) -> str:
        """Which parts."""
        if self._named == ("adjudication",) and self.adjudication is not None:
            return f"Adjudication: {self.adjudication}, {ADJUDICATION[self.adjudication]}"
        return "Exercise set up: " + ", ".join(n.replace("_", " ") for n in self._named)


class SetMsel(Action):
    """The Master Scenario Events List, or the deck of cards, is this one.

    What has been published stays in the list: a new one must still hold it.
    """

    name = "set_msel"
    msel: Msel
    as_deck: bool = False

    def applied(self, state: ExerciseState, turn: int, digest: Digest) -> ExerciseState:
        """An overview in the list fills an empty one."""
        if self.as_deck:
            return state.changed(deck=self.msel, drawn=())
        for told in state.publications:
            if self.msel.find(told.number) != state.inject(told.number):
                words = f"inject {told.number} has been published and stays as it is"
                raise IllegalDecision("MSEL", words)
        overview = self.msel.overview if state.overview == Overview() else state.overview
        return state.changed(msel=self.msel, overview=overview)

    def words(self) -> str:
        """How many."""
        what = "Deck of cards" if self.as_deck else "MSEL"
        return f"{what}: {len(self.msel.injects)} injects"


class OpenExercise(SetUp):
    """A prepared exercise stands in place of the one before; nothing has been published yet."""

    name = "open_exercise"
    title: Text = ""
    msel: Msel = Msel()
    deck: Msel = Msel()

    def applied(self, state: ExerciseState, turn: int, digest: Digest) -> ExerciseState:
        """Set-up, list and deck are those prepared; what people said and wrote stays."""
        if state.publications:
            words = "injects have been published; begin a new session for another exercise"
            raise IllegalDecision("exercise", words)
        made = super().applied(state, turn, digest)
        return made.changed(msel=self.msel, deck=self.deck, drawn=())

    @property
    def _named(self) -> tuple[str, ...]:
        return tuple(n for n in super()._named if n not in ("title", "msel", "deck"))

    def words(self) -> str:
        """Its title."""
        return f"Exercise opened: {self.title}"


class DrawCards(Action):
    """Cards of the deck are drawn at random and stand in the list; the seed says which."""

    name = "draw_cards"
    count: int = Field(ge=1, le=100)
    seed: int = Field(ge=0, lt=2**63)

    def applied(self, state: ExerciseState, turn: int, digest: Digest) -> ExerciseState:
        """They are approved, due by hand; a number that is taken gets a mark."""
        cards = decks.draw(state.deck, self.count, self.seed, state.drawn)
        if not cards:
            raise IllegalDecision("deck", "no card is left in it")
        taken = {inject.number for inject in state.msel.injects}
        made = []
        for card in cards:
            number, copies = f"card {card.number}", 2
            while number in taken:
                number, copies = f"card {card.number} ({copies})", copies + 1
            taken.add(number)
            update = {"number": number, "status": "Approved", "timing": Timing()}
            made.append(card.model_copy(update=update))
        drawn = (*state.drawn, *(card.number for card in cards))
        return state.with_injects((*state.msel.injects, *made)).changed(drawn=drawn)

    def words(self) -> str:
        """How many."""
        return f"{self.count} card{'' if self.count == 1 else 's'} drawn, seed {self.seed}"


# ------------------------------------------------------------------------------------- injects


class EditInject(Action):
    """An inject is new in the list or another than before; `before` says where it stands."""

    name = "edit_inject"
    inject: Inject
    before: Text = ""  # the number of the inject it stands before; empty: its place, or the end
    instead: Text = ""  # the number it had, where that is another

    def applied(self, state: ExerciseState, turn: int, digest: Digest) -> ExerciseState:
        """What has been published stays as it is."""
        if not self.inject.number:
            raise IllegalDecision("inject", "it needs a number")
        _not_published(state, self.inject.number)
        if self.instead and self.instead != self.inject.number:
            return self._renumbered(state)
        if self.before:
            state.inject(self.before)
        known = state.msel.find(self.inject.number)
        if not self.before and known is not None:
            return state.with_inject(self.inject)
        injects = [i for i in state.msel.injects if i.number != self.inject.number]
        places = [k for k, i in enumerate(injects) if i.number == self.before]
        injects.insert(places[0] if places else len(injects), self.inject)
        return state.with_injects(tuple(injects))

    def _renumbered(self, state: ExerciseState) -> ExerciseState:
        """The list with the inject in the place of the one whose number it had."""
        state.inject(self.instead)
        _not_published(state, self.instead)
        if state.msel.find(self.inject.number) is not None:
            words = f"another one has the number {self.inject.number}; each has one of its own"
            raise IllegalDecision("inject", words)
        injects = (self.inject if i.number == self.instead else i for i in state.msel.injects)
        return state.with_injects(tuple(injects))

    def words(self) -> str:
        """Its number, and when it is due."""
        return f"Inject {self.inject.number} entered, due {self.inject.timing.text}"


class MoveInject(Action):
    """An inject stands in another place of the list; the times follow, or stay."""

    name = "move_inject"
    number: Text
    before: Text = ""  # the number of the inject it stands before; empty: the end
    retime: bool = True

    def applied(self, state: ExerciseState, turn: int, digest: Digest) -> ExerciseState:
        """What has been published keeps its time."""
        state.inject(self.number)
        if self.before:
            state.inject(self.before)
        _not_published(state, self.number)
        if self.before == self.number:
            return state
        told = {p.number for p in state.publications}
        if self.retime:
            return state.with_injects(
                moved_in_time(state.msel.injects, self.number, self.before, told)
            )
        return state.with_injects(moved(state.msel.injects, self.number, self.before))

    def words(self) -> str:
        """Where to."""
        where = f"before {self.before}" if self.before else "to the end"
        follow = "; later times follow" if self.retime else ""
        return f"Inject {self.number} moved {where}{follow}"


class RemoveInject(Action):
    """An inject that was not published is gone from the list."""

    name = "remove_inject"
    number: Text

    def applied(self, state: ExerciseState, turn: int, digest: Digest) -> ExerciseState:
        """The list without it."""
        state.inject(self.number)
        _not_published(state, self.number)
        return state.with_injects(tuple(i for i in state.msel.injects if i.number != self.number))

    def words(self) -> str:
        """Which."""
        return f"Inject {self.number} removed"


class SetStatus(Action):
    """An inject has another status: "Archived" skips it, "Complete" ends one published."""

    name = "set_status"
    number: Text
    status: Status

    def applied(self, state: ExerciseState, turn: int, digest: Digest) -> ExerciseState:
        """Published injects can only be completed or archived, others never deployed."""
        inject = state.inject(self.number)
        told = any(p.number == self.number for p in state.publications)
        if self.status == "Deployed" or (told and self.status in UNTOLD):
            words = "has been published" if told else "is published by Publish"
            raise IllegalDecision("status", f"inject {self.number} {words}")
        return state.with_inject(inject.model_copy(update={"status": self.status}))

    def words(self) -> str:
        """Which, and its status."""
        if self.status == "Archived":
            return f"Inject {self.number} skipped"
        return f"Inject {self.number}: {self.status}"


class Publish(Action):
    """An inject is published; its effects belong to the next turn."""

    name = "publish"
    number: Text
    at: Text
    view: MapView | None = None

    def applied(self, state: ExerciseState, turn: int, digest: Digest) -> ExerciseState:
        """The publication holds the state's digest and the map view."""
        inject = state.inject(self.number)
        _not_published(state, self.number)
        if inject.status not in UNTOLD:
            raise IllegalDecision(inject.name, f"it is {inject.status}")
        if state.held:
            raise IllegalDecision(inject.name, "injects are paused; go on before you publish")
        told = Publication(
            number=self.number, turn=turn, at=self.at, digest=digest(), view=self.view
        )
        deployed = state.with_inject(inject.model_copy(update={"status": "Deployed"}))
        return deployed.changed(publications=(*state.publications, told))

    def words(self) -> str:
        """Which."""
        return f"Inject {self.number} published"


class Hold(Action):
    """Pause: no inject is published until it goes on."""

    name = "hold"
    on: bool

    def applied(self, state: ExerciseState, turn: int, digest: Digest) -> ExerciseState:
        """Paused, or not."""
        return state.changed(held=self.on)

    def words(self) -> str:
        """Which."""
        return "Injects paused" if self.on else "Injects go on"


def _not_published(state: ExerciseState, number: str) -> None:
    if any(told.number == number for told in state.publications):
        raise IllegalDecision("inject", f"inject {number} has been published and stays as it is")


class SetMark(Action):
    """A button of the clock was pressed."""

    name = "clock"
    mark: Mark

    def applied(self, state: ExerciseState, turn: int, digest: Digest) -> ExerciseState:
        """Marks follow in order: first the start, nothing after the stop."""
        kinds = [mark.kind for mark in state.marks]
        begun, kind = bool(kinds) and kinds[-1] != "stop", self.mark.kind
        if kind != "start" and not begun:
            raise IllegalDecision("clock", "it does not run; start it first")
        if kind == "start":
            if begun:
                raise IllegalDecision("clock", "it has been started")
            return state.changed(marks=(self.mark,))
        if kind == "item" and self.mark.item >= len(state.agenda):
            raise IllegalDecision("clock", f"the agenda has {len(state.agenda)} parts")
        late = self.mark.model_copy(update={"at": max(self.mark.at, state.marks[-1].at)})
        return state.changed(marks=(*state.marks, late))

    def words(self) -> str:
        """Which button."""
        said = {"item": f"part {self.mark.item + 1} of the agenda", "resume": "goes on"}
        return f"Clock: {said.get(self.mark.kind, self.mark.kind)}"


class TellAll(Action):
    """Everything is revealed: decisions, private notes and messages."""

    name = "reveal_everything"
    why: Literal["end of exercise"] = "end of exercise"

    def applied(self, state: ExerciseState, turn: int, digest: Digest) -> ExerciseState:
        """All is told."""
        return state.changed(told=True)

    def words(self) -> str:
        """In three words."""
        return "Everything is revealed"

    @property
    def seat(self) -> str:
        """Control."""
        return CONTROL
