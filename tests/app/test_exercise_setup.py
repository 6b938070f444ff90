"""What people change in a set-up: ids stay, the Hot Wash stays, seats go where people sit."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wargame.app import exercise_setup as setup
from wargame.engine.errors import IllegalDecision
from wargame.exercise.overview import PRESETS, Objective
from wargame.exercise.seats import Participant, Seating
from wargame.exercise.state import ExerciseState

THREE = tuple(Objective(id=f"O{k}", text=f"Goal {k}", tasks=("a", "b")) for k in (1, 2, 3))


def after(state, parts):
    return state.changed(**parts)


def test_a_new_objective_takes_the_next_free_id_and_all_keep_theirs():
    state = ExerciseState(objectives=THREE)
    state = after(state, setup.remove_objective(state, 1))
    state = after(state, setup.move_objective(state, 1, -1))
    assert [o.id for o in state.objectives] == ["O3", "O1"]
    state = after(state, setup.add_objective(state, "  A new goal\u200b "))
    assert state.objectives[-1] == Objective(id="O4", text="A new goal")


def test_an_objective_that_goes_leaves_the_modules_too():
    module = PRESETS[45][1].model_copy(update={"objectives": ("O1", "O2")})
    state = ExerciseState(objectives=THREE, agenda=(module, PRESETS[45][2]))
    state = after(state, setup.remove_objective(state, 0))
    assert state.agenda[0].objectives == ("O2",)


def test_an_objective_without_words_is_refused():
    with pytest.raises(IllegalDecision, match="to take it out of the exercise, remove it"):
        setup.edit_objective(ExerciseState(objectives=THREE), 0, text="  ")


def test_critical_tasks_are_written_moved_and_taken_out():
    state = ExerciseState(objectives=THREE)
    state = after(state, setup.put_task(state, 0, 2, "c"))
    state = after(state, setup.move_task(state, 0, 2, -2 + 1))
    assert state.objectives[0].tasks == ("a", "c", "b")
    state = after(state, setup.put_task(state, 0, 0, " "))
    assert state.objectives[0].tasks == ("c", "b")
    assert setup.move_task(state, 0, 1, 1) == {}


def test_a_part_of_the_agenda_names_only_objectives_there_are():
    state = ExerciseState(objectives=THREE)
    with pytest.raises(IllegalDecision, match='no objective is called "O9"; there are O1, O2, O3'):
        setup.edit_part(state, 1, objectives=("O9",))
    with pytest.raises(IllegalDecision, match="each part has a name"):
        setup.edit_part(state, 1, title="")
    with pytest.raises(IllegalDecision, match="less than or equal to 600"):
        setup.edit_part(state, 1, minutes=601)


@given(st.lists(st.tuples(st.sampled_from(["move", "add", "fit"]), st.integers(0, 9)), max_size=9))
def test_whatever_is_done_the_hot_wash_is_last_and_keeps_its_time(deeds):
    state = ExerciseState()
    debrief = setup.hot_wash_minutes(state.agenda)
    for deed, number in deeds:
        if deed == "move":
            state = after(state, setup.move_part(state, number, 1 if number % 2 else -1))
        elif deed == "add":
            state = after(state, setup.add_part(state, "break" if number % 2 else "module"))
        else:
            state = after(state, setup.fit(state, 200 + 10 * number))
            assert setup.total(state.agenda) == 200 + 10 * number
        assert state.agenda[-1].kind == "hot_wash"
        assert setup.hot_wash_minutes(state.agenda) == debrief


def test_a_player_who_sits_down_takes_the_seat_from_its_doctrine():
    people = (Participant(name="Ann"), Participant(name="Bo", role="Observer"))
    state = ExerciseState(participants=people, seating=(Seating(seat="us", doctrine="hawk"),))
    state = after(state, setup.edit_participant(state, 0, seat="us"))
    assert state.seating == (Seating(seat="us", people=("Ann",)),)
    state = after(state, setup.edit_participant(state, 0, name="Anna"))
    assert state.seating[0].people == ("Anna",)
    state = after(state, setup.edit_participant(state, 0, role="Evaluator"))
    assert state.participants[0].seat == ""
    assert state.seating[0].people == ()


def test_a_doctrine_that_takes_a_seat_leaves_its_people_without_one():
    state = ExerciseState(
        participants=(Participant(name="Ann", seat="us"),),
        seating=(Seating(seat="us", people=("Ann", "a guest")),),
    )
    state = after(state, setup.give_seat(state, "us", "hawk"))
    assert state.seating == (Seating(seat="us", doctrine="hawk"),)
    assert state.participants[0].seat == ""


def test_who_sits_by_name_alone_stays_when_others_come_and_go():
    state = ExerciseState(seating=(Seating(seat="us", people=("a guest",)),))
    state = after(state, setup.add_participant(state, "Ann"))
    state = after(state, setup.edit_participant(state, 0, seat="us"))
    assert state.seating[0].people == ("a guest", "Ann")
    state = after(state, setup.remove_participant(state, 0))
    assert state.seating[0].people == ("a guest",)


def test_everybody_has_a_name():
    state = ExerciseState(participants=(Participant(name="Ann"),))
    with pytest.raises(IllegalDecision, match="remove those who do not come"):
        setup.name_participant(state, 0, " ")
    assert setup.name_participant(state, 1, " ") == {}
