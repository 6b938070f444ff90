"""A session is a tree: going back and deciding otherwise makes a branch, and both stay."""

from __future__ import annotations

import pytest

from wargame.app.session import Session


@pytest.fixture
def session(table) -> Session:
    return Session(table.scenario, 7, table.shelf)


def played(session: Session, turns: int) -> Session:
    for _ in range(turns):
        session.play_turn()
    return session


def test_deciding_otherwise_after_going_back_keeps_both(session: Session) -> None:
    session.choose("gov")
    end = played(session, 3).digest()
    session.undo()
    session.undo()
    session.choose("dmz")
    other = played(session, 2).digest()
    first, second = session.branches()
    assert (first.id, first.length, first.current) == (0, 3, False)
    assert (second.parent, second.fork_turn, second.length, second.current) == (0, 1, 3, True)
    session.visit(first.id)
    assert session.digest() == end
    session.visit(second.id)
    assert session.digest() == other


def test_the_same_step_taken_again_is_no_branch(session: Session) -> None:
    played(session, 2)
    session.undo()
    before = session.log()
    session.play_turn()
    assert len(session.branches(every=True)) == 1
    assert [line.seq for line in session.log()] == [line.seq for line in before]


def test_redo_goes_where_one_was_last(session: Session) -> None:
    session.choose("gov")
    session.undo()
    session.choose("dmz")
    session.undo()
    session.redo()
    assert session.view().chosen == "dmz"
    session.visit(0)
    session.undo()
    session.redo()
    assert session.view().chosen == "gov"


def test_any_line_of_the_log_can_be_gone_back_to_and_looked_at(session: Session) -> None:
    digests = {0: session.digest()}
    for act in (lambda: session.choose("gov"), *[session.play_turn] * 3):
        act()
        digests[session.log()[-1].seq] = session.digest()
    for seq, digest in digests.items():
        count = session.chronicle.last
        session.view_at(seq)
        assert session.chronicle.last == count, "looking is no event"
        session.go_to(seq)
        assert session.digest() == digest
        assert [line.seq for line in session.log() if line.present] == [seq]
    session.go_to(max(digests))
    assert all(line.on_line for line in session.log())


def test_table_changes_make_no_branch_on_the_turn_track_until_something_follows(session) -> None:
    session.choose("gov")
    session.undo()
    session.choose("eu")
    session.visit(0)
    assert [b.id for b in session.branches()] == [0]
    assert len(session.branches(every=True)) == 2
    session.visit(session.branches(every=True)[1].id)
    assert len(session.branches()) == 2, "the session stands on it"


def test_a_branch_has_a_name_of_its_own_when_somebody_gives_it_one(session: Session) -> None:
    played(session, 1)
    session.replace_branch_name(0, "  Buffer   first ")
    assert session.branches()[0].label == "Buffer first"
    count = session.chronicle.last
    session.replace_branch_name(0, "Buffer first")
    assert session.chronicle.last == count


def test_two_branches_are_compared_turn_by_turn_with_the_same_dice(session: Session) -> None:
    session.choose("gov-now")
    played(session, 3)
    session.undo()
    session.undo()
    session.choose("none")
    played(session, 3)
    left, right = session.branches()
    found = session.compare_branches(left.id, right.id)
    assert found.same_dice
    assert found.fork_turn == 1
    assert [t.turn for t in found.turns] == [0, 1, 2, 3, 4]
    assert all(t.left == t.right for t in found.turns[:2])
    assert found.turns[3].left != found.turns[3].right
    assert found.turns[4].left is None
    assert session.view_of(left.id).history[-1] == found.turns[3].left


def test_another_seed_is_a_branch_with_other_dice(session: Session) -> None:
    played(session, 1)
    session.restart(8)
    played(session, 1)
    _, other = session.branches()
    assert (other.seed, other.length) == (8, 1)
    assert not session.compare_branches(0, other.id).same_dice
    session.visit(0)
    assert session.view().seed == 7


def test_a_slider_under_the_hand_is_one_line_of_the_log_and_every_event_is_kept(session) -> None:
    session.choose("gov")
    for troops in (21, 22, 30, 44):
        session.set_terms("gov", troops_k=troops)
    assert [line.kind for line in session.log()] == ["open", "choose", "set_terms"]
    assert session.log()[-1].words.endswith("44,000 troops")
    assert session.chronicle.last == 5
    session.undo()
    session.redo()
    session.set_terms("gov", troops_k=50)
    assert len(session.log()) == 4, "after an undo the hand has let go"


def test_each_turn_of_the_line_has_its_place_in_the_log(session: Session) -> None:
    session.choose("gov")
    played(session, 2)
    session.rule("cohesion", None, 0.5, "agreed", "White Cell")
    session.note("said")
    assert session.turns() == {0: 0, 1: 2, 2: 4}


def test_the_clock_set_back_changes_no_order(table) -> None:
    from datetime import UTC, datetime, timedelta

    now = [datetime(2026, 1, 1, tzinfo=UTC)]

    def clock() -> datetime:
        now[0] -= timedelta(hours=1)
        return now[0]

    session = Session(table.scenario, 7, table.shelf, clock=clock)
    played(session, 3)
    times = [line.at for line in session.log()]
    assert times == sorted(times, reverse=True)
    assert [line.turn for line in session.log()] == [0, 1, 2, 3]
