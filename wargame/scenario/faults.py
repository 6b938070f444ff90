"""What is wrong with a file, where, and what would be right: collected, never one at a time."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import dataclass

from wargame.engine.errors import WargameError


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong with a file, as a sentence for whoever wrote the file."""

    file: str
    path: str  # inside the file, counted from 0: "sector[3].id"; "" for the file itself
    words: str

    def __str__(self) -> str:
        return ": ".join(part for part in (self.file, self.path, self.words) if part)


class FaultsError(WargameError):
    """A file cannot be used; `faults` holds everything that is wrong with it."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__("\n".join(str(fault) for fault in self.faults))


def file_fault(file: str, words: str) -> FaultsError:
    """An error with one fault that concerns the whole file."""
    return FaultsError([Fault(file, "", words)])


def did_you_mean(word: object, choices: Iterable[str]) -> str:
    """'; did you mean "POK"?' when a choice is near the word, else a short list of choices."""
    known = list(choices)
    lowered = {choice.lower(): choice for choice in known}
    near = difflib.get_close_matches(str(word)[:80].lower(), list(lowered), n=1, cutoff=0.5)
    if near:
        return f'; did you mean "{lowered[near[0]]}"?'
    return f"; known: {', '.join(known)}" if 0 < len(known) <= 24 else ""


def shown(value: object) -> str:
    """A value from a file as a reader would recognise it, cut short."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str):
        return f'"{value[:60]}..."' if len(value) > 60 else f'"{value}"'
    if isinstance(value, dict):
        return "a table"
    if isinstance(value, list | tuple):
        return "a list"
    return str(value)[:60]
