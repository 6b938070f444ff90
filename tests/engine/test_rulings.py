"""Control overrules the rules: when a ruling takes effect, how it is entered, what is refused."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wargame.engine.decisions import Ruling
from wargame.engine.draws import Draws
from wargame.engine.errors import IllegalDecision
from wargame.engine.ledger import changes_of
from wargame.engine.sequence import RULED, play_turn
from wargame.rules.fields import FIELDS

RULABLE = sorted(n for n, f in FIELDS.items() if n != "turn" and np.isfinite([f.low, f.high]).all())


def ruling(field: str, value: float, element: int | None = None, **changes: object) -> Ruling:
    given = {"turn": 1, "reason": "the umpires agreed", "by": "White Cell"} | changes
    return Ruling(field=field, element=element, value=value, **given)


def played(table, *rulings: Ruling, count: int = 3, option: str = "gov"):
    state = table.opening(option, Draws.of(5, 0, count))
    turn = play_turn(state, (), table.game(option), Draws.of(5, 0, count), rulings=rulings)
    return state, turn


def test_without_rulings_of_this_turn_nothing_changes(table) -> None:
    _, plain = played(table)
    _, other = played(table, ruling("cohesion", 0.5, turn=2))
    assert other.state.digest() == plain.state.digest()
    assert len(other.entries) == len(plain.entries)


def test_a_ruled_field_ends_the_turn_with_its_value_and_later_phases_read_it(table) -> None:
    _, plain = played(table)
    _, ruled = played(table, ruling("ceasefire", 1.0), ruling("fighting", 0.0))
    assert ruled.state.ceasefire.tolist() == [1, 1, 1]
    assert not ruled.state.fighting.any()
    assert (ruled.openings["movement"].ceasefire == 1).all()
    assert (plain.openings["movement"].ceasefire == 0).all()
    assert (ruled.state.casualties < plain.state.casualties).all()
    assert (ruled.state.stability_overall != plain.state.stability_overall).all()


def test_one_row_is_ruled_and_the_others_are_the_rules_own(table) -> None:
    _, plain = played(table)
    _, ruled = played(table, ruling("pressure", 1.25, 4))
    assert (ruled.state.pressure[4] == 1.25).all()
    others = [row for row in range(len(plain.state.pressure)) if row != 4]
    assert np.array_equal(ruled.state.pressure[others], plain.state.pressure[others])


def test_the_entry_names_reason_and_author_and_a_field_nobody_writes_is_ruled_first(table) -> None:
    before, turn = played(table, ruling("broken", 1.0))
    own = [e for e in turn.entries if (e.phase, e.rule) == RULED]
    assert [(e.field, e.term) for e in own] == [("broken", "the umpires agreed (White Cell)")]
    before, turn = played(table, ruling("sanctions", 0.75))
    assert (turn.state.sanctions == 0.75).all()
    assert np.allclose(changes_of(turn.entries, "sanctions"), 0.75 - before.sanctions)


@settings(max_examples=25)
@given(field=st.sampled_from(RULABLE), share=st.floats(0, 1), row=st.integers(0, 2))
def test_entries_still_sum_to_the_change_of_every_field(table, field, share, row) -> None:
    spec = FIELDS[field]
    value = spec.low + share * (spec.high - spec.low)
    value = float(round(share)) if spec.kind != "number" else min(value, spec.high)
    before, turn = played(table, ruling(field, value, row if spec.axes else None))
    assert (turn.state[field][row if spec.axes else ...] == value).all()
    for name in turn.state:
        moved = turn.state[name] - before[name]
        assert np.allclose(changes_of(turn.entries, name), moved, atol=1e-9, rtol=0), name


def test_ruled_playthroughs_do_not_see_the_batch(table) -> None:
    rulings = (ruling("ceasefire", 1.0), ruling("pressure", 0.5, 2))
    _, many = played(table, *rulings, count=8)
    _, one = played(table, *rulings, count=1)
    assert all(np.array_equal(many.state[n][..., :1], one.state[n]) for n in one.state)


@pytest.mark.parametrize(
    ("made", "words"),
    [
        (ruling("turn", 3.0), "no field"),
        (ruling("nonsense", 3.0), "no field"),
        (ruling("cohesion", 1.5), "lies within 0.05 to 0.97"),
        (ruling("cohesion", float("nan")), "lies within"),
        (ruling("lost", float("inf")), "lies within"),
        (ruling("cohesion", 0.5, 0), "no row 0"),
        (ruling("pressure", 0.5, 99), "no row 99"),
        (ruling("ceasefire", 0.5), "is a flag"),
        (ruling("posture", 0.5), "is a category"),
        (ruling("cohesion", 0.5, reason="  "), "says why"),
        (ruling("cohesion", 0.5, by=""), "who made it"),
    ],
)
def test_a_ruling_that_makes_no_sense_is_a_sentence(table, made: Ruling, words: str) -> None:
    with pytest.raises(IllegalDecision, match=words):
        played(table, made)
