"""How the command line says no: a sentence on stderr and an exit status, never a traceback."""

from __future__ import annotations

from typing import IO, Any

import click

BAD_INPUT = 2
NO_WINDOW = 3


class Refusal(click.ClickException):
    """A command cannot be carried out; the message is shown as it stands."""

    exit_code = BAD_INPUT

    def show(self, file: IO[Any] | None = None) -> None:
        """The message stands on stderr, or in `file`."""
        click.echo(self.format_message(), file=file, err=file is None)
