"""A session on disk: each step is written before it is shown, and what the disk refuses is kept.

When the disk does not take a step, play goes on in memory and says so; every later step tries
again, and a copy can be saved elsewhere at any time.
"""

from __future__ import annotations

import contextlib
from datetime import datetime
from pathlib import Path

from wargame.app import replay
from wargame.app.history import Clock, utc_now
from wargame.app.session import Session
from wargame.app.session_records import Saved
from wargame.journal import hostile
from wargame.journal.chain import Event, Snapshot
from wargame.journal.errors import Damaged, InUse, JournalError, NotASession, NotWritten
from wargame.journal.lock import in_use, left_open
from wargame.journal.store import SUFFIX, Store, write_whole

__all__ = [
    "Damaged", "InUse", "JournalError", "NotASession", "NotWritten", "Recording", "free_name",
    "new_name", "unfinished",
]  # fmt: skip

MOST_NAMES = 1_000


class Recording:
    """A session and the file it is written to."""

    def __init__(self, session: Session, clock: Clock = utc_now) -> None:
        self.session = session
        self._clock = clock
        self._store: Store | None = None
        self._path: Path | None = None
        self._at = ""
        self._waiting: list[Event] = []
        self._trouble = ""
        self._note = ""  # what stays true of the file: told beside "saved"
        self._read_only = False

    # ------------------------------------------------------------------------------ beginning

    @classmethod
    def start(cls, session: Session, path: Path, clock: Clock = utc_now) -> Recording:
        """The session is written to a new file from now on, with all it has been so far.

        Where no file can be made there, play goes on in memory; `saved` says so.
        """
        made = cls(session, clock)
        made._begin(path)
        return made

    @classmethod
    def demand(cls, session: Session, path: Path, clock: Clock = utc_now) -> Recording:
        """As `start`, where a session without a file is no use: NotWritten says why it has none."""
        made = cls.start(session, path, clock)
        made.insist()
        return made

    def insist(self) -> None:
        """Nothing happens when all is on disk; otherwise NotWritten says why it is not."""
        if self._path is not None and (self._store is None or self._waiting):
            raise NotWritten(self._path.name, self._trouble)

    def _begin(self, path: Path) -> None:
        self._path, chronicle = path, self.session.chronicle
        events = chronicle.settle()
        try:
            write_whole(path, chronicle.opening, events, chronicle.snapshots, replace=False)
            self._take(Store(path, chronicle.opening.id, len(events)))
        except (JournalError, OSError) as error:
            self._failed(error)
            self._waiting = list(events)
        chronicle.writer = self._write

    @classmethod
    def open(cls, path: Path, clock: Clock = utc_now) -> Recording:
        """The session of a file of our own, going on where it stood; also after a crash.

        It is read only where another window writes it or the folder takes nothing. Raises
        NotASession, or Damaged with the first event that cannot be trusted.
        """
        found = cls(replay.restored(hostile.read(path), clock), clock)
        found._path = path
        chronicle = found.session.chronicle
        try:
            store = Store(path, chronicle.opening.id, chronicle.last)
        except (InUse, NotWritten, OSError) as error:
            found._read_only, found._trouble = True, _words(error)
        else:
            found._take(store)
        chronicle.writer = found._write
        return found

    @classmethod
    def imported(cls, path: Path, folder: Path, clock: Clock = utc_now) -> Recording:
        """The session of a file from elsewhere, going on in a copy of our own in `folder`."""
        return cls._copied(hostile.read(path), folder, clock)

    @classmethod
    def recovered(cls, path: Path, folder: Path, clock: Clock = utc_now) -> Recording:
        """What can be trusted of a damaged file, going on in a copy; `saved` says where it ends."""
        contents = hostile.read(path, forgiving=True)
        made = cls._copied(contents, folder, clock)
        if contents.broken is not None:
            last = len(contents.events)
            made._note = (  # noqa: SLF001  it is one of ours
                f"{path.name} was damaged: {contents.broken.words}. This copy holds all up to "
                f"event {last}; the damaged file is as it was"
            )
        return made

    @classmethod
    def _copied(cls, contents: hostile.Contents, folder: Path, clock: Clock) -> Recording:
        session = replay.restored(contents, clock)
        return cls.start(session, free_name(folder, contents.path.stem), clock)

    # -------------------------------------------------------------------------------- writing

    def _write(self, event: Event, snapshot: Snapshot | None) -> None:
        """The event is on the disk, or it waits in memory with those that were refused before."""
        self._waiting.append(event)
        if self._store is None:
            self._try_anew()
        else:
            self._flush(self._store)

    def _flush(self, store: Store) -> None:
        try:
            store.append(self._waiting, self.session.chronicle.snapshots_of(self._waiting))
        except NotWritten as error:
            self._failed(error)
        else:
            self._written()

    def _try_anew(self) -> None:
        """A file that could not be made is tried again; one that is read only is not."""
        path, chronicle = self._path, self.session.chronicle
        if self._read_only or path is None or path.exists():
            return
        events = tuple(chronicle.written)
        with contextlib.suppress(JournalError, OSError):
            write_whole(path, chronicle.opening, events, chronicle.snapshots, replace=False)
            self._take(Store(path, chronicle.opening.id, len(events)))

    def _take(self, store: Store) -> None:
        """The store holds all there is and takes what comes."""
        self._store, self._path, self._read_only = store, store.path, False
        if store.mode != "wal":
            self._note = "this folder keeps no log written ahead, so that each step takes longer"
        self._written()

    def _written(self) -> None:
        self._waiting.clear()
        self._at = self._clock().isoformat(timespec="milliseconds")
        self._trouble = ""

    def _failed(self, error: Exception) -> None:
        self._trouble = _words(error)

    # -------------------------------------------------------------------------- copies and end

    def save_copy(self, path: Path, *, replace: bool = False) -> None:
        """A whole copy of the session lies at `path`, in one file that travels alone.

        Raises NotWritten where the disk does not take it, or where there is a file already and
        `replace` does not allow it to be replaced.
        """
        if self._path is not None and path.resolve() == self._path.resolve():
            raise NotWritten(path.name, "this is the session's own file; give another name")
        chronicle = self.session.chronicle
        write_whole(
            path, chronicle.opening, chronicle.settle(), chronicle.snapshots, replace=replace
        )

    def save_as(self, path: Path) -> None:
        """The session goes on in a new file at `path`; the old one stays as it was last written.

        Raises NotWritten where the disk does not take it; then nothing has changed.
        """
        self.save_copy(path)
        store = Store(path, self.session.chronicle.opening.id, self.session.chronicle.last)
        self.close()
        self._note = ""
        self._take(store)
        self.session.chronicle.writer = self._write

    def close(self) -> None:
        """The file is whole by itself; what happens after this is no longer written."""
        self.session.chronicle.writer = None
        if self._store is not None:
            if self._waiting:
                self._flush(self._store)
            self._store.close()
            self._store = None

    def saved(self) -> Saved:
        """Whether what is on screen is safe on disk, in words."""
        last = self.session.chronicle.last
        waiting = len(self._waiting)
        return Saved(
            path=str(self._path or ""),
            at=self._at,
            steps=last - waiting,
            waiting=waiting,
            read_only=self._read_only,
            words=self._words_saved(),
        )

    def _words_saved(self) -> str:
        if self._read_only:
            return f"read only: {self._trouble}"
        if self._store is None or self._waiting:
            return f"not saved, kept in memory: {self._trouble}"
        when = datetime.fromisoformat(self._at).astimezone().strftime("%H:%M:%S")
        return f"saved {when}; {self._note}" if self._note else f"saved {when}"


def _words(error: Exception) -> str:
    """Why, without the file's name in front."""
    if isinstance(error, JournalError):
        return error.words
    return str(getattr(error, "strerror", None) or error).lower()


def free_name(folder: Path, stem: str) -> Path:
    """A path in the folder that no file has: "lesson.wargame", "lesson (2).wargame" ..."""
    for number in range(1, MOST_NAMES):
        name = stem if number == 1 else f"{stem} ({number})"
        path = folder / f"{name}{SUFFIX}"
        if not path.exists():
            return path
    raise NotWritten(f"{stem}{SUFFIX}", "the folder holds too many files of that name")


def new_name(folder: Path, scenario: str, clock: Clock = utc_now) -> Path:
    """A dated path for a new session, that no file has."""
    return free_name(folder, f"{scenario} {clock().astimezone():%Y-%m-%d %H.%M}")


def unfinished(folder: Path) -> tuple[Path, ...]:
    """The sessions in a folder that were not closed: their window ended without saying goodbye.

    Sessions that a window still writes are left out.
    """
    left = (path for path in folder.glob(f"*{SUFFIX}") if left_open(path) and not in_use(path))
    return tuple(sorted(left, key=lambda path: path.stat().st_mtime))
