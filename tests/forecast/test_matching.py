"""Parameter sets that history does not rule out."""

from __future__ import annotations

import numpy as np
import pytest

from wargame.app.game import default_parameters, parameter_specs
from wargame.forecast.cases import in_band
from wargame.forecast.matching import match, matched_sets, write_sets
from wargame.forecast.sampling import one_set, varied
from wargame.scenario.faults import FaultsError

SPECS, BASE = parameter_specs(), default_parameters()


def test_the_shipped_sets_vary_what_the_rulebook_varies_within_its_ranges() -> None:
    sets = matched_sets()
    assert set(sets) == set(varied(SPECS))
    for name, values in sets.items():
        assert len(values) == 120
        assert (values >= SPECS[name].low[0]).all(), name
        assert (values <= SPECS[name].high[0]).all(), name


@pytest.mark.parametrize("index", [0, 1, 57, 119])
def test_a_shipped_set_puts_ten_cases_in_band_when_computed_again(index: int) -> None:
    assert in_band(BASE.replaced(one_set(matched_sets(), index)))[0] >= 10


def test_every_shipped_set_is_in_band_and_the_file_says_by_how_many() -> None:
    assert (in_band(BASE.replaced(matched_sets())) >= 10).all()


def test_the_same_command_finds_the_shipped_sets_again() -> None:
    found = match(SPECS, BASE, draws=6000, need=10, keep=120, seed=7)
    shipped = matched_sets()
    for name, values in found.sets.items():
        np.testing.assert_allclose(values, shipped[name], rtol=0, atol=1e-9, err_msg=name)
    assert found.accepted == pytest.approx(3116, abs=150)  # the design kept so many of as many


def test_sets_that_miss_are_left_out() -> None:
    found = match(SPECS, BASE, draws=300, need=12, keep=300, seed=1)
    assert 0 < found.accepted < 300
    assert (found.cases_in_band >= 12).all()
    assert len(found.cases_in_band) == found.accepted


def test_a_file_reads_back_what_was_written(tmp_path) -> None:
    found = match(SPECS, BASE, draws=100, need=9, keep=5, seed=2)
    write_sets(found, tmp_path / "sets.csv")
    again = matched_sets(tmp_path / "sets.csv")
    assert list(again) == list(found.sets)
    for name, values in found.sets.items():
        np.testing.assert_allclose(again[name], values, rtol=0, atol=1e-9)
    head = (tmp_path / "sets.csv").read_text(encoding="utf-8")
    assert "--draws 100 --need 9 --keep 5 --seed 2" in head


HEAD = "cases_in_band,x\n"


@pytest.mark.parametrize("text", ["", "a,b\n1,2\n", HEAD, HEAD + "10,n\n", HEAD + "10,nan\n"])
def test_a_file_that_holds_no_sets_is_refused(tmp_path, text: str) -> None:
    path = tmp_path / "sets.csv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(FaultsError):
        matched_sets(path)
