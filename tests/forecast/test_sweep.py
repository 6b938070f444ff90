"""Sweeps below the model: parts and processes, the journal after a kill, the kinds of file."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wargame.forecast.sweep import Cells, SweepFailed, play_here
from wargame.forecast.sweep_files import Column, write_result
from wargame.forecast.sweep_journal import OtherJournal, SweepJournal, journal_of

HEAD = {"study": "s", "model": "m"}
COLUMNS = (Column("name", str), Column("count", int), Column("mean", float))
ROWS = [["a", 1, 0.1], ["b", None, -2.5e-7], [None, 3, None]]


def _twice(job: int, part: int) -> Cells:
    return [[job * part]]


def _dies_once(job: str, part: int) -> Cells:
    """The process that plays part 2 for the first time is gone, as if killed for memory."""
    if part == 2 and not Path(job).exists():
        Path(job).touch()
        os._exit(9)
    return [[part]]


def _always_dies(job: str, part: int) -> Cells:
    os._exit(9)


def test_one_process_and_several_find_the_same() -> None:
    wanted = [3, 0, 5, 1]
    alone = dict(play_here(_twice, 7, wanted, 1))
    assert alone == dict(play_here(_importable("_twice"), 7, wanted, 2)) == {
        part: [[7 * part]] for part in wanted
    }  # fmt: skip


def test_a_process_that_dies_has_its_parts_played_again(tmp_path: Path) -> None:
    found = dict(play_here(_importable("_dies_once"), str(tmp_path / "died"), range(5), 2))
    assert (tmp_path / "died").exists()
    assert found == {part: [[part]] for part in range(5)}


def test_processes_that_keep_dying_end_the_sweep_in_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(SweepFailed, match="3 times a working process died"):
        list(play_here(_importable("_always_dies"), "", range(3), 2))


def _importable(name: str) -> object:
    """The function as a fresh process can find it: this file is no package's module."""
    import importlib
    import sys

    folder = str(Path(__file__).parent)
    if folder not in sys.path:
        sys.path.append(folder)
    return getattr(importlib.import_module("test_sweep"), name)


def test_what_is_finished_is_there_after_a_kill(tmp_path: Path) -> None:
    place = journal_of(tmp_path / "x.csv")
    with SweepJournal(place, HEAD) as journal:
        journal.add(4, [[0.1, None, 3]])
        journal.add(2, [[1e-300]])
    with SweepJournal(place, HEAD) as journal:
        assert journal.finished == {4: [[0.1, None, 3]], 2: [[1e-300]]}


@given(cut=st.integers(1, 200))
def test_a_torn_line_costs_that_part_alone(tmp_path_factory: pytest.TempPathFactory, cut) -> None:
    place = tmp_path_factory.mktemp("torn") / "x.csv.part"
    with SweepJournal(place, HEAD) as journal:
        for part in range(3):
            journal.add(part, [[part, "words"]])
    data = place.read_bytes()
    lines = data.splitlines(keepends=True)
    place.write_bytes(data[: -min(cut, len(data) - len(lines[0]))])
    with SweepJournal(place, HEAD) as journal:
        before = dict(journal.finished)
        assert all(before[part] == [[part, "words"]] for part in before)
        assert 2 not in before
        journal.add(2, [[2, "again"]])
    with SweepJournal(place, HEAD) as journal:
        assert journal.finished == before | {2: [[2, "again"]]}


def test_a_damaged_line_is_played_again_and_the_others_stay(tmp_path: Path) -> None:
    place = tmp_path / "x.csv.part"
    with SweepJournal(place, HEAD) as journal:
        journal.add(0, [[1]])
        journal.add(1, [[2]])
    place.write_bytes(place.read_bytes().replace(b'"cells": [[1]]', b'"cells": [[7]]'))
    with SweepJournal(place, HEAD) as journal:
        assert journal.finished == {1: [[2]]}


@pytest.mark.parametrize("name", ["study", "model"])
def test_cells_of_another_study_or_model_are_never_mixed_in(tmp_path: Path, name: str) -> None:
    place = tmp_path / "x.csv.part"
    SweepJournal(place, HEAD).__exit__()
    with pytest.raises(OtherJournal, match=f"with another {name}; go on with --restart"):
        SweepJournal(place, HEAD | {name: "other"})
    with SweepJournal(place, HEAD):
        pass


def test_two_sweeps_do_not_write_one_journal(tmp_path: Path) -> None:
    pytest.importorskip("fcntl")
    place = tmp_path / "x.csv.part"
    with SweepJournal(place, HEAD) as journal:
        journal.add(0, [[1]])
        with pytest.raises(OtherJournal, match="another sweep is writing"):
            SweepJournal(place, HEAD)
    assert journal.finished == {0: [[1]]}


def test_csv_holds_every_digit_and_nothing_where_there_is_nothing(tmp_path: Path) -> None:
    out = tmp_path / "x.csv"
    write_result(out, COLUMNS, ROWS, {})
    assert out.read_bytes() == b"name,count,mean\na,1,0.1\nb,,-2.5e-07\n,3,\n"
    assert [*tmp_path.iterdir()] == [out]


def test_sqlite_holds_the_rows_and_what_the_study_was(tmp_path: Path) -> None:
    out = tmp_path / "x.sqlite"
    write_result(out, COLUMNS, ROWS, {"title": "t"})
    with closing(sqlite3.connect(out)) as base:
        assert [list(row) for row in base.execute("SELECT * FROM cells")] == ROWS
        assert base.execute("SELECT * FROM study").fetchall() == [("title", "t")]


@pytest.mark.extra
def test_parquet_holds_the_rows_and_what_the_study_was(tmp_path: Path) -> None:
    pytest.importorskip("pyarrow")
    from pyarrow import parquet

    out = tmp_path / "x.parquet"
    write_result(out, COLUMNS, ROWS, {"title": "t"})
    table = parquet.read_table(out)
    assert [list(row.values()) for row in table.to_pylist()] == ROWS
    assert table.schema.metadata[b"title"] == b"t"


def test_a_file_that_cannot_be_written_whole_is_not_written(tmp_path: Path) -> None:
    out = tmp_path / "x.sqlite"
    write_result(out, COLUMNS, ROWS, {})
    with pytest.raises(sqlite3.Error):
        write_result(out, COLUMNS, [["too", "few"]], {})
    with closing(sqlite3.connect(out)) as base:
        assert base.execute("SELECT count(*) FROM cells").fetchone() == (3,)
