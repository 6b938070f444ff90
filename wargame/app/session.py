"""A session: one playthrough that people steer, with every step kept so that it can be undone.

The dice of playthrough 0 are what happened; forecasts start from its state with other playthroughs.
Not safe to call from two threads at once; the views it hands out are immutable and may go anywhere.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import Any

from wargame.app import comparison, drawn_zones, options
from wargame.app.comparison_records import Comparison
from wargame.app.explain import why
from wargame.app.figures import turn_figures
from wargame.app.game import ZONE_SLOTS, game_of, open_game
from wargame.app.outlook import OutlookRequest, sharpen
from wargame.app.position import Laid, Played, Position
from wargame.app.records import Outlook, RuleCard, SessionView
from wargame.app.revealed import cards_played, votes_held
from wargame.app.rulecards import rule_cards
from wargame.app.setting import Setting
from wargame.app.table import check_card, inject_decisions, laid_decisions
from wargame.app.tasks import TaskControl
from wargame.app.views import session_view
from wargame.app.zones import ZoneShelf
from wargame.engine.decisions import Decision
from wargame.engine.draws import Draws
from wargame.engine.errors import IllegalDecision
from wargame.engine.rule import Game
from wargame.engine.sequence import TurnPlayed, play_turn
from wargame.players.table import automatic_decisions
from wargame.rules.index_ledger import Reading
from wargame.scenario.load import load_scenario
from wargame.scenario.options import Option
from wargame.scenario.schema import Scenario


class Session:
    """One game on the table: choose zones, change their terms, lay cards, play turns, go back."""

    def __init__(
        self, scenario: Scenario, seed: int, shelf: ZoneShelf, setting: Setting | None = None
    ) -> None:
        self.scenario = scenario
        self._shelf = shelf
        self._undone: list[Position] = []
        self._done: list[Position] = []
        table = {option.id: option for option in scenario.options}
        self._position = self._opening(seed, table, (), setting or Setting())

    @classmethod
    def open(
        cls,
        scenario: str | Path = "ukraine-2024-12",
        seed: int | None = None,
        setting: Setting | None = None,
    ) -> Session:
        """A session at the start of a shipped scenario or of one read from a file.

        Raises FaultsError with every fault of the file.
        """
        return cls.of(load_scenario(scenario), seed, setting)

    @classmethod
    def of(
        cls, scenario: Scenario, seed: int | None = None, setting: Setting | None = None
    ) -> Session:
        """A session at the start of a scenario, with its own seed unless another is given."""
        own = scenario.seed if seed is None else seed
        return cls(scenario, own, ZoneShelf.of(scenario), setting)

    def _game(self, on: tuple[Option, ...], setting: Setting) -> Game:
        """The game with those options' zones in its slots."""
        return game_of(self.scenario, on, self._shelf, setting)

    def _opening(
        self, seed: int, table: Mapping[str, Option], on: tuple[str, ...], setting: Setting
    ) -> Position:
        """Turn 0 with the options that are on lying in the zone slots."""
        position = Position(seed, (), table, on, setting, self._shelf)
        game = self._game(position.options, setting)
        state = open_game(
            self.scenario, game, position.options, Draws.of(seed), propose=setting.proposes
        )
        figures = turn_figures(self.scenario, None, state, position.chosen)
        turn = TurnPlayed(state, (), {})
        first = Played(turn, game, position.options, setting, (), figures, None)
        return replace(position, played=(first,))

    @cached_property
    def rule_cards(self) -> Mapping[str, RuleCard]:
        """Every rule in words, by id."""
        now = self._position.now
        return rule_cards(now.game, now.turn.state)

    def _move(self, position: Position) -> None:
        """The session stands at a new position; the old one can be taken back."""
        same = position.cause and position.cause == self._position.cause
        if not same:
            self._done.append(self._position)
        self._position = position
        self._undone.clear()

    def _set(self, cause: str = "", **changes: Any) -> None:
        """Another table or setting; before the first turn the game opens anew with it."""
        here = replace(self._position, cause=cause, **changes)
        if here == replace(self._position, cause=cause):
            return
        if len(here.played) == 1 and here.changed:
            fresh = self._opening(here.seed, here.table, here.on, here.setting)
            here = replace(here, played=fresh.played)
        self._move(here)

    def _known(self, option_id: str) -> Option:
        try:
            return self._position.table[option_id]
        except KeyError:
            known = ", ".join(self._position.table)
            raise IllegalDecision("zone", f'no option "{option_id}"; there are {known}') from None

    def choose(self, option_id: str) -> None:
        """The option is switched on in place of all others; "none" switches everything off."""
        self._known(option_id)
        self._set(on=() if option_id == options.NONE else (option_id,))

    def switch(self, option_id: str, *, on: bool) -> None:
        """The option is switched on beside the others, or off; at most three can be on at once."""
        self._known(option_id)
        others = tuple(o for o in self._position.on if o != option_id)
        if option_id == options.NONE:
            self._set(on=())
        elif not on:
            self._set(on=others)
        elif option_id not in self._position.on:
            if len(others) >= ZONE_SLOTS:
                name = self._known(option_id).name
                raise IllegalDecision(name, f"at most {ZONE_SLOTS} zones can be on at once")
            self._set(on=(*others, option_id))

    def set_terms(
        self,
        option_id: str,
        *,
        buffer_km: float | None = None,
        troops_k: float | None = None,
        in_force_now: bool | None = None,
    ) -> None:
        """The option has the given terms; only those it declares editable can be changed."""
        option = self._known(option_id)
        given = {"buffer_km": buffer_km, "troops_k": troops_k, "in_force_now": in_force_now}
        named = [name for name, value in given.items() if value is not None]
        for name in named:
            if name not in option.editable:
                raise IllegalDecision("zone", f"{name} means nothing for {option.name}")
        changed = options.edited(
            option, buffer_km=buffer_km, troops_k=troops_k, in_force_now=in_force_now
        )
        table = dict(self._position.table) | {option_id: changed}
        self._set(cause=" ".join([option_id, *named]), table=table)

    def draw_zone(
        self,
        rings: drawn_zones.Rings,
        name: str = "",
        template: str = drawn_zones.TEMPLATE,
    ) -> str:
        """A zone drawn in longitude and latitude is an option with the terms of another; its id.

        It is switched on where a slot is free.
        """
        terms, drawn = self._known(template), drawn_zones.tidy(rings)
        return self._add(drawn_zones.option(self._next_id(), drawn, name, terms))

    def copy_zone(self, option_id: str) -> str:
        """The present polygon of an option is a drawn zone of its own, on in its place; its id."""
        original = self._known(option_id)
        rings, name = drawn_zones.outline(original, self._shelf), f"{original.name}, copy"
        return self._add(drawn_zones.option(self._next_id(), rings, name, original), option_id)

    def _next_id(self) -> str:
        here = self._position
        used = [option.id for played in here.played for option in played.options]
        return drawn_zones.next_id([*here.table, *used])

    def _add(self, drawn: Option, instead: str = "") -> str:
        here = self._position
        on = tuple(drawn.id if name == instead else name for name in here.on)
        if drawn.id not in on and len(on) < ZONE_SLOTS:
            on = (*on, drawn.id)
        self._set(table=dict(here.table) | {drawn.id: drawn}, on=on)
        return drawn.id

    def reshape_zone(self, option_id: str, rings: drawn_zones.Rings, stroke: str = "") -> None:
        """A drawn zone has another outline; all of one stroke of the hand is one step."""
        found = drawn_zones.drawn_option(self._position.table, option_id)
        changed = drawn_zones.reshaped(found, drawn_zones.tidy(rings))
        self._redrawn(changed, f"{option_id} {stroke}" if stroke else "")

    def rename_zone(self, option_id: str, name: str) -> None:
        """A drawn zone has another name."""
        found = drawn_zones.drawn_option(self._position.table, option_id)
        self._redrawn(found.model_copy(update={"name": drawn_zones.named(name, found.name)}))

    def set_zone_template(self, option_id: str, template: str) -> None:
        """A drawn zone has the guarantee and the terms of another option."""
        found = drawn_zones.drawn_option(self._position.table, option_id)
        self._redrawn(drawn_zones.on_terms_of(found, self._known(template)))

    def _redrawn(self, option: Option, cause: str = "") -> None:
        self._set(cause=cause, table=dict(self._position.table) | {option.id: option})

    def remove_zone(self, option_id: str) -> None:
        """A drawn zone is gone from the table; shipped options stay."""
        gone = drawn_zones.drawn_option(self._position.table, option_id).id
        here = self._position
        table = {name: option for name, option in here.table.items() if name != gone}
        self._set(table=table, on=tuple(name for name in here.on if name != gone))

    def set_setting(self, setting: Setting) -> None:
        """The game goes on with another mode, other switches or other players.

        What people laid for a seat that a doctrine plays from now on is taken back.
        """
        given = dict(setting.doctrines)
        kept = tuple(laid for laid in self._position.laid if laid.seat not in given)
        self._set(setting=setting, laid=kept)

    def lay(self, seat: str, card: str, sector: str = "") -> None:
        """A seat lays a card for the next turn; IllegalDecision says why it may not."""
        here, wish = self._position, Laid(seat, card, sector)
        check_card(wish, here)
        self._set(laid=(*here.laid, wish))

    def take_back(self, seat: str, card: str) -> None:
        """A card laid for the next turn is taken back."""
        kept = tuple(c for c in self._position.laid if (c.seat, c.card) != (seat, card))
        self._set(laid=kept)

    def set_inject(self, inject: str, *, on: bool) -> None:
        """An event happens in the next turn by the facilitator's hand, or not."""
        others = tuple(name for name in self._position.injects if name != inject)
        self._set(injects=(*others, inject) if on else others)

    def _decisions(self, game: Game) -> list[Decision]:
        """All that is decided for the next turn: zones, injects, cards laid, doctrines."""
        here, state = self._position, self._position.now.turn.state
        propose = here.setting.proposes
        made = options.decisions(
            here.options, here.now.options, state, self._shelf, propose=propose
        )
        made += inject_decisions(here.injects)
        made += laid_decisions(here)
        dice = Draws.of(here.seed).at(int(state.turn[0]) + 1)
        return made + list(automatic_decisions(state, game, here.setting.doctrines, dice))

    def play_turn(self) -> None:
        """One more turn has been played; nothing happens after the last one."""
        here = self._position
        if len(here.played) > self.scenario.turns:
            return
        game = self._game(here.options, here.setting) if here.changed else here.now.game
        made = self._decisions(game)
        before = here.now.turn.state
        turn = play_turn(before, made, game, Draws.of(here.seed))
        figures = replace(
            turn_figures(self.scenario, before, turn.state, here.chosen),
            played=cards_played(made, here, game),
            votes=votes_held(here, turn),
        )
        reason = why(
            Reading.of(before, here.now.turn.openings, here.now.game),
            Reading.of(turn.state, turn.openings, game),
            turn.entries,
            self.rule_cards,
        )
        done = Played(turn, game, here.options, here.setting, tuple(made), figures, reason)
        self._move(replace(here, played=(*here.played, done), laid=(), injects=(), cause=""))

    def undo(self) -> None:
        """The last step is taken back."""
        if self._done:
            self._undone.append(self._position)
            self._position = self._done.pop()

    def redo(self) -> None:
        """The last step taken back is done again."""
        if self._undone:
            self._done.append(self._position)
            self._position = self._undone.pop()

    def restart(self, seed: int) -> None:
        """Turn 0 again with other dice; the options keep their terms. It can be undone."""
        here = self._position
        self._move(self._opening(seed, here.table, here.on, here.setting))

    @property
    def position(self) -> Position:
        """Where the session stands."""
        return self._position

    @property
    def played(self) -> tuple[Played, ...]:
        """Every turn of the present line, turn 0 first."""
        return self._position.played

    def digest(self) -> str:
        """The digest of the state shown."""
        return self._position.now.turn.state.digest()

    def view(self) -> SessionView:
        """All that a face shows, taken now."""
        return session_view(
            self.scenario,
            self._shelf,
            self._position,
            can_undo=bool(self._done),
            can_redo=bool(self._undone),
        )

    def outlook(self) -> Callable[[TaskControl], Iterator[Outlook]]:
        """The work of forecasting from the state shown; iterate it in another thread.

        Captures everything now: later steps of the session do not disturb it.
        """
        request = OutlookRequest.of(self.scenario, self._shelf, self._position)
        return lambda control: sharpen(request, control)

    def comparison(self) -> Callable[[TaskControl], Iterator[Comparison]]:
        """The work of comparing all options over assumption sets, from the state shown.

        Captures everything now, as `outlook` does; iterate it in another thread.
        """
        request = comparison.ComparisonRequest(self.scenario, self._shelf, self._position)
        return lambda control: comparison.sharpen(request, control)
