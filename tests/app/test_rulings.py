"""Rulings on a played game: told with what the rules said, and a shadow that leaves them out."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wargame.app.exercise import ExerciseDesk
from wargame.app.recording import Recording
from wargame.app.session import Session
from wargame.engine.errors import IllegalDecision


@pytest.fixture
def session(table) -> Session:
    session = Session(table.scenario, 7, table.shelf)
    session.choose("gov")
    session.play_turn()
    return session


def test_a_ruling_is_told_with_what_the_rules_said(session: Session) -> None:
    said = float(session.position.now.state.pressure[4, 0])
    session.rule("pressure", 4, 1.25, "the umpires agreed", "White Cell")
    (told,) = session.rulings()
    assert (told.rule_result, told.ruled_result) == ((said,), 1.25)
    assert (told.turn, told.reason, told.by) == (1, "the umpires agreed", "White Cell")
    assert told.element_name == session.scenario.sectors[4].name
    assert told.at
    session.rule("pressure", 4, 0.75, "they changed their mind", "White Cell")
    (told,) = session.rulings()
    assert (told.rule_result, told.ruled_result) == ((said,), 0.75)


def test_undoing_a_ruling_is_what_the_rules_said(session: Session) -> None:
    digest = session.digest()
    session.rule("ceasefire", None, 1.0, "they talk", "White Cell")
    assert session.digest() != digest
    session.undo()
    assert session.digest() == digest
    assert session.rulings() == ()


def test_why_still_sums_on_a_ruled_turn(session: Session) -> None:
    session.rule("ceasefire", None, 1.0, "they talk", "White Cell")
    session.rule("fighting", None, 0.0, "the guns fall silent", "White Cell")
    for _ in range(2):
        reason = session.view().why
        total = sum(bar.amount for bar in reason.bars)
        assert total == pytest.approx(reason.after - reason.before, abs=1e-9)
        assert reason.after == pytest.approx(session.view().now.stability, abs=1e-9)
        session.play_turn()


ruled = st.sampled_from(
    [
        ("cohesion", None, 0.5),
        ("ceasefire", None, 1.0),
        ("pressure", 2, -0.5),
        ("strain", None, 0.9),
    ]
)


@settings(max_examples=12)
@given(
    steps=st.lists(st.one_of(st.just("play"), st.sampled_from(["dmz", "eu"]), ruled), max_size=6)
)
def test_without_its_rulings_a_game_is_the_one_that_never_had_any(table, steps) -> None:
    one, plain = (Session(table.scenario, 7, table.shelf) for _ in range(2))
    for session in (one, plain):
        session.play_turn()
    for step in steps:
        if isinstance(step, tuple):
            one.rule(*step, "because", "White Cell")
            continue
        for session in (one, plain):
            session.play_turn() if step == "play" else session.choose(step)
    shadow = one.without_rulings()
    assert shadow.digest == plain.digest()
    assert shadow.ruled_digest == one.digest()
    assert [t.shadow for t in shadow.turns] == list(plain.view().history)
    assert [t.ruled for t in shadow.turns] == list(one.view().history)
    assert shadow.words.startswith("No rulings") == (not one.rulings())


def test_laid_cards_that_a_ruling_forbids_are_taken_back(table) -> None:
    session = Session(table.scenario, 7, table.shelf)
    session.play_turn()
    legal = [
        (seat.id, card.id, card.targets)
        for seat in session.view().seats
        for card in seat.cards
        if not card.refusal
    ]
    for seat, card, targets in legal:
        try:
            session.lay(seat, card, targets[0] if targets else "")
        except IllegalDecision:
            continue
    laid = session.position.laid
    session.rule("ceasefire", None, 1.0, "they talk", "White Cell")
    left = session.position.laid
    assert set(left) <= set(laid)
    refused = {
        (s.id, c.id) for s in session.view().seats for c in s.cards if c.refusal and not c.laid
    }
    gone = set(laid) - set(left)
    assert all((c.seat, c.card) in refused for c in gone)


@pytest.mark.parametrize(
    ("field", "element", "value", "words"),
    [
        ("stability_overall", None, 50.0, "worked out anew"),
        ("posture", None, 4.0, "goes from 0 to 3"),
        ("rung", None, 8.0, "goes from 0 to 7"),
        ("casualties", None, -1.0, "not negative"),
        ("lost", None, 1e9, "beyond all measure"),
        ("pressure", 40, 0.0, "no row 40"),
    ],
)
def test_what_control_cannot_rule_is_refused(session, field, element, value, words) -> None:
    digest = session.digest()
    with pytest.raises(IllegalDecision, match=words):
        session.rule(field, element, value, "because", "White Cell")
    assert session.digest() == digest


def test_every_field_offered_can_be_ruled_to_what_it_holds(session: Session) -> None:
    fields = session.rulable()
    assert len(fields) > 50
    for each in fields:
        assert each.elements == () or len(each.elements) == len(each.values), each.field
        session.rule(each.field, 0 if each.elements else None, each.values[0], "as it is", "WC")
        session.undo()


def adjudicated(session: Session, mode: str) -> Session:
    ExerciseDesk(session).set_up(adjudication=mode)
    return session


def test_without_an_exercise_or_with_one_that_chose_nothing_rulings_need_a_reason(session) -> None:
    session.rule("strain", None, 0.5, "they agreed", "White Cell")
    assert session.adjudication == ""
    ExerciseDesk(session).send("us", "us", "a note")
    session.rule("strain", None, 0.6, "they agreed", "White Cell")
    assert session.rulings()[-1].mode == "semi-rigid"


def test_rigid_adjudication_refuses_every_ruling_and_says_where_to_change_it(session) -> None:
    before = adjudicated(session, "rigid").digest()
    with pytest.raises(IllegalDecision, match=r"rigid: the rules decide; change it in Set-up"):
        session.rule("strain", None, 0.5, "they agreed", "White Cell")
    assert (session.digest(), session.rulings()) == (before, ())
    adjudicated(session, "semi-rigid").rule("strain", None, 0.5, "they agreed", "White Cell")
    assert len(session.rulings()) == 1


@pytest.mark.parametrize("mode", ["semi-rigid", "free", "open"])
def test_a_ruling_needs_its_reason_and_who_rules_in_every_mode(session, mode: str) -> None:
    adjudicated(session, mode)
    for reason, who in (("", "White Cell"), ("they agreed", "")):
        with pytest.raises(IllegalDecision):
            session.rule("strain", None, 0.5, reason, who, "Ann for it")
    assert session.rulings() == ()


def test_free_adjudication_tells_the_rules_as_advice(session) -> None:
    adjudicated(session, "free").rule("us_posture", None, 2, "they agreed", "White Cell")
    (told,) = session.rulings()
    assert (told.mode, told.ruled_words) == ("free", "disengaged")
    assert told.rule_words in {"supportive", "transactional"}
    assert "the rules advised" in session.log()[-1].words


def test_open_adjudication_asks_who_argued_and_keeps_it(session, tmp_path) -> None:
    kept = Recording.start(adjudicated(session, "open"), tmp_path / "open.wargame")
    with pytest.raises(IllegalDecision, match="who argued"):
        session.rule("strain", None, 0.5, "they agreed", "White Cell", "  ")
    session.rule("strain", None, 0.5, "they agreed", "White Cell", "Ann for it, Bo against")
    (told,) = session.rulings()
    assert (told.mode, told.argued) == ("open", "Ann for it, Bo against")
    kept.close()
    again = Recording.open(tmp_path / "open.wargame")
    assert again.session.rulings() == (told,)
    again.close()
