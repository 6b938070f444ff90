"""Options over assumption sets: sharpened step by step, the same for any chunking, never ranked."""

from __future__ import annotations

import itertools

import numpy as np
import pytest

from wargame.app import comparison, comparison_sets, headless
from wargame.app.comparison_sets import Study, assumption_sets, how_many, of_ten, pairs, summary
from wargame.app.game import default_parameters
from wargame.app.lanes import OptionLane
from wargame.app.session import Session
from wargame.app.setting import Setting
from wargame.app.tasks import Cancelled, TaskControl


@pytest.fixture
def session(table) -> Session:
    return Session(table.scenario.model_copy(update={"turns": 4}), 7, table.shelf)


@pytest.fixture
def quick(monkeypatch) -> None:
    monkeypatch.setattr(comparison, "STAGES", (2, 4, 8))
    monkeypatch.setattr(
        comparison, "assumption_sets", lambda count=None: assumption_sets(min(count or 8, 8))
    )


def comparisons(session: Session) -> list:
    return list(session.comparison()(TaskControl()))


@pytest.mark.usefixtures("quick")
def test_a_comparison_takes_in_more_sets_at_every_stage(session: Session) -> None:
    found = comparisons(session)
    assert [c.sets for c in found] == [2, 4, 8]
    assert [c.final for c in found] == [False, False, True]
    assert all(c.all_sets == 8 for c in found)
    assert [c.seconds for c in found] == sorted(c.seconds for c in found)
    assert found[0].seconds > 0


@pytest.mark.usefixtures("quick")
def test_every_option_carries_its_median_between_the_ends_of_its_interval(session: Session) -> None:
    last = comparisons(session)[-1]
    assert [o.id for o in last.options] == [o.id for o in session.view().options]
    for option in last.options:
        for key, over in option.measures.items():
            assert over.low <= over.median <= over.high, (option.id, key)
        assert len(option.sectors) == 10
    none = last.option("none")
    assert (none.effect.low, none.effect.median, none.effect.high) == (0, 0, 0)
    assert last.option("gov-now").effect.low > 0
    assert last.option("gov-now").zones
    assert not none.zones


@pytest.mark.usefixtures("quick")
def test_the_same_comparison_comes_from_any_number_of_sets_at_once(session, monkeypatch) -> None:
    found = []
    for at_once in (1, 3, 8):
        monkeypatch.setattr(comparison, "in_batches",
            lambda a, b, n=at_once: comparison_sets.in_batches(a, b, n))  # fmt: skip
        found.append(comparisons(session)[-1])
    assert found[0] == found[1] == found[2]
    session.restart(8)
    assert comparisons(session)[-1] != found[0]


@pytest.mark.usefixtures("quick")
def test_a_comparison_told_to_stop_stops_before_the_next_option(session, monkeypatch) -> None:
    control, played = TaskControl(), []
    real = comparison.means_part

    def watched(*what):
        played.append(what)
        return real(*what)

    monkeypatch.setattr(comparison, "means_part", watched)
    work = session.comparison()(control)
    next(work)
    before = len(played)
    control.cancel()
    with pytest.raises(Cancelled):
        next(work)
    assert len(played) == before


@pytest.mark.usefixtures("quick")
def test_progress_rises_to_one_and_counts_the_sets(session: Session) -> None:
    told: list[tuple[float, str]] = []
    list(session.comparison()(TaskControl(lambda f, w: told.append((f, w)))))
    assert [f for f, _ in told] == sorted(f for f, _ in told)
    assert told[-1] == (1.0, "Compare: assumption set 8 of 8")


@pytest.mark.usefixtures("quick")
def test_a_comparison_is_of_the_state_where_it_was_asked_for(session: Session) -> None:
    session.choose("gov-now")
    session.play_turn()
    asked = session.comparison()
    session.play_turn()
    last = list(asked(TaskControl()))[-1]
    assert (last.turn, last.last_turn, last.chosen) == (1, 4, "gov-now")


@pytest.mark.usefixtures("quick")
def test_zones_that_are_on_together_are_compared_as_one_option(session: Session) -> None:
    session.switch("dmz", on=True)
    session.switch("eu", on=True)
    last = comparisons(session)[-1]
    assert last.chosen == "together"
    assert len(last.option("together").zones) == 2


@pytest.mark.usefixtures("quick")
def test_after_the_last_turn_there_is_nothing_to_compare(session: Session) -> None:
    for _ in range(4):
        session.play_turn()
    assert comparisons(session) == []


