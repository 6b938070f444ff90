"""`wargame bench` says what was measured, where, and in which unit; no figure is a verdict."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict

import pytest
from click.testing import CliRunner

from wargame.app import bench
from wargame.app.bench import record
from wargame.cli.main import main

TINY = record.Size(repeats=1, runs=40, turns=12, frames=3, long_runs=80)
ROWS = {
    "ensemble, index every turn",
    "ensemble, index when asked",
    "two processes against one",
    "memory that an ensemble adds",
    "pace of the large against the small",
    "interactive turn with ledger",
    "zone measures",
    "zone under the hand, measured",
    "zone dragged to first forecast",
    "zone dragged to sharp forecast",
    "older forecast ended",
    "map frame, pan and zoom",
    "first window with a map",
}


@pytest.mark.bench
def test_every_row_of_the_table_is_measured(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bench, "QUICK", TINY)
    result = CliRunner().invoke(main, ["bench", "--quick", "--format", "json"])
    assert result.exit_code == 0, result.output
    found = json.loads(result.stdout)
    assert {row["what"] for row in found["figures"]} >= ROWS
    assert all(row["median"] > 0 for row in found["figures"] if row["unit"] != "MiB")
    assert set(found["machine"]) >= {"processor", "cores", "python", "numpy"}


def test_the_99th_percentile_is_on_the_slow_side() -> None:
    values = list(range(101))
    assert record.figure("frames", "ms", "", values).p99 == 99
    assert record.figure("ensemble", "playthroughs/s", "", values).p99 == 1


def test_people_get_a_table_with_the_machine_above_it(monkeypatch: pytest.MonkeyPatch) -> None:
    row = record.Figure("zone measures", "ms", "under 5", 1234.5, 4.321, 7)
    found = {"machine": record.machine(), "figures": [asdict(row)]}
    monkeypatch.setattr(bench, "measured", lambda *_, **__: found)
    shown = CliRunner().invoke(main, ["bench"]).stdout
    assert shown.startswith("processor: ")
    assert shown.splitlines()[-1].split() == [
        "zone",
        "measures",
        "1,234",
        "4.32",
        "ms",
        "under",
        "5",
    ]


def test_a_peer_that_is_absent_is_a_sentence_and_no_row(monkeypatch: pytest.MonkeyPatch) -> None:
    from wargame.app.bench import mesa_peer

    monkeypatch.setitem(sys.modules, "mesa", None)  # as if it were not installed
    monkeypatch.setattr(bench, "BENCHES", mesa_peer.BENCHES)
    result = CliRunner().invoke(main, ["bench", "--peers"])
    assert result.exit_code == 0, result.output
    assert result.stdout.splitlines()[-1].startswith("Mesa is not installed")


def test_peers_are_measured_only_when_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    def rows(size: record.Size) -> list[record.Figure]:
        return [record.figure("other", "ms", "a peer", [2.0])]

    monkeypatch.setattr(bench, "BENCHES", (record.Bench("other", rows, peer=True),))
    assert bench.measured(TINY, lambda _: None)["figures"] == []
    (row,) = bench.measured(TINY, lambda _: None, peers=True)["figures"]
    assert row["what"] == "other"


@pytest.mark.extra
def test_mesa_is_measured_beside_ours() -> None:
    pytest.importorskip("mesa")
    from wargame.app.bench.mesa_peer import mesa_ensemble

    theirs, ratio = mesa_ensemble(TINY)
    assert theirs.unit == "playthroughs/s"
    assert theirs.median > 0
    assert ratio.unit == "times"
