"""Study files: what they may say, every fault at once, and how many cells they make."""

from __future__ import annotations

import tomllib
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wargame.scenario.faults import FaultsError
from wargame.scenario.study import (
    Levels,
    load_study,
    series,
    shipped_studies,
    study_from,
)
from wargame.scenario.study_checks import HISTORY_SETS, changed_values, started
from wargame.scenario.validate import check_file

PLAIN = """
title = "t"
question = "q"
scenario = "ukraine-2024-12"
options = ["none", "gov"]
runs = 10
"""

FAULTY = """
title = "t"
scenario = "ukraine-2024-12"
options = ["none", "gvo", "eu+dmz+all+gov", "none", "none+gov"]
runs = 0
turnz = 12
seeds = [1, 1]
quantiles = [0.9, 0.1]
[parameters]
u_garantee = [1.0]
h_base = [-14.1]
k_us = { low = 3.0, high = 2.0, steps = 3 }
us_deal = 3
r_base = "x"
[sets]
origin = "history"
count = 20
only = ["h_bsae"]
[[start]]
id = "a"
us_posture = "angry"
values = { exhaustion = 5.0, tiredness = 1 }
doctrines = { moscow = "maximum" }
[[start]]
id = "a"
"""

EXPECTED = (
    "x.toml: question: this is missing",
    "x.toml: runs: must be at least 1, not 0",
    'x.toml: turnz: no such key; did you mean "turns"?',
    "x.toml: seeds: the seed 1 stands there twice",
    "x.toml: quantiles: quantiles rise and differ, such as [0.1, 0.5, 0.9]",
    'x.toml: parameters.u_garantee: no parameter "u_garantee"; did you mean "u_guarantee"?',
    "x.toml: parameters.h_base: -14.1 lies outside its range, -2.2 to -0.6",
    "x.toml: parameters.k_us: low 3 must lie below high 2",
    "x.toml: parameters.us_deal: us_deal is a list of numbers; a study varies single ones",
    "x.toml: parameters.r_base: must be a number, a list, or a table of a range",
    'x.toml: sets.origin: no origin "history"; did you mean "history-matched"?',
    'x.toml: sets.only[0]: no parameter that varies is called "h_bsae"; did you mean "h_base"?',
    'x.toml: options[1]: ukraine-2024-12 has no zone "gvo"; did you mean "gov"?',
    "x.toml: options[2]: at most 3 zones can be on at once, not 4",
    'x.toml: options[3]: "none" stands there already',
    'x.toml: options[4]: "none+gov": each zone once, and none beside no other',
    "x.toml: start[0] (a).values.exhaustion: 5 lies outside 0 to 1",
    'x.toml: start[0] (a).doctrines.moscow: moscow has no doctrine "maximum"; '
    'did you mean "maximal"?',
    "x.toml: start[1] (a).id: this id stands there already; ids differ",
)


def study(text: str, folder: Path = Path()) -> object:
    from wargame.scenario.toml import _frozen

    data = {key: _frozen(value) for key, value in tomllib.loads(text).items()}
    return study_from(data, folder, "x.toml")


def test_every_fault_is_told_at_once_with_its_place_and_what_would_be_right() -> None:
    with pytest.raises(FaultsError) as found:
        study(FAULTY)
    said = str(found.value).splitlines()
    assert [line for line in EXPECTED if line not in said] == []
    assert any("no opening value" in line and "start[0] (a).values.tiredness" in line
               for line in said)  # fmt: skip
    assert any(line.startswith("x.toml: start[0] (a).us_posture: no us posture") for line in said)


def test_a_study_file_is_known_by_what_is_in_it(tmp_path: Path) -> None:
    file = tmp_path / "mine.toml"
    file.write_text(PLAIN)
    assert check_file(str(file)) == ("study", ())
    file.write_text(PLAIN.replace("runs = 10", "runs = 1.5"))
    kind, [fault] = check_file(str(file))
    assert (kind, fault.path, fault.words) == ("study", "runs", "must be a whole number, not 1.5")


def test_shipped_studies_are_valid_and_found_by_id() -> None:
    assert "truce-under-doubt" in shipped_studies()
    for name in shipped_studies():
        load_study(name)
    with pytest.raises(FaultsError, match=r'did you mean "truce-under-doubt"\?'):
        load_study("truce-under-dubt")


def test_the_cells_are_every_combination_told_without_making_them() -> None:
    found = study(
        PLAIN.replace('"gov"]', '"gov", "eu+dmz"]')
        + """
seeds = { first = 5, count = 4 }
[parameters]
h_base = [-1.4, -1.0]
u_guarantee = { low = 1.0, high = 3.8, steps = 3 }
[sets]
origin = "drawn"
count = 7
[[start]]
id = "a"
[[start]]
id = "b"
us_posture = "disengaged"
"""
    )
    assert found.size == len([*series(found)]) * len(found.points) == 3 * 2 * 4 * 7 * 2 * 3
    assert {one.seed for one in series(found)} == {5, 6, 7, 8}


def test_a_study_too_large_for_one_file_is_refused_before_it_is_laid_out() -> None:
    with pytest.raises(FaultsError, match=r"2,000,000,000 cells; at most 200,000"):
        study(PLAIN + "seeds = { count = 100000 }\n[parameters]\n"
              "h_base = { low = -2.0, high = -1.0, steps = 100 }\n"
              "k_us = { low = 2.0, high = 3.0, steps = 100 }\n")  # fmt: skip


def test_no_more_sets_are_asked_for_than_history_left() -> None:
    from wargame.forecast.matching import matched_sets

    assert {len(values) for values in matched_sets().values()} == {HISTORY_SETS}
    with pytest.raises(FaultsError, match=r"sets\.count: 120 sets are shipped, not 121"):
        study(PLAIN + '[sets]\norigin = "history-matched"\ncount = 121\n')


def test_a_start_fixes_opening_values_and_leaves_the_others() -> None:
    from wargame.scenario.load import load_scenario

    found = study(PLAIN + '[[start]]\nid = "a"\nvalues = { exhaustion = 0.6, strain = 0.3 }\n')
    before = load_scenario("ukraine-2024-12")
    after = started(before, found.starts[0])
    assert after.initial.exhaustion.span() == (0.6, 0.6, 0.6)
    assert after.initial.strain.mean == 0.3
    assert changed_values(before, {}) == before.initial.model_dump()
    assert after.initial.model_copy(
        update={name: getattr(before.initial, name) for name in ("exhaustion", "strain")}
    ) == before.initial  # fmt: skip


@given(
    st.floats(-100, 100), st.floats(0.001, 100), st.integers(2, 40)
)  # fmt: skip
def test_a_range_starts_and_ends_where_it_says_in_even_steps(
    low: float, width: float, steps: int
) -> None:
    levels = Levels(low=low, high=low + width, steps=steps)
    numbers = levels.numbers
    assert len(numbers) == steps
    assert numbers[0] == pytest.approx(low, abs=1e-9)
    assert numbers[-1] == low + width
    gaps = [b - a for a, b in pairwise(numbers)]
    assert gaps == pytest.approx([width / (steps - 1)] * (steps - 1), rel=1e-6, abs=1e-8)
