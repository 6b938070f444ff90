"""Who may know what: every field is listed once, nothing unknown is, and Moscow keeps its own."""

from __future__ import annotations

from pathlib import Path

import pytest

import wargame.rules
from wargame.engine.draws import Draws
from wargame.engine.observe import observe
from wargame.rules.deck import DECK
from wargame.rules.fields import FIELDS, ORDERS
from wargame.scenario.faults import FaultsError
from wargame.scenario.visibility import PUBLIC, visibility_from, visible

FILE = Path(next(iter(wargame.rules.__path__))) / "visibility.toml"
SHIPPED = FILE.read_text("utf-8")


def faults(tmp_path: Path, text: str) -> list[str]:
    (tmp_path / "v.toml").write_text(text, "utf-8")
    with pytest.raises(FaultsError) as refused:
        visibility_from(tmp_path / "v.toml")
    return [str(fault) for fault in refused.value.faults]


def test_every_field_of_the_state_is_listed_once() -> None:
    visible()  # raises with every field that is missing, unknown, or there twice


@pytest.mark.parametrize("field", ["lost", "calm", "order_aid", "trust", "flare_chance"])
def test_a_field_left_out_is_told(tmp_path: Path, field: str) -> None:
    lines = [line for line in SHIPPED.splitlines() if not line.startswith(f"{field} = ")]
    text = "\n".join(lines).replace(f'"{field}", ', "").replace(f'"{field}",', "")
    words = f"v.toml: {field}: nobody says who may see it; list it under public or hidden"
    assert faults(tmp_path, text) == [words]


def test_unknown_and_double_names_are_told(tmp_path: Path) -> None:
    text = SHIPPED.replace('"lost",', '"lost", "losst", "calm",').replace(
        'posture = ["moscow"]', 'posture = ["moscow", "mosco"]'
    )
    told = faults(tmp_path, text)
    assert 'v.toml: losst: the state has no such field; did you mean "lost"?' in told
    assert "v.toml: calm: it is listed more than once; public, hidden or seats, not two" in told
    assert 'v.toml: seats.posture: no seat "mosco"; did you mean "moscow"?' in told
    assert len(told) == 3


@pytest.mark.parametrize("field", ["dissent", "resolve", "posture"])
def test_what_goes_on_in_moscow_only_moscow_knows(field: str) -> None:
    assert [seat.id for seat in DECK.seats if field in visible()[seat.id]] == ["moscow"]
    assert field not in visible()[PUBLIC]


def test_orders_and_chances_are_known_to_nobody() -> None:
    known = frozenset().union(*visible().values())
    assert known & {*ORDERS, "onset_chance", "flare_chance", "holds", "quiet"} == frozenset()
    assert known < FIELDS.keys()


def test_a_seat_observes_its_own_fields_and_the_public_ones(table) -> None:
    state = table.opening("gov", Draws.of(1, 0, 3))
    for seat in DECK.seats:
        seen = observe(state, seat.id, visible()).fields
        assert seen.keys() == visible()[PUBLIC] | visible()[seat.id]
    assert "strain" not in observe(state, "us", visible()).fields
    assert "exhaustion" not in observe(state, "moscow", visible()).fields
