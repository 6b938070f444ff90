"""The session on a window's table, recorded from its first moment in the user's own folder.

It answers every call that a session answers; opening another file or beginning anew puts another
session in its place. Like a session, not safe to call from two threads at once.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from wargame.app.history import Clock, utc_now
from wargame.app.recording import Recording, new_name, unfinished
from wargame.app.session import Session
from wargame.app.told import Listed, Told, newest, told
from wargame.journal import place
from wargame.journal.errors import Damaged
from wargame.journal.store import SUFFIX

MOST_LISTED = 8
READ_ONLY = (
    "Another window writes this session, so it is read only here. What is played here stays in "
    "memory; Save a copy keeps it."
)


@dataclass(frozen=True, slots=True)
class _Seated:
    """A recording on the table; up to `copied` events its file holds nothing of its own."""

    recording: Recording
    copied: int = -1
    note: str = ""


class KeptSession:
    """A session and its recording; `folder` is where new sessions are written."""

    def __init__(self, seated: _Seated, folder: Path, clock: Clock = utc_now) -> None:
        self.folder, self._clock, self._seated = folder, clock, seated

    @classmethod
    def fresh(cls, session: Session, folder: Path, clock: Clock = utc_now) -> KeptSession:
        """The session is written to a new dated file from now on."""
        return cls(_begun(session, folder, clock), folder, clock)

    @classmethod
    def of_file(cls, path: Path, folder: Path, clock: Clock = utc_now) -> KeptSession:
        """The session of a file; see `open_file`."""
        return cls(_opened(path, folder, clock), folder, clock)

    def __getattr__(self, name: str) -> Any:
        """What the session on the table answers to that name."""
        if name.startswith("_"):
            raise AttributeError(name)
        return getattr(self._seated.recording.session, name)

    def told(self) -> Told:
        """Log, branches, rulings, and whether it is saved."""
        recording = self._seated.recording
        return told(recording.session, recording.saved(), self._seated.note)

    # ------------------------------------------------------------------------------- other files

    def begin(self, session: Session) -> None:
        """Another session is on the table, in a new file; the one before is closed and stays."""
        self._seat(_begun(session, self.folder, self._clock))

    def open_file(self, path: Path) -> None:
        """The session of a file is on the table; the one before is closed and stays.

        A file of our own folder goes on itself, or read only where another window writes it. One
        from elsewhere, or a damaged one, goes on in a copy: `told` says so. When the file cannot be
        opened, JournalError says why and nothing has changed.
        """
        if not self._is_this(path):
            self._seat(_opened(path, self.folder, self._clock))

    def _seat(self, seated: _Seated) -> None:
        self.close()
        self._seated = seated

    def _is_this(self, path: Path) -> bool:
        own = self._seated.recording.saved().path
        return bool(own) and path.resolve() == Path(own).resolve()

    def save_copy(self, path: Path) -> None:
        """A whole copy lies at `path` in place of what was there; NotWritten says why not."""
        self._seated.recording.save_copy(path, replace=True)

    def save(self) -> None:
        """All is on disk; otherwise NotWritten says why it is not."""
        self._seated.recording.insist()

    def close(self) -> None:
        """The file is whole by itself; one that holds nothing of its own is gone."""
        recording = self._seated.recording
        saved = recording.saved()
        empty = recording.session.chronicle.last == self._seated.copied
        recording.close()
        if empty and saved.path and not saved.read_only:
            Path(saved.path).unlink(missing_ok=True)

    # ------------------------------------------------------------------------------------- lists

    def recent(self, others: Iterable[Path] = ()) -> tuple[Listed, ...]:
        """The sessions of the folder and of those other files, the newest first."""
        found = {path.resolve() for path in (*self.folder.glob(f"*{SUFFIX}"), *others)}
        return newest([path for path in found if not self._is_this(path)], MOST_LISTED)

    def unfinished(self) -> tuple[Listed, ...]:
        """The sessions whose window ended without closing them and that hold a step, newest first.

        Those without a step are tidied away.
        """
        found = newest([p for p in unfinished(self.folder) if not self._is_this(p)], MOST_LISTED)
        for line in found:
            if not line.steps:
                Recording.open(line.path).close()
                line.path.unlink(missing_ok=True)
        return tuple(line for line in found if line.steps)

    def put_away(self, paths: Iterable[Path]) -> None:
        """Those sessions are closed as their windows would have closed them; nobody is asked again.

        They stay among the recent ones.
        """
        for path in paths:
            Recording.open(path).close()


def _begun(session: Session, folder: Path, clock: Clock) -> _Seated:
    """The session in a new dated file of the folder."""
    with contextlib.suppress(OSError):  # what is wrong is told when the file is written
        folder.mkdir(parents=True, exist_ok=True)
    path = new_name(folder, session.scenario.id, clock)
    return _Seated(Recording.start(session, path, clock), 0, _placed(path))


def _opened(path: Path, folder: Path, clock: Clock) -> _Seated:
    """The session of a file, going on there or in a copy."""
    with contextlib.suppress(OSError):
        folder.mkdir(parents=True, exist_ok=True)
    own = path.resolve().parent == folder.resolve()
    try:
        if own:
            found = Recording.open(path, clock)
            return _Seated(found, note=READ_ONLY if found.saved().read_only else _placed(path))
        found = Recording.imported(path, folder, clock)
    except Damaged:
        found = Recording.recovered(path, folder, clock)
        said = found.saved().words.partition("; ")[2] or f"{path.name} was damaged"
        return _Seated(found, note=f"{said}. {_placed(Path(found.saved().path))}".strip())
    name = Path(found.saved().path).name
    note = f"{path.name} stays as it is; the session goes on in a copy of your own, {name}."
    note = f"{note} {_placed(folder / name)}".strip()
    return _Seated(found, found.session.chronicle.last, note)


def _placed(path: Path) -> str:
    """A sentence where something else writes where the session is written."""
    words = place.warning(path)
    return f"{words}." if words else ""


def when(at: str) -> str:
    """A moment in UTC on the clock of the room: "14:32", with its date when it was not today."""
    moment = datetime.fromisoformat(at).astimezone()
    today = moment.date() == datetime.now().astimezone().date()
    return moment.strftime("%H:%M") if today else moment.strftime("%d %B %Y, %H:%M").lstrip("0")
