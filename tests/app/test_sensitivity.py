"""What matters in the real game: planted thresholds found, switches played, luck cancelled."""

from __future__ import annotations

import json

import numpy as np
import pytest

from wargame.app import sensitivity as app
from wargame.app.game import default_parameters
from wargame.app.sensitivity import Effort, Plan, study
from wargame.app.sensitivity_factors import in_groups, parameter_factors, switch_factors
from wargame.app.sensitivity_plain import COLUMNS, plain, rows
from wargame.app.sensitivity_play import Basis, Played
from wargame.app.sensitivity_records import Question
from wargame.app.sensitivity_words import (
    flip_sentence,
    flips_summary,
    line_sentence,
    now_sentence,
)
from wargame.app.session import Session
from wargame.app.setting import Setting
from wargame.app.tasks import Cancelled, TaskControl
from wargame.engine.draws import Draws
from wargame.forecast.flip import flips
from wargame.forecast.measures import outcomes
from wargame.forecast.sensitivity import Factor, NotMeasured, tornado

TINY = Effort(each=30, shares_each=6, trajectories=2, base=4, top=3, few=2, pairs_of=2)
DIFFERENCE = Question("stability", "gov-now", "none")


@pytest.fixture(scope="module")
def basis(table) -> Basis:
    return Basis.of_scenario(table.scenario, Setting(), 1, 3)


def played(basis, *names: str, measure: str = "stability", each: int = 30) -> Played:
    return Played(basis, [basis.side(n) for n in names], measure, each, TaskControl())


def test_parameters_with_a_range_and_every_switch_are_assumptions() -> None:
    numbers = {f.name: f for f in parameter_factors()}
    assert len(numbers) == 29
    assert all(f.low <= f.now <= f.high for f in numbers.values())
    assert len({f.meaning for f in numbers.values()}) == 29
    wide = parameter_factors(0.2)
    assert len(wide) > 350
    assert all(f.low < f.high and f.low <= f.now <= f.high for f in wide)
    assert all(f.low >= 0 and f.high <= 1 for f in wide if f.unit == "0..1" and f.now <= 1)
    setting = Setting(mode="political", fragile_truce=True, us_posture="disengaged")
    now = {f.name: f.choices[int(f.now)] for f in switch_factors(setting, opening=True)}
    assert now["us_posture"] == "disengaged"
    assert (now["fragile_truce"], now["injects"]) == ("on", "off")
    assert "us_posture" not in {f.name for f in switch_factors(setting, opening=False)}


def test_the_present_setting_is_the_game_that_compare_plays(basis, table) -> None:
    """In a batch of many settings a row is what the same game gives by itself, bit for bit."""
    values = {"h_base": np.array([-2.0, -1.41, -0.7]), "mode": np.array([1.0, 0.0, 0.0])}
    found = played(basis, "gov-now", each=8)(values)
    from wargame.forecast.ensemble import play_chunk

    game, dice = table.game("gov-now"), Draws.of(1, 0, 8)
    record = play_chunk(lambda draws: table.opening("gov-now", draws), game, 3, dice)
    assert np.array_equal(found[1], outcomes(record)["stability"])
    assert not np.array_equal(found[0], found[1])
    assert not np.array_equal(found[2], found[1])


def test_each_switch_is_the_setting_of_that_name(basis, table) -> None:
    for name in ("fragile_truce", "stalemate_drift", "steps_to_war", "injects"):
        own = Basis.of_scenario(table.scenario, Setting(**{name: True}), 1, 3)
        asked = played(basis, "gov-now", each=6)({name: np.array([0.0, 1.0])})
        same = played(own, "gov-now", each=6)({"h_age": np.full(1, default_parameters().h_age)})
        assert np.array_equal(asked[1], same[0]), name
        plain_ = played(basis, "gov-now", each=6)({name: np.array([0.0])})
        assert np.array_equal(asked[0], plain_[0]), name


def test_settings_that_cannot_share_a_batch_are_parted_and_put_back_in_order() -> None:
    values = {"mode": np.array([0, 1, 0, 1.0]), "us_posture": np.array([0, 0, 2, 0.0])}
    groups = in_groups(values | {"h_base": np.arange(4.0)}, Setting(fragile_truce=True))
    placed = {int(row): g.setting for g in groups for row in g.rows}
    assert [placed[i].mode for i in range(4)] == ["adopted", "political", "adopted", "political"]
    assert placed[2].us_posture == "transactional"
    at = {
        int(r): float(v)
        for g in groups
        for r, v in zip(g.rows, g.parameters["h_base"], strict=True)
    }
    assert [at[i] for i in range(4)] == pytest.approx([0.8, 1.8, 2.8, 3.8])


def test_a_threshold_planted_in_the_real_game_is_found_within_five_percent(basis) -> None:
    """A planted assumption takes 100 points a unit from the lead that the game itself gives."""
    game = played(basis, "gov-now", "none", each=60)
    here = game({"h_base": np.array([default_parameters().h_base])})
    lead = float(here.mean())
    assert lead > 1
    planted = Factor("planted", "what was planted", "1", 0.0, 0.0, 0.9)

    def response(values):
        whole = {"h_base": np.full(len(values["planted"]), default_parameters().h_base)}
        rest = {name: column for name, column in values.items() if name != "planted"}
        return game(whole | rest) - 100 * values["planted"][:, None]

    factors = [*(f for f in parameter_factors() if f.name in ("h_base", "k_us")), planted]
    assert tornado(factors, response).swings[0].factor is planted
    (threshold,) = flips(factors, response).found[-1].thresholds
    assert threshold.value == pytest.approx(lead / 100, rel=0.05)
    assert threshold.low <= lead / 100 <= threshold.high


