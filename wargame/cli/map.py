"""`wargame map`: the map as a picture or a sheet of paper, drawn without a display."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from wargame.cli import preflight
from wargame.cli.options import (
    known_zone,
    open_scenario,
    scenario_argument,
    seed_option,
    writable,
)
from wargame.cli.refusal import NO_WINDOW, Refusal

if TYPE_CHECKING:
    from wargame.app.records import SessionView

SMALLEST, LARGEST = 320, 8192  # pixels
USUAL = (1920, 1080)


class Size(click.ParamType[tuple[int, int]]):
    """Width and height in pixels, written 1920x1080."""

    name = "size"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[int, int]:
        """Width and height; a sentence when the text is no size."""
        if isinstance(value, tuple):
            return value
        match = re.fullmatch(r"(\d{1,6})\s*[xX×]\s*(\d{1,6})", value.strip())
        if match is None:
            self.fail(f'must be a width and a height such as 1920x1080, not "{value}"', param, ctx)
        size = int(match[1]), int(match[2])
        if not all(SMALLEST <= side <= LARGEST for side in size):
            words = f"each side must be from {SMALLEST} to {LARGEST} pixels, not {value}"
            self.fail(words, param, ctx)
        return size


@click.command(name="map", short_help="Draw the map: PNG, SVG or PDF.")
@scenario_argument
@click.option(
    "--zone",
    default="none",
    show_default=True,
    help="The zone option to draw; several with + between.",
)
@click.option(
    "--turns",
    type=click.IntRange(0, 40),
    default=0,
    show_default=True,
    help="Play so many turns first, and draw what they came to.",
)
@seed_option
@click.option(
    "--sheet",
    type=click.Choice(["handout", "poster", "blank"]),
    help="A sheet of paper with legend, scale and sources; blank: an exercise map to write on.",
)
@click.option(
    "--paper",
    type=click.Choice(["a4", "a3", "a0"]),
    help="Of a sheet; a4 for a handout and a blank map, a0 for a poster.",
)
@click.option(
    "--size", type=Size(), metavar="WxH", help="Pixels of a picture without --sheet [1920x1080]."
)
@click.option(
    "--theme",
    type=click.Choice(["light", "dark", "contrast", "contrast-dark", "print"]),
    default="light",
    show_default=True,
    help="print: black and white, every status told apart by its pattern.",
)
@click.option("--out", type=click.Path(path_type=Path), required=True, metavar="FILE.png|svg|pdf")
@click.pass_context
def map_command(  # noqa: PLR0913, PLR0917  an argument for each option; a built-in is called map
    ctx: click.Context,
    scenario_id: str,
    zone: str,
    turns: int,
    seed: int | None,
    sheet: str | None,
    paper: str | None,
    size: tuple[int, int] | None,
    theme: str,
    out: Path,
) -> None:
    """Draw the map of SCENARIO to a PNG, SVG or PDF file; no display is needed."""
    scenario = open_scenario(scenario_id)
    zone = known_zone(scenario, zone)
    writable(out, ".png", ".svg", ".pdf")
    if sheet is None and out.suffix.lower() != ".png":
        sheet = "handout"
    if sheet is None and paper is not None:
        raise Refusal("--paper is the paper of a sheet: add --sheet handout, poster or blank")
    if sheet is not None and size is not None:
        raise Refusal("a sheet has the size of its paper: use --paper in place of --size")
    os.environ["QT_QPA_PLATFORM"] = "offscreen"  # before Qt is imported
    # that platform warns once for every window; a script's stderr stays clean
    os.environ.setdefault("QT_LOGGING_RULES", "default.warning=false")
    reason = preflight.problem()
    if reason:
        click.echo(reason, err=True)
        ctx.exit(NO_WINDOW)
    from wargame.app.headless import session_at

    view = session_at(scenario, zone, turns, seed).view()
    words = _draw_sheet(view, sheet, paper, theme, out) if sheet else _draw(view, size, theme, out)
    click.echo(f"{out}: {words}, line of contact of {scenario.contact_line}")


def _draw(view: SessionView, size: tuple[int, int] | None, theme: str, out: Path) -> str:
    from wargame.app.atlas import load_atlas
    from wargame.gui.map.render import render_png

    wide, high = size or USUAL
    render_png(view, load_atlas(), (wide, high), out, theme=theme)
    return f"{wide} by {high} pixels"


def _draw_sheet(view: SessionView, kind: str, paper: str | None, theme: str, out: Path) -> str:
    from wargame.app.atlas import load_atlas
    from wargame.gui.sheets.files import UnwritableSheet
    from wargame.gui.sheets.render import USUAL_PAPER, render_sheet

    paper = paper or USUAL_PAPER[kind]
    try:
        render_sheet(view, load_atlas(), kind, paper, theme, out)
    except UnwritableSheet as error:
        raise Refusal(str(error)) from error
    return f"{kind} on {paper.upper()}"
