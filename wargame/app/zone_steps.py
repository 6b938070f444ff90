"""The steps that draw zones, change them and take them away."""

from __future__ import annotations

from wargame.app import drawn_zones, options
from wargame.app.desk import Desk
from wargame.app.game import ZONE_SLOTS
from wargame.app.position import Position
from wargame.app.step import Step
from wargame.scenario.options import Option

Rings = tuple[tuple[tuple[float, float], ...], ...]


def _next_id(here: Position) -> str:
    """An id that no drawn zone of this game has or had."""
    used = [option.id for played in here.played for option in played.options]
    return drawn_zones.next_id([*here.table, *used])


def _added(desk: Desk, here: Position, drawn: Option, instead: str = "") -> Position:
    """The table with one more zone, on in place of another or where a slot is free."""
    on = tuple(drawn.id if name == instead else name for name in here.on)
    if drawn.id not in on and len(on) < ZONE_SLOTS:
        on = (*on, drawn.id)
    return desk.altered(here, table=dict(here.table) | {drawn.id: drawn}, on=on)


def _redrawn(desk: Desk, here: Position, option: Option, cause: str = "") -> Position:
    return desk.altered(here, cause, table=dict(here.table) | {option.id: option})


class DrawZone(Step):
    """A zone drawn in longitude and latitude is an option with the terms of another."""

    kind = "draw_zone"
    rings: Rings
    name: str = ""
    template: str = drawn_zones.TEMPLATE
    buffer_km: float | None = None
    troops_k: float | None = None
    in_force_now: bool | None = None

    def applied(self, desk: Desk, here: Position) -> Position:
        """It is switched on where a slot is free."""
        terms, rings = desk.known(here, self.template), drawn_zones.tidy(self.rings)
        drawn = drawn_zones.option(_next_id(here), rings, self.name, terms)
        changed = options.edited(
            drawn,
            buffer_km=self.buffer_km,
            troops_k=self.troops_k,
            in_force_now=self.in_force_now if "in_force_now" in drawn.editable else None,
        )
        return _added(desk, here, changed)

    def words(self, here: Position, there: Position) -> str:
        """Its name."""
        return f"Draws {list(there.table.values())[-1].name}"


class CopyZone(Step):
    """The present polygon of an option is a drawn zone of its own, on in its place.

    The step carries the outline it had, so that another map makes no other copy.
    """

    kind = "copy_zone"
    option_id: str
    rings: Rings

    @classmethod
    def at(cls, desk: Desk, here: Position, option_id: str) -> CopyZone:
        """The step that copies an option as it lies on the table now."""
        rings = drawn_zones.outline(desk.known(here, option_id), desk.shelf)
        return cls.of(option_id=option_id, rings=rings)

    def applied(self, desk: Desk, here: Position) -> Position:
        """The table with the copy."""
        original, rings = desk.known(here, self.option_id), drawn_zones.tidy(self.rings)
        name = f"{original.name}, copy"
        drawn = drawn_zones.option(_next_id(here), rings, name, original)
        return _added(desk, here, drawn, self.option_id)

    def words(self, here: Position, there: Position) -> str:
        """Which zone."""
        return f"Copies {here.table[self.option_id].name}"


class ReshapeZone(Step):
    """A drawn zone has another outline; all of one stroke of the hand is one step."""

    kind = "reshape_zone"
    option_id: str
    rings: Rings
    stroke: str = ""

    def applied(self, desk: Desk, here: Position) -> Position:
        """The table with the zone reshaped."""
        found = drawn_zones.drawn_option(here.table, self.option_id)
        changed = drawn_zones.reshaped(found, drawn_zones.tidy(self.rings))
        cause = f"{self.option_id} {self.stroke}" if self.stroke else ""
        return _redrawn(desk, here, changed, cause)

    def words(self, here: Position, there: Position) -> str:
        """Which zone."""
        return f"Reshapes {here.table[self.option_id].name}"


class RenameZone(Step):
    """A drawn zone has another name."""

    kind = "rename_zone"
    option_id: str
    name: str

    def applied(self, desk: Desk, here: Position) -> Position:
        """The table with the zone renamed."""
        found = drawn_zones.drawn_option(here.table, self.option_id)
        name = drawn_zones.named(self.name, found.name)
        return _redrawn(desk, here, found.model_copy(update={"name": name}))

    def words(self, here: Position, there: Position) -> str:
        """Old name and new name."""
        return f"Renames {here.table[self.option_id].name}: {there.table[self.option_id].name}"


class SetZoneTemplate(Step):
    """A drawn zone has the guarantee and the terms of another option."""

    kind = "set_zone_template"
    option_id: str
    template: str

    def applied(self, desk: Desk, here: Position) -> Position:
        """The table with the zone on other terms."""
        found = drawn_zones.drawn_option(here.table, self.option_id)
        changed = drawn_zones.on_terms_of(found, desk.known(here, self.template))
        return _redrawn(desk, here, changed)

    def words(self, here: Position, there: Position) -> str:
        """Which zone, on whose terms."""
        named = here.table[self.template].name
        return f"Terms of {here.table[self.option_id].name}: as {named}"


class RemoveZone(Step):
    """A drawn zone is gone from the table; shipped options stay."""

    kind = "remove_zone"
    option_id: str

    def applied(self, desk: Desk, here: Position) -> Position:
        """The table without the zone."""
        gone = drawn_zones.drawn_option(here.table, self.option_id).id
        table = {name: option for name, option in here.table.items() if name != gone}
        return desk.altered(here, table=table, on=tuple(name for name in here.on if name != gone))

    def words(self, here: Position, there: Position) -> str:
        """Which zone."""
        return f"Removes {here.table[self.option_id].name}"
