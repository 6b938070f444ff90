"""The command `wargame`: what it prints, how it ends, and that it never shows a traceback."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from wargame.cli import doctor, preflight, window
from wargame.cli.main import main


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, list(arguments), prog_name="wargame")


def test_help_names_every_command() -> None:
    result = run("--help")
    assert result.exit_code == 0
    assert set(main.commands) >= {"validate", "doctor"}
    assert all(f"  {name} " in result.stdout for name in main.commands)


def test_help_is_fast_because_nothing_heavy_is_imported() -> None:
    code = (
        "import sys; from wargame.cli.main import main; "
        "heavy = {'numpy', 'PySide6', 'shapely', 'geopandas', 'pydantic', 'rich'}; "
        "print(sorted(heavy & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_without_a_display_the_command_ends_with_one_sentence_and_status_3(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(window.preflight, "problem", lambda: "There is no display here.")
    result = run()
    assert (result.exit_code, result.stdout) == (3, "")
    assert result.stderr == "There is no display here.\n"


def test_the_module_runs_as_the_command() -> None:
    command = [sys.executable, "-m", "wargame", "--version"]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert done.stdout.startswith("wargame ")


@pytest.mark.parametrize("arguments", [["valdate"], ["--nope"], ["validate"], ["doctor", "x"]])
def test_what_click_cannot_read_ends_with_status_2(arguments: list[str]) -> None:
    result = run(*arguments)
    assert result.exit_code == 2
    assert "Traceback" not in result.output


def test_validate_says_what_a_good_file_is() -> None:
    result = run("validate", "ukraine-2024-12")
    assert (result.exit_code, result.stdout) == (0, "ukraine-2024-12: valid scenario\n")


def test_validate_tells_every_fault_of_every_file(tmp_path: Path) -> None:
    (tmp_path / "broken.toml").write_text("id = = 1\n")
    (tmp_path / "p.toml").write_text("h = { value = 1 }\n")
    broken, parameters, nothing = (
        str(tmp_path / name) for name in ("broken.toml", "p.toml", "nothing.toml")
    )
    result = run("validate", broken, "ukraine-2024-12", parameters, nothing, str(tmp_path))
    assert result.exit_code == 2
    assert result.stdout == "ukraine-2024-12: valid scenario\n"
    lines = result.stderr.splitlines()
    assert lines[0] == f"{broken}: this is not TOML: invalid value (at line 1, column 6)"
    assert f"{parameters}: h.unit: this is missing" in lines
    assert f"{nothing}: there is no such file" in lines
    assert lines[-1].startswith(f"{tmp_path}: this is a folder; did you mean")


def test_doctor_names_what_is_missing_and_ends_with_status_3(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    monkeypatch.setattr(doctor.sys, "platform", "linux")
    monkeypatch.setattr(preflight, "missing", lambda _platform: {"libGL.so.1": "libgl1"})
    monkeypatch.setattr(preflight.shutil, "which", lambda _name: "apt-get")
    result = run("doctor")
    assert result.exit_code == 3
    assert "MISSING  system libraries: libGL.so.1" in result.stdout
    assert "sudo apt install libgl1" in result.stdout
    assert "Traceback" not in result.output


def test_doctor_starts_qt_for_proof(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    result = run("doctor")
    assert result.exit_code == 0, result.stdout
    assert "Qt starts on the platform offscreen" in result.stdout
    assert result.stdout.endswith("The window can be opened here.\n")


def test_doctor_survives_a_qt_that_does_not_start(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    monkeypatch.setattr(doctor, "START_QT", "import os; os.abort()")
    result = run("doctor")
    assert result.exit_code == 3
    assert "MISSING  Qt did not start: it ended with status" in result.stdout
