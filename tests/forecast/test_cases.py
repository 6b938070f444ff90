"""Historical ceasefires against the hazard that the game plays with (model.md 7.1)."""

from __future__ import annotations

import numpy as np
import pytest

from wargame.app.game import default_parameters
from wargame.forecast.cases import LEAST_IN_BAND, in_band, judged, load_cases, survival
from wargame.scenario.faults import FaultsError

CASES = load_cases()
# What the design's prototype says of each; three places where the band is missed by less than .01.
DESIGN = {
    "Korea 1953": 0.97, "Cyprus 1974": 0.96, "West Germany joins NATO 1955": 0.98,
    "Transnistria 1992": 0.98, "Nagorno-Karabakh 1994": 0.79,
    "Nagorno-Karabakh, November 2020": 0.21, "Minsk I, 2014": 0.07, "Minsk II, 2015": 0.296,
    "South Ossetia 1992": 0.92, "Abkhazia 1994": 0.907, "Georgia after August 2008": 0.95,
    "Croatia, Vance plan 1992": 0.16, "Golan 1974": 0.96,
    "Crowd forecast of a 2025 ceasefire, its first quarter": 0.53,
}  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_historical_ceasefire_survives_as_the_design_says(case) -> None:
    design = DESIGN[case.name]
    places = 0.0005 if round(design, 2) != design else 0.005
    assert survival(case, default_parameters())[0] == pytest.approx(design, abs=places + 1e-4)


def test_eleven_of_fourteen_lie_in_band_and_every_miss_says_why() -> None:
    found = judged(default_parameters())
    assert len(found) == len(DESIGN) == 14
    assert sum(result.in_band for result in found) >= LEAST_IN_BAND
    for result in found:
        assert result.in_band == (not result.case.misses), result.case.name
        assert result.case.source
        assert result.case.note


def test_parameter_sets_are_judged_together_as_they_are_one_at_a_time() -> None:
    sets = {"h_base": np.array([-2.0, -1.41, -0.7]), "h_stakes": np.array([0.6, 1.33, 2.0])}
    base = default_parameters()
    together = in_band(base.replaced(sets))
    alone = [
        in_band(base.replaced({name: float(values[i]) for name, values in sets.items()}))[0]
        for i in range(3)
    ]
    np.testing.assert_array_equal(together, alone)
    assert len(set(alone)) > 1  # the sets differ in what they say


def test_a_weight_of_the_hazard_moves_the_cases() -> None:
    # the guard above can fail: without deterrence history looks different
    without = default_parameters().replaced({"h_deterrence": 0.0, "h_age": 0.0})
    assert in_band(without)[0] < LEAST_IN_BAND


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[[case]]\nname = 'x'\n", "case"),
        ("case = 3\n", "case"),
    ],
)
def test_a_file_that_is_no_file_of_cases_is_refused_in_a_sentence(tmp_path, text, said) -> None:
    path = tmp_path / "cases.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(FaultsError) as refused:
        load_cases(path)
    assert said in str(refused.value)
