"""What the room may see: five hundred secrets are planted, and none is in the record."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass

import pytest

from wargame.app.audience import audience_view, public_state
from wargame.app.session import Session
from wargame.engine.errors import UnknownField
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
