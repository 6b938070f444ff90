"""A headless window that plays, records and acknowledges, to be killed in the middle of it.

As a program it waits for lines `FILE SEED ACKS`; for each it becomes a process of its own that goes
on in FILE, or begins it, takes random steps, and writes a line `SEQ DIGEST` to ACKS for every step
once it would be shown as saved. It answers with the number of that process.
"""

from __future__ import annotations

import os
import random
import sys
from pathlib import Path
from typing import Any

OPTIONS = ("none", "gov", "gov-now", "buffer", "dmz", "eu")
RING = [[[30.0, 50.0], [31.0, 50.0], [31.0, 51.0], [30.0, 50.0]]]


def random_step(dice: random.Random, session: Any) -> None:
    """One step as people take them; going back and deciding otherwise included."""
    acts = [
        lambda: session.choose(dice.choice(OPTIONS)),
        lambda: session.set_terms("gov", troops_k=float(dice.randrange(60))),
        session.play_turn,
        session.play_turn,
        session.play_turn,
        session.undo,
        session.redo,
        lambda: session.note(f"note {dice.randrange(1000)}"),
        lambda: session.set_inject("inject_exchange", on=dice.random() < 0.5),
        lambda: session.go_to(dice.choice([line.seq for line in session.log()])),
    ]
    if session.position.turn:
        value = dice.uniform(0.1, 0.9)
        acts.append(lambda: session.rule("cohesion", None, value, "agreed", "White Cell"))
    if len(session.position.table) < 14:
        acts.append(lambda: session.draw_zone(RING, "Drawn"))
    dice.choice(acts)()


def play(path: Path, seed: int, acks: Path) -> None:
    """Steps without end, each acknowledged when it is on disk."""
    from wargame.app.recording import Recording
    from wargame.app.session import Session

    if path.exists():
        recording = Recording.open(path)
    else:
        recording = Recording.demand(Session.open(seed=1), path)
    dice, session = random.Random(seed), recording.session
    out = os.open(acks, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    while True:
        random_step(dice, session)
        told = recording.saved()
        if told.waiting or told.read_only:
            raise SystemExit(told.words)
        os.write(out, f"{told.steps} {session.digest()}\n".encode())


def main() -> None:
    """Processes on demand, forked from one that has everything loaded."""
    from wargame.app.session import Session

    Session.open().view()
    print("ready", flush=True)
    for line in sys.stdin:
        path, seed, acks = line.rstrip("\n").split("\t")
        child = os.fork()
        if child == 0:
            try:
                play(Path(path), int(seed), Path(acks))
            finally:
                os._exit(1)
        print(child, flush=True)
        os.waitpid(child, 0)
        print("gone", flush=True)


if __name__ == "__main__":
    main()
