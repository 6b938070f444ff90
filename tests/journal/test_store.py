"""Writing: what `append` returned from is there, one writer, and a closed file travels alone."""

from __future__ import annotations

import os
import sqlite3
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from journal_of_texts import events, opening, snapshots

from wargame.journal import hostile
from wargame.journal.errors import InUse, NotWritten
from wargame.journal.lock import in_use, left_open
from wargame.journal.store import APPLICATION_ID, Store, schema, write_whole


@pytest.fixture
def store(tmp_path: Path):
    made = Store.create(tmp_path / "a.wargame", opening())
    yield made
    made.close()


def test_what_was_appended_is_read_back_while_the_file_is_open_and_after(store: Store) -> None:
    told = events(9)
    for event in told:
        store.append([event], snapshots(9))
        assert hostile.read(store.path).events[-1] == event
    store.close()
    found = hostile.read(store.path)
    assert found.opening == opening()
    assert found.events == tuple(told)
    assert found.snapshots == snapshots(9)


def test_an_open_file_is_written_ahead_and_a_closed_one_stands_alone(store: Store) -> None:
    assert store.mode == "wal"
    store.append(events(2), {})
    assert left_open(store.path)
    assert in_use(store.path)
    store.close()
    assert [p.name for p in store.path.parent.iterdir()] == ["a.wargame"]
    head = store.path.read_bytes()[:100]
    assert head[18:20] == b"\x01\x01", "no WAL in the header"
    assert int.from_bytes(head[68:72], "big") == APPLICATION_ID


def test_every_commit_is_synchronised_in_full(store: Store) -> None:
    assert store._db.execute("pragma synchronous").fetchone()[0] == 2


def test_events_can_be_added_and_neither_changed_nor_deleted(store: Store) -> None:
    store.append(events(3), {})
    for statement in (
        "update event set body = '{}' where seq = 1",
        "delete from event where seq = 3",
        "update session set body = '{}'",
        "update session set id = 'x'",
        "delete from session",
    ):
        with pytest.raises(sqlite3.IntegrityError, match="append-only"):
            store._db.execute(statement)
    with pytest.raises(sqlite3.IntegrityError):
        store._db.execute("insert into event values (?, 4, 'k', 0, null, 'no json', null, 'p')",
                          (opening().id,))  # fmt: skip


def test_snapshots_may_be_deleted(store: Store) -> None:
    store.append(events(6), snapshots(6))
    store._db.execute("delete from snapshot")
    store.close()
    assert hostile.read(store.path).events == tuple(events(6))


def test_several_events_are_written_all_or_none(store: Store) -> None:
    told = events(4)
    twice = [told[0], told[1], told[1]]
    with pytest.raises(NotWritten):
        store.append(twice, {})
    assert hostile.read(store.path).events == ()
    store.append(told, {})
    assert len(hostile.read(store.path).events) == 4


def test_a_second_writer_is_refused_in_this_process_and_in_another(store: Store) -> None:
    with pytest.raises(InUse, match="another window"):
        Store(store.path, opening().id, 0)
    code = (
        "import sys; from pathlib import Path; from wargame.journal.store import Store\n"
        "from wargame.journal.errors import InUse\n"
        "try: Store(Path(sys.argv[1]), 'x', 0)\nexcept InUse: print('refused')"
    )
    done = subprocess.run([sys.executable, "-c", code, str(store.path)], capture_output=True,
                          text=True, check=True)  # fmt: skip
    assert done.stdout.strip() == "refused"
    store.append(events(1), {})
    store.close()
    assert not in_use(store.path)
    Store(store.path, opening().id, 1).close()


def test_a_file_is_never_written_over_unless_asked(tmp_path: Path) -> None:
    path = tmp_path / "a.wargame"
    write_whole(path, opening(), events(2), {}, replace=False)
    before = path.read_bytes()
    with pytest.raises(NotWritten, match="of that name"):
        write_whole(path, opening(), events(3), {}, replace=False)
    assert path.read_bytes() == before
    write_whole(path, opening(), events(3), {}, replace=True)
    assert len(hostile.read(path).events) == 3
    assert [p.name for p in tmp_path.iterdir()] == ["a.wargame"]


def test_a_folder_that_takes_nothing_is_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(NotWritten, match="another folder"):
        write_whole(tmp_path / "nowhere" / "a.wargame", opening(), (), {}, replace=False)


@pytest.mark.skipif(os.name == "nt", reason="permissions are another matter there")
def test_a_closed_file_opens_from_a_folder_that_is_read_only(journal: Path) -> None:
    folder, mode = journal.parent, journal.parent.stat().st_mode
    folder.chmod(stat.S_IRUSR | stat.S_IXUSR)
    try:
        assert len(hostile.read(journal).events) == 12
    finally:
        folder.chmod(mode)


def test_the_schema_is_strict_and_whole() -> None:
    said = schema()
    assert len(said) == 7
    assert all("strict" in s for s in said if s.startswith("create table"))
