"""A plan is carried out in buffers that are used again, and no number is overwritten too early."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from wargame.engine import ops
from wargame.engine.contributions import Assignment, Change, Contribution
from wargame.engine.draws import Draws, normal_into, places_of, start_of, uniform_into
from wargame.engine.plan import plan_turn
from wargame.engine.rule import Citation, Game, Named, Rule, Rulebook, rule
from wargame.engine.runner import Runner, aligned
from wargame.engine.sequence import play_turn
from wargame.engine.state import Field, State

COUNT, TURNS = 24, 5
FIELDS = {name: Field(name, name) for name in ("turn", "a", "b", "c", "d", "e", "f", "g", "h")}
FIELDS |= {name: Field(name, name, axes="S") for name in ("s", "t")}
OURS = Citation("ours", "for this test", "judgement")


def made(name: str, phase: str, act) -> Rule:
    def function(state: State, game: Game, draws: Draws) -> Iterator[Contribution]:
        yield from act(state, draws)

    function.__doc__ = "Fields change."
    return rule(f"test.{name}", phase=phase, number="", topic="test", cites=(OURS,), formula="")(
        function
    )


def shuffled(state: State, draws: Draws) -> Iterator[Contribution]:
    """What is handed on, changed and chosen at once."""
    yield Assignment("a", state.b, "handed on")
    yield Change("b", {"one": 1.0, "luck": draws.normal("b")})
    yield Assignment("c", ops.where(state.a > 0, state.d, state.c), "chosen; the old is the other")
    yield Assignment("d", ops.where(state.b > 0, state.d, state.a), "chosen; the old is the one")
    yield Assignment("s", state.t, "a block handed on")
    yield Assignment("f", state.g, "handed on and read by nobody")
    yield Change("g", {"one": 1.0})
    yield Change("t", {"luck": draws.uniform("t", 5) - 0.5})


def later(state: State, draws: Draws) -> Iterator[Contribution]:
    """Reads what the first phase handed on: the number before it was changed."""
    yield Change("e", {"handed on": 2.0 * state.a, "block": ops.add_rows(state.s)})
    yield Assignment("t", ops.where(state.e > 0, state.s, state.t), "chosen, a block")
    yield Assignment("s", ops.where(state.a > 0, 0.0, state.s), "nothing or what was")
    yield Assignment("h", state.g, "the same as another field")
    yield Assignment("d", ops.where(state.c > 0, 3.0, -2.0) + state.d, "of two numbers")


GAME = Game(
    FIELDS,
    Named("constant", {}),
    Named("parameter", {}),
    Named("input", {}),
    Rulebook(("first", "then"), (made("first", "first", shuffled), made("then", "then", later))),
)


def opening(seed: int) -> State:
    rng = np.random.default_rng(seed)
    wide = {"s": 5, "t": 5}
    arrays = {n: rng.normal(size=(wide[n], COUNT) if n in wide else COUNT) for n in FIELDS}
    return State(FIELDS, arrays | {"turn": np.zeros(COUNT)})


@pytest.mark.parametrize("told", [("e",), tuple(FIELDS), ("a", "s"), ()])
@given(seed=st.integers(0, 50))
def test_what_is_handed_on_is_read_before_it_is_overwritten(told, seed) -> None:
    state, draws = opening(seed), Draws.of(seed, 0, COUNT)
    runner = Runner(plan_turn(state, GAME), COUNT)
    runner.open(state, draws)
    for _ in range(TURNS):
        state = play_turn(state, (), GAME, draws, keep_ledger=False).state
        found = {name: np.empty(state[name].shape) for name in told}
        runner.play(found)
        for name, values in found.items():
            np.testing.assert_array_equal(values, state[name], err_msg=name)


@given(seed=st.integers(-(2**70), 2**70), first=st.integers(0, 2**40), turn=st.integers(0, 99))
def test_dice_thrown_into_a_buffer_are_the_same_bits(seed, first, turn) -> None:
    draws = Draws.of(seed, first, 40).at(turn).keyed("family.rule")
    starts, key = start_of(draws), draws.key(turn, "family.rule", "name")
    for into, plainly in ((uniform_into, draws.uniform), (normal_into, draws.normal)):
        block, row = aligned((7, 40)), aligned((40,))
        into(block, starts, places_of(key, 1, 7), aligned((7, 40), np.uint64))
        into(row, starts, places_of(key, 0, 0), aligned((40,), np.uint64))
        assert block.tobytes() == plainly("name", 7).tobytes()
        assert row.tobytes() == plainly("name").tobytes()


@pytest.mark.parametrize("shape", [(1,), (4000,), (3, 17), (10, 4000)])
def test_buffers_start_where_a_line_of_cache_does(shape) -> None:
    for kind in (np.float64, np.uint64, bool):
        found = aligned(shape, kind)
        assert found.ctypes.data % 64 == 0
        assert (found.shape, found.dtype) == (shape, np.dtype(kind))
        assert found.flags.c_contiguous
