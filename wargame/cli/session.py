"""`wargame session`: prove, read, export and fork a recorded session; the file stays as it is."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from wargame.cli.options import MOST_TURNS, Between, known_zone, place_for_session, writable

if TYPE_CHECKING:
    from wargame.app.session import Session
    from wargame.journal.hostile import Contents

FAULTY = 2

file_argument = click.argument("file", type=click.Path(path_type=Path), metavar="FILE")


@click.group(short_help="Prove, read, export and fork recorded sessions.")
def session() -> None:
    """Prove, read, export and fork a session that a window or `wargame play` recorded.

    FILE ends in .wargame. No command changes it.
    """


def _contents(file: Path) -> Contents:
    from wargame.journal.hostile import read

    return read(file)


def _replayed(file: Path) -> Session:
    """The session of a file, every turn played again."""
    from wargame.app import replay

    contents = _contents(file)
    return replay.restored(replay.without_snapshots(contents))


@session.command(short_help="Check the chain, every state and every zone.")
@file_argument
@click.pass_context
def verify(ctx: click.Context, file: Path) -> None:
    """Check that FILE is as it was written and that playing it again leads to the same states.

    Checks the database, the chain of events, every state on every branch, and measures every zone
    again. Exit status 2 when anything differs; the event is named.
    """
    from wargame.app import replay

    contents = _contents(file)
    found = replay.verified(contents)
    for note in found.notes:
        click.echo(f"{file}: note: {note}")
    for fault in found.faults:
        click.echo(f"{file}: {fault}", err=True)
    if found.faults:
        ctx.exit(FAULTY)
    click.echo(
        f"{file}: sound: {found.events} events on {found.branches} branches, {found.turns} turns "
        f"played again to the same digests, {found.zones} zones measured again"
    )


@session.command(short_help="Tell a session again, step by step.")
@file_argument
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="Lines to read, or JSON for a script.",
)
def replay(file: Path, form: str) -> None:
    """Play FILE again and tell who decided what, why, and what happened."""
    from wargame.app import retold

    found = _replayed(file)
    if form == "text":
        click.echo(retold.as_text(found))
    else:
        click.echo(json.dumps(retold.as_data(found), indent=2, allow_nan=False))


@session.command(short_help="Write the log as a table.")
@file_argument
@click.option(
    "--out", type=click.Path(path_type=Path), required=True, help="The file to write, .csv."
)
def export(file: Path, out: Path) -> None:
    """Write the log of FILE as a table for a spreadsheet."""
    from wargame.app import replay as bringing
    from wargame.app import retold
    from wargame.app.whole import write_whole

    path = writable(out, ".csv")
    text = retold.as_csv(bringing.restored(_contents(file)))
    write_whole(path, text.encode("utf-8-sig"))
    click.echo(f"{path}: {text.count(chr(10)) - 1} steps")


@session.command(short_help="Go on from a turn in a new file.")
@file_argument
@click.option(
    "--turn", type=Between(0, MOST_TURNS), required=True, help="The last turn that is kept."
)
@click.option(
    "--out", type=click.Path(path_type=Path), required=True, help="The new .wargame file."
)
@click.option("--zone", help="Switch this zone on and go on with it; several with + between.")
@click.option(
    "--play", "more", type=Between(0, MOST_TURNS), default=0, help="So many turns more are played."
)
def fork(file: Path, turn: int, out: Path, zone: str | None, more: int) -> None:
    """Write a new session that has played FILE's present line up to a turn.

    With --zone and --play it goes on from there: the same dice, decided otherwise.
    """
    from wargame.app import headless
    from wargame.app import replay as bringing
    from wargame.app.options import NONE
    from wargame.app.recording import Recording

    path = place_for_session(out)
    made = bringing.forked(bringing.restored(_contents(file)), turn)
    recording = Recording.demand(made, path)
    try:
        if zone is not None:
            made.choose(NONE)
            headless.play_on(made, known_zone(made.scenario, zone), 0)
        for _ in range(more):
            made.play_turn()
        recording.insist()
    finally:
        recording.close()
    click.echo(f"{path}: turn {made.position.turn}, digest {made.digest()}")
