"""What a person asks of the session: each request ends playing on and goes to the thread."""

from __future__ import annotations

from PySide6.QtCore import QObject, Slot

from wargame.gui.play_out import PlayOut
from wargame.gui.workers import SessionHost


class Commands(QObject):
    """The hands of the window; the answer comes back as a new view."""

    def __init__(self, host: SessionHost, play_out: PlayOut, parent: QObject) -> None:
        super().__init__(parent)
        self._host, self._play_out = host, play_out
        play_out.turn_wanted.connect(host.play_turn)

    @Slot(str)
    def choose(self, option: str) -> None:
        """The option is put on the table; "none" clears it."""
        self._play_out.stop()
        self._host.choose(option)

    @Slot(str, dict)
    def set_terms(self, option: str, terms: dict[str, object]) -> None:
        """The terms of an option are changed."""
        self._play_out.stop()
        self._host.set_terms(option, terms)

    @Slot()
    def play_turn(self) -> None:
        """One turn is played."""
        self._play_out.stop()
        self._host.play_turn()

    @Slot()
    def undo(self) -> None:
        """The last step is taken back."""
        self._play_out.stop()
        self._host.undo()

    @Slot()
    def redo(self) -> None:
        """The step taken back is done again."""
        self._play_out.stop()
        self._host.redo()

    @Slot(int)
    def go_to(self, turn: int) -> None:
        """A turn already played is shown again."""
        self._play_out.stop()
        self._host.go_to(turn)

    @Slot(int)
    def restart(self, seed: int) -> None:
        """The scenario starts again with that seed."""
        self._play_out.stop()
        self._host.restart(seed)

    @Slot(bool)
    def set_playing_on(self, on: bool) -> None:
        """All turns left are played, one by one, or no more of them."""
        if on:
            self._play_out.start()
        else:
            self._play_out.stop()
