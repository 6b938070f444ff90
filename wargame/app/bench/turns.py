"""How long a turn at the table takes."""

from __future__ import annotations

from collections.abc import Iterator

from wargame.app.bench.record import (
    OPTION,
    SCENARIO,
    TURNS,
    Bench,
    Figure,
    Size,
    figure,
    milliseconds,
)
from wargame.app.session import Session


def interactive_turns(size: Size) -> Iterator[Figure]:
    """One turn of a session with its ledger and the view that is made of it."""
    found: list[float] = []
    session = Session.open(SCENARIO, 1)
    session.choose(OPTION)
    session.play_turn()
    while len(found) < size.turns:
        session.restart(len(found))
        found += [milliseconds(session.play_turn) for _ in range(TURNS)]
    yield figure("interactive turn with ledger", "ms", "under 5", found)


BENCHES = (Bench("interactive turns", interactive_turns),)
