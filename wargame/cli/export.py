"""`wargame export`: the scenario's map layers for a geographic information system."""

from __future__ import annotations

from pathlib import Path

import click

from wargame.cli.options import open_scenario, scenario_argument, writable


@click.command(short_help="Write the map layers to a GeoPackage.")
@scenario_argument
@click.option("--out", type=click.Path(path_type=Path), required=True, metavar="FILE.gpkg")
def export(scenario_id: str, out: Path) -> None:
    """Write control, front, sectors and zones of SCENARIO to a GeoPackage.

    Every polygon states its status, basis, source and date.
    """
    scenario = open_scenario(scenario_id)
    writable(out, ".gpkg")
    from wargame.app import headless

    headless.export(scenario, out)
    click.echo(f"{out}: control, front, sectors and zones, {scenario.contact_line}")
