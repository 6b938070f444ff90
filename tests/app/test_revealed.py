"""What a turn reveals: cards, what came of them, votes and their reasons."""

from __future__ import annotations

import pytest

from wargame.app import revealed
from wargame.app.session import Session
from wargame.app.setting import Setting
from wargame.app.tasks import TaskControl


@pytest.fixture
def session():
    return Session.open(setting=Setting(mode="political"))


def test_cards_are_told_seat_by_seat_once_the_turn_is_played(session):
    session.lay("kyiv", "fortify", "POK")
    session.lay("us", "aid")
    assert session.view().now.played == ()
    session.play_turn()
    told = [(c.seat_name, c.title, c.sector, c.outcome) for c in session.view().now.played]
    assert told == [
        ("United States", "Aid package", "", ""),
        ("Kyiv", "Fortify a sector", "POK", ""),
    ]
    session.play_turn()
    assert session.view().now.played == ()


@pytest.mark.parametrize(("seats", "outcome"), [
    (("eu",), "it takes 2 seats, and 1 played it"),
    (("eu", "kyiv"), ""),
])  # fmt: skip
def test_a_card_for_two_seats_says_when_it_stood_alone(session, seats, outcome):
    for seat in seats:
        session.lay(seat, "confidence")
    session.play_turn()
    assert [card.outcome for card in session.view().now.played] == [outcome] * len(seats)


def test_a_doctrine_tells_its_reasons_and_whose_hand_it_played(session):
    session.set_setting(Setting(mode="political", doctrines=(("moscow", "maximal"),)))
    session.play_turn()
    told = session.view().now.played
    assert told
    assert {card.by for card in told} == {"maximal"}
    assert all(1 <= len(card.reasons) <= 3 for card in told)


def test_a_person_cannot_lay_for_a_seat_that_a_doctrine_plays(session):
    session.lay("moscow", "nuclear-signal")
    session.set_setting(Setting(doctrines=(("moscow", "maximal"),)))
    assert session.position.laid == ()
    moscow = next(seat for seat in session.view().seats if seat.id == "moscow")
    assert {card.refusal for card in moscow.cards} == {"a doctrine plays this seat"}
    assert {doctrine for doctrine, _name, _words in moscow.doctrines} >= {"maximal"}


def test_a_vote_says_how_likely_it_was_and_what_moved_it(session):
    session.choose("gov")
    session.play_turn()
    vote = session.view().now.votes[0]
    assert vote.zone == "Gov-held, on ceasefire"
    assert vote.chance_words in {words for _limit, words in revealed.VOTE_WORDS} | {"high"}
    assert dict(vote.terms)["base"] == pytest.approx(-3.0)
    amounts = [abs(amount) for _name, amount in vote.terms]
    assert amounts == sorted(amounts, reverse=True)


@pytest.mark.parametrize("seed", [1, 2, 3, 4])
def test_a_zone_is_voted_on_until_it_is_decided_and_no_longer(seed):
    session = Session.open(seed=seed, setting=Setting(mode="political"))
    session.choose("eu")
    decided = []
    for _ in range(8):
        session.play_turn()
        decided.append(bool(session.played[-1].turn.state.decided[0, 0]))
    votes = [figures.votes for figures in session.view().history[1:]]
    assert True in decided  # for these seeds
    first = decided.index(True)
    assert [len(held) for held in votes] == [1] * (first + 1) + [0] * (7 - first)
    assert [held[0].passed for held in votes[: first + 1]] == [False] * first + [True]


def test_a_veto_is_told_with_the_vote_it_stopped(session):
    session.choose("gov-now")
    blocked = []
    for _ in range(8):
        session.play_turn()
        state = session.played[-1].turn.state
        for vote in session.view().now.votes:
            assert vote.blocked == bool(state.blocked[0])
            assert not (vote.blocked and vote.passed)
            blocked.append(vote.blocked)
    assert True in blocked
    assert False in blocked


def test_nobody_votes_where_options_are_taken_as_adopted():
    session = Session.open()
    session.choose("gov-now")
    session.play_turn()
    assert session.view().now.votes == ()


@pytest.mark.parametrize(("chance", "words"), [
    (0.0, "very low"), (0.049, "very low"), (0.05, "low"), (0.399, "moderate"), (0.4, "elevated"),
    (0.65, "high"), (1.0, "high"),
])  # fmt: skip
def test_the_chance_of_a_vote_is_a_word(chance, words):
    assert revealed.vote_words(chance) == words


def test_the_outlook_places_every_option_on_both_axes():
    session = Session.open()
    session.switch("eu", on=True)
    session.switch("dmz", on=True)
    first, *_, last = session.outlook()(TaskControl())
    assert set(first.tradeoff) == {"together", "none"}  # what is on now is answered first
    assert set(last.tradeoff) == set(last.effects)
    assert all(0 <= value <= 100 for pair in last.tradeoff.values() for value in pair)
    assert len(set(last.tradeoff.values())) > 5


def test_a_fourth_zone_is_refused_by_its_name():
    session = Session.open()
    for option in ("gov", "eu", "dmz"):
        session.switch(option, on=True)
    with pytest.raises(Exception, match=r"All recognised territory.*at most 3 zones"):
        session.switch("all", on=True)
