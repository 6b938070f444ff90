"""What the room may see of an exercise: injects told to all of it, the clock, the part that is on.

An inject is public once it is published and addressed to everybody ("All", "Everyone", "Public",
"Room" ... alone or in a list), or addressed to nobody in particular and sent by a public channel
(news, press, broadcast, social media). Everything else is told to those it names and is shown in
the room by nobody: whoever leaves an address empty by mistake gives nothing away. Of a public
inject the room reads number, title or message, and sender; never what is expected, the notes for
the facilitator, its effects, or columns of a file.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime

from wargame.app.audience_records import AudienceView, PublicClock, PublicInject
from wargame.app.exercise_time import with_turn
from wargame.app.position import Position
from wargame.exercise import clock
from wargame.exercise.msel import Inject
from wargame.exercise.state import ExerciseState

EVERYBODY = frozenset({
    "all", "everyone", "everybody", "public", "the public", "general public", "room", "the room",
    "audience", "plenary", "all players", "all participants", "all teams", "all seats",
})  # fmt: skip
CHANNELS = re.compile(
    r"\b(news|press|media|broadcast|television|tv|radio|newspaper|social media|twitter|headline|"
    r"public statement|briefing slide|plenary)\b"
)
LONGEST = 240  # letters of a message that stands in place of a title
QUESTION = 160  # letters of a question that a room reads
DISCUSSED = ("module",)  # parts in which the turn's timer is the one that counts


def is_public(inject: Inject) -> bool:
    """Whether everybody in the room reads the inject once it is published."""
    to = [part.strip().casefold() for part in re.split(r"[,;/\n]", inject.to) if part.strip()]
    if to:
        return any(part in EVERYBODY for part in to)
    return CHANNELS.search(inject.mode.casefold()) is not None


def with_exercise(view: AudienceView, here: Position, now: datetime, turned: int) -> AudienceView:
    """The room's view with what is public of the exercise.

    turned : when the last turn was played, seconds since 1970; 0 for never.
    """
    state = here.exercise
    if state is None:
        return view
    return replace(view, injects=_injects(state, here.turn), clock=_clock(state, now, turned))


def _injects(state: ExerciseState, turn: int) -> tuple[PublicInject, ...]:
    """Those published since the last turn, the newest first, then those that it brought."""
    told = [p for p in state.publications if p.turn in (turn, turn - 1)]
    found = [state.msel.find(p.number) for p in sorted(told, key=lambda p: -p.turn)]
    return tuple(_told(inject) for inject in found if inject is not None and is_public(inject))


def _told(inject: Inject) -> PublicInject:
    words = inject.title or " ".join(inject.message.split())
    cut = words if len(words) <= LONGEST else words[: LONGEST - 1].rstrip() + "\u2026"
    return PublicInject(inject.number, cut)


def _clock(state: ExerciseState, now: datetime, turned: int) -> PublicClock | None:
    """The part that is on and its time; None before the start and after the end."""
    at = int(now.timestamp())
    read = clock.read(
        with_turn(state.marks, turned), state.agenda, clock.MINUTE * state.turn_minutes, at
    )
    if not 0 <= read.item < len(state.agenda) or read.stopped:
        return None
    part = state.agenda[read.item]
    discussed = part.kind in DISCUSSED
    return PublicClock(
        part=part.title,
        words="Discussion" if discussed else part.title,
        left=read.turn_left if discussed else read.item_left,
        part_left=read.item_left,
        running=read.running,
        at=at,
    )


def poll_words(inject: Inject) -> str:
    """The poll of an inject as a question for the room, answers on lines of their own."""
    choices = inject.choices
    if not choices:
        return ""
    asked = inject.title or " ".join(inject.message.split())
    short = asked if len(asked) <= QUESTION else asked[: QUESTION - 1].rstrip() + "\u2026"
    letters = [f"{chr(65 + n)}  {choice}" for n, choice in enumerate(choices[:26])]
    return "\n".join((short, *letters))
