"""Every card and every event does what its table says: when it may, to whom it costs, how much."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wargame.app.figures import INJECTS
from wargame.app.session import Session
from wargame.engine import ops
from wargame.engine.cards import always, refusals
from wargame.engine.contributions import Score
from wargame.engine.draws import Draws
from wargame.engine.errors import IllegalDecision
from wargame.engine.ledger import Ledger, play_phase
from wargame.engine.sequence import decide, play_turn
from wargame.rules import escalation, formulas
from wargame.rules.book import RULEBOOK
from wargame.rules.deck import DECK, cost_of
from wargame.rules.fields import FIELDS, ORDERS
from wargame.rules.separatists import flare_odds
from wargame.rules.start import derived_fields

CASES = tomllib.loads((Path(__file__).parent / "cases" / "cards.toml").read_text("utf-8"))
CARDS = [pytest.param(case, id=f"{i}-{case['id']}") for i, case in enumerate(CASES["card"])]
EVENTS = [pytest.param(case, id=f"{i}-{case['id']}") for i, case in enumerate(CASES["inject"])]
SECTOR, ROW = "POK", 4
MIDDLING = {
    "turn": 3, "us_commitment": 0.5, "us_posture": 1, "hawk_resolve": 0.7, "cautious_resolve": 0.5,
    "cohesion": 0.5, "eu_support": 0.5, "coordination": 0.5, "trust": 0.5, "reputation": 0.6,
    "quality": 0.4, "terms_fit": 0.5, "imposed": 0.4, "strain": 0.45, "dissent": 0.2,
    "resolve": 0.7, "posture": 1, "momentum": 0.5, "balance": 0, "sanctions": 0.6,
    "exhaustion": 0.5, "diplomacy": 0.5, "norm": 50, "frozen": 0.4, "reconstruction": 50,
    "founding_act": 0.5, "pressure": 0, "violations": 0.5, "fortified": 0, "irregulars": 0.3,
}  # fmt: skip


def state_of(table: Any, case: Mapping[str, Any], count: int = 1, *, given_too: str = "given"):
    """The case's zone on the table, built and live, with middling values and those given."""
    state = table.opening(case.get("zone", "gov"), Draws.of(1, 0, count))
    slot = np.array([[1.0], [0.0], [0.0]])
    built = {"proposed": 1.0, "implemented": 1.0} | MIDDLING | case.get(given_too, {})
    for name, value in built.items():
        array = state[name]
        here = slot if FIELDS[name].axes == "Z" else 1.0
        state = state.changed({name: np.array(np.broadcast_to(value * here, array.shape))})
    return state.changed(derived_fields(state, table.game(case.get("zone", "gov"))))


def lay(state: Any, case: Mapping[str, Any], seats: list[str]):
    """The card ordered by those seats, at Pokrovsk where it names a sector."""
    card = DECK.find(case["id"])
    for seat in seats:
        sector = ROW if card.target else None
        state = decide(state, card.play(seat, sector=sector), Ledger(keeping=False))
    return state


def phase(table: Any, state: Any, name: str, case: Mapping[str, Any], draws: Draws | None = None):
    """The state after one phase of the rulebook."""
    game = table.game(case.get("zone", "gov"))
    dice = (draws or Draws.of(1, 0, state.playthroughs)).at(3)
    return play_phase(state, name, RULEBOOK.of_phase(name), game, dice, Ledger(keeping=False))


def revealed(table: Any, state: Any, case: Mapping[str, Any], seats: list[str]):
    """The state after the cards of a turn were revealed."""
    return phase(table, lay(state, case, seats), "cards", case)


def changes(before: Any, after: Any) -> dict[str, Any]:
    """Every field that changed, orders and flags of events apart."""
    aside = {*ORDERS, *INJECTS}
    return {
        name: after[name][..., 0] - before[name][..., 0]
        for name in FIELDS
        if name not in aside and not np.array_equal(after[name], before[name])
    }


