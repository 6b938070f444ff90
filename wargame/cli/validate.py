"""`wargame validate`: every fault of every file, at once."""

from __future__ import annotations

import click

from wargame.cli.refusal import BAD_INPUT


@click.command(short_help="Check scenario, parameter, zone, doctrine and study files.")
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
@click.pass_context
def validate(ctx: click.Context, files: tuple[str, ...]) -> None:
    """Check scenario, parameter, zone, doctrine and study files, or shipped ids.

    Prints every fault with its place and what would be right. Exit status 2 when there is one.
    """
    from wargame.scenario.validate import check_file

    faulty = 0
    for name in files:
        kind, faults = check_file(name)
        for fault in faults:
            click.echo(str(fault), err=True)
        if not faults:
            click.echo(f"{name}: valid {kind}")
        faulty += bool(faults)
    ctx.exit(BAD_INPUT if faulty else 0)
