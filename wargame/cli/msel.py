"""`wargame msel`: event lists for other people's tools."""

from __future__ import annotations

from pathlib import Path

import click

from wargame.cli.options import writable

ENDINGS = (".xlsx", ".csv", ".json")
KINDS = ("hseep", "blueprint", "mitre", "conducttr", "t3sf", "cexf")


@click.group(short_help="Check event lists (MSEL), turn them into other tools' formats.")
def msel() -> None:
    """Master Scenario Events Lists as XLSX, CSV and JSON, matched by the names of their columns."""


@msel.command(short_help="Write an event list in another tool's format.")
@click.argument("source", metavar="IN", type=click.Path(path_type=Path))
@click.argument("target", metavar="OUT", type=click.Path(path_type=Path))
@click.option("--to", "kind", required=True, type=click.Choice(KINDS), help="Whose columns.")
@click.option("--from", "source_kind", default="", type=click.Choice(["", *KINDS]), hidden=True)
def convert(source: Path, target: Path, kind: str, source_kind: str) -> None:
    """Read the injects of IN and write them to OUT; the endings say XLSX, CSV or JSON.

    Nothing is lost: what the format has no column for stands in columns of its own.
    """
    writable(target, *ENDINGS)
    from wargame.app import msel_files

    found = msel_files.convert(source, target, kind, source_kind)
    _notes(source, found.notes)
    click.echo(f"{target}: {msel_files.words(found, kind)}")


@msel.command(short_help="Say what an event list holds, or everything that is wrong with it.")
@click.argument("source", metavar="FILE", type=click.Path(path_type=Path))
def check(source: Path) -> None:
    """Read the event list of FILE; every fault is told with its row and column, exit status 2."""
    from wargame.app import msel_files

    found = msel_files.read_msel(source)
    _notes(source, found.notes)
    click.echo(f"{source}: {msel_files.words(found, found.format)}")


def _notes(source: Path, notes: tuple[str, ...]) -> None:
    for note in notes:
        click.echo(f"{source.name}: {note}", err=True)
