"""Agenda, clock, estimates, evaluation and secrets: the paperwork of the room."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wargame.engine.errors import IllegalDecision
from wargame.exercise import clock, estimates, evaluation, overview, seats
from wargame.exercise.clock import Mark
from wargame.exercise.decisions import DecisionRecord
from wargame.exercise.estimates import Estimate, Question
from wargame.exercise.msel import Inject, Msel
from wargame.exercise.overview import PRESETS, Objective, fitted, length

AGENDA = PRESETS[90]  # Briefing 10, Module 25, Break 5, Module 25, Hot Wash 25
GOALS = (
    Objective(id="O1", text="Deter"),
    Objective(id="O2", text="Decide together", tasks=("Say why",)),
    Objective(id="O3", text="Explain"),
)


@pytest.mark.parametrize("minutes", PRESETS)
def test_every_preset_lasts_as_long_as_it_says_and_ends_with_a_hot_wash(minutes: int) -> None:
    assert length(PRESETS[minutes]) == minutes
    overview.check_agenda(PRESETS[minutes])
    assert PRESETS[minutes][-1].minutes >= 15


@given(st.sampled_from(list(PRESETS.values())), st.integers(1, 300))
def test_an_agenda_in_another_length_keeps_its_hot_wash(agenda, minutes: int) -> None:
    try:
        found = fitted(agenda, minutes)
    except IllegalDecision as error:
        assert "not shortened" in str(error)
        return
    assert length(found) == minutes
    assert all(item.minutes >= 1 for item in found)
    same = [item for item in found if item.kind != "module"]
    assert same == [item for item in agenda if item.kind != "module"]


def test_an_agenda_without_a_hot_wash_at_its_end_is_refused() -> None:
    with pytest.raises(IllegalDecision, match="Hot Wash"):
        overview.check_agenda(AGENDA[:-1])


# ------------------------------------------------------------------------------------- clock


def at(minutes: float) -> int:
    return 1_000_000 + int(60 * minutes)


def read(*marks: Mark, now: float, turn: int = 600):
    return clock.read(marks, AGENDA, turn, at(now))


def mark(kind: str, minutes: float, item: int = 0) -> Mark:
    return Mark(kind=kind, at=at(minutes), item=item)


def test_the_clock_rests_before_the_start_and_shows_the_plan_after_it() -> None:
    assert read(now=5).item == -1
    found = read(mark("start", 0), now=4)
    assert (found.item, found.item_left, found.late, found.running) == (0, 360, 0, True)
    assert found.hot_wash_by == at(65)
    assert found.left == 61 * 60
    assert found.ends_at == at(90)


def test_running_late_is_told_before_and_after_the_next_part_begins() -> None:
    assert read(mark("start", 0), now=13).late == 180
    found = read(mark("start", 0), mark("item", 14, 1), now=20)
    assert (found.late, found.item_elapsed, found.ends_at) == (240, 360, at(94))


def test_a_pause_stops_the_timers_and_not_the_plan() -> None:
    marks = [mark("start", 0), mark("turn", 2), mark("pause", 4), mark("resume", 7)]
    found = read(*marks, now=9)
    assert (found.item_elapsed, found.turn_elapsed, found.turn_left) == (360, 240, 360)
    assert found.ends_at == at(93)
    still = read(*marks[:3], now=30)
    assert (still.paused, still.running, still.item_elapsed, still.late) == (True, False, 240, 1200)


def test_a_stopped_clock_stands_and_a_clock_set_back_does_not_run_backwards() -> None:
    stopped = read(mark("start", 0), mark("stop", 8), now=80)
    assert (stopped.stopped, stopped.elapsed) == (True, 480)
    assert read(mark("start", 0), mark("item", 10, 1), now=-90).item_elapsed == 0


def test_the_inject_that_would_exercise_most_of_what_is_missing_is_named() -> None:
    injects = (
        Inject(number="1", objective="O1", status="Deployed"),
        Inject(number="2", objective="O1, o2"),
        Inject(number="3", objective="decide together; O3"),
        Inject(number="4", objective="O2 O3", status="Archived"),
        Inject(number="5", objective="O10, O20, O30"),
    )
    found = clock.coverage(Msel(injects=injects), GOALS, 1200)
    assert [o.id for o in found.missing] == ["O2", "O3"]
    assert (found.inject.number, found.would, found.seconds_each) == ("3", ("O2", "O3"), 600)
    done = clock.coverage(Msel(injects=injects), GOALS[:1], 1200)
    assert (done.missing, done.inject, done.seconds_each) == ((), None, 0)


# --------------------------------------------------------------------------------- estimates


def asked(id_: str, model: float | None, outcome: bool | None, *said: tuple) -> Question:
    people = [Estimate(who=w, team=t, probability=p, people=n) for w, t, p, n in said]
    return Question(id=id_, text="?", model=model, outcome=outcome, estimates=tuple(people))


QUESTIONS = (
    asked("a", 0.7, True, ("Ann", "red", 0.9, 1), ("Bo", "blue", 0.2, 1)),
    asked("b", 0.1, False, ("Ann", "red", 0.5, 1), ("hands", "blue", 0.0, 3)),
    asked("c", 0.1, None, ("Ann", "red", 0.0, 1)),
)


def test_estimates_are_scored_by_brier_for_people_teams_and_the_model() -> None:
    people = {s.who: (s.brier, s.questions) for s in estimates.by_person(QUESTIONS)}
    assert people["Ann"] == (pytest.approx((0.01 + 0.25) / 2), 2)
    assert people["Bo"] == (pytest.approx(0.64), 1)
    teams = {s.who: s.brier for s in estimates.by_team(QUESTIONS)}
    assert teams["blue"] == pytest.approx(0.64 / 4)
    assert estimates.of_model(QUESTIONS).brier == pytest.approx((0.09 + 0.01) / 2)
    assert estimates.of_model(QUESTIONS[2:]) is None


def test_calibration_sets_what_was_said_beside_what_happened() -> None:
    bins = estimates.calibration(QUESTIONS)
    assert sum(b.count for b in bins) == 6
    assert [(round(b.low, 1), b.count, b.happened) for b in bins] == [
        (0.0, 3, 0.0), (0.2, 1, 1.0), (0.4, 1, 0.0), (0.8, 1, 1.0),
    ]  # fmt: skip
    assert [b.stated for b in estimates.calibration(QUESTIONS, model=True)] == [0.1, 0.7]


@given(st.lists(st.tuples(st.floats(0, 1), st.booleans(), st.integers(1, 9)), min_size=1))
def test_a_brier_score_lies_between_0_and_1(said) -> None:
    assert 0 <= estimates.brier(said) <= 1 + 1e-12


# -------------------------------------------------------------------------------- evaluation


def test_the_last_rating_of_an_objective_and_of_each_task_counts() -> None:
    ratings = [
        evaluation.Rating(objective="O2", rating="U"),
        evaluation.Rating(objective="O2", rating="S"),
        evaluation.Rating(objective="O1", rating="M"),
    ]
    found = dict(evaluation.rated(GOALS[1], ratings))
    assert found[""].words == "Performed with Some Challenges"
    assert found["Say why"] is None


def test_hot_wash_notes_are_numbered_by_kind() -> None:
    notes = [
        evaluation.HotWashNote(kind=kind, text=kind, refs=(3,))
        for kind in ("strength", "improvement", "strength")
    ]
    titles = [title for title, _ in evaluation.numbered(notes, "strength")]
    assert titles == ["Strength 1", "Strength 2"]
    assert evaluation.numbered(notes, "improvement")[0][0] == "Area for Improvement 1"


def test_statements_are_averaged_over_the_forms_that_answer_them() -> None:
    forms = [evaluation.Feedback(statements=(5, 2)), evaluation.Feedback(statements=(4,))]
    assert evaluation.mean_statements(forms) == ((4.5, 2), (2.0, 1))
    with pytest.raises(ValueError, match="less than or equal to 5"):
        evaluation.Feedback(statements=(6,))


# ----------------------------------------------------------------------------------- secrets


def test_a_seat_reads_its_own_and_control_reads_all_until_all_is_revealed() -> None:
    secret = seats.Message(from_seat="kyiv", to_seat="us", text="m")
    note = seats.Message(from_seat="kyiv", to_seat="kyiv", text="n")
    record = DecisionRecord(owner="Ann", decision="d", seat="kyiv")

    def seen(seat: str, *, told: bool = False) -> tuple[int, int]:
        return (
            len(seats.messages_for([secret, note], seat, all_told=told)),
            len(seats.decisions_for([record], seat, all_told=told)),
        )

    assert seen("kyiv") == (2, 1)
    assert seen("us") == (1, 0)
    assert seen("moscow") == (0, 0)
    assert seen("public") == (0, 0)
    assert seen(seats.CONTROL) == (2, 1)
    assert seen("moscow", told=True) == (2, 1)


def test_a_decision_record_prints_its_seven_fields() -> None:
    record = DecisionRecord(owner="Ann", decision="d", seat="kyiv", options=("d", "e"))
    assert record.seven == ("", "", "d; e", "Ann", "d", "", "")
