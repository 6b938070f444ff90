"""`wargame rulebook` writes one page, the same on every run, and refuses in sentences."""

from __future__ import annotations

import os
import subprocess
import sys

from click.testing import CliRunner

from wargame.cli.main import main


def run(*words: str):
    return CliRunner().invoke(main, ["rulebook", *words])


def test_two_runs_from_two_places_write_the_same_bytes(tmp_path) -> None:
    first, second = tmp_path / "a" / "one.html", tmp_path / "b" / "two.html"
    for seed, out in enumerate((first, second), start=1):
        out.parent.mkdir()
        done = subprocess.run(
            [sys.executable, "-m", "wargame", "rulebook", "--out", out.name],
            cwd=out.parent,
            env=os.environ | {"PYTHONHASHSEED": str(seed), "TZ": f"UTC+{seed}"},
            capture_output=True,
            text=True,
            check=True,
        )
        assert done.stderr == ""
        assert " rules, " in done.stdout
    page = first.read_bytes()
    assert page == second.read_bytes()
    assert str(tmp_path).encode() not in page
    assert page.startswith(b"<!DOCTYPE html>")


def test_a_place_that_cannot_be_written_is_refused_before_any_work(tmp_path) -> None:
    wrong = run("--out", str(tmp_path / "book.pdf"))
    assert wrong.exit_code == 2
    assert "must end in .html" in wrong.output
    nowhere = run("--out", str(tmp_path / "missing" / "book.html"))
    assert nowhere.exit_code == 2
    assert "there is no folder" in nowhere.output
    assert list(tmp_path.iterdir()) == []


def test_an_unknown_scenario_is_refused_in_a_sentence(tmp_path) -> None:
    wrong = run("nonsense", "--out", str(tmp_path / "book.html"))
    assert wrong.exit_code == 2
    assert "no such scenario" in wrong.output
    assert "Traceback" not in wrong.output


def test_the_command_is_listed_with_what_it_does() -> None:
    listed = CliRunner().invoke(main, ["--help"]).output
    assert "Write the rulebook to an HTML file." in listed