def expected(case: Mapping[str, Any]) -> dict[str, Any]:
    """The changes that the case names, shaped as the fields are."""
    found = {}
    for name, amount in case.get("expect", {}).items():
        axes = FIELDS[name].axes
        if axes == "Z":
            found[name] = np.array([amount, 0.0, 0.0])
        elif axes == "S":
            found[name] = np.full(10, float(case["elsewhere"][name]))
            found[name][ROW] = amount
        else:
            found[name] = np.array(float(amount))
    return found


def assert_changes(found: Mapping[str, Any], wanted: Mapping[str, Any]) -> None:
    assert set(found) == set(wanted)
    for name, amount in wanted.items():
        np.testing.assert_allclose(found[name], amount, atol=1e-9, err_msg=name)


def odds(table: Any, state: Any, case: Mapping[str, Any]) -> dict[str, float]:
    """The sum of terms of each formula that cards and events are felt in."""
    game = table.game(case.get("zone", "gov"))
    scores = {
        "credibility": formulas.credibility(state, game).sum,
        "red_line": formulas.red_line(state, game).sum,
        "moscow_accepts": formulas.moscow_accepts(state, game).sum,
        "kyiv_accepts": formulas.kyiv_accepts(state, game).sum,
        "hazard": Score(formulas.hazard_terms(state, game)).sum[ROW],
        "ladder": escalation._step_up(state, game).sum,
        "pace": ops.total(formulas.log_pace(state, game).values())[ROW],
        "flare": flare_odds(state, game).sum,
    }
    return {name: float(np.ravel(value)[0]) for name, value in scores.items()}


def assert_felt(table: Any, before: Any, after: Any, case: Mapping[str, Any]) -> None:
    """Where the case says the card is felt, so much; where nothing follows, nothing."""
    one, other = odds(table, before, case), odds(table, after, case)
    named = case.get("felt", {})
    for name, value in one.items():
        if name in named:
            assert other[name] - value == pytest.approx(named[name], abs=1e-6), name
        elif name not in case.get("follows", ()):
            assert other[name] == pytest.approx(value, abs=1e-12), name


# ------------------------------------------------------------------------------- the deck


def test_every_card_and_every_event_has_its_case() -> None:
    assert {case["id"] for case in CASES["card"]} == {card.id for card in DECK.cards}
    assert {case["id"] for case in CASES["inject"]} == set(INJECTS)


@pytest.mark.parametrize("case", CARDS)
def test_the_card_is_held_by_its_seats_at_its_cost(case) -> None:
    card = DECK.find(case["id"])
    assert (set(card.seats), card.cost) == (set(case["seats"]), case["cost"])
    assert card.joint == case.get("joint", 1)


def test_seats_have_three_of_capital_and_two_cards_or_three() -> None:
    assert {seat.id: (seat.capital, seat.cards) for seat in DECK.seats} == {
        "us": (3, 3), "hawks": (3, 2), "cautious": (3, 2), "eu": (3, 3), "kyiv": (3, 2),
        "moscow": (3, 2), "separatists": (3, 2),
    }  # fmt: skip


# ------------------------------------------------------------------------------- when


@pytest.mark.parametrize("case", CARDS)
def test_the_card_may_be_played_when_its_needs_hold(table, case) -> None:
    state, game = state_of(table, case), table.game(case.get("zone", "gov"))
    card = DECK.find(case["id"])
    assert card.playable(state, game)[0] == 1
    for seat in case["seats"]:
        assert refusals(DECK, seat, card, [], cost_of(card, state, game), 0, True) == ""


@pytest.mark.parametrize("case", CARDS)
def test_the_card_is_refused_in_its_own_words_when_they_fail(table, case) -> None:
    card = DECK.find(case["id"])
    if "refused" not in case:
        assert card.needs is always, "a condition without a case"
        return
    refused = case | {"given": case["refused"]["given"]}
    state, game = state_of(table, refused), table.game(case.get("zone", "gov"))
    assert card.playable(state, game)[0] == 0
    for seat in case["seats"]:
        said = refusals(DECK, seat, card, [], cost_of(card, state, game), 0, False)
        assert said == case["refused"]["says"]


