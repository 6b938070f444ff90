"""What a sweep has finished, beside the file it will write: a kill loses only what was under way.

One line for each part, with a checksum; a line that was torn is played again.
"""

from __future__ import annotations

import json
import os
import zlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any, BinaryIO, Self

from wargame.engine.errors import WargameError
from wargame.forecast.sweep import Cells


class OtherJournal(WargameError):
    """A journal belongs to another study, or to this one under another model."""


def journal_of(out: Path) -> Path:
    """Where the journal of a result file stands: beside it, with .part added."""
    return out.with_name(f"{out.name}.part")


class SweepJournal:
    """The finished parts of one study; use as a context manager.

    head : what identifies the study and the model; a journal with another one is refused.
    """

    def __init__(self, path: Path, head: Mapping[str, str]) -> None:
        self.path = path
        self.finished: dict[int, Cells] = {}
        self._file: BinaryIO = path.open("ab")
        try:
            _lock(self._file, path)
            whole = self._read(dict(head))
        except OtherJournal:
            self._file.close()
            raise
        self._file.truncate(whole)
        if whole == 0:
            self._append({"study": dict(head)})

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()

    def add(self, part: int, cells: Cells) -> None:
        """The part is finished, whatever happens from now on."""
        self._append({"part": part, "cells": cells})
        self.finished[part] = cells

    def remove(self) -> None:
        """The journal is gone: its result stands complete."""
        self._file.close()
        self.path.unlink()

    def _append(self, told: dict[str, Any]) -> None:
        line = json.dumps(told, allow_nan=False).encode()
        self._file.write(b"%08x %s\n" % (zlib.crc32(line), line))
        self._file.flush()
        os.fsync(self._file.fileno())

    def _read(self, head: dict[str, str]) -> int:
        """How many bytes of the journal are whole lines; what they hold is known."""
        data = self.path.read_bytes()
        whole = data.rfind(b"\n") + 1
        lines = [_told(line) for line in data[:whole].splitlines()]
        if not whole or lines[0] is None:
            return 0
        self._check(lines[0].get("study", {}), head)
        for told in lines[1:]:
            if told is not None:
                self.finished[int(told["part"])] = told["cells"]
        return whole

    def _check(self, theirs: Mapping[str, str], mine: Mapping[str, str]) -> None:
        other = next((name for name in mine if theirs.get(name) != mine[name]), None)
        if other is not None:
            raise OtherJournal(
                f"{self.path} holds finished cells of this file with another {other}; "
                "go on with --restart to lose them, or write to another file"
            )


def _told(line: bytes) -> dict[str, Any] | None:
    """What a line says; None where it was damaged."""
    check, _, text = line.partition(b" ")
    try:
        if int(check, 16) != zlib.crc32(text):
            return None
        found: dict[str, Any] = json.loads(text)
    except ValueError:
        return None
    return found


def _lock(file: BinaryIO, path: Path) -> None:
    """Nobody else writes this journal; where the system has no such locks nobody is kept out."""
    try:
        import fcntl  # noqa: PLC0415  not on every system
    except ImportError:
        return
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        raise OtherJournal(f"another sweep is writing {path} at this moment") from None
