"""Tables for people: as wide as the terminal, or as wide as they need to be in a pipe."""

from __future__ import annotations

import shutil
import sys

from rich.console import Console
from rich.table import Table

WIDE_ENOUGH = 400  # characters; a pipe has no edge


def show(table: Table) -> None:
    """The table stands on stdout, without colour codes in a pipe."""
    width = shutil.get_terminal_size().columns if sys.stdout.isatty() else WIDE_ENOUGH
    Console(file=sys.stdout, width=width, highlight=False).print(table)
