"""What a person asks of the table: cards, events, mode and switches, several zones at once."""

from __future__ import annotations

from dataclasses import fields

from PySide6.QtCore import QObject, Slot

from wargame.app.records import SettingView
from wargame.gui.play_out import PlayOut
from wargame.gui.workers import PlayedSession, SessionHost

SHOWN_ONLY = ("switched_on", "us_postures")  # of the setting as it is shown


class TableCommands(QObject):
    """The hands at the table; each request ends playing on, the answer comes as a new view."""

    def __init__(self, host: SessionHost, play_out: PlayOut, parent: QObject) -> None:
        super().__init__(parent)
        self._host, self._play_out = host, play_out

    def _ask(self, name: str, *args: object, **keywords: object) -> None:
        self._play_out.stop()
        self._host.ask(_Call(name, args, keywords))

    @Slot(str, str, str)
    def lay(self, seat: str, card: str, sector: str) -> None:
        """The seat lays the card, face down."""
        self._ask("lay", seat, card, sector)

    @Slot(str, str)
    def take_back(self, seat: str, card: str) -> None:
        """The seat takes its card back."""
        self._ask("take_back", seat, card)

    @Slot(str, bool)
    def set_inject(self, inject: str, on: bool) -> None:
        """The event happens in the next turn, or not."""
        self._ask("set_inject", inject, on=on)

    @Slot(str, bool)
    def switch(self, option: str, on: bool) -> None:
        """The option is on beside the others, or off."""
        self._ask("switch", option, on=on)

    @Slot(dict)
    def change_setting(self, changes: dict[str, object]) -> None:
        """Mode and switches are as they were but for the changes, by the names of the setting."""
        self._play_out.stop()
        self._host.ask(_Change(changes))

    @Slot(str, str)
    def seat_player(self, seat: str, doctrine: str) -> None:
        """A doctrine plays the seat from now on; people do for an empty name."""
        self._play_out.stop()
        self._host.ask(_Seat(seat, doctrine))


class _Call:
    """One call of the session by name."""

    def __init__(self, name: str, args: tuple[object, ...], keywords: dict[str, object]) -> None:
        self._name, self._args, self._keywords = name, args, keywords

    def __call__(self, session: PlayedSession) -> object:
        return getattr(session, self._name)(*self._args, **self._keywords)


class _Change:
    """Some parts of the setting changed; read and written in the session's own thread."""

    def __init__(self, changes: dict[str, object]) -> None:
        self._changes = changes

    def changes(self, now: SettingView) -> dict[str, object]:
        """What is to be changed in the setting as it is now."""
        return self._changes

    def __call__(self, session: PlayedSession) -> object:
        from wargame.app.setting import Setting  # noqa: PLC0415  costs the first window nothing

        now = session.view().setting
        known = {f.name: getattr(now, f.name) for f in fields(now) if f.name not in SHOWN_ONLY}
        known |= self.changes(now)
        return session.set_setting(Setting(**known))


class _Seat(_Change):
    """One seat given to a doctrine, or back to people."""

    def __init__(self, seat: str, doctrine: str) -> None:
        super().__init__({})
        self._seat, self._doctrine = seat, doctrine

    def changes(self, now: SettingView) -> dict[str, object]:
        others = tuple(pair for pair in now.doctrines if pair[0] != self._seat)
        mine = ((self._seat, self._doctrine),) if self._doctrine else ()
        return {"doctrines": (*others, *mine)}
