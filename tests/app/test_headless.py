"""Playing and comparing without a window: the shape that the command line writes, and its laws."""

from __future__ import annotations

import itertools
import json

import pytest

from wargame.app import headless
from wargame.app.tasks import Cancelled, TaskControl
from wargame.engine.errors import WargameError

SCENARIO = "ukraine-2024-12"
REPORT = ["scenario", "mode", "turns", "runs", "seed", "baseline", "options"]
LATER = {"switches"}  # what later versions add beside
MEASURES = {
    "stability", "stability_t4", "weakest", "ceasefire_any", "durability_8q", "clash", "km2_lost",
    "frozen", "norm", "precedent", "principle", "deescalation", "cohesion", "reconstruction",
    "casualties",
}  # fmt: skip
SHARES = {"ceasefire_any", "durability_8q", "clash"}


def compare(zones: list[str], turns: int = 12, runs: int = 60, seed: int = 1) -> dict:
    return headless.compare(SCENARIO, zones, turns, runs, seed, TaskControl())


@pytest.fixture(scope="module")
def report() -> dict:
    return compare(["none", "gov", "dmz"])


def test_the_report_has_the_shape_the_command_line_promises(report: dict) -> None:
    assert [key for key in report if key not in LATER] == REPORT
    told = [report[key] for key in REPORT[2:6]]
    assert (report["scenario"], told) == (SCENARIO, [12, 60, 1, "none"])
    assert [option["id"] for option in report["options"]] == ["none", "gov", "dmz"]
    for option in report["options"]:
        assert list(option) == ["id", "measures", "against_baseline"]
        assert set(option["measures"]) == set(option["against_baseline"]) == MEASURES


def test_every_estimate_has_a_mean_an_interval_and_its_name(report: dict) -> None:
    for option in report["options"]:
        for key, estimate in option["measures"].items():
            assert list(estimate) == ["mean", "low", "high", "interval"], key
            wilson = estimate["interval"] == "Wilson 95 %"
            assert wilson == (key in SHARES), key
            assert estimate["low"] <= estimate["high"]
        for key, estimate in option["against_baseline"].items():
            if estimate is not None:
                assert list(estimate) == ["mean", "low", "high", "interval"], key
                assert "1.96 standard errors" in estimate["interval"]


def test_the_baseline_differs_from_itself_by_nothing(report: dict) -> None:
    for key, estimate in report["options"][0]["against_baseline"].items():
        assert (estimate["mean"], estimate["low"], estimate["high"]) == (0, 0, 0), key


def test_shares_are_shares_and_cohesion_is_one_too(report: dict) -> None:
    for option in report["options"]:
        for key in (*SHARES, "cohesion"):
            assert 0 <= option["measures"][key]["mean"] <= 1, key


def test_it_can_be_written_as_json_and_names_no_clock_and_no_host(report: dict) -> None:
    text = json.dumps(report, allow_nan=False)
    assert json.loads(text) == report
    assert text == json.dumps(compare(["none", "gov", "dmz"]), allow_nan=False)
    for word in ("time", "date", "host", "version", "elapsed"):
        assert f'"{word}"' not in text


@pytest.mark.parametrize(
    ("turns", "t4", "durable"), [(3, False, False), (4, True, False), (8, True, False)]
)
def test_what_cannot_be_known_yet_is_null(turns: int, t4: bool, durable: bool) -> None:
    option = compare(["none"], turns=turns, runs=20)["options"][0]
    for part in ("measures", "against_baseline"):
        assert (option[part]["stability_t4"] is not None) == t4
        assert (option[part]["durability_8q"] is not None) == durable


def test_options_share_their_dice_whatever_stands_beside_them(report: dict) -> None:
    alone = compare(["gov"])["options"][0]["measures"]
    assert alone == report["options"][1]["measures"]


def test_another_order_takes_another_baseline_and_turns_the_sign(report: dict) -> None:
    turned = compare(["gov", "none"])
    assert turned["baseline"] == "gov"
    there = report["options"][1]["against_baseline"]["norm"]
    back = turned["options"][1]["against_baseline"]["norm"]
    assert back["mean"] == pytest.approx(-there["mean"])
    assert back["low"] == pytest.approx(-there["high"])


