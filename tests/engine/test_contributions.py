"""The parts of a score sum to what it adds, for every link and at zero too."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from wargame.engine import ops
from wargame.engine.contributions import Score

LINKS = ["sum", "logistic", "exp", "tanh"]
TERM = arrays(np.float64, 5, elements=st.floats(-6, 6, allow_subnormal=False))


@given(
    link=st.sampled_from(LINKS),
    terms=st.dictionaries(st.sampled_from("abcdef"), TERM, min_size=1),
    scale=st.floats(-1_000, 1_000),
)
def test_shares_sum_to_value_less_neutral(link: str, terms: dict, scale: float) -> None:
    score = Score(terms, link, scale)
    shares = score.shares()
    assert list(shares) == list(terms)
    rise = score.value - score.neutral
    np.testing.assert_allclose(
        ops.total(shares.values()), rise, rtol=1e-9, atol=1e-9 * max(1.0, abs(scale))
    )


@given(link=st.sampled_from(LINKS), term=TERM, tiny=st.sampled_from([0.0, 1e-15, 1e-11, -1e-9]))
def test_terms_that_cancel_still_get_their_parts(link: str, term: np.ndarray, tiny: float) -> None:
    score = Score({"up": term, "down": tiny - term}, link)
    slope = {"sum": 1.0, "logistic": 0.25, "exp": 1.0, "tanh": 1.0}[link]
    np.testing.assert_allclose(score.shares()["up"], slope * term, rtol=2e-3, atol=1e-12)
    total = ops.total(score.shares().values())
    np.testing.assert_allclose(total, score.value - score.neutral, rtol=0, atol=1e-12)


@pytest.mark.parametrize("link", LINKS)
def test_a_larger_term_gets_the_larger_part_with_its_own_sign(link: str) -> None:
    shares = Score({"big": np.array([2.0]), "small": np.array([-0.5])}, link).shares()
    assert shares["big"][0] > 0 > shares["small"][0]
    assert abs(shares["big"][0]) == pytest.approx(4 * abs(shares["small"][0]))


@pytest.mark.parametrize(
    ("link", "value"), [("sum", 0.0), ("logistic", 0.5), ("exp", 1.0), ("tanh", 0.0)]
)
def test_the_neutral_value_is_the_value_of_nothing(link: str, value: float) -> None:
    score = Score({"nothing": np.zeros(3)}, link, 2.0)
    np.testing.assert_array_equal(score.value, 2 * value)
    assert score.neutral == 2 * value
    np.testing.assert_array_equal(score.shares()["nothing"], 0.0)
