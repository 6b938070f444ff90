"""Discs that would lie on one another, told apart: each near its place, none on another."""

from __future__ import annotations

from collections.abc import Sequence
from math import cos, hypot, sin

from PySide6.QtCore import QPointF, QRectF

ROUNDS = 400
GOLDEN = 2.399963  # radians: directions for discs that share one place


def told_apart(places: Sequence[QPointF], side: float, frame: QRectF) -> list[QPointF]:
    """Where discs of radius `side` stand so that none touches another; the same for the same.

    Discs that touch push each other away, a little more each round, and stay inside the frame
    where it has the room.
    """
    found = [_inside((p.x(), p.y()), side, frame) for p in places]
    apart = 2 * side + 1
    for _ in range(ROUNDS):
        moved = False
        for one in range(len(found)):
            for other in range(one + 1, len(found)):
                push = _push(found[one], found[other], apart, one + other)
                if push is not None:
                    moved = True
                    found[one] = (found[one][0] - push[0], found[one][1] - push[1])
                    found[other] = (found[other][0] + push[0], found[other][1] + push[1])
        found = [_inside(place, side, frame) for place in found]
        if not moved:
            break
    return [QPointF(x, y) for x, y in found]


def _push(
    one: tuple[float, float], other: tuple[float, float], apart: float, number: int
) -> tuple[float, float] | None:
    """How far each of two discs gives way; None where they do not touch."""
    x, y = other[0] - one[0], other[1] - one[1]
    far = hypot(x, y)
    if far >= apart:
        return None
    if far < 0.01:
        x, y, far = cos(GOLDEN * number), sin(GOLDEN * number), 1.0
        return x * apart / 2, y * apart / 2
    half = (apart - far) / 2 + 0.05
    return x / far * half, y / far * half


def _inside(place: tuple[float, float], side: float, frame: QRectF) -> tuple[float, float]:
    x = min(max(place[0], frame.left() + side), frame.right() - side)
    y = min(max(place[1], frame.top() + side), frame.bottom() - side)
    return x, y
