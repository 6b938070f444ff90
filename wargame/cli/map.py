"""`wargame map`: the map as a picture, drawn without a display."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from wargame.cli import preflight
from wargame.cli.options import known_zone, open_scenario, scenario_argument, writable
from wargame.cli.refusal import NO_WINDOW

if TYPE_CHECKING:
    from wargame.scenario.schema import Scenario

SMALLEST, LARGEST = 320, 8192  # pixels


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


@click.command(name="map", short_help="Draw the map to a PNG file.")
@scenario_argument
@click.option(
    "--zone",
    default="none",
    show_default=True,
    help="The zone option to draw; several with + between.",
)
@click.option("--size", type=Size(), default="1920x1080", show_default=True, metavar="WxH")
@click.option("--theme", type=click.Choice(["light", "dark"]), default="light", show_default=True)
@click.option("--out", type=click.Path(path_type=Path), required=True, metavar="FILE.png")
@click.pass_context
def map_command(  # a built-in has the shorter name
    ctx: click.Context, scenario_id: str, zone: str, size: tuple[int, int], theme: str, out: Path
) -> None:
    """Draw the map of SCENARIO to a PNG file; no display is needed."""
    scenario = open_scenario(scenario_id)
    zone = known_zone(scenario, zone)
    writable(out, ".png")
    os.environ["QT_QPA_PLATFORM"] = "offscreen"  # before Qt is imported
    # that platform warns once for every window; a script's stderr stays clean
    os.environ.setdefault("QT_LOGGING_RULES", "default.warning=false")
    reason = preflight.problem()
    if reason:
        click.echo(reason, err=True)
        ctx.exit(NO_WINDOW)
    _draw(scenario, zone, size, theme, out)
    click.echo(f"{out}: {size[0]} by {size[1]} pixels, line of contact of {scenario.contact_line}")


def _draw(scenario: Scenario, zone: str, size: tuple[int, int], theme: str, out: Path) -> None:
    from wargame.app.atlas import load_atlas
    from wargame.app.headless import view_of
    from wargame.gui.map.render import render_png

    render_png(view_of(scenario, zone), load_atlas(), size, out, theme=theme)
