"""Zones drawn in a session: named, reshaped, copied, removed, and all of it taken back."""

from __future__ import annotations

import math

import pytest

from wargame.app.drawing import DrawingTable
from wargame.app.session import Session
from wargame.engine.errors import IllegalDecision, WargameError


@pytest.fixture
def session(table) -> Session:
    return Session(table.scenario, 7, table.shelf)


@pytest.fixture(scope="module")
def board(table) -> DrawingTable:
    return DrawingTable.of(table.shelf)


def card(session: Session, option: str):
    return {o.id: o for o in session.view().options}[option]


def test_a_drawn_zone_is_on_with_the_terms_of_its_template(session, board) -> None:
    rings = board.circle(36.2, 48.6, 50)
    option = session.draw_zone(rings, "  Arc\n of  Dnipro ", "eu")
    shown = card(session, option)
    assert (shown.name, shown.guarantee, shown.chosen, shown.drawn) == (
        "Arc of Dnipro", "eu", True, True,
    )  # fmt: skip
    assert shown.rings == rings
    assert {"buffer_km", "troops_k", "in_force_now"} <= set(shown.editable)
    assert shown.area_km2 == board.measure(rings).area_km2
    session.set_terms(option, troops_k=12, buffer_km=100, in_force_now=True)
    assert card(session, option).area_km2 < shown.area_km2
    assert card(session, option).rings == rings


def test_every_step_on_a_zone_is_taken_back_and_done_again(session, board) -> None:
    rings, other = board.circle(36.2, 48.6, 50), board.circle(35.0, 48.6, 40)
    option = session.draw_zone(rings, "One")
    session.reshape_zone(option, other)
    session.rename_zone(option, "Two")
    session.set_zone_template(option, "dmz")
    copy = session.copy_zone(option)
    session.remove_zone(option)
    end = session.view().options
    assert [o.id for o in end if o.drawn] == [copy]
    while session.view().can_undo:
        session.undo()
    assert not any(o.drawn for o in session.view().options)
    while session.view().can_redo:
        session.redo()
    assert session.view().options == end


def test_one_stroke_of_the_hand_is_one_step(session, board) -> None:
    first = board.circle(36.2, 48.6, 50)
    option = session.draw_zone(first)
    for km in (51, 52, 53):
        session.reshape_zone(option, board.circle(36.2, 48.6, km), "stroke 1")
    session.undo()
    assert card(session, option).rings == first


def test_the_id_of_a_zone_that_was_played_is_never_given_again(session, board) -> None:
    first = session.draw_zone(board.circle(36.2, 48.6, 50))
    session.play_turn()
    session.remove_zone(first)
    assert session.draw_zone(board.circle(34.2, 48.6, 50)) != first


def test_a_new_name_is_no_change_of_the_game(session, board) -> None:
    option = session.draw_zone(board.circle(36.2, 48.6, 50))
    session.play_turn()
    session.rename_zone(option, "Another")
    assert not session.view().pending
    session.reshape_zone(option, board.circle(36.2, 48.6, 51))
    assert session.view().pending


def test_a_copy_of_an_option_covers_the_same_ground(session) -> None:
    session.choose("buffer")
    before = card(session, "buffer")
    option = session.copy_zone("buffer")
    copied = card(session, option)
    assert copied.chosen
    assert not card(session, "buffer").chosen
    assert copied.area_km2 == pytest.approx(before.area_km2, rel=1e-7)
    assert copied.buffer_km == 0  # the strip is cut off already
    assert (copied.guarantee, copied.troops_k) == (before.guarantee, before.troops_k)


def test_a_fourth_zone_is_kept_but_not_on(session, board) -> None:
    drawn = [session.draw_zone(board.circle(36.2, 48.6, 10 * k)) for k in (2, 3, 4, 5)]
    assert [card(session, option).chosen for option in drawn] == [True, True, True, False]


@pytest.mark.parametrize(
    ("rings", "words"),
    [
        ([], "no outline"),
        ([[[30, 48], [31, 49]]], "at least 3"),
        ([[[30, 48], [31, 49], [math.nan, 48]]], "off the map|finite"),
        ([[[30, 48], [31, 99], [32, 48]]], "off the map"),
        ("nonsense", "pairs"),
    ],
)
def test_what_is_no_zone_is_refused_in_words_and_changes_nothing(session, rings, words) -> None:
    before = session.view()
    with pytest.raises(IllegalDecision, match=words):
        session.draw_zone(rings)
    assert session.view() == before or session.view().options == before.options


@pytest.mark.parametrize(
    "act",
    [
        lambda s: s.remove_zone("gov"),
        lambda s: s.reshape_zone("eu", [[[30, 48], [31, 49], [32, 48]]]),
        lambda s: s.rename_zone("drawn-9", "x"),
        lambda s: s.draw_zone([[[30, 48], [31, 49], [32, 48]]], template="none"),
        lambda s: s.copy_zone("none"),
    ],
)
def test_shipped_zones_are_not_touched(session, act) -> None:
    with pytest.raises(WargameError):
        act(session)
    assert not session.view().can_undo
