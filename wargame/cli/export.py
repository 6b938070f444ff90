"""`wargame export`: the scenario's map layers for a geographic information system."""

from __future__ import annotations

from pathlib import Path

import click

from wargame.cli.options import (
    known_zone,
    open_scenario,
    scenario_argument,
    seed_option,
    writable,
)


@click.command(short_help="Write the map layers to a GeoPackage.")
@scenario_argument
@click.option(
    "--zone",
    default="none",
    show_default=True,
    help="The zone option of the game played; several with + between.",
)
@click.option(
    "--turns",
    type=click.IntRange(0, 40),
    default=0,
    show_default=True,
    help="Play so many turns and write them too, with a time column.",
)
@seed_option
@click.option("--out", type=click.Path(path_type=Path), required=True, metavar="FILE.gpkg")
def export(scenario_id: str, zone: str, turns: int, seed: int | None, out: Path) -> None:
    """Write control, front, sectors and zones of SCENARIO to a GeoPackage, styled for QGIS.

    Every polygon states its status, basis, source and date. With --turns a game is played and the
    layers front_by_turn and zones_by_turn hold it, for the temporal controller.
    """
    scenario = open_scenario(scenario_id)
    zone = known_zone(scenario, zone)
    writable(out, ".gpkg")
    from wargame.app import gis, headless

    if turns:
        gis.export_game(headless.session_at(scenario, zone, turns, seed), out)
        click.echo(f"{out}: control, front, sectors and zones; {turns} turns of zone {zone}")
        return
    gis.export_scenario(scenario, out)
    click.echo(f"{out}: control, front, sectors and zones, {scenario.contact_line}")
