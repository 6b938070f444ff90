"""Questions asked from a state: their chance is the ensemble's, their answer the turns' own."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from wargame.app import exercise_questions as questions
from wargame.app.exercise import ExerciseDesk
from wargame.app.exercise_questions import Event
from wargame.app.outlook import OutlookRequest
from wargame.app.session import Session
from wargame.app.tasks import Cancelled, TaskControl
from wargame.engine.draws import Draws
from wargame.engine.errors import IllegalDecision
from wargame.forecast.ensemble import play_chunk

EVENTS = (
    Event(kind="ceasefire", turn=4),
    Event(kind="clash", turn=4),
    Event(kind="stability", turn=3, value=40),
    Event(kind="lost", turn=3, value=1500),
    Event(kind="sector", turn=2, value=40, sector="POK"),
)


@pytest.fixture
def desk(table) -> ExerciseDesk:
    return ExerciseDesk(Session(table.scenario, 3, table.shelf))


def chance(desk: ExerciseDesk, event: Event, runs: int = 400) -> float:
    found = list(
        questions.chances(desk.session.standing(), event, TaskControl(), (runs // 2, runs))
    )
    assert [f.runs for f in found] == [runs // 2, runs]
    assert [f.final for f in found] == [False, True]
    return found[-1].share


@pytest.mark.parametrize("event", EVENTS, ids=lambda e: e.kind)
def test_the_chance_is_the_share_of_games_in_which_the_answer_is_yes(table, event) -> None:
    """What the ensemble counts and what a played game answers is one thing."""
    scenario, shelf = table.scenario, table.shelf
    first = ExerciseDesk(Session(scenario, 3, shelf))
    standing = first.session.standing()
    request = OutlookRequest.of(scenario, shelf, standing.here)
    line = request.line(request.chosen)
    row = questions._row(standing, event)
    draws = Draws.of(3, 0, 1)  # playthrough 0 is what happens at the table
    opening = line.opening.taken(np.zeros(1, dtype=np.intp))
    each_sector = bool(event.sector)
    played = play_chunk(lambda _: opening, line.game, event.turn, draws, each_sector=each_sector)
    counted = bool(questions._came(played, event, row, event.turn)[0])
    found = questions.Chance(0.5, 10, "", final=True)
    questions.ask(first, standing, event, found)
    for _ in range(event.turn):
        first.session.play_turn()
    (answer,) = questions.answers(first.session)
    assert answer.happened == counted
    assert answer.turn <= event.turn


def test_the_chance_of_a_clash_is_told_in_words_and_no_number_is_shown(desk) -> None:
    standing = desk.session.standing()
    *_, last = questions.chances(standing, EVENTS[1], TaskControl(), (200,))
    assert last.words in ("very low", "low", "moderate", "elevated", "high")
    questions.ask(desk, standing, EVENTS[1], last)
    (asked,) = desk.view().questions
    assert asked.model_said == last.words
    assert asked.model == last.share
    seat = desk.view("kyiv").questions[0]
    assert (seat.model, seat.model_words, seat.runs, seat.model_said) == (None, "", 0, "")


def test_a_surer_forecast_counts_the_earlier_playthroughs_too(desk) -> None:
    standing = desk.session.standing()
    at_once = chance(desk, EVENTS[2], 400)
    *_, whole = questions.chances(standing, EVENTS[2], TaskControl(), (400,))
    assert at_once == whole.share


def test_a_forecast_of_an_earlier_state_is_refused(desk) -> None:
    standing = desk.session.standing()
    found = questions.Chance(0.5, 10, "", final=True)
    desk.session.play_turn()
    with pytest.raises(IllegalDecision, match="moved on"):
        questions.ask(desk, standing, EVENTS[0], found)
    with pytest.raises(IllegalDecision, match="not one of those"):
        list(questions.chances(desk.session.standing(), Event(kind="lost", turn=1), TaskControl()))


def test_looking_ahead_stops_when_it_is_told_to(desk) -> None:
    control = TaskControl()
    found = questions.chances(desk.session.standing(), EVENTS[0], control, (50, 100))
    next(found)
    control.cancel()
    with pytest.raises(Cancelled):
        next(found)


def test_a_question_is_answered_when_its_turn_is_played_and_not_before(desk) -> None:
    standing = desk.session.standing()
    found = questions.Chance(0.5, 10, "", final=True)
    for event in EVENTS[2:4]:
        questions.ask(desk, standing, event, found)
    desk.session.play_turn()
    desk.session.play_turn()
    assert questions.answers(desk.session) == ()
    desk.session.play_turn()
    got = questions.answers(desk.session)
    state = desk.session.position.now.state
    assert [a.happened for a in got] == [
        bool(state.stability_overall[0] > 40),
        bool(state.lost[0] > 1500),
    ]
    questions.resolve(desk, got[0].question, outcome=got[0].happened)
    assert [a.question for a in questions.answers(desk.session)] == ["E2"]
    desk.session.undo()
    desk.session.undo()
    assert questions.answers(desk.session) == ()


def test_a_ceasefire_that_holds_is_answered_by_the_turn_it_breaks(desk) -> None:
    class Turn:
        def __init__(self, truce: float) -> None:
            self.state = type("S", (), {"__getitem__": lambda _s, _n: [truce]})()

    question = questions.Question(
        id="E1", text="?", turn=0, event=Event(kind="truce_holds", turn=3)
    )
    here = replace(desk.session.position, played=tuple(Turn(t) for t in (1, 1, 0, 1)))
    answer = questions._answer(question, here, [])
    assert (answer.turn, answer.happened) == (2, False)
    here = replace(here, played=tuple(Turn(1) for _ in range(4)))
    assert questions._answer(question, here, []).happened
    assert questions._answer(question, replace(here, played=here.played[:3]), []) is None


def test_hands_are_told_as_a_whole_and_scored_as_one(desk) -> None:
    questions.ask_freely(desk, "A visit is announced")
    questions.show_hands(desk, "E1", {0.1: 3, 0.9: 4})
    questions.show_hands(desk, "E1", {0.3: 2, 0.5: 0, 0.7: 2})
    questions.record(desk, "E1", [questions.Estimate(who="Ann", probability=0.5)])
    said = desk.view().questions[0].estimates
    assert [(e.who, e.probability, e.people) for e in said] == [
        (questions.HANDS, 0.3, 2), (questions.HANDS, 0.7, 2), ("Ann", 0.5, 1),
    ]  # fmt: skip
    with pytest.raises(IllegalDecision, match="count the hands"):
        questions.show_hands(desk, "E1", {0.1: 0})
    questions.resolve(desk, "E1", outcome=True)
    scores = desk.view().scores.people
    assert [(s.who, round(s.brier, 3)) for s in scores] == [("Ann", 0.25), (questions.HANDS, 0.29)]
    assert all(s.words == "too few to say" for s in scores)
    with pytest.raises(IllegalDecision, match="undo"):
        questions.withdraw(desk, "E1")


def test_what_is_offered_first_lies_about_a_year_ahead_and_near_what_stands() -> None:
    now = {"stability": 47.2, "lost": 630.0, "POK": 31.0}
    assert questions.usual("stability", 2, 12, now).value == 45
    assert questions.usual("lost", 2, 12, now) == Event(kind="lost", turn=6, value=1500)
    assert questions.usual("sector", 10, 12, now, "POK") == Event(
        kind="sector", turn=12, value=40, sector="POK"
    )
    assert "truce_holds" not in questions.offered(ceasefire=False)
    assert "ceasefire" not in questions.offered(ceasefire=True)
    words = questions.sentence(EVENTS[4], ["start", "a", "Jun 25"], {"POK": "Pokrovsk"})
    assert words == "Stability of Pokrovsk is below 40 after turn 2 (Jun 25)"
