"""The tables an expert can read: formulas worked by hand."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from wargame.app.game import default_parameters
from wargame.engine.contributions import Draw
from wargame.engine.draws import Draws
from wargame.engine.rule import Game, Named
from wargame.engine.state import State
from wargame.rules import formulas
from wargame.rules.book import RULEBOOK
from wargame.rules.fields import FIELDS, OPPORTUNIST

CASES = Path(__file__).parent / "cases"


def cases(name: str) -> list[Any]:
    with (CASES / f"{name}.toml").open("rb") as file:
        return [pytest.param(case, id=case["name"]) for case in tomllib.load(file)["case"]]


# Where every term of the formulas that is not named is zero.
NEUTRAL = {
    "turn": 3, "posture": OPPORTUNIST, "us_commitment": 0.5, "cohesion": 0.5, "reputation": 0.6,
    "strain": 0.45, "dissent": 0.2, "resolve": 0.7, "exhaustion": 0.3, "trust": 0.5,
    "eu_support": 0.5, "us_weight": 1.0, "rung": 3,
}  # fmt: skip


def one_sector(stakes: float = 1.0, kilometres: float = 1000.0) -> Game:
    """A game of one sector whose only zone lies far behind it and holds no occupied land."""
    one = np.ones((1, 1))
    constants = {
        "length": kilometres * one, "total_length": kilometres, "length_share": one,
        "importance": one, "salience": stakes * one,
    }  # fmt: skip
    far = dict.fromkeys(
        ("kernel_deterrence", "kernel_exposure", "kernel_pressure", "depth_factor", "occupied"),
        np.zeros((1, 1, 1)),
    )
    inputs = Named("input", far | {"phased": False, "used": 1})
    return Game(FIELDS, Named("constant", constants), default_parameters(), inputs, RULEBOOK)


def state_of(given: dict[str, float]) -> State:
    """One playthrough at the reference values, with the given fields."""
    values = NEUTRAL | given
    arrays = {}
    for name, spec in FIELDS.items():
        shape = {"": (1,)}.get(spec.axes, (1, 1))
        arrays[name] = np.full(shape, float(values.get(name, 0.0)))
    return State(FIELDS, arrays)


def value_of(formula: str, state: State, game: Game) -> float:
    if formula == "one_rung_up":
        given = game.rulebook.find("escalation.ladder")(state, game, Draws.of(0))
        draw = next(c for c in given if isinstance(c, Draw) and c.name == "one rung up")
        return float(draw.probability[0])
    return float(getattr(formulas, formula)(state, game).value.ravel()[0])


@pytest.mark.parametrize("case", cases("worked_examples"))
def test_a_formula_gives_what_it_gives_by_hand(case: dict[str, Any]) -> None:
    found = value_of(case["formula"], state_of(case["given"]), one_sector())
    assert found == pytest.approx(case["expect"], abs=0.00006), case["work"]
