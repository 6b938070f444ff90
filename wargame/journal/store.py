"""A session file that is being written: one writer, one transaction for each thing that happened.

While open it is in WAL mode with full synchronisation: what `append` has returned from survives the
end of the process and, as far as disk and system keep their word, the end of the power. Closed, it
is one plain file that travels alone.
"""

from __future__ import annotations

import contextlib
import os
import sqlite3
import uuid
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from importlib import resources
from pathlib import Path

from wargame.journal.chain import Event, Opening, Snapshot
from wargame.journal.errors import NotWritten
from wargame.journal.lock import Lock

APPLICATION_ID = 0x57415247  # "WARG"
SCHEMA_VERSION = 1
SUFFIX = ".wargame"
BUSY_S = 2.0
INSERT = "insert into event values (?, ?, ?, ?, ?, ?, ?, ?)"
HEAD = "update session set head = ?, events = ? where id = ?"


@lru_cache(maxsize=1)
def schema() -> tuple[str, ...]:
    """The statements of the schema, in order."""
    text = resources.files("wargame.journal").joinpath("schema.sql").read_text("utf-8")
    lines = [line for line in text.splitlines() if not line.startswith("--")]
    statements = "\n".join(lines).replace("; end;", "\0;").split(";")
    return tuple(s.replace("\0", "; end").strip() for s in statements if s.strip())


class Store:
    """A session file open for writing; `append` returns when the disk has it."""

    def __init__(self, path: Path, session: str, written: int) -> None:
        """The file at `path`, which exists and was found sound; InUse when somebody writes it."""
        self.path = path
        self.session = session
        self.written = written
        self._lock = Lock(path)
        try:
            self._db = _connected(path)
            self.mode = _journal_mode(self._db, "wal")
        except sqlite3.Error as error:
            self._lock.release()
            raise NotWritten(path.name, _reason(error)) from None

    @classmethod
    def create(cls, path: Path, opening: Opening) -> Store:
        """A new session file; NotWritten where the file exists or the folder takes none."""
        write_whole(path, opening, (), {}, replace=False)
        return cls(path, opening.id, 0)

    def append(self, events: Iterable[Event], snapshots: Mapping[int, Snapshot]) -> None:
        """The events are on the disk, all of them or none; NotWritten says why they are not."""
        told = tuple(events)
        if not told:
            return
        try:
            with transaction(self._db):
                _insert(self._db, self.session, told, snapshots)
        except sqlite3.Error as error:
            raise NotWritten(self.path.name, _reason(error)) from None
        self.written = told[-1].seq

    def close(self) -> None:
        """The file is whole by itself and belongs to nobody; a disk that is full is let be."""
        with contextlib.suppress(sqlite3.Error):
            self._db.execute("pragma wal_checkpoint(truncate)")
            _journal_mode(self._db, "delete")
        with contextlib.suppress(sqlite3.Error):
            self._db.close()
        self._lock.release()


def write_whole(
    path: Path,
    opening: Opening,
    events: Iterable[Event],
    snapshots: Mapping[int, Snapshot],
    *,
    replace: bool,
) -> None:
    """A whole session is one new file at `path`, complete or not there at all.

    `replace` allows it to take the place of a file. NotWritten says why it could not be written.
    """
    if path.exists() and not replace:
        raise NotWritten(path.name, "there is a file of that name; give another one")
    beside = path.with_name(f".{path.stem}-{uuid.uuid4().hex[:8]}.part")
    try:
        _write(beside, opening, tuple(events), snapshots)
        _flush(beside)
        beside.replace(path)
        _flush(path.parent)
    except (sqlite3.Error, OSError) as error:
        raise NotWritten(path.name, _reason(error)) from None
    finally:
        with contextlib.suppress(OSError):
            beside.unlink(missing_ok=True)


def _write(
    path: Path, opening: Opening, events: tuple[Event, ...], snapshots: Mapping[int, Snapshot]
) -> None:
    db = _connected(path)
    try:
        db.execute(f"pragma application_id = {APPLICATION_ID}")
        db.execute(f"pragma user_version = {SCHEMA_VERSION}")
        with transaction(db):
            for statement in schema():
                db.execute(statement)
            row = (opening.id, opening.created, opening.program, opening.rulebook, opening.body)
            db.execute("insert into session values (?, ?, ?, ?, ?, ?, 0)", (*row, opening.digest()))
            _insert(db, opening.id, events, snapshots)
    finally:
        db.close()


def _insert(
    db: sqlite3.Connection,
    session: str,
    events: tuple[Event, ...],
    snapshots: Mapping[int, Snapshot],
) -> None:
    """Events and their snapshots, and the opening's note of the last one."""
    for e in events:
        row = (session, e.seq, e.kind, e.turn, e.seat, e.body, e.digest, e.previous)
        db.execute(INSERT, row)
        if e.seq in snapshots:
            found = (session, e.seq, snapshots[e.seq].data)
            db.execute("insert into snapshot values (?, ?, ?)", found)
    if events:
        db.execute(HEAD, (events[-1].link(), events[-1].seq, session))


@contextlib.contextmanager
def transaction(db: sqlite3.Connection) -> Iterator[None]:
    """All of it or nothing; where SQLite has rolled back already, that is enough."""
    db.execute("begin immediate")
    try:
        yield
        db.execute("commit")
    except BaseException:
        if db.in_transaction:
            with contextlib.suppress(sqlite3.Error):
                db.execute("rollback")
        raise


def _connected(path: Path) -> sqlite3.Connection:
    db = sqlite3.connect(path, isolation_level=None, timeout=BUSY_S, check_same_thread=False)
    for pragma in ("synchronous = full", "foreign_keys = on", "trusted_schema = on"):
        db.execute(f"pragma {pragma}")
    return db


def _journal_mode(db: sqlite3.Connection, wanted: str) -> str:
    """The mode that the disk allows: WAL where it can, a rollback journal elsewhere."""
    found: str = db.execute(f"pragma journal_mode = {wanted}").fetchone()[0]
    return found


def _flush(path: Path) -> None:
    """The disk has what was written to a file, or the names in a folder."""
    if os.name == "nt" and path.is_dir():
        return
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _reason(error: Exception) -> str:
    """Why the disk did not take it, and what to do."""
    said = str(getattr(error, "strerror", None) or error).lower()
    if "full" in said or "no space" in said or "too large" in said or "disk i/o" in said:
        return f"the disk does not take more ({said}); make room, or save a copy elsewhere"
    if "readonly" in said or "read-only" in said or "denied" in said or "unable to open" in said:
        return f"nothing can be written there ({said}); save a copy in another folder"
    return f"it could not be written ({said}); save a copy in another folder"