@pytest.mark.usefixtures("quick")
def test_in_x_of_ten_and_in_the_rest_of_ten_the_other_way_round(session: Session) -> None:
    last = comparisons(session)[-1]
    names = [option.id for option in last.options]
    for row, column in itertools.combinations(names, 2):
        assert last.better[row][column] + last.better[column][row] == pytest.approx(10)
    assert all(row not in last.better[row] for row in names)


def test_ties_count_half_and_what_is_unknown_counts_nothing() -> None:
    mine, other = np.array([1.0, 2.0, 3.0, np.nan]), np.array([0.0, 2.0, 4.0, 1.0])
    assert of_ten(mine, other) == 5.0
    assert of_ten(mine[:2], other[:2]) == 7.5
    assert of_ten(mine[:2], other[:2], less=True) == 2.5
    assert of_ten(mine[3:], other[3:]) is None
    assert pairs({"a": mine[:2], "b": other[:2]}) == {"a": {"b": 7.5}, "b": {"a": 2.5}}


def test_a_summary_leaves_out_sets_without_the_measure() -> None:
    found = summary(np.array([np.nan, *range(11)]))
    assert found is not None
    assert (found.mean, found.median, found.low, found.high) == (5, 5, 1, 9)
    assert summary(np.array([np.nan])) is None


@pytest.mark.parametrize("setting", [Setting(), Setting("political", fragile_truce=True)])
def test_one_set_of_default_parameters_is_the_comparison_without_sets(table, setting) -> None:
    defaults = dict(default_parameters().items())
    same = {name: np.array([defaults[name]]) for name in assumption_sets(1)}
    zones = ["none", "gov-now", "eu+dmz"]
    report = headless.compare(table.scenario, zones, 5, 60, 3, TaskControl(), setting)
    comparison.add_sets(report, table.scenario, same, TaskControl(), setting)
    assert (report["sets"], report["runs_each_set"]) == (1, 60)
    for option in report["options"]:
        for key, estimate in option["measures"].items():
            over = option["over_sets"][key]
            if estimate is None:
                assert over is None
                continue
            assert over["mean"] == pytest.approx(estimate["mean"], abs=1e-12), key
            assert over["low"] == over["high"] == over["mean"]


def test_less_of_a_harm_is_better(table) -> None:
    report = headless.compare(table.scenario, ["none", "gov-now"], 4, 40, 1, TaskControl())
    comparison.add_sets(report, table.scenario, assumption_sets(4), TaskControl(), Setting())
    none, now = report["options"]
    assert now["over_sets"]["km2_lost"]["high"] < none["over_sets"]["km2_lost"]["low"]
    assert now["better_than_baseline"]["km2_lost"] == 10
    assert now["better_than_baseline"]["stability"] == 10
    assert none["better_than_baseline"]["stability"] == 5


def test_a_set_played_alone_gives_what_it_gives_among_others(table) -> None:
    lane = OptionLane.named(table.scenario, "gov", table.shelf, Setting())
    sets, study = assumption_sets(5), Study(3, 11, 1, 20)
    together = comparison_sets.means_of(lane, sets, 0, 5, study)
    alone = comparison_sets.means_of(lane, sets, 3, 4, study)
    for key, values in alone.items():
        np.testing.assert_array_equal(values[..., 0], together[key][..., 3], err_msg=key)
    assert len(np.unique(together["stability"])) == 5


def test_the_shipped_sets_are_a_hundred_and_twenty() -> None:
    assert how_many(assumption_sets()) == 120
    assert how_many(assumption_sets(7)) == 7


@pytest.mark.usefixtures("quick")
def test_processes_find_the_same_comparison(session: Session) -> None:
    from wargame.forecast.parallel import Workers

    request = comparison.ComparisonRequest(session.scenario, session._shelf, session.position)
    workers = Workers(2)
    by_them = list(comparison.sharpen(request, TaskControl(), None, workers))
    workers.close()
    assert by_them == comparisons(session)
    assert len(by_them) == 3


def test_the_window_shares_large_comparisons_and_ends_what_it_started(monkeypatch) -> None:
    from wargame.app import processes

    monkeypatch.setattr(processes, "cores", lambda: 1)
    processes.use()
    assert processes.workers() is None  # nothing to share with
    monkeypatch.setattr(processes, "cores", lambda: 2)
    processes.use()
    first = processes.workers()
    processes.use()
    assert processes.workers() is first is not None
    assert first._pool is None  # started by the first large comparison
    processes.end()
    assert processes.workers() is None
