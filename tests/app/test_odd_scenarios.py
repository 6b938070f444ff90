"""Whatever scenario a file gives that is not refused can be opened and played."""

from __future__ import annotations

import warnings
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wargame.app.session import Session
from wargame.paths import assets
from wargame.scenario.faults import FaultsError
from wargame.scenario.load import scenario_from
from wargame.scenario.toml import read_toml

SHIPPED = assets() / "scenarios" / "ukraine-2024-12" / "scenario.toml"
WHOLE = read_toml(SHIPPED, "s.toml")
GONE = object()
ODD: tuple[Any, ...] = (
    GONE, (), {}, 0, 1, -1, 0.0, 1e300, 0.001, 10.0, -10.0, 200.0, 1000.0, "", "x" * 4000,
    "<b>\u202e</b>", "none", date(1, 1, 1), date(9999, 12, 31), 40, 2**63 - 1, True,
)  # fmt: skip


def places(value: Any, here: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Every place of the file, of rows only the first and the fifth."""
    rows = value.items() if isinstance(value, dict) else enumerate(value)
    found = [here] if here else []
    for key, item in rows:
        if not isinstance(key, int) or key in {0, 4}:
            inner = isinstance(item, dict | tuple)
            found += places(item, (*here, key)) if inner else [(*here, key)]
    return found


def changed(value: Any, place: tuple[Any, ...], new: Any) -> Any:
    """The data with what stood at a place replaced, or gone."""
    step, *rest = place
    rows = list(value.items() if isinstance(value, dict) else enumerate(value))
    put = [
        (key, item if key != step else changed(item, tuple(rest), new) if rest else new)
        for key, item in rows
    ]
    kept = [(key, item) for key, item in put if item is not GONE]
    return dict(kept) if isinstance(value, dict) else tuple(item for _, item in kept)


def plays(data: dict[str, Any]) -> bool:
    """Whether a quarter was played; False when the file was refused in words."""
    try:
        scenario = scenario_from(data, SHIPPED.parent, "s.toml")
    except FaultsError as error:
        assert error.faults
        return False
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        session = Session.of(scenario)
        for option in scenario.options[1:2]:
            session.switch(option.id, on=True)
        session.play_turn()
        assert session.view().history
    return True


@settings(max_examples=80, deadline=None)
@given(st.sampled_from(places(WHOLE)), st.sampled_from(ODD))
def test_an_odd_value_anywhere_is_refused_or_played(place: tuple[Any, ...], new: Any) -> None:
    plays(changed(WHOLE, place, new))


@pytest.mark.soak
def test_every_odd_value_everywhere_is_refused_or_played() -> None:
    found = [plays(changed(WHOLE, place, new)) for place in places(WHOLE) for new in ODD]
    print(f"{len(found)} odd files: {sum(found)} played, the others refused in words")
    assert sum(found) > 200


def test_a_scenario_of_the_last_day_there_is_can_be_played_to_its_end() -> None:
    session = Session.of(
        scenario_from(WHOLE | {"start": date(9999, 12, 31), "turns": 40}, SHIPPED.parent, "s.toml")
    )
    for _ in range(40):
        session.play_turn()
    assert session.view().history[-1].turn == 40
