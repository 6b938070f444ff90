"""Several zones at once obey their laws: nothing, doubles and order do not count; more is not less.

How zones combine is judgement (model.md, end of 3.3): in each sector the strongest deters, their
union exposes and presses, troops add. These laws hold whatever the numbers.
"""

from __future__ import annotations

from itertools import combinations, permutations
from typing import Any

import numpy as np
import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from wargame.app import headless
from wargame.app.game import build_game
from wargame.app.session import Session
from wargame.app.setting import Setting
from wargame.app.tasks import TaskControl
from wargame.engine.draws import Draws
from wargame.engine.inputs import ZoneInputs
from wargame.engine.rule import Game
from wargame.engine.sequence import play_turn
from wargame.engine.state import State
from wargame.rules.start import derived_fields
from wargame.scenario.load import load_scenario
from wargame.scenario.options import Geometry
from wargame.scenario.schema import Scenario

OPTIONS = [o.id for o in load_scenario("ukraine-2024-12").options if o.id != "none"]
PAIRS = list(combinations(OPTIONS, 2))
FAR = ((10.0, 50.0), (12.0, 50.0), (12.0, 51.0), (10.0, 51.0), (10.0, 50.0))  # in Germany
COUNT = 40


@pytest.fixture(scope="module")
def world(table) -> Scenario:
    """The shipped scenario with options that lie nowhere, or say again what another says."""
    gov = table.scenario.option("gov")
    off_the_map = Geometry(kind="polygon", polygon=(FAR,))
    extra = (
        gov.model_copy(update={"id": "far", "geometry": off_the_map}),
        gov.model_copy(update={"id": "nowhere", "geometry": Geometry(kind="none")}),
        gov.model_copy(update={"id": "again", "name": "The same under another name"}),
        table.edited("gov", troops_k=40.0).model_copy(update={"id": "more"}),
    )
    return table.scenario.model_copy(update={"options": (*table.scenario.options, *extra)})


def counting(world: Scenario, shelf: Any, options: str) -> list[str]:
    on = [world.option(name) for name in options.split("+")]
    return [option.id for option in shelf.counting(on, world.option("none"))]


@pytest.mark.parametrize(
    ("on", "count"),
    [
        ("gov", ["gov"]),
        ("gov+far", ["gov"]),
        ("far+gov", ["gov"]),
        ("gov+nowhere", ["gov"]),
        ("none+gov", ["gov"]),
        ("far", ["none"]),
        ("none", ["none"]),
        ("nowhere+far", ["none"]),
        ("gov+gov", ["gov"]),
        ("gov+again", ["gov"]),
        ("gov+again+dmz", ["gov", "dmz"]),
        ("gov+more", ["gov", "more"]),
        ("gov+moldova", ["gov", "moldova"]),
        ("georgia", ["georgia"]),
    ],
)
def test_zones_of_nothing_and_doubles_take_no_slot(world, table, on: str, count: list[str]) -> None:
    """Judgement: a zone that protects nothing counts as none, equal zones as one."""
    assert counting(world, table.shelf, on) == count


def test_an_empty_zone_and_a_double_change_no_game(world) -> None:
    """Judgement: what takes no slot leaves the whole game as it was, to the last bit."""
    digests = {
        on: headless.play(world, on, 2, 7).digest
        for on in ("gov", "gov+gov", "far+gov+again", "gov+nowhere", "gov+more", "far", "none")
    }
    doubles = {digests[on] for on in ("gov", "gov+gov", "far+gov+again", "gov+nowhere")}
    assert len(doubles) == 1
    assert digests["far"] == digests["none"]
    assert len(set(digests.values())) == 3


def test_nor_do_they_change_a_comparison(world) -> None:
    names = ["gov", "gov+gov", "far+gov", "gov+nowhere", "gov+again", "gov+more"]
    found = headless.compare(world, names, 4, 50, 1, TaskControl())
    measures = [option["measures"] for option in found["options"]]
    assert all(other == measures[0] for other in measures[1:-1])
    assert measures[-1] != measures[0]


def test_an_empty_zone_switched_on_in_mid_game_changes_nothing(world, table) -> None:
    one, other = Session(world, 7, table.shelf), Session(world, 7, table.shelf)
    for session in (one, other):
        session.choose("gov")
        session.play_turn()
        session.play_turn()
    other.switch("far", on=True)
    for session in (one, other):
        session.play_turn()
    assert one.digest() == other.digest()
    built = other.position.now.turn.state.implemented
    assert built[0, 0] > 0
    assert not built[1:].any()


def slots_of(state: State, order: tuple[int, ...]) -> State:
    """The same state with its zone slots in another order."""
    moved = {n: s[list(order)] for n, s in ((n, state[n]) for n in zone_fields(state))}
    return state.changed(moved)


def zone_fields(state: State) -> list[str]:
    return [name for name, spec in state.fields.items() if spec.axes == "Z"]


def emptied(state: State, slot: int) -> State:
    """The same state with nothing in one zone slot."""
    kept = np.array([index != slot for index in range(3)], dtype=float)[:, None]
    return state.changed({name: state[name] * kept for name in zone_fields(state)})


def game_with(table: Any, zones: list[ZoneInputs], *, political: bool = False) -> Game:
    """A game with those zones in the first slots; a phased zone may be among them."""
    setting = Setting("political" if political else "adopted", injects=True)
    return build_game(table.scenario, zones, setting=setting, phased=True)


