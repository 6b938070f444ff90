"""Ready exercises as files, for the faces: which are shipped, what is wrong with one."""

from __future__ import annotations

import tomllib
from pathlib import Path

from wargame.exercise.prepared import read_prepared, shipped
from wargame.scenario.faults import Fault, FaultsError
from wargame.scenario.toml import LARGEST_FILE

__all__ = ["check", "is_one", "shipped"]
OWN_TABLES = frozenset({"overview", "objective", "agenda", "seating", "inject", "adjudication"})


def is_one(path: Path) -> bool:
    """Whether a file is TOML with the tables of an exercise."""
    try:
        if path.suffix != ".toml" or not path.is_file() or path.stat().st_size > LARGEST_FILE:
            return False
        return bool(OWN_TABLES & tomllib.loads(path.read_text(encoding="utf-8-sig")).keys())
    except (OSError, ValueError, RecursionError):
        return False


def check(id_or_path: str) -> tuple[Fault, ...]:
    """Everything that is wrong with an exercise."""
    try:
        read_prepared(id_or_path)
    except FaultsError as error:
        return error.faults
    return ()
