"""Where a session stands: turns as they were played, and all that lies on the table."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from wargame.app.options import NONE
from wargame.app.records import TurnFigures, Why
from wargame.app.setting import Setting
from wargame.app.zones import ZoneShelf
from wargame.engine.decisions import Decision
from wargame.engine.rule import Game
from wargame.engine.sequence import TurnPlayed
from wargame.scenario.options import Option


@dataclass(frozen=True)
class Played:
    """A turn as it was played: its state and game, what was in place and decided, and why."""

    turn: TurnPlayed
    game: Game
    options: tuple[Option, ...]  # in the zone slots, in order
    setting: Setting
    decisions: tuple[Decision, ...]
    figures: TurnFigures
    why: Why | None  # None for turn 0


@dataclass(frozen=True, slots=True)
class Laid:
    """A card that a seat has laid down for the next turn; hidden until the turn is played."""

    seat: str
    card: str
    sector: str = ""


@dataclass(frozen=True)
class Position:
    """Where a session stands; going back means taking an earlier one."""

    seed: int
    played: tuple[Played, ...]  # turn 0 first
    table: Mapping[str, Option]  # the options as people have changed them
    on: tuple[str, ...]  # the options switched on, in slot order
    setting: Setting
    shelf: ZoneShelf = field(repr=False, compare=False)  # which of them count
    laid: tuple[Laid, ...] = ()
    injects: tuple[str, ...] = ()  # set by hand for the next turn
    cause: str = ""  # steps of one cause in a row are undone together: "gov buffer_km"

    @property
    def now(self) -> Played:
        """The last turn played."""
        return self.played[-1]

    @property
    def options(self) -> tuple[Option, ...]:
        """The options in the zone slots: those on whose zones count, or else "none"."""
        return self.shelf.counting([self.table[o] for o in self.on], self.table[NONE])

    @property
    def chosen(self) -> str:
        """The first option that is on, or "none"."""
        return self.on[0] if self.on else NONE

    @property
    def changed(self) -> bool:
        """Whether the zones or the setting differ from those the last turn was played with."""
        return self.options != self.now.options or self.setting != self.now.setting
