"""Files made to do harm, or to be mistaken for sessions: refused in a sentence, and quickly."""

from __future__ import annotations

import os
import shutil
import sqlite3
import time
from pathlib import Path

import pytest
from journal_of_texts import events, opening

from wargame.journal import hostile
from wargame.journal.errors import Damaged, JournalError, NotASession
from wargame.journal.store import APPLICATION_ID, Store, schema


def tampered(path: Path, *statements: str) -> Path:
    """The file with statements carried out on it by somebody who knows SQLite."""
    db = sqlite3.connect(path, isolation_level=None)
    for statement in statements:
        db.execute(statement)
    db.close()
    return path


LOOP = "with recursive n(i) as (select 1 union all select i + 1 from n) select i from n"
NO_GUARDS = ("drop trigger event_is_append_only", "drop trigger event_is_kept",
             "drop trigger opening_is_kept", "drop trigger session_is_kept")  # fmt: skip


@pytest.mark.parametrize(
    ("statements", "words"),
    [
        (["create view extra as select 1"], "view extra"),
        (["create trigger evil before insert on event begin select load_extension('x'); end"],
         "trigger evil"),
        (["create table more (a)"], "table more"),
        (["create index slow on event (kind)"], "index slow"),
        (["create virtual table v using fts5(a)"], "table v"),
        ([*NO_GUARDS], "missing"),
        ([*NO_GUARDS, "drop table snapshot"], "missing"),
        ([*NO_GUARDS, "drop table event",
          "create view event as " + LOOP.replace("select i from n", "select i as seq from n")],
         "view event"),
        (["pragma application_id = 1"], "another program"),
        (["pragma user_version = 99"], "newer wargame"),
        (["pragma user_version = 0"], "no wargame wrote"),
    ],
)  # fmt: skip
def test_a_foreign_schema_is_refused_by_name(journal: Path, statements, words: str) -> None:
    tampered(journal, *statements)
    with pytest.raises((NotASession, Damaged), match=words) as refusal:
        hostile.read(journal)
    assert str(refusal.value).startswith("small.wargame: ")


GUARD = next(s for s in schema() if "event_is_append_only" in s)


@pytest.mark.parametrize(
    ("statement", "words", "event"),
    [
        ('update event set body = \'{"words":"lies"}\' where seq = 5', "event 5 is not", 5),
        ("update event set digest = null where seq = 12", "event 12 is not", 12),
        ("update event set turn = 7 where seq = 1", "event 1 is not", 1),
    ],
)
def test_an_event_changed_behind_the_guards_is_named(journal, statement, words, event) -> None:
    tampered(journal, "drop trigger event_is_append_only", statement, GUARD)
    with pytest.raises(Damaged, match=words) as refusal:
        hostile.read(journal)
    assert refusal.value.event == event
    found = hostile.read(journal, forgiving=True)
    assert found.events == tuple(events(12)[: event - 1])
    assert found.broken.seq == event


def test_events_deleted_at_the_end_are_noticed(journal: Path) -> None:
    guard = GUARD.replace("append_only before update", "kept before delete")
    tampered(journal, "drop trigger event_is_kept", "delete from event where seq > 9", guard)
    with pytest.raises(Damaged, match="missing"):
        hostile.read(journal)


def test_types_that_strict_tables_would_refuse_are_refused_here_too(journal: Path) -> None:
    db = sqlite3.connect(journal, isolation_level=None)
    db.execute("pragma writable_schema = on")
    db.execute("update sqlite_master set sql = replace(sql, 'seq integer', 'seq text')")
    db.close()
    with pytest.raises(JournalError):
        hostile.read(journal)


@pytest.mark.parametrize(
    "data",
    [
        b"", b"x", b"SQLite format 3\0", b"SQLite format 3\0" + bytes(84), bytes(4096),
        b"PK\x03\x04" + bytes(200), b'{"json": true}' * 20, os.urandom(5000),
        b"SQLite format 3\0" + os.urandom(4080),
    ],
)  # fmt: skip
def test_what_is_no_session_is_refused_before_sqlite_sees_it(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "a.wargame"
    path.write_bytes(data)
    with pytest.raises(NotASession):
        hostile.read(path)


def test_what_is_no_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(NotASession, match="no such file"):
        hostile.read(tmp_path / "nowhere.wargame")
    with pytest.raises(NotASession, match="no regular file"):
        hostile.read(tmp_path)
    if hasattr(os, "mkfifo"):
        os.mkfifo(tmp_path / "pipe.wargame")
        with pytest.raises(NotASession, match="no regular file"):
            hostile.read(tmp_path / "pipe.wargame")


def test_a_file_that_is_too_large_is_not_read(journal: Path, monkeypatch) -> None:
    monkeypatch.setattr(hostile, "LARGEST", 1000)
    with pytest.raises(NotASession, match="larger than"):
        hostile.read(journal)


def test_texts_in_another_encoding_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.wargame"
    tampered(path, "pragma encoding = 'UTF-16le'", f"pragma application_id = {APPLICATION_ID}",
             "pragma user_version = 1", "create table a (b)")  # fmt: skip
    with pytest.raises(NotASession, match="UTF-8"):
        hostile.read(path)


def test_an_endless_statement_is_stopped_by_the_clock(journal: Path, monkeypatch) -> None:
    monkeypatch.setattr(hostile, "SECONDS", 0.2)
    began, slow = time.thread_time(), ", ".join(f"event e{i}" for i in range(12))
    with hostile._opened(journal) as db, pytest.raises(sqlite3.OperationalError, match="interrupt"):
        db.execute(f"select count(*) from {slow}").fetchone()
    assert time.thread_time() - began < 20


@pytest.mark.parametrize(
    "statement",
    ["attach ':memory:' as other", "create table t (a)", "insert into event values (1)",
     "delete from event", "update event set turn = 1", "vacuum", "create temp table t (a)"],
)  # fmt: skip
def test_the_connection_can_do_nothing_but_read(journal: Path, statement: str) -> None:
    before = journal.read_bytes()
    with hostile._opened(journal) as db, pytest.raises(sqlite3.Error):
        db.execute(statement)
    assert journal.read_bytes() == before


def test_an_endless_query_is_not_even_begun(journal: Path) -> None:
    with hostile._opened(journal) as db, pytest.raises(sqlite3.DatabaseError, match="not author"):
        db.execute(LOOP)


def test_reading_leaves_the_file_and_its_folder_as_they_were(journal: Path) -> None:
    before = journal.read_bytes(), journal.stat().st_mtime_ns
    hostile.read(journal)
    assert (journal.read_bytes(), journal.stat().st_mtime_ns) == before
    assert [p.name for p in journal.parent.iterdir()] == [journal.name]


def test_a_file_copied_while_it_is_written_is_what_was_committed_or_refused(tmp_path) -> None:
    store = Store.create(tmp_path / "a.wargame", opening())
    store.append(events(6), {})
    torn = tmp_path / "b.wargame"
    shutil.copy(store.path, torn)  # without what is written ahead
    found = hostile.read(torn)
    assert found.events == tuple(events(6)[: len(found.events)])
    store.close()
    assert hostile.read(store.path).events == tuple(events(6))


def test_while_this_process_writes_a_file_only_sqlite_opens_it(tmp_path, monkeypatch) -> None:
    store = Store.create(tmp_path / "a.wargame", opening())
    hostile.read(store.path)  # the schema is known by now
    monkeypatch.setattr(Path, "open", lambda *_, **__: pytest.fail("its locks are lost"))
    assert hostile.read(store.path).events == ()
    store.close()
