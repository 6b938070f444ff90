"""What matters: one factor at a time, then all together; known functions give known answers."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from wargame.forecast import sensitivity_indices
from wargame.forecast.sensitivity import (
    Factor,
    NotMeasured,
    around_mean,
    present,
    tornado,
    varied,
)
from wargame.forecast.sensitivity_indices import (
    STEP,
    IndicesMissing,
    screen,
    shares_of_variance,
)

STEEP = Factor("steep", "moves it most", "1", 0.5, 0.0, 1.0)
GENTLE = Factor("gentle", "moves it less", "km", 20.0, 10.0, 40.0)
IDLE = Factor("idle", "moves nothing", "1", 1.0, 0.0, 2.0)
SWITCH = Factor.switch("switch", "three ways", ("as now", "up", "down"), 0)
FACTORS = [IDLE, GENTLE, SWITCH, STEEP]
STEP_OF = np.array([0.0, 2.0, -1.0])
DICE = np.random.default_rng(3).normal(size=50)


def response(values) -> np.ndarray:
    """30 a unit of steep, -0.5 a km of gentle, luck that every setting shares."""
    whole = present(FACTORS, len(next(iter(values.values())))) | dict(values)
    level = 30 * whole["steep"] - 0.5 * whole["gentle"] + STEP_OF[whole["switch"].astype(int)]
    return level[:, None] + DICE


def test_each_bar_is_what_the_factor_does_and_common_dice_leave_no_luck() -> None:
    found = tornado(FACTORS, response)
    assert [s.factor.name for s in found.swings] == ["steep", "gentle", "switch", "idle"]
    assert found.value == pytest.approx(5 + DICE.mean())
    assert found.error > 0.05
    steep, gentle, switch, idle = found.swings
    assert [end.effect for end in steep.ends] == pytest.approx([-15, 15])
    assert [end.effect for end in gentle.ends] == pytest.approx([5, -10])
    assert [(end.value, end.effect) for end in switch.ends] == [
        (1.0, pytest.approx(2)),
        (2.0, pytest.approx(-1)),
    ]
    assert (steep.width, gentle.width, switch.width) == pytest.approx((30, 15, 3))
    assert idle.width == pytest.approx(0)
    assert all(end.error < 1e-12 for swing in found.swings for end in swing.ends)


def test_a_figure_that_no_playthrough_has_is_refused_in_words() -> None:
    with pytest.raises(NotMeasured, match="in 1 of 9 settings no playthrough has this measure"):
        tornado(FACTORS, lambda v: np.where(v["steep"][:, None] == 0, np.nan, response(v)))


def test_settings_name_what_changes_and_leave_the_rest() -> None:
    found = varied(FACTORS, [{}, {"steep": 0.9}, {"idle": 0.0, "switch": 2.0}])
    assert found["steep"].tolist() == [0.5, 0.9, 0.5]
    assert found["switch"].tolist() == [0, 0, 2]
    assert found["idle"].tolist() == [1, 1, 0]


@given(st.integers(1, 6), st.lists(st.floats(0, 1), min_size=1, max_size=20))
def test_every_choice_of_a_switch_has_an_equal_part_of_its_range(count: int, shares: list) -> None:
    switch = Factor.switch("s", "", tuple("abcdef"[:count]))
    values = switch.at(np.array(shares))
    assert set(values) <= set(range(count))
    assert switch.at((np.arange(count) + 0.5) / count).tolist() == list(range(count))


@given(st.lists(st.floats(-1e6, 1e6) | st.just(float("nan")), min_size=1, max_size=30))
def test_numbers_around_the_mean_have_the_mean_of_those_known(values: list) -> None:
    row = np.array(values)
    found = around_mean(row)
    if np.isnan(row).all():
        assert np.isnan(found).all()
    else:
        assert found.mean() == pytest.approx(np.nanmean(row), abs=1e-6)
    if not np.isnan(row).any():
        assert found == pytest.approx(row, abs=1e-6)


def test_without_salib_a_sentence_says_how_to_get_it(monkeypatch) -> None:
    monkeypatch.setattr(sensitivity_indices, "available", lambda: False)
    for ask in (screen, shares_of_variance):
        with pytest.raises(IndicesMissing, match=r'pip install "wargame\[sensitivity\]"'):
            ask(FACTORS, response, 4, 1)


@pytest.mark.extra
def test_morris_finds_the_mean_change_across_the_range_and_of_a_switch() -> None:
    pytest.importorskip("SALib")
    found = screen(FACTORS, response, 20, 1)
    assert [row.factor.name for row in found] == ["steep", "gentle", "switch", "idle"]
    steep, gentle, switch, idle = found
    assert (steep.strength, gentle.strength, idle.strength) == pytest.approx((30, 15, 0))
    assert (steep.mean, gentle.mean) == pytest.approx((30, -15))
    assert steep.spread == pytest.approx(0, abs=1e-9)
    assert 1 <= switch.low <= switch.strength <= switch.high <= 3
    assert pytest.approx(2 / 3) == STEP


@pytest.mark.extra
def test_sobol_finds_the_known_shares_of_ishigami() -> None:
    """Ishigami and Homma (1990), a = 7, b = 0.1: S = .314 .442 0, ST = .558 .442 .244."""
    pytest.importorskip("SALib")
    x = [Factor(name, "", "1", 0.0, -np.pi, np.pi) for name in "abc"]

    def ishigami(values) -> np.ndarray:
        a, b, c = (values[name] for name in "abc")
        return (np.sin(a) + 7 * np.sin(b) ** 2 + 0.1 * c**4 * np.sin(a))[:, None]

    found = {row.factor.name: row for row in shares_of_variance(x, ishigami, 1024, 1)}
    known = {"a": (0.314, 0.558), "b": (0.442, 0.442), "c": (0.0, 0.244)}
    for name, (alone, whole) in known.items():
        assert found[name].alone == pytest.approx(alone, abs=0.04), name
        assert found[name].whole == pytest.approx(whole, abs=0.04), name
        assert abs(found[name].alone - alone) < 2 * found[name].alone_error
        assert found[name].whole_error < 0.1


@pytest.mark.extra
def test_a_figure_that_nothing_moves_has_no_shares_and_no_nan() -> None:
    pytest.importorskip("SALib")
    found = shares_of_variance([STEEP, IDLE], lambda v: np.zeros((len(v["steep"]), 2)), 8, 1)
    assert {(row.alone, row.whole) for row in found} == {(0.0, 0.0)}


@pytest.mark.extra
def test_the_same_seed_gives_the_same_indices() -> None:
    pytest.importorskip("SALib")
    assert screen(FACTORS, response, 6, 5) == screen(FACTORS, response, 6, 5)
    few = [STEEP, GENTLE]
    assert shares_of_variance(few, response, 16, 5) == shares_of_variance(few, response, 16, 5)
