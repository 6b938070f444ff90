"""Land and water cut to what can be shown look as before wherever they can be seen."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainterPath

from wargame.gui.map.clip import clipped, within
from wargame.gui.map.levels import Parts, make_parts, to_path

AREA = QRectF(-3.0, -2.0, 6.0, 5.0)
corner = st.integers(-6, 6).map(float)
ring = st.lists(st.tuples(corner, corner), min_size=3, max_size=9, unique=True)


def rings(corners: list[list[tuple[float, float]]]) -> Parts:
    closed = [np.array([*points, points[0]]) for points in corners]
    offsets = np.cumsum([0, *map(len, closed)])
    return make_parts(np.vstack(closed), offsets, np.arange(len(closed)), closed=True)


def filled(path: QPainterPath, x: float, y: float) -> bool:
    path.setFillRule(Qt.FillRule.OddEvenFill)
    return path.contains(QPointF(x, y))


@settings(max_examples=60, deadline=None)
@given(st.lists(ring, min_size=1, max_size=3))
def test_a_cut_ring_fills_the_same_points_of_the_area_and_none_beyond(
    corners: list[list[tuple[float, float]]],
) -> None:
    whole = rings(corners)
    cut = within(whole, AREA)
    before, after = to_path(whole), to_path(cut)
    for x in np.arange(-5.87, 6, 0.71):
        for y in np.arange(-5.83, 6, 0.73):
            inside = AREA.contains(QPointF(x, y))
            assert filled(after, x, y) == (inside and filled(before, x, y))


def test_every_cut_ring_ends_where_it_began() -> None:
    cut = within(rings([[(-9, -9), (9, -9), (9, 9), (0, 0), (-9, 9)]]), AREA)
    for first, end in zip(cut.offsets[:-1], cut.offsets[1:], strict=True):
        assert (cut.xy[first] == cut.xy[end - 1]).all()


def test_a_ring_on_the_far_side_of_the_cut_is_gone_and_owners_stay_with_their_rings() -> None:
    cut = clipped(rings([[(1, 0), (2, 0), (2, 1)], [(-3, 0), (-2, 0), (-2, 1)]]), 0, 0.0, -1.0)
    assert cut.owner.tolist() == [1]
    assert cut.count == 1


@pytest.mark.parametrize("x", [0.0, 20.0])
def test_lines_stay_whole_where_they_meet_the_area_and_go_where_they_do_not(x: float) -> None:
    line = make_parts(np.array([[x, 0.0], [x, 50.0]]), np.array([0, 2]), np.zeros(1), closed=False)
    assert within(line, AREA).count == (1 if x == 0.0 else 0)
    assert within(within(line, AREA), AREA).count == within(line, AREA).count
