"""`wargame play`: one game told turn by turn, the same on every run."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from wargame.cli.options import (
    known_zone,
    open_scenario,
    place_for_session,
    scenario_argument,
    seed_option,
    turns_option,
)
from wargame.cli.switches import setting_from, setting_options, setting_words
from wargame.cli.words import number

if TYPE_CHECKING:
    from wargame.app.headless import PlayReport
    from wargame.app.records import CardPlayed, TurnFigures
    from wargame.app.setting import Setting
    from wargame.scenario.schema import Scenario

Bars = list[tuple[str, float]]  # name, points of overall stability

TOP = 4  # contributions told for each turn; JSON has all
NOTICED = 0.05  # points; less would print as 0.0
COLUMNS = (
    "turn", "", "stability", "weakest", "ceasefire", "escalation", "km² lost", "norm", "frozen",
    "cohesion", "zone built",
)  # fmt: skip
WORDY = ("", "weakest", "ceasefire", "escalation")  # columns of words; the others hold numbers


@click.command(short_help="Play one game and tell each turn.")
@scenario_argument
@click.option(
    "--zone",
    default="none",
    show_default=True,
    help="The zone option in place; several with + between.",
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
@click.option(
    "--session",
    "record",
    type=click.Path(path_type=Path),
    help="Record the game in this new .wargame file.",
)
def play(
    scenario_id: str,
    zone: str,
    turns: int | None,
    seed: int | None,
    form: str,
    record: Path | None,
    **switches: Any,
) -> None:
    """Play SCENARIO once and tell each turn: indices, what happened, what moved stability.

    Ends with a digest of the final state, which is equal on every run with the same seed.
    """
    scenario = open_scenario(scenario_id)
    zone = known_zone(scenario, zone)
    setting = setting_from(**switches)
    from wargame.app import headless

    turns = scenario.turns if turns is None else turns
    seed = scenario.seed if seed is None else seed
    if record is None:
        report = headless.play(scenario, zone, turns, seed, setting)
    else:
        report = _recorded(scenario, zone, turns, seed, setting, record)
    if form == "table":
        words = setting_words(setting.mode, setting.switched_on)
        title = f"{scenario.id}, zone {zone}, seed {seed}; {words}; in this model"
        _print_table(title, report)
        return
    head = {"scenario": scenario.id, "mode": setting.mode, "switches": [*setting.switched_on]}
    told = head | {"zone": zone, "turns": turns, "seed": seed} | _plain(report)
    click.echo(json.dumps(told, indent=2, allow_nan=False))


def _recorded(
    scenario: Scenario, zone: str, turns: int, seed: int, setting: Setting, record: Path
) -> PlayReport:
    """The same game, each step written to a session file before the next one is taken."""
    from wargame.app import headless
    from wargame.app.recording import Recording

    session = headless.session_for(scenario, turns, seed, setting)
    recording = Recording.demand(session, place_for_session(record))
    try:
        headless.play_on(session, zone, turns)
        recording.insist()
    finally:
        recording.close()
    return headless.report_of(session)


def _plain(report: PlayReport) -> dict[str, Any]:
    records = [
        dataclasses.asdict(figures)
        | {"contributions": [{"name": name, "points": points} for name, points in bars]}
        for figures, bars in _turns(report)
    ]
    return {"records": records, "digest": report.digest}


def _turns(report: PlayReport) -> Iterator[tuple[TurnFigures, Bars]]:
    """Each turn's figures with what moved stability in it, the strongest first."""
    for figures, bars in zip(report.records, report.contributions, strict=True):
        yield figures, sorted(bars, key=lambda bar: -abs(bar[1]))


def _print_table(title: str, report: PlayReport) -> None:
    from rich.table import Table

    from wargame.cli.tables import show

    table = Table(title=title, title_justify="left")
    for name in COLUMNS:
        table.add_column(name, justify="left" if name in WORDY else "right")
    for figures in report.records:
        table.add_row(*_cells(figures))
    show(table)
    for figures, bars in _turns(report):
        if figures.turn > 0:
            click.echo(_told(figures, bars))
    click.echo(f"digest {report.digest}")


def _cells(now: TurnFigures) -> tuple[str, ...]:
    quarters = "1 quarter" if now.ceasefire_age == 1 else f"{now.ceasefire_age} quarters"
    return (
        str(now.turn),
        now.label,
        number(now.stability, 1),
        f"{now.weakest_id} {number(now.weakest, 0)}",
        quarters if now.ceasefire else "no",
        f"{now.rung} {now.rung_words}",
        number(now.lost_km2, 0),
        number(now.norm, 0),
        number(now.frozen, 0),
        number(now.cohesion, 2),
        f"{number(100 * now.implementation, 0)} %",
    )


def _card(card: CardPlayed) -> str:
    """One card revealed, and why the doctrine that played it did."""
    where = f" ({card.sector})" if card.sector else ""
    why = [*([card.outcome] if card.outcome else []), *card.reasons]
    return f"{card.seat_name}: {card.title}{where}" + (f": {'; '.join(why)}" if why else "")


def _told(now: TurnFigures, bars: Bars) -> str:
    lines = [f"Turn {now.turn}, {now.period}"]
    lines += [f"  {sentence}" for sentence in now.happened]
    lines += [f"  {_card(card)}" for card in now.played]
    noticed = [bar for bar in bars[:TOP] if abs(bar[1]) >= NOTICED]
    named = [f"{name} {number(points, 1, '+')}" for name, points in noticed]
    lines.append("  Stability moved by: " + (", ".join(named) or "next to nothing"))
    return "\n".join(lines)
