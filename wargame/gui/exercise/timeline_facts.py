"""What stands on the timeline, and when: seconds since the start of the exercise.

Before the start the clock is taken to start at the earliest time of day an inject names.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING

from wargame.app.exercise import AgendaItem, Timing
from wargame.app.exercise_next import condition_words
from wargame.gui.panels.track_marks import DECISIONS

if TYPE_CHECKING:
    from wargame.app.exercise_records import ExerciseView, InjectRow
    from wargame.app.told import Told

MINUTE, DAY = 60, 86_400
TYPES = ("Key event", "Contingency", "Contextual")
UNTYPED, OTHERS = "Injects", "Other types"
MOST_LANES = 6
DECIDED, RULED = "Decisions", "Rulings"
QUARTER = 15 * MINUTE


@dataclass(frozen=True, slots=True)
class Frame:
    """How seconds since the start and the hours of the day belong together."""

    begun: bool
    began: datetime | None  # None: nobody has said at what hour it starts

    def words(self, at: float) -> str:
        """The time as people read it: "14:31" once it runs, before that "T+26"."""
        if self.begun and self.began is not None:
            return f"{self.began + timedelta(seconds=at):%H:%M}"
        sign = "+" if at >= 0 else "\N{MINUS SIGN}"
        return f"T{sign}{abs(round(at / MINUTE))}"

    def of_day(self, seconds: int) -> float | None:
        """When a time of day comes: the one nearest to the start."""
        if self.began is None:
            return None
        start = 3600 * self.began.hour + 60 * self.began.minute + self.began.second
        return (seconds - start + DAY // 2) % DAY - DAY // 2

    def moment(self, text: str) -> float | None:
        """When an ISO 8601 time was; None where it is none, or more than a day from the start."""
        if not self.begun or self.began is None:
            return None
        try:
            found = datetime.fromisoformat(text)
        except ValueError:
            return None
        aware = found.replace(tzinfo=self.began.tzinfo) if found.tzinfo is None else found
        since = (aware - self.began).total_seconds()
        return since if abs(since) < DAY else None


@dataclass(frozen=True, slots=True)
class Spot:
    """An inject on the timeline; `at` is None where it has no fixed time."""

    number: str
    lane: str
    at: float | None
    timing: Timing
    published: bool
    skipped: bool
    due: bool
    name: str
    words: str  # one sentence

    @property
    def movable(self) -> bool:
        """Whether it can be given another time."""
        return not self.published


@dataclass(frozen=True, slots=True)
class Band:
    """A part of the agenda."""

    start: float
    end: float
    title: str
    kind: str
    turns: str  # of the game, for which a module has time: "turns 1 to 3"
    current: bool


@dataclass(frozen=True, slots=True)
class Did:
    """A decision or a ruling."""

    lane: str
    at: float
    words: str


@dataclass(frozen=True, slots=True)
class Facts:
    """All that the timeline shows."""

    frame: Frame
    now: float | None  # None before the start
    bands: tuple[Band, ...]
    lanes: tuple[str, ...]
    spots: tuple[Spot, ...]
    done: tuple[Did, ...]

    def find(self, number: str) -> Spot | None:
        """The inject of that number; None when there is none."""
        return next((spot for spot in self.spots if spot.number == number), None)

    @property
    def in_order(self) -> tuple[Spot, ...]:
        """The injects by time, those without one after them."""
        timed = sorted((s for s in self.spots if s.at is not None), key=_time)
        return (*timed, *(s for s in self.spots if s.at is None))

    @property
    def span(self) -> tuple[float, float]:
        """From the first to the last of all that is shown."""
        ends = [(band.start, band.end) for band in self.bands]
        times = [s.at for s in self.spots if s.at is not None] + [did.at for did in self.done]
        times += [0.0, *(edge for pair in ends for edge in pair)]
        if self.now is not None:
            times.append(self.now)
        return min(times), max(times)


def _time(spot: Spot) -> float:
    return spot.at if spot.at is not None else 0.0


def facts_of(view: ExerciseView, log: Told | None) -> Facts:
    """The timeline of an exercise as it stands."""
    frame = frame_of(view)
    lanes = lanes_of(row.inject.event_type or _typed(row) for row in view.injects)
    return Facts(
        frame=frame,
        now=float(view.clock.elapsed) if frame.begun else None,
        bands=bands_of(view),
        lanes=(*lanes, DECIDED, RULED),
        spots=tuple(_spot(row, frame, lanes) for row in view.injects),
        done=(*_decisions(view, log, frame), *_rulings(log, frame)),
    )


def frame_of(view: ExerciseView) -> Frame:
    """When it started; before that, when it would for the earliest hour that an inject names."""
    if view.marks:
        return Frame(begun=True, began=datetime.fromtimestamp(view.marks[0].at).astimezone())
    timings = (row.inject.timing for row in view.injects)
    hours = [t.seconds for t in timings if t.kind == "absolute"]
    if not hours:
        return Frame(begun=False, began=None)
    first = min(hours) // QUARTER * QUARTER
    midnight = datetime.now().astimezone().replace(hour=0, minute=0, second=0, microsecond=0)
    return Frame(begun=False, began=midnight + timedelta(seconds=first))


def _typed(row: InjectRow) -> str:
    return TYPES[1] if row.inject.contingency else ""


def lanes_of(types: Iterable[str]) -> tuple[str, ...]:
    """One lane a type: those people know first; the rarest share one where there are too many."""
    said = [kind.strip() or UNTYPED for kind in types]
    count = Counter(_known(kind) for kind in said)
    if not count:
        return TYPES
    known = TYPES if any(kind in TYPES for kind in count) else ()
    others = [kind for kind, _times in count.most_common() if kind not in TYPES]
    room = MOST_LANES - len(known)
    if len(others) > room:
        others = [*others[: room - 1], OTHERS]
    return (*known, *others)


def _known(kind: str) -> str:
    return next((name for name in TYPES if name.casefold() == kind.casefold()), kind)


def _lane(row: InjectRow, lanes: tuple[str, ...]) -> str:
    kind = _known((row.inject.event_type or _typed(row)).strip() or UNTYPED)
    return kind if kind in lanes else OTHERS


def _spot(row: InjectRow, frame: Frame, lanes: tuple[str, ...]) -> Spot:
    inject, told = row.inject, row.publication
    at = _due_at(inject.timing, frame)
    if told is not None:
        moment = frame.moment(told.at)
        at = at if moment is None else moment
    lane = _lane(row, lanes)
    return Spot(
        number=inject.number,
        lane=lane,
        at=at,
        timing=inject.timing,
        published=told is not None,
        skipped=inject.status == "Archived",
        due=row.due,
        name=inject.name,
        words=_sentence(row, frame, lane, at),
    )


def _due_at(timing: Timing, frame: Frame) -> float | None:
    if timing.kind == "relative":
        return float(timing.seconds)
    return frame.of_day(timing.seconds) if timing.kind == "absolute" else None


def due_words(timing: Timing) -> str:
    """When an inject is due, as a person says it."""
    if timing.kind == "manual":
        return "when the facilitator says so"
    if timing.when is not None:
        return condition_words(timing.when)
    return f"on {timing.text}" if timing.kind == "move" else f"at {timing.text}"


def _sentence(row: InjectRow, frame: Frame, lane: str, at: float | None) -> str:
    told = row.publication
    if told is not None:
        moment = frame.moment(told.at)
        when = "published" if moment is None else f"published at {frame.words(moment)}"
    elif row.inject.status == "Archived":
        when = "skipped"
    else:
        when = f"due {due_words(row.inject.timing)}"
        if at is not None and frame.begun and row.inject.timing.kind == "relative":
            when += f", {frame.words(at)}"
    overdue = ", its time has come" if row.due else ""
    kind = "" if lane == UNTYPED else f"{row.inject.event_type or lane}, "
    return f"{row.inject.name}: {kind}{row.inject.status}, {when}{overdue}."


def turns_of(agenda: Sequence[AgendaItem], turn_minutes: int) -> tuple[str, ...]:
    """For each part of the agenda the turns it has time for, in words; empty where it has none."""
    said, turn = [], 0
    for item in agenda:
        count = item.minutes // turn_minutes if item.kind == "module" else 0
        first, turn = turn + 1, turn + count
        many = f"turns {first} to {turn}" if count > 1 else f"turn {first}"
        said.append(many if count else "")
    return tuple(said)


def bands_of(view: ExerciseView) -> tuple[Band, ...]:
    """The parts of the agenda: as they were held so far, from now on in their lengths."""
    began = view.marks[0].at if view.marks else 0
    begun = [m for m in view.marks if m.kind in ("start", "item") and m.item < len(view.agenda)]
    if not begun:
        return tuple(_planned(view, 0, 0.0))
    starts, stopped = [float(m.at - began) for m in begun], view.clock.stopped
    held = [
        _band(view, mark.item, start, end)
        for mark, (start, end) in zip(begun, pairwise(starts), strict=False)
        if end > start
    ]
    now, item = float(view.clock.elapsed), begun[-1].item
    until = now + (0 if stopped else max(0, view.clock.item_left))
    last = _band(view, item, starts[-1], until, current=not stopped)
    return (*held, last, *([] if stopped else _planned(view, item + 1, until)))


def _band(
    view: ExerciseView, item: int, start: float, end: float, *, current: bool = False
) -> Band:
    part, turns = view.agenda[item], turns_of(view.agenda, view.turn_minutes)
    return Band(start, end, part.title, part.kind, turns[item], current)


def _planned(view: ExerciseView, first: int, start: float) -> list[Band]:
    made = []
    for item in range(first, len(view.agenda)):
        end = start + view.agenda[item].minutes * MINUTE
        made.append(_band(view, item, start, end))
        start = end
    return made


def _decisions(view: ExerciseView, log: Told | None, frame: Frame) -> list[Did]:
    found = []
    for record in view.decisions:
        at = frame.moment(record.time)
        if at is not None:
            words = record.decision if record.revealed else f"{record.decision} (not revealed)"
            found.append(Did(DECIDED, at, f"{record.seat}: {words}"))
    for line in log.log if log else ():
        at = frame.moment(line.at) if line.on_line and line.kind in DECISIONS else None
        if at is not None and at >= 0:
            found.append(Did(DECIDED, at, f"{line.seat}: {line.words}"))
    return found


def _rulings(log: Told | None, frame: Frame) -> list[Did]:
    found = []
    for ruling in log.rulings if log else ():
        at = frame.moment(ruling.at)
        if at is not None and at >= 0:
            where = f" ({ruling.element_name})" if ruling.element_name else ""
            words = f"Ruling on turn {ruling.turn}: {ruling.meaning}{where}. {ruling.reason}"
            found.append(Did(RULED, at, words))
    return found


def moved(spot: Spot, at: float, facts: Facts) -> Timing:
    """The timing of an inject put at a time of the timeline, in whole minutes.

    A time of day stays one; what had no fixed time counts from the start, or by the clock where all
    others do.
    """
    frame = facts.frame
    kinds = {s.timing.kind for s in facts.spots if s.at is not None and not s.published}
    by_clock = spot.timing.kind == "absolute" or (spot.at is None and kinds == {"absolute"})
    if by_clock and frame.began is not None:
        start = 3600 * frame.began.hour + 60 * frame.began.minute + frame.began.second
        seconds = round((start + at) / MINUTE) * MINUTE % DAY
        return Timing(kind="absolute", seconds=seconds)
    return Timing(kind="relative", seconds=max(0, round(at / MINUTE)) * MINUTE)
