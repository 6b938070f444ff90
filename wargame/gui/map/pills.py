"""Sector pills: where each figure stands, with a leader to its part of the line."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import product

import numpy as np

from wargame.gui.map.labels import Box, Floats, Taken, inside, overlaps

HEIGHT = 24.0
SPACE = 6.0  # least distance between pills in the column
EDGE = 12.0
CROWDED = 56.0  # anchors nearer than this get a column
REACH = 0.35  # of the map's width: how far from the right edge an anchor may be for the column
RING = 26.0  # distance of a pill that stands beside its anchor


@dataclass(frozen=True, slots=True)
class Pill:
    """A sector's pill before it has a place."""

    id: str
    width: float
    anchor: tuple[float, float]  # logical pixels
    height: float = HEIGHT


def layout(
    pills: Sequence[Pill], screen: tuple[float, float], overlays: Sequence[Box], line: Floats
) -> dict[str, Box]:
    """Return a box per visible pill; boxes overlap neither each other nor an overlay.

    `line` (N, 4) are boxes along the line of contact, avoided by pills that stand beside it.
    Pills without room are left out.
    """
    width, height = screen
    seen = [pill for pill in pills if inside((*pill.anchor, *pill.anchor), width, height)]
    column = _column_members(seen, width)
    placed = _column(column, screen, overlays)
    taken = Taken([*overlays, *placed.values()])
    for pill in seen:
        if pill.id in placed:
            continue
        box = _beside(pill, screen, taken, line)
        if box is not None:
            placed[pill.id] = box
            taken.add(box)
    return placed


def _column_members(pills: Sequence[Pill], width: float) -> list[Pill]:
    """Return the pills near the right edge if they are crowded there, else none."""
    near = [pill for pill in pills if width - pill.anchor[0] < REACH * width]
    crowded = [
        pill
        for pill in near
        if any(
            other is not pill and abs(other.anchor[1] - pill.anchor[1]) < CROWDED for other in near
        )
    ]
    return near if len(crowded) >= 3 else []


def _column(
    pills: Sequence[Pill], screen: tuple[float, float], overlays: Sequence[Box]
) -> dict[str, Box]:
    """Return boxes down the right edge, each as near to its anchor as the order of anchors lets."""
    if not pills:
        return {}
    width = screen[0]
    widest = max(pill.width for pill in pills)
    top, bottom = _clear_run(width - EDGE - widest, screen, overlays)
    tall = max(pill.height for pill in pills)
    step = tall + SPACE
    room = max(int((bottom - top + SPACE) // step), 0)
    ordered = sorted(pills, key=lambda pill: pill.anchor[1])[:room]
    if not ordered:
        return {}
    wish = np.array([pill.anchor[1] - tall / 2 for pill in ordered])
    loose = min(2.2 * tall, (bottom - top - tall) / max(len(ordered) - 1, 1))
    tops = spread(wish, max(step, min(loose, 1.6 * step)), top, bottom - tall)
    return {
        pill.id: (width - EDGE - pill.width, y, width - EDGE, y + tall)
        for pill, y in zip(ordered, tops.tolist(), strict=True)
    }


def _clear_run(
    left: float, screen: tuple[float, float], overlays: Sequence[Box]
) -> tuple[float, float]:
    """Return the longest run of heights in which the column meets no overlay."""
    width, height = screen
    edges = [(EDGE - SPACE, EDGE - SPACE), (height - EDGE + SPACE, height - EDGE + SPACE)]
    edges += [(box[1], box[3]) for box in overlays if box[2] > left and box[0] < width]
    edges.sort()
    best, reach = (0.0, 0.0), edges[0][1]
    for low, high in edges[1:]:
        if low - reach > best[1] - best[0]:
            best = (reach, low)
        reach = max(reach, high)
    return best[0] + SPACE, best[1] - SPACE


def spread(wish: Floats, step: float, low: float, high: float) -> Floats:
    """Return heights nearest to `wish` (sorted) that keep `step` apart and stay in [low, high].

    Pool-adjacent-violators on wish minus rank times step.
    """
    rank = np.arange(len(wish)) * step
    blocks: list[tuple[float, int]] = []
    for value in (wish - rank).tolist():
        blocks.append((value, 1))
        while len(blocks) > 1 and blocks[-2][0] > blocks[-1][0]:
            (a, n), (b, m) = blocks[-2:]
            blocks[-2:] = [((a * n + b * m) / (n + m), n + m)]
    level = np.concatenate([np.full(count, value) for value, count in blocks])
    return np.asarray(np.clip(level, low, high - rank[-1]) + rank)


def _beside(pill: Pill, screen: tuple[float, float], taken: Taken, line: Floats) -> Box | None:
    """Return a free box near the anchor, off the line of contact if that is possible."""
    x, y = pill.anchor
    second: Box | None = None
    for directions, reach in product((_EAST, _WEST), (RING, RING * 1.8, RING * 2.8)):
        for across, down in directions:
            left = x + across * reach - (pill.width if across < 0 else 0.0)
            if across == 0:
                left = x - pill.width / 2
            top = y + down * reach - pill.height / 2
            box = (left, top, left + pill.width, top + pill.height)
            if not inside(box, *screen) or taken.hits(box):
                continue
            if not overlaps(line, box):
                return box
            second = second or box
    return second


_EAST = ((0.8, -0.9), (1.0, 0.0), (0.8, 0.9))
_WEST = ((-1.0, 0.9), (-1.0, 0.0), (-0.8, -0.9), (0.0, 1.2), (0.0, -1.2))


def leader_end(box: Box, anchor: tuple[float, float]) -> tuple[float, float]:
    """Return the point on a pill's edge where its leader starts."""
    x = min(max(anchor[0], box[0]), box[2])
    y = min(max(anchor[1], box[1]), box[3])
    if box[0] < x < box[2]:
        return x, y
    return x, (box[1] + box[3]) / 2


def width_of(parts: Mapping[str, float]) -> float:
    """Return a pill's width from the widths of its texts: code, name, value, change."""
    texts = sum(width + 8.0 for width in parts.values() if width > 0)
    return 8.0 + 6.0 + texts + 8.0
