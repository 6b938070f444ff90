"""What a drawing asks of the drawing table: measures and shapes, worked out beside the window."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from PySide6.QtCore import QObject, Signal, Slot

from wargame.app import measuring
from wargame.gui.background import Background
from wargame.gui.map.drawing.rings import Rings, opened

LonLatRings = Sequence[Sequence[tuple[float, float]]]
NOTHING_LEFT = "Nothing is left of the zone; it stays as it was."
NOT_READY = "The drawing table is still being laid out; try again in a moment."


class Table(Protocol):
    """What is asked of a drawing table; `wargame.app.drawing.DrawingTable` is one."""

    def measure(self, rings: LonLatRings, /) -> Any:
        """The figures of a zone."""
        ...

    def circle(self, lon: float, lat: float, km: float, /) -> LonLatRings:
        """The ground around a point."""
        ...

    def belt(self, near_km: float, far_km: float, /) -> LonLatRings:
        """Held land between two distances from the front."""
        ...

    def combine(self, rings: LonLatRings, operation: str, other: LonLatRings, /) -> LonLatRings:
        """Two zones joined by "union", "intersect" or "subtract"."""
        ...

    def buffer(self, rings: LonLatRings, km: float, /) -> LonLatRings:
        """The zone wider or narrower."""
        ...

    def repair(self, rings: LonLatRings, /) -> tuple[LonLatRings, str]:
        """Sound rings, and what was mended."""
        ...

    def snap(self, lon: float, lat: float, km: float, /) -> tuple[float, float, str]:
        """The nearest place to hold on to."""
        ...

    def oblasts(self) -> Mapping[str, tuple[str, str, LonLatRings]]:
        """Every region: name, Ukrainian name, rings."""
        ...


@dataclass(frozen=True, slots=True)
class Shaped:
    """A shape worked out: its rings in map metres, and what is to be said about it."""

    rings: Rings
    words: str = ""


def to_lonlat(rings: Rings) -> tuple[tuple[tuple[float, float], ...], ...]:
    """Return open rings of map metres as closed rings of longitude and latitude."""
    return measuring.closed_lonlat(rings)


def to_map(rings: LonLatRings) -> Rings:
    """Return rings of longitude and latitude as open rings of map metres."""
    return opened([measuring.to_map(ring) for ring in rings])


class TableWork(QObject):
    """Asks the table in a thread of its own; only the newest answer of each kind counts.

    `measured(figures)`, `shaped(purpose, Shaped)`, `refused(sentence)`, `ready()`, `broke(error)`.
    """

    ready = Signal()
    measured = Signal(object)
    shaped = Signal(str, object)
    refused = Signal(str)
    broke = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        """Have no table yet."""
        super().__init__(parent)
        self.table: Table | None = None
        self._background = Background("drawing", self)
        self._background.done.connect(self._on_done)
        self._background.failed.connect(self._on_failed)
        self._asked = False

    def lay_out(self, opener: Callable[[], Table]) -> None:
        """Make the table in the thread, once."""
        if not self._asked:
            self._asked = True
            self._background.ask("table", opener)

    def measure(self, rings: Rings) -> None:
        """Measure the zone inside the rings."""
        table = self.table
        if table is not None and rings:
            self._background.ask("measure", lambda: table.measure(to_lonlat(rings)))

    def snap(self, x: float, y: float, metres: float) -> tuple[float, float, str] | None:
        """Return the place to hold on to near a point of the map, and its name; None for none."""
        if self.table is None:
            return None
        lon, lat = measuring.to_lonlat((x, y))[0]
        east, north, name = self.table.snap(float(lon), float(lat), metres / 1000)
        if not name:
            return None
        to = measuring.to_map((east, north))[0]
        return float(to[0]), float(to[1]), name

    def mend(self, purpose: str, rings: Rings) -> None:
        """Make the rings sound and say what was mended."""
        self._shape(purpose, lambda table: _mended(table, rings))

    def circle(self, purpose: str, x: float, y: float, km: float) -> None:
        """Make the ground within so many kilometres of a point of the map."""
        lon, lat = measuring.to_lonlat((x, y))[0]
        self._shape(purpose, lambda table: Shaped(to_map(table.circle(float(lon), float(lat), km))))

    def belt(self, purpose: str, near_km: float, far_km: float) -> None:
        """Make the held land between two distances from the front."""
        self._shape(purpose, lambda table: Shaped(to_map(table.belt(near_km, far_km))))

    def buffer(self, purpose: str, rings: Rings, km: float) -> None:
        """Make the zone wider, or narrower."""
        self._shape(purpose, lambda table: Shaped(to_map(table.buffer(to_lonlat(rings), km))))

    def combine(self, purpose: str, rings: Rings, operation: str, other: LonLatRings) -> None:
        """Join the zone with another."""
        self._shape(
            purpose,
            lambda table: Shaped(to_map(table.combine(to_lonlat(rings), operation, other))),
        )

    def _shape(self, purpose: str, job: Callable[[Table], Shaped]) -> None:
        table = self.table
        if table is None:
            self.refused.emit(NOT_READY)
        else:
            self._background.ask(f"shape {purpose}", lambda: job(table))

    def forget_measures(self) -> None:
        """Await no measures any more."""
        self._background.forget("measure")

    def stop(self) -> None:
        """End the thread."""
        self._background.stop()

    @Slot(str, object, int)
    def _on_done(self, kind: str, found: Any, number: int) -> None:
        if not self._background.is_newest(kind, number):
            return
        if kind == "table":
            self.table = found
            self.ready.emit()
        elif kind == "measure":
            self.measured.emit(found)
        elif not found.rings:
            self.refused.emit(found.words or NOTHING_LEFT)
        else:
            self.shaped.emit(kind.removeprefix("shape "), found)

    @Slot(str, object, int)
    def _on_failed(self, _kind: str, error: Exception, _number: int) -> None:
        self.broke.emit(error)


def _mended(table: Table, rings: Rings) -> Shaped:
    found, words = table.repair(to_lonlat(rings))
    return Shaped(to_map(found), words)
