"""Each guard of the engine is seen to fail: toy rules that break the contract are refused."""

from __future__ import annotations

import pickle
import re
from collections.abc import Callable

import numpy as np
import pytest

from wargame.engine.contributions import Assignment, Change, Draw, Drift, Score
from wargame.engine.decisions import Decision
from wargame.engine.draws import Draws
from wargame.engine.errors import IllegalDecision, RuleFault, UnknownField
from wargame.engine.ledger import Ledger, changes_of, play_phase
from wargame.engine.rule import Citation, Game, Named, Rule, Rulebook, rule
from wargame.engine.sequence import DECISIONS, play_turn
from wargame.engine.state import Field, State
from wargame.engine.testing import check_rule

SOMEBODY = (Citation("somebody", "Somebody (2024)", "judgement"),)
FIELDS = {
    f.name: f
    for f in (
        Field("turn", "turns played", unit="turns"),
        Field("heat", "how hot it is", low=0.0, high=1.0),
        Field("ice", "how much ice there is"),
        Field("rows", "three rows", "S"),
        Field("built", "how far it is built", "Z"),
        Field("event", "something happened", kind="flag", fleeting=True),
    )
}


def toy(function: Callable, name: str = "toy.rule", phase: str = "only") -> Rule:
    function.__doc__ = function.__doc__ or "Something happens."
    return rule(name, phase=phase, number="R0", topic="toys", cites=SOMEBODY, formula="x")(function)


def game(*rules: Rule, phases: tuple[str, ...] = ("only",)) -> Game:
    return Game(FIELDS, Named("constant", {}), Named("parameter", {"half": 0.5}),
                Named("input", {}), Rulebook(phases, rules))  # fmt: skip


def state(count: int = 4) -> State:
    value = np.linspace(0.1, 0.6, count)
    return State(
        FIELDS,
        {"turn": np.zeros(count), "heat": value.copy(), "ice": 1 - value,
         "rows": np.stack([value, 2 * value, 3 * value]), "built": np.zeros((2, count)),
         "event": np.ones(count)},
    )  # fmt: skip


def warms(state: State, game: Game, draws: Draws) -> object:
    """It gets warmer by luck and by the sun."""
    yield Change("heat", {"sun": game.parameters.half * state.ice, "luck": 0.1 * draws.normal("n")})


def test_a_rule_that_keeps_the_contract_passes() -> None:
    check_rule(toy(warms), state(), game(), Draws.of(1, 0, 4))


def writes(state: State, game: Game, draws: Draws) -> object:
    state.heat[0] = 0.9
    yield Change("heat", {"sun": 0.1})


def forces(state: State, game: Game, draws: Draws) -> object:
    state.heat.setflags(write=True)
    state.heat[0] += 0.01
    yield Change("ice", {"sun": 0.1})


def forgets(state: State, game: Game, draws: Draws) -> object:
    return ()


def sees_its_batch(state: State, game: Game, draws: Draws) -> object:
    yield Change("heat", {"company": state.heat - state.heat.mean()})


def counts_its_batch(state: State, game: Game, draws: Draws) -> object:
    yield Change("heat", {"sun": 0.1})
    if state.playthroughs > 1:
        yield Change("ice", {"company": -0.1})


def invents(state: State, game: Game, draws: Draws) -> object:
    yield Change("warmth", {"sun": 0.1})


def divides_by_nothing(state: State, game: Game, draws: Draws) -> object:
    yield Change("ice", {"sun": np.full(state.playthroughs, np.inf)})


def widens(state: State, game: Game, draws: Draws) -> object:
    yield Change("heat", {"rows": state.rows})


def is_too_sure(state: State, game: Game, draws: Draws) -> object:
    chance = 1.5 + 0 * state.heat
    yield Draw("luck", chance, chance, chance, {"why": Score({"base": chance})})


def draws_without_reason(state: State, game: Game, draws: Draws) -> object:
    chance = 0.5 + 0 * state.heat
    yield Draw("luck", chance, chance, chance, {})


def explains_another_value(state: State, game: Game, draws: Draws) -> object:
    yield Assignment("ice", state.ice, "a score", Score({"sun": state.ice + 0.1}))


@pytest.mark.parametrize(
    ("function", "words"),
    [
        (forces, "changed the state"),
        (forgets, "contributes nothing"),
        (sees_its_batch, "differs from the same in a batch"),
        (counts_its_batch, "differs from the same in a batch"),
        (invents, 'changes "warmth", which is no field'),
        (divides_by_nothing, "not finite"),
        (widens, "another shape"),
        (is_too_sure, "leaves 0..1"),
        (draws_without_reason, "does not say why"),
        (explains_another_value, "not the score"),
    ],
)
def test_check_rule_refuses(function: Callable, words: str) -> None:
    with pytest.raises(RuleFault, match=re.escape(words)) as fault:
        check_rule(toy(function), state(), game(), Draws.of(1, 0, 4))
    assert fault.value.rule == "toy.rule"


