"""The zones of a scenario on its map: each option's polygon, measured once and kept."""

from __future__ import annotations

import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from wargame.app.records import ZoneShape
from wargame.engine.inputs import ZoneInputs
from wargame.engine.ops import FloatArray
from wargame.geo import drawn, zones
from wargame.geo.front import Front
from wargame.geo.store import load_front
from wargame.scenario.options import Geometry, Option
from wargame.scenario.schema import Scenario


@dataclass(frozen=True, slots=True)
class MeasuredZone:
    """A zone polygon and what it means to the rules."""

    polygon: Any  # map metres
    inputs: ZoneInputs


KEPT = 256  # measured zones: a long drag forgets where it came from


class ZoneShelf:
    """Measures zones against one front, each geometry once; safe to ask from several threads."""

    def __init__(self, front: Front) -> None:
        self.front = front
        self._measured: dict[Geometry, MeasuredZone] = {}
        self._lock = threading.Lock()
        self._recorded: dict[Geometry, ZoneInputs] = {}

    @classmethod
    def of(cls, scenario: Scenario) -> ZoneShelf:
        """The shelf for a scenario's line of contact."""
        return cls(load_front(scenario.contact_line.isoformat()))

    def take(self, geometry: Geometry) -> MeasuredZone:
        """The zone of that geometry, measured now if it is asked for the first time."""
        with self._lock:
            found = self._measured.pop(geometry, None)
        if found is None:
            polygon, known = self._polygon(geometry), self._recorded.get(geometry)
            inputs = zones.measure(polygon, self.front) if known is None else known
            found = MeasuredZone(polygon, inputs)
        with self._lock:
            self._measured[geometry] = found  # as the last one asked for
            while len(self._measured) > KEPT:
                self._measured.pop(next(iter(self._measured)))
        return found

    def inputs(self, geometry: Geometry) -> ZoneInputs:
        """What the zone of that geometry measures, as recorded where it was recorded."""
        known = self._recorded.get(geometry)
        return self.take(geometry).inputs if known is None else known

    def record(self, measured: Mapping[Geometry, ZoneInputs]) -> None:
        """What a session file keeps of zones holds from now on; they are not measured again."""
        self._recorded.update(measured)

    def counting(self, on: Sequence[Option], none: Option) -> tuple[Option, ...]:
        """The options whose zones count, each zone once; `none` when there is no such.

        A zone counts that holds land, reaches the line, or lies beside a frozen region; zones of
        equal polygon and terms are one zone (model.md, section 3.3).
        """
        found: dict[Any, Option] = {}
        for option in on:
            if protects(self.inputs(option.geometry)):
                found.setdefault((option.geometry, option.terms), option)
        return tuple(found.values()) or (none,)

    def _polygon(self, geometry: Geometry) -> Any:
        """The polygon of a geometry: cut from the map, or brought by a file."""
        if geometry.polygon:
            polygon = drawn.from_rings(geometry.polygon)
            return zones.behind(polygon, geometry.buffer_km, self.front.control)
        return zones.zone_polygon(geometry.kind, geometry.buffer_km, self.front.control)


def protects(zone: ZoneInputs) -> bool:
    """Whether the zone holds land, reaches the line of contact, or lies beside a frozen region."""
    land = zone.total_area > 0 or bool(np.any(zone.area > 0))
    at_line = bool(np.any(zone.depth > 0) or np.any(zone.covered > 0))
    return land or at_line or bool(np.any(zone.analogues > 0))


def shape_of(
    option: str, guarantee: str, in_force_now: bool, zone: MeasuredZone
) -> ZoneShape | None:
    """The zone as the map draws it; None when it covers nothing."""
    found: tuple[FloatArray, ...] = zones.rings(zone.polygon)
    if not found:
        return None
    return ZoneShape(option, guarantee, in_force_now, tuple(np.asarray(r) for r in found))
