"""`wargame report`: from a session's file to documents and tables, without a display."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from wargame.cli.main import main


def wargame(*arguments: object) -> Result:
    return CliRunner().invoke(main, [str(a) for a in arguments], prog_name="wargame")


@pytest.fixture(scope="module")
def file(tmp_path_factory) -> Path:
    path = tmp_path_factory.mktemp("sessions") / "a.wargame"
    told = ("play", "ukraine-2024-12", "--zone", "gov-now", "--turns", 3, "--session", path)
    assert wargame(*told).exit_code == 0
    return path


def test_an_after_action_report_and_its_tables(file: Path, tmp_path: Path) -> None:
    before = file.read_bytes()
    out, book = tmp_path / "aar.html", tmp_path / "aar.xlsx"
    done = wargame(
        "report", file, "--out", out, "--maps", "none", "--sets", 2, "--csv", tmp_path,
        "--xlsx", book,
    )  # fmt: skip
    assert done.exit_code == 0, done.output
    html = out.read_text(encoding="utf-8")
    assert "After-Action Report / Improvement Plan" in html
    assert "What each option would have done" in html
    assert (tmp_path / "turns.csv").read_text(encoding="utf-8-sig").count("\n") == 5
    assert book.stat().st_size > 5_000
    assert file.read_bytes() == before


def test_a_pdf_with_maps_and_numbered_pages(file: Path, tmp_path: Path) -> None:
    out = tmp_path / "aar.pdf"
    done = wargame("report", file, "--out", out, "--sets", 0, "--paper", "letter")
    assert done.exit_code == 0, done.output
    data = out.read_bytes()
    assert data.startswith(b"%PDF")
    assert b"/MediaBox [0 0 612" in data  # letter
    assert "pages" in done.output


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--out", "report.docx"), "must end in .html or .pdf"),
        (("--out", "nowhere/x.html"), "there is no folder"),
        (("--out", "x.html", "--csv", "nowhere"), "there is no folder nowhere"),
        (("--out", "x.html", "--xlsx", "x.csv"), "must end in .xlsx"),
        (("--out", "x.html", "--sets", "1000"), "from 0 to 120"),
    ],
)
def test_what_cannot_be_written_is_refused_in_words(file, arguments, words, tmp_path) -> None:
    with pytest.MonkeyPatch.context() as here:
        here.chdir(tmp_path)
        done = wargame("report", file, *arguments)
    assert done.exit_code == 2
    assert words in done.output


def test_a_file_that_is_no_session_is_refused(tmp_path: Path) -> None:
    other = tmp_path / "x.wargame"
    other.write_text("nothing")
    done = wargame("report", other, "--maps", "none", "--out", tmp_path / "x.html")
    assert done.exit_code == 2
    assert "Traceback" not in done.output
