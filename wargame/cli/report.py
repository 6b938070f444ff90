"""`wargame report`: the documents of a session as a page, as PDF, and their tables."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import click

from wargame.cli import preflight
from wargame.cli.options import Between, writable
from wargame.cli.progress import watched
from wargame.cli.refusal import NO_WINDOW, Refusal

if TYPE_CHECKING:
    from wargame.app.report import Report
    from wargame.app.session import Session

KINDS = ("aar", "sitman", "guide", "msel", "eeg", "feedback", "seat")
SHARPNESS = "1.5"  # device pixels to a logical one of a map
MOST_SETS = 120  # as many as are shipped


@click.command(short_help="Write the after-action report and the other documents.")
@click.argument("file", type=click.Path(path_type=Path), metavar="SESSION.wargame")
@click.option(
    "--kind",
    type=click.Choice(KINDS),
    default="aar",
    show_default=True,
    help="After-action report, Situation Manual, Facilitator Guide, MSEL, evaluation guide, "
    "feedback form, seat handouts.",
)
@click.option(
    "--out", type=click.Path(path_type=Path), required=True, metavar="FILE.html|pdf",
    help="The document.",
)  # fmt: skip
@click.option(
    "--csv", "folder", type=click.Path(path_type=Path), metavar="DIR",
    help="Also every table as CSV in this folder.",
)  # fmt: skip
@click.option(
    "--xlsx", "book", type=click.Path(path_type=Path), metavar="FILE.xlsx",
    help="Also every table on a sheet of this file.",
)  # fmt: skip
@click.option(
    "--paper", type=click.Choice(["a4", "letter"]), default="a4", show_default=True,
    help="The paper of a PDF or of the page when printed.",
)  # fmt: skip
@click.option(
    "--sets", type=Between(0, MOST_SETS), default=40, show_default=True,
    help="Assumption sets behind what each option would have done; 0 leaves that out.",
)  # fmt: skip
@click.option(
    "--maps", type=click.Choice(["print", "light", "none"]), default="print", show_default=True,
    help="Black and white, in colour, or no maps.",
)  # fmt: skip
@click.pass_context
def report(  # noqa: PLR0913, PLR0917  an argument for each option
    ctx: click.Context,
    file: Path,
    kind: str,
    out: Path,
    folder: Path | None,
    book: Path | None,
    paper: str,
    sets: int,
    maps: str,
) -> None:
    """Write a document of a recorded session; the session's file stays as it is.

    Notes in the log that begin with "Strength:" or "Improve:" are findings of the after-action
    report. The templates are the report_*.html.j2 files among the program's assets.
    """
    writable(out, ".html", ".pdf")
    if book is not None:
        writable(book, ".xlsx")
    if folder is not None and not folder.is_dir():
        raise Refusal(f"there is no folder {folder} to write tables into")
    if maps != "none" or out.suffix.lower() == ".pdf":
        _without_display(ctx)
    from wargame.app import replay
    from wargame.app.report import gather, map_turns, write_csv, write_xlsx
    from wargame.journal.hostile import read

    session = replay.restored(read(file))
    turns = map_turns(session, kind) if maps != "none" else ()
    drawn = _maps(session, turns, maps) if turns else {}
    with watched("Gathering the report") as control:
        found = gather(session, kind, control, drawn, sets=sets)
    pages = _written(found, kind, paper, out)
    click.echo(f"{out}: {pages}{len(found.events)} events in the log")
    if folder is not None:
        click.echo(f"{folder}: {len(write_csv(found.tables(), folder))} tables")
    if book is not None:
        click.echo(f"{book}: {write_xlsx(found.tables(), book)} sheets")


def _written(found: Report, kind: str, paper: str, out: Path) -> str:
    """The document lies in the file; returns how many pages, for a PDF."""
    from wargame.app.report import KINDS as TITLES
    from wargame.app.report import page
    from wargame.app.whole import write_whole

    if out.suffix.lower() == ".html":
        write_whole(out, page(found, kind, paper=paper).encode())
        return ""
    from wargame.gui.reports import UnwritableSheet, write_pdf

    html = page(found, kind, paper=paper, rich_text=True)
    title = f"{TITLES[kind]}: {found.overview.exercise_name}"
    try:
        pages = write_pdf(html, found.pictures(), out, paper, title, found.foot)
    except UnwritableSheet as error:
        raise Refusal(str(error)) from error
    return f"{pages} page{'' if pages == 1 else 's'}, "


def _without_display(ctx: click.Context) -> None:
    """Qt draws in memory; where it cannot, the reason is told and the command ends."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"  # before Qt is imported
    os.environ.setdefault("QT_LOGGING_RULES", "default.warning=false")
    os.environ.setdefault("QT_SCALE_FACTOR", SHARPNESS)
    reason = preflight.problem()
    if reason:
        click.echo(reason, err=True)
        ctx.exit(NO_WINDOW)


def _maps(session: Session, turns: tuple[int, ...], theme: str) -> dict[int, bytes]:
    """The map after each of those turns."""
    from wargame.app.atlas import load_atlas
    from wargame.app.report import MAP_SIZE
    from wargame.gui.reports import map_png

    atlas, steps = load_atlas(), session.turns()
    return {turn: map_png(session.view_at(steps[turn]), atlas, MAP_SIZE, theme) for turn in turns}
