"""`wargame rulebook`: every rule with its sources and a worked example, as one page."""

from __future__ import annotations

from pathlib import Path

import click

from wargame.cli.options import open_scenario, writable


@click.command(short_help="Write the rulebook to an HTML file.")
@click.argument("scenario_id", metavar="[SCENARIO]", default="ukraine-2024-12")
@click.option("--out", type=click.Path(path_type=Path), required=True, metavar="FILE.html")
def rulebook(scenario_id: str, out: Path) -> None:
    """Write the rulebook of SCENARIO to one HTML file that needs no other.

    Every rule in words, as formula, with parameters, sources and an example that the engine plays
    while the page is made. The same files give the same page, byte for byte.
    """
    scenario = open_scenario(scenario_id)
    writable(out, ".html", ".htm")
    from wargame.app import rulebook as pages

    book = pages.write(out, scenario)
    counts = f"{len(book.rules)} rules, {len(book.cards)} cards, {len(book.topics)} topics"
    click.echo(f"{out}: {counts}")
