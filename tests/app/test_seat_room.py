"""Seats and secrets: what a seat is shown, who is waited for, and one reveal for all of it."""

from __future__ import annotations

import dataclasses

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import BaseModel

from wargame.app.exercise import ExerciseDesk, Inject, Seating
from wargame.app.seat_room import seat_room
from wargame.app.session import Session
from wargame.engine.errors import IllegalDecision
from wargame.exercise.seats import CONTROL
from wargame.rules.deck import SEATS
from wargame.scenario.visibility import PUBLIC, visible

IDS = tuple(seat.id for seat in SEATS)


@pytest.fixture
def desk(table) -> ExerciseDesk:
    return ExerciseDesk(Session(table.scenario, 3, table.shelf))


def strings(value: object) -> list[str]:
    """Every text in a record, however deep."""
    if isinstance(value, str):
        return [value]
    if isinstance(value, BaseModel):
        return strings(dict(value))
    if dataclasses.is_dataclass(value):
        return strings([getattr(value, f.name) for f in dataclasses.fields(value)])
    if isinstance(value, dict):
        return strings([*value.keys(), *value.values()])
    if isinstance(value, list | tuple | set | frozenset):
        return [text for item in value for text in strings(item)]
    return []


def told_to(desk: ExerciseDesk, seat: str) -> str:
    standing = desk.session.standing()
    return "\n".join([*strings(seat_room(standing, seat)), *strings(desk.view(seat))])


def planted(number: int) -> str:
    return f"planted-secret-{number:04d}"


def plant(desk: ExerciseDesk) -> dict[str, set[str]]:
    """Secrets everywhere that people write; each with the seats that may read it."""
    known: dict[str, set[str]] = {}

    def secret(*readers: str) -> str:
        words = planted(len(known))
        known[words] = set(readers)
        return words

    for seat in IDS:
        own = {n: secret(seat) for n in ("owner", "decision", "rationale", "follow_up", "time")}
        desk.decide(seat, own.pop("owner"), own.pop("decision"), options=(secret(seat),), **own)
        desk.send(seat, seat, secret(seat))
        desk.send(seat, CONTROL, secret(seat))
        desk.send(CONTROL, seat, secret(seat))
        for other in IDS:
            if other != seat:
                desk.send(seat, other, secret(seat, other))
    desk.send(CONTROL, CONTROL, secret())
    for number, seat in enumerate(IDS):
        texts = {n: secret() for n in ("expected", "notes", "event_type", "objective")}
        shown = {n: secret(seat) for n in ("title", "message", "poll", "scenario_time")}
        desk.edit_inject(Inject(number=f"a{number}", to=seat, **texts, **shown))
        desk.publish(f"a{number}")
        desk.edit_inject(Inject(number=f"b{number}", to=seat, title=secret(), message=secret()))
    desk.ask("q", "Will it hold?", 0.123456)
    desk.estimate("q", secret(), 0.5, team=secret())
    desk.observe(secret(), by=secret())
    desk.give_feedback([secret()], [secret()], by=secret())
    desk.plan_improvement(secret(), secret())
    return known


def test_no_seat_is_shown_what_another_wrote_or_what_is_for_control(desk) -> None:
    known = plant(desk)
    assert len(known) > 150
    desk.session.lay("kyiv", "fortify", "POK")
    for seat in IDS:
        text = told_to(desk, seat)
        seen = {words for words in known if words in text}
        assert seen == {words for words, readers in known.items() if seat in readers}
        assert "0.123456" not in text


texts = st.text(alphabet="abcdefghij", min_size=1, max_size=5).map("secret-{}".format)
deeds = st.lists(
    st.tuples(
        st.sampled_from(["decide", "note", "message", "reveal", "play"]),
        st.sampled_from(IDS),
        st.sampled_from(IDS),
    ),
    max_size=8,
)


@settings(max_examples=15)
@given(deeds=deeds, reader=st.sampled_from(IDS))
def test_a_seat_reads_its_own_and_what_was_revealed_whatever_is_done(table, deeds, reader) -> None:
    desk = ExerciseDesk(Session(table.scenario, 3, table.shelf))
    readable: dict[str, bool] = {}
    decided: list[str] = []
    for number, (deed, seat, other) in enumerate(deeds):
        words = planted(number)
        if deed == "decide":
            desk.decide(seat, "x", words)
            readable[words] = seat == reader
            decided.append(words)
        elif deed in {"note", "message"}:
            to = seat if deed == "note" else other
            desk.send(seat, to, words)
            readable[words] = reader in {seat, to}
        elif deed == "reveal":
            desk.reveal_decisions()
            readable |= dict.fromkeys(decided, True)
        else:
            desk.session.play_turn()
            readable |= dict.fromkeys(decided, True)
    text = told_to(desk, reader)
    assert {words: words in text for words in readable} == readable


