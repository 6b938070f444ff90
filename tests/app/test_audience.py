"""What the room may see: five hundred secrets are planted, and none is in the record."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass

import pytest

from wargame.app.audience import audience_view, public_state
from wargame.app.exercise import ExerciseDesk
from wargame.app.session import Session
from wargame.engine.errors import UnknownField
from wargame.exercise.actions import SetMsel
from wargame.exercise.msel import Inject, Msel
from wargame.exercise.overview import Objective, Overview
from wargame.exercise.seats import Participant
from wargame.rules.deck import DECK
from wargame.scenario.visibility import PUBLIC, visible

SECRETS = 500


def words_in(value: object) -> Iterator[str]:
    """Every string in a record, names of fields too."""
    if isinstance(value, str):
        yield value
    elif is_dataclass(value):
        for field in fields(value):
            yield field.name
            yield from words_in(getattr(value, field.name))
    elif isinstance(value, dict):
        yield from words_in(tuple(value.items()))
    elif isinstance(value, (tuple, list, set, frozenset)):
        for part in value:
            yield from words_in(part)


def planted(session: Session) -> tuple[str, ...]:
    """Secrets as people leave them: notes, rulings, zones not on, branches, cards, injects."""
    found = [f"secret-{number:03d}" for number in range(SECRETS)]
    wanted = iter(found)
    around = (((34.0, 48.0), (35.0, 48.0), (35.0, 49.0), (34.0, 48.0)),)
    for _ in range(4):
        session.draw_zone(around, next(wanted), "gov")
    session.choose("gov")
    for _ in range(3):
        session.play_turn()
    for _ in range(6):
        session.rule("us_posture", None, float(_ % 2), f"because {next(wanted)}", next(wanted))
    session.undo()
    for number in range(4):
        session.restart(number)
        session.play_turn()
        session.replace_branch_name(session.branches()[-1].id, next(wanted))
    session.choose("gov")
    for word in wanted:
        session.note(word, word if word.endswith("0") else "Facilitator")
    laid = []
    for seat in session.view().seats:
        for card in seat.cards:
            now = next(c for s in session.view().seats for c in s.cards if c.id == card.id)
            if not now.refusal and not now.laid:
                session.lay(seat.id, card.id, (*card.targets, "")[0])
                laid.append(card.title)
                break
    injects = session.view().injects
    for inject in injects[:3]:
        session.set_inject(inject.id, on=True)
    assert len(laid) > 2
    return (*found, *laid, *(inject.name for inject in injects[:3]))


def planted_in_exercise(session: Session) -> tuple[str, ...]:
    """Five hundred more in an exercise: all that seats and control write and nobody has told."""
    desk = ExerciseDesk(session)
    found = [f"hidden-{number:03d}" for number in range(SECRETS)]
    wanted = iter(found)
    secret = lambda: next(wanted)  # noqa: E731
    desk.set_up(
        overview=Overview(exercise_name=secret(), sponsor=secret(), scenario=secret()),
        objectives=tuple(Objective(id=f"O{n}", text=secret(), tasks=(secret(),)) for n in range(4)),
        participants=tuple(
            Participant(name=secret(), seat="kyiv", organization=secret()) for _ in range(8)
        ),
    )
    own = Inject(
        number="open", title="Told to all", to="All", expected=secret(), notes=secret(),
        objective=secret(), extra=((secret(), secret()),), from_=secret(),
    )  # fmt: skip
    narrow = Inject(number=secret(), title=secret(), message=secret(), to="Kyiv")
    later = tuple(
        Inject(number=secret(), title=secret(), message=secret(), to="All") for _ in range(40)
    )
    desk.do(SetMsel, msel=Msel(injects=(own, narrow, *later)))
    cards = tuple(Inject(number=secret(), message=secret()) for _ in range(10))
    desk.do(SetMsel, msel=Msel(injects=cards), as_deck=True)
    desk.publish("open")
    desk.publish(narrow.number)
    for number in range(20):
        seat = DECK.seats[number % len(DECK.seats)].id
        desk.decide(seat, secret(), secret(), rationale=secret(), follow_up=secret())
        desk.send(seat, "moscow", secret())
    for _ in range(10):
        question = f"q{_}"
        desk.ask(question, secret(), model=0.3)
        desk.estimate(question, secret(), 0.4, team=secret())
        desk.observe(secret(), by=secret())
        desk.note_hot_wash("strength", secret())
        desk.plan_improvement(secret(), secret(), poc=secret())
        desk.give_feedback((secret(),), (secret(),), (1, 2, 3, 4, 5), by=secret())
    for word in wanted:
        desk.send("kyiv", "kyiv", word)
    return tuple(found)


@pytest.fixture(scope="module")
def session() -> Session:
    return Session.open(seed=1)


@pytest.fixture(scope="module")
def secrets(session: Session) -> tuple[str, ...]:
    return planted(session)


def test_five_hundred_planted_secrets_are_in_the_session_and_none_in_what_the_room_may_see(
    session: Session, secrets: tuple[str, ...]
) -> None:
    assert len(secrets) > SECRETS
    told = " ".join(line.words + line.seat for line in session.log())
    assert sum(secret in told for secret in secrets) > 0.9 * SECRETS
    seen = "\n".join(words_in(audience_view(session.standing())))
    assert "Gov-held" in seen
    assert [secret for secret in secrets if secret in seen] == []


def test_what_seats_and_control_write_in_an_exercise_is_not_what_the_room_sees() -> None:
    session = Session.open(seed=1)
    secrets = planted_in_exercise(session)
    exercise = session.position.exercise
    assert exercise is not None
    kept = exercise.model_dump_json()
    assert [secret for secret in secrets if secret not in kept] == []
    seen = "\n".join(words_in(audience_view(session.standing())))
    assert "Told to all" in seen
    assert [secret for secret in secrets if secret in seen] == []


def test_the_record_names_no_seat_no_card_and_no_field_that_is_hidden(
    session: Session, secrets: tuple[str, ...]
) -> None:
    seen = set(words_in(audience_view(session.standing())))
    hidden = set(session.position.now.state) - visible()[PUBLIC]
    assert hidden
    assert not seen & hidden
    assert not seen & {card.title for card in DECK.cards}
    assert not seen & {seat.name for seat in DECK.seats}


def test_a_rule_that_asks_the_public_state_for_a_hidden_field_fails() -> None:
    state = public_state(Session.open(seed=1).position.now.state)
    assert state.stability_overall[0] > 0
    for name in ("posture", "resolve", "order_offensive", "onset_chance"):
        with pytest.raises(UnknownField):
            state[name]


def test_moscows_posture_is_told_at_the_table_and_not_to_the_room() -> None:
    session = Session.open(seed=1)
    session.choose("gov")
    told, seen = [], []
    for _ in range(6):
        session.play_turn()
        told += session.view().now.happened
        seen += audience_view(session.standing()).happened
    assert any("Moscow's posture" in words for words in told)
    assert not any("Moscow's posture" in words for words in seen)
    assert [words for words in told if "Moscow's posture" not in words] == seen


def test_a_zone_that_is_on_is_shown_and_says_that_it_waits_for_the_next_turn() -> None:
    session = Session.open(seed=1)
    assert audience_view(session.standing()).zones == ()
    session.play_turn()
    session.choose("gov")
    seen = audience_view(session.standing())
    assert [zone.name for zone in seen.zones] == ["Gov-held, on ceasefire"]
    assert seen.pending
    session.play_turn()
    assert not audience_view(session.standing()).pending


def test_figures_are_those_of_the_table() -> None:
    session = Session.open(seed=1)
    session.play_turn()
    seen, view = audience_view(session.standing()), session.view()
    assert seen.stability == view.now.stability
    assert seen.change == pytest.approx(view.now.stability - view.history[0].stability)
    assert [(s.id, s.stability, s.change) for s in seen.sectors] == [
        (s.id, s.stability, s.change) for s in view.sectors
    ]