def zones_of(table: Any, names: tuple[str, ...]) -> list[ZoneInputs]:
    return [table.shelf.take(table.scenario.option(name).geometry).inputs for name in names]


@settings(max_examples=12, phases=(Phase.generate,))  # shrinking three zones takes minutes
@given(
    names=st.permutations(OPTIONS).map(lambda all_: tuple(all_[:3])),
    order=st.sampled_from(list(permutations(range(3)))),
    seed=st.integers(0, 2**32),
    political=st.booleans(),
)
def test_the_order_of_zones_does_not_matter(
    table, names: tuple[str, ...], order: tuple[int, ...], seed: int, political: bool
) -> None:
    """Judgement: which slot a zone lies in is no part of the game."""
    state, zones = table.random_state("+".join(names), seed, 8), zones_of(table, names)
    draws = Draws.of(seed, 0, 8)
    one = play_turn(state, (), game_with(table, zones, political=political), draws).state
    turned = [zones[index] for index in order]
    game = game_with(table, turned, political=political)
    other = play_turn(slots_of(state, order), (), game, draws).state
    expected = slots_of(one, order)
    for name in expected:
        np.testing.assert_allclose(other[name], expected[name], rtol=0, atol=1e-9, err_msg=name)


@pytest.mark.parametrize("pair", PAIRS, ids="+".join)
def test_a_second_zone_never_takes_away_deterrence_exposure_or_pressure(
    table, pair: tuple[str, str]
) -> None:
    """Judgement: more zones deter no less in any sector, and expose and press no less."""
    zones = zones_of(table, pair)
    both = table.random_state("+".join(pair), len("".join(pair)), COUNT)
    together = derived_fields(both, game_with(table, zones))
    nothing = ZoneInputs.empty(len(table.scenario.sectors))
    for slot in (0, 1):
        left = [nothing if index == slot else zone for index, zone in enumerate(zones)]
        alone = derived_fields(emptied(both, slot), game_with(table, left))
        for name in ("deterrence", "exposure", "red_line", "guarantee_seen"):
            assert np.all(together[name] >= alone[name] - 1e-12), name


def test_a_zone_beside_a_frozen_region_deters_nothing_at_the_front(table) -> None:
    """Judgement: a guarantee over Moldova guards Transnistria's neighbour, not the Donbas."""
    pair = ("gov", "moldova")
    state, zones = table.random_state("gov+moldova", 4, COUNT), zones_of(table, pair)
    with_it = derived_fields(state, game_with(table, zones))
    without = derived_fields(emptied(state, 1), game_with(table, zones[:1]))
    np.testing.assert_array_equal(with_it["deterrence"], without["deterrence"])
    game, opening = table.game("gov+moldova"), table.opening("gov+moldova", Draws.of(1, 0, 4))
    plain = table.opening("gov", Draws.of(1, 0, 4))
    played = play_turn(opening, (), game, Draws.of(1, 0, 4)).state
    other = play_turn(plain, (), table.game("gov"), Draws.of(1, 0, 4)).state
    transnistria, others = played.flare_chance[0], played.flare_chance[1:]
    assert np.all(transnistria > other.flare_chance[0] + 1e-4)  # proposed: pressed, not guarded yet
    assert np.all(np.abs(others - other.flare_chance[1:]) < 1e-4)


@pytest.mark.parametrize("pair", ["eu+dmz", "gov+moldova"])
def test_two_zones_go_through_a_comparison(table, pair: str) -> None:
    first, _, second = pair.partition("+")
    turned = f"{second}+{first}"
    found = headless.compare(table.scenario, ["none", pair, turned], 6, 60, 1, TaskControl())
    none, one, other = (option["measures"] for option in found["options"])
    assert one != none
    assert one.keys() == other.keys() == none.keys()
    for measure, value in one.items():
        for part, number in (value or {}).items():
            same = (other[measure] or {}).get(part)
            assert number == same or number == pytest.approx(same, abs=1e-9), measure


@pytest.mark.parametrize(
    ("first", "second", "quarters"),
    [("eu", "dmz", 0), ("gov", "moldova", 3)],  # a mission by consent waits for a ceasefire
)
def test_a_second_zone_in_mid_game_can_be_taken_back_and_put_on_again(
    table, first: str, second: str, quarters: int
) -> None:
    session = Session(table.scenario, 7, table.shelf)
    session.choose(first)
    seen = []

    def step(act: Any) -> None:
        seen.append((session.digest(), session.position.on))
        act()

    for act in (
        session.play_turn,
        session.play_turn,
        lambda: session.switch(second, on=True),
        session.play_turn,
        session.play_turn,
        lambda: session.switch(first, on=False),
        session.play_turn,
    ):
        step(act)
    seen.append((session.digest(), session.position.on))
    assert session.position.on == (second,)
    built = [played.turn.state.implemented[:, 0] for played in session.played]
    assert built[4][0] == pytest.approx(0.75)  # the first went on being built beside the second
    proposed = [played.turn.state.proposed[:, 0] for played in session.played]
    assert proposed[4].tolist() == [1, 1, 0]
    assert proposed[5].tolist() == [1, 0, 0]
    assert built[5][0] == pytest.approx(0.25 * quarters)  # it moved up with all that it had
    for expected in reversed(seen[:-1]):
        session.undo()
        assert (session.digest(), session.position.on) == expected
    for expected in seen[1:]:
        session.redo()
        assert (session.digest(), session.position.on) == expected
