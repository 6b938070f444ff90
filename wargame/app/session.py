"""A session: one playthrough that people steer, with every step kept so that it can be undone.

The dice of playthrough 0 are what happened; forecasts start from its state with other playthroughs.
Not safe to call from two threads at once; the views it hands out are immutable and may go anywhere.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from functools import cached_property
from pathlib import Path

from wargame.app import cards
from wargame.app.calendar import long_date
from wargame.app.explain import why
from wargame.app.figures import sector_figures, turn_figures, turn_labels
from wargame.app.game import build_game, open_game, with_zones
from wargame.app.outlook import OutlookRequest, sharpen
from wargame.app.position import Played, Position
from wargame.app.records import Outlook, RuleCard, SessionView
from wargame.app.rulecards import rule_cards
from wargame.app.tasks import TaskControl
from wargame.app.zones import ZoneShelf, shape_of
from wargame.engine.draws import Draws
from wargame.engine.errors import IllegalDecision
from wargame.engine.rule import Game
from wargame.engine.sequence import TurnPlayed, play_turn
from wargame.rules.index_ledger import Reading
from wargame.scenario.load import load_scenario
from wargame.scenario.options import Option
from wargame.scenario.schema import Scenario


class Session:
    """One game on the table: choose a zone, change its terms, play turns, go back."""

    def __init__(self, scenario: Scenario, seed: int, shelf: ZoneShelf) -> None:
        self.scenario = scenario
        self._shelf = shelf
        self._undone: list[Position] = []
        self._done: list[Position] = []
        self._position = self._opening(seed, {o.id: o for o in scenario.options}, cards.NONE)

    @classmethod
    def open(cls, scenario: str | Path = "ukraine-2024-12", seed: int | None = None) -> Session:
        """A session at the start of a shipped scenario or of one read from a file.

        Raises FaultsError with every fault of the file.
        """
        return cls.of(load_scenario(scenario), seed)

    @classmethod
    def of(cls, scenario: Scenario, seed: int | None = None) -> Session:
        """A session at the start of a scenario, with its own seed unless another is given."""
        return cls(scenario, scenario.seed if seed is None else seed, ZoneShelf.of(scenario))

    @cached_property
    def _base_game(self) -> Game:
        """The game with no zone measured into it yet."""
        return build_game(self.scenario, [self._shelf.take(self._none.geometry).inputs])

    @cached_property
    def _rule_cards(self) -> Mapping[str, RuleCard]:
        """Every rule in words, by id."""
        return rule_cards(self._base_game, self._position.now.turn.state)

    @property
    def _none(self) -> Option:
        return self.scenario.option(cards.NONE)

    def _game(self, option: Option) -> Game:
        """The game with that option's zone in its slot."""
        return with_zones(self._base_game, [self._shelf.take(option.geometry).inputs])

    def _opening(self, seed: int, table: Mapping[str, Option], chosen: str) -> Position:
        """Turn 0 with the chosen option proposed from the start."""
        option = table[chosen]
        game = self._game(option)
        state = open_game(self.scenario, game, option, Draws.of(seed))
        figures = turn_figures(self.scenario, None, state, chosen)
        first = Played(TurnPlayed(state, (), {}), game, option, figures, None)
        return Position(seed, (first,), table, chosen)

    def _move(self, position: Position) -> None:
        """The session stands at a new position; the old one can be taken back."""
        same = position.cause and position.cause == self._position.cause
        if not same:
            self._done.append(self._position)
        self._position = position
        self._undone.clear()

    def _set_table(self, table: Mapping[str, Option], chosen: str, cause: str) -> None:
        """Another table; before the first turn the game opens anew with it."""
        here = self._position
        if len(here.played) == 1:
            self._move(replace(self._opening(here.seed, table, chosen), cause=cause))
        else:
            self._move(replace(here, table=table, chosen=chosen, cause=cause))

    def _known(self, option_id: str) -> Option:
        try:
            return self._position.table[option_id]
        except KeyError:
            known = ", ".join(self._position.table)
            raise IllegalDecision("zone", f'no option "{option_id}"; there are {known}') from None

    def choose(self, option_id: str) -> None:
        """The option is switched on in place of any other; "none" switches off."""
        self._known(option_id)
        if option_id != self._position.chosen:
            self._set_table(self._position.table, option_id, "")

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
        changed = cards.edited(
            option, buffer_km=buffer_km, troops_k=troops_k, in_force_now=in_force_now
        )
        if changed != option:
            table = dict(self._position.table) | {option_id: changed}
            self._set_table(table, self._position.chosen, " ".join([option_id, *named]))

    def play_turn(self) -> None:
        """One more turn has been played; nothing happens after the last one."""
        here = self._position
        if len(here.played) > self.scenario.turns:
            return
        option, game, decisions = here.option, here.now.game, []
        if here.pending:
            game = self._game(option)
            zone = self._shelf.take(option.geometry)
            decisions = [cards.decision(option, zone, here.now.option)]
        before = here.now.turn.state
        turn = play_turn(before, decisions, game, Draws.of(here.seed))
        figures = turn_figures(self.scenario, before, turn.state, option.id)
        reason = why(
            Reading.of(before, here.now.turn.openings, here.now.game),
            Reading.of(turn.state, turn.openings, game),
            turn.entries,
            self._rule_cards,
        )
        done = Played(turn, game, option, figures, reason)
        self._move(replace(here, played=(*here.played, done), cause=""))

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
        self._move(self._opening(seed, here.table, here.chosen))

    @property
    def played(self) -> tuple[Played, ...]:
        """Every turn of the present line, turn 0 first."""
        return self._position.played

    def digest(self) -> str:
        """The digest of the state shown."""
        return self._position.now.turn.state.digest()

    def view(self) -> SessionView:
        """All that a face shows, taken now."""
        here, scenario = self._position, self.scenario
        zone = self._shelf.take(here.option.geometry)
        terms = here.option.terms
        before = here.played[-2].turn.state if len(here.played) > 1 else None
        in_place = self._shelf.take(here.now.option.geometry)
        return SessionView(
            scenario_id=scenario.id,
            title=scenario.title,
            as_of=long_date(scenario.contact_line),
            seed=here.seed,
            turn=here.now.figures.turn,
            last_turn=scenario.turns,
            can_play=len(here.played) <= scenario.turns,
            can_undo=bool(self._done),
            can_redo=bool(self._undone),
            turn_labels=turn_labels(scenario.start, scenario.turns),
            options=tuple(
                cards.card(o, self._shelf.take(o.geometry), chosen=o.id == here.chosen)
                for o in here.table.values()
            ),
            chosen=here.chosen,
            history=tuple(p.figures for p in here.played),
            sectors=sector_figures(
                scenario, self._shelf.front, in_place.inputs, before, here.now.turn.state
            ),
            why=here.now.why,
            zone=shape_of(here.chosen, here.option.guarantee_kind, terms.in_force_now, zone),
            pending="takes effect with the next turn" if here.pending else "",
        )

    def outlook(self) -> Callable[[TaskControl], Iterator[Outlook]]:
        """The work of forecasting from the state shown; iterate it in another thread.

        Captures everything now: later steps of the session do not disturb it.
        """
        here = self._position
        request = OutlookRequest(
            scenario=self.scenario,
            seed=here.seed,
            state=here.now.turn.state,
            in_place=here.now.option,
            options=tuple(here.table.values()),
            chosen=here.chosen,
            games={o.id: self._game(o) for o in here.table.values()},
            zones={o.id: self._shelf.take(o.geometry) for o in here.table.values()},
        )
        return lambda control: sharpen(request, control)
