"""A session: choose, edit, play, go back and forth; every step can be taken back and done again."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wargame.app import headless
from wargame.app.session import Session
from wargame.app.zones import ZoneShelf
from wargame.engine.errors import IllegalDecision, WargameError

IDS = ["none", "gov", "gov-now", "buffer", "all", "dmz", "eu"]


@pytest.fixture
def session(table) -> Session:
    return Session(table.scenario, 7, table.shelf)


def plain(view: object) -> object:
    """A view without what depends on the way to it: whether steps can be undone or redone."""
    flat = dataclasses.replace(view, can_undo=False, can_redo=False, zone=None, zones=())
    return flat, [r.tobytes() for z in view.zones for r in z.rings]


step = st.one_of(
    st.tuples(st.just("choose"), st.sampled_from(IDS)),
    st.tuples(st.just("troops"), st.sampled_from([0.0, 10.0, 45.0])),
    st.tuples(st.just("buffer"), st.sampled_from([0.0, 20.0])),
    st.tuples(st.just("now"), st.booleans()),
    st.tuples(st.just("play"), st.none()),
    st.tuples(st.just("restart"), st.sampled_from([1, 2])),
)


def act(session: Session, name: str, value: object) -> None:
    match name:
        case "choose":
            session.choose(value)
        case "troops":
            session.set_terms("gov", troops_k=value)
        case "buffer":
            session.set_terms("eu", buffer_km=value)
        case "now":
            session.set_terms("gov", in_force_now=value)
        case "play":
            session.play_turn()
        case "restart":
            session.restart(value)


@settings(max_examples=25)
@given(steps=st.lists(step, max_size=9))
def test_undoing_everything_returns_to_the_start_and_redoing_it_to_the_end(
    table, steps: list[tuple[str, object]]
) -> None:
    session = Session(table.scenario, 7, table.shelf)
    first, digest = plain(session.view()), session.digest()
    for name, value in steps:
        act(session, name, value)
    last, end = plain(session.view()), session.digest()
    passed = []
    while session.view().can_undo:
        passed.append(plain(session.view()))
        session.undo()
    assert plain(session.view()) == first
    assert session.digest() == digest
    while session.view().can_redo:
        session.redo()
        assert plain(session.view()) == passed.pop()
    assert plain(session.view()) == last
    assert session.digest() == end


@settings(max_examples=15)
@given(steps=st.lists(step, max_size=6))
def test_the_same_steps_lead_to_the_same_place(table, steps: list[tuple[str, object]]) -> None:
    ends = []
    for _ in range(2):
        session = Session(table.scenario, 7, table.shelf)
        for name, value in steps:
            act(session, name, value)
        ends.append((plain(session.view()), session.digest()))
    assert ends[0] == ends[1]


def test_a_step_after_an_undo_forgets_what_was_undone(session: Session) -> None:
    session.play_turn()
    session.undo()
    assert session.view().can_redo
    session.choose("gov")
    assert not session.view().can_redo
    session.redo()
    assert session.view().turn == 0


def test_nothing_happens_where_nothing_can_be_undone_or_redone(session: Session) -> None:
    digest = session.digest()
    session.undo()
    session.redo()
    assert session.digest() == digest
    assert (session.view().can_undo, session.view().can_redo) == (False, False)


@pytest.mark.parametrize("option", IDS)
def test_choosing_before_the_first_turn_is_playing_with_that_option(table, option: str) -> None:
    session = Session(table.scenario, 7, table.shelf)
    session.choose(option)
    for _ in range(3):
        session.play_turn()
    report = headless.play(table.scenario, option, 3, 7)
    assert session.digest() == report.digest
    assert session.view().history == report.records


def test_changing_ones_mind_before_the_first_turn_leaves_no_trace(table) -> None:
    straight, round_about = (Session(table.scenario, 7, table.shelf) for _ in range(2))
    straight.choose("gov")
    for option in ("all", "none", "dmz", "gov"):
        round_about.choose(option)
    for one in (straight, round_about):
        one.play_turn()
    assert straight.digest() == round_about.digest()


def built(session: Session) -> float:
    return float(session.played[-1].turn.state.implemented[0, 0])


def test_switching_in_the_middle_of_a_game_starts_the_build_up_anew(session: Session) -> None:
    session.choose("gov")
    for _ in range(4):
        session.play_turn()
    before = built(session)
    assert before >= 0.5
    session.choose("buffer")
    assert session.view().pending
    session.play_turn()
    assert built(session) < before
    assert not session.view().pending
    assert session.view().now.option == "buffer"


def test_editing_in_the_middle_of_a_game_keeps_what_has_been_built(session: Session) -> None:
    session.choose("gov")
    for _ in range(4):
        session.play_turn()
    before = built(session)
    session.set_terms("gov", troops_k=60, buffer_km=30)
    session.play_turn()
    state = session.played[-1].turn.state
    assert built(session) >= before
    assert state.troops_k[0, 0] == 60
    game = session.played[-1].game
    assert game.inputs.mean_gap_km[0].mean() > session.played[-2].game.inputs.mean_gap_km[0].mean()


def test_going_back_to_the_option_in_place_is_no_decision(table) -> None:
    straight, round_about = (Session(table.scenario, 7, table.shelf) for _ in range(2))
    for one in (straight, round_about):
        one.choose("gov")
        one.play_turn()
    round_about.choose("dmz")
    round_about.choose("gov")
    assert not round_about.view().pending
    for one in (straight, round_about):
        one.play_turn()
    assert straight.digest() == round_about.digest()


def test_a_slider_dragged_is_taken_back_in_one_step(session: Session) -> None:
    session.choose("gov")
    for troops in (21, 22, 30, 44):
        session.set_terms("gov", troops_k=troops)
    card = next(c for c in session.view().options if c.id == "gov")
    assert card.troops_k == 44
    session.undo()
    card = next(c for c in session.view().options if c.id == "gov")
    assert card.troops_k == 20
    assert session.view().chosen == "gov"


@pytest.mark.parametrize(
    ("option", "terms", "words"),
    [
        ("gof", {"troops_k": 5}, 'no option "gof"'),
        ("dmz", {"in_force_now": True}, "means nothing for"),
        ("none", {"buffer_km": 5}, "means nothing for"),
        ("all", {"buffer_km": 5}, "means nothing for"),
    ],
)
def test_an_edit_that_makes_no_sense_is_a_sentence_and_changes_nothing(
    session: Session, option: str, terms: dict, words: str
) -> None:
    before = plain(session.view())
    with pytest.raises(IllegalDecision, match=words) as refusal:
        session.set_terms(option, **terms)
    assert isinstance(refusal.value, WargameError)
    assert plain(session.view()) == before


def test_an_option_nobody_has_is_refused_and_the_known_ones_are_named(session: Session) -> None:
    with pytest.raises(IllegalDecision, match="gov-now") as refusal:
        session.choose("gof")
    assert "buffer" in str(refusal.value)


def test_after_the_last_turn_nothing_more_is_played(table) -> None:
    short = table.scenario.model_copy(update={"turns": 2})
    session = Session(short, 7, table.shelf)
    for _ in range(4):
        session.play_turn()
    view = session.view()
    assert (view.turn, view.last_turn, view.can_play) == (2, 2, False)
    assert len(view.turn_labels) == 3


def test_another_seed_is_another_game_from_turn_zero(session: Session) -> None:
    session.choose("gov")
    session.set_terms("gov", troops_k=33)
    session.play_turn()
    digest = session.digest()
    session.restart(8)
    view = session.view()
    assert (view.turn, view.seed, view.chosen) == (0, 8, "gov")
    assert next(c for c in view.options if c.id == "gov").troops_k == 33
    session.play_turn()
    assert session.digest() != digest


def test_bars_sum_to_the_change_and_name_their_causes(session: Session) -> None:
    session.choose("gov-now")
    for turn in range(1, 7):
        if turn == 4:
            session.choose("dmz")
        session.play_turn()
        view = session.view()
        why, sectors = view.why, view.sectors
        assert why.turn == turn
        assert why.before == pytest.approx(view.history[-2].stability, abs=1e-9)
        assert why.after == pytest.approx(view.history[-1].stability, abs=1e-9)
        total = sum(bar.amount for bar in why.bars)
        assert total == pytest.approx(why.after - why.before, abs=1e-9)
        for sector in sectors:
            parts = sum(bar.sectors[sector.id] for bar in why.bars)
            assert parts == pytest.approx(sector.change, abs=1e-9), sector.id
        sizes = [abs(bar.amount) for bar in why.bars]
        assert sizes == sorted(sizes, reverse=True)
        for bar in why.bars:
            assert bar.lights in {"zone", "front", "border", "none"}
            assert bar.rules
            amounts = [abs(amount) for _, amount in bar.causes]
            assert amounts == sorted(amounts, reverse=True)
            assert all(": " in words for words, _ in bar.causes)


def test_before_the_first_turn_there_is_nothing_to_explain(session: Session) -> None:
    assert session.view().why is None


def test_a_view_says_what_the_state_says(session: Session) -> None:
    session.choose("all")
    for _ in range(3):
        session.play_turn()
    view, state = session.view(), session.played[-1].turn.state
    assert view.now.stability == state.stability_overall[0]
    assert view.now.weakest == state.stability[:, 0].min()
    assert view.now.weakest_id == view.sectors[int(np.argmin(state.stability[:, 0]))].id
    assert [s.stability for s in view.sectors] == state.stability[:, 0].tolist()
    assert [c.chosen for c in view.options].count(True) == 1
    assert view.zone.option == "all"
    assert view.zone.in_force_now


def test_a_view_is_not_disturbed_by_what_comes_after_it(session: Session) -> None:
    view = session.view()
    kept = plain(view)
    session.choose("all")
    session.play_turn()
    assert plain(view) == kept


def test_a_session_opens_by_name_and_takes_the_scenarios_seed(table) -> None:
    session = Session.open("ukraine-2024-12")
    assert session.view().seed == table.scenario.seed
    assert session.view().chosen == "none"
    with pytest.raises(WargameError, match="nowhere"):
        Session.open("nowhere")


def test_a_zone_is_measured_once(table, monkeypatch) -> None:
    from wargame.app import zones

    asked: list[object] = []
    real = zones.zones.measure

    def counted(polygon: object, front: object) -> object:
        asked.append(polygon)
        return real(polygon, front)

    monkeypatch.setattr(zones.zones, "measure", counted)
    shelf = ZoneShelf.of(table.scenario)
    for _ in range(3):
        shelf.take(table.scenario.option("gov").geometry)
        shelf.take(table.scenario.option("gov-now").geometry)  # the same land
    assert len(asked) == 1
