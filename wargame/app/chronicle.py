"""All that happened in a session as events, linked into a chain when somebody wants them written.

Events are only ever added: an undo is an event too. Until a session has a file nothing is linked,
so that a game without one pays nothing for it.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from wargame.app.codec import opening_body, snapshot_data, version, zones_on
from wargame.app.desk import Desk
from wargame.app.position import Played, Position
from wargame.app.setting import Setting
from wargame.app.tree import TURN
from wargame.journal.chain import Event, Opening, Snapshot, text_of
from wargame.scenario.options import Geometry

Writer = Callable[[Event, Snapshot | None], None]


@dataclass(frozen=True, slots=True)
class Draft:
    """An event before it is written down."""

    seq: int
    kind: str
    turn: int
    seat: str
    body: dict[str, Any]
    digest: str
    position: Position | None = None  # where a step led; None when it is no step


@dataclass(slots=True)
class Start:
    """What a session starts from, before it is written down."""

    seed: int
    setting: Setting
    created: str
    id: str = field(default_factory=lambda: uuid.uuid4().hex)


class Chronicle:
    """Drafts wait here to be linked; linked events go to whoever writes them."""

    def __init__(self, desk: Desk, start: Start) -> None:
        self._desk = desk
        self._start = start
        self._opening: Opening | None = None
        self._waiting: list[Draft] = []
        self._known: set[Geometry] = set()
        self._events: list[Event] = []
        self._snapshots: dict[int, Snapshot] = {}
        self._head = ""
        self.writer: Writer | None = None

    def restore(
        self,
        opening: Opening,
        events: Sequence[Event],
        snapshots: dict[int, Snapshot],
        known: set[Geometry],
    ) -> None:
        """The chronicle goes on from events that a file keeps."""
        self._opening, self._known = opening, known
        self._events, self._snapshots = list(events), dict(snapshots)
        self._head = events[-1].link() if events else opening.digest()

    @property
    def last(self) -> int:
        """The number of the last event; 0 before the first."""
        return self._waiting[-1].seq if self._waiting else len(self._events)

    @property
    def opening(self) -> Opening:
        """What the session starts from, written down when first asked for."""
        if self._opening is None:
            start, desk = self._start, self._desk
            program, rulebook = version()
            body = opening_body(desk, start.seed, start.setting)
            made = Opening(start.id, start.created, program, rulebook, text_of(body))
            self._known = {option.geometry for option in desk.scenario.options}
            self._opening, self._head = made, made.digest()
        return self._opening

    def add(self, draft: Draft) -> None:
        """One more event; it is written at once where there is somebody who writes."""
        self._waiting.append(draft)
        if self.writer is not None:
            self.settle()

    def settle(self) -> tuple[Event, ...]:
        """Every event so far, linked."""
        _ = self.opening
        while self._waiting:
            event, snapshot = self._linked(self._waiting.pop(0))
            self._events.append(event)
            self._head = event.link()
            if snapshot is not None:
                self._snapshots[event.seq] = snapshot
            if self.writer is not None:
                self.writer(event, snapshot)
        return tuple(self._events)

    @property
    def snapshots(self) -> dict[int, Snapshot]:
        """What is kept of turns, by event."""
        return dict(self._snapshots)

    @property
    def written(self) -> tuple[Event, ...]:
        """The events that are linked."""
        return tuple(self._events)

    def snapshots_of(self, events: Sequence[Event]) -> dict[int, Snapshot]:
        """What is kept of turns by those events."""
        return {e.seq: self._snapshots[e.seq] for e in events if e.seq in self._snapshots}

    def _linked(self, draft: Draft) -> tuple[Event, Snapshot | None]:
        body, snapshot = dict(draft.body), None
        if draft.position is not None:
            geometries = {option.geometry for option in draft.position.table.values()}
            fresh = geometries - self._known
            self._known |= fresh
            if fresh:
                body["zones"] = zones_on(self._desk.shelf, fresh)
            if draft.kind in (TURN, "rule"):
                snapshot = _snapshot(draft.seq, draft.position.now)
                body["snapshot"] = snapshot.name if snapshot else ""
        event = Event(
            draft.seq, draft.kind, draft.turn, draft.seat, text_of(body), draft.digest, self._head
        )
        return event, snapshot


def _snapshot(seq: int, now: Played) -> Snapshot | None:
    """What is kept of a turn; one that cannot be kept is played again, and recorded no less."""
    try:
        return Snapshot(seq, snapshot_data(now.state, now.figures))
    except (TypeError, ValueError):
        return None