def test_a_seat_is_told_the_fields_it_may_observe_and_no_other(desk) -> None:
    from wargame.rules.fields import FIELDS

    desk.session.play_turn()
    for seat in IDS:
        room = seat_room(desk.session.standing(), seat)
        may = visible()[PUBLIC] | visible()[seat]
        names = {spec.meaning.removeprefix("inject: "): name for name, spec in FIELDS.items()}
        told = {names[what] for what, _value in (*room.own, *room.facts)}
        assert told <= may
        assert {name for name in visible()[seat] if name != "turn"} <= told


def test_what_a_seat_sees_does_not_depend_on_fields_hidden_from_it(desk) -> None:
    desk.session.play_turn()
    standing = desk.session.standing()
    before = seat_room(standing, "moscow").own
    hidden = standing.here.now.state["us_commitment"]
    hidden.flags.writeable = True
    hidden[...] = 0.987654
    room = seat_room(standing, "moscow")
    assert float(standing.here.now.state["us_commitment"][0]) == pytest.approx(0.987654)
    assert room.own == before
    assert "0.99" not in " ".join(strings(room.own))


def test_cards_of_others_are_seen_when_they_are_revealed_and_lie_fast_then(desk) -> None:
    session = desk.session
    session.lay("kyiv", "fortify", "POK")
    assert seat_room(session.standing(), "us").open_cards == ()
    desk.reveal_decisions()
    (card,) = seat_room(session.standing(), "us").open_cards
    assert (card.seat, card.title, card.sector) == ("Kyiv", "Fortify a sector", "POK")
    for change in (
        lambda: session.take_back("kyiv", "fortify"),
        lambda: session.lay("us", "aid"),
    ):
        with pytest.raises(IllegalDecision, match="revealed"):
            change()
    session.undo()
    assert seat_room(session.standing(), "us").open_cards == ()
    session.take_back("kyiv", "fortify")


def test_playing_the_turn_reveals_what_was_decided_for_it(desk) -> None:
    desk.decide("kyiv", "Ann", "hold")
    assert desk.view("us").decisions == ()
    desk.session.play_turn()
    assert [r.decision for r in desk.view("us").decisions] == ["hold"]
    desk.session.lay("us", "aid")
    assert desk.view().reveal.cards == 1


def test_revealed_cards_survive_a_ruling_on_the_turn_before(desk) -> None:
    desk.session.play_turn()
    desk.session.lay("us", "aid")
    desk.reveal_decisions()
    desk.session.rule("strain", None, 0.9, "they ran dry", "White Cell")
    assert [laid.card for laid in desk.session.position.laid] == ["aid"]


def test_the_room_waits_for_the_people_who_have_not_decided(desk) -> None:
    others = [i for i in IDS if i not in {"us", "kyiv", "moscow"}]
    desk.set_up(
        seating=tuple(
            Seating(seat=seat, doctrine=view.doctrines[0][0])
            for seat in others
            for view in desk.session.view().seats
            if view.id == seat
        )
    )
    desk.decide("kyiv", "Ann", "hold")
    desk.session.lay("us", "aid")
    view = desk.view()
    assert {s.id for s in view.seats if s.doctrine} == set(others)
    assert {s.id: s.words for s in view.seats if not s.doctrine} == {
        "us": "decided", "kyiv": "decided", "moscow": "thinking",
    }  # fmt: skip
    assert (view.reveal.ready, view.reveal.words) == (False, "waits for Moscow")
    desk.decide("moscow", "Boris", "wait")
    reveal = desk.view().reveal
    assert (reveal.ready, reveal.words) == (True, "opens 2 decisions and 1 card")
    desk.reveal_decisions()
    assert {s.words for s in desk.view().seats if not s.doctrine} == {"revealed"}
    assert not desk.view().reveal.possible
    desk.session.play_turn()
    assert {s.words for s in desk.view().seats if not s.doctrine} == {"thinking"}


def test_a_game_begun_again_waits_for_everybody_anew(desk) -> None:
    desk.decide("kyiv", "Ann", "hold")
    desk.reveal_decisions()
    desk.session.restart(5)
    kyiv = next(s for s in desk.view().seats if s.id == "kyiv")
    assert (kyiv.words, desk.view().decisions[0].decision) == ("thinking", "hold")
    desk.session.lay("us", "aid")


def test_everything_is_open_to_every_seat_at_the_end(desk) -> None:
    desk.decide("kyiv", "Ann", "hold the line")
    desk.send("moscow", "moscow", "a private note")
    desk.reveal_everything()
    room = seat_room(desk.session.standing(), "us")
    assert [r.decision for r in room.decisions] == ["hold the line"]
    assert [m.text for m in room.messages] == ["a private note"]


def test_there_is_no_room_for_a_seat_that_the_game_does_not_have(desk) -> None:
    with pytest.raises(IllegalDecision, match="no seat"):
        seat_room(desk.session.standing(), "atlantis")
