"""The documents of a real session: what is told is what the log and the ledger say."""

from __future__ import annotations

import re

import numpy as np
import pytest

from wargame.app.exercise_steps import Exercise
from wargame.app.report import gather, map_turns, page
from wargame.app.report_turns import decisive
from wargame.app.rulings import FIELDS
from wargame.app.session import Session
from wargame.app.tasks import TaskControl
from wargame.exercise.actions import SetUp
from wargame.exercise.evaluation import HotWashNote, Observation, Rating
from wargame.exercise.overview import Objective, Overview
from wargame.exercise.said import NoteHotWash, Observe, Rate
from wargame.scenario.visibility import visible


@pytest.fixture(scope="module")
def session() -> Session:
    """Four turns with an undo, a branch, a ruling and notes."""
    made = Session.open("ukraine-2024-12")
    made.switch("gov-now", on=True)
    made.play_turn()
    made.note("Strength: Every seat gave a reason.", "Evaluator")
    made.lay("us", "us_aid" if any(c.id == "us_aid" for c in _cards(made)) else _cards(made)[0].id)
    made.play_turn()
    made.rule("cohesion", None, 0.7, "They had agreed <in the room>", "Chief Controller")
    made.note("<script>alert(1)</script>", "Observer")
    here = made.log()[-1].seq
    made.choose("none")
    made.play_turn()
    made.go_to(here)
    made.note("Improve: Estimates came late.", "Evaluator")
    made.play_turn()
    made.play_turn()
    return made


def _cards(session: Session):
    seat = next(seat for seat in session.view().seats if seat.id == "us")
    return [card for card in seat.cards if not card.refusal and not card.targets]


@pytest.fixture(scope="module")
def found(session: Session):
    return gather(session, "aar", TaskControl(), {4: b"png"}, sets=2)


def test_findings_are_the_notes_that_say_so_with_their_events(session, found) -> None:
    texts = {line.seq: line.words for line in session.log()}
    for finding in (*found.strengths, *found.improvements):
        (event,) = finding.refs
        assert texts[event].endswith(finding.text)
    assert [f.text for f in found.strengths] == ["Every seat gave a reason."]
    assert [f.text for f in found.improvements] == ["Estimates came late."]


def test_every_reference_of_the_page_resolves(found) -> None:
    html = page(found, "aar")
    cited = set(re.findall(r'href="#(event-\d+)"', html))
    assert len(cited) > 5
    assert cited <= set(re.findall(r'id="(event-\d+)"', html))
    assert "<script" not in html


def test_the_appendix_holds_every_event_once_also_visits(session, found) -> None:
    numbers = [int(row[0]) for row in found.log.rows]
    assert numbers == list(range(session.chronicle.last + 1))
    assert any("Went to event" in row[4] for row in found.log.rows)


def test_a_ruling_is_told_with_what_the_rules_said(session, found) -> None:
    (ruling,) = session.rulings()
    (row,) = found.rulings.rows
    assert row[0] == "2"
    assert float(row[2]) == pytest.approx(ruling.rule_result[0], rel=1e-3)
    assert row[3:6] == ("0.7", "They had agreed <in the room>", "Chief Controller")
    (refs,) = found.rulings.refs
    kinds = {line.seq: line.kind for line in session.log()}
    assert [kinds[event] for event in refs] == ["rule"]
    assert found.rulings.note == session.without_rulings().words


def test_the_turn_with_the_ruling_is_a_turning_point_and_its_ledger_adds_up(session, found) -> None:
    assert 2 in decisive(session)
    assert len(found.moments) == 3
    for turn, moment in zip(decisive(session), found.moments, strict=True):
        points = [float(row[1].replace("\u2212", "-")) for row in moment.ledger.rows]
        figures = session.played
        change = figures[turn].figures.stability - figures[turn - 1].figures.stability
        assert points[-1] == pytest.approx(change, abs=0.051)
        assert sum(points[:-1]) == pytest.approx(points[-1], abs=0.06 * len(points))


def test_a_ruling_makes_a_turn_decisive_however_little_it_moved() -> None:
    made = Session.open("ukraine-2024-12")
    for _ in range(4):
        made.play_turn()
    stability = [played.figures.stability for played in made.played]
    quiet = int(np.argmin(np.abs(np.diff(stability)))) + 1
    assert quiet not in decisive(made)
    made.go_to(made.turns()[quiet])
    (norm,) = next(r.values for r in made.rulable() if r.field == "norm")
    made.rule("norm", None, norm + 0.01, "a trifle", "Control")
    while made.position.turn < 4:
        made.play_turn()
    assert quiet in decisive(made)


