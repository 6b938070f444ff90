"""`wargame sweep`: a study of many cells into one file, resumable, here or on a Dask cluster."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from wargame.cli.options import Between, writable
from wargame.cli.progress import watched

if TYPE_CHECKING:
    from wargame.app.sweep import Swept
    from wargame.forecast.backends import Name

INTERRUPTED = 130  # as shells say of a program that Ctrl+C ended
KINDS = (".csv", ".sqlite", ".parquet")


@click.command(short_help="Play a large study into a file.")
@click.argument("study", metavar="STUDY")
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    required=True,
    help="A .csv, .sqlite or .parquet file to write.",
)
@click.option("--workers", type=Between(1, 1024), help="Processes; as many as cores by default.")
@click.option(
    "--scheduler", metavar="ADDRESS", help="Use a Dask cluster, such as tcp://10.0.0.7:8786."
)
@click.option(
    "--backend",
    type=click.Choice(["numpy", "jax"]),
    default="numpy",
    show_default=True,
    help="JAX compiles the same rules, for very large studies.",
)
@click.option("--restart", is_flag=True, help="Forget what an interrupted run has finished.")
@click.pass_context
def sweep(
    ctx: click.Context,
    study: str,
    out: Path,
    workers: int | None,
    scheduler: str | None,
    backend: Name,
    *,
    restart: bool,
) -> None:
    """Play STUDY, a shipped id or a file, and write one row for each of its cells.

    A study names options, starts, seeds and assumptions; each combination is a cell, and its row
    holds the mean, standard error and quantiles of every measure. Finished cells are kept beside
    the file until it is whole: after Ctrl+C, a crash or a power cut the same command goes on. The
    same study gives the same file on any number of processes, here or on a cluster.
    """
    path = writable(out, *KINDS)
    from wargame.app import sweep as sweeps
    from wargame.forecast.backends import chosen

    _, absent = chosen(backend)
    if absent:
        click.echo(absent, err=True)
    swept = sweeps.Swept(0)
    try:
        with watched("Playing") as control:
            sweeps.sweep(
                study,
                path,
                control,
                workers=workers,
                scheduler=scheduler,
                backend=backend,
                restart=restart,
                swept=swept,
            )
    except KeyboardInterrupt:
        click.echo(_interrupted(swept, path), err=True)
        ctx.exit(INTERRUPTED)
    earlier = f", {swept.known:,} of them from an interrupted run" if swept.known else ""
    click.echo(f"{swept.done:,} cells{earlier}, in {path}")


def _interrupted(swept: Swept, path: Path) -> str:
    from wargame.forecast.sweep_journal import journal_of

    if swept.cells == 0:
        return "Stopped before the first cell."
    return (
        f"Stopped after {swept.done:,} of {swept.cells:,} cells, which are kept in "
        f"{journal_of(path)}. The same command goes on from there."
    )
