"""A comparison as tables, CSV and a page: differences to any baseline, words where words belong."""

from __future__ import annotations

import csv
import re

import numpy as np
import pytest

from wargame.app.comparison_page import changes_of, counts_of, csv_of, figures_of, html_of, page
from wargame.app.comparison_records import Comparison, OptionOverSets, OverSets
from wargame.app.comparison_sets import summary
from wargame.app.comparison_words import BY_KEY, CLASH, MEASURES, change, figure, written
from wargame.forecast.measures import MEASURES as MEASURED

MEANS = {
    "none": {"stability": [40.0, 50.0, 60.0], "km2_lost": [9000.0, 8000.0, 7000.0],
             "clash": [0.001, 0.002, 0.003]},
    "gov": {"stability": [45.0, 49.0, 66.0], "km2_lost": [8500.0, 8000.0, 6000.0],
            "clash": [0.1, 0.2, 0.3]},
}  # fmt: skip


def over(values: np.ndarray) -> OverSets:
    found = summary(values)
    assert found is not None
    return found


@pytest.fixture
def found() -> Comparison:
    means = {o: {k: np.array(v) for k, v in m.items()} for o, m in MEANS.items()}
    options = tuple(
        OptionOverSets(
            id=name,
            name={"none": "No zone", "gov": "Gov-held <now>"}[name],
            guarantee="none",
            in_force_now=False,
            measures={key: over(values) for key, values in own.items()},
            clash_words=("very low", "low", "low"),
            effect=over(own["stability"]),
            sectors={},
        )
        for name, own in means.items()
    )
    return Comparison(0, 12, 3, 3, 100, "gov", options, {}, True, 1.0, means)


def row(grid, key):
    words = BY_KEY[key].words
    return next(row for row in grid.rows if row[0] == words)


def test_every_measure_of_the_model_has_words_and_a_unit() -> None:
    assert [shown.key for shown in MEASURES] == [measure.key for measure in MEASURED]


def test_figures_stand_with_their_interval_in_the_unit_of_the_heading(found) -> None:
    assert row(figures_of(found), "stability")[1:] == ("50 (42 to 58)", "49 (46 to 63)")
    assert row(figures_of(found), "km2_lost")[1] == "8.0 (7.2 to 8.8)"
    assert row(figures_of(found), "norm")[1:] == ("none", "none")


def test_a_clash_is_told_in_words_everywhere(found) -> None:
    assert row(figures_of(found), CLASH)[1] == "very low to low"
    assert row(changes_of(found, "none"), CLASH)[1:] == ("reference", "higher")
    assert row(changes_of(found, "gov"), CLASH)[1] == "lower"


def test_differences_are_set_by_set_and_turn_round_with_the_baseline(found) -> None:
    assert row(changes_of(found, "none"), "stability")[2] == "+5 (+0 to +6)"
    assert row(changes_of(found, "gov"), "stability")[1] == "\u22125 (\u22126 to +0)"
    assert changes_of(found, "gov").title == "Against \u201cGov-held <now>\u201d"


def test_less_ground_lost_is_better_and_a_tie_counts_half(found) -> None:
    assert row(counts_of(found, "none"), "km2_lost")[2] == "8.3 of 10"
    assert row(counts_of(found, "gov"), "km2_lost")[1] == "1.7 of 10"
    assert row(counts_of(found, "none"), "stability")[2] == "6.7 of 10"


def test_the_csv_has_full_figures_in_the_units_of_the_model(found) -> None:
    rows = [*csv.DictReader(csv_of(found, "none").splitlines())]
    assert len(rows) == 2 * len(MEASURES)
    lost = next(r for r in rows if (r["option"], r["measure"]) == ("gov", "km2_lost"))
    assert float(lost["median"]) == 8000
    assert float(lost["difference_median"]) == -500
    assert (lost["unit"], lost["baseline"], lost["sets"]) == ("km2", "none", "3")
    assert next(r for r in rows if r["measure"] == "norm")["median"] == ""


def test_the_page_needs_nothing_else_and_trusts_no_name(found) -> None:
    text = html_of(found, "Ukraine, seed 1")
    assert "Gov-held &lt;now&gt;" in text
    assert "<now>" not in text
    assert "in this model, not a forecast" in text
    assert not re.search(r"<script|https?://|<link|<img", text)
    assert page("t", ["w"], []).startswith("<!doctype html>")


def test_figures_have_a_true_minus_and_no_minus_zero() -> None:
    shown = BY_KEY["stability"]
    assert written(shown, -0.2) == "0"
    assert written(shown, -3.6, "+") == "\u22124"
    assert change(shown, OverSets(1, -0.4, -2, 3)) == "+0 (\u22122 to +3)"
    assert figure(BY_KEY["ceasefire_any"], OverSets(0.5, 0.5, 0.25, 0.75)) == "50 (25 to 75)"
