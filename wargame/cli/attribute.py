"""`wargame attribute`: how far a game came from luck, from decisions and from rulings."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from wargame.cli.options import (
    known_zone,
    open_scenario,
    scenario_argument,
    seed_option,
    turns_option,
)
from wargame.cli.progress import watched
from wargame.cli.recorded import head_of, is_session, session_of
from wargame.cli.refusal import Refusal
from wargame.cli.sensitivity import MEASURES
from wargame.cli.switches import setting_from, setting_options, setting_words

if TYPE_CHECKING:
    from rich.table import Table

    from wargame.app.attribution_records import Part, Reckoning
    from wargame.app.session import Session


@click.command(short_help="Tell how far a game came from luck, decisions and rulings.")
@scenario_argument
@click.option(
    "--zone",
    default="none",
    show_default=True,
    help="The zone option in place; several with + between.",
)
@click.option(
    "--measure",
    type=click.Choice(MEASURES),
    default="stability",
    show_default=True,
    help="What is accounted for.",
)
@turns_option
@seed_option
@setting_options
@click.option(
    "--format",
    "form",
    type=click.Choice(["table", "json"]),
    default="table",
    show_default=True,
    help="A table to read, or JSON for a script.",
)
def attribute(
    scenario_id: str,
    zone: str,
    measure: str,
    turns: int | None,
    seed: int | None,
    form: str,
    **switches: Any,
) -> None:
    """Play SCENARIO once, as `wargame play` does, and account for how it came out.

    What happened minus what was to be expected if nobody decides anything is the sum of three
    parts: decisions (expected with them minus without), luck (what happened under the rules alone
    minus what was expected), and rulings (with control's rulings minus without). Each row adds one
    decision to those before it.

    With a .wargame file for SCENARIO the game recorded in it is accounted for, with the decisions
    and rulings of the line on which it stands.
    """
    if is_session(scenario_id):
        session = session_of(scenario_id, ("measure", "form"))
        played: dict[str, Any] = {"session": Path(scenario_id).name}
        head = head_of(scenario_id, session)
    else:
        scenario = open_scenario(scenario_id)
        zone = known_zone(scenario, zone)
        turns = scenario.turns if turns is None else turns
        seed = scenario.seed if seed is None else seed
        setting = setting_from(**switches)
        from wargame.app import headless

        session = headless.session_at(scenario, zone, turns, seed, setting)
        played = {"scenario": scenario.id, "zone": zone, "seed": seed, "turns": turns}
        words = setting_words(setting.mode, setting.switched_on)
        head = f"{scenario.id}, zone {zone}, seed {seed}; {words}"
    found = _reckoned(session, measure, scenario_id)
    if form == "json":
        click.echo(json.dumps(played | _plain(found), indent=2, allow_nan=False))
        return
    from wargame.app.attribution_words import sentence
    from wargame.cli.tables import show

    click.echo(head)
    click.echo(sentence(found))
    show(_table(found))


def _reckoned(session: Session, measure: str, name: str) -> Reckoning:
    """The account of a session, at its surest."""
    from wargame.app.attribution import reckon

    if session.standing().turn < 1:
        raise Refusal(f"{name} has played no turn yet: nothing is there to account for")
    with watched("Accounting") as control:
        *_, found = reckon(session.standing(), measure, control)
    return found


def _table(found: Reckoning) -> Table:
    from rich.table import Table

    from wargame.app.attribution_words import CLASH, amount, rows, told

    title = (
        f"{found.found.runs:,} playthroughs behind each expectation; in brackets: what the end "
        "would lack without that decision alone"
    )
    table = Table(title=title, title_justify="left")
    for name in ("", "in this model", "95 % \N{PLUS-MINUS SIGN}"):
        table.add_column(name, justify="right" if name else "left")
    for row in rows(found, shown=len(found.found.each)):
        label = f"  {row.label}" if row.kind == "row" else row.label
        half = amount(found, row.error) if row.error > 0 and found.key != CLASH else ""
        table.add_row(label, told(found, row), half)
    return table


def _plain(found: Reckoning) -> dict[str, Any]:
    """The account as numbers."""
    account = found.found
    return {
        "measure": found.key,
        "unit": found.measure.unit,
        "after_turn": found.turn,
        "runs": account.runs,
        "expected_without_decisions": account.expected_without,
        "expected": account.expected,
        "happened_without_rulings": account.realised_without_rulings,
        "happened": account.realised,
        "decisions": _part(account.decisions),
        "luck": _part(account.luck),
        "rulings": _part(account.rulings),
        "each_decision": [_row(part) for part in account.each],
        "each_ruling": [_row(part) for part in account.each_ruling],
    }


def _part(part: Part) -> dict[str, float]:
    return {"amount": part.amount, "error": part.error}


def _row(part: Part) -> dict[str, Any]:
    alone = {"amount": part.alone, "error": part.alone_error}
    return {"label": part.label, **_part(part), "without_it_alone": alone}
