"""Where a session stands: turns as they were played, and all that lies on the table."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING

from wargame.app.options import NONE, alike
from wargame.app.records import TurnFigures, Why
from wargame.app.setting import Setting
from wargame.app.zones import ZoneShelf
from wargame.engine.decisions import Decision, Ruling
from wargame.engine.rule import Game
from wargame.engine.sequence import TurnPlayed
from wargame.engine.state import State
from wargame.scenario.options import Option

if TYPE_CHECKING:
    from wargame.exercise.state import ExerciseState


@dataclass(frozen=True, slots=True)
class Outcome:
    """What playing a turn brought: what was decided for it, its ledger and its figures."""

    turn: TurnPlayed
    decisions: tuple[Decision, ...]
    figures: TurnFigures
    explain: Callable[[], Why | None]  # None for turn 0


@dataclass(frozen=True, slots=True)
class Kept:
    """What a session file keeps of a turn, so that it need not be played again to be shown."""

    state: State
    figures: TurnFigures


@dataclass(frozen=True, slots=True)
class Ruled:
    """A ruling with what the rules had said, row by row where it concerns all rows."""

    ruling: Ruling
    said: tuple[float, ...]
    mode: str = ""  # of adjudication when it was made; empty where no exercise was set up
    argued: str = ""  # who argued for what, where it was open


Ruleds = tuple[Ruled, ...]


class Played:
    """A turn as it was played, or as a session file kept it.

    A kept turn shows its state and figures at once; its ledger and its reasons are played again
    from the turn before when somebody asks for them.
    """

    def __init__(
        self,
        play: Callable[[Ruleds], Outcome],
        game: Callable[[], Game],
        options: tuple[Option, ...],
        setting: Setting,
        before: Position | None = None,
        rulings: Ruleds = (),
    ) -> None:
        self._play = play
        self._game = game
        self._kept: Kept | None = None
        self.options = options  # in the zone slots, in order
        self.setting = setting
        self.before = before  # where the session stood when it was played; None for turn 0
        self.rulings = rulings

    def keep(self, kept: Kept) -> None:
        """What a file kept of the turn is shown in place of playing it again."""
        self._kept = kept

    def forget(self) -> None:
        """The ledger is let go, state and figures stay; who asks for it has it played again."""
        if "_outcome" in self.__dict__:
            self._kept = self._kept or Kept(self.state, self.figures)
            del self.__dict__["_outcome"]

    def ruled(self, rulings: Ruleds) -> Played:
        """The same turn, played with other rulings."""
        return Played(self._play, self._game, self.options, self.setting, self.before, rulings)

    @cached_property
    def _outcome(self) -> Outcome:
        return self._play(self.rulings)

    @property
    def state(self) -> State:
        """The state after the turn."""
        return self._kept.state if self._kept else self._outcome.turn.state

    @property
    def figures(self) -> TurnFigures:
        """The indices after the turn, and what happened in it."""
        return self._kept.figures if self._kept else self._outcome.figures

    @property
    def turn(self) -> TurnPlayed:
        """The turn with its ledger and the states its phases opened with."""
        return self._outcome.turn

    @property
    def game(self) -> Game:
        """The game the turn was played in."""
        return self._game()

    @property
    def decisions(self) -> tuple[Decision, ...]:
        """All that was decided for the turn, by people and by doctrines."""
        return self._outcome.decisions

    @cached_property
    def why(self) -> Why | None:
        """Why stability moved in the turn; None for turn 0."""
        return self._outcome.explain()

    @cached_property
    def digest(self) -> str:
        """The digest of the state after the turn."""
        return self.state.digest()


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
    exercise: ExerciseState | None = field(default=None, repr=False)  # None: none is set up
    cause: str = ""  # steps of one cause in a row are undone together: "gov buffer_km"

    @property
    def now(self) -> Played:
        """The last turn played."""
        return self.played[-1]

    @property
    def turn(self) -> int:
        """How many turns have been played."""
        return len(self.played) - 1

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
        return not alike(self.options, self.now.options) or self.setting != self.now.setting

    def with_last(self, played: Played) -> Position:
        """The same table with another last turn."""
        return replace(self, played=(*self.played[:-1], played))
