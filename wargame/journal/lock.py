"""One writer at a time: a lock beside the session file that dies with the process that holds it."""

from __future__ import annotations

import contextlib
import os
import sys
from pathlib import Path

from wargame.journal.errors import InUse

if sys.platform == "win32":
    import msvcrt

    def _hold(descriptor: int) -> None:
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
else:
    import fcntl

    def _hold(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)


MARK = "-lock"
HELD: set[Path] = set()  # sessions that this process writes


class Lock:
    """Held from the moment it is made until `release`, or until the process ends, however."""

    def __init__(self, session: Path) -> None:
        """The lock of that session file; InUse when somebody holds it, OSError without room."""
        self.path = session.with_name(session.name + MARK)
        self._session = session.resolve()
        self._descriptor = self._held()
        if self._descriptor < 0:
            words = "another window writes this session; it opens here to be read only"
            raise InUse(session.name, words)
        HELD.add(self._session)

    def _held(self) -> int:
        """A descriptor that holds the lock, -1 where another one does."""
        while True:
            descriptor = os.open(self.path, os.O_RDWR | os.O_CREAT, 0o600)
            try:
                _hold(descriptor)
                if os.path.samestat(os.fstat(descriptor), self.path.stat()):
                    return descriptor  # and nobody has released it meanwhile
            except FileNotFoundError:
                pass
            except OSError:
                os.close(descriptor)
                return -1
            os.close(descriptor)

    def release(self) -> None:
        """Anybody may write now; the lock's file is gone."""
        HELD.discard(self._session)
        with contextlib.suppress(OSError):
            self.path.unlink()
        with contextlib.suppress(OSError):
            os.close(self._descriptor)


def held_here(session: Path) -> bool:
    """Whether this process writes that session: then only SQLite may open the file.

    Closing any other descriptor of it would drop the locks SQLite holds (POSIX).
    """
    return session.resolve() in HELD


def in_use(session: Path) -> bool:
    """Whether a window writes that session now."""
    try:
        Lock(session).release()
    except InUse:
        return True
    except OSError:
        return False
    return False


def left_open(session: Path) -> bool:
    """Whether a window has the session open or ended without closing it."""
    return any(session.with_name(session.name + end).exists() for end in ("-wal", MARK))