def test_options_stand_in_the_table_s_order_against_what_was_on(session, found) -> None:
    figures, against = found.options
    names = [option.name for option in session.position.table.values()]
    assert [row[0] for row in figures.rows] == names
    assert [row[0] for row in against.rows] == names
    own = {row[0]: row[1:] for row in against.rows}["Gov-held, in force now"]
    assert set(own) == {"was on"}
    assert "no ranking" in figures.note
    assert all("%" not in row[5] for row in figures.rows)  # a clash is told in words
    told = {"higher", "lower", "no clear difference", "was on"}
    assert {row[3] for row in against.rows} <= told
    words = figures.rows[0][1]
    assert re.fullmatch(r"\d+ \(\d+ to \d+\)", words)  # never without its interval


def test_the_account_ends_with_what_happened(session, found) -> None:
    assert found.account.rows[-1][0] == "What happened, after turn 4"
    assert float(found.account.rows[-1][1]) == pytest.approx(
        session.played[-1].figures.stability, abs=0.051
    )


def test_maps_stand_where_one_was_drawn(session, found) -> None:
    assert found.map is not None
    assert map_turns(session, "aar")[-1] == 4
    assert map_turns(session, "sitman") == (0,)
    assert map_turns(session, "eeg") == ()


def test_a_handout_tells_a_seat_nothing_that_it_may_not_see(session) -> None:
    sheets = gather(session, "seat", TaskControl()).seats
    assert [sheet.id for sheet in sheets] == [seat.id for seat in session.view().seats]
    for sheet in sheets:
        allowed = {FIELDS[n].meaning for n in visible()["public"] | visible().get(sheet.id, set())}
        told = {row[0] for grid in (sheet.facts, sheet.own) for row in grid.rows}
        assert told <= allowed
        assert FIELDS["order_aid"].meaning not in told
    by_id = {sheet.id: sheet for sheet in sheets}
    secret = FIELDS["dissent"].meaning  # only Moscow knows
    assert secret in {row[0] for row in by_id["moscow"].own.rows}
    assert secret not in {row[0] for row in by_id["us"].own.rows}


def test_the_manual_for_everyone_tells_nothing_of_the_game_s_secrets(session) -> None:
    html = page(gather(session, "sitman", TaskControl()), "sitman")
    for word in ("Strength:", "Chief Controller", "They had agreed", "Log of events"):
        assert word not in html


def test_a_report_of_a_game_not_yet_played_has_no_turns() -> None:
    fresh = gather(Session.open(), "aar", TaskControl())
    assert fresh.timeline is None
    assert fresh.moments == ()
    assert fresh.account is None
    assert "Turning points" not in page(fresh, "aar")


def test_gathering_a_report_changes_nothing(session) -> None:
    before = (session.digest(), session.chronicle.last, np.array(session.position.now.state.norm))
    gather(session, "aar", TaskControl(), sets=0)
    after = (session.digest(), session.chronicle.last, np.array(session.position.now.state.norm))
    assert before[:2] == after[:2]
    assert np.array_equal(before[2], after[2])


# what people of an exercise wrote


@pytest.fixture(scope="module")
def exercised() -> Session:
    """Objectives, an inject, an estimate, a rating, a Hot Wash: through the log, as in a room."""
    made = Session.open("ukraine-2024-12")
    aim = Objective(id="O1", text="Explain what a zone changes", tasks=("Name an interval",))
    setup = SetUp(
        overview=Overview(exercise_name="Quiet Line", sponsor="Example school"), objectives=(aim,)
    )
    for action in (
        setup,
        Rate(rating=Rating(objective="O1", rating="S", note="Named late")),
        Observe(observation=Observation(text="They asked why", by="Ann", objective="O1")),
        NoteHotWash(note=HotWashNote(kind="strength", text="Reasons were given")),
    ):
        made.take(Exercise.taking(action))
    made.play_turn()
    return made


def test_what_cites_no_event_cites_the_one_at_which_it_was_written(exercised: Session) -> None:
    told = gather(exercised, "aar", TaskControl(), sets=0)
    words = {line.seq: line.words for line in exercised.log()}
    (strength,) = told.strengths
    assert words[strength.refs[0]] == "Hot Wash, strength: Reasons were given"
    (objective,) = told.objectives
    assert {words[event] for event in objective.refs} == {
        "Rated S: O1",
        "Observation: They asked why",
    }
    assert objective.shown == "Named late; They asked why"
    assert "Quiet Line" in page(told, "aar")


def test_an_overview_says_what_people_wrote_and_else_what_the_session_knows(exercised) -> None:
    lines = dict(gather(exercised, "eeg", TaskControl()).overview.lines)
    assert lines["Sponsor"] == "Example school"
    assert "of 12 turns" in lines["Scope"]


def test_the_agenda_of_the_exercise_stands_in_the_manual(exercised: Session) -> None:
    html = page(gather(exercised, "sitman", TaskControl()), "sitman")
    assert "Hot Wash" in html
    assert "Module 2 (25 minutes)" in html
    assert "Module 3" not in html
    assert html.count("precedent") or html.count("revisionist")  # questions of the debate
    assert "They asked why" not in html  # an observation is no business of players
