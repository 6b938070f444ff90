"""How fast this version is on this machine: measurements to print, never tests to pass.

A module of this package measures one part of the program and names what it measures in BENCHES; a
module that is to be heard stands in `MODULES`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict
from typing import Any

from wargame.app.bench import compiled, ensembles, maps, mesa_peer, turns, zones
from wargame.app.bench.record import FULL, QUICK, Bench, Figure, PeerAbsent, Size, machine

__all__ = ["BENCHES", "COMPILED", "FULL", "QUICK", "measured"]

MODULES = (ensembles, compiled, mesa_peer, turns, zones, maps)
BENCHES: tuple[Bench, ...] = tuple(bench for module in MODULES for bench in module.BENCHES)
COMPILED = compiled.BENCHES


def measured(
    size: Size,
    tell: Callable[[str], None],
    *,
    peers: bool = False,
    benches: tuple[Bench, ...] | None = None,
) -> dict[str, Any]:
    """The machine and every row, as JSON holds them; `tell` hears what is being measured.

    With `peers` also what other programs need for the same; `absent` holds a sentence for each
    program or library that is not installed.
    """
    rows: list[Figure] = []
    absent: list[str] = []
    named = machine()
    for bench in BENCHES if benches is None else benches:
        if bench.peer and not peers:
            continue
        tell(bench.words)
        try:
            rows += bench.rows(size)
        except PeerAbsent as missing:
            absent.append(str(missing))
    found: dict[str, Any] = {"machine": named, "figures": [asdict(row) for row in rows]}
    return found | {"absent": absent} if peers or absent else found
