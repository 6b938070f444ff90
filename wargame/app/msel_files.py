"""Event lists as files, for the faces: read, written, converted, checked."""

from __future__ import annotations

from pathlib import Path

from wargame.exercise.deck import read_deck
from wargame.exercise.formats import files
from wargame.exercise.formats.files import write_msel
from wargame.exercise.formats.names import FORMATS
from wargame.exercise.formats.table import Imported
from wargame.exercise.msel import CANONICAL, COMPARISONS, STATUSES
from wargame.scenario.faults import Fault, FaultsError

__all__ = [
    "CANONICAL", "COMPARISONS", "FORMATS", "STATUSES", "Fault", "FaultsError", "Imported", "check",
    "convert", "read_msel", "words", "write_msel",
]  # fmt: skip
DECK = "deck"
TITLES = {
    "hseep": "HSEEP", "blueprint": "CMU Blueprint", "mitre": "MITRE", "conducttr": "Conducttr",
    "t3sf": "T3SF", "cexf": "CEXF", DECK: "a deck of cards",
}  # fmt: skip


def read_msel(path: Path, kind: str = "") -> Imported:
    """The event list of a file, or its deck of cards as one; FaultsError with every fault."""
    try:
        return files.read_msel(path, kind)
    except FaultsError as error:
        if path.suffix.lower() != ".csv" or "no row names the columns" not in str(error):
            raise
        try:
            return Imported(read_deck(path), DECK)
        except FaultsError:
            raise error from None


def convert(source: Path, target: Path, kind: str, source_kind: str = "") -> Imported:
    """The event list of one file is another file for that tool; FaultsError with every fault."""
    found = read_msel(source, source_kind)
    write_msel(found.msel, target, kind)
    return found


def check(path: Path) -> tuple[Fault, ...]:
    """Everything that is wrong with an event list."""
    try:
        read_msel(path)
    except FaultsError as error:
        return error.faults
    return ()


def words(found: Imported, kind: str) -> str:
    """What a list holds, in a line."""
    count, extra = len(found.msel.injects), found.msel.columns
    polls = sum(bool(inject.poll) for inject in found.msel.injects)
    parts = [f"{count} inject{'' if count == 1 else 's'}", f"columns of {TITLES[kind]}"]
    if polls:
        parts.append(f"{polls} with a poll")
    if extra:
        parts.append(f"kept as they are: {', '.join(extra)}")
    return "; ".join(parts)