def test_check_rule_refuses_a_rule_with_a_memory() -> None:
    calls: list[int] = []

    def remembers(state: State, game: Game, draws: Draws) -> object:
        calls.append(1)
        yield Change("heat", {"times asked": 0.01 * len(calls)})

    with pytest.raises(RuleFault, match="another answer the second time"):
        check_rule(toy(remembers), state(), game(), Draws.of(1, 0, 4))


def test_a_rule_cannot_write_into_the_state() -> None:
    with pytest.raises(ValueError, match="read-only"):
        check_rule(toy(writes), state(), game(), Draws.of(1, 0, 4))


def test_the_state_refuses_writing_new_names_and_unknown_fields() -> None:
    here = state()
    with pytest.raises(ValueError, match="read-only"):
        here.heat[...] = 0.0
    with pytest.raises(AttributeError, match="read-only"):
        here.heat = np.zeros(4)
    with pytest.raises(UnknownField, match='no field "warmth"'):
        _ = here.warmth
    with pytest.raises(UnknownField, match="warmth"):
        here.changed({"warmth": np.zeros(4)})
    with pytest.raises(UnknownField, match="warmth"):
        State(FIELDS, {"warmth": np.zeros(4)})
    with pytest.raises(AttributeError, match="read-only"):
        game().parameters.half = 0.6
    with pytest.raises(AttributeError, match='no parameter "third"'):
        _ = game().parameters.third


def test_arrays_that_come_out_of_a_turn_are_read_only_too() -> None:
    played = play_turn(state(), (), game(toy(warms)), Draws.of(1, 0, 4))
    for name in played.state:
        with pytest.raises(ValueError, match="read-only"):
            played.state[name][...] = 0.0


def test_a_state_survives_pickling_and_stays_read_only() -> None:
    again = pickle.loads(pickle.dumps(state()))
    assert again.digest() == state().digest()
    with pytest.raises(ValueError, match="read-only"):
        again.heat[0] = 0.5


def test_a_field_cannot_be_assigned_and_changed_in_one_phase() -> None:
    def assigns(state: State, game: Game, draws: Draws) -> object:
        yield Assignment("heat", 0.5 + 0 * state.heat, "set")

    one, other = toy(assigns, "toy.assigns"), toy(warms, "toy.warms")
    for pair in ((one, other), (other, one)):
        with pytest.raises(RuleFault, match="assigned and changed in one phase"):
            play_phase(state(), "only", pair, game(), Draws.of(1, 0, 4), Ledger())
    with pytest.raises(RuleFault, match="assigned and changed"):  # by two rules alike
        play_phase(state(), "only", (one, one), game(), Draws.of(1, 0, 4), Ledger())


def test_in_two_phases_it_can() -> None:
    def assigns(state: State, game: Game, draws: Draws) -> object:
        yield Assignment("heat", 0.5 + 0 * state.heat, "set")

    rules = (toy(assigns, "toy.a", "first"), toy(warms, "toy.b", "second"))
    before = state()
    played = play_turn(before, (), game(*rules, phases=("first", "second")), Draws.of(1, 0, 4))
    change = played.state.heat - before.heat
    np.testing.assert_allclose(changes_of(played.entries, "heat"), change, atol=1e-12)
    np.testing.assert_array_equal(played.openings["second"].heat, 0.5)


def test_an_unknown_field_is_refused_when_the_phase_is_played() -> None:
    with pytest.raises(UnknownField, match="warmth"):
        play_phase(state(), "only", (toy(invents),), game(), Draws.of(1, 0, 4), Ledger())


@pytest.mark.parametrize(
    ("given", "words"),
    [({"cites": ()}, "no citation"), ({"topic": ""}, "no topic")],
)
def test_a_rule_without_source_or_topic_cannot_be_made(given: dict, words: str) -> None:
    made = {"phase": "only", "number": "R0", "topic": "toys", "cites": SOMEBODY, "formula": "x"}
    with pytest.raises(RuleFault, match=words):
        rule("toy.rule", **(made | given))(warms)


def test_a_rule_without_words_cannot_be_made() -> None:
    def silent(state: State, game: Game, draws: Draws) -> object:
        return ()

    with pytest.raises(RuleFault, match="no words"):
        rule("toy.rule", phase="only", number="R0", topic="toys", cites=SOMEBODY, formula="x")(
            silent
        )


def test_a_rulebook_refuses_a_phase_nobody_plays_and_an_id_twice() -> None:
    with pytest.raises(RuleFault, match='no phase "only"'):
        Rulebook(("another",), (toy(warms),))
    with pytest.raises(RuleFault, match="same id"):
        Rulebook(("only",), (toy(warms), toy(warms)))
    book = Rulebook(("only",), (toy(warms),))
    assert book.find("toy.rule").title == "It gets warmer by luck and by the sun."
    with pytest.raises(KeyError):
        book.find("toy.other")


