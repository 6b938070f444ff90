"""A game played at the table: its parts sum, it is replayed to the last bit, words tell it."""

from __future__ import annotations

import pytest

from wargame.app.attribution import Holder, reckon
from wargame.app.attribution_words import amount, rows, sentence, told
from wargame.app.session import Session
from wargame.app.setting import Setting
from wargame.app.tasks import Cancelled, TaskControl
from wargame.engine.draws import Draws
from wargame.engine.sequence import play_turn
from wargame.forecast.attribution import NoOutcome
from wargame.players.table import default_doctrines

TURNS = 4


@pytest.fixture(scope="module")
def session(table) -> Session:
    """Doctrines at all seats; another zone beside the first in turn 3, an event by hand in 4."""
    scenario = table.scenario.model_copy(update={"turns": TURNS})
    played = Session(scenario, 7, table.shelf, Setting(doctrines=tuple(default_doctrines())))
    played.choose("gov-now")
    for turn in range(1, TURNS + 1):
        if turn == 3:
            played.switch("dmz", on=True)
        if turn == TURNS:
            played.set_inject("inject_oil", on=True)
        played.play_turn()
    return played


@pytest.fixture(scope="module")
def reckoned(session):
    (found,) = reckon(session.standing(), "stability", TaskControl(), (60,))
    return found


def last_state(game, seed: int):
    dice = Draws.of(seed)
    state = game.opening(dice)
    for turn in game.turns:
        state = play_turn(state, turn.decisions, turn.game, dice, rulings=turn.rulings).state
    return state


def test_the_game_as_held_is_the_game_as_played(session) -> None:
    assert last_state(Holder(session.standing()).account().held, 7).digest() == session.digest()


def test_a_game_without_any_decision_is_the_game_nobody_decided_anything_in(session, table) -> None:
    idle = Session(session.scenario, 7, table.shelf)
    for _ in range(TURNS):
        idle.play_turn()
    found = last_state(Holder(session.standing()).account().undecided, 7)
    assert found.digest() == idle.digest()


def test_a_game_up_to_its_first_choice_is_that_zone_and_nothing_else(session, table) -> None:
    first = Session(session.scenario, 7, table.shelf, Setting())
    first.choose("gov-now")
    for _ in range(TURNS):
        first.play_turn()
    start = Holder(session.standing()).account().decisions[0]
    assert start.label == "Start: Gov-held, in force now"
    assert last_state(start.upto, 7).digest() == first.digest()


def test_without_the_change_of_zones_the_first_zone_lies_in_its_slot_to_the_end(session) -> None:
    account = Holder(session.standing()).account()
    (changed,) = (t for t in account.decisions if "DMZ 10 km with UN mission:" in t.label)
    assert changed.label.startswith("Turn 3: ")
    state = last_state(changed.without, 7)
    assert state.guarantee[0, 0] > 0
    assert state.guarantee[1, 0] == 0
    held = last_state(account.held, 7)
    assert held.guarantee[1, 0] > 0


def test_the_three_parts_and_their_rows_sum(session, reckoned) -> None:
    account = reckoned.found
    assert account.realised == session.view().history[-1].stability
    parts = account.decisions.amount + account.luck.amount + account.rulings.amount
    assert parts == pytest.approx(account.realised - account.expected_without, abs=1e-9)
    assert sum(p.amount for p in account.each) == pytest.approx(account.decisions.amount, abs=1e-9)
    assert len({p.label for p in account.each}) == len(account.each) > 10
    assert any("Control: set by hand" in p.label for p in account.each)
    assert account.rulings.amount == 0


def test_rows_on_screen_sum_to_their_part_however_few_are_shown(reckoned) -> None:
    shown = rows(reckoned, 3)
    inner = [row for row in shown if row.kind == "row"]
    assert len(inner) == 4
    assert inner[-1].label.endswith(" more")
    assert sum(row.amount for row in inner) == pytest.approx(reckoned.found.decisions.amount)
    said = sentence(reckoned)
    assert said.startswith("In this model, overall stability after turn 4: ")
    assert amount(reckoned, reckoned.found.luck.amount, sign=True) in said
    assert [told(reckoned, row) for row in shown if row.label == "Rulings"] == ["none"]


@pytest.mark.parametrize("measure", ["stability", "km2_lost", "cohesion"])
def test_what_is_written_adds_up_on_screen(session, measure) -> None:
    (found,) = reckon(session.standing(), measure, TaskControl(), (20,))

    def written(text: str) -> float:
        plain = text.replace("\u2212", "-").replace(",", "").replace("none", "0")
        return float(plain)

    shown = [row for row in rows(found) if row.kind != "row"]
    first, *parts, last = (written(told(found, row)) for row in shown)
    assert first + sum(parts) == pytest.approx(last, abs=1e-9)


def test_a_clash_is_told_in_words(session) -> None:
    (found,) = reckon(session.standing(), "clash", TaskControl(), (20,))
    written = sentence(found) + "".join(told(found, row) for row in rows(found))
    assert not any(letter.isdigit() for letter in written)


def test_before_a_turn_there_is_nothing_to_account_for_and_too_early_is_said(table) -> None:
    fresh = Session(table.scenario, 1, table.shelf)
    assert list(reckon(fresh.standing(), "stability", TaskControl())) == []
    fresh.play_turn()
    with pytest.raises(NoOutcome, match="no value of that measure yet"):
        list(reckon(fresh.standing(), "durability_8q", TaskControl(), (5,)))


def test_it_stops_when_it_is_asked_to(session) -> None:
    control = TaskControl()
    control.cancel()
    with pytest.raises(Cancelled):
        list(reckon(session.standing(), "stability", control, (5,)))
