"""Where a session stands, handed out for long questions that another thread answers."""

from __future__ import annotations

from dataclasses import dataclass

from wargame.app.position import Position
from wargame.app.zones import ZoneShelf
from wargame.scenario.schema import Scenario


@dataclass(frozen=True)
class Standing:
    """Scenario, zones and position as they were when it was taken; taking it costs nothing."""

    scenario: Scenario
    shelf: ZoneShelf
    here: Position

    @property
    def turn(self) -> int:
        """The turn that stands on the table."""
        return int(self.here.now.state.turn[0])

    @property
    def left(self) -> int:
        """How many turns are left."""
        return self.scenario.turns - self.turn
