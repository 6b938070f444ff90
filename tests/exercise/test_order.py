"""An inject takes another place of the list: what follows, what stays."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wargame.engine.errors import IllegalDecision
from wargame.exercise.actions import Action, EditInject, MoveInject
from wargame.exercise.msel import Inject, Msel, Timing
from wargame.exercise.order import moved, moved_in_time, retimed
from wargame.exercise.state import ExerciseState, Publication


def after(minutes: float) -> Timing:
    return Timing(kind="relative", seconds=int(60 * minutes))


def listed(*minutes: float) -> tuple[Inject, ...]:
    return tuple(Inject(number=str(k), timing=after(m)) for k, m in enumerate(minutes, 1))


def told(injects) -> list[tuple[str, str]]:
    return [(i.number, i.timing.text) for i in injects]


LIST = listed(0, 10, 25, 30, 45)


def test_dragged_down_it_keeps_its_distance_and_those_it_passed_close_up() -> None:
    assert told(moved_in_time(LIST, "2", "5")) == [
        ("1", "T+0"), ("3", "T+15"), ("4", "T+20"), ("2", "T+30"), ("5", "T+45"),
    ]  # fmt: skip


def test_dragged_up_it_takes_a_time_between_and_the_later_ones_follow_by_the_same_shift() -> None:
    assert told(moved_in_time(LIST, "4", "2")) == [
        ("1", "T+0"), ("4", "T+5"), ("2", "T+15"), ("3", "T+30"), ("5", "T+45"),
    ]  # fmt: skip


def test_an_inject_without_a_distance_of_its_own_stands_amid_its_neighbours() -> None:
    assert told(moved_in_time(LIST, "1", "3"))[:3] == [("2", "T+10"), ("1", "T+17"), ("3", "T+25")]
    assert told(moved_in_time(LIST, "1"))[-1] == ("1", "T+50")
    assert told(moved_in_time(LIST, "3", "1"))[0] == ("3", "T+0")


@given(st.lists(st.integers(0, 50_000), min_size=2, max_size=8), st.data())
def test_a_list_in_the_order_of_its_times_stays_so_and_grows_no_longer_by_a_distance(
    seconds, data
) -> None:
    seconds = sorted(seconds)
    injects = tuple(
        Inject(number=str(k), timing=Timing(kind="relative", seconds=s))
        for k, s in enumerate(seconds)
    )
    number = data.draw(st.sampled_from([i.number for i in injects]))
    before = data.draw(st.sampled_from([*(i.number for i in injects if i.number != number), ""]))
    found = moved_in_time(injects, number, before)
    times = [i.timing.seconds for i in found]
    assert times == sorted(times)
    assert [i.number for i in found] == [i.number for i in moved(injects, number, before)]
    assert sorted(i.number for i in found) == sorted(i.number for i in injects)
    place = [i.number for i in found].index(number)
    assert times[-1] <= seconds[-1] + 300 * (place == len(found) - 1)


def test_other_kinds_of_time_stay_and_a_move_fits_between_its_neighbours() -> None:
    by_hand, second, fourth = (
        Inject(number="hand"),
        Inject(number="a", timing=Timing(kind="move", move=2)),
        Inject(number="b", timing=Timing(kind="move", move=4)),
    )
    late = Inject(number="c", move="move 9", timing=Timing(kind="move", move=9))
    mixed = (by_hand, second, *LIST, fourth, late)
    found = moved_in_time(mixed, "c", "b")
    assert found[-2].number == "c"
    assert (found[-2].timing.move, found[-2].move) == (4, "move 4")
    assert {i.number: i.timing for i in found if i.number != "c"} == {
        i.number: i.timing for i in mixed if i.number != "c"
    }
    assert moved_in_time(mixed, "hand") == moved(mixed, "hand")


def test_a_text_that_held_the_time_follows_it_and_others_stay() -> None:
    inject = Inject(
        number="1", delivery_time="9:05", scenario_time="Dec 2025",
        timing=Timing(kind="absolute", seconds=32_700),
    )  # fmt: skip
    found = retimed(inject, Timing(kind="absolute", seconds=36_000))
    assert (found.delivery_time, found.scenario_time) == ("10:00", "Dec 2025")


def state(*published: str) -> ExerciseState:
    said = (Publication(number=n, turn=0, at="now", digest="") for n in published)
    return ExerciseState(msel=Msel(injects=LIST), publications=tuple(said))


def do(action: Action, here: ExerciseState) -> ExerciseState:
    return action.applied(here, 0, str)


def test_what_has_been_published_keeps_its_place_and_time() -> None:
    here = do(MoveInject(number="5", before="2"), state("1", "3"))
    assert ("3", "T+25") in told(here.msel.injects)
    with pytest.raises(IllegalDecision, match="has been published"):
        do(MoveInject(number="3", before="2"), here)
    with pytest.raises(IllegalDecision, match="no inject"):
        do(MoveInject(number="2", before="99"), here)


def test_without_retiming_only_the_order_changes() -> None:
    here = do(MoveInject(number="2", before="5", retime=False), state())
    assert told(here.msel.injects)[3] == ("2", "T+10")
    assert [i.number for i in here.msel.injects] == ["1", "3", "4", "2", "5"]


def test_an_inject_with_another_number_takes_the_place_of_its_own() -> None:
    changed = LIST[1].model_copy(update={"number": "2b"})
    here = do(EditInject(inject=changed, instead="2"), state())
    assert [i.number for i in here.msel.injects] == ["1", "2b", "3", "4", "5"]
    for taken, words in (("3", "another one has the number 3"), ("1", "has been published")):
        with pytest.raises(IllegalDecision, match=words):
            do(EditInject(inject=LIST[1].model_copy(update={"number": taken}), instead="2"),
               state("1"))  # fmt: skip
    with pytest.raises(IllegalDecision, match="has been published"):
        do(EditInject(inject=changed, instead="1"), state("1"))
