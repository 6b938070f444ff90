"""Ensembles that are counted and forgotten tell what kept ones tell, however they were played."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wargame.app.lanes import OptionLane
from wargame.app.setting import Setting
from wargame.engine.draws import Draws
from wargame.forecast import ensemble, planned
from wargame.forecast.ensemble import play_chunk, play_runs
from wargame.forecast.measures import MEASURES, outcomes
from wargame.forecast.parallel import Workers
from wargame.forecast.streamed import Ensemble, Study, Watch

TURNS, RUNS = 6, 90
WATCH = Watch(TURNS, sectors=10, every_turn=True, under=35, over=55)


@pytest.fixture(scope="module")
def workers() -> Iterator[Workers]:
    made = Workers(2)
    yield made
    made.close()


def lane(table, option: str, setting: Setting | None = None) -> OptionLane:
    return OptionLane.named(table.scenario, option, table.shelf, setting or Setting())


def study(table, watch: Watch = WATCH) -> Study:
    return Study({o: lane(table, o) for o in ("none", "eu")}, watch, 5, "none")


def told(grown: Ensemble) -> object:
    counted = grown.counted
    differences = {
        name: {key: tally.told() for key, tally in tallies.items()}
        for name, tallies in counted.differences.items()
    }
    return {name: s.told() for name, s in counted.options.items()}, differences


@pytest.fixture(scope="module")
def whole(table) -> Ensemble:
    found = Ensemble(study(table))
    found.grow(RUNS)
    return found


@settings(max_examples=6, deadline=None)
@given(
    part=st.integers(7, RUNS), chunk=st.integers(9, RUNS), stop=st.integers(1, RUNS),
    worth=st.sampled_from([0, 10**9]),
)  # fmt: skip
def test_any_parts_chunks_and_stops_count_the_same(table, whole, part, chunk, stop, worth) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("wargame.forecast.streamed.CHUNK", chunk)
        patch.setattr(planned, "LANE", 41)
        patch.setattr(ensemble, "WORTH", worth)
        grown = Ensemble(study(table), part)
        grown.grow(stop)
        grown.grow(RUNS)
    assert told(grown) == told(whole)


@pytest.mark.parametrize("part", [23, 40])
def test_processes_count_the_same(table, whole, workers, part) -> None:
    grown = Ensemble(study(table), part)
    grown.grow(RUNS, workers)
    assert told(grown) == told(whole)


def test_a_stopped_ensemble_goes_on_from_the_parts_it_has(table, whole, workers) -> None:
    class Stop(Exception):
        pass

    def stop(done: float) -> None:
        seen.append(done)
        if len(seen) == 2:
            raise Stop

    seen: list[float] = []
    grown = Ensemble(study(table), 15)
    with pytest.raises(Stop):
        grown.grow(RUNS, workers, stop)
    assert grown.done == 30
    assert grown.counted.options["eu"].playthroughs == 30
    grown.grow(RUNS, workers, seen.append)
    assert seen == pytest.approx([15 / 90, 30 / 90, 45 / 90, 60 / 90, 75 / 90, 1])
    assert told(grown) == told(whole)


def test_measures_and_differences_are_those_of_kept_playthroughs(table, whole) -> None:
    kept = {
        name: play_runs(one.opening, one.game, TURNS, Draws.of(5, 0, RUNS), outcomes)
        for name, one in study(table).lanes.items()
    }
    for m in MEASURES:
        values, counted = kept["eu"][m.key], whole.counted.options["eu"].measures[m.key]
        known = values[~np.isnan(values)]
        assert counted.count[0] == known.size
        assert counted.beyond[0] == 0
        if known.size:
            assert counted.mean[0] == pytest.approx(known.mean(), abs=m.scale.step)
            difference = values - kept["none"][m.key]
            difference = difference[~np.isnan(difference)]
            tally = whole.counted.differences["eu"][m.key]
            assert tally.mean[0] == pytest.approx(difference.mean(), abs=2 * m.scale.step)
            error = difference.std(ddof=1) / difference.size**0.5
            assert tally.error[0] == pytest.approx(error, rel=1e-4, abs=m.scale.step)


def test_turns_sectors_and_first_passages_are_those_of_kept_playthroughs(table, whole) -> None:
    one, dice = lane(table, "eu"), Draws.of(5, 0, RUNS)
    record = play_chunk(one.opening, one.game, TURNS, dice, each_sector=True)
    summary = whole.counted.options["eu"]
    index = np.array(record.overall)
    np.testing.assert_allclose(summary.overall.mean, index.mean(axis=1), atol=2e-5)
    each = np.stack([record.sectors[t] for t in range(1, TURNS + 1)], axis=1)  # (S, T, B)
    mean = summary.sectors.mean.reshape(10, TURNS)
    np.testing.assert_allclose(mean, each.mean(axis=2), atol=2e-5)
    for name, flags in (
        ("ceasefire", np.array(record.ceasefire) > 0),
        ("collapse", np.array(record.collapsed) > 0),
        ("clash", np.array(record.clash) > 0),
        ("under", index < 35),
        ("over", index > 55),
    ):
        share = np.maximum.accumulate(flags, axis=0).mean(axis=1)
        np.testing.assert_allclose(summary.passages[name].by_turn, share, err_msg=name)
    for sector, passage in enumerate(summary.sector_passages["under"]):
        share = np.maximum.accumulate(each[sector] < 35, axis=0).mean(axis=1)
        np.testing.assert_allclose(passage.by_turn, share, err_msg=str(sector))


def test_the_index_is_counted_at_the_turns_asked_only(table) -> None:
    grown = Ensemble(study(table, Watch(TURNS)))
    grown.grow(20)
    counts = grown.counted.options["eu"].overall.count.tolist()
    assert counts == [0, 0, 0, 20, 0, 20]
    assert set(grown.counted.options["eu"].passages) == {"ceasefire", "collapse", "clash"}


def test_seats_played_by_doctrines_are_played_in_processes_too(table, workers) -> None:
    from wargame.players.table import default_doctrines

    setting = Setting("political", doctrines=default_doctrines())
    one = Study({"gov": lane(table, "gov", setting)}, Watch(3), 2)
    here, there = Ensemble(one, 10), Ensemble(one, 5)
    here.grow(20)
    there.grow(20, workers)
    assert told(here) == told(there)