def test_a_session_refuses_in_the_same_words(table) -> None:
    session = Session(table.scenario, 1, table.shelf)
    for seat, card, sector, words in (
        ("hawks", "forward", "", "it needs a decided zone and at most 60,000 guarantor troops"),
        ("us", "press", "", "a supportive administration does not press for a deal"),
        ("moscow", "propose", "", "the seat moscow does not hold it"),
        ("kyiv", "fortify", "POX", 'it names a sector, not "POX"'),
        ("kyiv", "win", "", "there is no such card"),
    ):
        with pytest.raises(IllegalDecision, match=words):
            session.lay(seat, card, sector)


def test_limits_of_a_seat_are_told() -> None:
    aid, pause, commit = (DECK.find(c) for c in ("aid", "aid-pause", "commit"))
    attack, sanctions = DECK.find("counter-attack"), DECK.find("sanctions-up")
    assert refusals(DECK, "us", aid, [aid], 1, 1, True) == "already played this turn"
    assert refusals(DECK, "us", pause, [aid], 0, 1, True) == (
        "the opposite card is played this turn"
    )
    full = [aid, commit, sanctions]
    assert refusals(DECK, "us", DECK.find("draft"), full, 1, 3, True) == (
        "United States plays at most 3 cards a turn"
    )
    assert refusals(DECK, "kyiv", attack, [DECK.find("mobilise-kyiv")], 2, 2, True) == (
        "costs 2 political capital, 1 left"
    )


def test_behind_a_compelling_guarantee_kyiv_attacks_for_one_less(table) -> None:
    attack, game = DECK.find("counter-attack"), table.game("all")
    state = state_of(table, {"zone": "all", "given": {"in_force_now": 1}})
    assert cost_of(attack, state, game) == 1
    assert cost_of(DECK.find("mobilise-kyiv"), state, game) == 2
    assert (
        cost_of(attack, state_of(table, {"zone": "all", "given": {"in_force_now": 0}}), game) == 2
    )
    behind_the_line = state_of(table, {"zone": "gov-now", "given": {"in_force_now": 1}})
    assert cost_of(attack, behind_the_line, table.game("gov-now")) == 2


# ------------------------------------------------------------------------------- how much


@pytest.mark.parametrize("case", CARDS)
def test_the_card_changes_what_its_row_says_and_nothing_else(table, case) -> None:
    before = state_of(table, case)
    for first in case["seats"]:
        others = [seat for seat in case["seats"] if seat != first]
        seats = [first, *others[: case.get("joint", 1) - 1]]
        after = revealed(table, before, case, seats)
        assert_changes(changes(before, after), expected(case))
        assert_felt(table, before, after, case)


@pytest.mark.parametrize("case", [c for c in CARDS if c.values[0].get("joint")])
def test_a_card_for_two_does_nothing_alone(table, case) -> None:
    before = state_of(table, case)
    for seat in case["seats"]:
        assert changes(before, revealed(table, before, case, [seat])) == {}
    every = revealed(table, before, case, case["seats"])
    assert_changes(changes(before, every), expected(case))


@pytest.mark.parametrize("case", [c for c in CARDS if not c.values[0].get("joint")])
def test_two_seats_that_play_one_card_do_no_more_than_one(table, case) -> None:
    before = state_of(table, case)
    every = revealed(table, before, case, case["seats"])
    assert_changes(changes(before, every), expected(case))


@pytest.mark.parametrize("case", [c for c in CARDS if "at_onset" in c.values[0]])
def test_a_ceasefire_of_the_same_turn_carries_the_card(table, case) -> None:
    willing = {"strain": 0.9, "diplomacy": 0.9, "exhaustion": 0.9, "imposed": 0, "quality": 0}
    before = state_of(table, case | {"given": case["given"] | willing}, 200)
    after = phase(table, revealed(table, before, case, case["seats"][:1]), "bargaining", case)
    without = phase(table, before, "bargaining", case)
    both = (after.began > 0) & (without.began > 0)
    assert both.sum() > 20
    for name, amount in case["at_onset"].items():
        apart = (after[name] - without[name])[both]
        np.testing.assert_allclose(apart, amount, atol=1e-9)
        assert np.all((after[name][both] > 0) & (after[name][both] < 1))  # no limit cuts it off


