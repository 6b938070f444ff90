"""Publishing an inject before the map as it is shown, and showing that map again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QRectF, Qt, Slot

from wargame.gui.exercise.room import Room

if TYPE_CHECKING:
    from wargame.app.exercise import MapView
    from wargame.gui.main_window import MainWindow

KM = 1000.0  # m
LAYER = "stability"  # what the line of contact is coloured by


class Publisher(QObject):
    """Takes an inject by its number; refusals come back through the room."""

    def __init__(self, room: Room) -> None:
        super().__init__(room)
        self._room = room

    @Slot(str)
    def publish(self, number: str) -> None:
        """The inject is published with the state's digest and the main map's view."""
        view = map_view(self._room.window)
        if number:
            self._room.choose(number)
            self._room.do(lambda desk: desk.publish(number, view))

    @Slot(str)
    def skip(self, number: str) -> None:
        """The inject is left out."""
        if number:
            self._room.do(lambda desk: desk.skip(number))

    @Slot(str)
    def complete(self, number: str) -> None:
        """What the inject asked for has been done."""
        if number:
            self._room.do(lambda desk: desk.set_status(number, "Complete"))

    def show_view(self, view: MapView) -> None:
        """The main map stands where it stood when the inject was published."""
        window = self._room.window
        show_map(window, view)
        bring_forward(window)


def map_view(window: MainWindow) -> MapView:
    """What the main map shows: its middle, its width, and the quantity it is coloured by."""
    from wargame.app.exercise import MapView  # noqa: PLC0415  not before an inject is published

    seen = window.map.canvas.frame.visible
    middle = seen.center()
    longitude, latitude = window.atlas.to_lonlat(middle.x(), middle.y())
    across = min(max(seen.width() / KM, 1.0), 50_000.0)
    return MapView(longitude=longitude, latitude=latitude, km_across=across, layer=LAYER)


def show_map(window: MainWindow, view: MapView) -> None:
    """The main map shows that middle at that scale."""
    x, y = window.atlas.to_map(view.longitude, view.latitude)
    canvas = window.map.canvas
    wide = view.km_across * KM
    area = QRectF(0.0, 0.0, wide, wide)
    area.moveCenter(QRectF(x, y, 0.0, 0.0).center())
    canvas.show_area(area, wide / max(1, canvas.viewport().width()))


def bring_forward(window: MainWindow) -> None:
    """The main window lies in front and has the keyboard."""
    window.setWindowState(window.windowState() & ~Qt.WindowState.WindowMinimized)
    window.raise_()
    window.activateWindow()
