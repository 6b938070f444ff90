"""What the map layer refuses, as sentences."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path


class GeoError(Exception):
    """Something about the map data is not as it must be."""


class UnknownDate(GeoError):
    """There is no line of contact of that date."""

    def __init__(self, date: str, known: Sequence[str]) -> None:
        """date : what was asked for; known : the dates there are."""
        self.date = date
        super().__init__(f"no line of contact of {date}; there are {', '.join(known)}")


class ControlRefused(GeoError):
    """Areas that state control lack what they must state."""

    def __init__(self, faults: Sequence[str]) -> None:
        """faults : every fault found, as sentences."""
        self.faults = tuple(faults)
        super().__init__("control areas refused: " + "; ".join(faults))


class UnknownZone(GeoError):
    """There is no zone polygon of that kind."""

    def __init__(self, kind: str, known: Sequence[str]) -> None:
        """kind : what was asked for; known : the kinds there are."""
        self.kind = kind
        super().__init__(f'no zone "{kind}"; there are {", ".join(known)}')


class ExportFailed(GeoError):
    """A map file could not be written."""

    def __init__(self, path: Path, reason: str) -> None:
        """path : the file that was asked for; reason : why not, in words."""
        self.path = path
        super().__init__(f"{path} was not written: {reason}")
