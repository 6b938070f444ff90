"""A session: one playthrough that people steer, with every step kept so that it can be undone.

The dice of playthrough 0 are what happened; forecasts start from its state with other playthroughs.
Not safe to call from two threads at once; the views it hands out are immutable and may go anywhere.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict
from pathlib import Path

from wargame.app import branches, comparison, drawn_zones, steps, zone_files, zone_steps
from wargame.app.comparison_records import Comparison
from wargame.app.desk import Desk
from wargame.app.history import Clock, History, utc_now
from wargame.app.outlook import OutlookRequest, sharpen
from wargame.app.outlook_memory import Memory
from wargame.app.position import Position
from wargame.app.records import Outlook, RuleCard, SessionView
from wargame.app.setting import Setting
from wargame.app.standing import Standing
from wargame.app.tasks import TaskControl
from wargame.app.views import session_view
from wargame.app.zones import ZoneShelf
from wargame.engine.rule import Named
from wargame.scenario.load import load_scenario
from wargame.scenario.schema import Scenario


class Session(History):
    """One game on the table: choose zones, change their terms, lay cards, play turns, go back."""

    def __init__(
        self,
        scenario: Scenario,
        seed: int,
        shelf: ZoneShelf,
        setting: Setting | None = None,
        *,
        parameters: Named | None = None,
        clock: Clock = utc_now,
    ) -> None:
        self.scenario = scenario
        self._shelf = shelf
        self._memory = Memory()
        super().__init__(Desk(scenario, shelf, parameters), seed, setting, clock)

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

    @property
    def rule_cards(self) -> Mapping[str, RuleCard]:
        """Every rule in words, by id."""
        return self._desk.rule_cards(self.position.setting)

    def choose(self, option_id: str) -> None:
        """The option is switched on in place of all others; "none" switches everything off."""
        self.take(steps.Choose.of(option_id=option_id))

    def switch(self, option_id: str, *, on: bool) -> None:
        """The option is switched on beside the others, or off; at most three can be on at once."""
        self.take(steps.Switch.of(option_id=option_id, on=on))

    def set_terms(
        self,
        option_id: str,
        *,
        buffer_km: float | None = None,
        troops_k: float | None = None,
        in_force_now: bool | None = None,
    ) -> None:
        """The option has the given terms; only those it declares editable can be changed."""
        step = steps.SetTerms.of(
            option_id=option_id,
            buffer_km=buffer_km,
            troops_k=troops_k,
            in_force_now=in_force_now,
        )
        self.take(step)

    def draw_zone(
        self,
        rings: drawn_zones.Rings,
        name: str = "",
        template: str = drawn_zones.TEMPLATE,
        **terms: float | bool | None,
    ) -> str:
        """A zone drawn in longitude and latitude is an option with the terms of another; its id.

        `terms` as of `set_terms` differ from the other's. It is switched on where a slot is free.
        """
        tidy = drawn_zones.tidy(rings)
        step = zone_steps.DrawZone.of(rings=tidy, name=name, template=template, **terms)
        self.take(step)
        return list(self.position.table)[-1]

    def copy_zone(self, option_id: str) -> str:
        """The present polygon of an option is a drawn zone of its own, on in its place; its id."""
        self.take(zone_steps.CopyZone.at(self._desk, self.position, option_id))
        return list(self.position.table)[-1]

    def reshape_zone(self, option_id: str, rings: drawn_zones.Rings, stroke: str = "") -> None:
        """A drawn zone has another outline; all of one stroke of the hand is one step."""
        tidy = drawn_zones.tidy(rings)
        self.take(zone_steps.ReshapeZone.of(option_id=option_id, rings=tidy, stroke=stroke))

    def rename_zone(self, option_id: str, name: str) -> None:
        """A drawn zone has another name."""
        self.take(zone_steps.RenameZone.of(option_id=option_id, name=name))

    def set_zone_template(self, option_id: str, template: str) -> None:
        """A drawn zone has the guarantee and the terms of another option."""
        self.take(zone_steps.SetZoneTemplate.of(option_id=option_id, template=template))

    def remove_zone(self, option_id: str) -> None:
        """A drawn zone is gone from the table; shipped options stay."""
        self.take(zone_steps.RemoveZone.of(option_id=option_id))

    def save_scenario(self, path: str | Path) -> None:
        """A copy of the scenario with the options as they lie on the table is in a file.

        Raises FaultsError or OSError, in words, where it cannot be written.
        """
        zone_files.save_scenario(Path(path), self.scenario, self.position.table)

    def set_setting(self, setting: Setting) -> None:
        """The game goes on with another mode, other switches or other players.

        What people laid for a seat that a doctrine plays from now on is taken back.
        """
        self.take(steps.SetSetting.of(**asdict(setting)))

    def lay(self, seat: str, card: str, sector: str = "") -> None:
        """A seat lays a card for the next turn; IllegalDecision says why it may not."""
        self.take(steps.Lay.of(by=seat, card=card, sector=sector))

    def take_back(self, seat: str, card: str) -> None:
        """A card laid for the next turn is taken back."""
        self.take(steps.TakeBack.of(by=seat, card=card))

    def set_inject(self, inject: str, *, on: bool) -> None:
        """An event happens in the next turn by the facilitator's hand, or not."""
        self.take(steps.SetInject.of(inject=inject, on=on))

    def play_turn(self) -> None:
        """One more turn has been played; nothing happens after the last one."""
        self.take(steps.PlayTurn.of())

    def restart(self, seed: int) -> None:
        """Turn 0 again with other dice; the options keep their terms. It can be undone."""
        self.take(steps.Restart.of(seed=seed))

    def view(self) -> SessionView:
        """All that a face shows, taken now."""
        return self._view(self.position)

    def view_at(self, seq: int) -> SessionView:
        """All that a face shows of the moment after a step of the log; nothing is recorded."""
        return self._view(self.position_at(seq))

    def view_of(self, branch: int) -> SessionView:
        """All that a face shows of the end of a branch; nothing is recorded."""
        return self.view_at(branches.branch(self._tree, branch).tip)

    def _view(self, here: Position) -> SessionView:
        for played in here.played[-2:]:  # whose ledgers tell why
            self._tree.hold(played)
        return session_view(
            self.scenario,
            self._shelf,
            here,
            can_undo=self.can_undo,
            can_redo=self.can_redo,
        )

    def outlook(self) -> Callable[[TaskControl], Iterator[Outlook]]:
        """The work of forecasting from the state shown; iterate it in another thread.

        Captures everything now: later steps of the session do not disturb it.
        """
        parameters = self._desk.parameters
        request = OutlookRequest.of(
            self.scenario, self._shelf, self.position, parameters, self._memory
        )
        return lambda control: sharpen(request, control)

    def comparison(self) -> Callable[[TaskControl], Iterator[Comparison]]:
        """The work of comparing all options over assumption sets, from the state shown.

        Captures everything now, as `outlook` does; iterate it in another thread.
        """
        request = comparison.ComparisonRequest(self.scenario, self._shelf, self.position)
        return lambda control: comparison.sharpen(request, control)

    def standing(self) -> Standing:
        """Where it stands now, for long questions that another thread answers."""
        return Standing(self.scenario, self._shelf, self.position)
