"""Where a session stands: turns as they were played, and the options on the table."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from wargame.app.records import TurnFigures, Why
from wargame.engine.rule import Game
from wargame.engine.sequence import TurnPlayed
from wargame.scenario.options import Option


@dataclass(frozen=True)
class Played:
    """A turn as it was played: its state, the game played in, the option in place, and why."""

    turn: TurnPlayed
    game: Game
    option: Option
    figures: TurnFigures
    why: Why | None  # None for turn 0


@dataclass(frozen=True)
class Position:
    """Where a session stands; going back means taking an earlier one."""

    seed: int
    played: tuple[Played, ...]  # turn 0 first
    table: Mapping[str, Option]  # the options as people have changed them
    chosen: str
    cause: str = ""  # steps of one cause in a row are undone together: "gov buffer_km"

    @property
    def now(self) -> Played:
        """The last turn played."""
        return self.played[-1]

    @property
    def option(self) -> Option:
        """The option that is switched on."""
        return self.table[self.chosen]

    @property
    def pending(self) -> bool:
        """Whether the option on the table differs from the one the last turn was played with."""
        return self.option != self.now.option
