"""Sweeps of the shipped game: a cell is what `compare` says, however the work was shared out."""

from __future__ import annotations

import csv
import os
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from wargame.app.sweep import model_digest, sweep
from wargame.app.sweep_job import SweepJob, _alone, figures_of, play_part
from wargame.app.tasks import Cancelled, TaskControl
from wargame.forecast.measures import MEASURES
from wargame.forecast.sweep import SweepFailed
from wargame.forecast.sweep_journal import OtherJournal, journal_of
from wargame.scenario.load import load_scenario
from wargame.scenario.study import load_study

STUDY = """
title = "t"
question = "q"
scenario = "ukraine-2024-12"
options = ["none", "eu+dmz"]
runs = 60
turns = 4
seeds = [3, 1]
quantiles = [0.1, 0.9]
[parameters]
h_base = [-1.41, -0.8]
[sets]
origin = "history-matched"
count = 2
[[start]]
id = "as-written"
[[start]]
id = "voting"
mode = "political"
us_posture = "disengaged"
injects = true
sample_initial = true
doctrines = { all = "default", moscow = "maximal" }
values = { exhaustion = 0.6 }
"""
CELLS = 2 * 2 * 2 * 2 * 2


@pytest.fixture
def study(tmp_path: Path) -> Path:
    path = tmp_path / "study.toml"
    path.write_text(STUDY)
    return path


def rows(path: Path) -> list[dict[str, str]]:
    with path.open() as file:
        return [*csv.DictReader(file)]


def test_every_cell_has_a_row_that_says_what_makes_it(study: Path, tmp_path: Path) -> None:
    out = tmp_path / "x.csv"
    swept = sweep(study, out, TaskControl(), workers=1)
    found = rows(out)
    assert (swept.cells, swept.done, swept.known, len(found)) == (CELLS, CELLS, 0, CELLS)
    keys = ("start", "option", "seed", "set", "h_base")
    assert len({tuple(row[key] for key in keys) for row in found}) == CELLS
    last = found[-1]
    assert [last[key] for key in keys] == ["voting", "eu+dmz", "1", "2", "-0.8"]
    assert (last["mode"], last["turns"], last["runs"]) == ("political", "4", "60")
    for words in ("injects drawn", "US disengaged", "moscow played by maximal", "kyiv played by",
                  "opening values sampled", "exhaustion 0.6"):  # fmt: skip
        assert words in last["switches"]
    for measure in MEASURES:
        assert {f"{measure.key}_{end}" for end in ("mean", "se", "p10", "p90", "runs")} <= set(last)
    assert not journal_of(out).exists()


def test_a_cell_at_the_shipped_assumptions_is_what_compare_says(tmp_path: Path) -> None:
    from wargame.app.headless import compare

    path, out = tmp_path / "s.toml", tmp_path / "x.csv"
    path.write_text(
        'title = "t"\nquestion = "q"\nscenario = "ukraine-2024-12"\noptions = ["none", "gov"]\n'
        "runs = 80\nturns = 5\nseeds = [7]\n"
    )
    sweep(path, out, TaskControl(), workers=1)
    told = compare("ukraine-2024-12", ["none", "gov"], 5, 80, 7, TaskControl())
    for row, option in zip(rows(out), told["options"], strict=True):
        for key, estimate in option["measures"].items():
            mean = row[f"{key}_mean"]
            if estimate is None:
                assert (mean, row[f"{key}_runs"]) == ("", "0")
            else:
                assert float(mean) == pytest.approx(estimate["mean"], rel=1e-8, abs=1e-12)


def test_cells_played_together_are_those_played_alone(study: Path) -> None:
    job = SweepJob.of(load_study(study), load_scenario("ukraine-2024-12"))
    assert job.each > len(job.points)
    for part in (0, job.parts - 1):
        one, cells = job.cells_of(part)
        for index, together in zip(cells, play_part(job, part), strict=True):
            alone = [*figures_of(_alone(job, one, job.points[index]), job.study.quantiles)]
            assert np.array(together, dtype=float) == pytest.approx(
                np.array(alone, dtype=float), rel=1e-7, abs=1e-9, nan_ok=True
            )


def test_an_interrupted_sweep_goes_on_and_ends_in_the_same_bytes(
    study: Path, tmp_path: Path
) -> None:
    whole, broken = tmp_path / "whole.csv", tmp_path / "broken.csv"
    sweep(study, whole, TaskControl(), workers=1)
    control = TaskControl()

    def stop_half_way(done: float, words: str) -> None:
        if done > 0.4:
            control.cancel()

    control._on_progress = stop_half_way
    with pytest.raises(Cancelled):
        sweep(study, broken, control, workers=1)
    assert not broken.exists()
    swept = sweep(study, broken, TaskControl(), workers=1)
    assert 0 < swept.known < swept.done == CELLS
    assert broken.read_bytes() == whole.read_bytes()


def test_another_study_does_not_go_on_where_this_one_stopped(study: Path, tmp_path: Path) -> None:
    out, control = tmp_path / "x.csv", TaskControl()
    control.cancel()
    with pytest.raises(Cancelled):
        sweep(study, out, control, workers=1)
    study.write_text(STUDY.replace("runs = 60", "runs = 61"))
    with pytest.raises(OtherJournal, match="another study"):
        sweep(study, out, TaskControl(), workers=1)
    assert sweep(study, out, TaskControl(), workers=1, restart=True).known == 0


