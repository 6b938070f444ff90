"""The exercise of a session, for a face: everything that can be done in it, and what it shows.

Each action is a step of the session: undone, branched and kept in its file like any other.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any, Literal

from pydantic import ValidationError

from wargame.app import msel_files
from wargame.app.exercise_records import ExerciseView
from wargame.app.exercise_steps import NOTHING, Exercise
from wargame.app.exercise_time import last_turned
from wargame.app.exercise_view import view_of
from wargame.app.history import utc_now
from wargame.app.session import Session
from wargame.engine.errors import IllegalDecision
from wargame.exercise import actions, prepared, said
from wargame.exercise.clock import Mark
from wargame.exercise.decisions import DecisionRecord
from wargame.exercise.estimates import Estimate, Question
from wargame.exercise.evaluation import (
    Feedback,
    HotWashNote,
    Improvement,
    Observation,
    Rating,
)
from wargame.exercise.formats.table import Imported
from wargame.exercise.msel import Condition, Effect, Inject, Timing
from wargame.exercise.order import retimed
from wargame.exercise.overview import PRESETS, AgendaItem, Objective, Overview, fitted
from wargame.exercise.prepared import shipped
from wargame.exercise.records import Record
from wargame.exercise.seats import CONTROL, Message, Participant, Seating
from wargame.exercise.state import ExerciseState, MapView

__all__ = [
    "PRESETS", "AgendaItem", "Condition", "Effect", "ExerciseDesk", "ExerciseView", "Inject",
    "MapView", "Objective", "Overview", "Participant", "Seating", "Timing", "exercise_view",
    "retimed", "shipped",
]  # fmt: skip


def exercise_view(
    session: Session, now: datetime | None = None, seat: str = CONTROL
) -> ExerciseView:
    """What a seat may see of the exercise, now or at a time; control sees all."""
    turned = last_turned(session.tree)
    return view_of(session.position, (now or utc_now()).astimezone(), seat, turned)


def _made(kind: type[Record], /, **args: Any) -> Any:
    """A record of people's words; IllegalDecision where it makes no sense."""
    try:
        return kind(**args)
    except ValidationError as error:
        found = error.errors(include_url=False, include_input=False)[:3]
        words = "; ".join(f"{'.'.join(map(str, e['loc']))}: {e['msg']}" for e in found)
        raise IllegalDecision(kind.__name__, words) from None


