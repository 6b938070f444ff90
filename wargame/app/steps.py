"""The steps on the table and from turn to turn, those on drawn zones and rulings apart."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated

from pydantic import Field

from wargame.app import options
from wargame.app.desk import Desk
from wargame.app.game import ZONE_SLOTS
from wargame.app.position import Laid, Position
from wargame.app.setting import Setting
from wargame.app.step import FACILITATOR, Step
from wargame.app.table import check_card, check_hidden
from wargame.engine.errors import IllegalDecision
from wargame.players.table import find
from wargame.rules.deck import DECK
from wargame.rules.fields import FIELDS


class Choose(Step):
    """An option is on in place of all others; "none" switches everything off."""

    kind = "choose"
    option_id: str

    def applied(self, desk: Desk, here: Position) -> Position:
        """The table with that option alone."""
        desk.known(here, self.option_id)
        on = () if self.option_id == options.NONE else (self.option_id,)
        return desk.altered(here, on=on)

    def words(self, here: Position, there: Position) -> str:
        """Which zone."""
        return f"Zone: {here.table[self.option_id].name}"


class Switch(Step):
    """An option is on beside the others, or off; at most three can be on at once."""

    kind = "switch"
    option_id: str
    on: bool

    def applied(self, desk: Desk, here: Position) -> Position:
        """The table with that option switched."""
        option = desk.known(here, self.option_id)
        others = tuple(o for o in here.on if o != self.option_id)
        if self.option_id == options.NONE:
            return desk.altered(here, on=())
        if not self.on:
            return desk.altered(here, on=others)
        if self.option_id in here.on:
            return here
        if len(others) >= ZONE_SLOTS:
            raise IllegalDecision(option.name, f"at most {ZONE_SLOTS} zones can be on at once")
        return desk.altered(here, on=(*others, self.option_id))

    def words(self, here: Position, there: Position) -> str:
        """Which zone, and on or off."""
        return f"Zone {'on' if self.on else 'off'}: {here.table[self.option_id].name}"


class SetTerms(Step):
    """An option has other terms; only those it declares editable can be changed."""

    kind = "set_terms"
    option_id: str
    buffer_km: Annotated[float, Field(ge=0, le=200)] | None = None  # as a scenario may say
    troops_k: Annotated[float, Field(ge=0, le=1000)] | None = None
    in_force_now: bool | None = None

    def _named(self) -> dict[str, float | bool]:
        given = self.model_dump(exclude={"option_id"}, exclude_none=True)
        return dict(given)

    def applied(self, desk: Desk, here: Position) -> Position:
        """The table with those terms."""
        option, named = desk.known(here, self.option_id), self._named()
        for name in named:
            if name not in option.editable:
                raise IllegalDecision("zone", f"{name} means nothing for {option.name}")
        changed = options.edited(
            option,
            buffer_km=self.buffer_km,
            troops_k=self.troops_k,
            in_force_now=self.in_force_now,
        )
        table = dict(here.table) | {self.option_id: changed}
        return desk.altered(here, " ".join([self.option_id, *named]), table=table)

    def words(self, here: Position, there: Position) -> str:
        """Each term with its value."""
        said = {
            "buffer_km": f"strip of {self.buffer_km or 0:g} km",
            "troops_k": f"{1000 * (self.troops_k or 0):,.0f} troops",
            "in_force_now": "in force now" if self.in_force_now else "in force on a ceasefire",
        }
        terms = ", ".join(said[name] for name in self._named())
        return f"Terms of {here.table[self.option_id].name}: {terms}"


class SetSetting(Step):
    """The game goes on with another mode, other switches or other players."""

    kind = "set_setting"
    mode: str
    injects: bool = False
    fragile_truce: bool = False
    stalemate_drift: bool = False
    steps_to_war: bool = False
    us_posture: str = ""
    doctrines: tuple[tuple[str, str], ...] = ()

    def setting(self) -> Setting:
        """The setting; IllegalDecision when there is no such."""
        try:
            return Setting(**self.model_dump())
        except ValueError as error:
            raise IllegalDecision("setting", str(error)) from None

    def applied(self, desk: Desk, here: Position) -> Position:
        """What people laid for a seat that a doctrine plays from now on is taken back."""
        setting = self.setting()
        for seat, doctrine in setting.doctrines:
            find(seat, doctrine)
        kept = tuple(laid for laid in here.laid if laid.seat not in dict(setting.doctrines))
        return desk.altered(here, setting=setting, laid=kept)

    def words(self, here: Position, there: Position) -> str:
        """The mode and every switch that is on."""
        setting = self.setting()
        return "Setting: " + ", ".join([setting.mode, *setting.switched_on])


class Lay(Step):
    """A seat lays a card for the next turn."""

    kind = "lay"
    by: str
    card: str
    sector: str = ""

    @property
    def seat(self) -> str:
        """The seat that lays it."""
        return self.by

    def applied(self, desk: Desk, here: Position) -> Position:
        """The card lies on the table; IllegalDecision says why it may not."""
        wish = Laid(self.by, self.card, self.sector)
        check_card(wish, here)
        return desk.altered(here, laid=(*here.laid, wish))

    def words(self, here: Position, there: Position) -> str:
        """Which card, and on which sector."""
        where = f" ({self.sector})" if self.sector else ""
        return f"Lays {DECK.find(self.card).title}{where}"


class TakeBack(Step):
    """A card laid for the next turn is taken back."""

    kind = "take_back"
    by: str
    card: str

    @property
    def seat(self) -> str:
        """The seat that takes it back."""
        return self.by

    def applied(self, desk: Desk, here: Position) -> Position:
        """The table without the card."""
        check_hidden(here)
        kept = tuple(c for c in here.laid if (c.seat, c.card) != (self.by, self.card))
        return desk.altered(here, laid=kept)

    def words(self, here: Position, there: Position) -> str:
        """Which card."""
        return f"Takes back {DECK.find(self.card).title}"


class SetInject(Step):
    """An event happens in the next turn by the facilitator's hand, or not."""

    kind = "set_inject"
    inject: str
    on: bool

    def applied(self, desk: Desk, here: Position) -> Position:
        """The table with the event set or not."""
        if not self.inject.startswith("inject_") or self.inject not in FIELDS:
            raise IllegalDecision("inject", f'there is no event "{self.inject[:60]}"')
        others = tuple(name for name in here.injects if name != self.inject)
        return desk.altered(here, injects=(*others, self.inject) if self.on else others)

    def words(self, here: Position, there: Position) -> str:
        """Which event."""
        name = FIELDS[self.inject].meaning.removeprefix("inject: ")
        return f"Inject: {name}" if self.on else f"Inject withdrawn: {name}"


