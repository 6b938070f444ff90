"""Which names fit on the map, and where: never overlapping, the important ones first."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Box = tuple[float, float, float, float]  # left, top, right, bottom in logical pixels

PRIORITY = (
    "country_focus", "claim", "capital", "city_2", "sea", "region", "country", "oblast", "city_3",
    "river", "city_4", "grid",
)  # fmt: skip
MARK = 7.0  # side of a city's mark with its margin
GAP = 3.0  # between mark and name
CITIES = ("capital", "city_2", "city_3", "city_4")


@dataclass(frozen=True, slots=True)
class Name:
    """A name that wants a place: a city at a point, or an area that owns a polygon."""

    text: str
    role: str
    x: float  # map metres
    y: float
    weight: float = 0.0  # among equals the heavier wins (population)
    owner: int = -1  # feature of the country layer, for names that fill an area
    coarsest: float = float("inf")  # metres per pixel from which it may show
    finest: float = 0.0  # and down to which
    seat: bool = False  # where a breakaway region is run from
    layer: str = ""  # switch of the legend that it goes with; none for always


@dataclass(frozen=True, slots=True)
class Placed:
    """A name that found a place: its box on screen and the point it belongs to."""

    name: Name
    box: Box
    point: tuple[float, float]  # logical pixels


class Taken:
    """Boxes already occupied on the screen."""

    def __init__(self, boxes: Iterable[Box] = ()) -> None:
        """Start with the boxes of overlays and pills."""
        self._boxes = np.array(list(boxes), np.float64).reshape(-1, 4)
        self._count = len(self._boxes)

    @property
    def boxes(self) -> Floats:
        """Return all boxes, shape (N, 4)."""
        return self._boxes[: self._count]

    def add(self, box: Box) -> None:
        """Occupy a box."""
        if self._count == len(self._boxes):
            grown = np.zeros((max(16, 2 * self._count), 4))
            grown[: self._count] = self._boxes[: self._count]
            self._boxes = grown
        self._boxes[self._count] = box
        self._count += 1

    def hits(self, box: Box) -> bool:
        """Say whether a box overlaps one that is occupied."""
        return overlaps(self.boxes, box)


def overlaps(boxes: Floats, box: Box) -> bool:
    """Say whether `box` overlaps any of `boxes` (N, 4); touching edges do not count."""
    left, top, right, bottom = box
    return bool(
        (
            (boxes[:, 0] < right)
            & (boxes[:, 2] > left)
            & (boxes[:, 1] < bottom)
            & (boxes[:, 3] > top)
        ).any()
    )


def order(names: Iterable[Name]) -> list[Name]:
    """Return the names in order of importance: by role, then by weight."""
    return sorted(names, key=lambda name: (PRIORITY.index(name.role), -name.weight, name.text))


def around(x: float, y: float, width: float, height: float) -> list[Box]:
    """Return the eight boxes for a name beside a mark at (x, y), best first."""
    reach = MARK / 2 + GAP - 2
    right, left = x + reach, x - reach - width
    middle, centre = y - height / 2, x - width / 2
    above, below = y - reach - height + 3, y + reach - 3
    corners = [
        (right, middle),
        (left, middle),
        (right, middle - height * 0.45),
        (left, middle - height * 0.45),
        (right, middle + height * 0.45),
        (left, middle + height * 0.45),
        (centre, above),
        (centre, below),
    ]
    return [(a, b, a + width, b + height) for a, b in corners]


def inside(box: Box, width: float, height: float) -> bool:
    """Say whether a box lies wholly on a screen of that size."""
    return box[0] >= 0 and box[1] >= 0 and box[2] <= width and box[3] <= height


def place_city(
    name: Name,
    point: tuple[float, float],
    size: tuple[float, float],
    taken: Taken,
    soft: Floats,
    screen: tuple[float, float],
) -> Placed | None:
    """Return where a city's name goes, or None; its mark and name are then taken.

    `soft` (N, 4) are boxes along the line of contact: avoided if possible, by small cities always.
    """
    x, y = point
    half = MARK / 2
    mark = (x - half, y - half, x + half, y + half)
    if not inside(mark, *screen) or taken.hits(mark):
        return None
    boxes = [box for box in around(x, y, *size) if inside(box, *screen) and not taken.hits(box)]
    free = [box for box in boxes if not overlaps(soft, box)]
    if not free and name.role in ("city_3", "city_4") and not name.seat:
        return None
    if not (free or boxes):
        return None
    best = (free or boxes)[0]
    taken.add(best)
    taken.add(mark)
    return Placed(name, best, point)


def fit_area(
    mask: NDArray[np.bool_], cell: float, size: tuple[float, float], taken: Floats
) -> Box | None:
    """Return the box of that size inside an area and free of `taken` (N, 4), nearest to its middle.

    `mask` (rows, columns) says which cells of `cell` logical pixels belong to the area.
    """
    free = mask.copy()
    spans = np.floor(taken / cell).astype(np.int64) + np.array((0, 0, 1, 1))
    for left, top, right, bottom in spans.clip(0).tolist():
        free[top:bottom, left:right] = False
    wide, high = int(size[0] / cell) + 2, int(size[1] / cell) + 2
    if wide > free.shape[1] or high > free.shape[0] or not mask.any():
        return None
    total = np.pad(free.astype(np.int64).cumsum(axis=0).cumsum(axis=1), ((1, 0), (1, 0)))
    filled = (
        total[high:, wide:] - total[:-high, wide:] - total[high:, :-wide] + total[:-high, :-wide]
    )
    rows, columns = np.nonzero(filled == wide * high)
    if len(rows) == 0:
        return None
    row, column = np.nonzero(mask)
    away = (rows + high / 2 - row.mean()) ** 2 * 2.0 + (columns + wide / 2 - column.mean()) ** 2
    best = int(np.argmin(away))
    left = columns[best] * cell + (wide * cell - size[0]) / 2
    top = rows[best] * cell + (high * cell - size[1]) / 2
    return (float(left), float(top), float(left + size[0]), float(top + size[1]))


def boxes_of(placed: Sequence[Placed]) -> Floats:
    """Return the boxes of placed names, shape (N, 4)."""
    return np.array([item.box for item in placed], np.float64).reshape(-1, 4)