def test_fortifications_hold_four_turns(table) -> None:
    case = {"id": "fortify"}
    state, game, draws = state_of(table, case), table.game("gov"), Draws.of(1)
    made, left = [DECK.find("fortify").play("kyiv", sector=ROW)], []
    for _ in range(6):
        turn = play_turn(state, made, game, draws)
        pace = [e for e in turn.entries if e.field == "net" and e.term == "fortifications"]
        left.append(bool(pace[0].amount[ROW, 0] != 0))
        state, made = turn.state, []
    assert left == [True] * 4 + [False] * 2


def test_a_counter_attack_counts_four_times_in_its_sector_alone(table) -> None:
    [case] = [c for c in CASES["card"] if c["id"] == "counter-attack"]
    before = state_of(table, case)

    def pushed(state):
        ledger = Ledger()
        rules, game = RULEBOOK.of_phase("movement"), table.game("gov")
        play_phase(state, "movement", rules, game, Draws.of(1).at(3), ledger)
        [entry] = [e for e in ledger.entries if (e.field, e.term) == ("net", "counter-attacks")]
        return entry.amount[:, 0]

    times = pushed(revealed(table, before, case, ["kyiv"])) / pushed(before)
    wanted = np.ones(10)
    wanted[ROW] = case["counter_attacks_times"]
    np.testing.assert_allclose(times, wanted)


def test_what_allies_declare_takes_the_vote(table) -> None:
    united = {"ceasefire": 1, "cohesion": 0.7, "us_commitment": 0.7, "cautious_resolve": 0.7}
    case = {"id": "in-force-now", "given": {"decided": 1, "in_force_now": 0} | united}
    before, game = state_of(table, case, 400), table.game("gov", political=True)
    made = [DECK.find("in-force-now").play("hawks")]
    after = play_turn(before, made, game, Draws.of(1, 0, 400), keep_ledger=False).state
    assert 0 < after.in_force_now[0].mean() < 0.9
    asleep = play_turn(before, (), game, Draws.of(1, 0, 400), keep_ledger=False).state
    assert asleep.in_force_now[0].max() == 0
    undone = play_turn(
        before, [*made, DECK.find("on-ceasefire").play("cautious")], game, Draws.of(1, 0, 400),
        keep_ledger=False,
    ).state  # fmt: skip
    assert undone.in_force_now[0].max() == 0  # allies that ask for opposites ask for nothing


def test_a_forward_deployment_is_ten_thousand_over_all_decided_zones(table) -> None:
    state = table.opening("gov+buffer+eu", Draws.of(1)).changed(
        {"decided": np.array([[1.0], [1.0], [0.0]])}
    )
    game = table.game("gov+buffer+eu")
    ordered = decide(state, DECK.find("forward").play("hawks"), Ledger(keeping=False))
    after = play_phase(
        ordered, "cards", RULEBOOK.of_phase("cards"), game, Draws.of(1), Ledger(keeping=False)
    )
    assert (after.troops_k - state.troops_k)[:, 0].tolist() == [5.0, 5.0, 0.0]


# ------------------------------------------------------------------------------- together


SINGLE = [c for c in CASES["card"] if "joint" not in c and "zone" not in c]


@settings(max_examples=60)
@given(order=st.permutations(range(len(SINGLE))), count=st.integers(2, 8), turn=st.integers(1, 9))
def test_the_order_in_which_cards_are_laid_changes_nothing(
    table, order: list[int], count: int, turn: int
) -> None:
    cases = [SINGLE[i] for i in order[:count]]
    state, game = table.random_state("gov", turn, 3, turn=turn), table.game("gov", political=True)
    made = [
        DECK.find(c["id"]).play(c["seats"][0], sector=ROW if DECK.find(c["id"]).target else None)
        for c in cases
    ]
    ends = {
        play_turn(state, each, game, Draws.of(2, 0, 3)).state.digest()
        for each in (made, made[::-1], made[1:] + made[:1])
    }
    assert len(ends) == 1


