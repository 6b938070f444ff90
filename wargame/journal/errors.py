"""What can be wrong with a session file, as sentences."""

from __future__ import annotations

from wargame.engine.errors import WargameError


class JournalError(WargameError):
    """A session file cannot be read, trusted or written; `words` says why and what to do."""

    def __init__(self, file: str, words: str) -> None:
        super().__init__(f"{file}: {words}")
        self.file = file
        self.words = words


class NotASession(JournalError):
    """The file is no session of this program, or one that must not be opened."""


class Damaged(JournalError):
    """The file is a session, and something in it is not as it was written.

    `event` is the number of the first event that cannot be trusted; None when none can.
    """

    def __init__(self, file: str, words: str, event: int | None = None) -> None:
        super().__init__(file, words)
        self.event = event


class NotWritten(JournalError):
    """The disk did not take what was to be written; nothing that was written before is lost."""


class InUse(JournalError):
    """Another window writes this session."""