def test_sqlite_has_the_numbers_of_the_csv(study: Path, tmp_path: Path) -> None:
    sweep(study, tmp_path / "x.csv", TaskControl(), workers=1)
    sweep(study, tmp_path / "x.sqlite", TaskControl(), workers=1)
    with closing(sqlite3.connect(tmp_path / "x.sqlite")) as base:
        base.row_factory = sqlite3.Row
        stored = [dict(row) for row in base.execute("SELECT * FROM cells")]
    assert [{k: "" if v is None else str(v) for k, v in row.items()} for row in stored] == rows(
        tmp_path / "x.csv"
    )


def command(study: Path, out: Path, *more: str) -> list[str]:
    return [sys.executable, "-m", "wargame", "sweep", str(study), "--out", str(out), *more]


def started(arguments: list[str], place: Path, lines: int) -> subprocess.Popen[Any]:
    """A sweep that has finished some parts; its own session, so that signals reach it alone."""
    process = subprocess.Popen(
        arguments, start_new_session=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    for _ in range(1200):
        if place.exists() and place.read_bytes().count(b"\n") > lines:
            return process
        if process.poll() is not None:
            break
        time.sleep(0.02)
    raise AssertionError(process.communicate())


def test_a_killed_sweep_leaves_no_process_behind_and_goes_on(tmp_path: Path) -> None:
    study, out, whole = tmp_path / "s.toml", tmp_path / "x.csv", tmp_path / "whole.csv"
    study.write_text(
        'title = "t"\nquestion = "q"\nscenario = "ukraine-2024-12"\noptions = ["none", "gov"]\n'
        "runs = 3000\nturns = 6\nseeds = { count = 12 }\n"
    )
    process = started(command(study, out, "--workers", "2"), journal_of(out), 3)
    os.kill(process.pid, signal.SIGKILL)
    process.communicate(timeout=30)  # ends when the last process that holds the pipe has ended
    assert not out.exists()
    process = started(command(study, out, "--workers", "1"), journal_of(out), 5)
    os.kill(process.pid, signal.SIGINT)
    _, told = process.communicate(timeout=30)
    assert process.returncode == 130
    assert b"of 24 cells, which are kept in" in told
    assert b"The same command goes on from there." in told
    swept = sweep(study, out, TaskControl(), workers=1)
    assert 3 <= swept.known < swept.done == 24
    sweep(study, whole, TaskControl(), workers=1)
    assert out.read_bytes() == whole.read_bytes()


@pytest.mark.extra
@pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::DeprecationWarning")
def test_a_cluster_that_loses_a_worker_gives_the_same_file(study: Path, tmp_path: Path) -> None:
    distributed = pytest.importorskip("distributed")
    here, there = tmp_path / "here.csv", tmp_path / "there.csv"
    sweep(study, here, TaskControl(), workers=1)
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None, silence_logs=50
    ) as cluster:
        killed: list[int] = []

        def kill_one(done: float, words: str) -> None:
            if done > 0.2 and not killed:
                killed.append(next(iter(cluster.workers.values())).pid)
                os.kill(killed[0], signal.SIGKILL)

        swept = sweep(study, there, TaskControl(kill_one), scheduler=cluster.scheduler_address)
    assert killed
    assert swept.done == CELLS
    assert there.read_bytes() == here.read_bytes()


@pytest.mark.extra
def test_a_scheduler_that_does_not_answer_is_named(
    study: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("distributed")
    monkeypatch.setattr("wargame.forecast.sweep_cluster.CONNECT", 0.3)
    with pytest.raises(SweepFailed, match=r"no Dask scheduler answers at tcp://127\.0\.0\.1:1"):
        sweep(study, tmp_path / "x.csv", TaskControl(), scheduler="tcp://127.0.0.1:1")


def test_without_dask_the_sentence_says_what_to_install(
    study: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(SweepFailed, match=r'pip install "wargame\[cluster\]"'):
        sweep(study, tmp_path / "x.csv", TaskControl(), scheduler="tcp://127.0.0.1:1")


@pytest.mark.extra
def test_the_same_study_compiled_by_jax_says_the_same(study: Path, tmp_path: Path) -> None:
    pytest.importorskip("jax")
    plain = STUDY[: STUDY.index("[parameters]")].replace("seeds = [3, 1]", "").replace("60", "300")
    study.write_text(plain.replace('"none", ', ""))
    found = []
    for backend in ("numpy", "jax"):
        sweep(study, tmp_path / f"{backend}.csv", TaskControl(), workers=1, backend=backend)
        found.append(rows(tmp_path / f"{backend}.csv"))
    for one, compiled in zip(*found, strict=True):
        assert (one["backend"], compiled["backend"]) == ("numpy", "jax")
        for measure in MEASURES:
            mean, error = f"{measure.key}_mean", one[f"{measure.key}_se"]
            if error:
                gap = abs(float(one[mean]) - float(compiled[mean]))
                assert gap <= 4 * float(error) + 1e-3


def test_a_worker_without_the_backend_asked_for_never_stands_in(
    study: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    job = SweepJob.of(load_study(study), load_scenario("ukraine-2024-12"), "jax")
    monkeypatch.setattr("wargame.forecast.backends.find_spec", lambda _: None)
    with pytest.raises(SweepFailed, match="has no JAX"):
        play_part(job, 0)


def test_the_model_has_one_digest_on_this_machine() -> None:
    assert model_digest() == model_digest()
    assert len(model_digest()) == 24
