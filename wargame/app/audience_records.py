"""What the room may see, as plain records: nothing in them was ever a secret."""

from __future__ import annotations

from dataclasses import dataclass

from wargame.app.records import ZoneShape


@dataclass(frozen=True, slots=True)
class PublicSector:
    """One sector of the front, as maps and reports tell everybody."""

    id: str
    name: str
    stability: float  # 0..100
    change: float  # against the turn before
    displacement_km: float  # mean displacement of the line since the start
    x: float  # map metres: where its label points
    y: float


@dataclass(frozen=True, slots=True)
class PublicZone:
    """A zone that is on."""

    name: str
    words: str  # "Article 5 now, 20,000 troops"
    shape: ZoneShape | None  # None for one without land


@dataclass(frozen=True, slots=True)
class PublicInject:
    """An inject published to everybody."""

    number: str
    words: str  # its title, or the beginning of its message


@dataclass(frozen=True, slots=True)
class PublicClock:
    """The part of the agenda that is on, and the time left for it."""

    part: str  # "Module 2"
    words: str  # what `left` is left of: "Discussion", or the part
    left: int  # seconds, negative when it overruns
    part_left: int
    running: bool  # False in a pause
    at: int  # seconds since 1970: when this was so

    def left_at(self, now: int) -> tuple[int, int]:
        """What is left at a later time, of the discussion and of the part."""
        gone = max(0, now - self.at) if self.running else 0
        return self.left - gone, self.part_left - gone


@dataclass(frozen=True, slots=True)
class AudienceView:
    """All that the audience window knows of a session."""

    as_of: str  # date of the line of contact, in words
    turn: int
    last_turn: int
    period: str  # "September to November 2025", or the start date
    turn_labels: tuple[str, ...]  # for turns 0..last_turn
    stability: float  # 0..100
    change: float  # against the turn before; 0 at the start
    weakest: tuple[tuple[str, float], ...]  # name and stability of the two least stable sectors
    ceasefire: str  # "in force for 2 quarters"
    rung: str  # where the conflict stands on the escalation ladder, in words
    lost_km2: float  # net, since the start; plus = lost by Kyiv
    happened: tuple[str, ...]  # what the turn brought in public, past tense
    pending: str  # that a zone shown takes effect with the next turn; mostly empty
    zones: tuple[PublicZone, ...]
    sectors: tuple[PublicSector, ...]
    injects: tuple[PublicInject, ...] = ()  # told to everybody in this turn, the newest first
    clock: PublicClock | None = None  # None where no exercise is on
