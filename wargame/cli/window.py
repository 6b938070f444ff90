"""The way into the window: checked first, so that what Qt would abort over becomes a sentence."""

from __future__ import annotations

from pathlib import Path

import click

from wargame.cli import preflight
from wargame.cli.refusal import NO_WINDOW


def open_window(file: Path | None = None, exercise: str = "") -> int:
    """The window was open until somebody closed it, on a session file or an exercise if named.

    Returns the exit status.
    """
    reason = preflight.problem()
    if reason:
        click.echo(reason, err=True)
        return NO_WINDOW
    from wargame.gui.start import run

    return run(file=file, exercise=exercise)