@pytest.mark.extra
def test_a_study_of_a_difference_grows_stage_by_stage(basis) -> None:
    pytest.importorskip("SALib")
    told: list[float] = []
    control = TaskControl(lambda share, _: told.append(share))
    found = list(study(basis, DIFFERENCE, Plan(TINY), control))
    assert [f.final for f in found] == [False] * (len(found) - 1) + [True]
    assert told == sorted(told)
    assert found[0].flips is None
    last = found[-1]
    assert last.screened
    assert last.shares
    assert last.lines
    assert last.flips
    assert len(last.shares) == 2
    assert len(last.flips.found) == 3
    assert last.playthroughs > found[0].playthroughs
    assert all(line_sentence(last, line) for line in last.lines)
    assert json.loads(json.dumps(plain(last), allow_nan=False))["against"] == "none"
    table = rows(last)
    assert all(set(row) == set(COLUMNS) for row in table)
    assert {row["factor"] for row in table} == {s.factor.name for s in last.tornado.swings}


def test_without_salib_tornado_and_flips_stand_and_a_sentence_tells_the_rest(
    basis, monkeypatch
) -> None:
    monkeypatch.setattr(app, "available", lambda: False)
    last = list(study(basis, DIFFERENCE, Plan(TINY), TaskControl()))[-1]
    assert last.final
    assert last.flips is not None
    assert (last.screened, last.shares) == ((), ())
    assert 'pip install "wargame[sensitivity]"' in last.missing


def test_one_option_alone_has_a_tornado_and_no_flips(basis) -> None:
    asked = Question("weakest", "dmz")
    (_, found) = study(basis, asked, Plan(TINY, method="none"), TaskControl())
    assert found.final
    assert found.flips is None
    assert found.against_name == ""
    assert "under the present assumptions" in now_sentence(found)


def test_sentences_say_who_is_ahead_unless_what(basis) -> None:
    (first, *_, last) = study(basis, DIFFERENCE, Plan(TINY, method="none"), TaskControl())
    assert flips_summary(first) == ""
    assert now_sentence(last).startswith("In this model Gov-held, in force now is ahead of No zone")
    assert last.flips is not None
    for flip in last.flips.found:
        said = flip_sentence(last, flip)
        assert "now " in said
        assert ("unless" in said) == bool(flip.thresholds)
        assert ("flips the order" in said) == (not flip.thresholds)


def test_less_of_some_measures_is_better_and_a_clash_is_told_in_words(basis) -> None:
    plan = Plan(TINY, method="none")
    (*_, lost) = study(basis, Question("km2_lost", "gov-now", "none"), plan, TaskControl())
    assert lost.tornado.value < 0
    assert now_sentence(lost).startswith("In this model Gov-held, in force now is ahead of No zone")
    (*_, clash) = study(basis, Question("clash", "all", "none"), plan, TaskControl())
    said = now_sentence(clash)
    assert not any(letter.isdigit() for letter in said.replace("5 or more", ""))


def test_a_measure_that_no_playthrough_has_is_refused_in_words(basis) -> None:
    asked = Question("durability_8q", "gov", "none")
    with pytest.raises(NotMeasured, match="play more turns"):
        list(study(basis, asked, Plan(TINY), TaskControl()))


def test_it_stops_when_it_is_asked_to(basis) -> None:
    control = TaskControl()
    control.cancel()
    with pytest.raises(Cancelled):
        list(study(basis, DIFFERENCE, Plan(TINY), control))


def test_a_study_starts_from_the_state_that_a_session_shows(table) -> None:
    scenario = table.scenario.model_copy(update={"turns": 3})
    session = Session(scenario, 7, table.shelf)
    session.choose("gov-now")
    opening = Basis.of_session(session.standing())
    us = played(opening, "gov-now")({"us_posture": np.array([0.0, 1.0, 3.0])})
    assert not np.array_equal(us[1], us[2])
    session.play_turn()
    later = Basis.of_session(session.standing())
    assert (later.turn, later.turns, later.first) == (1, 2, 1)
    (_, found) = study(later, Question("stability", "gov-now"), Plan(TINY, "none"), TaskControl())
    assert "us_posture" not in {s.factor.name for s in found.tornado.swings}
    session.play_turn()
    session.play_turn()
    ended = Basis.of_session(session.standing())
    assert list(study(ended, DIFFERENCE, Plan(TINY), TaskControl())) == []


@pytest.mark.soak
def test_two_processes_find_what_one_finds_bit_for_bit(basis) -> None:
    from wargame.forecast.parallel import Workers

    two = Workers(2)
    try:
        one_, both = (
            list(study(basis, DIFFERENCE, Plan(TINY), TaskControl(), by))[-1]
            for by in (Workers(1), two)
        )
    finally:
        two.close()
    assert one_ == both
