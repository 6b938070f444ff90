"""What an ensemble has counted, kept in a file between two runs of the program."""

from __future__ import annotations

import json
import os
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from wargame.engine.errors import WargameError
from wargame.forecast.streamed import Ensemble

FORMAT = 1
EVERY_S = 5.0  # how often a file is written while an ensemble grows


class UnusableFile(WargameError):
    """The file holds no counts, or counts of something else."""


def save(ensemble: Ensemble, key: str, path: Path) -> None:
    """All counts are in the file, or, when writing fails, what was there before.

    key : names what is played; only the same may go on from the file.
    """
    told = {"format": FORMAT, "key": key, "done": ensemble.done, "counted": ensemble.counted.told()}
    beside = path.with_name(f"{path.name}.part")
    beside.write_text(json.dumps(told), encoding="utf-8")
    os.replace(beside, path)  # noqa: PTH105  atomic by name


def take_up(ensemble: Ensemble, key: str, path: Path) -> None:
    """The ensemble holds what the file holds; a file that does not exist holds nothing.

    Raises UnusableFile.
    """
    if not path.exists():
        return
    told = _read(path)
    if told["key"] != key:
        words = "holds playthroughs of other options, turns, seed or switches"
        raise UnusableFile(f"{path}: {words}; name another file, or delete this one")
    ensemble.counted.take(told["counted"])
    ensemble.done = int(told["done"])


def _read(path: Path) -> dict[str, Any]:
    try:
        told = json.loads(path.read_text(encoding="utf-8"))
        if told["format"] == FORMAT and {"key", "done", "counted"} <= set(told):
            return dict(told)
    except (ValueError, KeyError, TypeError):
        pass
    raise UnusableFile(f"{path}: is no file of counted playthroughs; name another file")


def now_and_then(ensemble: Ensemble, key: str, path: Path) -> Callable[[], None]:
    """A function that saves when the last time is some seconds ago."""
    last = time.monotonic()

    def act() -> None:
        nonlocal last
        if time.monotonic() - last >= EVERY_S:
            save(ensemble, key, path)
            last = time.monotonic()

    return act
