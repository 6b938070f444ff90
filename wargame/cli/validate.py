"""`wargame validate`: every fault of every file, at once."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from wargame.cli.refusal import BAD_INPUT
from wargame.cli.zone import FORMATS

if TYPE_CHECKING:
    from wargame.scenario.faults import Fault


@click.command(short_help="Check scenario, zone, parameter, doctrine, study, exercise, MSEL files.")
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
@click.pass_context
def validate(ctx: click.Context, files: tuple[str, ...]) -> None:
    """Check scenario, parameter, zone, doctrine, study, exercise and MSEL files, or shipped ids.

    A zone file ends in .geojson, .gpkg or .kml, an event list (MSEL) in .xlsx or .csv; a .json file
    is an event list where it holds injects, and zones otherwise. Prints every fault with its place
    and what would be right. Exit status 2 when there is one.
    """
    faulty = 0
    for name in files:
        kind, faults = _checked(name)
        for fault in faults:
            click.echo(str(fault), err=True)
        if not faults:
            click.echo(f"{name}: valid {kind}")
        faulty += bool(faults)
    ctx.exit(BAD_INPUT if faulty else 0)


def _checked(name: str) -> tuple[str | None, tuple[Fault, ...]]:
    """What the file is, and everything that is wrong with it."""
    if _is_event_list(name):
        from wargame.app import msel_files

        return "event list", msel_files.check(Path(name))
    if name.lower().endswith(FORMATS):
        from wargame.app.zone_files import check

        return "zone file", check(Path(name))
    if _is_exercise(name):
        from wargame.app import exercise_files

        return "exercise", exercise_files.check(name)
    from wargame.scenario.validate import check_file

    return check_file(name)


def _is_exercise(name: str) -> bool:
    """Whether it is a shipped exercise, or a TOML file with the tables of one."""
    from wargame.app import exercise_files

    return name in exercise_files.shipped() or exercise_files.is_one(Path(name))


def _is_event_list(name: str) -> bool:
    """Whether a file is one by its ending, or by what its JSON is about."""
    if name.lower().endswith((".xlsx", ".csv")):
        return True
    if not name.lower().endswith(".json"):
        return False
    try:
        with Path(name).open("rb") as file:
            head = file.read(4096)
    except OSError:
        return False
    return b'"injects"' in head or (b'"inject_uuid"' in head and b"coordinates" not in head)
