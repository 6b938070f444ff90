"""Events chained by SHA-256: each names the one before, the first names the opening.

A chain finds damage; it does not prove who wrote it.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Opening:
    """What a session starts from: everything that is needed to play it again anywhere."""

    id: str
    created: str  # ISO 8601 in UTC
    program: str  # "wargame 0.1.0"
    rulebook: str  # its version
    body: str  # JSON: scenario, parameters, seed, setting, measured zones

    def digest(self) -> str:
        """The name by which the first event refers to the opening."""
        return digest_of([self.id, self.created, self.program, self.rulebook, self.body])


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened in a session, as it is written."""

    seq: int  # 1, 2, 3 ...
    kind: str
    turn: int
    seat: str | None
    body: str  # JSON
    digest: str | None  # of the state after it
    previous: str  # of the event before, or of the opening

    def link(self) -> str:
        """The name by which the next event refers to this one."""
        return digest_of(
            [self.seq, self.kind, self.turn, self.seat, self.body, self.digest, self.previous]
        )


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A cache of one event's state; `name` is the SHA-256 of its bytes."""

    seq: int
    data: bytes

    @property
    def name(self) -> str:
        """SHA-256 of the bytes."""
        return hashlib.sha256(self.data).hexdigest()


@dataclass(frozen=True, slots=True)
class Break:
    """Where a chain does not hold."""

    seq: int  # of the event that is not as it was written
    words: str


def text_of(value: Any) -> str:
    """The one JSON text of a value: sorted keys, no spaces, no NaN."""
    return json.dumps(
        value, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False
    )


def digest_of(parts: Sequence[object]) -> str:
    """SHA-256 over the parts, which cannot run into one another."""
    return hashlib.sha256(text_of(list(parts)).encode("utf-8", "surrogatepass")).hexdigest()


def first_break(opening: Opening, events: Iterable[Event], head: str) -> Break | None:
    """The first place where the chain does not hold; `head` names the last event.

    When event 7 does not name event 6 as it stands, it is 6 that was changed: 7 is vouched for by
    what follows it.
    """
    last, expected = 0, opening.digest()
    for event in events:
        if event.seq != last + 1:
            return Break(last + 1, f"event {last + 1} is missing; event {event.seq} follows {last}")
        if event.previous != expected:
            what = "the opening" if last == 0 else f"event {last}"
            return Break(last, f"{what} is not as it was written")
        last, expected = event.seq, event.link()
    if expected != head:
        what = "the opening" if last == 0 else f"event {last}"
        return Break(last, f"{what} is not as it was written, or events after it are missing")
    return None
