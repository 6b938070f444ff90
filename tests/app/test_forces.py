"""Unit symbols: what stands on the map, how large, and from where."""

from __future__ import annotations

from dataclasses import replace

import pytest

from wargame import paths
from wargame.app.forces import echelon_of
from wargame.app.session import Session
from wargame.scenario.faults import FaultsError
from wargame.scenario.load import load_scenario


@pytest.fixture(scope="module")
def session() -> Session:
    found = Session.open(seed=3)
    found.choose("gov-now")
    for _ in range(2):
        found.play_turn()
    return found


def test_every_symbol_has_its_picture(session):
    for mark in session.view().forces:
        assert (paths.assets() / "symbols" / f"{mark.symbol}.svg").is_file(), mark.symbol


def test_the_scenario_places_forces_under_both_commands_and_names_their_sources(session):
    words = [mark.words for mark in session.view().forces]
    assert any("under Kyiv's command" in line and "(from memory)" in line for line in words)
    assert any("under Moscow's command" in line and "(from memory)" in line for line in words)


def test_troops_in_frozen_conflicts_stand_where_the_conflicts_are(session):
    marks = {mark.id: mark for mark in session.view().forces}
    assert marks["transnistria-troops"].caption == "1,500"
    assert marks["transnistria-troops"].at[0] < 0 < marks["abkhazia-troops"].at[0]


def test_guarantors_appear_as_far_as_their_zone_is_built_up(session):
    built = float(session.played[-1].turn.state.implemented[0, 0])
    marks = {mark.id: mark for mark in session.view().forces}
    assert 0 < built < 1, "a zone half built is what this test is about"
    assert marks["gov-now-guarantor"].caption == f"{round(20000 * built, -2):,.0f} of 20,000"
    assert marks["gov-now-guarantor"].symbol == f"guarantor-{echelon_of(20 * built)}"


def test_no_zone_means_no_guarantors():
    fresh = Session.open(seed=3)
    assert not [mark for mark in fresh.view().forces if mark.symbol.startswith("guarantor")]


@pytest.mark.parametrize(
    ("thousand", "echelon"),
    [(0.3, "battalion"), (1.5, "brigade"), (8.0, "division"), (19.9, "division"), (20.0, "corps")],
)
def test_echelons_follow_strength(thousand, echelon):
    assert echelon_of(thousand) == echelon


def test_a_force_off_the_map_is_refused_in_words(tmp_path):
    source = paths.assets() / "scenarios" / "ukraine-2024-12" / "scenario.toml"
    text = source.read_text(encoding="utf-8").replace("at = [36.35, 48.85]", "at = [136.35, 48.85]")
    broken = tmp_path / "scenario.toml"
    broken.write_text(text, encoding="utf-8")
    with pytest.raises(FaultsError, match="lies off the map"):
        load_scenario(broken)


def test_forces_change_nothing_in_the_rules():
    scenario = load_scenario("ukraine-2024-12")
    bare = scenario.model_copy(update={"forces": ()})
    ours, theirs = Session.of(scenario, 3), Session.of(bare, 3)
    for one in (ours, theirs):
        one.choose("gov-now")
        one.play_turn()
    assert ours.digest() == theirs.digest()
    assert replace(ours.view(), forces=()).history == theirs.view().history
