"""`wargame msel` and `wargame validate` on event lists."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from wargame.cli.main import main
from wargame.cli.msel import KINDS
from wargame.exercise.formats.files import read_msel
from wargame.exercise.formats.names import FORMATS


def run(*args: object) -> tuple[int, str]:
    found = CliRunner().invoke(main, [str(arg) for arg in args])
    return found.exit_code, found.output


@pytest.fixture
def source(tmp_path: Path) -> Path:
    path = tmp_path / "list.csv"
    path.write_text("ID,Title,Profile\n1,=1+1,p\n2,B,\n", encoding="utf-8")
    return path


@pytest.mark.parametrize("kind", KINDS)
def test_a_list_is_converted_and_says_what_it_holds(tmp_path, source, kind: str) -> None:
    target = tmp_path / "out.xlsx"
    code, said = run("msel", "convert", source, target, "--to", kind)
    assert (code, "2 injects" in said, "Profile" in said) == (0, True, True)
    assert read_msel(target).msel == read_msel(source).msel


def test_every_format_can_be_named() -> None:
    assert set(KINDS) == set(FORMATS)


def test_a_list_with_faults_is_refused_by_every_command_with_all_of_them(tmp_path) -> None:
    bad, out = tmp_path / "bad.csv", tmp_path / "out.csv"
    bad.write_text("ID,Title,status,timing\n1,A,Done,soon\n", encoding="utf-8")
    for args in (("check", bad), ("convert", bad, out, "--to", "t3sf")):
        code, said = run("msel", *args)
        assert (code, said.count("row 2")) == (2, 2)
    code, said = run("validate", bad)
    assert (code, said.count("row 2")) == (2, 2)
    assert not out.exists()


def test_event_lists_decks_and_cexf_are_known_to_validate(tmp_path, source) -> None:
    deck, cexf = tmp_path / "deck.csv", tmp_path / "x.json"
    deck.write_text("Card Title,Card Wording\nA,B\n", encoding="utf-8")
    cexf.write_text('[{"inject_uuid": "1", "name": "A"}]', encoding="utf-8")
    code, said = run("validate", source, deck, cexf)
    assert (code, said.count("valid event list")) == (0, 3)


def test_a_missing_file_is_told_in_a_sentence(tmp_path) -> None:
    code, said = run("msel", "check", tmp_path / "none.xlsx")
    assert (code, said) == (2, "none.xlsx: no such file or directory\n")
