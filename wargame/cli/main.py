"""The command `wargame`: alone it opens the window, with a word it works without one."""

from __future__ import annotations

from pathlib import Path

import click

from wargame.app.refusals import REFUSALS
from wargame.cli.attribute import attribute
from wargame.cli.bench import bench
from wargame.cli.compare import compare
from wargame.cli.doctor import doctor
from wargame.cli.export import export
from wargame.cli.map import map_command
from wargame.cli.match import match_history
from wargame.cli.msel import msel
from wargame.cli.play import play
from wargame.cli.refusal import Refusal
from wargame.cli.report import report
from wargame.cli.rulebook import rulebook
from wargame.cli.sensitivity import sensitivity
from wargame.cli.session import session
from wargame.cli.sweep import sweep
from wargame.cli.validate import validate
from wargame.cli.validate_model import validate_model
from wargame.cli.window import open_window
from wargame.cli.zone import zone

SESSION = ".wargame"


class Shell(click.Group):
    """A group of commands in which every error of ours ends as a sentence and exit status 2."""

    def invoke(self, ctx: click.Context) -> object:
        """What the command returns; raises Refusal in place of errors that are sentences."""
        try:
            return super().invoke(ctx)
        except BrokenPipeError:  # whoever read our output has seen enough
            raise
        except OSError as error:
            where = f"{error.filename}: " if error.filename else ""
            raise Refusal(f"{where}{(error.strerror or str(error)).lower()}") from None
        except REFUSALS as error:
            raise Refusal(str(error)) from None

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """A session file in place of a command opens the window on it."""
        if args and args[0].lower().endswith(SESSION):
            return "window", on_file, args
        return super().resolve_command(ctx, args)


@click.command("window")
@click.argument("file", type=click.Path(path_type=Path))
@click.pass_context
def on_file(ctx: click.Context, file: Path) -> None:
    """Open the window on a recorded session, FILE.wargame."""
    if not file.is_file():
        raise Refusal(f"{file}: no such file")
    ctx.exit(open_window(file))


@click.group(
    cls=Shell,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 96},
)
@click.version_option(package_name="wargame", message="wargame %(version)s")
@click.option(
    "--exercise",
    default="",
    metavar="NAME|FILE",
    help="Open the window with a ready exercise, such as line-and-guarantee.",
)
@click.pass_context
def main(ctx: click.Context, exercise: str) -> None:
    """Argue about protection zones in Ukraine: a map, a rulebook and a turn track.

    Without a command the window opens; with FILE.wargame in its place it opens on that session.
    SCENARIO is a shipped id, such as ukraine-2024-12, or the path of a scenario file.
    """
    if ctx.invoked_subcommand is None:
        if exercise:
            from wargame.app.exercise_files import check

            faults = check(exercise)
            if faults:
                raise Refusal("\n".join(str(fault) for fault in faults))
        ctx.exit(open_window(exercise=exercise))


for command in (
    play,
    session,
    compare,
    sensitivity,
    attribute,
    map_command,
    export,
    rulebook,
    report,
    validate,
    doctor,
    validate_model,
    match_history,
    sweep,
    bench,
    zone,
    msel,
):
    main.add_command(command)