def test_the_first_playthrough_is_the_one_that_play_plays() -> None:
    measures = compare(["gov"], turns=6, runs=1, seed=9)["options"][0]["measures"]
    last = headless.play(SCENARIO, "gov", 6, 9).records[-1]
    assert measures["stability"]["mean"] == pytest.approx(last.stability, abs=1e-9)
    assert measures["km2_lost"]["mean"] == pytest.approx(last.lost_km2, abs=1e-9)
    assert measures["norm"]["mean"] == pytest.approx(last.norm, abs=1e-9)


def test_progress_is_told_in_words_and_can_be_cancelled() -> None:
    told: list[tuple[float, str]] = []
    headless.compare(
        SCENARIO, ["none", "gov"], 1, 10, 1, TaskControl(lambda f, w: told.append((f, w)))
    )
    assert [fraction for fraction, _ in told] == [0.5, 1.0]
    assert told[-1][1] == "gov: 10 playthroughs"
    control = TaskControl()
    control.cancel()
    with pytest.raises(Cancelled):
        headless.compare(SCENARIO, ["none"], 1, 10, 1, control)


def test_a_played_game_reports_every_turn_and_the_bars_behind_it() -> None:
    report = headless.play(SCENARIO, "gov", 5, 7)
    assert [record.turn for record in report.records] == [0, 1, 2, 3, 4, 5]
    assert report.contributions[0] == ()
    steps = zip(itertools.pairwise(report.records), report.contributions[1:], strict=True)
    for (before, after), bars in steps:
        moved = after.stability - before.stability
        assert sum(points for _, points in bars) == pytest.approx(moved, abs=1e-9)
    assert len(report.digest) == 64


def test_more_turns_than_the_scenario_has_can_be_played() -> None:
    assert headless.play(SCENARIO, "none", 15, 1).records[-1].turn == 15


def test_an_unknown_zone_is_refused_with_a_sentence() -> None:
    with pytest.raises((WargameError, ValueError)) as refusal:
        headless.play(SCENARIO, "gof", 1, 1)
    assert "gof" in str(refusal.value)


def test_counted_playthroughs_tell_what_kept_ones_tell(monkeypatch, report: dict) -> None:
    monkeypatch.setattr(headless, "KEPT", 0)
    counted = compare(["none", "gov", "dmz"])
    assert {k: v for k, v in counted.items() if k != "options"} == {
        k: v for k, v in report.items() if k != "options"
    }
    for kept, found in zip(report["options"], counted["options"], strict=True):
        assert list(found) == list(kept)
        for part in ("measures", "against_baseline"):
            for key, estimate in kept[part].items():
                told = found[part][key]
                assert (estimate is None) == (told is None)
                if estimate is not None:
                    assert told["mean"] == pytest.approx(estimate["mean"], rel=1e-6, abs=1e-2)
                    assert list(told) == list(estimate)


def test_by_turn_tells_every_turn_every_sector_and_first_times() -> None:
    found = headless.compare(SCENARIO, ["none", "eu"], 6, 40, 1, TaskControl(), by_turn=True)
    json.dumps(found, allow_nan=False)
    for option in found["options"]:
        told = option["by_turn"]
        assert len(told["sectors"]) == len(told["sectors_first"]) == 10
        for course in (told["stability"], *told["sectors"].values()):
            assert list(course) == ["mean", "error", "p10", "p50", "p90"]
            assert all(len(values) == 6 for values in course.values())
            assert all(a <= b for a, b in zip(course["p10"], course["p90"], strict=True))
        assert told["stability"]["mean"][-1] == pytest.approx(
            option["measures"]["stability"]["mean"], abs=1e-4
        )
        assert list(told["first"])[-2:] == ["stability under 40", "stability over 60"]
        for passage in told["first"].values():
            assert passage["by_turn"] == sorted(passage["by_turn"])
        ever = told["first"]["the first ceasefire"]["by_turn"][-1]
        assert ever == pytest.approx(option["measures"]["ceasefire_any"]["mean"])
