"""The games that worked examples are taken from, played when the rulebook is built."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from wargame.app.game import game_of, open_game
from wargame.app.setting import ADOPTED, POLITICAL, Setting
from wargame.app.zones import ZoneShelf
from wargame.engine.cards import Card
from wargame.engine.decisions import Decision
from wargame.engine.draws import Draws
from wargame.engine.rule import Game
from wargame.engine.sequence import TurnPlayed, play_turn
from wargame.engine.state import State
from wargame.rules.deck import DECK
from wargame.scenario.schema import Scenario

STANDARD_TURN = 3  # of the first game, where nothing speaks for another
PLAYTHROUGHS = 24  # dice looked at for what happens seldom
LONG = 32  # turns
CARD_TURNS = (3, 6, 9)  # turns in which a card is tried
MAIN_EFFORT = "POK"  # the sector that a card of an example names
MODES: Mapping[str, str] = {
    ADOPTED: "as if adopted",
    POLITICAL: "the political process decides",
}


@dataclass(frozen=True)
class Scene:
    """One turn of a batch of playthroughs: what each phase read, and what it left."""

    option: str
    setting: Setting
    turn: int
    card: str  # the title of the card laid, if any
    game: Game
    draws: Draws  # at this turn
    played: TurnPlayed

    def opening(self, phase: str) -> State:
        """The state that the rules of a phase read."""
        return self.played.openings[phase]

    def after(self, phase: str) -> State:
        """The state that the phase left."""
        phases = list(self.played.openings)
        index = phases.index(phase) + 1
        return self.played.openings[phases[index]] if index < len(phases) else self.played.state


@dataclass(frozen=True, slots=True)
class _Plan:
    """One game to look at."""

    option: str
    setting: Setting
    propose: bool = True


@dataclass(frozen=True)
class _Table:
    """A scenario with its measured zones, and one game on it."""

    scenario: Scenario
    shelf: ZoneShelf
    plan: _Plan

    def open(self) -> tuple[Game, State, Draws]:
        """The game, its opening state and its dice."""
        on = [self.scenario.option(self.plan.option)]
        game = game_of(self.scenario, on, self.shelf, self.plan.setting)
        draws = Draws.of(self.scenario.seed, 0, PLAYTHROUGHS)
        return game, open_game(self.scenario, game, on, draws, propose=self.plan.propose), draws

    def scene(self, game: Game, before: State, draws: Draws, card: Card | None = None) -> Scene:
        """The next turn, with a card laid or without."""
        decisions = _laid(card, before, game) if card is not None else []
        return Scene(
            option=self.plan.option,
            setting=self.plan.setting,
            turn=int(before.turn[0]) + 1,
            card="" if card is None else card.title,
            game=game,
            draws=draws.at(int(before.turn[0]) + 1),
            played=play_turn(before, decisions, game, draws),
        )


_PLAIN = (
    _Plan("gov-now", Setting(ADOPTED)),
    _Plan("gov", Setting(POLITICAL, injects=True)),
    _Plan("dmz", Setting(ADOPTED, injects=True)),
    _Plan("phased", Setting(ADOPTED)),
    _Plan("buffer", Setting(ADOPTED)),
    _Plan("eu", Setting(POLITICAL)),
    _Plan("none", Setting(ADOPTED)),
)
_FOR_CARDS = (
    *_PLAIN,
    _Plan("gov", Setting(POLITICAL), propose=False),
    _Plan("gov", Setting(ADOPTED)),
)


class Theatre:
    """The scenario with its measured zones, on which scenes are played when they are asked for."""

    def __init__(self, scenario: Scenario, shelf: ZoneShelf) -> None:
        self.scenario, self.shelf = scenario, shelf

    def _tables(self, plans: Iterable[_Plan]) -> Iterator[_Table]:
        known = {option.id for option in self.scenario.options}
        for plan in plans:
            if plan.option in known:
                yield _Table(self.scenario, self.shelf, plan)

    def traced(self) -> tuple[Scene, ...]:
        """Scenes that between them read every branch of the rules: modes, events, phases."""
        plans = (
            _Plan("gov-now", Setting(ADOPTED)),
            _Plan("phased", Setting(POLITICAL, injects=True)),
        )
        return tuple(next(_played(table, 1)) for table in self._tables(plans))

    def plain(self) -> Iterator[Scene]:
        """Turns in which nobody plays a card, the standard one first."""
        for table in self._tables(_PLAIN):
            turns = list(_played(table, self.scenario.turns))
            if table.plan == _PLAIN[0]:
                yield turns[STANDARD_TURN - 1]
            yield from turns

    def with_cards(self, wanted: Callable[[Card], bool]) -> Iterator[Scene]:
        """One turn for every card that is wanted and can be played there."""
        for table in self._tables(_FOR_CARDS):
            yield from _with_cards(table, wanted)

    def long(self) -> Iterator[Scene]:
        """A long game behind a demilitarised zone: a settlement takes years."""
        for table in self._tables([_Plan("dmz", Setting(ADOPTED))]):
            yield from _played(table, LONG)


def _played(table: _Table, turns: int) -> Iterator[Scene]:
    """So many turns in which nobody plays a card."""
    game, state, draws = table.open()
    for _ in range(turns):
        scene = table.scene(game, state, draws)
        yield scene
        state = scene.played.state


def _with_cards(table: _Table, wanted: Callable[[Card], bool]) -> Iterator[Scene]:
    """One turn for each card, each from the same state."""
    game, state, draws = table.open()
    for _ in range(max(CARD_TURNS)):
        if int(state.turn[0]) + 1 in CARD_TURNS:
            for card in DECK.cards:
                playable = card.playable(state, game)
                if playable.max() > 0 and wanted(card):
                    yield table.scene(game, state, draws, card)
        state = play_turn(state, (), game, draws, keep_ledger=False).state


def _laid(card: Card, state: State, game: Game) -> list[Decision]:
    """The card laid where it may be, by its first seat or by as many seats as it takes."""
    sectors: Sequence[str] = game.constants.sector_ids
    row = sectors.index(MAIN_EFFORT) if MAIN_EFFORT in sectors else 0
    where = card.playable(state, game)
    return [
        card.play(seat, where, sector=row if card.target else None)
        for seat in card.seats[: card.joint]
    ]
