"""`wargame match-history`: parameter sets that history does not rule out, written to a file."""

from __future__ import annotations

from pathlib import Path

import click

from wargame.cli.options import LARGEST_SEED, Between, writable


@click.command("match-history", short_help="Find parameter sets that history does not rule out.")
@click.option("--draws", type=Between(1, 1_000_000), default=6_000, show_default=True)
@click.option(
    "--need",
    type=Between(0, 14),
    default=10,
    show_default=True,
    help="Historical cases a set must put in their band.",
)
@click.option(
    "--keep",
    type=Between(1, 100_000),
    default=120,
    show_default=True,
    help="Sets to keep, the first that pass.",
)
@click.option("--seed", type=Between(0, LARGEST_SEED), default=7, show_default=True)
@click.option("--out", type=click.Path(path_type=Path), required=True, help="A .csv file to write.")
def match_history(draws: int, need: int, keep: int, seed: int, out: Path) -> None:
    """Draw parameter sets and keep those that agree with history.

    Parameters that vary are drawn by a Latin hypercube, uniform over low to high. A set is kept
    when it puts enough historical ceasefires in their band.
    """
    path = writable(out, ".csv")
    from wargame.app import validation

    found = validation.match_history(draws, need, keep, seed, path)
    kept = len(found.cases_in_band)
    click.echo(
        f"{found.accepted:,} of {found.drawn:,} draws put at least {need} of {found.cases} cases "
        f"in band; {kept:,} kept in {path}"
    )
