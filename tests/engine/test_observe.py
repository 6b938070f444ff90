"""A seat sees what the table allows it, and nothing else."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from wargame.engine.observe import observe
from wargame.engine.state import Field, State
from wargame.scenario.visibility import visible

NAMES = ("ground", "rung", "resolve", "trust", "plans")
FIELDS = {name: Field(name, name) for name in NAMES}
STATE = State(FIELDS, {name: np.full(3, float(i)) for i, name in enumerate(NAMES)})
VISIBLE = {"public": ("ground", "rung"), "Moscow": ("resolve", "plans"), "Kyiv": ("trust",)}


def test_a_seat_sees_its_own_fields_and_the_public_ones() -> None:
    seen = observe(STATE, "Moscow", VISIBLE)
    assert seen.seat == "Moscow"
    assert set(seen.fields) == {"ground", "rung", "resolve", "plans"}
    np.testing.assert_array_equal(seen.fields["plans"], STATE.plans)


def test_a_seat_without_fields_of_its_own_sees_the_public_ones() -> None:
    assert set(observe(STATE, "Berlin", VISIBLE).fields) == {"ground", "rung"}
    assert set(observe(STATE, "public", VISIBLE).fields) == {"ground", "rung"}
    assert observe(STATE, "Berlin", {}).fields == {}


def test_what_a_seat_sees_it_cannot_write() -> None:
    assert not observe(STATE, "Kyiv", VISIBLE).fields["trust"].flags.writeable


@given(
    public=st.sets(st.sampled_from((*NAMES, "unknown"))),
    own=st.sets(st.sampled_from((*NAMES, "unknown"))),
)
def test_never_more_than_the_table_allows(public: set[str], own: set[str]) -> None:
    seen = observe(STATE, "Kyiv", {"public": public, "Kyiv": own, "Moscow": set(NAMES)})
    assert set(seen.fields) == (public | own) & set(NAMES)


def test_in_the_shipped_game_each_seat_sees_what_is_public_and_its_own_and_no_more(table) -> None:
    state, allowed = table.random_state("gov", 1, 3), visible()
    seats = [seat for seat in allowed if seat != "public"]
    assert seats
    for seat in seats:
        seen = set(observe(state, seat, allowed).fields)
        assert seen == allowed["public"] | allowed[seat]
        assert not {name for name in seen if name.startswith("order_")}  # cards not yet revealed
    assert "resolve" not in observe(state, "kyiv", allowed).fields  # Moscow's own secret