def test_rules_of_a_phase_read_the_same_opening_state() -> None:
    def melts(state: State, game: Game, draws: Draws) -> object:
        yield Change("ice", {"heat": -state.heat})

    before = state()
    both = play_phase(
        before, "only", (toy(warms, "toy.a"), toy(melts, "toy.b")), game(), Draws.of(1, 0, 4),
        Ledger(),
    )  # fmt: skip
    np.testing.assert_array_equal(both.ice, before.ice - before.heat)


def test_a_limit_that_cuts_off_is_an_entry() -> None:
    def boils(state: State, game: Game, draws: Draws) -> object:
        yield Change("heat", {"fire": 5.0})

    before, ledger = state(), Ledger()
    after = play_phase(before, "only", (toy(boils),), game(), Draws.of(1, 0, 4), ledger)
    np.testing.assert_array_equal(after.heat, 1.0)
    cut = next(e for e in ledger.entries if e.kind == "limit")
    np.testing.assert_allclose(cut.amount, 1.0 - (before.heat + 5.0))


def test_a_drift_moves_its_share_of_the_way_and_names_every_part() -> None:
    def settles(state: State, game: Game, draws: Draws) -> object:
        yield Drift("ice", Score({"a": 0.3, "b": -0.8}, "logistic"), 0.25, neutral=0.1, noise=0.02)

    before, ledger = state(), Ledger()
    after = play_phase(before, "only", (toy(settles),), game(), Draws.of(1, 0, 4), ledger)
    target = 0.1 + 1 / (1 + np.exp(0.5))
    np.testing.assert_allclose(after.ice, before.ice + 0.25 * (target - before.ice) + 0.02)
    assert [e.term for e in ledger.entries] == ["a", "b", "return to neutral", "chance"]
    np.testing.assert_allclose(
        changes_of(ledger.entries, "ice"), after.ice - before.ice, atol=1e-12
    )


def test_what_lasts_one_turn_is_gone_with_the_next() -> None:
    played = play_turn(state(), (), game(toy(warms)), Draws.of(1, 0, 4))
    np.testing.assert_array_equal(played.state.event, 0.0)
    np.testing.assert_array_equal(played.state.turn, 1.0)


def test_decisions_set_fields_of_one_slot_and_are_entered_by_their_label() -> None:
    book = game(phases=(DECISIONS,))
    built = Decision("Kyiv", "build", "Half a wall", {"built": 0.5}, slot=1)
    hot = Decision("Nobody", "heat", "A fire", {"heat": 0.75})
    played = play_turn(state(), [built, hot], book, Draws.of(1, 0, 4))
    np.testing.assert_array_equal(played.state.built, [[0.0] * 4, [0.5] * 4])
    np.testing.assert_array_equal(played.state.heat, 0.75)
    assert [(e.rule, e.term) for e in played.entries if e.phase == DECISIONS] == [
        ("build", "Half a wall"),
        ("heat", "A fire"),
    ]


def test_decisions_that_add_pile_up_and_each_is_entered() -> None:
    book = game(phases=(DECISIONS,))
    more = Decision("Kyiv", "row", "A row more", adds={"rows": 0.25}, slot=2)
    some = Decision("Moscow", "row", "Some rows more", adds={"rows": np.arange(4.0)}, slot=2)
    before = state()
    played = play_turn(before, [more, some], book, Draws.of(1, 0, 4))
    wanted = before.rows[2] + 0.25 + np.arange(4)
    np.testing.assert_allclose(played.state.rows[2], wanted)
    np.testing.assert_array_equal(played.state.rows[:2], before.rows[:2])
    change = played.state.rows - before.rows
    np.testing.assert_allclose(changes_of(played.entries, "rows"), change, atol=1e-12)


@pytest.mark.parametrize(
    ("decision", "words"),
    [
        (Decision("Kyiv", "build", "", {"castle": 1.0}), 'no field "castle"'),
        (Decision("Kyiv", "build", "", {"built": 1.0}, slot=2), "built has no slot 2"),
        (Decision("Kyiv", "build", "", {"built": 1.0}, slot=-1), "built has no slot -1"),
        (Decision("Kyiv", "build", "", {"heat": 1.0}, slot=0), "heat has no slot 0"),
    ],
)
def test_a_decision_that_cannot_be_carried_out_is_a_sentence(
    decision: Decision, words: str
) -> None:
    before = state()
    with pytest.raises(IllegalDecision, match=words) as fault:
        play_turn(before, [decision], game(phases=(DECISIONS,)), Draws.of(1, 0, 4))
    assert str(fault.value).startswith('"build" cannot be done: ')
    assert before.digest() == state().digest()
