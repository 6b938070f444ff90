"""`wargame sweep` as a person types it."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from wargame.cli.main import main

STUDY = """
title = "t"
question = "q"
scenario = "ukraine-2024-12"
options = ["none", "gov"]
runs = 20
turns = 3
"""


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["sweep", *arguments])


def test_a_study_stands_in_the_file_and_the_command_says_so(tmp_path: Path) -> None:
    (tmp_path / "s.toml").write_text(STUDY)
    out = tmp_path / "x.csv"
    told = run(str(tmp_path / "s.toml"), "--out", str(out), "--workers", "1")
    assert told.output == f"2 cells, in {out}\n"
    assert len(out.read_text().splitlines()) == 3


@pytest.mark.parametrize(
    ("name", "words"),
    [("x.xlsx", "must end in .csv or .sqlite or .parquet"), ("no/x.csv", "there is no folder")],
)
def test_a_file_that_cannot_be_written_is_refused_before_the_work(
    tmp_path: Path, name: str, words: str
) -> None:
    told = run("truce-under-doubt", "--out", str(tmp_path / name))
    assert told.exit_code == 2
    assert words in told.output


def test_faults_of_a_study_are_sentences(tmp_path: Path) -> None:
    (tmp_path / "s.toml").write_text(STUDY.replace('"gov"', '"gvo"'))
    told = run(str(tmp_path / "s.toml"), "--out", str(tmp_path / "x.csv"))
    assert told.exit_code == 2
    assert 'options[1]: ukraine-2024-12 has no zone "gvo"; did you mean "gov"?' in told.output


def test_parquet_without_pyarrow_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(__import__("sys").modules, "pyarrow", None)
    told = run("truce-under-doubt", "--out", str(tmp_path / "x.parquet"))
    assert told.exit_code == 2
    assert 'pip install "wargame[parquet]"' in told.output


def test_without_jax_the_command_says_so_and_numpy_plays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("wargame.forecast.backends.find_spec", lambda _: None)
    (tmp_path / "s.toml").write_text(STUDY)
    out = tmp_path / "x.csv"
    told = run(str(tmp_path / "s.toml"), "--out", str(out), "--backend", "jax")
    assert told.exit_code == 0
    assert 'pip install "wargame[jax]"' in told.output
    assert ",numpy," in out.read_text()
