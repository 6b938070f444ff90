"""A view of the game on a map: sectors, zones, regions, forces and the words above them."""

from __future__ import annotations

from wargame.app.records import SessionView
from wargame.gui.map.view import MapView


def put_on_map(world: MapView, view: SessionView) -> None:
    """The map shows `view`, drawn once."""
    with world.together():
        world.set_sectors(view.sectors)
        world.set_zones(view.zones or (() if view.zone is None else (view.zone,)))
        world.set_regions(view.regions)
        world.set_forces(view.forces)
        if view.turn == 0:
            world.set_title("Stability at the start", "0 to 100, in this model")
        else:
            world.set_title(f"Stability after turn {view.turn}", "small figure: this turn")
