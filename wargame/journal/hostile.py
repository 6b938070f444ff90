"""A session file from anywhere, opened as if somebody had made it to do harm.

After sqlite.org's list of defences: the header is read before SQLite sees the file; it is opened to
be read only, trusting no schema; every statement has limits, a clock and an authorizer; anything
but our own tables and triggers is refused; then SQLite's own check, and the chain of events.
"""

from __future__ import annotations

import contextlib
import re
import shutil
import sqlite3
import struct
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from wargame.journal.chain import Break, Event, Opening, Snapshot, first_break
from wargame.journal.errors import Damaged, NotASession
from wargame.journal.lock import held_here
from wargame.journal.store import APPLICATION_ID, SCHEMA_VERSION, schema

LARGEST = 256 * 1024 * 1024  # bytes; two hours of a room make about 2 million
SECONDS = 2.0  # that one statement may take
MOST_EVENTS = 200_000
UTF_8 = 1
MAGIC = b"SQLite format 3\0"
LIMITS = {
    "SQLITE_LIMIT_LENGTH": 16 * 1024 * 1024,
    "SQLITE_LIMIT_SQL_LENGTH": 100_000,
    "SQLITE_LIMIT_ATTACHED": 0,
    "SQLITE_LIMIT_VDBE_OP": 25_000,
    "SQLITE_LIMIT_TRIGGER_DEPTH": 1,
}
ALLOWED = {
    sqlite3.SQLITE_SELECT, sqlite3.SQLITE_READ, sqlite3.SQLITE_FUNCTION, sqlite3.SQLITE_PRAGMA,
    sqlite3.SQLITE_TRANSACTION,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Contents:
    """What a sound session file holds."""

    path: Path
    opening: Opening
    events: tuple[Event, ...]
    snapshots: dict[int, Snapshot]
    broken: Break | None = None  # where the chain does not hold, when it was read all the same


def read(path: Path, *, forgiving: bool = False) -> Contents:
    """Everything in a session file, the file itself left as it is.

    Raises NotASession, or Damaged with the first event that cannot be trusted. When `forgiving`,
    events up to the damage are returned and `broken` says where it is.
    """
    check_header(path)
    try:
        try:
            return _read_at(path, path, forgiving=forgiving)
        except sqlite3.OperationalError as error:
            if not _cannot_share(path, error):
                raise
            return _read_elsewhere(path, forgiving=forgiving)
    except (sqlite3.Error, UnicodeDecodeError, OverflowError) as error:
        raise Damaged(path.name, _said(error)) from None


def _read_at(place: Path, path: Path, *, forgiving: bool) -> Contents:
    with _opened(place) as db:
        return _read(db, path, forgiving=forgiving)


def _cannot_share(path: Path, error: sqlite3.Error) -> bool:
    """Whether what was written ahead is there and the folder has no room for SQLite's index."""
    ahead = path.with_name(path.name + "-wal").exists()
    return ahead and any(words in str(error) for words in ("readonly", "unable to open"))


def _read_elsewhere(path: Path, *, forgiving: bool) -> Contents:
    """A session that was not closed, in a folder that takes nothing: read in a copy."""
    try:
        with tempfile.TemporaryDirectory() as folder:
            place = Path(folder) / "session"
            for end in ("", "-wal"):
                shutil.copy(path.with_name(path.name + end), place.with_name(place.name + end))
            return _read_at(place, path, forgiving=forgiving)
    except OSError as error:
        words = (
            f"it was not closed, and its folder takes nothing; copy it together with "
            f"{path.name}-wal to another folder ({str(error.strerror).lower()})"
        )
        raise NotASession(path.name, words) from None


def check_header(path: Path) -> None:
    """Nothing happens when the first 100 bytes are those of a session; NotASession otherwise."""
    name = path.name
    try:
        if not path.is_file():
            there = "this is no regular file" if path.exists() else "there is no such file"
            raise NotASession(name, there)
        if held_here(path):
            return
        size = path.stat().st_size
        with path.open("rb") as file:
            head = file.read(100)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise NotASession(name, f"the file cannot be read: {reason.lower()}") from None
    if size > LARGEST:
        raise NotASession(name, f"the file is larger than {LARGEST // 1024**2} MB")
    if len(head) < 100 or not head.startswith(MAGIC):
        raise NotASession(name, "this is no session of wargame")
    encoding, version, _, application = struct.unpack(">56xIIII", head[:72])
    _check_numbers(name, application, version)
    if encoding != UTF_8:
        raise NotASession(name, "its texts are not in UTF-8, as those of every session are")


def _check_numbers(name: str, application: int, version: int) -> None:
    if application != APPLICATION_ID:
        raise NotASession(name, "this is a database of another program, no session of wargame")
    if version > SCHEMA_VERSION:
        words = f"it was written by a newer wargame (its form is {version}, this program knows "
        raise NotASession(name, f"{words}{SCHEMA_VERSION}); open it with that one")
    if version < 1:
        raise NotASession(name, f"its form has the number {version}, which no wargame wrote")


@contextlib.contextmanager
def _opened(path: Path) -> Iterator[sqlite3.Connection]:
    """A connection that can only read, slowly at worst, and nothing else."""
    alone = not any(path.with_name(path.name + end).exists() for end in ("-wal", "-journal"))
    uri = f"file:{quote(str(path.resolve()))}?mode=ro" + ("&immutable=1" if alone else "")
    db = sqlite3.connect(uri, uri=True, isolation_level=None, timeout=1.0)
    try:
        began = time.thread_time()
        db.set_progress_handler(lambda: int(time.thread_time() - began > SECONDS), 1000)
        for name, limit in LIMITS.items():
            db.setlimit(getattr(sqlite3, name), limit)
        for pragma in (
            "trusted_schema = off", "cell_size_check = on", "mmap_size = 0", "query_only = on",
        ):  # fmt: skip
            db.execute(f"pragma {pragma}")
        _defend(db)
        db.set_authorizer(_allowed)
        yield db
    finally:
        db.close()


def _defend(db: sqlite3.Connection) -> None:
    """Python 3.12 and later can switch SQLite's own defences on."""
    switch = getattr(sqlite3, "SQLITE_DBCONFIG_DEFENSIVE", None)
    if switch is not None:
        db.setconfig(switch, True)  # type: ignore[attr-defined]  # from Python 3.12 on


def _allowed(action: int, *_: object) -> int:
    return sqlite3.SQLITE_OK if action in ALLOWED else sqlite3.SQLITE_DENY


def _read(db: sqlite3.Connection, path: Path, *, forgiving: bool) -> Contents:
    name = path.name
    application, version = (
        db.execute(f"pragma {n}").fetchone()[0] for n in ("application_id", "user_version")
    )
    _check_numbers(name, application, version)
    _check_schema(db, name)
    checked = [row[0] for row in db.execute("pragma quick_check(3)")]
    if checked != ["ok"] and not forgiving:
        raise Damaged(name, f"the database is damaged: {str(checked[0])[:120]}")
    opening, head, count = _opening(db, name)
    if not 0 <= count <= MOST_EVENTS:
        raise Damaged(name, f"it says it holds {count} events")
    events, cut = _events(db, opening.id, forgiving=forgiving)
    broken = first_break(opening, events, head)
    if broken is None and len(events) != count:
        broken = Break(len(events), f"it holds {len(events)} events and not {count}")
    broken = broken or (Break(len(events), cut) if cut else None)
    if broken is not None:
        if not forgiving or broken.seq == 0:
            raise Damaged(name, broken.words, broken.seq)
        events = _trusted(opening, events, broken)
    return Contents(path, opening, events, _snapshots(db, opening.id), broken)


def _trusted(opening: Opening, events: tuple[Event, ...], broken: Break) -> tuple[Event, ...]:
    """The events before the one that was changed."""
    kept = tuple(event for event in events if event.seq < broken.seq)
    head = kept[-1].link() if kept else opening.digest()
    return kept if first_break(opening, kept, head) is None else ()


def _check_schema(db: sqlite3.Connection, name: str) -> None:
    """Our own tables and triggers, word for word, and nothing else."""
    found = db.execute("select type, name, sql from sqlite_master").fetchmany(100)
    ours = {_plain(statement) for statement in schema()}
    theirs = {_plain(str(sql)) for _, _, sql in found}
    foreign = [f"{kind} {item}" for kind, item, sql in found if _plain(str(sql)) not in ours]
    if foreign:
        words = f"it holds a {str(foreign[0])[:60]} that no wargame wrote; it is not opened"
        raise NotASession(name, words)
    if theirs != ours:
        raise Damaged(name, "a part of the database that every session has is missing")


def _plain(sql: str) -> str:
    return re.sub(r"\s+", " ", sql).strip().lower()


def _opening(db: sqlite3.Connection, name: str) -> tuple[Opening, str, int]:
    rows = db.execute(
        "select id, created, program, rulebook, body, head, events from session"
    ).fetchmany(2)
    if len(rows) != 1:
        raise Damaged(name, f"it holds {'no opening' if not rows else 'more than one opening'}")
    *said, head, count = rows[0]
    if not all(isinstance(part, str) for part in (*said, head)) or not isinstance(count, int):
        raise Damaged(name, "its opening is not as it was written", 0)
    return Opening(*said), head, count


def _events(
    db: sqlite3.Connection, session: str, *, forgiving: bool
) -> tuple[tuple[Event, ...], str]:
    """The events in order, and why reading ended early where it did."""
    found: list[Event] = []
    query = (
        "select seq, kind, turn, seat, body, digest, previous from event "
        "where session = ? order by seq limit ?"
    )
    try:
        for row in db.execute(query, (session, MOST_EVENTS + 1)):
            found.append(_event(row))  # noqa: PERF401  what was read before an error is kept
    except (sqlite3.Error, UnicodeDecodeError, TypeError) as error:
        if not forgiving:
            raise sqlite3.DatabaseError(str(error)) from None
        return tuple(found), f"event {len(found) + 1} cannot be read: {error}"
    return tuple(found), ""


def _event(row: tuple[object, ...]) -> Event:
    seq, kind, turn, seat, body, digest, previous = row
    texts = (kind, body, previous)
    if not (isinstance(seq, int) and isinstance(turn, int)):
        raise TypeError("a number is no number")
    if not all(isinstance(t, str) for t in texts):
        raise TypeError("a text is no text")
    if not all(t is None or isinstance(t, str) for t in (seat, digest)):
        raise TypeError("a text is no text")
    return Event(seq, kind, turn, seat, body, digest, previous)  # type: ignore[arg-type]  # checked


def _snapshots(db: sqlite3.Connection, session: str) -> dict[int, Snapshot]:
    """The cache; without it everything is played again."""
    query = "select seq, data from snapshot where session = ?"
    with contextlib.suppress(sqlite3.Error):
        rows = db.execute(query, (session,)).fetchmany(MOST_EVENTS)
        return {s: Snapshot(s, bytes(d)) for s, d in rows if isinstance(d, bytes)}
    return {}


def _said(error: Exception) -> str:
    if "interrupted" in str(error):
        return f"reading it takes more than {SECONDS:g} seconds; it is not opened"
    return f"the database is damaged: {str(error)[:160]}"
