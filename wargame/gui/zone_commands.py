"""What a hand that draws asks of the session; a drag asks again only when it has been answered."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QObject, QTimer, Slot

from wargame.gui.map.drawing.rings import Rings
from wargame.gui.map.drawing.work import to_lonlat
from wargame.gui.play_out import PlayOut
from wargame.gui.workers import SessionHost

PATIENCE_MS = 400  # how long a drag waits for a forecast before it asks for the next


class ZoneCommands(QObject):
    """Draws, reshapes, copies, renames and removes zones; each answer comes as a new view.

    `made` is the id of the zone that the last request made, once the session has answered.
    """

    def __init__(self, host: SessionHost, play_out: PlayOut, parent: QObject) -> None:
        super().__init__(parent)
        self._host, self._play_out = host, play_out
        self._asked = 0
        self._answered = 0
        self._next: tuple[str, Rings, str] | None = None  # the outline to send after an answer
        self._looking = False  # the forecast of the outline sent last is on its way
        self._patience = QTimer(self, singleShot=True, interval=PATIENCE_MS)
        self._patience.timeout.connect(self.forecast_shown)
        self.made = ""

    @property
    def settled(self) -> bool:
        """Whether the session has answered all that was asked of it here."""
        return self._answered >= self._asked

    def _ask(self, work: Callable[[Any], object]) -> None:
        self._play_out.stop()
        self._asked += 1
        number = self._asked

        def command(session: Any) -> object:
            try:
                return work(session)
            finally:
                self._answered = number

        self._host.ask(command)

    @Slot(object)
    def draw(self, rings: object) -> None:
        """The rings are a zone on the table, with a card of its own."""
        self._ask(lambda session: self._keep(session.draw_zone(rings)))

    @Slot(str)
    def copy(self, option: str) -> None:
        """The option's outline is a drawn zone of its own."""
        self._ask(lambda session: self._keep(session.copy_zone(option)))

    def add(self, zones: Sequence[Any]) -> None:
        """The zones of a file lie on the table, each with a card; the last one has its handles."""

        def added(session: Any) -> None:
            from wargame.app.zone_files import add_to  # noqa: PLC0415  in the session's thread

            for zone in zones:
                self._keep(add_to(session, zone))

        self._ask(added)

    def _keep(self, made: str) -> None:
        self.made = made

    @Slot(str, object, str)
    def reshape(self, option: str, rings: object, stroke: str) -> None:
        """The zone has that outline, longitude and latitude; a stroke of the hand is one step."""
        self._next, self._looking = None, False
        self._patience.stop()
        self._ask(lambda session: session.reshape_zone(option, rings, stroke))

    @Slot(str, object, str)
    def follow(self, option: str, rings: Rings, stroke: str) -> None:
        """The zone follows the hand, in map metres; only the newest outline waits for an answer."""
        if not self.settled or self._looking:
            self._next = (option, rings, stroke)
            return
        self._next, self._looking = None, True
        self._ask(lambda session: session.reshape_zone(option, to_lonlat(rings), stroke))

    def answered(self) -> None:
        """A new view is there: its forecast is waited for, but not for ever."""
        if self._looking and self.settled:
            self._patience.start()

    @Slot()
    def forecast_shown(self) -> None:
        """The forecast has followed the hand, or takes too long: the outline that waited goes out.

        A newer outline stops the forecast of the one before: sent at every answer of the session,
        no forecast would ever come while a hand moves.
        """
        self._patience.stop()
        self._looking = False
        waiting = self._next
        if waiting is not None and self.settled:
            self.follow(*waiting)

    @Slot(str)
    def remove(self, option: str) -> None:
        """The drawn zone is gone."""
        self._ask(lambda session: session.remove_zone(option))

    @Slot(str, str)
    def rename(self, option: str, name: str) -> None:
        """The drawn zone has that name."""
        self._ask(lambda session: session.rename_zone(option, name))

    @Slot(str, str)
    def set_template(self, option: str, template: str) -> None:
        """The drawn zone has the terms of another option."""
        self._ask(lambda session: session.set_zone_template(option, template))