class ExerciseDesk:
    """What people do in the exercise of a session; IllegalDecision says why something may not."""

    def __init__(self, session: Session, clock: Callable[[], datetime] = utc_now) -> None:
        self.session = session
        self._clock = clock

    @property
    def state(self) -> ExerciseState:
        """The exercise as it stands; an empty one where none is set up."""
        return self.session.position.exercise or NOTHING

    def view(self, seat: str = CONTROL) -> ExerciseView:
        """What a seat may see now."""
        return exercise_view(self.session, self._clock(), seat)

    def do(self, kind: type[actions.Action], /, **args: Any) -> None:
        """The action is taken as a step of the session."""
        self.session.take(Exercise.taking(_made(kind, **args)))

    def _refs(self, refs: Sequence[int]) -> tuple[int, ...]:
        """The log events, all of which exist."""
        known = self.session.tree.nodes
        for seq in refs:
            if seq not in known:
                raise IllegalDecision("reference", f"the log has no event {seq}")
        return tuple(refs)

    # ------------------------------------------------------------------------------------ set-up

    def set_up(self, **parts: Any) -> None:
        """overview, objectives, agenda, turn_minutes, adjudication, participants, seating.

        A seat that is given to a doctrine is played by it in the game from now on.
        """
        self.do(actions.SetUp, **parts)
        if "seating" in parts:
            self._play_doctrines()

    def open_exercise(self, id_or_path: str | Path) -> None:
        """A shipped exercise or one of a file stands ready; FaultsError has every fault of it."""
        found = prepared.read_prepared(id_or_path)
        self.do(actions.OpenExercise, title=found.title, **found.parts)
        self._play_doctrines()

    def save_exercise(self, path: Path) -> None:
        """What was prepared is a file for another day; what was said and done is not in it."""
        text = prepared.prepared_toml(prepared.Prepared.of(self.state))
        part = path.with_name(f".{path.name}.part")  # the file before stays whole until then
        part.write_text(text, encoding="utf-8")
        part.replace(path)

    def _play_doctrines(self) -> None:
        """The game's seats are played as the seating says; those it does not name stay."""
        setting = self.session.position.setting
        said = {s.seat: s.doctrine for s in self.state.seating}
        kept = {seat: d for seat, d in setting.doctrines if seat not in said}
        wanted = kept | {seat: doctrine for seat, doctrine in said.items() if doctrine}
        if wanted != dict(setting.doctrines):
            self.session.set_setting(replace(setting, doctrines=tuple(wanted.items())))

    def use_preset(self, minutes: int) -> None:
        """The agenda of a lesson: 45, 75, 90 or 150 minutes; other lengths fit the nearest one."""
        near = PRESETS[min(PRESETS, key=lambda length: abs(length - minutes))]
        self.set_up(agenda=fitted(near, minutes))

    # ----------------------------------------------------------------------------------- injects

    def import_msel(self, path: Path, kind: str = "") -> Imported:
        """The list of a file is the MSEL; FaultsError has every fault, the answer has notes."""
        found = msel_files.read_msel(path, kind)
        self.do(actions.SetMsel, msel=found.msel)
        return found

    def import_deck(self, path: Path) -> Imported:
        """The cards of a file are the deck to draw from."""
        found = msel_files.read_msel(path)
        self.do(actions.SetMsel, msel=found.msel, as_deck=True)
        return found

    def export_msel(self, path: Path, kind: str) -> None:
        """The MSEL is a file for that tool, with the overview of the exercise."""
        told = self.state.msel.model_copy(update={"overview": self.state.overview})
        msel_files.write_msel(told, path, kind)

    def draw_cards(self, count: int, seed: int) -> None:
        """So many cards of the deck stand in the list; the seed says which."""
        self.do(actions.DrawCards, count=count, seed=seed)

    def edit_inject(self, inject: Inject, before: str = "", instead: str = "") -> None:
        """The inject is new in the list, another than before, or stands before that one.

        With another number it takes the place of the one that had the number `instead`.
        """
        self.do(actions.EditInject, inject=inject, before=before, instead=instead)

    def move_inject(self, number: str, before: str = "", *, retime: bool = True) -> None:
        """An inject stands before another, or at the end; later times follow, or stay."""
        self.do(actions.MoveInject, number=number, before=before, retime=retime)

    def retime(self, number: str, timing: Timing, before: str = "") -> None:
        """An inject is due at another time; dragged, it stands before another."""
        self.edit_inject(retimed(self.state.inject(number), timing), before)

    def remove_inject(self, number: str) -> None:
        """An inject that was not published is gone."""
        self.do(actions.RemoveInject, number=number)

    def set_status(self, number: str, status: str) -> None:
        """The inject has that status."""
        self.do(actions.SetStatus, number=number, status=status)

    def publish(self, number: str, view: MapView | None = None) -> None:
        """The inject is published before that map; its effects belong to the next turn."""
        at = self._clock().isoformat(timespec="seconds")
        self.do(actions.Publish, number=number, at=at, view=view)

    def skip(self, number: str) -> None:
        """The inject is left out."""
        self.set_status(number, "Archived")

    def pause(self, *, on: bool) -> None:
        """No inject is published, or they go on."""
        self.do(actions.Hold, on=on)

    # ------------------------------------------------------------------------------------- clock

    def press(
        self, kind: Literal["start", "item", "turn", "pause", "resume", "stop"], item: int = 0
    ) -> None:
        """A button of the clock; "item" begins that part of the agenda."""
        mark = _made(Mark, kind=kind, at=int(self._clock().timestamp()), item=item)
        self.do(actions.SetMark, mark=mark)

    # ---------------------------------------------------------------------------- seats, secrets

    def decide(self, seat: str, owner: str, decision: str, **fields: Any) -> None:
        """A seat's decision, hidden until revealed; time, inject, options, rationale, follow_up."""
        fields.setdefault("time", self._clock().isoformat(timespec="seconds"))
        record = _made(DecisionRecord, seat=seat, owner=owner, decision=decision, **fields)
        self.do(said.Decide, record=record)

    def reveal_decisions(self, seat: str = "") -> None:
        """Everybody may read the decisions of a seat, or of all."""
        self.do(said.Reveal, of=seat)

    def send(self, from_seat: str, to_seat: str, text: str) -> None:
        """A message between seats; to oneself it is a private note."""
        at = self._clock().isoformat(timespec="seconds")
        self.do(
            said.Send,
            message=_made(Message, from_seat=from_seat, to_seat=to_seat, text=text, at=at),
        )

    def reveal_everything(self) -> None:
        """Decisions, notes and messages may be read by all."""
        self.do(actions.TellAll)

    # --------------------------------------------------------------------------------- estimates

    def ask(self, question_id: str, text: str, model: float | None = None) -> None:
        """A stated event is put to the room, with the model's forecast beside it."""
        self.do(said.Ask, question=_made(Question, id=question_id, text=text, model=model))

    def estimate(
        self, question_id: str, who: str, probability: float, team: str = "", people: int = 1
    ) -> None:
        """Somebody's estimate, or that of so many by show of hands."""
        one = _made(Estimate, who=who, team=team, probability=probability, people=people)
        self.do(said.Say, question=question_id, estimates=(one,))

    def resolve(self, question_id: str, *, outcome: bool) -> None:
        """What was asked has happened, or not."""
        self.do(said.Resolve, question=question_id, outcome=outcome)

    # -------------------------------------------------------------------------------- evaluation

    def rate(
        self, objective: str, rating: str, task: str = "", refs: Sequence[int] = (), **by: str
    ) -> None:
        """P, S, M or U for an objective or one of its tasks; `by` and `note` may be named."""
        own = _made(
            Rating, objective=objective, rating=rating, task=task, refs=self._refs(refs), **by
        )
        self.do(said.Rate, rating=own)

    def observe(self, text: str, refs: Sequence[int] = (), **by: str) -> None:
        """An observation of events of the log; `by` and `objective` may be named."""
        own = _made(Observation, text=text, refs=self._refs(refs), **by)
        self.do(said.Observe, observation=own)

    def give_feedback(
        self,
        strengths: Sequence[str] = (),
        improvements: Sequence[str] = (),
        statements: Sequence[int] = (),
        by: str = "",
    ) -> None:
        """A Participant Feedback Form: three of each at most, statements from 1 to 5."""
        form = _made(
            Feedback,
            strengths=tuple(strengths),
            improvements=tuple(improvements),
            statements=tuple(statements),
            by=by,
        )
        self.do(said.GiveFeedback, feedback=form)

    def note_hot_wash(self, kind: str, text: str, refs: Sequence[int] = (), by: str = "") -> None:
        """A sentence of the Hot Wash: "strength" or "improvement", with its log events."""
        note = _made(HotWashNote, kind=kind, text=text, refs=self._refs(refs), by=by)
        self.do(said.NoteHotWash, note=note)

    def plan_improvement(self, issue: str, corrective_action: str, **fields: str) -> None:
        """A line of the Improvement Plan, in its seven columns."""
        line = _made(Improvement, issue=issue, corrective_action=corrective_action, **fields)
        self.do(said.Plan, improvement=line)
