"""Where everything stands on the timeline: rows, diamonds fanned out, and those without a time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize

from wargame.gui.exercise.timeline_facts import Did, Facts, Spot
from wargame.gui.exercise.timeline_scale import Scale
from wargame.gui.theme import Theme

AXIS, HEAD, GUTTER, RIGHT, TRAY = 22, 22, 96, 12, 26  # px at 100 %
LANE_LEAST, LANE_MOST = 15, 30
RADIUS = 10.5  # of a diamond
CAPTION = 96  # px a diamond without a time has with its words
MOST_FANNED = 220.0  # px that diamonds of one moment may take
NO_TIME = "No fixed time"


@dataclass(frozen=True, slots=True)
class Place:
    """A diamond: its middle, where its own time stands, and half its size."""

    spot: Spot
    x: float
    y: float
    true_x: float  # differs from x where diamonds are fanned out
    radius: float
    caption: float = 0.0  # px beside it for words

    def holds(self, x: float, y: float, least: float) -> bool:
        """Whether a pointer there is on it."""
        reach = max(self.radius, least / 2)
        return abs(x - self.x) <= reach + self.caption * (x > self.x) and abs(y - self.y) <= reach


@dataclass(frozen=True, slots=True)
class Heap:
    """Decisions or rulings that stand at one place."""

    x: float
    y: float
    lane: str
    did: tuple[Did, ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """The rows of the timeline at one size."""

    size: QSize
    scale: Scale
    axis: QRectF
    field: QRectF  # bands and lanes
    rows: Mapping[str, float]  # the middle of each lane
    lane: float  # height of one
    tray: QRectF
    places: tuple[Place, ...]
    heaps: tuple[Heap, ...]

    def place_of(self, number: str) -> Place | None:
        """Where that inject stands; None when it is not in the list."""
        return next((p for p in self.places if p.spot.number == number), None)


def least_height(lanes: int, theme: Theme) -> int:
    """The height in which so many lanes can still be read."""
    return theme.px(AXIS + HEAD + TRAY + 8 + lanes * LANE_LEAST)


def gutter(theme: Theme) -> float:
    """The width of the names of the lanes."""
    return theme.px(GUTTER)


def plan(facts: Facts, size: QSize, scale: Scale, theme: Theme) -> Plan:
    """All places in a widget of that size."""
    axis, head = theme.px(AXIS), theme.px(HEAD)
    tray_h = theme.px(TRAY)
    left, right = gutter(theme), size.width() - theme.px(RIGHT)
    room = size.height() - axis - head - tray_h - theme.px(10)
    lane = min(max(room / max(1, len(facts.lanes)), theme.px(LANE_LEAST)), theme.px(LANE_MOST))
    tops = axis + head
    rows = {name: tops + (k + 0.5) * lane for k, name in enumerate(facts.lanes)}
    field = QRectF(left, axis, right - left, head + lane * len(facts.lanes) + theme.px(4))
    tray = QRectF(left, field.bottom() + theme.px(4), right - left, tray_h)
    radius = min(theme.px(RADIUS), lane * 0.47)
    places = [*_fanned(facts, scale, rows, radius), *_trayed(facts, tray, theme)]
    return Plan(
        size, scale, QRectF(left, 0, right - left, axis), field, rows, lane, tray,
        tuple(places), _heaps(facts.done, scale, rows, theme.px(11)),
    )  # fmt: skip


def _fanned(
    facts: Facts, scale: Scale, rows: Mapping[str, float], radius: float
) -> list[Place]:  # fmt: skip
    found = []
    for lane, y in rows.items():
        spots = [s for s in facts.in_order if s.at is not None and s.lane == lane]
        true = [scale.x(s.at) for s in spots if s.at is not None]
        for spot, x, own in zip(spots, fan(true, 2 * radius + 1), true, strict=True):
            found.append(Place(spot, x, y, own, radius))
    return found


def fan(xs: Sequence[float], wide: float) -> list[float]:
    """Places in the same order, so far apart that none hides another; heaps too big are denser.

    Each heap keeps its middle. `xs` rise.
    """
    heaps: list[list[float]] = []
    for x in xs:
        heaps.append([x])
        while len(heaps) > 1 and _edges(heaps[-2], wide)[1] > _edges(heaps[-1], wide)[0]:
            later = heaps.pop()
            heaps[-1].extend(later)
    found: list[float] = []
    for heap in heaps:
        step, middle = _step(heap, wide), sum(heap) / len(heap)
        found += [middle + (k - (len(heap) - 1) / 2) * step for k in range(len(heap))]
    return found


def _step(heap: Sequence[float], wide: float) -> float:
    dense = max(MOST_FANNED, heap[-1] - heap[0])
    return min(wide, dense / max(1, len(heap) - 1))


def _edges(heap: Sequence[float], wide: float) -> tuple[float, float]:
    half = ((len(heap) - 1) * _step(heap, wide) + wide) / 2
    middle = sum(heap) / len(heap)
    return middle - half, middle + half


def _trayed(facts: Facts, tray: QRectF, theme: Theme) -> list[Place]:
    spots = [s for s in facts.spots if s.at is None]
    radius = min(theme.px(RADIUS), tray.height() * 0.44)
    first = tray.left() + radius + theme.px(6)
    room = tray.width() - 2 * radius - theme.px(12)
    words = theme.px(CAPTION) - 2 * radius
    if len(spots) * theme.px(CAPTION) > room:
        words = 0.0
    step = 2 * radius + (words or 3)
    step = min(step, room / max(1, len(spots)))
    y = tray.center().y()
    return [
        Place(s, first + k * step, y, first + k * step, radius, max(0.0, words - 6))
        for k, s in enumerate(spots)
    ]


def _heaps(
    done: Sequence[Did], scale: Scale, rows: Mapping[str, float], wide: float
) -> tuple[Heap, ...]:
    found: list[Heap] = []
    for did in sorted(done, key=lambda one: (one.lane, one.at)):
        x = scale.x(did.at)
        last = found[-1] if found else None
        if last is not None and last.lane == did.lane and x - last.x < wide:
            found[-1] = Heap(last.x, last.y, last.lane, (*last.did, did))
        else:
            found.append(Heap(x, rows[did.lane], did.lane, (did,)))
    return tuple(found)
