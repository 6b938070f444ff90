"""Clock, timeline, list of events, and the one that is chosen."""

from __future__ import annotations

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSplitter, QVBoxLayout

from wargame.gui.exercise.clock_band import ClockBand
from wargame.gui.exercise.inject_pane import InjectPane
from wargame.gui.exercise.msel_table import MselTable
from wargame.gui.exercise.publishing import Publisher
from wargame.gui.exercise.room import Room
from wargame.gui.exercise.ruling_pane import RulingPane
from wargame.gui.exercise.seats_pane import SeatsPane
from wargame.gui.exercise.side_column import SideColumn
from wargame.gui.exercise.timeline import Timeline
from wargame.gui.theme import Theme


class EventsPage(QFrame):
    """What control looks at while an exercise runs."""

    def __init__(self, room: Room, theme: Theme) -> None:
        super().__init__()
        self.setProperty("panel", True)
        self._room = room
        self.publisher = Publisher(room)
        self.band = ClockBand(room, self.publisher, theme)
        self.timeline = Timeline(room, theme)
        self.table = MselTable(room, theme)
        self.pane = InjectPane(room, self.publisher, theme)
        self.seats = SeatsPane(room, theme)
        self.ruling = RulingPane(room, theme)
        self.side = SideColumn(
            (("Inject", self.pane), ("Seats", self.seats), ("Ruling", self.ruling))
        )
        self.split = QSplitter(Qt.Orientation.Vertical)
        self._lay_out()
        self.pane.edit_asked.connect(self.table.edit)
        self.pane.poll_asked.connect(room.window.audience.put_question)
        self.timeline.edit_wanted.connect(self.table.edit)
        room.chosen.connect(self._chosen)

    def _lay_out(self) -> None:
        self.split.addWidget(self.timeline)
        self.split.addWidget(self.table)
        self.split.setStretchFactor(0, 0)
        self.split.setStretchFactor(1, 1)
        self.split.setChildrenCollapsible(False)
        self.split.setHandleWidth(1)
        middle = QHBoxLayout()
        middle.setSpacing(1)
        middle.addWidget(self.split, 1)
        middle.addWidget(_line(QFrame.Shape.VLine))
        middle.addWidget(self.side)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.band)
        column.addWidget(_line(QFrame.Shape.HLine))
        column.addLayout(middle, 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The column at the right follows the width."""
        super().resizeEvent(event)
        self.side.fit(self.width())
        self.band.fit(self.width())

    @Slot(str)
    def _chosen(self, _number: str) -> None:
        """Somebody who chooses an inject wants to read it."""
        self.side.open(self.pane)


def _line(shape: QFrame.Shape) -> QFrame:
    made, upright = QFrame(), shape == QFrame.Shape.VLine
    made.setFrameShape(shape)
    made.setProperty("upright" if upright else "hairline", True)
    if upright:
        made.setFixedWidth(1)
    else:
        made.setFixedHeight(1)
    return made
