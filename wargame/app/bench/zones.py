"""How long a zone takes: its measures, and the forecast that follows it."""

from __future__ import annotations

import time
from collections.abc import Iterator

from wargame.app.bench.record import OPTION, SCENARIO, Bench, Figure, Size, figure, milliseconds
from wargame.app.session import Session
from wargame.app.tasks import TaskControl
from wargame.app.zones import ZoneShelf
from wargame.geo import zones
from wargame.scenario.load import load_scenario


def zone_measures(size: Size) -> Iterator[Figure]:
    """Every option's zone measured anew against the line of contact."""
    scenario = load_scenario(SCENARIO)
    shelf = ZoneShelf.of(scenario)
    options = [o for o in scenario.options if o.geometry.kind != "none"]
    polygons = [shelf.take(o.geometry).polygon for o in options]
    found = [
        milliseconds(lambda polygon=polygon: zones.measure(polygon, shelf.front))  # type: ignore[misc]
        for _ in range(max(3, size.repeats))
        for polygon in polygons
    ]
    yield figure("zone measures", "ms", "under 5", found, "every option of the scenario")


def outlooks(size: Size) -> Iterator[Figure]:
    """From a zone switched to its first forecast, and to the sharpened one."""
    first, full = [], []
    session = Session.open(SCENARIO, 1)
    for repeat in range(size.repeats):
        session.choose(OPTION if repeat % 2 else "gov")
        began = time.perf_counter()
        times = [time.perf_counter() - began for _ in session.outlook()(TaskControl())]
        first.append(1000 * times[0])
        full.append(1000 * times[-1])
    yield figure("outlook, first answer", "ms", "under 150", first, "every option, no window")
    yield figure("outlook, sharpened", "ms", "under 1,000", full, "every option, no window")


BENCHES = (Bench("zone measures", zone_measures), Bench("outlooks", outlooks))
