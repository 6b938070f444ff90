"""What a step does to a position: the same position and the same step always give the same one.

Nothing is remembered here but what is costly to work out twice: games and measured zones.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from wargame.app import options
from wargame.app.exercise_effects import effect_decisions
from wargame.app.explain import why
from wargame.app.figures import turn_figures
from wargame.app.game import default_parameters, game_of, open_game
from wargame.app.position import Outcome, Played, Position, Ruleds
from wargame.app.records import RuleCard, Why
from wargame.app.revealed import cards_played, votes_held
from wargame.app.rulecards import rule_cards
from wargame.app.setting import Setting
from wargame.app.table import inject_decisions, laid_decisions
from wargame.app.zones import ZoneShelf
from wargame.engine.decisions import Decision
from wargame.engine.draws import Draws
from wargame.engine.errors import IllegalDecision
from wargame.engine.rule import Game, Named
from wargame.engine.sequence import TurnPlayed, play_turn
from wargame.players.table import automatic_decisions
from wargame.rules.index_ledger import Reading
from wargame.scenario.options import Option
from wargame.scenario.schema import Scenario

GAMES_KEPT = 16
CARDS_KEPT = 4


class Desk:
    """One scenario with its zones and parameters, on which positions follow from one another."""

    def __init__(
        self, scenario: Scenario, shelf: ZoneShelf, parameters: Named | None = None
    ) -> None:
        self.scenario = scenario
        self.shelf = shelf
        self.parameters = default_parameters() if parameters is None else parameters
        self._cards: OrderedDict[Setting, Mapping[str, RuleCard]] = OrderedDict()
        self._games: OrderedDict[tuple[tuple[Option, ...], Setting], Game] = OrderedDict()

    def game(self, on: tuple[Option, ...], setting: Setting) -> Game:
        """The game with those options' zones in its slots."""
        key = (on, setting)
        if key not in self._games:
            made = game_of(self.scenario, on, self.shelf, setting, self.parameters)
            self._games[key] = made
            while len(self._games) > GAMES_KEPT:
                self._games.popitem(last=False)
        self._games.move_to_end(key)
        return self._games[key]

    def rule_cards(self, setting: Setting) -> Mapping[str, RuleCard]:
        """Every rule in words, by id, with the numbers that a setting gives it."""
        if setting not in self._cards:
            first = self.first(self.scenario.seed, setting)
            self._cards[setting] = rule_cards(first.now.game, first.now.state)
            while len(self._cards) > CARDS_KEPT:
                self._cards.popitem(last=False)
        return self._cards[setting]

    def first(self, seed: int, setting: Setting | None = None) -> Position:
        """Turn 0 with every option of the scenario on the table and none switched on."""
        table = {option.id: option for option in self.scenario.options}
        return self.opening(seed, table, (), setting or Setting())

    def opening(
        self, seed: int, table: Mapping[str, Option], on: tuple[str, ...], setting: Setting
    ) -> Position:
        """Turn 0 with the options that are on lying in the zone slots."""
        bare = Position(seed, (), table, on, setting, self.shelf)
        chosen = bare.options

        def play(_: Ruleds) -> Outcome:
            game = self.game(chosen, setting)
            dice = Draws.of(seed)
            state = open_game(self.scenario, game, chosen, dice, propose=setting.proposes)
            figures = turn_figures(self.scenario, None, state, bare.chosen)
            return Outcome(TurnPlayed(state, (), {}), (), figures, lambda: None)

        first = Played(play, lambda: self.game(chosen, setting), chosen, setting)
        return replace(bare, played=(first,))

    def altered(self, here: Position, cause: str = "", **changes: Any) -> Position:
        """Another table or setting; before the first turn the game opens anew with it.

        `here` itself when nothing changes.
        """
        there = replace(here, cause=cause, **changes)
        if there == replace(here, cause=cause):
            return here
        if len(there.played) == 1 and there.changed:
            fresh = self.opening(there.seed, there.table, there.on, there.setting)
            there = replace(there, played=fresh.played)
        return there

    def known(self, here: Position, option_id: str) -> Option:
        """The option of that id as it lies on the table; IllegalDecision names those there are."""
        try:
            return here.table[option_id]
        except KeyError:
            known = ", ".join(here.table)
            raise IllegalDecision("zone", f'no option "{option_id}"; there are {known}') from None

    def next_turn(self, here: Position) -> Position:
        """One turn later; `here` itself after the last turn."""
        if len(here.played) > self.scenario.turns:
            return here
        on, setting = here.options, here.setting
        played = Played(
            lambda rulings: self._play(here, rulings),
            lambda: self.game(on, setting),
            on,
            setting,
            here,
        )
        return replace(here, played=(*here.played, played), laid=(), injects=(), cause="")

    def _play(self, here: Position, rulings: Ruleds) -> Outcome:
        """The next turn from a position, with rulings on it."""
        game = self.game(here.options, here.setting)
        made = self._decisions(here, game)
        before = here.now.state
        given = [ruled.ruling for ruled in rulings]
        turn = play_turn(before, made, game, Draws.of(here.seed), rulings=given)
        figures = replace(
            turn_figures(self.scenario, before, turn.state, here.chosen),
            played=cards_played(made, here, game),
            votes=votes_held(here, turn),
        )
        return Outcome(turn, tuple(made), figures, lambda: self._why(here, game, turn))

    def _why(self, here: Position, game: Game, turn: TurnPlayed) -> Why:
        """Why stability moved in the turn."""
        last = here.now
        return why(
            Reading.of(last.state, last.turn.openings, last.game),
            Reading.of(turn.state, turn.openings, game),
            turn.entries,
            self.rule_cards(here.setting),
        )

    def _decisions(self, here: Position, game: Game) -> list[Decision]:
        """All that is decided for the next turn: zones, injects, cards laid, doctrines."""
        state = here.now.state
        made = options.decisions(
            here.options, here.now.options, state, self.shelf, propose=here.setting.proposes
        )
        made += inject_decisions(here.injects)
        made += effect_decisions(here)
        made += laid_decisions(here)
        dice = Draws.of(here.seed).at(here.turn + 1)
        return made + list(automatic_decisions(state, game, here.setting.doctrines, dice))
