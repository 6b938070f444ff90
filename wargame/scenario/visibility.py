"""Who may know what: the table of the rulebook, read and checked; `engine.observe` applies it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from functools import cache
from importlib import resources
from pathlib import Path

from wargame.rules.deck import SEATS
from wargame.rules.fields import FIELDS
from wargame.scenario.faults import Fault, FaultsError, did_you_mean
from wargame.scenario.figures import Table
from wargame.scenario.messages import parse
from wargame.scenario.toml import read_toml

PUBLIC = "public"
Names = tuple[str, ...]
Visibility = Mapping[str, frozenset[str]]  # "public" or a seat -> the fields it may see


class _Rows(Table):
    """The table as its file writes it."""

    public: Names
    hidden: Names
    seats: dict[str, Names]  # field -> the seats that know it


@cache
def visible() -> Visibility:
    """What the public and each seat may see in this game."""
    with resources.as_file(resources.files("wargame.rules") / "visibility.toml") as path:
        return visibility_from(path)


def visibility_from(path: Path) -> Visibility:
    """The table of a file; FaultsError with every field that is unknown, missing or there twice."""
    rows, faults = parse(_Rows, read_toml(path, path.name), path.name)
    if rows is not None:
        faults = list(_faults(rows, path.name))
    if rows is None or faults:
        raise FaultsError(faults)
    found = {seat.id: frozenset(_known_to(seat.id, rows)) for seat in SEATS}
    return found | {PUBLIC: frozenset(rows.public)}


def _known_to(seat: str, rows: _Rows) -> Iterator[str]:
    return (name for name, seats in rows.seats.items() if seat in seats)


def _faults(rows: _Rows, file: str) -> Iterator[Fault]:
    ids = [seat.id for seat in SEATS]
    for name, seats in rows.seats.items():
        for seat in seats:
            if seat not in ids:
                words = f'no seat "{seat[:60]}"{did_you_mean(seat, ids)}'
                yield Fault(file, f"seats.{name}", words)
    listed = Counter((*rows.public, *rows.hidden, *rows.seats))
    for name, times in listed.items():
        if name not in FIELDS:
            yield Fault(file, name, f"the state has no such field{did_you_mean(name, FIELDS)}")
        elif times > 1:
            yield Fault(file, name, "it is listed more than once; public, hidden or seats, not two")
    for name in FIELDS:
        if name not in listed:
            yield Fault(file, name, "nobody says who may see it; list it under public or hidden")
