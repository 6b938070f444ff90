"""What the room may see of an exercise: public injects, the clock, the part; nothing else."""

from __future__ import annotations

from dataclasses import asdict
from datetime import UTC, datetime, timedelta

import pytest

from wargame.app.audience import audience_view
from wargame.app.audience_exercise import is_public, poll_words
from wargame.app.exercise import ExerciseDesk, Inject, Objective, Overview
from wargame.app.session import Session

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("to", "mode", "public"),
    [
        ("All", "Situation report", True),
        ("all players", "", True),
        ("Kyiv; Everyone", "Diplomatic note", True),
        ("PUBLIC", "", True),
        ("", "News item", True),
        ("", "Press line", True),
        ("", "Social media post", True),
        ("", "", False),
        ("", "Intelligence note", False),
        ("US", "News item", False),  # whoever is named reads it, and nobody else
        ("Hawks, US", "Press line", False),
        ("Allies", "", False),  # not "all"
        ("", "Newsworthy secret", False),
        ("", "Express mail", False),
    ],
)
def test_what_is_addressed_to_everybody_is_public(to: str, mode: str, public: bool) -> None:
    assert is_public(Inject(number="1", to=to, mode=mode)) is public


def desk_with(*injects: Inject) -> ExerciseDesk:
    made = ExerciseDesk(Session.open(seed=1), lambda: NOW)
    for inject in injects:
        made.edit_inject(inject)
    return made


SECRET = {
    "expected": "secret-expected", "notes": "secret-notes", "objective": "secret-objective",
    "from": "secret-from", "mode": "secret-mode", "poll": "secret-poll | secret-answer",
    "message": "secret-message", "extra": (("secret-column", "secret-value"),),
}  # fmt: skip


def test_the_room_reads_number_and_title_of_public_injects_once_they_are_published() -> None:
    desk = desk_with(
        Inject.model_validate(SECRET | {"number": "1", "to": "All", "title": "A ceasefire"}),
        Inject(number="2", to="All", title="secret-coming"),
        Inject(number="3", to="Moscow", title="secret-told"),
        Inject(number="4", to="Public", message="No title\nhere"),
    )
    desk.set_up(
        overview=Overview(exercise_name="secret-name"),
        objectives=(Objective(id="O1", text="secret-aim"),),
    )
    desk.decide("us", "secret-owner", "secret-decision")
    desk.send("us", "eu", "secret-words")
    desk.ask("q1", "secret-question")
    assert audience_view(desk.session.standing()).injects == ()
    for number in ("1", "3", "4"):
        desk.publish(number)
    seen = audience_view(desk.session.standing(), NOW)
    assert [(i.number, i.words) for i in seen.injects] == [
        ("1", "A ceasefire"), ("4", "No title here"),
    ]  # fmt: skip
    assert "secret" not in str(asdict(seen))


def test_an_inject_is_of_the_turn_that_stands_and_of_the_one_it_brings() -> None:
    desk = desk_with(
        Inject(number="1", to="All", title="One"), Inject(number="2", to="All", title="Two")
    )
    desk.publish("1")
    desk.session.play_turn()
    desk.publish("2")
    assert [i.number for i in audience_view(desk.session.standing()).injects] == ["2", "1"]
    desk.session.play_turn()
    assert [i.number for i in audience_view(desk.session.standing()).injects] == ["2"]
    desk.session.undo()
    desk.session.undo()
    assert [i.number for i in audience_view(desk.session.standing()).injects] == ["1"]


def test_the_room_has_the_clock_of_the_discussion_or_of_the_part() -> None:
    desk = desk_with()
    assert audience_view(desk.session.standing(), NOW).clock is None
    desk.use_preset(90)
    desk.set_up(turn_minutes=10)
    desk.press("start")

    def at(minutes: float) -> object:
        return audience_view(desk.session.standing(), NOW + timedelta(minutes=minutes)).clock

    assert at(3).words == at(3).part == "Briefing"
    assert at(3).left == 7 * 60
    assert at(3).left_at(int(NOW.timestamp()) + 200) == (400, 400)
    desk.press("item", 1)
    assert (at(4).part, at(4).words, at(4).left) == ("Module 1", "Discussion", 6 * 60)
    assert at(4).part_left == 21 * 60
    desk.press("pause")
    assert not at(9).running
    assert at(9).left_at(int(NOW.timestamp()) + 9000)[0] == at(9).left
    desk.press("stop")
    assert at(9) is None


def test_a_poll_is_a_question_with_its_answers_on_lines() -> None:
    asked = Inject(number="1", title="Which licence?", poll="MIT | GPL")
    assert poll_words(asked) == "Which licence?\nA  MIT\nB  GPL"
    assert poll_words(Inject(number="1", title="No poll")) == ""
