"""A session file where a command takes a scenario: the question is asked of where it stands."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from wargame.cli.progress import watched
from wargame.cli.refusal import Refusal
from wargame.cli.switches import setting_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from wargame.app.comparison_page import Grid
    from wargame.app.comparison_records import Comparison
    from wargame.app.session import Session
    from wargame.forecast.parallel import Workers

SETS = 40  # assumption sets where a session is compared and none are asked for


def is_session(scenario_id: str) -> bool:
    """Whether the argument names a session file and no scenario."""
    return scenario_id.lower().endswith(".wargame")


def session_of(file: str, takes: Sequence[str]) -> Session:
    """The session of a file, where it stands; the file stays as it is.

    takes : the names of the options that a session leaves open. Raises Refusal for any other that
    was typed, because a session brings its own; JournalError when it cannot be read.
    """
    from wargame.app import replay
    from wargame.journal.hostile import read

    context = click.get_current_context()
    for option in context.command.params:
        name = option.name or ""
        typed = context.get_parameter_source(name) is click.core.ParameterSource.COMMANDLINE
        if typed and isinstance(option, click.Option) and name not in takes:
            raise Refusal(f"{file} is a session and brings its own; leave out {option.opts[0]}")
    return replay.restored(read(Path(file)))


def head_of(file: str, session: Session) -> str:
    """Which game it is and where it stands."""
    here, setting = session.standing(), session.position.setting
    return (
        f"{Path(file).name}: {here.scenario.id}, turn {here.turn} of {here.scenario.turns}, "
        f"seed {here.here.seed}; "
        f"{setting_words(setting.mode, setting.switched_on)}"
    )


def compare_session(file: str, sets: int, form: str, workers: Workers) -> None:
    """Every option that lies on the session's table, from where it stands to its last turn."""
    from wargame.app.comparison import ComparisonRequest, sharpen
    from wargame.app.comparison_page import csv_of, html_of
    from wargame.app.comparison_sets import assumption_sets

    session = session_of(file, ("sets", "form", "processes"))
    standing = session.standing()
    if standing.left <= 0:
        raise Refusal(f"{file} has played its last turn: nothing is left to compare")
    request = ComparisonRequest(standing.scenario, standing.shelf, standing.here)
    with watched("Assumption sets") as control:
        *_, found = sharpen(request, control, assumption_sets(sets or SETS), workers)
    head = head_of(file, session)
    if form == "html":
        click.echo(html_of(found, f"{head}; in this model"), nl=False)
    elif form == "csv":
        click.echo(csv_of(found), nl=False)
    elif form == "json":
        click.echo(json.dumps({"session": Path(file).name} | _plain(found), indent=2))
    else:
        _print_tables(head, found)


def _plain(found: Comparison) -> dict[str, Any]:
    """The comparison as numbers."""
    options = [
        {
            "id": option.id,
            "name": option.name,
            "over_sets": {key: asdict(over) for key, over in option.measures.items()},
            "stability_against_none": asdict(option.effect),
            "stability_of_sectors": dict(option.sectors),
        }
        for option in found.options
    ]
    return {
        "from_turn": found.turn,
        "to_turn": found.last_turn,
        "sets": found.sets,
        "runs_each_set": found.each,
        "on": found.chosen,
        "options": options,
        "more_stable_in_x_of_10": {row: dict(cells) for row, cells in found.better.items()},
    }


def _print_tables(head: str, found: Comparison) -> None:
    from wargame.app.comparison_page import grids_of

    click.echo(
        f"{head}\n{found.sets} assumption sets, {found.each} playthroughs of each option in each; "
        "in this model"
    )
    for grid in grids_of(found):
        _print_grid(grid)


def _print_grid(grid: Grid) -> None:
    from rich.table import Table

    from wargame.cli.tables import show

    table = Table(title=grid.title, title_justify="left")
    for index, name in enumerate(grid.heads):
        table.add_column(name, justify="right" if index else "left")
    for row in grid.rows:
        table.add_row(*row)
    show(table)
    if grid.note:
        click.echo(grid.note)
