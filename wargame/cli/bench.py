"""`wargame bench`: how fast this version is on this machine, row by row."""

from __future__ import annotations

import json
from typing import Any

import click


@click.command(short_help="Measure how fast it runs on this machine.")
@click.option("--quick", is_flag=True, help="Fewer repeats: a minute at most, coarser figures.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="A table for people, or JSON.",
)
@click.option("--peers", is_flag=True, help="Also other programs that are installed here.")
@click.option("--only-jax", is_flag=True, help="Only what JAX compiles, on the device it has.")
def bench(quick: bool, form: str, *, peers: bool, only_jax: bool) -> None:
    """Measure ensembles, turns, zones, forecasts, the map and the first window.

    Medians, and the 99th percentile on the slow side. Nothing passes or fails: other work on the
    machine makes every figure worse, so compare figures of one run only.
    """
    from wargame.app.bench import BENCHES, COMPILED, FULL, QUICK, measured

    found = measured(
        QUICK if quick else FULL,
        lambda words: click.echo(f"{words} ...", err=True),
        peers=peers,
        benches=COMPILED if only_jax else BENCHES,
    )
    if form == "json":
        click.echo(json.dumps(found, indent=2, ensure_ascii=False))
        return
    click.echo("\n".join(f"{name}: {value}" for name, value in found["machine"].items()))
    click.echo()
    click.echo("\n".join([*_lines(found["figures"]), *found.get("absent", ())]))


def _lines(figures: list[dict[str, Any]]) -> list[str]:
    """The rows as a table of plain text."""
    rows = [("what", "median", "99th pct.", "unit", "target")]
    rows += [
        (f["what"], _short(f["median"]), _short(f["p99"]), f["unit"], f["target"]) for f in figures
    ]
    widths = [max(len(row[i]) for row in rows) for i in range(len(rows[0]))]
    return [
        "  ".join(
            (
                row[0].ljust(widths[0]),
                row[1].rjust(widths[1]),
                row[2].rjust(widths[2]),
                row[3].ljust(widths[3]),
                row[4],
            )
        )
        for row in rows
    ]


def _short(value: float) -> str:
    """Three figures, whole above 100."""
    return f"{value:,.0f}" if abs(value) >= 100 else f"{value:.3g}"
