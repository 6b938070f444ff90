"""Which inject is next, when a turn's timer starts, and when each inject is due, in words."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wargame.app.exercise import Condition, ExerciseDesk, Inject, Timing
from wargame.app.exercise_next import (
    due,
    due_words,
    listed,
    next_row,
    target,
    timing_words,
    waiting,
)
from wargame.app.exercise_time import last_turned, with_turn
from wargame.app.session import Session
from wargame.exercise.clock import Mark, read

START = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


class Clock:
    """A time that a test sets."""

    def __init__(self) -> None:
        self.at = START

    def __call__(self) -> datetime:
        return self.at

    def go_on(self, minutes: float) -> None:
        self.at += timedelta(minutes=minutes)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def desk(clock: Clock) -> ExerciseDesk:
    made = ExerciseDesk(Session.open(seed=1), clock)
    made.session._clock = clock
    return made


def entered(desk: ExerciseDesk, number: str, timing: str, **fields: object) -> None:
    made = Inject(number=number, timing=Timing.parse(timing) or Timing(), **fields)  # type: ignore[arg-type]
    desk.edit_inject(made)


def test_what_is_due_comes_first_then_what_has_a_time_then_the_list(
    desk: ExerciseDesk, clock: Clock
) -> None:
    for number, timing in (("1", "manual"), ("2", "T+20"), ("3", "T+10"), ("4", "turn 0")):
        entered(desk, number, timing)
    assert next_row(desk.view()).inject.number == "4"  # turn 0 has been played
    desk.skip("4")
    assert next_row(desk.view()).inject.number == "3"  # as if the clock began now
    desk.press("start")
    assert next_row(desk.view()).inject.number == "3"
    clock.go_on(21)
    assert [row.inject.number for row in due(desk.view())] == ["2", "3"]
    assert next_row(desk.view()).inject.number == "3"  # due for longer
    desk.publish("3")
    assert next_row(desk.view()).inject.number == "2"
    desk.publish("2")
    assert next_row(desk.view()).inject.number == "1"
    desk.publish("1")
    assert next_row(desk.view()) is None
    assert waiting(desk.view()) == ()


def test_a_contingency_inject_is_next_only_when_it_is_due(desk: ExerciseDesk, clock: Clock) -> None:
    entered(desk, "1", "T+5", contingency=True)
    entered(desk, "2", "T+9")
    desk.press("start")
    assert next_row(desk.view()).inject.number == "2"
    clock.go_on(6)
    assert next_row(desk.view()).inject.number == "1"


def test_publish_is_about_the_chosen_inject_while_it_waits_and_then_about_the_next(
    desk: ExerciseDesk,
) -> None:
    entered(desk, "1", "manual")
    entered(desk, "2", "manual")
    assert target(desk.view(), "2").inject.number == "2"
    desk.publish("2")
    assert target(desk.view(), "2").inject.number == "1"
    assert target(desk.view(), "no such").inject.number == "1"


def test_an_inject_that_is_due_is_announced_and_never_publishes_itself(
    desk: ExerciseDesk, clock: Clock
) -> None:
    entered(desk, "1", "T+1")
    holds = Condition(field="stability_overall", comparison=">", value=-1.0)
    desk.edit_inject(Inject(number="2", timing=Timing(kind="condition", when=holds)))
    desk.press("start")
    clock.go_on(60)
    desk.session.play_turn()
    assert len(due(desk.view())) == 2
    assert desk.state.publications == ()


def test_a_turns_timer_starts_when_the_turn_is_played_and_goes_back_when_it_is_taken_back(
    desk: ExerciseDesk, clock: Clock
) -> None:
    desk.set_up(turn_minutes=10)
    desk.press("start")
    clock.go_on(7)
    assert desk.view().clock.turn_left == 3 * 60
    desk.session.play_turn()
    clock.go_on(1)
    assert desk.view().clock.turn_left == 9 * 60
    assert last_turned(desk.session.tree) == int((START + timedelta(minutes=7)).timestamp())
    desk.session.undo()
    assert desk.view().clock.turn_left == 2 * 60
    desk.session.redo()
    desk.session.restart(2)
    assert last_turned(desk.session.tree) == 0


KINDS = st.sampled_from(["item", "turn", "pause", "resume"])


@given(st.lists(st.tuples(KINDS, st.integers(0, 600)), max_size=8), st.integers(0, 9000))
def test_a_turn_played_changes_no_timer_but_its_own(
    pressed: list[tuple[str, int]], turned: int
) -> None:
    at, marks = 100, [Mark(kind="start", at=100)]
    for kind, later in pressed:
        at += later
        marks.append(Mark(kind=kind, at=at, item=0))  # type: ignore[arg-type]
    now = max(at, turned) + 50
    before, after = read(marks, (), 600, now), read(with_turn(marks, turned), (), 600, now)
    for name in ("running", "paused", "elapsed", "item", "item_elapsed", "late", "left"):
        assert getattr(before, name) == getattr(after, name)
    assert after.turn_elapsed <= before.turn_elapsed


def test_times_are_in_words() -> None:
    said = {text: timing_words(Timing.parse(text)) for text in ("19:30", "T+26", "turn 3")}
    assert said == {
        "19:30": "at 19:30 by the clock",
        "T+26": "relative, T+26 (26 min after the start)",
        "turn 3": "on turn 3",
    }
    assert timing_words(Timing()).startswith("manual")
    when = Condition(field="stability_overall", comparison="<=", value=-2.5)
    assert timing_words(Timing(kind="condition", when=when)).endswith("is at most \u22122.5")


def test_an_inject_without_a_countdown_says_what_it_waits_for(desk: ExerciseDesk) -> None:
    for number, timing in (("1", "manual"), ("2", "turn 4"), ("3", "T+3")):
        entered(desk, number, timing)
    rows = desk.view().injects
    assert [due_words(row, held=False, running=False) for row in rows] == [
        "when you publish it", "on turn 4", "T+3",
    ]  # fmt: skip
    assert due_words(rows[0], held=True, running=True) == "injects are paused"
    assert listed(["1", "2", "3", "4", "5"]) == "1, 2, 3 and 2 more"
