"""When the turns of a session were played, for the clock of its exercise."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from wargame.app.tree import RESTART, TURN, Tree
from wargame.exercise.clock import Mark


def last_turned(tree: Tree) -> int:
    """When the last turn of the present line was played, seconds since 1970; 0 for never."""
    for node in tree.line(tree.present):
        if node.kind == TURN:
            return int(datetime.fromisoformat(node.at).timestamp())
        if node.kind == RESTART:
            return 0
    return 0


def with_turn(marks: Sequence[Mark], turned: int) -> tuple[Mark, ...]:
    """The marks with one where the last turn was played while the clock ran: its timer starts.

    A turn played before the start, in a pause or after the end starts no timer.
    """
    before = [mark for mark in marks if mark.at <= turned]
    if not before or before[-1].kind in ("pause", "stop"):
        return tuple(marks)
    own = Mark(kind="turn", at=turned)
    return (*before, own, *marks[len(before) :])
