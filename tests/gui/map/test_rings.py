"""Rings under the hand, and the steps of a drawing: laws that hold for any shape."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from wargame.gui.map.drawing.rings import (
    Spot,
    closed,
    handles,
    holds,
    inserted,
    middles,
    moved,
    nearest_edge,
    nearest_vertex,
    opened,
    place,
    removed,
    thinned,
)
from wargame.gui.map.drawing.steps import Steps

SQUARE = np.array([(0.0, 0.0), (100.0, 0.0), (100.0, 100.0), (0.0, 100.0)])
HOLE = np.array([(40.0, 40.0), (60.0, 40.0), (60.0, 60.0)])
POINTS = arrays(np.float64, (12, 2), elements=st.floats(-1e6, 1e6).map(float), unique=True)
EVERYWHERE = (-1e9, -1e9, 1e9, 1e9)


@given(POINTS)
def test_opening_undoes_closing(ring):
    (back,) = opened([closed(ring)])
    assert np.array_equal(back, ring)


@given(POINTS, st.integers(0, 11))
def test_a_vertex_inserted_and_taken_away_leaves_the_ring_as_it_was(ring, index):
    more, spot = inserted((ring,), Spot(0, index), 5.0, 5.0)
    assert len(more[0]) == 13
    assert tuple(place(more, spot)) == (5.0, 5.0)
    assert np.array_equal(removed(more, spot)[0], ring)


@given(POINTS, st.integers(0, 11))
def test_moving_a_vertex_moves_no_other_and_leaves_the_old_ring_alone(ring, index):
    before = ring.copy()
    after = moved((ring,), Spot(0, index), 7e6, 7e6)[0]
    assert np.array_equal(ring, before)
    assert np.array_equal(np.delete(after, index, axis=0), np.delete(ring, index, axis=0))


@given(POINTS, st.floats(1.0, 1e6))
def test_handles_stand_apart_and_every_vertex_has_one_near(ring, gap):
    shown = handles((ring,), EVERYWHERE, gap)
    xy = np.array([place((ring,), spot) for spot in shown])
    away = np.hypot(*(xy[:, None] - xy[None]).transpose(2, 0, 1))
    assert (away[~np.eye(len(xy), dtype=bool)] >= gap).all()
    assert (np.hypot(*(ring[:, None] - xy[None]).transpose(2, 0, 1)).min(axis=1) < gap + 1e-6).all()


@given(POINTS, st.floats(1.0, 1e5))
def test_a_thinned_line_keeps_within_its_tolerance(line, tolerance):
    kept = thinned(line, tolerance)
    assert np.array_equal(kept[[0, -1]], line[[0, -1]])
    for point in line:
        start, step = kept[:-1], np.diff(kept, axis=0)
        share = ((point - start) * step).sum(axis=1) / np.maximum((step**2).sum(axis=1), 1e-12)
        near = start + np.clip(share, 0, 1)[:, None] * step
        assert np.hypot(*(near - point).T).min() <= tolerance * (1 + 1e-9) + 1e-6


def test_a_hole_is_outside_and_a_ring_left_with_two_points_goes():
    assert holds((SQUARE, HOLE), 10.0, 10.0)
    assert not holds((SQUARE, HOLE), 55.0, 45.0)
    assert len(removed((SQUARE, HOLE), Spot(1, 0))) == 1


def test_handles_are_only_those_in_view_and_middles_stand_between_two_of_them():
    shown = handles((SQUARE,), (-10.0, -10.0, 110.0, 50.0), 5.0)
    assert shown == [Spot(0, 0), Spot(0, 1)]
    assert middles((SQUARE,), shown, 5.0) == [Spot(0, 0, middle=True)]
    assert middles((SQUARE,), shown, 60.0) == []


def test_the_nearest_vertex_and_edge_are_found_with_their_distance():
    vertex, edge = nearest_vertex((SQUARE, HOLE), 41.0, 39.0), nearest_edge((SQUARE,), 50.0, -3.0)
    assert vertex == (Spot(1, 0), pytest.approx(np.sqrt(2)))
    assert edge == (Spot(0, 0), pytest.approx(3.0))
    assert nearest_vertex((), 0.0, 0.0) is None


@given(st.lists(st.sampled_from(["take", "undo", "redo"]), max_size=40))
def test_steps_go_back_and_forth_as_a_list_of_states_does(moves):
    steps, states, at = Steps(0), [0], 0
    for number, move in enumerate(moves, start=1):
        if move == "take":
            steps.take(number)
            states, at = [*states[: at + 1], number], at + 1
        elif move == "undo":
            assert steps.undo() == (at > 0)
            at = max(at - 1, 0)
        else:
            assert steps.redo() == (at < len(states) - 1)
            at = min(at + 1, len(states) - 1)
        assert steps.now == states[at]
        assert (steps.can_undo, steps.can_redo) == (at > 0, at < len(states) - 1)
