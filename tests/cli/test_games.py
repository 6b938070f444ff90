"""`play`, `compare`, `export`, `map`: equal on every run, a sentence for every mistake."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import struct
import subprocess
import sys
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from wargame.cli import progress
from wargame.cli.main import main
from wargame.cli.words import number
from wargame.forecast.measures import MEASURES

HERE = "ukraine-2024-12"
PLAY = ("play", HERE, "--turns", "2", "--seed", "7")
COMPARE = ("compare", HERE, "--zones", "none,gov", "--turns", "2", "--runs", "20", "--seed", "3")


@cache
def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, list(arguments), prog_name="wargame")


def read(*arguments: str) -> dict[str, Any]:
    result = run(*arguments, "--format", "json")
    assert result.exit_code == 0, result.output
    found = json.loads(result.stdout)
    assert isinstance(found, dict)
    return found


def test_a_game_is_told_turn_by_turn() -> None:
    told = read(*PLAY, "--zone", "gov-now")
    assert (told["scenario"], told["zone"], told["turns"], told["seed"]) == (HERE, "gov-now", 2, 7)
    assert [record["turn"] for record in told["records"]] == [0, 1, 2]
    assert re.fullmatch(r"[0-9a-f]{64}", told["digest"])


def test_contributions_add_up_to_the_change_in_stability() -> None:
    records = read(*PLAY, "--zone", "gov-now")["records"]
    for before, after in pairwise(records):
        moved = sum(bar["points"] for bar in after["contributions"])
        assert moved == pytest.approx(after["stability"] - before["stability"], abs=1e-9)
        sizes = [abs(bar["points"]) for bar in after["contributions"]]
        assert sizes == sorted(sizes, reverse=True)


def test_the_same_seed_gives_the_same_digest_and_another_seed_another() -> None:
    again = CliRunner().invoke(main, [*PLAY, "--format", "json"])
    assert json.loads(again.stdout) == read(*PLAY)
    assert read(*PLAY[:-1], "8")["digest"] != read(*PLAY)["digest"]


def test_the_table_ends_with_the_digest() -> None:
    table = run(*PLAY).stdout
    assert table.splitlines()[-1] == f"digest {read(*PLAY)['digest']}"
    assert "Turn 2, March to May 2025" in table
    assert "\x1b" not in table


def test_a_comparison_has_the_agreed_shape() -> None:
    found = read(*COMPARE)
    assert list(found) == [
        "scenario", "mode", "switches", "turns", "runs", "seed", "baseline", "options",
    ]  # fmt: skip
    assert (found["turns"], found["runs"], found["seed"], found["baseline"]) == (2, 20, 3, "none")
    assert [option["id"] for option in found["options"]] == ["none", "gov"]
    for option in found["options"]:
        assert list(option) == ["id", "measures", "against_baseline"]
        assert list(option["measures"]) == [measure.key for measure in MEASURES]
        assert list(option["measures"]["stability"]) == ["mean", "low", "high", "interval"]
        assert option["measures"]["stability_t4"] is None  # two turns were played
    assert found["options"][0]["against_baseline"]["stability"]["mean"] == 0


def test_none_is_the_baseline_wherever_it_stands() -> None:
    found = read(*COMPARE[:3], "gov, none,gov", *COMPARE[4:])
    assert found == read(*COMPARE)


def test_without_none_the_first_zone_is_the_baseline() -> None:
    found = read(*COMPARE[:3], "dmz,gov", *COMPARE[4:])
    assert found["baseline"] == "dmz"


def test_every_option_is_compared_when_none_is_named() -> None:
    found = read("compare", HERE, "--turns", "1", "--runs", "1")
    assert [option["id"] for option in found["options"]] == [
        "none", "gov", "gov-now", "buffer", "all", "dmz", "eu", "phased", "moldova", "georgia",
    ]  # fmt: skip


def test_csv_holds_the_numbers_of_the_json() -> None:
    rows = list(csv.DictReader(io.StringIO(run(*COMPARE, "--format", "csv").stdout)))
    assert len(rows) == 2 * len(MEASURES)
    [row] = [row for row in rows if (row["option"], row["measure"]) == ("gov", "norm")]
    gov = read(*COMPARE)["options"][1]
    assert float(row["mean"]) == gov["measures"]["norm"]["mean"]
    assert float(row["difference_low"]) == gov["against_baseline"]["norm"]["low"]
    assert {row["mean"] for row in rows if row["measure"] == "stability_t4"} == {""}


def test_a_person_reads_the_chance_of_a_clash_in_words() -> None:
    [line] = [line for line in run(*COMPARE).stdout.splitlines() if "rung 5" in line][:1]
    assert not re.search(r"\d\.\d", line)


def test_output_in_a_pipe_has_no_progress_bar() -> None:
    assert run(*COMPARE).stderr == ""


def test_a_terminal_sees_progress(monkeypatch: pytest.MonkeyPatch) -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    screen = Terminal()
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setattr(progress.sys, "stderr", screen)
    with progress.watched("Playing") as control:
        control.report(0.5, "gov: 20 playthroughs")
    assert "gov: 20 playthroughs" in screen.getvalue()


def test_numbers_are_written_for_readers() -> None:
    assert number(-1234.56, 1) == "−1,234.6"
    assert number(-0.001, 2) == "0.00"
    assert number(0.5, 1, "+") == "+0.5"


FAULTS = [
    (("play", "ukrane-2024-12"), 'did you mean "ukraine-2024-12"?'),
    (("play", "missing.toml"), "missing.toml: there is no such file"),
    (("play", HERE, "--zone", "gv"), 'ukraine-2024-12 has no zone "gv"; did you mean "gov"?'),
    (("play", HERE, "--turns", "0"), "must be a whole number from 1 to 40, not 0"),
    (("play", HERE, "--turns", "-1"), "must be a whole number from 1 to 40, not -1"),
    (("play", HERE, "--turns", "41"), "must be a whole number from 1 to 40, not 41"),
    (("play", HERE, "--turns", "many"), "must be a whole number from 1 to 40, not many"),
    (("play", HERE, "--seed", "-1"), "must be a whole number from 0 to"),
    (("play", HERE, "--format", "xml"), "'xml' is not one of 'table', 'json'"),
    (("play",), "Missing argument 'SCENARIO'"),
    (("compare", HERE, "--runs", "0"), "must be a whole number from 1 to 1,000,000, not 0"),
    (("compare", HERE, "--zones", "none,gvo"), 'has no zone "gvo"; did you mean "gov"?'),
    (("compare", HERE, "--zones", ","), "--zones names no zone"),
    (("export", HERE), "Missing option '--out'"),
    (("export", HERE, "--out", "x.txt"), "x.txt must end in .gpkg"),
    (("export", HERE, "--out", "nowhere/x.gpkg"), "there is no folder nowhere"),
    (("export", HERE, "--out", "."), "is a folder; name a file in it"),
    (("map", HERE, "--out", "x.gif"), "x.gif must end in .png or .svg or .pdf"),
    (("map", HERE, "--out", "x.png", "--paper", "a3"), "--paper is the paper of a sheet"),
    (("map", HERE, "--out", "x.pdf", "--size", "640x480"), "use --paper in place of --size"),
    (("map", HERE, "--out", "x.png", "--size", "big"), 'such as 1920x1080, not "big"'),
    (("map", HERE, "--out", "x.png", "--size", "9x9"), "each side must be from 320 to 8192"),
    (("map", HERE, "--out", "x.png", "--zone", "eux"), 'did you mean "eu"?'),
]


@pytest.mark.parametrize(("arguments", "words"), FAULTS, ids=lambda value: str(value)[-40:])
def test_a_mistake_is_a_sentence_and_status_2(
    arguments: tuple[str, ...], words: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    result = CliRunner().invoke(main, list(arguments), prog_name="wargame")
    assert result.exit_code == 2
    assert words in result.stderr
    assert result.stdout == ""
    assert list(tmp_path.iterdir()) == []


def test_a_scenario_with_faults_is_refused_with_all_of_them(tmp_path: Path) -> None:
    (tmp_path / "s.toml").write_text('id = "x"\nturns = 0\nsed = 1\n')
    result = CliRunner().invoke(main, ["play", str(tmp_path / "s.toml")])
    assert result.exit_code == 2
    assert "turns: must be at least 1, not 0" in result.stderr
    assert 'sed: no such key; did you mean "seed"?' in result.stderr
    assert len(result.stderr.splitlines()) > 5


def test_a_file_that_cannot_be_written_is_a_sentence(tmp_path: Path) -> None:
    out = tmp_path / "locked" / "x.gpkg"
    out.parent.mkdir()
    (out.parent / "x.gpkg").mkdir()
    result = CliRunner().invoke(main, ["export", HERE, "--out", str(out)])
    assert result.exit_code == 2
    assert "is a folder" in result.stderr


def test_an_error_that_is_a_sentence_ends_with_status_2(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError(13, "Permission denied", "x.gpkg")

    monkeypatch.setattr("wargame.app.gis.export_scenario", refuse)
    result = CliRunner().invoke(main, ["export", HERE, "--out", str(tmp_path / "x.gpkg")])
    assert result.exit_code == 2
    assert result.stderr == "x.gpkg: permission denied\n"


def test_the_export_names_its_layers(tmp_path: Path) -> None:
    out = tmp_path / "ukraine.gpkg"
    result = CliRunner().invoke(main, ["export", HERE, "--out", str(out)])
    assert result.exit_code == 0, result.output
    assert result.stdout == f"{out}: control, front, sectors and zones, 2024-12-01\n"
    assert out.read_bytes()[:15] == b"SQLite format 3"


def test_the_map_is_drawn_without_a_display(tmp_path: Path) -> None:
    out = tmp_path / "map.png"
    without = {k: v for k, v in os.environ.items() if k not in ("DISPLAY", "QT_QPA_PLATFORM")}
    command = [sys.executable, "-m", "wargame", "map", HERE]
    command += ["--zone", "gov", "--size", "640x400", "--out", str(out)]
    done = subprocess.run(command, env=without, capture_output=True, text=True, check=False)
    said = f"{out}: 640 by 400 pixels, line of contact of 2024-12-01\n"
    assert (done.returncode, done.stdout, done.stderr) == (0, said, "")
    header = out.read_bytes()[:24]
    assert header[:8] == b"\x89PNG\r\n\x1a\n"
    assert struct.unpack(">II", header[16:24]) == (640, 400)