@settings(max_examples=60)
@given(order=st.permutations(range(len(SINGLE))), count=st.integers(2, 6))
def test_cards_revealed_together_read_the_same_opening_state(
    table, order: list[int], count: int
) -> None:
    """Together they change what each changes alone: none reads what another has done."""
    cases: list[Any] = []
    for i in order:
        if all(DECK.find(SINGLE[i]["id"]).order != DECK.find(c["id"]).order for c in cases):
            cases.append(SINGLE[i])
    cases = cases[:count]
    before = state_of(table, {"id": "aid", "given": {"decided": 1, "proposed": 0}})
    together = before
    alone: dict[str, Any] = {}
    for case in cases:
        together = lay(together, case, case["seats"][:1])
        for name, change in changes(
            before, revealed(table, before, case, case["seats"][:1])
        ).items():
            alone[name] = alone.get(name, 0.0) + change
    found = changes(before, phase(table, together, "cards", cases[0]))
    assert_changes(found, {n: c for n, c in alone.items() if np.any(np.abs(c) > 1e-12)})


# ------------------------------------------------------------------------------- events


def happened(table: Any, before: Any, case: Mapping[str, Any]):
    """The state after the event's own phases, set by hand."""
    state = before.changed({case["id"]: np.ones_like(before[case["id"]])})
    return phase(table, phase(table, state, "injects", case), "shocks", case)


@pytest.mark.parametrize("case", [c for c in EVENTS if c.values[0]["id"] != "inject_us_turn"])
def test_the_event_changes_what_its_row_says_and_nothing_else(table, case) -> None:
    before = state_of(table, case)
    without = phase(table, phase(table, before, "injects", case), "shocks", case)
    assert changes(before, without) == {}  # nothing is drawn by chance in this quarter
    after = happened(table, before, case)
    assert_changes(changes(before, after), expected(case))
    assert_felt(table, before, after, case)


@pytest.mark.parametrize("case", [c for c in EVENTS if "entry" in c.values[0]])
def test_the_event_is_an_entry_of_its_turn(table, case) -> None:
    from wargame.app.table import inject_decisions

    state, game = state_of(table, case), table.game("gov")
    turn = play_turn(state, inject_decisions([case["id"]]), game, Draws.of(1))
    wanted = case["entry"]
    [entry] = [e for e in turn.entries if (e.field, e.term) == (wanted["field"], wanted["term"])]
    assert entry.amount[0] == pytest.approx(wanted["amount"], abs=1e-9)


def test_a_us_turn_draws_the_course_anew(table) -> None:
    case = {"id": "inject_us_turn", "given": {"us_posture": 1, "turn": 3}}
    state = happened(table, state_of(table, case, 4_000), case)
    after = phase(table, state, "us", case)
    found = [float((after.us_posture == k).mean()) for k in range(3)]
    assert found == pytest.approx([0.25, 0.5, 0.25], abs=0.03)


@pytest.mark.parametrize("name", [n for n in INJECTS if n not in ("inject_oil", "inject_us_turn")])
def test_events_are_drawn_only_when_they_are_switched_on(table, name: str) -> None:
    quiet, drawn = table.game("dmz"), table.game("dmz", injects=True)
    state = table.random_state("dmz", 1, 3_000, turn=4)
    state = state.changed({"implemented": np.maximum(state.implemented, 0.1)})
    draws = Draws.of(1, 0, 3_000)
    assert play_turn(state, (), quiet, draws, keep_ledger=False).state[name].max() == 0
    happening = play_turn(state, (), drawn, draws, keep_ledger=False).state[name].mean()
    if name == "inject_mobilisation":
        assert happening == 0  # its own hazard is rule R14's, in every game
    else:
        assert 0 < happening < 0.6
