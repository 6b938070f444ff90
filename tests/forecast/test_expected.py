"""The design's tables against the model; put back as the prototype ran, the model is the design.

The shipped model differs from the prototype by rules it never ran, by measured geometry and by one
term of one option. With those put back every figure of table A must agree within luck: that is
what shows that differences have no other cause.
"""

from __future__ import annotations

from functools import partial

import numpy as np
import pytest

from wargame.app.design_tables import DesignTable, _options, as_markdown, over_sets
from wargame.app.worlds import AS_PROTOTYPE, CHANGES, SHIPPED, Runner
from wargame.forecast.expected import Comparison, Figure, compared, figure, load_expected
from wargame.forecast.matching import matched_sets

EXPECTED = load_expected()
RUNS = 1000


@pytest.fixture(scope="module")
def runner(bench) -> Runner:
    return Runner(bench, EXPECTED.nominal, RUNS)


@pytest.mark.parametrize("name", ["A", "B", "F"])
def test_put_back_as_the_prototype_ran_the_model_is_the_design(runner, name: str) -> None:
    world = AS_PROTOTYPE.voting() if name == "B" else AS_PROTOTYPE
    found = _options(runner, EXPECTED, name, world, 12)
    cells = compared(EXPECTED, EXPECTED.find(name), found, RUNS)
    # figures of one table share their dice, so luck moves many together; none lies far off
    assert [cell for cell in cells if abs(cell.errors) > 4] == []
    assert sum(cell.near for cell in cells) >= 0.95 * len(cells)


def test_the_shipped_model_differs_where_a_rule_was_added(runner) -> None:
    play = partial(_options, runner, EXPECTED, "B")
    table = EXPECTED.find("B")
    shipped = compared(EXPECTED, table, play(SHIPPED.voting(), 12), RUNS)
    worlds = {
        world.name: compared(EXPECTED, table, play(world.voting(), 12), RUNS)
        for world in CHANGES
        if world.name.startswith("vetoes")
    }
    found = DesignTable("B", table.title, RUNS, shipped, worlds)
    at = next(i for i, c in enumerate(shipped) if (c.row, c.column) == ("gov", "implemented"))
    assert not shipped[at].near
    assert found.explained(at) == ["vetoes, R19"]
    text = as_markdown([found])
    assert "explained by vetoes, R19" in text
    assert found.plain()["figures"][at]["explained_by"] == ["vetoes, R19"]


def test_table_h_plays_every_set_with_its_own_parameters(bench, monkeypatch) -> None:
    few = {name: values[:4] for name, values in matched_sets().items()}
    monkeypatch.setattr("wargame.app.design_tables.matched_sets", lambda: few)
    monkeypatch.setattr("wargame.app.design_tables.EACH_SET", 60)
    found = over_sets(Runner(bench, EXPECTED.nominal, RUNS), "gov", SHIPPED)
    assert found["stability"].shape == (4,)
    assert len(np.unique(found["stability"])) == 4


def test_a_difference_counts_in_standard_errors_beyond_the_rounding() -> None:
    table = EXPECTED.find("C")
    cells = {cell: Figure(value + 1.5, 0.3, 4000) for cell, value in table.cells().items()}
    found = {(c.row, c.column): c for c in compared(EXPECTED, table, cells, 4000)}
    stability = found["supportive", "stability"]  # rounded to 1: half a unit is allowed for
    assert stability.errors == pytest.approx(1.0 / np.hypot(0.3, 0.3))
    assert found["supportive", "km2_lost"].errors == 0  # rounded to 100
    assert stability.near
    assert not Comparison("r", "c", 1.0, 0.1, 0.0, -3.2).near


def test_a_figure_leaves_out_what_is_not_known() -> None:
    found = figure(np.array([1.0, np.nan, 3.0]))
    assert (found.value, found.count) == (2.0, 2)
    assert figure(np.array([np.nan])).count == 0


def test_no_rule_scenario_or_parameter_reads_the_designs_figures() -> None:
    from wargame import paths

    package = paths.data_root() / "wargame"
    readers = [p for p in package.rglob("*.py") if "expected" in p.read_text(encoding="utf-8")]
    names = {
        p.relative_to(package).as_posix()
        for p in readers
        if "load_expected" in p.read_text(encoding="utf-8")
    }
    assert names == {"forecast/expected.py", "app/design_tables.py"}
