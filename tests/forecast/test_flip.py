"""What would flip it: thresholds that were planted are found, and luck is told."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from wargame.engine.contributions import Change, Draw, Score
from wargame.engine.draws import Draws
from wargame.engine.ops import logistic
from wargame.engine.rule import Citation, Game, Named, Rulebook, rule
from wargame.engine.sequence import play_out
from wargame.engine.state import Field, State
from wargame.forecast.flip import flips, line
from wargame.forecast.sensitivity import Factor, present, tornado

FIELDS = {f.name: f for f in (Field("turn", "turns"), Field("score", "points"))}
TURNS, EACH = 6, 4000


@rule(
    "planted.gain",
    phase="only",
    number="R0",
    topic="toys",
    cites=(Citation("us", "A planted rule", "judgement"),),
    formula="score + 2 with chance p",
)
def gain(state, game, draws):
    """Points fall by chance; the option says which chance counts."""
    odds, points = game.constants.odds(game.parameters), game.constants.points
    score = Score({"planted": odds + 0.0 * state.turn}, "logistic")
    number = draws.uniform(game.constants.die)
    happened = np.where(number < score.value, 1.0, 0.0)
    yield Draw("points", score.value, number, happened, {"points": score})
    yield Change("score", {"points": points * happened, "minor": 0.02 * game.parameters.minor})


def log_odds(p):
    return np.log(p / (1 - p))


PLANTED = Factor("planted", "chance that the first option gains", "0..1", 0.35, 0.1, 0.8)
MINOR = Factor("minor", "what both gain", "points", 1.0, 0.0, 4.0)
FACTORS = [MINOR, PLANTED]
# 2 points with chance p against 1.2 points with chance .775 (both a turn): level at p = .465
OPTIONS = {
    "first": Named(
        "constant", {"odds": lambda p: log_odds(p.planted), "points": 2.0, "die": "one"}
    ),
    "second": Named("constant", {"odds": lambda _p: log_odds(0.775), "points": 1.2, "die": "two"}),
}
LEVEL = 0.465


def played(option: str, values) -> np.ndarray:
    """Every setting with the same dice, in one batch of the engine."""
    count = len(values["planted"])
    parameters = Named("parameter", {n: np.repeat(v, EACH) for n, v in values.items()})
    game = Game(
        FIELDS, OPTIONS[option], parameters, Named("input", {}), Rulebook(("only",), (gain,))
    )
    zeros = np.zeros(count * EACH)
    dice = Draws(7, np.tile(np.arange(EACH, dtype=np.uint64), count))
    opening = State(FIELDS, {"turn": zeros, "score": zeros.copy()})
    return play_out(opening, TURNS, game, dice).score.reshape(count, EACH)


def difference(values) -> np.ndarray:
    whole = present(FACTORS, len(next(iter(values.values())))) | dict(values)
    return played("first", whole) - played("second", whole)


def test_the_planted_study_the_sensitive_parameter_and_its_threshold_are_found() -> None:
    found = tornado(FACTORS, difference)
    assert [s.factor.name for s in found.swings] == ["planted", "minor"]
    assert found.swings[1].width == pytest.approx(0, abs=1e-12)
    answer = flips(FACTORS, difference)
    minor, planted = answer.found
    assert minor.thresholds == ()
    (threshold,) = planted.thresholds
    assert threshold.above
    assert threshold.value == pytest.approx(LEVEL, rel=0.05)
    assert threshold.low < LEVEL < threshold.high
    assert threshold.high - threshold.low < 0.05
    assert answer.difference < 0
    assert answer.settled
    assert logistic(log_odds(LEVEL)) == pytest.approx(LEVEL)


STRAIGHT = [
    Factor("x", "the first", "1", 0.2, 0.0, 1.0),
    Factor("y", "the second", "km", 2.0, 0.0, 10.0),
    Factor.switch("s", "a switch", ("off", "on", "over")),
]
NO_LUCK = np.zeros(4)


def straight(values) -> np.ndarray:
    """Ahead by 5 - 8 x - 0.25 y, and by less where the switch is over."""
    v = present(STRAIGHT, len(next(iter(values.values())))) | dict(values)
    level = 5 - 8 * v["x"] - 0.25 * v["y"] - np.array([0, 1, 6])[v["s"].astype(int)]
    return level[:, None] + NO_LUCK


def test_a_line_without_luck_is_found_to_a_thousandth_of_the_range() -> None:
    answer = flips(STRAIGHT, straight)
    x, y, switch = answer.found
    assert x.thresholds[0].value == pytest.approx(4.5 / 8, abs=1e-3)
    assert (x.thresholds[0].low, x.thresholds[0].high) == (x.thresholds[0].value,) * 2
    assert y.thresholds == ()
    assert [t.value for t in switch.thresholds] == [2.0]
    assert answer.difference == pytest.approx(2.9)


@given(st.floats(0.05, 0.95), st.floats(0.05, 0.95))
def test_a_threshold_lies_between_the_present_value_and_the_side_it_flips_on(now, level) -> None:
    factor = Factor("x", "", "1", now, 0.0, 1.0)
    answer = flips([factor], lambda v: (v["x"] - level)[:, None] + NO_LUCK)
    if abs(now - level) < 1e-9:
        return
    (threshold,) = answer.found[0].thresholds
    assert threshold.value == pytest.approx(level, abs=2e-3)
    assert threshold.above == (now < level)


def test_both_sides_of_the_present_value_are_looked_at() -> None:
    hill = Factor("x", "", "1", 0.5, 0.0, 1.0)
    answer = flips([hill], lambda v: (0.09 - (v["x"] - 0.5) ** 2)[:, None] + NO_LUCK)
    above, below = answer.found[0].thresholds
    assert (above.above, below.above) == (True, False)
    assert (above.value, below.value) == pytest.approx((0.8, 0.2), abs=2e-3)


def test_luck_is_told_beside_the_threshold() -> None:
    dice = np.random.default_rng(1).normal(size=400)
    factor = Factor("x", "", "1", 0.2, 0.0, 1.0)
    answer = flips([factor], lambda v: 4 * (v["x"] - 0.6)[:, None] + dice)
    (threshold,) = answer.found[0].thresholds
    half = 1.96 * dice.std(ddof=1) / np.sqrt(400) / 4
    assert threshold.high - threshold.low == pytest.approx(2 * half, rel=0.01)
    assert flips([factor], lambda v: 0.1 * v["x"][:, None] + dice).settled == (
        abs(dice.mean() + 0.02) > 1.96 * dice.std(ddof=1) / 20
    )


def test_two_assumptions_flip_along_the_planted_line() -> None:
    x, y, _ = STRAIGHT
    found = line(STRAIGHT, x, y, straight, 2.9)
    assert found.flips
    assert [len(column) for column in found.signs] == [5] * 7
    assert set(found.signs[0]) == {1}
    assert set(found.signs[-1]) == {-1}
    assert 0.2 < found.share < 0.6
    assert found == line(STRAIGHT, x, y, straight, 2.9)
    assert found.points
    for across, up in found.points:
        assert 8 * across + 0.25 * up == pytest.approx(5, abs=0.03)


def test_where_nothing_flips_the_line_is_empty() -> None:
    x, y, _ = STRAIGHT
    found = line(STRAIGHT, x, y, lambda v: straight(v) + 100, 102.9)
    assert not found.flips
    assert found.points == ()