class PlayTurn(Step):
    """One more turn is played; nothing happens after the last one."""

    kind = "play_turn"

    def applied(self, desk: Desk, here: Position) -> Position:
        """One turn later; what seats decided for it is revealed with their cards."""
        there = desk.next_turn(here)
        if there is here or here.exercise is None:
            return there
        return replace(there, exercise=here.exercise.revealed())

    def words(self, here: Position, there: Position) -> str:
        """The turn and what happened in it."""
        figures = there.now.figures
        happened = "; ".join(sentence.rstrip(".") for sentence in figures.happened)
        said = f"Turn {figures.turn} played, stability {figures.stability:.0f}"
        return f"{said}: {happened}" if happened else said


class Restart(Step):
    """Turn 0 again with other dice; the options keep their terms."""

    kind = "restart"
    seed: int

    def applied(self, desk: Desk, here: Position) -> Position:
        """Turn 0 with the table as it lies."""
        if not 0 <= self.seed < 2**63:
            raise IllegalDecision("restart", f"a seed is a number from 0 on, not {self.seed}")
        opened = desk.opening(self.seed, here.table, here.on, here.setting)
        return replace(opened, exercise=here.exercise and here.exercise.again())

    def words(self, here: Position, there: Position) -> str:
        """With which seed."""
        return f"A new game from the start, seed {self.seed}"


class Note(Step):
    """Somebody writes something down; the game does not change."""

    kind = "note"
    text: str
    by: str = FACILITATOR

    @property
    def seat(self) -> str:
        """Who wrote it."""
        return self.by

    def applied(self, desk: Desk, here: Position) -> Position:
        """The same position, as a step of its own."""
        if not self.text.strip():
            raise IllegalDecision("note", "it has no words")
        return Position(**vars(here))

    def words(self, here: Position, there: Position) -> str:
        """What was written."""
        return f"Note: {' '.join(self.text.split())}"
