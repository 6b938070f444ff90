"""`wargame zone`: zones as files for other people and other programs."""

from __future__ import annotations

from pathlib import Path

import click

from wargame.cli.options import writable

FORMATS = (".geojson", ".json", ".gpkg", ".kml")


@click.group(short_help="Turn zone files into other formats.")
def zone() -> None:
    """Zones as files: GeoJSON, GeoPackage and KML, in longitude and latitude."""


@zone.command(short_help="Write a zone file in another format.")
@click.argument("source", metavar="IN", type=click.Path(path_type=Path))
@click.argument("target", metavar="OUT", type=click.Path(path_type=Path))
def convert(source: Path, target: Path) -> None:
    """Read the zones of IN and write them to OUT; the endings say the formats.

    Names, terms, source and date go along. What had to be mended is said.
    """
    writable(target, *FORMATS)
    from wargame.app import zone_files

    zones = zone_files.read_zones(source)
    zone_files.save_zones(target, zones)
    for found in zones:
        for note in found.notes:
            click.echo(f"{found.name}: {note}", err=True)
    click.echo(f"{target}: {len(zones)} zone{'' if len(zones) == 1 else 's'}")
