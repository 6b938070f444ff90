"""How long a zone takes: its measures, and the forecast that follows the hand."""

from __future__ import annotations

import math
import threading
import time
from collections.abc import Iterator

from wargame.app.bench.record import SCENARIO, Bench, Figure, Size, figure, milliseconds
from wargame.app.drawing import DrawingTable
from wargame.app.session import Session
from wargame.app.tasks import Cancelled, TaskControl
from wargame.app.zones import ZoneShelf
from wargame.geo import zones
from wargame.geo.drawn import Ring
from wargame.scenario.load import load_scenario

LON, LAT, KM, STEP = 36.2, 48.5, 60.0, 0.01  # a circle west of Donetsk, pushed east
WAVES = 2_000  # vertices of the zone with the longest edge
TURN = 3  # from here on the game is forecast


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


def drawn_measures(size: Size) -> Iterator[Figure]:
    """Rings under the hand, never seen before, to figures in words."""
    table = DrawingTable.of(SCENARIO)
    count = max(12, 6 * size.repeats)
    for words, rings in (
        ("circle of 96 vertices", [table.circle(LON + STEP * i, LAT, KM) for i in range(count)]),
        (f"{WAVES:,} vertices", [_waves(STEP * i) for i in range(count)]),
    ):
        times = [milliseconds(lambda r=r: table.measure(r)) for r in rings]  # type: ignore[misc]
        yield figure("zone under the hand, measured", "ms", "under 5", times, words)


def _waves(east: float) -> tuple[Ring, ...]:
    """A zone of many vertices about the Dnipro."""
    ring = []
    for i in range(WAVES + 1):
        angle = 2 * math.pi * (i % WAVES) / WAVES
        radius = 1 + 0.1 * math.sin(40 * angle)
        ring.append((34 + east + radius * math.cos(angle), 48.5 + 0.7 * radius * math.sin(angle)))
    return (tuple(ring),)


class _Hand:
    """A session in which somebody drags a zone."""

    def __init__(self) -> None:
        self.session = Session.open(SCENARIO, 1)
        self.table = DrawingTable.of(SCENARIO)
        self.zone = self.session.draw_zone(self.table.circle(LON, LAT, KM))
        for _ in range(TURN):
            self.session.play_turn()
        for _ in self.session.outlook()(TaskControl()):
            pass  # what is not edited is known from here on
        self.moved = 0

    def drag(self) -> float:
        """When the edit began; the session has the zone in its new place and has been looked at."""
        self.moved += 1
        rings = self.table.circle(LON + STEP * self.moved, LAT, KM)
        began = time.perf_counter()
        self.session.reshape_zone(self.zone, rings, "bench")
        self.session.view()
        return began


def outlooks(size: Size) -> Iterator[Figure]:
    """From a vertex dragged to its first forecast, and to the sharpened one."""
    hand = _Hand()
    first, sharp, done = [], [], []
    for _ in range(4 * size.repeats):
        began = hand.drag()
        times = [
            (found.forecast.runs, 1000 * (time.perf_counter() - began))
            for found in hand.session.outlook()(TaskControl())
        ]
        most = times[-1][0]
        first.append(times[0][1])
        sharp.append(next(ms for runs, ms in times if runs == most))
        done.append(times[-1][1])
    runs = "edit, view and forecast, no window"
    yield figure("zone dragged to first forecast", "ms", "p95 under 150", first, f"1,000; {runs}")
    yield figure("zone dragged to sharp forecast", "ms", "under 1,000", sharp, f"10,000; {runs}")
    yield figure("zone dragged to every badge", "ms", "", done, runs)


def cancels(size: Size) -> Iterator[Figure]:
    """From a newer question to the end of the older one, at any moment of it."""
    hand, found = _Hand(), []
    for repeat in range(4 * size.repeats):
        hand.drag()
        control, job = TaskControl(), hand.session.outlook()
        ended: list[float] = []

        def work(control: TaskControl = control, ended: list[float] = ended) -> None:
            try:
                for _ in job(control):  # noqa: B023  joined before the next one
                    pass
            except Cancelled:
                ended.append(time.perf_counter())

        thread = threading.Thread(target=work)
        thread.start()
        time.sleep(0.01 * (1 + repeat % 20))
        asked = time.perf_counter()
        control.cancel()
        thread.join()
        found += [1000 * (end - asked) for end in ended]
    yield figure("older forecast ended", "ms", "under 30", found, "asked 10 to 200 ms into it")


BENCHES = (
    Bench("zone measures", zone_measures),
    Bench("zones under the hand", drawn_measures),
    Bench("outlooks", outlooks),
    Bench("older forecasts told to stop", cancels),
)
