"""Luck, decisions, rulings: the parts sum, and what was planted in each of them is found there."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from wargame.engine.contributions import Change
from wargame.engine.decisions import Decision, Ruling
from wargame.engine.draws import Draws
from wargame.engine.rule import Citation, Game, Named, Rulebook, rule
from wargame.engine.sequence import DECISIONS
from wargame.engine.state import Field, State
from wargame.forecast.attribution import (
    Account,
    GameHeld,
    NoOutcome,
    Taken,
    TurnHeld,
    attribute,
)
from wargame.forecast.ensemble import EVENTS, INDEX, Record

FIELDS = {
    f.name: f
    for f in (
        Field("turn", "turns"),
        Field("score", "points"),
        Field("push", "points a turn from here on"),
        *(Field(name, name) for name in (INDEX, *EVENTS)),
    )
}


@rule(
    "planted.drift",
    phase="only",
    number="R0",
    topic="toys",
    cites=(Citation("us", "A planted rule", "judgement"),),
    formula="score + push + luck",
)
def drift(state, game, draws):
    """Points grow by what was decided and by luck."""
    yield Change("score", {"push": state.push, "luck": draws.normal("luck")})


GAME = Game(FIELDS, Named("constant", {}), Named("parameter", {}), Named("input", {}),
            Rulebook((DECISIONS, "only"), (drift,)))  # fmt: skip
OWN, DICE = Draws.of(3), Draws.of(3, 1, 300)


def opening(draws: Draws) -> State:
    zeros = np.zeros(len(draws.playthroughs))
    return State(FIELDS, {name: zeros.copy() for name in FIELDS})


def score(record: Record) -> np.ndarray:
    return record.last.score


def adds(points: float) -> Decision:
    return Decision("seat", "card", "points", adds={"score": points})


def pushes(points: float) -> Decision:
    return Decision("seat", "push", "points a turn", sets={"push": points})


def says(turn: int, value: float) -> Ruling:
    return Ruling(turn, "score", None, value, "because", "control")


def account(decided: list[list[Decision]], ruled: dict[int, float] | None = None) -> Account:
    """A game with those decisions turn by turn, and without some of them."""
    ruled = {turn: (says(turn, value),) for turn, value in sorted((ruled or {}).items())}
    shared = tuple(TurnHeld(GAME, tuple(own), ruled.get(i, ())) for i, own in enumerate(decided, 1))

    def held(gone: list[Decision] = (), unruled: list[int] = ()) -> GameHeld:
        turns = []
        for i, turn in enumerate(shared, 1):
            kept = tuple(d for d in turn.decisions if not any(d is one for one in gone))
            left = () if i in unruled else turn.rulings
            alike = len(kept) == len(turn.decisions) and left == turn.rulings
            turns.append(turn if alike else TurnHeld(GAME, kept, left))
        return GameHeld(opening, tuple(turns))

    every, turns = [decision for own in decided for decision in own], list(ruled)
    return Account(
        held(),
        held(every),
        tuple(Taken(str(i), held(every[i + 1 :]), held([d])) for i, d in enumerate(every)),
        tuple(
            Taken(str(t), held(unruled=turns[i + 1 :]), held(unruled=[t]))
            for i, t in enumerate(turns)
        ),
    )


amounts = st.floats(-50, 50)
decided = st.lists(
    st.lists(amounts.map(adds) | amounts.map(pushes), max_size=3), min_size=1, max_size=4
)


@given(decided, st.dictionaries(st.integers(1, 4), amounts, max_size=2))
def test_the_parts_sum_whatever_was_decided_and_ruled(made, ruled) -> None:
    ruled = {turn: value for turn, value in ruled.items() if turn <= len(made)}
    found = attribute(account(made, ruled), OWN, DICE, score)
    parts = found.decisions.amount + found.luck.amount + found.rulings.amount
    assert parts == pytest.approx(found.realised - found.expected_without, abs=1e-9)
    assert found.whole == pytest.approx(parts, abs=1e-9)
    rows = sum(part.amount for part in found.each)
    assert rows == pytest.approx(found.decisions.amount, abs=1e-9)
    ruling_rows = sum(part.amount for part in found.each_ruling)
    assert ruling_rows == pytest.approx(found.rulings.amount, abs=1e-9)


def test_each_planted_amount_is_found_in_its_own_part() -> None:
    found = attribute(account([[adds(5.0)], [pushes(2.0)], []], {3: 40.0}), OWN, DICE, score)
    assert [part.amount for part in found.each] == pytest.approx([5, 4])
    assert [part.error for part in found.each] == pytest.approx([0, 0], abs=1e-12)
    assert found.decisions.amount == pytest.approx(9)
    assert [part.alone for part in found.each] == pytest.approx([5, 4])
    own = sum(OWN.at(turn).keyed("planted.drift").normal("luck")[0] for turn in (1, 2, 3))
    drawn = [DICE.at(turn).keyed("planted.drift").normal("luck") for turn in (1, 2, 3)]
    assert found.luck.amount == pytest.approx(own - np.sum(drawn, axis=0).mean())
    assert found.luck.error == pytest.approx(np.sum(drawn, axis=0).std(ddof=1) / np.sqrt(300))
    assert found.realised == 40
    assert found.rulings.amount == pytest.approx(40 - 9 - own)


def test_what_a_decision_adds_and_what_the_end_would_lack_without_it_are_two_things() -> None:
    """Of two that say the same the second takes the place of the first: alone neither matters."""
    found = attribute(account([[pushes(3.0), pushes(3.0)]]), OWN, DICE, score)
    assert [part.amount for part in found.each] == pytest.approx([3, 0])
    assert [part.alone for part in found.each] == pytest.approx([0, 0])
    assert found.decisions.amount == pytest.approx(3)


def test_nothing_decided_and_nothing_ruled_leaves_luck_alone() -> None:
    found = attribute(account([[], []]), OWN, DICE, score)
    assert (found.decisions.amount, found.rulings.amount) == (0, 0)
    assert found.luck.amount == pytest.approx(found.whole)


def test_any_chunking_gives_the_same_account(monkeypatch) -> None:
    asked = account([[adds(1.0)], [pushes(2.0)]])
    whole = attribute(asked, OWN, DICE, score)
    monkeypatch.setattr("wargame.forecast.attribution.CHUNK", 7)
    assert attribute(asked, OWN, DICE, score) == whole


def test_a_figure_the_game_does_not_have_is_refused_in_words() -> None:
    with pytest.raises(NoOutcome, match="no value of that measure yet"):
        attribute(account([[]]), OWN, DICE, lambda record: np.full_like(record.last.score, np.nan))
