"""The exercise in a session: steps as any other, effects in the ledger, secrets kept."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import numpy as np
import pytest

from wargame.app import exercise_evaluation, exercise_questions, replay
from wargame.app.exercise import (
    PRESETS,
    Condition,
    Effect,
    ExerciseDesk,
    Inject,
    MapView,
    Objective,
    Timing,
)
from wargame.app.exercise_evaluation import HotWashNote
from wargame.app.recording import Recording
from wargame.app.session import Session
from wargame.app.step import Step
from wargame.engine.errors import IllegalDecision
from wargame.exercise.actions import Action, SetMsel
from wargame.exercise.msel import Msel
from wargame.journal import hostile

NOON = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
GOALS = (Objective(id="O1", text="Deter"), Objective(id="O2", text="Explain", tasks=("Say",)))
MAP = MapView(longitude=37.5, latitude=48.5, km_across=400, layer="control")
SECRET = "the-planted-secret"


def add(field: str, value: float, element: int | str | None = None) -> Effect:
    return Effect(field=field, op="add", value=value, element=element)


INJECTS = (
    Inject(number="1", title="Leak", objective="O1", effects=(add("cohesion", -0.1),)),
    Inject(number="2", title="Shelling", objective="O1 O2",
           effects=(add("irregulars", 9.0, "POK"),), timing=Timing.parse("T+15")),
    Inject(number="3", title="Talks", timing=Timing.parse("move 1"), notes=SECRET, to="kyiv",
           effects=(Effect(field="ceasefire", op="set", value=1),)),
    Inject(number="4", title="Panic", contingency=True, timing=Timing(kind="condition",
           when=Condition(field="cohesion", comparison="<", value=2.0))),
)  # fmt: skip


class Now:
    """A clock that is set by hand."""

    def __init__(self) -> None:
        self.time = NOON

    def __call__(self) -> datetime:
        return self.time

    def later(self, minutes: float) -> None:
        self.time += timedelta(minutes=minutes)


@pytest.fixture
def now() -> Now:
    return Now()


@pytest.fixture
def desk(table, now: Now) -> ExerciseDesk:
    made = ExerciseDesk(Session(table.scenario, 3, table.shelf, clock=now), now)
    made.set_up(objectives=GOALS, adjudication="semi-rigid")
    made.do(SetMsel, msel=Msel(injects=INJECTS))
    return made


def effects_in(session: Session, number: str) -> list:
    return [e for e in session.position.now.turn.entries if e.rule == f"inject {number}"]


def test_nothing_of_the_exercise_changes_the_game_before_a_turn_is_played(desk) -> None:
    before = desk.session.digest()
    desk.use_preset(45)
    desk.publish("1", MAP)
    desk.decide("kyiv", "Ann", "hold")
    desk.send("kyiv", "us", "hello")
    desk.observe("calm", refs=[1])
    desk.rate("O1", "P")
    assert desk.session.digest() == before
    assert {line.digest for line in desk.session.log()[1:]} == {before}


def test_a_published_inject_acts_in_the_next_turn_alone_and_stands_in_the_ledger(desk) -> None:
    desk.publish("1", MAP)
    desk.session.play_turn()
    (entry,) = effects_in(desk.session, "1")
    assert (entry.field, entry.term, entry.phase) == ("cohesion", "Inject 1: Leak", "decisions")
    assert entry.amount == pytest.approx(-0.1)
    desk.session.play_turn()
    assert effects_in(desk.session, "1") == []


def test_an_effect_on_one_sector_is_cut_off_at_the_limit_of_its_field(desk) -> None:
    before = desk.session.position.now.state.irregulars
    desk.publish("2")
    desk.session.play_turn()
    (entry,) = effects_in(desk.session, "2")
    row = desk.session.position.now.game.constants.sector_ids.index("POK")
    high = desk.session.position.now.state.fields["irregulars"].high
    assert entry.amount[row] == pytest.approx(high - before[row])
    assert np.count_nonzero(entry.amount) == 1


def test_a_publication_keeps_the_digest_of_the_state_and_the_map(desk, now) -> None:
    desk.session.play_turn()
    desk.publish("1", MAP)
    (told,) = desk.state.publications
    assert (told.digest, told.turn, told.view) == (desk.session.digest(), 1, MAP)
    assert told.at.startswith("2026-11-23T12:00")


@pytest.mark.parametrize(
    ("effect", "words"),
    [
        (add("nonsense", 1), "no field that can be changed"),
        (add("cohesion", 1, 0), "leave the element out"),
        (add("stability", 0.1, "XXX"), "stability has no|no field"),
        (Effect(field="cohesion", op="set", value=7), "lies within"),
        (add("ceasefire", 1), "set it, do not add"),
    ],
)
def test_an_inject_that_the_model_cannot_take_is_refused_before_it_is_published(
    desk, effect, words
) -> None:
    desk.edit_inject(Inject(number="9", title="x", effects=(effect,)))
    with pytest.raises(IllegalDecision, match=words):
        desk.publish("9")
    assert desk.state.publications == ()


def test_skip_pause_and_publish_do_what_their_buttons_say(desk) -> None:
    desk.skip("1")
    with pytest.raises(IllegalDecision, match="Archived"):
        desk.publish("1")
    desk.pause(on=True)
    with pytest.raises(IllegalDecision, match="paused"):
        desk.publish("4")
    desk.pause(on=False)
    desk.publish("4")
    with pytest.raises(IllegalDecision, match="has been published"):
        desk.publish("4")
    for refused in (lambda: desk.remove_inject("4"), lambda: desk.edit_inject(INJECTS[3]),
                    lambda: desk.set_status("4", "Pending"),
                    lambda: desk.do(SetMsel, msel=Msel())):  # fmt: skip
        with pytest.raises(IllegalDecision, match="published"):
            refused()
    desk.set_status("4", "Complete")


def test_injects_are_due_by_time_by_move_and_by_the_state(desk, now) -> None:
    def due() -> set[str]:
        return {row.inject.number for row in desk.view().injects if row.due}

    assert due() == {"4"}
    desk.press("start")
    now.later(14)
    assert due() == {"4"}
    assert [row.due_in for row in desk.view().injects] == [None, 60, None, None]
    now.later(1)
    assert due() == {"2", "4"}
    desk.session.play_turn()
    assert due() == {"2", "3", "4"}
    desk.pause(on=True)
    assert due() == set()


def test_the_room_is_told_what_is_missing_and_what_would_exercise_it(desk, now) -> None:
    desk.press("start")
    now.later(5)
    found = desk.view().coverage
    assert (found.missing, found.suggested) == (("O1", "O2"), "2")
    assert "60 min until the Hot Wash; Inject 2: Shelling would exercise O1, O2" in found.words
    desk.publish("1")
    assert desk.view().coverage.missing == ("O2",)
    assert desk.view().clock.item_left == 300


def test_an_inject_is_dragged_to_another_place_and_time(desk) -> None:
    desk.retime("4", Timing.parse("T+5"), before="2")
    assert [i.number for i in desk.state.msel.injects] == ["1", "4", "2", "3"]
    assert desk.state.inject("4").timing.text == "T+5"


def test_undo_branches_and_redo_carry_the_exercise(desk) -> None:
    desk.publish("1")
    desk.session.play_turn()
    with_inject = desk.session.digest()
    desk.session.undo()
    desk.session.undo()
    assert desk.state.publications == ()
    desk.session.play_turn()
    assert desk.session.digest() != with_inject
    desk.session.visit(0)
    assert (desk.session.digest(), len(desk.state.publications)) == (with_inject, 1)


def test_a_new_game_keeps_the_exercise_and_has_published_nothing(desk) -> None:
    desk.publish("1")
    desk.session.restart(9)
    assert desk.state.publications == ()
    assert desk.state.inject("1").status == "Approved"
    assert desk.state.objectives == GOALS
    desk.session.play_turn()
    assert effects_in(desk.session, "1") == []


def test_a_session_file_keeps_the_exercise(desk, tmp_path, now) -> None:
    path = tmp_path / "x.wargame"
    recording = Recording.start(desk.session, path, now)
    desk.publish("1", MAP)
    desk.session.play_turn()
    desk.ask("q", "A ceasefire?", model=0.3)
    desk.estimate("q", "Ann", 0.7, team="red")
    desk.resolve("q", outcome=True)
    desk.note_hot_wash("strength", "We listened", refs=[1, 2])
    recording.close()
    assert replay.verified(hostile.read(path)).faults == ()
    again = ExerciseDesk(Recording.open(path, now).session, now)
    assert again.state == desk.state
    assert again.session.digest() == desk.session.digest()


def test_seats_see_what_is_theirs_until_everything_is_revealed(desk) -> None:
    desk.decide("kyiv", "Ann", SECRET, rationale=SECRET, inject="1")
    desk.send("kyiv", "us", SECRET)
    desk.give_feedback(strengths=[SECRET])
    desk.publish("3")
    for seat in ("moscow", "public", "us"):
        view = desk.view(seat)
        assert (SECRET in repr(view)) == (seat == "us")
        assert view.decisions == ()
    assert [row.inject.number for row in desk.view("kyiv").injects] == ["3"]
    assert desk.view("kyiv").injects[0].inject.notes == ""
    assert desk.view("moscow").injects == ()
    assert desk.view("moscow").hidden == (("kyiv", 1),)
    assert SECRET not in "".join(line.words for line in desk.session.log())
    desk.reveal_decisions()
    assert [r.decision for r in desk.view("moscow").decisions] == [SECRET]
    assert desk.view("moscow").messages == ()
    desk.reveal_everything()
    assert desk.view("moscow").messages[0].text == SECRET


def test_estimates_come_before_the_resolution_and_are_scored_after_it(desk) -> None:
    desk.ask("q", "A ceasefire next turn?", model=0.5)
    desk.estimate("q", "Ann", 0.2, team="red")
    desk.estimate("q", "Ann", 0.8, team="red")
    desk.estimate("q", "hands", 0.0, people=3)
    desk.resolve("q", outcome=True)
    with pytest.raises(IllegalDecision, match="too late"):
        desk.estimate("q", "Bo", 1.0)
    scores = desk.view().scores
    assert [(s.who, round(s.brier, 3)) for s in scores.people] == [("Ann", 0.04), ("hands", 1.0)]
    assert scores.model.brier == 0.25


@pytest.mark.parametrize(
    ("act", "words"),
    [
        (lambda d: d.observe("x", refs=[99]), "no event 99"),
        (lambda d: d.rate("O9", "P"), "no objective O9; there are O1, O2"),
        (lambda d: d.rate("O2", "P", task="Sing"), "no critical task"),
        (lambda d: d.rate("O2", "X"), "rating: Input should be"),
        (lambda d: d.give_feedback(statements=[9]), "less than or equal to 5"),
        (lambda d: d.use_preset(20), "Hot Wash is not shortened"),
        (lambda d: d.set_up(agenda=PRESETS[45][:-1]), "Hot Wash"),
        (lambda d: d.set_up(nonsense=1), "nonsense"),
        (lambda d: d.press("pause"), "start it first"),
        (lambda d: d.publish("99"), 'no inject "99"'),
        (lambda d: d.estimate("q", "Ann", 0.5), "nobody has asked"),
        (lambda d: d.draw_cards(1, 3), "no card"),
        (lambda d: d.decide("kyiv", "Ann", ""), "decision"),
    ],
)
def test_what_makes_no_sense_is_refused_and_leaves_no_trace(desk, act, words: str) -> None:
    before = desk.session.log()
    with pytest.raises(IllegalDecision, match=words):
        act(desk)
    assert desk.session.log() == before


@pytest.mark.parametrize(
    ("args", "words"),
    [
        ({"action": "format_disk", "args": {}}, "no such action"),
        ({"action": "hold", "args": {"on": "yes"}}, "on"),
        ({"action": "hold", "args": {"on": True, "more": 1}}, "more"),
        ({"action": "set_msel", "args": {"msel": {"injects": [{"number": ""}]}}}, "own"),
        ({"action": "hold"}, "args"),
    ],
)
def test_a_forged_action_is_refused_in_a_sentence(desk, args, words: str) -> None:
    with pytest.raises(IllegalDecision, match=words):
        desk.session.take(Step.read("exercise", args))


def test_every_action_is_told_and_read_back_from_its_text(desk, tmp_path) -> None:
    ready = tmp_path / "ready.toml"
    desk.save_exercise(ready)
    desk.do(SetMsel, msel=Msel())
    desk.open_exercise(ready)
    deck = tmp_path / "deck.csv"
    deck.write_text("Card Title,Card Wording\nA,B\nC,D\n", encoding="utf-8")
    desk.import_deck(deck)
    desk.draw_cards(1, 3)
    desk.press("start")
    desk.publish("1", MAP)
    desk.pause(on=True)
    desk.skip("2")
    desk.edit_inject(replace_title(INJECTS[2]))
    desk.move_inject("4", "3")
    desk.remove_inject("4")
    desk.decide("kyiv", "Ann", "x")
    desk.reveal_decisions("kyiv")
    desk.send("kyiv", "kyiv", "note")
    desk.ask("q", "?")
    desk.estimate("q", "Ann", 0.5)
    desk.resolve("q", outcome=False)
    desk.rate("O1", "S", by="Eve")
    desk.observe("seen", objective="O1")
    desk.give_feedback(["a"], ["b"], [5])
    desk.note_hot_wash("improvement", "Listen")
    desk.plan_improvement("Noise", "Quiet", poc="Ann")
    exercise_evaluation.amend(desk, 0, HotWashNote(kind="strength", text="Heard"))
    exercise_evaluation.strike(desk, "plan", 0)
    desk.ask("r", "?")
    exercise_questions.withdraw(desk, "r")
    desk.reveal_everything()
    nodes = [n for n in desk.session.tree.nodes.values() if n.kind == "exercise"]
    assert {node.step.action for node in nodes} == set(Action.known)
    for node in nodes:
        text = json.loads(node.step.model_dump_json())
        assert Step.read("exercise", text) == node.step
        assert node.words
        assert node.seat


def replace_title(inject: Inject) -> Inject:
    return inject.model_copy(update={"title": "Other"})


def test_the_list_goes_out_and_comes_back_with_its_overview(desk, tmp_path) -> None:
    from wargame.exercise.overview import Overview

    desk.set_up(overview=Overview(exercise_name="Line"))
    path = tmp_path / "x.xlsx"
    desk.export_msel(path, "hseep")
    fresh = ExerciseDesk(Session(desk.session.scenario, 3, desk.session.position.shelf))
    fresh.import_msel(path)
    assert fresh.state.overview.exercise_name == "Line"
    assert fresh.state.msel.injects == INJECTS
    assert replace(fresh.session.position, exercise=None).exercise is None


def test_a_ready_exercise_is_one_step_and_its_doctrines_play(table, now) -> None:
    desk = ExerciseDesk(Session(table.scenario, 3, table.shelf, clock=now), now)
    desk.open_exercise("line-and-guarantee")
    assert desk.state.overview.exercise_name == "Line and guarantee"
    assert dict(desk.session.position.setting.doctrines) == {"separatists": "spoilers"}
    desk.session.undo()
    desk.session.undo()
    assert desk.state.msel.injects == ()
    assert desk.session.position.setting.doctrines == ()


def test_another_exercise_does_not_replace_what_was_published(desk) -> None:
    desk.publish("1")
    with pytest.raises(IllegalDecision, match="begin a new session"):
        desk.open_exercise("line-and-guarantee")


def test_an_exercise_saved_is_ready_again_without_what_was_said(desk, tmp_path) -> None:
    desk.publish("1")
    desk.send("kyiv", "us", SECRET)
    desk.decide("kyiv", "Ann", SECRET)
    desk.save_exercise(tmp_path / "own.toml")
    text = (tmp_path / "own.toml").read_text(encoding="utf-8")
    assert text.count(SECRET) == 1  # the notes of an inject are part of the list
    other = ExerciseDesk(Session(desk.session.scenario, 4, desk.session._shelf))
    other.open_exercise(tmp_path / "own.toml")
    assert other.state.msel == desk.state.again().msel
    assert other.state.publications == ()


def test_an_inject_reaches_the_seats_it_names_by_id_or_by_name_and_no_other(desk) -> None:
    desk.do(SetMsel, msel=Msel(injects=(
        Inject(number="names", title="x", to="Kyiv, European Union"),
        Inject(number="ids", title="x", to="us; HAWKS"),
        Inject(number="all", title="x", to="All"),
        Inject(number="empty", title="x"),
    )))  # fmt: skip
    for number in ("names", "ids", "all", "empty"):
        desk.publish(number)
    told = {
        seat: [row.inject.number for row in desk.view(seat).injects]
        for seat in ("eu", "kyiv", "us", "hawks", "moscow")
    }
    assert told == {
        "eu": ["names", "all", "empty"],
        "kyiv": ["names", "all", "empty"],
        "us": ["ids", "all", "empty"],
        "hawks": ["ids", "all", "empty"],
        "moscow": ["all", "empty"],
    }
