"""`wargame validate-model`: what history and common sense have to say about the model."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import click

from wargame.cli.options import Between
from wargame.cli.progress import watched
from wargame.cli.words import number

if TYPE_CHECKING:
    from rich.table import Table

FAILED = 1  # the model fails its own tests; 2 is for input that cannot be used
MOST_RUNS = 100_000


@click.command("validate-model", short_help="Test the model against history and its own logic.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["table", "json"]),
    default="table",
    show_default=True,
    help="Tables to read, or JSON for a script.",
)
@click.option("--quick", is_flag=True, help="The same tests on fewer states and playthroughs.")
@click.option("--tables", is_flag=True, help="Recompute the design's tables of results instead.")
@click.option(
    "--runs",
    type=Between(100, MOST_RUNS),
    default=10_000,
    show_default=True,
    help="Playthroughs of each option, for --tables.",
)
@click.pass_context
def validate_model(ctx: click.Context, form: str, quick: bool, tables: bool, runs: int) -> None:
    """Test the shipped model: historical ceasefires, relations, extremes, back-test, calibration.

    Exit status 0 when every relation and extreme condition holds and at least 11 of 14 historical
    cases lie in their band, else 1. Agreement with the cases is calibration, not proof: the
    collapse weights were fitted to them.
    """
    if tables:
        _recompute(form, runs)
        return
    from wargame.app import validation

    with watched("Testing the model") as control:
        size = validation.QUICK if quick else validation.FULL
        found = validation.validate_model(size=size, control=control)
    if form == "json":
        click.echo(json.dumps(found, indent=2, allow_nan=False))
    else:
        _show(found)
    ctx.exit(0 if found["passed"] else FAILED)


def _recompute(form: str, runs: int) -> None:
    from wargame.app.design_tables import as_markdown, design_tables

    with watched("Recomputing the tables") as control:
        found = design_tables(runs, control)
    if form == "json":
        click.echo(json.dumps([table.plain() for table in found], indent=2, allow_nan=False))
    else:
        click.echo(as_markdown(found), nl=False)


def _show(found: dict[str, Any]) -> None:
    from wargame.cli.tables import show

    show(_cases(found))
    show(_relations(found))
    click.echo("Not asserted, because they go either way:")
    for trade_off in found["not_asserted"]:
        click.echo(f"  {trade_off}")
    click.echo()
    show(_extremes(found))
    show(_back_test(found["back_test"]))
    show(_held(found["back_test"]))
    show(_calibration(found))
    held = sum(x["passed"] for x in found["relations"])
    click.echo(
        f"{found['cases_in_band']} of {len(found['cases'])} cases in band "
        f"({found['cases_needed']} needed), {held} of {len(found['relations'])} relations hold: "
        f"{'passed' if found['passed'] else 'FAILED'}"
    )


def _table(title: str, *columns: str) -> Table:
    from rich.table import Table

    table = Table(title=title, title_justify="left")
    for index, column in enumerate(columns):
        table.add_column(column, justify="left" if index == 0 else "right")
    return table


def _cases(found: dict[str, Any]) -> Table:
    title = "Historical ceasefires: chance that no general collapse happens; in this model"
    table = _table(title, "case", "quarters", "band", "model", "in band", "reason of a miss")
    table.columns[-1].justify = "left"
    for case in found["cases"]:
        low, high = case["band"]
        table.add_row(
            case["name"],
            str(case["quarters"]),
            f"{low:.2f} to {high:.2f}",
            f"{case['model']:.3f}",
            _yes(case["in_band"]),
            case["reason"],
        )
    return table


def _relations(found: dict[str, Any]) -> Table:
    title = "Relations that must hold in every state (M) or on the mean of games (E)"
    table = _table(title, "", "relation", "states", "mean difference", "holds")
    table.columns[1].justify = "left"
    for one in found["relations"]:
        mean = f"{one['mean']:.4g}".replace("-", "\N{MINUS SIGN}")
        table.add_row(one["id"], one["says"], f"{one['states']:,}", mean, _yes(one["passed"]))
    return table


def _extremes(found: dict[str, Any]) -> Table:
    table = _table("Extreme conditions", "condition", "figure", "holds")
    for one in found["extremes"]:
        table.add_row(one["says"], one["figure"], _yes(one["passed"]))
    return table


def _back_test(found: dict[str, Any]) -> Table:
    first, later = found["sectors_in_band_first_year"], found["sectors_in_band_later"]
    title = (
        f"Back-test ({found['conditions']}), km² lost by Kyiv a quarter\n"
        f"sectors in their 80 % band: {first:.0%} in the first year, {later:.0%} later"
    )
    table = _table(title, "quarter", "observed", "model, 80 % band", "in band", "sectors in band")
    for one in found["quarters"]:
        sectors = one["sectors_in_band"].values()
        table.add_row(
            one["label"],
            number(one["observed"], 0),
            f"{number(one['middle'], 0)} ({number(one['low'], 0)} to {number(one['high'], 0)})",
            _yes(one["total_in_band"]),
            f"{sum(sectors)} of {len(sectors)}",
        )
    return table


def _held(found: dict[str, Any]) -> Table:
    title = (
        "Does the line hold within 5 km for a year? The opening's forecast against 2025\n"
        f"Brier score {found['line_held_brier']:.3f}; a coin would get 0.250"
    )
    table = _table(title, "sector", "forecast", "moved, km", "held")
    for one in found["line_held_first_year"]:
        moved = number(one["observed_km"], 1)
        table.add_row(one["sector"], f"{one['forecast']:.2f}", moved, _yes(one["held"]))
    return table


def _calibration(found: dict[str, Any]) -> Table:
    title = "The stability index at turn 4 against turns 5 to 8 of the same playthroughs"
    table = _table(title, "option", "index", "forecast", "came true", "luck", "Brier score")
    names = {
        "quiet": "quiet", "quiet_in_ceasefire": "quiet, given a ceasefire", "holds": "line holds"
    }  # fmt: skip
    for one in found["calibration"]:
        for key, words in names.items():
            part = one[key]
            cells = (f"{part[k]:.3f}" for k in ("forecast", "realised", "luck", "brier"))
            table.add_row(one["option"], words, *cells)
    return table


def _yes(value: bool) -> str:
    return "yes" if value else "no"
