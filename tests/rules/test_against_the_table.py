"""Every option comes out where the design's own 10,000 playthroughs did (model.md 8, table A).

`pytest -s` prints both side by side. The figures of the table are expected values and nothing else:
no rule, parameter or scenario reads them.
"""

from __future__ import annotations

from typing import Any

import pytest

from wargame.app import headless
from wargame.app.tasks import TaskControl
from wargame.scenario.load import load_scenario

RUNS, TURNS, SEED = 2000, 12, 1
OPTIONS = ("none", "gov", "gov-now", "buffer", "all", "dmz", "eu")
KEYS = (
    "stability_t4", "stability", "weakest", "ceasefire_any", "durability_8q", "clash", "km2_lost",
    "frozen", "norm", "deescalation", "principle", "cohesion",
)  # fmt: skip
TABLE = {
    "none": (29, 41, 31, 0.68, 0.37, 0.007, 12_200, 29, 46, 25, 45, 0.68),
    "gov": (30, 46, 36, 0.47, 0.66, 0.059, 11_400, 44, 48, 24, 45, 0.60),
    "gov-now": (39, 62, 55, 0.60, 0.68, 0.190, 4_500, 45, 61, 24, 62, 0.57),
    "buffer": (29, 44, 34, 0.51, 0.55, 0.027, 11_900, 45, 43, 24, 42, 0.63),
    "all": (29, 35, 25, 0.31, 0.41, 0.580, 8_800, 29, 71, 20, 64, 0.55),
    "dmz": (35, 61, 54, 0.74, 0.65, 0.007, 10_200, 39, 43, 28, 45, 0.67),
    "eu": (29, 42, 32, 0.58, 0.45, 0.014, 12_200, 37, 46, 24, 45, 0.66),
}
# Three reasons to differ: luck (a standard error of about .65 points here and .3 there on indices,
# .011 and .005 on shares, 150 and 70 km2), the table's rounding (.5 point, .005, 50 km2), and zones
# measured from polygons where the table has one nominal gap and one occupied share per option.
TOLERANCE = {
    "stability_t4": 2.0,  # luck 3 x .5, rounding
    "stability": 3.5,  # luck 3 x .7, rounding, .5 to 1 for measured gaps
    "weakest": 4.5,  # the lowest of ten varies more, and sits where measured gaps differ most
    "ceasefire_any": 0.05,  # luck 3 x .012, rounding
    "durability_8q": 0.11,  # only 150 to 600 playthroughs have a ceasefire that early: 3 x .035
    "clash": 0.03,  # luck 3 x .009; `all` is apart, see below
    "km2_lost": 700,  # luck 3 x 165, rounding
    "frozen": 2.0,
    "norm": 3.0,
    "deescalation": 1.5,
    "principle": 3.0,
    "cohesion": 0.03,
}
# `all`: the table takes half of every sector's zone as occupied; measured shares run from none at
# Sumy and in Kursk region to three quarters at Siversk, .41 along the line instead of .5.
WIDER = {("all", "clash"): 0.05, ("all", "durability_8q"): 0.15}


def compared(scenario: Any) -> dict[str, dict[str, float]]:
    found = headless.compare(scenario, OPTIONS, TURNS, RUNS, SEED, TaskControl())
    return {
        option["id"]: {key: option["measures"][key]["mean"] for key in KEYS}
        for option in found["options"]
    }


@pytest.fixture(scope="module")
def ours() -> dict[str, dict[str, float]]:
    found = compared(load_scenario("ukraine-2024-12"))
    print()
    print("        ", *(key[:10].rjust(14) for key in KEYS))
    for option in OPTIONS:
        pairs = zip(KEYS, TABLE[option], strict=True)
        cells = (f"{found[option][k]:.4g} ({t:g})".rjust(14) for k, t in pairs)
        print(option.ljust(8), *cells)
    return found


@pytest.fixture(scope="module")
def eu_on_ceasefire(table) -> dict[str, dict[str, float]]:
    """The same with the EU force live only in a ceasefire, as the prototype ran it."""
    scenario = load_scenario("ukraine-2024-12")
    options = [
        table.edited("eu", in_force_now=False) if option.id == "eu" else option
        for option in scenario.options
    ]
    return compared(scenario.model_copy(update={"options": type(scenario.options)(options)}))


def assert_near(option: str, key: str, found: float) -> None:
    expected = TABLE[option][KEYS.index(key)]
    assert found == pytest.approx(expected, abs=WIDER.get((option, key), TOLERANCE[key]))


@pytest.mark.parametrize("key", KEYS)
@pytest.mark.parametrize("option", [o for o in OPTIONS if o != "eu"])
def test_the_option_comes_out_where_the_design_had_it(ours, option: str, key: str) -> None:
    assert_near(option, key, ours[option][key])


@pytest.mark.parametrize("key", KEYS)
def test_the_eu_force_on_ceasefire_comes_out_where_the_prototype_had_it(
    eu_on_ceasefire, key: str
) -> None:
    assert_near("eu", key, eu_on_ceasefire["eu"][key])


def test_the_eu_force_in_force_now_holds_more_ground_than_the_prototypes(
    ours, eu_on_ceasefire
) -> None:
    # the text of model.md 3.3 puts it in force now, and text wins over the prototype
    now, later = ours["eu"], eu_on_ceasefire["eu"]
    assert now["km2_lost"] < later["km2_lost"] - 500
    assert now["stability"] > later["stability"] + 1
    assert now["norm"] > later["norm"]


def test_what_the_evidence_settles_about_the_order_is_settled_here(ours) -> None:
    # model.md 8H: apart from dmz first and all last (and gov-now beside dmz) the order is open
    order = sorted(OPTIONS, key=lambda o: ours[o]["stability"])
    assert order[0] == "all"
    assert set(order[-2:]) == {"dmz", "gov-now"}
    assert max(OPTIONS, key=lambda o: ours[o]["clash"]) == "all"
    assert max(OPTIONS, key=lambda o: ours[o]["norm"]) == "all"
    assert min(OPTIONS, key=lambda o: ours[o]["km2_lost"]) == "gov-now"
