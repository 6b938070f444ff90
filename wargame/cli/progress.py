"""A progress bar on a terminal, and silence in a pipe."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from wargame.app.tasks import TaskControl


@contextmanager
def watched(words: str) -> Iterator[TaskControl]:
    """The control of a task whose progress is drawn on stderr while somebody can see it."""
    from wargame.app.tasks import TaskControl

    if not sys.stderr.isatty():
        yield TaskControl()
        return
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(words, total=1.0)

        def show(fraction: float, said: str) -> None:
            bar.update(task, completed=fraction, description=said or words)

        yield TaskControl(show)
